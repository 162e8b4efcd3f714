"""The yearly tables as a workbook in the official layout (年报表格)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai_desktop.documents.annual_sheet import annual_sheet, is_label
from gongkai_desktop.documents.files import MAKER, atomic_write
from gongkai_desktop.domain.annual.cells import cell_name
from gongkai_desktop.domain.annual.manual import ENTERED, Entered, ManualChange
from gongkai_desktop.domain.annual.number import Cell, shown
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.template import AnnualTemplate, FormTable, Placed
from gongkai_desktop.domain.annual.violation import Level, Violation
from gongkai_desktop.domain.wording import date_words

_LINE = Side(style="thin", color="000000")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_TITLE = Font(name="黑体", size=15)
_NOTE = Font(name="宋体", size=10, color="666666")
_WORDS = Font(name="宋体", size=10.5)
_BROKEN = Font(name="宋体", size=10.5, bold=True, underline="single", color="B42318")
_SHADE = PatternFill("solid", fgColor="F2F2F2")
_BY_HAND = PatternFill("solid", fgColor="FFE8A3")
_MM_PER_CHARACTER = 1.95
"""Width of one character of column width, in millimetres, at the default 11 pt font."""
_ABOVE = 2
"""Rows above a table: its heading, and the unit with the year."""
_CHECK_WIDTHS = (8, 8, 52, 84)
_HAND_WIDTHS = (56, 12, 12, 72)
_NARROW = 12


def write_annual_xlsx(
    path: Path,
    report: AnnualReport,
    violations: Sequence[Violation],
    template: AnnualTemplate,
    *,
    unit_name: str = "",
    mark: str = "",
    entered: Sequence[Entered] = (),
    changes: Sequence[ManualChange] = (),
) -> None:
    """Write 表一, 表二, 表三, 勾稽核对 and 差异说明 to ``path``, ready to print on A4.

    Figures stand as numbers, cells published otherwise as their text, unknown ones empty. Cells
    of a broken identity are bold and underlined, cells changed by hand coloured. Raises
    UserError where the file cannot be written.
    """
    book = Workbook()
    book.properties.creator = MAKER
    book.remove(book.worksheets[0])
    heading = annual_sheet(report, template, unit_name=unit_name, mark=mark).title
    broken = {violation.cell for violation in violations if violation.level == Level.HARD}
    for table in template.tables:
        _write_table(book.create_sheet(table.name), table, report, heading, broken)
        _colour(book[table.name], table, {change.path for change in changes})
    checks = _check_rows(violations)
    _write_list(book.create_sheet("勾稽核对"), "勾稽核对", checks, heading, _CHECK_WIDTHS)
    if entered or changes:
        rows = _hand_rows(entered, changes)
        _write_list(book.create_sheet("差异说明"), "差异说明", rows, heading, _HAND_WIDTHS)
    buffer = io.BytesIO()
    book.save(buffer)
    atomic_write(path, buffer.getvalue())


def _write_table(
    sheet: Worksheet, table: FormTable, report: AnnualReport, heading: str, broken: set[str]
) -> None:
    _write_headings(sheet, table.title, heading, len(table.widths))
    for at, width in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = round(width / _MM_PER_CHARACTER, 1)
    for placed in table.placed():
        _write_placed(sheet, placed, report, broken)
    for row in range(1, len(table.rows) + 1):
        sheet.row_dimensions[row + _ABOVE].height = _row_height(table, row - 1)
    _set_page(sheet, table.landscape, _ABOVE + table.heading_rows)


def _write_headings(sheet: Worksheet, title: str, heading: str, columns: int) -> None:
    for row, text, font, height in ((1, title, _TITLE, 30), (2, heading, _NOTE, 20)):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
        cell = sheet.cell(row, 1)
        _put(cell, text)
        cell.font = font
        cell.alignment = _CENTRED
        sheet.row_dimensions[row].height = height


def _write_placed(sheet: Worksheet, placed: Placed, report: AnnualReport, broken: set[str]) -> None:
    span = placed.span
    top, left = placed.row + 1 + _ABOVE, placed.column + 1
    bottom, right = top + span.rows - 1, left + span.columns - 1
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            sheet.cell(row, column).border = _BORDER
    if (top, left) != (bottom, right):
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)
    cell = sheet.cell(top, left)
    _put(cell, report.cell(span.path) if span.path else span.text)
    cell.font = _BROKEN if span.path in broken else _WORDS
    cell.alignment = _LEFT if is_label(placed) else _CENTRED
    if not span.path:
        cell.fill = _SHADE


def _put(cell: SheetCell, value: Cell) -> None:
    """Numbers as numbers, text as text: a text is never taken for a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@")


def _row_height(table: FormTable, row: int) -> float:
    """Points for the longest text of a row that stands in one row."""
    lines = 1
    for placed in table.placed():
        span = placed.span
        if placed.row == row and span.rows == 1:
            width = sum(table.widths[placed.column : placed.column + span.columns])
            per_line = max(1, int(width / 3.9))
            lines = max(lines, -(-len(span.text) // per_line))
    return 8 + 14.5 * lines


def _colour(sheet: Worksheet, table: FormTable, paths: set[str]) -> None:
    for placed in table.placed():
        if placed.span.path in paths:
            sheet.cell(placed.row + 1 + _ABOVE, placed.column + 1).fill = _BY_HAND


def _check_rows(violations: Sequence[Violation]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("编号", "性质", "位置", "说明")]
    rows += [
        (one.rule, "错误" if one.level == Level.HARD else "提示", cell_name(one.cell), one.message)
        for one in violations
    ]
    return rows if violations else [*rows, ("", "相符", "三张表", "全部勾稽关系成立")]


def _hand_rows(
    entered: Sequence[Entered], changes: Sequence[ManualChange]
) -> list[tuple[str, ...]]:
    """What was changed and why; where the figures of 表一 come from."""
    rows: list[tuple[str, ...]] = [("位置", "登记簿数", "填报数", "理由或者提供科室")]
    for change in changes:
        counted = "" if change.counted is None else shown(change.counted)
        rows.append((cell_name(change.path), counted, str(change.value), change.reason))
    for one in entered:
        day = f"，{date_words(one.supplied)}提供" if one.supplied else ""
        note = f"；{one.note}" if one.note else ""
        rows.append((ENTERED[one.key], "", str(one.value), f"{one.section}{day}{note}"))
    return rows


def _write_list(
    sheet: Worksheet,
    title: str,
    rows: Sequence[Sequence[str]],
    heading: str,
    widths: Sequence[int],
) -> None:
    _write_headings(sheet, title, heading, len(widths))
    for at, row in enumerate(rows, start=1 + _ABOVE):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            _put(cell, text)
            cell.border, cell.font = _BORDER, _WORDS
            wide = widths[column - 1] > _NARROW and at > 1 + _ABOVE
            cell.alignment = _LEFT if wide else _CENTRED
            if at == 1 + _ABOVE:
                cell.fill = _SHADE
        sheet.row_dimensions[at].height = _text_height(row, widths)
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    _set_page(sheet, True, 1 + _ABOVE, one_page=False)


def _text_height(row: Sequence[str], widths: Sequence[int]) -> float:
    """Points for the cell of a list that wraps most; a character is two columns wide."""
    pairs = zip(row, widths, strict=True)
    return 6 + 14.5 * max(max(1, -(-len(text) * 2 // (width - 4))) for text, width in pairs)


def _set_page(
    sheet: Worksheet, landscape: bool, heading_rows: int, *, one_page: bool = True
) -> None:
    """A4, one page wide, headings repeated, panes frozen below them."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 1 if one_page else 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.6
    margins.top = margins.bottom = 0.7
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    sheet.print_title_rows = f"1:{heading_rows}"
    sheet.freeze_panes = sheet.cell(heading_rows + 1, 1)
