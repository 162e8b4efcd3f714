"""What the window asks about who sits at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import attrs


@attrs.frozen(kw_only=True)
class DeskLine:
    """Someone who may sit down here, the roles in words, whether a password is asked for."""

    name: str
    roles: str = ""
    locked: bool = False


class SignIn(Protocol):
    """People with roles coming in by name (登录)."""

    def desks(self) -> Sequence[DeskLine]:
        """Those to choose from; nobody in an office without roles."""
        ...

    def must_choose(self) -> bool:
        """Whether the start asks who is there."""
        ...

    def enter(self, name: str, password: str) -> None:
        """Work under this name from now on; UserError for a wrong password."""
        ...

    def has_own_password(self) -> bool:
        """Whether the operator has a password of their own."""
        ...

    def set_own_password(self, old: str, new: str) -> None:
        """Give the operator a password of their own; an empty one takes it away."""
        ...

    def clear_password(self, name: str) -> None:
        """Take somebody's forgotten password away."""
        ...
