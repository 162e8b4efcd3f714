"""Pictures of PDF pages, for previews and for tests (页面图像)."""

from __future__ import annotations

from io import BytesIO
from threading import Lock

import pypdfium2

_POINTS_PER_INCH = 72

# PDFium is not made for several threads at once: two previews drawn together corrupt memory.
ONE_AT_A_TIME = Lock()


def render_pages(pdf: bytes, dpi: int = 150) -> list[bytes]:
    """Every page of ``pdf`` as a PNG file at ``dpi`` dots per inch."""
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        return [_png(document[number], dpi) for number in range(len(document))]


def render_page(pdf: bytes, number: int, dpi: int = 150) -> bytes:
    """One page, counted from 0, as a PNG file; IndexError beyond the last."""
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        return _png(document[number], dpi)


def _png(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    buffer = BytesIO()
    bitmap = page.render(scale=dpi / _POINTS_PER_INCH)
    bitmap.to_pil().save(buffer, "PNG")
    bitmap.close()
    page.close()
    return buffer.getvalue()
