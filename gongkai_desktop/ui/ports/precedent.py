"""What the pages ask of the case library (案例库)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gongkai_desktop.domain.precedent import Precedent


class Precedents(Protocol):
    """Earlier cases (案例)."""

    def similar(self, text: str, but: str) -> Sequence[Precedent]:
        """The five cases most like a text; ``but`` is a 登记号 to leave out."""
        ...

    def make_public(self, register_no: str) -> str:
        """Turn a request into information to be made public; returns its number there."""
        ...

    def enter(self, register_no: str) -> str:
        """Take a closed request into the library, persons unnamed; returns its number there."""
        ...
