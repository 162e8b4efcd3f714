"""The sheets of a workbook that holds a yearly report (年报工作簿), as grids of text."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from gongkai_desktop.documents.far_cells import refuse_far_cells
from gongkai_desktop.documents.files import damage_told
from gongkai_desktop.documents.packages import PackageLimits, guard_package
from gongkai_desktop.documents.sheets import read_sheets
from gongkai_desktop.domain.annual.formula import Place, worked_out
from gongkai_desktop.domain.annual.grid import SourceTable
from gongkai_desktop.domain.annual.number import amount, is_formula, read_cell

_LIMITS = PackageLimits(unpacked=200 * 1024 * 1024)
_ROWS, _COLUMNS = 2000, 100
_DEEPEST = 60
"""How many formulas may lean on each other before they are taken for a circle."""


def old_book_tables(path: Path) -> list[SourceTable]:
    """The sheets of an old workbook (.xls, .et), hidden ones last."""
    sheets = sorted(read_sheets(path), key=lambda one: one.hidden)
    return [
        SourceTable(
            grid=[[_shown(value) for value in row[:_COLUMNS]] for row in sheet.rows[:_ROWS]],
            caption=sheet.name,
            hidden=sheet.hidden,
        )
        for sheet in sheets
    ]


def book_tables(path: Path, content: bytes, advice: str) -> list[SourceTable]:
    """The sheets of a workbook, hidden ones last; formulas without results are worked out.

    A formula that cannot be stands as its own text. Raises UserError for a broken file.
    """
    guard_package(content, path.name, advice, _LIMITS)
    with damage_told(path, advice):
        refuse_far_cells(path)
        written = load_workbook(path, rich_text=True)
        has_formulas = any(
            is_formula(_text(value))
            for sheet in written.worksheets
            for row in _values(sheet)
            for value in row
        )
        results = load_workbook(path, data_only=True, rich_text=True) if has_formulas else written
        reader = _BookReader(written, results)
        sheets = sorted(written.worksheets, key=lambda one: one.sheet_state != "visible")
        return [
            SourceTable(
                grid=reader.grid(sheet),
                caption=sheet.title,
                hidden=sheet.sheet_state != "visible",
            )
            for sheet in sheets
        ]


class _BookReader:
    """Cells of a workbook as they show, formulas by their results."""

    def __init__(self, written: Workbook, results: Workbook) -> None:
        self._written, self._results = written, results
        self._worked: dict[Place, Decimal | None] = {}
        self._depth = 0

    def grid(self, sheet: Worksheet) -> list[list[str]]:
        """One sheet, the text of a merged cell at every place it covers."""
        rows = [
            [self._words((sheet.title, at, column), value) for column, value in enumerate(row, 1)]
            for at, row in enumerate(_values(sheet), 1)
        ]
        for span in sheet.merged_cells.ranges:
            if span.min_row > len(rows) or span.min_col > len(rows[span.min_row - 1]):
                continue
            text = rows[span.min_row - 1][span.min_col - 1]
            for row in rows[span.min_row - 1 : span.max_row]:
                covered = len(row[span.min_col - 1 : span.max_col])
                row[span.min_col - 1 : span.max_col] = [text] * covered
        return rows

    def _words(self, place: Place, value: Any) -> str:
        text = _shown(value)
        if not is_formula(text):
            return text
        sheet, row, column = place
        kept = self._results[sheet].cell(row, column).value
        if kept is not None and not is_formula(_shown(kept)):
            return _shown(kept)
        number = self._number(place)
        if number is not None:
            return f"{number:f}"
        return f"{text}（工作表“{sheet}”{get_column_letter(column)}{row}）"

    def _number(self, place: Place) -> Decimal | None:
        """What a cell counts in a sum; a circle of formulas has no number."""
        if place not in self._worked:
            self._worked[place] = None
            self._depth += 1
            self._worked[place] = self._counted(place) if self._depth < _DEEPEST else None
            self._depth -= 1
        return self._worked[place]

    def _counted(self, place: Place) -> Decimal | None:
        sheet, row, column = place
        if sheet not in self._written.sheetnames:
            return None
        shown = self._written[sheet].cell(row, column).value
        if is_formula(_text(shown)):
            kept = self._results[sheet].cell(row, column).value
            if kept is None or is_formula(_text(kept)):
                return worked_out(
                    _text(shown), lambda other: self._number((other[0] or sheet, *other[1:]))
                )
            shown = kept
        number = amount(read_cell(_shown(shown)))
        return None if number is None else Decimal(number)


def _values(sheet: Worksheet) -> Sequence[tuple[Any, ...]]:
    return [
        *sheet.iter_rows(
            max_row=min(sheet.max_row, _ROWS),
            max_col=min(sheet.max_column, _COLUMNS),
            values_only=True,
        )
    ]


def _shown(value: Any) -> str:
    """A cell as text: whole numbers without a point, others as exact as Excel keeps them."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    return _text(value)


def _text(value: Any) -> str:
    """A cell's text without its raised signs, which are marks of notes."""
    if isinstance(value, ArrayFormula | DataTableFormula):
        return f"={getattr(value, 'text', None) or ''}".replace("==", "=")
    if isinstance(value, CellRichText):
        return "".join(
            str(one)
            for one in value
            if not (isinstance(one, TextBlock) and one.font.vertAlign == "superscript")
        )
    return str(value)
