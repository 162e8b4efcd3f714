"""Reading single cells of an old register: dates in any spelling, numbers kept as text."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, timedelta

from gongkai_desktop.domain.intake.table import Value
from gongkai_desktop.domain.intake.words import plain

_EPOCH = date(1899, 12, 30)
_SERIALS = range(20000, 80000)
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_FULL = re.compile(r"^(\d{4}|\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:\d{6})?$")
_MONTH_DAY = re.compile(r"^(\d{1,2})[月/.-](\d{1,2})[日号]?$")
_CHINESE = re.compile(r"^([〇零一二三四五六七八九]{4})年(.{1,2})月(.{1,3})[日号]")
_TENS = re.compile(r"^([一二三]?)十([一二三四五六七八九]?)$")


class UnreadableError(Exception):
    """A cell that cannot be read; the message says why, in Chinese."""


def read_day(value: Value, year: int | None = None) -> date | None:
    """A cell as a day; None when it is empty. ``year`` serves days written without one.

    Raises UnreadableError with the reason.
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return _from_number(value)
    words = _joined(str(value))
    return _from_words(words, year) if words else None


def _joined(text: str) -> str:
    """A written day without spaces around its marks; what follows a space is no part of it."""
    folded = unicodedata.normalize("NFKC", text).strip()
    together = re.sub(r"\s*([年月/.-])\s*|(?<=\d)\s+(?=[日号])", lambda m: m.group(1) or "", folded)
    return re.split(r"[\sT(]", together, maxsplit=1)[0]


def _from_number(value: float) -> date:
    if not math.isfinite(value):
        raise UnreadableError(f"“{value}”不是日期")
    whole = int(value)
    if whole in _SERIALS:
        return _EPOCH + timedelta(days=whole)
    compact = _COMPACT.match(str(whole))
    if compact:
        return _day(*map(int, compact.groups()), shown=str(whole))
    raise UnreadableError(f"“{value:g}”不是日期")


def _from_words(words: str, year: int | None) -> date:
    shown = words
    chinese = _CHINESE.match(words)
    if chinese:
        parts = chinese.group(1).translate(_DIGITS), *map(_numeral, chinese.groups()[1:])
        return _day(*map(int, parts), shown=shown)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", words) and int(float(words)) in _SERIALS:
        return _EPOCH + timedelta(days=int(float(words)))
    compact = _COMPACT.match(words)
    if compact:
        return _day(*map(int, compact.groups()), shown=shown)
    full = _FULL.match(words)
    if full:
        written, month, day = map(int, full.groups())
        return _day(written if written > 99 else 2000 + written, month, day, shown=shown)
    short = _MONTH_DAY.match(words)
    if short and year:
        return _day(year, *map(int, short.groups()), shown=shown)
    if short:
        raise UnreadableError(f"“{shown}”没有写年份")
    raise UnreadableError(f"“{shown[:20]}”不是日期")


def _numeral(words: str) -> str:
    tens = _TENS.match(words)
    if tens:
        return f"{tens.group(1) or '一'}{tens.group(2) or '〇'}".translate(_DIGITS)
    return words.translate(_DIGITS)


def _day(year: int, month: int, day: int, *, shown: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise UnreadableError(f"没有“{shown[:20]}”这一天") from None
    if not 1990 <= year <= 2100:
        raise UnreadableError(f"“{shown[:20]}”的年份不对")
    return found


def read_text(value: Value) -> str:
    """A cell as text: whole numbers without a decimal point, days as 2026-03-02."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else str(value)
    return str(value).strip()


def read_count(value: Value) -> int | None:
    """The first whole number in a cell: 20个工作日 is 20; None where there is none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value)
    found = re.search(r"\d{1,3}", plain(value))
    return int(found.group()) if found else None
