"""协办反馈表: the workbook in which a section without the program gives its opinion back."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from gongkai_desktop.documents.files import MAKER
from gongkai_desktop.documents.sheets import read_sheets
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.opinion import (
    METHODS,
    RESULTS,
    SEARCH_COLUMNS,
    TEXTS,
    VIEWS,
)

TITLE = "政府信息公开申请协办反馈表"
_GIVEN = (
    ("登记号", "register_no"),
    ("协办编号", "assignment"),
    ("承办科室", "section"),
    ("申请内容", "request_text"),
    ("办理要求", "advice"),
    ("反馈期限", "reply_by"),
)
_ASKED = {
    "view": "从下拉中选",
    "basis": "如《条例》第十五条；可以公开的不填",
    "reasons": "为什么这样答复；可以公开的可以不填",
    "hints": "涉及第三方、国家秘密、工作秘密、其他机关制作的，写在这里",
    "person": "",
    "head": "打印签字的也请填姓名",
    "phone": "",
}
_DAY = "反馈日期"
_SEARCH_LINES = 12
_ADVICE = "请用随协办包下发的反馈表填写，不要删改左边一栏和检索记录的表头"
_HEAD = PatternFill("solid", fgColor="E9EEF5")
_LINE = Border(*(Side("thin", color="808080") for _ in range(4)))
_WIDTHS = (14, 26, 30, 16, 12, 12, 40)


def write_opinion_book(facts: Mapping[str, str]) -> bytes:
    """The empty form for what was handed out; ``facts`` by the keys of the assignment."""
    workbook = openpyxl.Workbook()
    workbook.properties.creator = MAKER
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "反馈表"
    for at, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEFG"[at]].width = width
    sheet["A1"] = TITLE
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A2"] = "填好后交回公开工作机构，查到的材料一并附上。有底色的格子不要改。"
    row = 3
    for title, key in _GIVEN:
        _pair(sheet, row, title, facts.get(key, ""), given=True)
        row += 1
    for key, hint in _ASKED.items():
        _pair(sheet, row, TEXTS[key], "", hint=hint)
        if key == "view":
            _choices(sheet, f"B{row}", VIEWS)
        row += 1
    _pair(sheet, row, _DAY, "", hint="如 2026-11-18")
    _search_table(sheet, row + 2)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(
        fitToPage=True
    )
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _pair(
    sheet: Worksheet, row: int, title: str, value: str, *, given: bool = False, hint: str = ""
) -> None:
    sheet.cell(row, 1, title).font = Font(bold=True)
    sheet.cell(row, 1).fill = _HEAD
    sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=6)
    cell = sheet.cell(row, 2, value)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if given:
        cell.fill = _HEAD
    for column in range(1, 7):
        sheet.cell(row, column).border = _LINE
    lines = max(1, -(-len(value) // 42))
    tall = 3 if not given and title in (TEXTS["reasons"], TEXTS["hints"]) else lines
    sheet.row_dimensions[row].height = 18 * tall
    sheet.cell(row, 7, hint).font = Font(italic=True, color="555555")


def _search_table(sheet: Worksheet, row: int) -> None:
    sheet.cell(row, 1, "检索记录").font = Font(bold=True)
    sheet.cell(row, 2, "每查一处写一行；查不到的也要写在哪里查过、用什么词查的")
    for at, title in enumerate(SEARCH_COLUMNS.values(), start=1):
        cell = sheet.cell(row + 1, at, title)
        cell.font, cell.fill, cell.border = Font(bold=True), _HEAD, _LINE
    last = row + 1 + _SEARCH_LINES
    for line in range(row + 2, last + 1):
        for at in range(1, len(SEARCH_COLUMNS) + 1):
            cell = sheet.cell(line, at)
            cell.border, cell.number_format = _LINE, "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for key, choices in (("method", METHODS), ("result", RESULTS)):
        letter = "ABCDEFG"[list(SEARCH_COLUMNS).index(key)]
        _choices(sheet, f"{letter}{row + 2}:{letter}{last}", choices)


def _choices(sheet: Worksheet, where: str, choices: Sequence[str]) -> None:
    listed = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    listed.error, listed.errorTitle = "请从下拉中选", "反馈表"
    sheet.add_data_validation(listed)
    listed.add(where)


def read_opinion_book(path: Path) -> dict[str, Any] | None:
    """What a section filled in, as an opinion's record; None where it is another workbook.

    Raises UserError where it cannot be read or a heading is gone.
    """
    for sheet in read_sheets(path):
        rows = [[_words(value) for value in row] for row in sheet.rows]
        if any(TITLE in cell for row in rows[:6] for cell in row):
            return _record(path, rows)
    return None


def _record(path: Path, rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    beside = {row[0]: row[1] for row in reversed(rows) if len(row) > 1 and row[0]}
    titles = {**TEXTS, "date": _DAY}
    lacking = [title for title in titles.values() if title not in beside]
    if lacking:
        raise UserError(f"“{path.name}”缺少“{lacking[0]}”一行", _ADVICE)
    record: dict[str, Any] = {key: beside[title] for key, title in titles.items()}
    record["searches"] = _searches(path, rows)
    return record


def _searches(path: Path, rows: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    titles = list(SEARCH_COLUMNS.values())
    at = next((at for at, row in enumerate(rows) if list(row[: len(titles)]) == titles), None)
    if at is None:
        raise UserError(f"“{path.name}”缺少检索记录的表头", _ADVICE)
    lines = [[*row, *([""] * len(titles))][: len(titles)] for row in rows[at + 1 :]]
    return [dict(zip(SEARCH_COLUMNS, line, strict=True)) for line in lines if any(line)]


def _words(value: Any) -> str:
    """A cell as text; dates as Excel keeps them in ISO, whole numbers without a point."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value if value is not None else "").strip()
