"""A plain list as a workbook: one sheet, a bold heading that stays, all text stored as text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs
import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from gongkai_desktop.documents.files import MAKER, atomic_write


@attrs.frozen
class ListColumn:
    """Heading and width, in characters, of a column."""

    heading: str
    width: int


def write_list(
    path: Path,
    title: str,
    columns: Sequence[ListColumn],
    lines: Iterable[Sequence[str | int]],
    *,
    mark: str = "",
) -> None:
    """Write the list; no cell is taken for a formula. UserError where it cannot be written.

    ``mark`` stands on the sheet's tab, over every printed page and among the file's properties.
    """
    workbook = openpyxl.Workbook()
    workbook.properties.creator = MAKER
    sheet = workbook.active
    assert sheet is not None
    sheet.title = f"{mark[:2]}{title}" if mark else title
    if mark:
        sheet.oddHeader.center.text = workbook.properties.title = mark
    sheet.append([one.heading for one in columns])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for line in lines:
        sheet.append(list(line))
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    for index, one in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = one.width
    sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    workbook.save(buffer)
    atomic_write(path, buffer.getvalue())
