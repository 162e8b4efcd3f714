"""Notes, form fields, links and attached files of a PDF (注释、表单、附件)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai_desktop.documents.review.transcript import Attachment
from gongkai_desktop.domain.review import hidden

_MOST_NOTES = 5000
_MOST_FILES = 200
_LONGEST = 2 * 1024 * 1024
_WORDS = {b"T": "注释人", b"Subj": "注释", b"Contents": "注释"}


def notes(page: pypdfium2.PdfPage) -> Iterator[tuple[str, str, str]]:
    """Words of a page's notes, fields and links: words, where, how hidden."""
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        try:
            yield from _words(page, note)
        finally:
            pdfium.FPDFPage_CloseAnnot(note)


def _words(page: pypdfium2.PdfPage, note: object) -> Iterator[tuple[str, str, str]]:
    kind = pdfium.FPDFAnnot_GetSubtype(note)
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        yield _text(note, b"V"), "表单", ""
    elif kind == pdfium.FPDF_ANNOT_LINK:
        yield _address(page, note), "链接", hidden.LINK
    elif kind != pdfium.FPDF_ANNOT_POPUP:
        for key, where in _WORDS.items():
            yield _text(note, key), where, hidden.ANNOTATION


def _text(note: object, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    if not 2 < size < _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    wide = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFAnnot_GetStringValue(note, key, wide, size)
    return buffer.raw[: size - 2].decode("utf-16-le", errors="replace").strip()


def _address(page: pypdfium2.PdfPage, note: object) -> str:
    action = pdfium.FPDFLink_GetAction(pdfium.FPDFAnnot_GetLink(note))
    if not action:
        return ""
    size = pdfium.FPDFAction_GetURIPath(page.pdf, action, None, 0)
    if not 1 < size < _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAction_GetURIPath(page.pdf, action, buffer, size)
    return buffer.raw[: size - 1].decode("utf-8", errors="replace")


def attached(document: pypdfium2.PdfDocument) -> Iterator[Attachment]:
    """Files that travel within the PDF; one that cannot be taken out is left to its name."""
    for number in range(min(document.count_attachments(), _MOST_FILES)):
        one = document.get_attachment(number)
        name = one.get_name() or f"附件{number + 1}"
        try:
            yield Attachment(name, bytes(one.get_data()), hidden.EMBEDDED)
        except pypdfium2.PdfiumError:
            yield Attachment(name, b"", hidden.EMBEDDED)
