"""The register as a workbook (登记簿): written for people, read back without loss.

The sheet 登记 shows what an office's register shows; the other sheets hold the rest. Columns that
follow from others (期限、状态) are written for people and never read back. Our own workbooks are
known by a mark in their properties.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from gongkai_desktop.documents.cell_text import LongTexts, Looks, text_cell, unfinished_removed
from gongkai_desktop.documents.files import MAKER, atomic_write
from gongkai_desktop.domain.event import event_details
from gongkai_desktop.domain.request import ApplicantKind, Request
from gongkai_desktop.domain.request_record import request_to_record

MARK = "公开台登记簿"
_HEAD_FILL = PatternFill("solid", fgColor="E9EEF5")
_SHOWN_FILL = PatternFill("solid", fgColor="F0F0F0")
_RULE = Side(style="thin", color="C8CDD4")
_WRAPPED = 30
"""Columns of so many characters or more break their lines."""

Columns = Mapping[str, tuple[str, int]]
"""Key → printed header and width in characters."""

SHOWN: Columns = {
    "received_date": ("收到日期", 12),
    "applicant": ("申请人", 18),
    "kind": ("申请人类型", 12),
    "channel": ("渠道", 14),
    "due_date": ("答复期限", 12),
    "status": ("状态", 12),
    "decided_date": ("答复日期", 12),
    "outcome": ("办理结果", 24),
}
REQUEST: Columns = {
    "register_no": ("登记号", 12),
    "request_text": ("申请内容", 48),
    "section": ("承办科室", 14),
    "handler": ("承办人", 10),
    "reply_no": ("答复文号", 22),
    "service_no": ("送达邮件号", 18),
    "remarks": ("备注", 24),
    "corrected_text": ("补正后内容", 32),
    "delivery_form": ("获取方式", 12),
    "mail_no": ("来件邮件号", 18),
    "platform_no": ("平台编号", 18),
    "signer": ("签收人", 10),
    "forwarded": ("转交日期", 12),
    "archived": ("归档日期", 12),
    "original_due": ("原表期限", 12),
    "original_outcome": ("原表结果", 20),
    "void_reason": ("作废理由", 16),
    "repeat_of": ("重复于", 12),
    "imported": ("原表导入", 10),
    "demo": ("演示数据", 10),
    "row": ("年报结果行", 26),
    "ground": ("法律依据代码", 20),
}
_FRONT = (
    *("register_no", "received_date", "applicant", "kind", "channel", "request_text", "section"),
    *("handler", "due_date", "status", "decided_date", "outcome"),
)
_NUMBER: Columns = {"register_no": ("登记号", 12)}
APPLICANT: Columns = {
    **_NUMBER,
    "applicant": ("申请人", 18),
    "applicant_kind": ("申请人类型", 14),
    "id_kind": ("证件类型", 14),
    "id_no": ("证件号码", 22),
    "contact": ("联系人", 10),
    "phone": ("联系电话", 16),
    "email": ("邮箱", 22),
    "address": ("地址", 30),
    "postcode": ("邮编", 10),
    "agent": ("代理人", 10),
    "authority": ("委托书", 12),
}
ITEM: Columns = {
    **_NUMBER,
    "no": ("项号", 8),
    "text": ("事项", 48),
    "ground": ("法律依据代码", 20),
    "row": ("年报结果行", 26),
    "fields": ("文书字段", 40),
}
EVENT: Columns = {
    **_NUMBER,
    "date": ("日期", 12),
    "label": ("事件", 20),
    "type": ("事件代码", 22),
    "details": ("详情", 48),
}
LETTER: Columns = {
    **_NUMBER,
    "code": ("文书代号", 10),
    "title": ("文书名称", 30),
    "number": ("文号", 24),
    "date": ("成文日期", 12),
    "state": ("状态", 10),
    "void_reason": ("作废理由", 16),
}
LATER = (("登记", "repeat_of"), ("申请人", "authority"), ("文书", "void_reason"))
"""Columns that workbooks written by earlier versions do not have."""
DAYS = ("forwarded", "archived", "original_due", "date")
FLAGS = ("imported", "demo")


@attrs.frozen(kw_only=True)
class BookEntry:
    """A request as the workbook shows it: itself, its letters, what its clock and result say.

    ``letters`` are rows by the keys of LETTER, ``shown`` values by those of SHOWN.
    """

    request: Request
    letters: Sequence[Mapping[str, Any]] = ()
    shown: Mapping[str, Any] = attrs.field(factory=dict)


def write_register(path: Path, entries: Iterable[BookEntry], mark: str = "") -> int:
    """Write the sheets 登记、申请人、事项、事件、文书; returns how many requests.

    ``mark`` is that of a practice office; it goes with the file (``practised``).
    """
    workbook = openpyxl.Workbook(write_only=True)
    workbook.properties.creator = MAKER
    workbook.properties.title = MARK + mark
    book = _Book(workbook)
    count = 0
    with unfinished_removed(workbook):
        for entry in entries:
            book.write(entry)
            count += 1
    book.finish()
    buffer = io.BytesIO()
    workbook.save(buffer)
    atomic_write(path, buffer.getvalue())
    return count


class _Book:
    """The sheets being written."""

    def __init__(self, workbook: openpyxl.Workbook) -> None:
        every = {**REQUEST, **SHOWN}
        order = [*_FRONT, *(key for key in REQUEST if key not in _FRONT)]
        main = {key: every[key] for key in order}
        long = LongTexts(workbook)
        self._register = _Table(workbook, long, "登记", main)
        self._people = _Table(workbook, long, "申请人", APPLICANT)
        self._items = _Table(workbook, long, "事项", ITEM)
        self._events = _Table(workbook, long, "事件", EVENT)
        self._letters = _Table(workbook, long, "文书", LETTER)

    def write(self, entry: BookEntry) -> None:
        """One request on all sheets."""
        request, record = entry.request, request_to_record(entry.request)
        number = {"register_no": request.register_no}
        shown = {"applicant": record["applicant"], **entry.shown}
        self._register.append({**{key: _shown(record[key], key) for key in REQUEST}, **shown})
        kind = ApplicantKind(record["applicant_kind"]).label
        self._people.append({**record, "applicant_kind": kind})
        for item in record["items"]:
            self._items.append({**number, **item, "fields": _json(item["fields"])})
        for event in request.events:
            own = {"date": event.date, "type": event.type.value, "label": event.type.label}
            self._events.append({**number, **own, "details": _json(event_details(event))})
        for letter in entry.letters:
            self._letters.append({**number, **letter})

    def finish(self) -> None:
        """The last touch, when all rows are known."""
        for table in (self._register, self._people, self._items, self._events, self._letters):
            table.finish()


class _Table:
    """One sheet: its head, its rows, a filter over them."""

    def __init__(
        self, workbook: openpyxl.Workbook, long: LongTexts, name: str, columns: Columns
    ) -> None:
        self._long, self._columns, self._rows = long, columns, 1
        self._looks: Looks = {}
        self._sheet: WriteOnlyWorksheet = workbook.create_sheet(name)
        for index, (_, width) in enumerate(columns.values(), start=1):
            letter = openpyxl.utils.get_column_letter(index)
            self._sheet.column_dimensions[letter].width = width
        self._sheet.freeze_panes = "B2"
        follows = SHOWN if name == "登记" else {}
        self._sheet.append(
            [self._head(label, follows=key in follows) for key, (label, _) in columns.items()]
        )

    def _head(self, label: str, *, follows: bool) -> Any:
        cell = WriteOnlyCell(self._sheet, label)
        cell.font, cell.fill = Font(bold=True), _SHOWN_FILL if follows else _HEAD_FILL
        cell.alignment = Alignment(vertical="center")
        cell.border = Border(bottom=_RULE)
        return cell

    def append(self, values: Mapping[str, Any]) -> None:
        """One row; keys without a value stay empty."""
        sheet, cells = self._sheet, []
        for key, (_, width) in self._columns.items():
            value = self._long.fitted(values.get(key, ""))
            cells.append(text_cell(sheet, value, wrapped=width >= _WRAPPED, looks=self._looks))
        sheet.append(cells)
        self._rows += 1

    def finish(self) -> None:
        """A filter over all rows."""
        last = openpyxl.utils.get_column_letter(len(self._columns))
        self._sheet.auto_filter.ref = f"A1:{last}{self._rows}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""


def _shown(value: Any, key: str) -> Any:
    if key in DAYS:
        return date.fromisoformat(value) if value else ""
    return ("是" if value else "") if key in FLAGS else value
