"""What printing asks of the floors below: pictures and sizes of the pages of a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gongkai_desktop.domain.progress import Report

Millimetres = tuple[float, float]
"""Width and height of a page."""


class Printing(Protocol):
    """Pages of a PDF, for the preview and for a printer."""

    def previews(self, pdf: bytes, report: Report) -> Sequence[bytes]:
        """Every page as PNG, for the screen."""
        ...

    def sizes(self, pdf: bytes) -> Sequence[Millimetres]:
        """The size of every page."""
        ...

    def page(self, pdf: bytes, number: int, dpi: int) -> bytes:
        """One page, counted from 0, as PNG at ``dpi`` dots per inch."""
        ...
