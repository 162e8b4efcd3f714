"""Values of a ledger's cells: read from what people write, shown as they read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from gongkai_desktop.domain.intake.cells import UnreadableError, read_day, read_text
from gongkai_desktop.domain.intake.table import Value
from gongkai_desktop.domain.intake.words import plain
from gongkai_desktop.domain.ledger.condition import is_filled
from gongkai_desktop.domain.ledger.form import Column, ColumnType

_SEPARATORS = re.compile(r"[、，,;；\n]+")
_TIME = re.compile(r"(\d{1,2})\s*[:：时点]\s*(\d{1,2})?\s*分?(?::\d{1,2})?\s*$")
_FIGURE = re.compile(r"-?\d[\d,，]*(?:\.\d+)?")
_DAY_TYPES = (ColumnType.DATE, ColumnType.DATETIME)


def read_value(column: Column, raw: Value, year: int | None = None) -> Any:
    """A cell as the value kept of it; None when it says nothing.

    ``year`` serves days written without one. Raises UnreadableError with the reason.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    return _READERS.get(column.type, _text)(column, raw, year)


def _text(column: Column, raw: Value, year: int | None) -> Any:
    words = read_text(raw)
    if column.many:
        return split_words(words) or None
    if column.type != ColumnType.LONG:
        words = " ".join(words.split())
    return words or None


def _day(column: Column, raw: Value, year: int | None) -> str | None:
    day = read_day(raw if not isinstance(raw, (time, timedelta)) else str(raw), year)
    return day.isoformat() if day else None


def _moment(column: Column, raw: Value, year: int | None) -> str | None:
    if isinstance(raw, datetime):
        return raw.isoformat(timespec="minutes")
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        whole = read_day(int(raw), year)
        seconds = round((float(raw) % 1) * 86400)
        moment = datetime.combine(whole, time()) + timedelta(seconds=seconds) if whole else None
        return moment.isoformat(timespec="minutes") if moment else None
    words = read_text(raw)
    day = read_day(raw if isinstance(raw, date) else words.replace("T", " "), year)
    if day is None:
        return None
    hour = _TIME.search(words.replace("T", " "))
    if not hour:
        return day.isoformat()
    try:
        at = time(int(hour.group(1)), int(hour.group(2) or 0))
    except ValueError:
        raise UnreadableError(f"“{words[:20]}”的时间不对") from None
    return datetime.combine(day, at).isoformat(timespec="minutes")


def _number(column: Column, raw: Value, year: int | None) -> int | float | None:
    if isinstance(raw, bool):
        return int(raw)
    if isinstance(raw, (int, float)):
        return int(raw) if float(raw).is_integer() else raw
    figure = _FIGURE.search(plain(raw))
    if not figure:
        raise UnreadableError(f"“{read_text(raw)[:20]}”不是数字")
    value = float(figure.group().replace(",", "").replace("，", ""))
    return int(value) if value.is_integer() else value


def _money(column: Column, raw: Value, year: int | None) -> str:
    words = plain(raw).replace(",", "").lstrip("¥￥")
    scale = 10_000 if "万" in words else 1
    figure = _FIGURE.search(words)
    try:
        value = Decimal(figure.group()) * scale if figure else None
    except InvalidOperation:
        value = None
    if value is None:
        raise UnreadableError(f"“{read_text(raw)[:20]}”不是金额")
    return f"{value:.2f}"


def _choice(column: Column, raw: Value, year: int | None) -> str:
    return _chosen(column, read_text(raw))


def _choices(column: Column, raw: Value, year: int | None) -> list[str]:
    words = [_chosen(column, word) for word in split_words(read_text(raw))]
    return list(dict.fromkeys(words))


def _chosen(column: Column, words: str) -> str:
    """The choice some words mean: as written, else the only one they hold or that holds them."""
    said = plain(words).strip("。.（）()")
    for choice in column.choices:
        if plain(choice) == said:
            return choice
    if said in _YES_NO and set(column.choices) >= {"是", "否"}:
        return _YES_NO[said]
    near = [one for one in column.choices if len(said) >= 2 and _near(plain(one), said)]
    if len(near) > 1:
        near = [one for one in near if said.startswith(plain(one))] or near
    if len(near) == 1:
        return near[0]
    if column.open_choices or not column.choices:
        return words.strip()
    raise UnreadableError(f"没有“{words.strip()[:20]}”这一项，可填：{'、'.join(column.choices)}")


_YES_NO = {
    **dict.fromkeys(("√", "✓", "有", "已", "y"), "是"),
    **dict.fromkeys(("×", "x", "无", "未", "n"), "否"),
}


def _near(choice: str, said: str) -> bool:
    """Whether one holds the other; 采纳 is no 不采纳."""
    if choice.startswith(("不", "未", "非", "部分")) != said.startswith(("不", "未", "非", "部分")):
        return False
    return choice in said or said in choice


def read_lines(
    column: Column, lines: Iterable[Mapping[str, Value]], year: int | None = None
) -> list[dict[str, Any]]:
    """The lines within a row as they are kept, empty ones left out.

    Raises UnreadableError naming line and part.
    """
    found: list[dict[str, Any]] = []
    for at, line in enumerate(lines, start=1):
        body: dict[str, Any] = {}
        for part in column.parts:
            try:
                value = read_value(part, line.get(part.key), year)
            except UnreadableError as error:
                raise UnreadableError(f"第{at}行{part.title}：{error}") from None
            if value is not None:
                body[part.key] = value
        if body:
            found.append(body)
    return found


def shown_lines(column: Column, lines: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The lines within a row as words by part."""
    return [{part.key: shown(part, line.get(part.key)) for part in column.parts} for line in lines]


def split_words(words: str) -> list[str]:
    """Several values in one cell, parted by 、 comma, semicolon or line."""
    return [part.strip() for part in _SEPARATORS.split(words) if part.strip()]


def shown(column: Column, value: Any) -> str:
    """A value as people read it."""
    if not is_filled(value):
        return ""
    if column.type == ColumnType.LINES:
        return "\n".join(_line(column.parts, line) for line in value)
    if isinstance(value, (list, tuple)):
        return "、".join(str(one) for one in value)
    if column.type == ColumnType.DATETIME:
        return str(value).replace("T", " ")
    return str(value)


def _line(parts: Iterable[Column], line: Mapping[str, Any]) -> str:
    return "　".join(word for word in (shown(part, line.get(part.key)) for part in parts) if word)


def cleaned(columns: Iterable[Column], body: Mapping[str, Any]) -> dict[str, Any]:
    """A body with only what its columns know and what says something."""
    kept: dict[str, Any] = {}
    for column in columns:
        value = body.get(column.key)
        if column.type == ColumnType.LINES:
            value = [line for line in (cleaned(column.parts, one) for one in value or ()) if line]
        elif isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, str):
            value = value.strip()
        if is_filled(value):
            kept[column.key] = value
    return kept


def is_day(column: Column) -> bool:
    """Whether a column holds days or moments."""
    return column.type in _DAY_TYPES


_READERS: dict[ColumnType, Callable[[Column, Value, int | None], Any]] = {
    ColumnType.DATE: _day,
    ColumnType.DATETIME: _moment,
    ColumnType.NUMBER: _number,
    ColumnType.MONEY: _money,
    ColumnType.CHOICE: _choice,
    ColumnType.CHOICES: _choices,
}
