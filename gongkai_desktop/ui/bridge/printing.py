"""Pages of a PDF, for the window."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desktop.documents.page_image import page_sizes, render_page, render_pages
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports.printing import Millimetres

_SCREEN_DPI = 110


class PrintingBridge:
    """Printing; needs nothing of the office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def previews(self, pdf: bytes, report: Report) -> Sequence[bytes]:
        """Every page as PNG."""
        return render_pages(pdf, _SCREEN_DPI, report)

    def sizes(self, pdf: bytes) -> Sequence[Millimetres]:
        """The size of every page."""
        return page_sizes(pdf)

    def page(self, pdf: bytes, number: int, dpi: int) -> bytes:
        """One page as PNG."""
        return render_page(pdf, number, dpi)
