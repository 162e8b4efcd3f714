"""A workbook of what an import did not take (未导入清单): sheet, row, column, reason."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from gongkai_desktop.documents.files import atomic_write

_HEAD = ("工作表", "行", "列", "原因")
_WIDTHS = (18, 8, 20, 60)


def write_issues(path: Path, issues: Iterable[tuple[str, int, str, str]]) -> None:
    """Write one line per issue; all text is stored as text."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "未导入清单"
    sheet.append(_HEAD)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for place, row, column, reason in issues:
        sheet.append([place, row or "", column, reason])
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    for index, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    workbook.save(buffer)
    atomic_write(path, buffer.getvalue())
