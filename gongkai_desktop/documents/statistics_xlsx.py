"""Periodic statistics as a workbook (统计报表), one sheet, ready to print on A4."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from gongkai_desktop.documents.files import MAKER, atomic_write
from gongkai_desktop.domain.statistics import Statistics

_LINE = Side(style="thin", color="000000")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_WIDTHS = (46, 12, 8)
_HEADS = ("指标名称", "计量单位", "代码")


def write_statistics_xlsx(path: Path, made: Statistics, *, unit: str, demo: bool = False) -> None:
    """Write a form filled in; raises UserError where the file cannot be written."""
    book = Workbook()
    book.properties.creator = MAKER
    sheet = book.worksheets[0]
    sheet.title = made.form.title[:31]
    columns = len(_HEADS) + len(made.form.columns)
    title = made.form.title + ("（演示数据）" if demo else "")
    about = f"单位：{unit or '（未填写）'}　　期间：{made.span.label}"
    about += "　　零报告" if made.zero else ""
    for at, (text, size) in enumerate(((title, 15), (about, 10)), start=1):
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=columns)
        cell = sheet.cell(at, 1, text)
        cell.font, cell.alignment = Font(name="黑体" if at == 1 else "宋体", size=size), _CENTRED
    lines: list[tuple[str | int | None, ...]] = [
        (*_HEADS, *(one.title for one in made.form.columns))
    ]
    for row in made.form.rows:
        lines.append(("　" * row.level + row.title, row.unit, row.code, *made.figures[row.key]))
    for at, line in enumerate(lines, start=3):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(at, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
            cell.border, cell.font = _BORDER, Font(name="宋体", size=10.5, bold=at == 3)
            cell.alignment = _LEFT if column == 1 and at > 3 else _CENTRED
        sheet.row_dimensions[at].height = 22
    for at in range(1, columns + 1):
        width = _WIDTHS[at - 1] if at <= len(_WIDTHS) else 14
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.freeze_panes = "A4"
    buffer = io.BytesIO()
    book.save(buffer)
    atomic_write(path, buffer.getvalue())
