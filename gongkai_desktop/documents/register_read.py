"""Reads our own register workbook back: good requests come back exactly, bad rows are named."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import openpyxl

from gongkai_desktop.documents.cell_text import long_texts, whole
from gongkai_desktop.documents.files import damage_told
from gongkai_desktop.documents.packages import guard_package
from gongkai_desktop.documents.register_book import (
    APPLICANT,
    DAYS,
    EVENT,
    FLAGS,
    ITEM,
    LATER,
    LETTER,
    MARK,
    REQUEST,
    BookEntry,
    Columns,
)
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import event_from_dict
from gongkai_desktop.domain.intake.cells import UnreadableError, read_day
from gongkai_desktop.domain.intake.findings import RowError
from gongkai_desktop.domain.request import ApplicantKind
from gongkai_desktop.domain.request_record import request_from_record

_PROPERTIES = "docProps/core.xml"
_MOST_PROPERTIES = 65_536
_TITLE = re.compile(r"<(?:\w+:)?title[^>]*>([^<]*)<")
_ADVICE = "请重新导出登记簿后再导入"
_SHEETS: Mapping[str, Columns] = {
    "登记": REQUEST,
    "申请人": APPLICANT,
    "事项": ITEM,
    "事件": EVENT,
    "文书": LETTER,
}
_NOT_READ = ("label", "title")
_DAY_LABELS = {key: {**EVENT, **REQUEST}[key][0] for key in DAYS}
_KINDS = {kind.label: kind.value for kind in ApplicantKind}


@attrs.frozen(kw_only=True)
class PlacedEntry:
    """A request read back and the row of the sheet 登记 it stands in."""

    row: int
    entry: BookEntry


@attrs.frozen(kw_only=True)
class RegisterBook:
    """What a workbook of ours holds, and the rows that cannot be read."""

    entries: tuple[PlacedEntry, ...]
    errors: tuple[RowError, ...] = ()


def is_register_book(path: Path) -> bool:
    """Whether a file is a workbook that write_register wrote."""
    return book_title(path).startswith(MARK)


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


def read_register(path: Path) -> RegisterBook:
    """Read our own workbook back; raises UserError where it is broken or lacks a sheet."""
    guard_package(path, path.name, _ADVICE)
    with damage_told(path, _ADVICE):
        sheets = _all_rows(path)
    return _Reading(sheets).book()


class _BadRowError(Exception):
    """A row that cannot be read: its column and the reason."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column


Row = dict[str, Any]
Lines = list[tuple[int, Row]]


class _Reading:
    """Puts the rows of all sheets together by 登记号."""

    def __init__(self, sheets: Mapping[str, Lines]) -> None:
        self._errors: list[RowError] = []
        self._spoilt: set[str] = set()
        self._numbers = {row["register_no"] for _, row in sheets["登记"]}
        self._lines = sheets["登记"]
        self._people = self._grouped("申请人", sheets["申请人"], _person)
        self._items = self._grouped("事项", sheets["事项"], _item)
        self._events = self._grouped("事件", sheets["事件"], _event)
        self._letters = self._grouped("文书", sheets["文书"], _letter)

    def book(self) -> RegisterBook:
        """The requests that can be read, in the order of their sheet."""
        entries = []
        for number, row in self._lines:
            try:
                found = self._entry(row)
            except _BadRowError as bad:
                self._errors.append(_error("登记", number, bad))
            else:
                entries.append(PlacedEntry(row=number, entry=found))
        errors = sorted(self._errors, key=lambda one: (tuple(_SHEETS).index(one.sheet), one.row))
        return RegisterBook(entries=tuple(entries), errors=tuple(errors))

    def _entry(self, row: Row) -> BookEntry:
        number = row["register_no"]
        if not number:
            raise _BadRowError("登记号", "没有填写登记号")
        if number in self._spoilt:
            raise _BadRowError("登记号", f"{number}在别的工作表里有读不出的行，整件没有导入")
        people = self._people.get(number, [])
        if len(people) != 1:
            raise _BadRowError("登记号", f"工作表“申请人”里{number}有{len(people)}行，应有一行")
        events = self._events.get(number, [])
        if not events:
            raise _BadRowError("登记号", f"工作表“事件”里没有{number}")
        record = {
            **{key: _value(row[key], key) for key in REQUEST},
            **people[0],
            "items": self._items.get(number, []),
            "events": events,
        }
        try:
            request = request_from_record(record, number)
        except UserError as error:
            raise _BadRowError("登记号", error.message) from error
        return BookEntry(request=request, letters=self._letters.get(number, ()))

    def _grouped(
        self, sheet: str, lines: Lines, read: Callable[[Row], Row]
    ) -> dict[str, list[Row]]:
        """The rows of a sheet by 登记号; a bad one spoils its whole request."""
        groups: dict[str, list[Row]] = {}
        for line, row in lines:
            number = row["register_no"]
            try:
                if number not in self._numbers:
                    raise _BadRowError("登记号", f"工作表“登记”里没有“{number}”")
                groups.setdefault(number, []).append(read(row))
            except _BadRowError as bad:
                self._errors.append(_error(sheet, line, bad))
                self._spoilt.add(number)
        return groups


def _error(sheet: str, row: int, bad: _BadRowError) -> RowError:
    return RowError(sheet=sheet, row=row, column=bad.column, reason=str(bad))


def _all_rows(path: Path) -> dict[str, Lines]:
    workbook = openpyxl.load_workbook(path, read_only=True, data_only=False)
    try:
        continued = long_texts(workbook)
        return {
            name: _rows(workbook, name, columns, continued) for name, columns in _SHEETS.items()
        }
    finally:
        workbook.close()


def _rows(
    workbook: openpyxl.Workbook, name: str, columns: Columns, continued: Mapping[str, str]
) -> Lines:
    if name not in workbook.sheetnames:
        raise UserError(f"登记簿里没有工作表“{name}”", "请用导出的原文件，不要删改工作表")
    lines = workbook[name].iter_rows(values_only=True)
    head = [str(value or "") for value in next(lines, ())]
    places = _places(name, head, columns)
    found = []
    for number, line in enumerate(lines, start=2):
        if any(value is not None for value in line):
            row = {key: line[at] if at < len(line) else None for key, at in places.items()}
            said = {key: _text(one, continued) for key, one in row.items()}
            found.append((number, {**dict.fromkeys(columns, ""), **said}))
    return found


def _places(name: str, head: Sequence[str], columns: Columns) -> dict[str, int]:
    places = {}
    for key, (label, _) in columns.items():
        if key in _NOT_READ or ((name, key) in LATER and label not in head):
            continue
        if label not in head:
            raise UserError(f"工作表“{name}”缺少列“{label}”", "请用导出的原文件，不要删改表头")
        places[key] = head.index(label)
    return places


def _text(value: Any, continued: Mapping[str, str]) -> Any:
    return "" if value is None else whole(value, continued)


def _value(value: Any, key: str) -> Any:
    """A cell by its column: flags, days, everything else text."""
    if key in FLAGS:
        return value == "是"
    if key in DAYS:
        return _day(value, key)
    return value if isinstance(value, str) else str(value)


def _day(value: Any, key: str) -> str:
    try:
        day = read_day(value or None)
    except UnreadableError as unreadable:
        labels = {
            name: label for columns in _SHEETS.values() for name, (label, _) in columns.items()
        }
        raise _BadRowError(
            "日期" if key == "date" else labels[key], str(unreadable)
        ) from unreadable
    return day.isoformat() if day else ""


def _person(row: Row) -> Row:
    values = {key: _value(row[key], key) for key in APPLICANT if key != "register_no"}
    kind = values["applicant_kind"]
    return {**values, "applicant_kind": _KINDS.get(kind, kind)}


def _item(row: Row) -> Row:
    return {
        "no": row["no"] if isinstance(row["no"], int) else None,
        "text": _value(row["text"], "text"),
        "ground": _value(row["ground"], "ground"),
        "row": _value(row["row"], "row"),
        "fields": _json(row["fields"], "文书字段"),
    }


def _event(row: Row) -> Row:
    details = _json(row["details"], "详情")
    event = {**details, "type": row["type"], "date": _day(row["date"], "date")}
    try:
        event_from_dict(event, "这一行")
    except UserError as error:
        raise _BadRowError("事件代码", error.message) from error
    return event


def _letter(row: Row) -> Row:
    return {key: _value(row[key], key) for key in LETTER if key not in ("register_no", *_NOT_READ)}


def _json(words: Any, column: str) -> Row:
    if not words:
        return {}
    try:
        found = json.loads(str(words))
    except ValueError:
        raise _BadRowError(column, "被改动过，读不出来") from None
    if not isinstance(found, dict):
        raise _BadRowError(column, "被改动过，读不出来")
    return found
