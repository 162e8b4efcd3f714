"""The register as a workbook (登记簿): written for people, read back without loss.

Every text is stored as text: a cell that begins with = + - @ shows what was written and never
runs as a formula. Our own workbooks are known by a mark in their properties.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from gongkai_desktop.documents.files import atomic_write, damage_told
from gongkai_desktop.documents.packages import guard_package
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import event_from_dict, event_to_dict
from gongkai_desktop.domain.request import Request
from gongkai_desktop.domain.request_record import request_from_record, request_to_record

MARK = "公开台登记簿"
_PROPERTIES = "docProps/core.xml"
_MOST_PROPERTIES = 65_536
_TITLE = re.compile(r"<(?:\w+:)?title[^>]*>([^<]*)<")
_ADVICE = "请重新导出登记簿后再导入"
_HEAD_FILL = PatternFill("solid", fgColor="E9EEF5")
# What XML cannot hold: control characters, halves of pairs, the two characters that are none.
_ILLEGAL = dict.fromkeys(
    (*range(0, 9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
)

_REQUEST = {
    "register_no": ("登记号", 12),
    "request_text": ("申请内容", 48),
    "corrected_text": ("补正后内容", 32),
    "section": ("承办科室", 14),
    "handler": ("承办人", 10),
    "row": ("年报结果行", 26),
    "ground": ("法律依据代码", 20),
    "delivery_form": ("获取方式", 12),
    "mail_no": ("来件邮件号", 18),
    "platform_no": ("平台编号", 18),
    "signer": ("签收人", 10),
    "forwarded": ("转交日期", 12),
    "archived": ("归档日期", 12),
    "original_due": ("原表期限", 12),
    "original_outcome": ("原表结果", 20),
    "reply_no": ("答复文号", 22),
    "service_no": ("送达邮件号", 18),
    "remarks": ("备注", 24),
    "void_reason": ("作废理由", 16),
    "repeat_of": ("重复于", 12),
    "imported": ("原表导入", 10),
    "demo": ("演示数据", 10),
}
_APPLICANT = {
    "applicant": ("申请人", 18),
    "applicant_kind": ("申请人类型", 12),
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
_ITEM = {
    "no": ("项号", 8),
    "text": ("事项", 48),
    "ground": ("法律依据代码", 20),
    "row": ("年报结果行", 26),
    "fields": ("文书字段", 40),
}
_EVENT = {
    "date": ("日期", 12),
    "label": ("事件", 20),
    "type": ("事件代码", 22),
    "details": ("详情", 48),
}
_LETTER = {
    "code": ("文书代号", 10),
    "number": ("文号", 24),
    "date": ("成文日期", 12),
    "state": ("状态", 10),
}
# Columns that workbooks written by earlier versions do not have.
_LATER = ("repeat_of", "authority")
_DAYS = ("forwarded", "archived", "original_due")
_FLAGS = ("imported", "demo")

LetterRow = Mapping[str, Any]


def write_register(
    path: Path, requests: Iterable[Request], letters: Mapping[str, Sequence[LetterRow]]
) -> int:
    """Write the sheets 登记、事项、事件、申请人、文书; returns how many requests.

    ``letters`` gives each register number its letters as rows of code, number, date, state.
    """
    workbook = openpyxl.Workbook(write_only=True)
    workbook.properties.title = MARK
    sheets = {
        "登记": _sheet(workbook, "登记", _REQUEST),
        "申请人": _sheet(workbook, "申请人", {"register_no": ("登记号", 12), **_APPLICANT}),
        "事项": _sheet(workbook, "事项", {"register_no": ("登记号", 12), **_ITEM}),
        "事件": _sheet(workbook, "事件", {"register_no": ("登记号", 12), **_EVENT}),
        "文书": _sheet(workbook, "文书", {"register_no": ("登记号", 12), **_LETTER}),
    }
    count = 0
    for request in requests:
        _write_request(sheets, request, letters.get(request.register_no, ()))
        count += 1
    buffer = io.BytesIO()
    workbook.save(buffer)
    atomic_write(path, buffer.getvalue())
    return count


def _sheet(
    workbook: openpyxl.Workbook, name: str, columns: Mapping[str, tuple[str, int]]
) -> WriteOnlyWorksheet:
    sheet: WriteOnlyWorksheet = workbook.create_sheet(name)
    for index, (_, width) in enumerate(columns.values(), start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(index)].width = width
    sheet.freeze_panes = "B2"
    head = []
    for label, _ in columns.values():
        cell = WriteOnlyCell(sheet, label)
        cell.font, cell.fill = Font(bold=True), _HEAD_FILL
        cell.alignment = Alignment(vertical="center")
        head.append(cell)
    sheet.append(head)
    return sheet


def _write_request(
    sheets: Mapping[str, WriteOnlyWorksheet], request: Request, letters: Sequence[LetterRow]
) -> None:
    record = request_to_record(request)
    number = request.register_no
    _append(sheets["登记"], [_shown(record[key], key) for key in _REQUEST])
    _append(sheets["申请人"], [number, *(record[key] for key in _APPLICANT)])
    for item in record["items"]:
        fields = json.dumps(item["fields"], ensure_ascii=False) if item["fields"] else ""
        _append(
            sheets["事项"], [number, item["no"], item["text"], item["ground"], item["row"], fields]
        )
    for event in request.events:
        details = event_to_dict(attrs.evolve(event, id=""))
        kind = details.pop("type")
        del details["date"]
        words = json.dumps(details, ensure_ascii=False) if details else ""
        _append(sheets["事件"], [number, event.date, event.type.label, kind, words])
    for letter in letters:
        _append(sheets["文书"], [number, *(letter[key] for key in _LETTER)])


def _shown(value: Any, key: str) -> Any:
    if key in _DAYS:
        return date.fromisoformat(value) if value else ""
    return ("是" if value else "") if key in _FLAGS else value


def _append(sheet: WriteOnlyWorksheet, values: Iterable[Any]) -> None:
    sheet.append([text_cell(sheet, value) for value in values])


def text_cell(sheet: WriteOnlyWorksheet, value: Any) -> Any:
    """A cell that shows its value; text is forced to be text, whatever it begins with."""
    if isinstance(value, str) and value:
        cell = WriteOnlyCell(sheet)
        cell.value = value.translate(_ILLEGAL)
        cell.data_type = "s"
        cell.quotePrefix = value[0] in "=+-@\t\r"
        return cell
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "yyyy-mm-dd"
        return cell
    return value if value != "" else None


def is_register_book(path: Path) -> bool:
    """Whether a file is a workbook that write_register wrote."""
    return book_title(path) == MARK


def book_title(path: Path) -> str:
    """The title in a workbook's properties, by which our own are known; empty without one."""
    if path.suffix.lower() != ".xlsx":
        return ""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_PROPERTIES) as entry:
            properties = entry.read(_MOST_PROPERTIES).decode("utf-8")
    except (OSError, KeyError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error):
        # Not ours; the general reader says what is wrong with it.
        return ""
    title = _TITLE.search(properties)
    return title.group(1) if title else ""


def read_register(path: Path) -> list[Request]:
    """Read our own workbook back; raises UserError naming sheet, row and reason."""
    guard_package(path, path.name, _ADVICE)
    with damage_told(path, _ADVICE):
        rows = _all_rows(path)
    people = {row["register_no"]: row for row in rows["申请人"]}
    items = _grouped(rows["事项"], _item)
    events = _grouped(rows["事件"], _event)
    found = []
    for row in rows["登记"]:
        number = row["register_no"]
        record = {
            **{key: row[key] for key in _REQUEST if key in row},
            **{key: value for key, value in people.get(number, {}).items() if key in _APPLICANT},
            "items": items.get(number, []),
            "events": events.get(number, []),
        }
        found.append(request_from_record(record, f"登记簿里的{number}"))
    return found


def _all_rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    workbook = openpyxl.load_workbook(path, read_only=True, data_only=False)
    try:
        return {name: _rows(workbook, name, columns) for name, columns in _SHEETS.items()}
    finally:
        workbook.close()


_SHEETS: Mapping[str, Mapping[str, tuple[str, int]]] = {
    "登记": _REQUEST,
    "申请人": {"register_no": ("登记号", 12), **_APPLICANT},
    "事项": {"register_no": ("登记号", 12), **_ITEM},
    "事件": {"register_no": ("登记号", 12), **_EVENT},
}


def _rows(
    workbook: openpyxl.Workbook, name: str, columns: Mapping[str, tuple[str, int]]
) -> list[dict[str, Any]]:
    if name not in workbook.sheetnames:
        raise UserError(f"登记簿里没有工作表“{name}”", "请用导出的原文件，不要删改工作表")
    lines = workbook[name].iter_rows(values_only=True)
    head = [str(value or "") for value in next(lines, ())]
    missing = [
        label for key, (label, _) in columns.items() if label not in head and key not in _LATER
    ]
    if missing:
        raise UserError(f"工作表“{name}”缺少列“{missing[0]}”", "请用导出的原文件，不要删改表头")
    places = {key: head.index(label) for key, (label, _) in columns.items() if label in head}
    return [
        {
            key: _read(line[place] if place < len(line) else None, key)
            for key, place in places.items()
        }
        for line in lines
        if any(value is not None for value in line)
    ]


def _read(value: Any, key: str) -> Any:
    if key in _FLAGS:
        return value == "是"
    if hasattr(value, "isoformat"):
        return value.date().isoformat() if hasattr(value, "date") else value.isoformat()
    if key == "no":
        return value
    return "" if value is None else str(value)


def _grouped(
    rows: Iterable[dict[str, Any]], read: Callable[[dict[str, Any]], Any]
) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row["register_no"], []).append(read(row))
    return groups


def _item(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": row["text"],
        "ground": row["ground"],
        "row": row["row"],
        "fields": _json(row["fields"], "文书字段", row["register_no"]),
    }


def _event(row: dict[str, Any]) -> dict[str, Any]:
    details = _json(row["details"], "详情", row["register_no"])
    event = {**details, "type": row["type"], "date": row["date"]}
    event_from_dict(event, f"登记簿里{row['register_no']}的事件")
    return event


def _json(words: str, column: str, number: str) -> dict[str, Any]:
    if not words:
        return {}
    try:
        found = json.loads(words)
    except json.JSONDecodeError:
        raise UserError(
            f"登记簿里{number}的“{column}”被改动过，读不出来", "请用导出的原文件"
        ) from None
    return found if isinstance(found, dict) else {}
