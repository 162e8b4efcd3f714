"""Dates as people type them (2026-3-2, 20260302, 3月2日, 今天) read as days."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

_WORDS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1}
_FULL = re.compile(r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$")
_PACKED = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_SHORT = re.compile(r"^(\d{1,2})[-./月](\d{1,2})日?$")


def read_day(text: str, today: date) -> date | None:
    """The day meant by a text, None where it is none; without a year, this year is meant."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    whole = _FULL.match(plain) or _PACKED.match(plain)
    if whole:
        return _day(*(int(part) for part in whole.groups()))
    short = _SHORT.match(plain)
    return _day(today.year, *(int(part) for part in short.groups())) if short else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_WEEKDAYS = "一二三四五六日"


def day_words(day: date | None) -> str:
    """A day for lists and cards: 2026-11-22."""
    return day.isoformat() if day else "—"


def weekday_words(day: date) -> str:
    """The weekday: 周日."""
    return f"周{_WEEKDAYS[day.weekday()]}"
