"""A workbook with words replaced and everything unseen taken out (脱敏副本)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from gongkai_desktop.documents.review.masking import masked
from gongkai_desktop.documents.review.package import Package
from gongkai_desktop.documents.review.transcript import Piece, Transcript
from gongkai_desktop.documents.review.workbook import transcribe_workbook
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.masking import Replacement
from gongkai_desktop.domain.review.source import Span

_PLACE = re.compile(r"工作表“(.+)”([A-Z]{1,3}\d{1,7})")


def masked_workbook(content: bytes, name: str, replacements: Sequence[Replacement]) -> bytes:
    """The copy as bytes: values instead of formulas, visible sheets and cells, their formats.

    Offsets count in the text that ``read_source`` gives. Raises UserError for a damaged file and
    for words outside cells.
    """
    transcript = Transcript(keeps=True)
    transcribe_workbook(Package(content, name, transcript), transcript)
    book = _opened(content, name)

    def rewrite(span: Span, _pieces: Sequence[Piece], texts: Sequence[str]) -> None:
        cell = _cell(book, span)
        if cell is not None:
            cell.value = "".join(texts)
            cell.number_format = "@"

    masked(transcript, replacements, rewrite, name)
    for span in transcript.source(name).spans:
        cell = _cell(book, span) if span.hidden else None
        if cell is not None:
            cell.value = None
    _clean(book, name)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _opened(content: bytes, name: str) -> Workbook:
    try:
        return openpyxl.load_workbook(BytesIO(content), data_only=True, keep_links=False)
    except Exception as error:
        # The reader raises a type of its own for each kind of damage.
        raise UserError(
            f"“{name}”做不了脱敏副本", "请用 Excel 或 WPS 打开后另存为 .xlsx 再做"
        ) from error


def _cell(book: Workbook, span: Span) -> Cell | None:
    """The cell of a span; None under a merge, of which nothing is kept."""
    found = _PLACE.fullmatch(span.place)
    cell = book[found.group(1)][found.group(2)] if found and span.cell is not None else None
    return None if isinstance(cell, MergedCell) else cell


def _clean(book: Workbook, name: str) -> None:
    if all(sheet.sheet_state != "visible" for sheet in book.worksheets):
        raise UserError(f"“{name}”里没有看得见的工作表", "请取消工作表的隐藏后再做脱敏副本")
    for sheet in list(book.worksheets):
        if sheet.sheet_state != "visible":
            del book[sheet.title]
        else:
            _clean_sheet(sheet)
    for name in list(book.defined_names):
        del book.defined_names[name]
    book.properties = DocumentProperties(creator="")
    book.custom_doc_props = type(book.custom_doc_props)()
    book.active = 0


def _clean_sheet(sheet: Worksheet) -> None:
    sheet.data_validations.dataValidation = []
    sheet._pivots = []
    for name in list(sheet.defined_names):
        if not name.startswith("_xlnm."):
            del sheet.defined_names[name]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None:
                cell.comment = None
            if getattr(cell, "hyperlink", None) is not None:
                cell.hyperlink = None
