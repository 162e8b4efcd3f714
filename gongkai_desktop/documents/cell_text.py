"""Text in cells of our own workbooks: nothing runs, nothing is lost, however long or odd.

Signs XML cannot hold are written as Excel writes them (_x000D_, ECMA-376 ST_Xstring), so that
Excel and WPS show the text itself. What is longer than a cell goes on in the sheet 续文.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import openpyxl
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONG_SHEET = "续文"
LONG_HEAD = ("续文号", "段", "内容")
# Excel takes 32,767 units of UTF-16; a sign takes one or two.
_MOST_SIGNS = 16_000
_SURELY_FITS = _MOST_SIGNS // 7
"""So many signs fit even where each is written out."""
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_ODD = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_WRITTEN = re.compile("_x([0-9A-Fa-f]{4})_")
_CONTINUED = re.compile(r"……【续文(\d+)】$")


def escaped(text: str) -> str:
    """The text as a cell holds it."""
    return _ODD.sub(lambda sign: f"_x{ord(sign.group()):04X}_", text)


def unescaped(text: str) -> str:
    """The text a cell stands for."""
    return _WRITTEN.sub(lambda code: chr(int(code.group(1), 16)), text)


Looks = dict[tuple[bool, bool], Any]
"""How the cells of one workbook look, by whether they are quoted and wrapped, worked out once."""


def text_cell(
    sheet: WriteOnlyWorksheet, value: Any, *, wrapped: bool = False, looks: Looks | None = None
) -> Any:
    """A cell that shows its value; text is forced to be text, whatever it begins with.

    What the workbook would write the same way anyhow is handed on without a cell of its own.
    """
    if not isinstance(value, str):
        return value
    if not value:
        return None
    text, quoted = escaped(value), value[0] in "=+-@\t\r"
    if not wrapped and not quoted and value[0] != "#":
        return text
    cell = WriteOnlyCell(sheet)
    cell.value = text
    cell.data_type = "s"
    look = (quoted, wrapped)
    if looks is not None and look in looks:
        cell._style = looks[look]
        return cell
    cell.quotePrefix = quoted
    if wrapped:
        cell.alignment = _WRAPPED
    if looks is not None:
        looks[look] = cell._style
    return cell


class LongTexts:
    """Shortens what no cell can hold; the rest stands in a sheet made when it is needed."""

    def __init__(self, workbook: openpyxl.Workbook) -> None:
        self._workbook = workbook
        self._sheet: WriteOnlyWorksheet | None = None
        self._count = 0

    def fitted(self, value: Any) -> Any:
        """The value itself, or its beginning with the number under which it goes on."""
        if not isinstance(value, str) or (len(value) < _SURELY_FITS and value[-1:] != "】"):
            return value
        if len(escaped(value)) <= _MOST_SIGNS and not _CONTINUED.search(value):
            return value
        self._count += 1
        sheet = self._sheet or self._begun()
        pieces = _pieces(value)
        for number, piece in enumerate(pieces, start=1):
            sheet.append([self._count, number, text_cell(sheet, piece)])
        return f"{pieces[0][:200]}……【续文{self._count}】"

    def _begun(self) -> WriteOnlyWorksheet:
        sheet: WriteOnlyWorksheet = self._workbook.create_sheet(LONG_SHEET)
        sheet.column_dimensions["C"].width = 100
        sheet.append(LONG_HEAD)
        self._sheet = sheet
        return sheet


def _pieces(text: str) -> list[str]:
    """The text in pieces that fit a cell also with their signs written out."""
    size = _MOST_SIGNS if len(escaped(text)) == len(text) else _MOST_SIGNS // 8
    return [text[start : start + size] for start in range(0, len(text), size)]


def long_texts(workbook: openpyxl.Workbook) -> dict[str, str]:
    """The continued texts of a workbook by their numbers; empty where all fitted."""
    if LONG_SHEET not in workbook.sheetnames:
        return {}
    found: dict[str, list[tuple[int, str]]] = {}
    for row in workbook[LONG_SHEET].iter_rows(min_row=2, max_col=3, values_only=True):
        number, piece, text = (*row, None, None)[:3]
        if isinstance(piece, int | float):
            found.setdefault(str(number), []).append((int(piece), unescaped(str(text or ""))))
    return {number: "".join(text for _, text in sorted(parts)) for number, parts in found.items()}


def whole(value: Any, continued: Mapping[str, str]) -> Any:
    """A text as it was before it was written, its continuation in place; else the value."""
    if not isinstance(value, str):
        return value
    found = _CONTINUED.search(value)
    if found and found.group(1) in continued:
        return continued[found.group(1)]
    return unescaped(value)


@contextmanager
def unfinished_removed(workbook: Workbook) -> Iterator[None]:
    """Rows lie in the library's own files until a book is saved, and name applicants: they go."""
    try:
        yield
    except BaseException:
        for sheet in workbook.worksheets:
            if isinstance(sheet, WriteOnlyWorksheet) and not sheet.closed:
                sheet.close()
                sheet._writer.cleanup()
        raise
