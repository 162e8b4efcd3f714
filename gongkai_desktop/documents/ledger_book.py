"""A ledger as a workbook (台账表): written for people, read back without loss.

The first sheet holds the rows, one further sheet each column that has lines of its own. Every
text is stored as text: nothing in a cell runs. Our own workbooks are known by a mark in their
properties.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from gongkai_desktop.documents.cell_text import (
    LongTexts,
    long_texts,
    text_cell,
    unfinished_removed,
    whole,
)
from gongkai_desktop.documents.files import MAKER, atomic_write, damage_told
from gongkai_desktop.documents.packages import guard_package
from gongkai_desktop.documents.register_read import book_title
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.intake.cells import UnreadableError
from gongkai_desktop.domain.ledger.form import Column, ColumnType, LedgerForm
from gongkai_desktop.domain.ledger.values import read_value, shown
from gongkai_desktop.domain.progress import Report, silent

MARK = "公开台台账："
_ADVICE = "请重新导出后再导入"
_NUMBER = "编号"
_VOID = "作废理由"
_OWN = (("状态", 10), ("时限", 12), ("办结日期", 12), (_VOID, 16))
_HEAD_FILL = PatternFill("solid", fgColor="E9EEF5")
_SHEET_NAME = 31


@attrs.frozen(kw_only=True)
class BookRow:
    """A row as the workbook holds it; what is derived is written and never read back."""

    no: str
    body: Mapping[str, Any]
    status: str = ""
    due_date: date | None = None
    done_date: date | None = None
    void_reason: str = ""


_MARKED = "　"


def write_ledger(
    path: Path,
    form: LedgerForm,
    rows: Sequence[BookRow],
    mark: str = "",
    report: Report = silent,
) -> int:
    """Write a ledger; returns how many rows. ``mark`` is that of a practice office."""
    workbook = openpyxl.Workbook(write_only=True)
    workbook.properties.creator = MAKER
    workbook.properties.title = f"{MARK}{form.key}{_MARKED}{mark}" if mark else f"{MARK}{form.key}"
    flat = [column for column in form.columns if column.type != ColumnType.LINES]
    head = [(_NUMBER, 12), *((one.title, one.chars) for one in flat), *_OWN]
    main, long = _sheet(workbook, form.title, head), LongTexts(workbook)
    with unfinished_removed(workbook):
        for at, row in enumerate(rows):
            report(at, len(rows), "正在写入表格")
            values = [row.no, *(_value(column, row.body.get(column.key)) for column in flat)]
            _append(main, long, [*values, row.status, row.due_date, row.done_date, row.void_reason])
    for column in form.of_type(ColumnType.LINES):
        head = [(_NUMBER, 12), *((part.title, part.chars) for part in column.parts)]
        sheet = _sheet(workbook, column.title, head)
        for row in rows:
            for line in row.body.get(column.key) or ():
                cells = [_value(part, line.get(part.key)) for part in column.parts]
                _append(sheet, long, [row.no, *cells])
    buffer = io.BytesIO()
    workbook.save(buffer)
    atomic_write(path, buffer.getvalue())
    return len(rows)


def ledger_in(path: Path) -> str:
    """The key of the ledger a workbook of ours holds; empty where it is none of ours."""
    title = book_title(path)
    return title.removeprefix(MARK).partition(_MARKED)[0] if title.startswith(MARK) else ""


def read_ledger(path: Path, form: LedgerForm) -> list[BookRow]:
    """Read our own workbook back; raises UserError naming sheet, row and reason."""
    guard_package(path, path.name, _ADVICE)
    with damage_told(path, _ADVICE):
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=False)
    try:
        return _rows(workbook, form)
    finally:
        workbook.close()


def _rows(workbook: openpyxl.Workbook, form: LedgerForm) -> list[BookRow]:
    flat = [column for column in form.columns if column.type != ColumnType.LINES]
    continued = long_texts(workbook)
    lines: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for column in form.of_type(ColumnType.LINES):
        for no, _, body in _bodies(workbook, column.title, column.parts, continued):
            lines.setdefault(no, {}).setdefault(column.key, []).append(body)
    return [
        BookRow(no=no, body={**body, **lines.get(no, {})}, void_reason=void)
        for no, void, body in _bodies(workbook, form.title, flat, continued)
    ]


def _bodies(
    workbook: openpyxl.Workbook,
    name: str,
    columns: Sequence[Column],
    continued: Mapping[str, str],
) -> Iterable[tuple[str, str, dict[str, Any]]]:
    if _sheet_name(name) not in workbook.sheetnames:
        raise UserError(f"台账表里没有工作表“{name}”", "请用导出的原文件，不要删改工作表")
    sheet = workbook[_sheet_name(name)].iter_rows(values_only=True)
    head = [str(value or "") for value in next(sheet, ())]
    missing = [title for title in (_NUMBER, *(one.title for one in columns)) if title not in head]
    if missing:
        raise UserError(f"工作表“{name}”缺少列“{missing[0]}”", "请用导出的原文件，不要删改表头")
    for number, written in enumerate(sheet, start=2):
        line = [whole(value, continued) for value in written]
        cells = dict(zip(head, line, strict=False))
        if all(value is None for value in line):
            continue
        # A row ends with its last filled cell.
        body = {one.key: _read(one, cells.get(one.title), name, number) for one in columns}
        void = str(cells.get(_VOID) or "")
        said = {key: value for key, value in body.items() if value is not None}
        yield str(cells.get(_NUMBER) or ""), void, said


def _read(column: Column, value: Any, sheet: str, row: int) -> Any:
    if isinstance(value, str) and column.type == ColumnType.TEXT and not column.many:
        return value or None
    try:
        return read_value(column, value)
    except UnreadableError as error:
        raise UserError(
            f"工作表“{sheet}”第{row}行“{column.title}”：{error}", "请改正后再导入"
        ) from None


def _value(column: Column, value: Any) -> Any:
    if value is None:
        return ""
    if column.type == ColumnType.DATE:
        return date.fromisoformat(value)
    if column.type == ColumnType.MONEY:
        return float(value)
    return value if isinstance(value, (int, float)) else shown(column, value)


def _sheet_name(name: str) -> str:
    return name.translate(dict.fromkeys(map(ord, "[]:*?/\\"), "-"))[:_SHEET_NAME]


def _sheet(
    workbook: openpyxl.Workbook, name: str, columns: Sequence[tuple[str, int]]
) -> WriteOnlyWorksheet:
    sheet: WriteOnlyWorksheet = workbook.create_sheet(_sheet_name(name))
    for index, (_, width) in enumerate(columns, start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(index)].width = width
    sheet.freeze_panes = "B2"
    head = []
    for label, _ in columns:
        cell = WriteOnlyCell(sheet, label)
        cell.font, cell.fill = Font(bold=True), _HEAD_FILL
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        head.append(cell)
    sheet.append(head)
    return sheet


def _append(sheet: WriteOnlyWorksheet, long: LongTexts, values: Iterable[Any]) -> None:
    sheet.append([text_cell(sheet, long.fitted(value)) for value in values])
