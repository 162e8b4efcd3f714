"""Binding papers into one PDF (装订): pages fitted to A4, each numbered at its top right corner.

Pages go from file to file a few at a time; only the bound volume itself is held in memory while
it is written. The number stands where an archive writes it (右上角), on white, whatever way a
page is turned.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from pypdfium2 import raw

from gongkai_desktop.documents.page_image import ONE_AT_A_TIME
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.domain.typeset.page import A4_HEIGHT, A4_WIDTH

_FONT = b"Helvetica-Bold"
_SIZE = 12.0
_DIGIT_EM = 0.556
_FROM_RIGHT, _FROM_TOP, _PADDING = 30.0, 32.0, 3.0
_SLACK = 3.0
_FEWEST_POINTS = 1.0
_PIECE_PAGES = 20


def pages_in(path: Path) -> int:
    """How many pages a PDF has; raises UserError for one that is broken, locked or empty.

    They are copied once for trial: a file may open and yet have pages that cannot be read.
    """
    with ONE_AT_A_TIME:
        with _opened(path) as document:
            count = len(document)
        for pages in _spans(count):
            with _copied(path, pages):
                pass
        return count


def bind(parts: Sequence[Path], target: Path, report: Report | None = None) -> int:
    """Bind PDFs, one after another, into ``target``; returns the number of pages.

    ``target`` is written in place: give a temporary name. Raises UserError as ``pages_in`` does.
    """
    with TemporaryDirectory(prefix=".装订-", dir=target.parent) as folder, ONE_AT_A_TIME:
        pieces = list(_pieces(parts, Path(folder), report))
        count = _join(pieces, target)
    if pages_in(target) != count:  # PDFium does not tell of a disk that filled up
        raise UserError(f"文件“{target.name}”没有写完整", "请检查磁盘空间后重试")
    return count


def _pieces(parts: Sequence[Path], folder: Path, report: Report | None) -> Iterator[Path]:
    """The pages numbered, a few at a time."""
    number = 1
    for done, part in enumerate(parts):
        with _opened(part) as source:
            count = len(source)
        for pages in _spans(count):
            if report:
                report(done, len(parts), f"正在装订 {part.name}")
            path = folder / f"{number}.pdf"
            with _copied(part, pages) as piece:
                font = raw.FPDFText_LoadStandardFont(piece, _FONT)
                for at in range(len(pages)):
                    _finish(piece, at, number + at, font)
                raw.FPDFFont_Close(font)
                piece.save(path)
            yield path
            number += len(pages)


def _spans(count: int) -> Iterator[range]:
    """All pages, a few at a time."""
    for first in range(0, count, _PIECE_PAGES):
        yield range(first, min(first + _PIECE_PAGES, count))


@contextmanager
def _copied(path: Path, pages: range) -> Iterator[pypdfium2.PdfDocument]:
    """Some pages of a file as a document of their own; nothing of either stays in memory after."""
    piece = pypdfium2.PdfDocument.new()
    try:
        with _opened(path) as source:
            try:
                piece.import_pages(source, list(pages))
            except pypdfium2.PdfiumError as error:
                raise _damaged(path) from error
            yield piece
    finally:
        piece.close()


def _join(pieces: Sequence[Path], target: Path) -> int:
    whole = pypdfium2.PdfDocument.new()
    try:
        for piece in pieces:
            with _opened(piece) as document:
                whole.import_pages(document)
        whole.save(target)
        return len(whole)
    finally:
        whole.close()


@contextmanager
def _opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if _needs_password():
            raise UserError(
                f"PDF“{path.name}”设了打开密码", "请用原软件去掉密码后重新存入"
            ) from error
        raise _damaged(path) from error
    try:
        if not len(document):
            raise UserError(f"PDF“{path.name}”没有页面", "请重新扫描或者另存后存入")
        yield document
    finally:
        document.close()


def _damaged(path: Path) -> UserError:
    return UserError(f"PDF“{path.name}”已损坏，打不开", "请重新扫描或者另存后存入")


def _needs_password() -> bool:
    return bool(raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD)


def _finish(document: pypdfium2.PdfDocument, at: int, number: int, font: object) -> None:
    page = document[at]
    _fit_to_paper(page)
    _number(document, page, number, font)
    page.gen_content()
    page.close()


def _fit_to_paper(page: pypdfium2.PdfPage) -> None:
    """Scale what is shown of a page to A4, upright or lying as it is, and centre it."""
    left, bottom, right, top = _shown(page)
    width, height = right - left, top - bottom
    paper = (A4_WIDTH, A4_HEIGHT) if height >= width else (A4_HEIGHT, A4_WIDTH)
    if min(width, height) < _FEWEST_POINTS:
        return
    fits = abs(width - paper[0]) < _SLACK and abs(height - paper[1]) < _SLACK
    scale = 1.0 if fits else min(paper[0] / width, paper[1] / height)
    across = (paper[0] - width * scale) / 2 - left * scale
    up = (paper[1] - height * scale) / 2 - bottom * scale
    matrix = raw.FS_MATRIX(scale, 0, 0, scale, across, up)
    edges = (left, top, right, bottom)
    clip = raw.FS_RECTF(*(one * scale + (across, up)[at % 2] for at, one in enumerate(edges)))
    raw.FPDFPage_TransFormWithClip(page, matrix, clip)
    raw.FPDFPage_TransformAnnots(page, scale, 0, 0, scale, across, up)
    for put in (page.set_mediabox, page.set_cropbox):
        put(0, 0, *paper)


def _shown(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """The part of a page that is shown: its crop box within its media box."""
    media = page.get_mediabox(fallback_ok=True)
    crop = page.get_cropbox(fallback_ok=True)
    box = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    return box if box[2] > box[0] and box[3] > box[1] else media


def _number(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, number: int, font: object
) -> None:
    """Write a page's number into the corner that is the top right as the page is read."""
    words = str(number)
    width = len(words) * _DIGIT_EM * _SIZE
    _, _, right, top = page.get_mediabox(fallback_ok=True)
    turned = page.get_rotation() % 360
    seen = (right, top) if turned in (0, 180) else (top, right)
    x, y = seen[0] - _FROM_RIGHT - width, seen[1] - _FROM_TOP
    ground = raw.FPDFPageObj_CreateNewRect(
        x - _PADDING, y - _PADDING, width + 2 * _PADDING, _SIZE + _PADDING
    )
    raw.FPDFPageObj_SetFillColor(ground, 255, 255, 255, 255)
    raw.FPDFPath_SetDrawMode(ground, raw.FPDF_FILLMODE_WINDING, 0)
    text = raw.FPDFPageObj_CreateTextObj(document, font, _SIZE)
    raw.FPDFText_SetText(text, _wide(words))
    raw.FPDFPageObj_SetFillColor(text, 0, 0, 0, 255)
    raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, x, y)
    for drawn in (ground, text):
        raw.FPDFPageObj_Transform(drawn, *_as_read(turned, right, top))
        raw.FPDFPage_InsertObject(page, drawn)


def _wide(words: str) -> object:
    """Text as PDFium takes it: UTF-16 with a closing zero."""
    encoded = (words + "\0").encode("utf-16-le")
    return ctypes.cast(ctypes.create_string_buffer(encoded), ctypes.POINTER(ctypes.c_ushort))


def _as_read(turned: int, width: float, height: float) -> tuple[float, ...]:
    """From places on the page as it is read to places on the page before it is turned."""
    return {
        0: (1, 0, 0, 1, 0, 0),
        90: (0, 1, -1, 0, width, 0),
        180: (-1, 0, 0, -1, width, height),
        270: (0, -1, 1, 0, 0, height),
    }[turned]
