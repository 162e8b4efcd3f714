"""Pictures of PDF pages, for previews and for tests (页面图像)."""

from __future__ import annotations

from io import BytesIO

import pypdfium2

_POINTS_PER_INCH = 72


def render_pages(pdf: bytes, dpi: int = 150) -> list[bytes]:
    """Every page of ``pdf`` as a PNG file at ``dpi`` dots per inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_png(document[number], dpi) for number in range(len(document))]
    finally:
        document.close()


def render_page(pdf: bytes, number: int, dpi: int = 150) -> bytes:
    """One page, counted from 0, as a PNG file; IndexError beyond the last."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return _png(document[number], dpi)
    finally:
        document.close()


def _png(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    buffer = BytesIO()
    page.render(scale=dpi / _POINTS_PER_INCH).to_pil().save(buffer, "PNG")
    return buffer.getvalue()
