"""Pictures of PDF pages, for previews and for tests (页面图像)."""

from __future__ import annotations

from io import BytesIO
from threading import Lock

import pypdfium2

from gongkai_desktop.domain.progress import Report, silent

_POINTS_PER_INCH = 72
_MM_PER_INCH = 25.4

# PDFium is not made for several threads at once: two previews drawn together corrupt memory.
ONE_AT_A_TIME = Lock()


def render_pages(pdf: bytes, dpi: int = 150, report: Report = silent) -> list[bytes]:
    """Every page of ``pdf`` as a PNG file at ``dpi`` dots per inch; ``report`` may stop it."""
    pictures = []
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            report(number, len(document), f"第{number + 1}页，共{len(document)}页")
            pictures.append(_png(document[number], dpi))
    return pictures


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every page in millimetres."""
    scale = _MM_PER_INCH / _POINTS_PER_INCH
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        sizes = [document[number].get_size() for number in range(len(document))]
    return [(width * scale, height * scale) for width, height in sizes]


def render_page(pdf: bytes, number: int, dpi: int = 150) -> bytes:
    """One page, counted from 0, as a PNG file; IndexError beyond the last."""
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        return _png(document[number], dpi)


Place = tuple[int, float, float, float, float]
"""A page counted from 0 and a box on it: left, top, right, bottom as shares of the page."""


def places_of(pdf: bytes, words: str) -> list[Place]:
    """Where some words stand on the pages, a box per line; spaces and line ends do not count."""
    wanted = "".join(words.split())
    if not wanted:
        return []
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            found = _boxes(document[number], wanted)
            if found:
                return [(number, *box) for box in found]
    return []


def _boxes(page: pypdfium2.PdfPage, wanted: str) -> list[tuple[float, float, float, float]]:
    text, (width, height) = page.get_textpage(), page.get_size()
    signs = [
        (sign, at)
        for at in range(text.count_chars())
        if (sign := text.get_text_range(at, 1)).strip()
    ]
    start = "".join(sign for sign, _ in signs).find(wanted)
    lines: list[list[float]] = []
    for _, at in signs[start : start + len(wanted)] if start >= 0 else []:
        left, bottom, right, top = text.get_charbox(at, loose=True)
        if lines and abs(lines[-1][3] - bottom) < (top - bottom):
            lines[-1][2] = max(lines[-1][2], right)
        else:
            lines.append([left, top, right, bottom])
    text.close()
    page.close()
    return [(x1 / width, 1 - y1 / height, x2 / width, 1 - y2 / height) for x1, y1, x2, y2 in lines]


def _png(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    buffer = BytesIO()
    bitmap = page.render(scale=dpi / _POINTS_PER_INCH)
    bitmap.to_pil().save(buffer, "PNG")
    bitmap.close()
    page.close()
    return buffer.getvalue()
