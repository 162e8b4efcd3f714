"""The case library for the window."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desktop.domain.precedent import Precedent
from gongkai_desktop.services import precedent, publication
from gongkai_desktop.ui.bridge.session import Session


class PrecedentBridge:
    """Precedents over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def similar(self, text: str, but: str) -> Sequence[Precedent]:
        """The five cases most like a text."""
        return precedent.similar(self._session.workspace, text, but=but)

    def make_public(self, register_no: str) -> str:
        """Turn a request into information to be made public."""
        return publication.convert_request(self._session.workspace, register_no).no

    def enter(self, register_no: str) -> str:
        """Take a closed request into the library."""
        return precedent.enter_from_request(self._session.workspace, register_no).no
