"""Who sits at the desk, for the window."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desktop.services import sign_in
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports.sign_in import DeskLine


class SignInBridge:
    """Signing in at the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def desks(self) -> Sequence[DeskLine]:
        """Those to choose from."""
        return [
            DeskLine(name=one.name, roles="、".join(one.roles), locked=one.locked)
            for one in sign_in.desks(self._session.workspace)
        ]

    def must_choose(self) -> bool:
        """Whether the start asks who is there."""
        return sign_in.must_choose(self._session.workspace)

    def enter(self, name: str, password: str) -> None:
        """Work under this name from now on."""
        self._session.workspace = sign_in.enter(self._session.workspace, name, password)

    def has_own_password(self) -> bool:
        """Whether the operator has a password of their own."""
        workspace = self._session.workspace
        return any(one.locked for one in sign_in.desks(workspace) if one.name == workspace.operator)

    def set_own_password(self, old: str, new: str) -> None:
        """Give the operator a password of their own, or take it away."""
        sign_in.set_own_password(self._session.workspace, old, new)

    def clear_password(self, name: str) -> None:
        """Take somebody's forgotten password away."""
        sign_in.clear_password(self._session.workspace, name)
