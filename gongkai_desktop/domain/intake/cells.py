"""Reading single cells of an old register: dates in any spelling, numbers kept as text."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, timedelta

import attrs

from gongkai_desktop.domain.intake.table import Value
from gongkai_desktop.domain.intake.words import plain

_HALF_YEAR = 183
_EPOCH = date(1899, 12, 30)
_SERIALS = range(20000, 80000)
_NUMERALS = "〇○零一二三四五六七八九十廿卅元正"
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TENS_WORDS = str.maketrans({"廿": "二十", "卅": "三十", "元": "一", "正": "一"})
_HALF = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))}
_HALF |= {code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)} | {0xFF0D: 0x2D}
_DASHES = str.maketrans("—–―‐‑−,、;／", "------.../")
_FULL = re.compile(r"^([0-9]{4}|[0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})(?![0-9])[日号]?")
_SERIAL = re.compile(r"^([0-9]{5})(?:\.[0-9]+)?$")
_COMPACT = re.compile(r"^([0-9]{4})([0-9]{2})([0-9]{2})(?:[0-9]{4}|[0-9]{6})?(?:\.0+)?$")
_MONTH_DAY = re.compile(r"^([0-9]{1,2})[月/.-]([0-9]{1,2})[日号]?$")
_CHINESE_MONTH_DAY = re.compile(rf"^([{_NUMERALS}]{{1,3}})月([{_NUMERALS}]{{1,4}})[日号]$")
_CHINESE = re.compile(
    rf"^([{_NUMERALS}0-9O]{{4}})年([{_NUMERALS}0-9]{{1,3}})月([{_NUMERALS}0-9]{{1,4}})[日号]"
)
_TENS = re.compile(r"^([一二三]?)十([一二三四五六七八九]?)$")


class UnreadableError(Exception):
    """A cell that cannot be read; the message says why, in Chinese."""


@attrs.frozen
class Order:
    """What days written without a year must keep to: on or after ``after``, up to ``before``.

    The reply of January to a request of December stands in the next year; what would lie more
    than half a year off is a slip of the pen and stays where it is.
    """

    after: date | None = None
    before: date | None = None

    def year(self) -> int | None:
        """The year to try first where the sheet names none."""
        known = self.after or self.before
        return known.year if known else None

    def placed(self, day: date) -> int:
        """How many years a day must move to keep the order: 1, -1 or 0."""
        if self.after and (self.after - day).days > _HALF_YEAR:
            return 1
        return -1 if self.before and (day - self.before).days > _HALF_YEAR else 0


FREE = Order()


def read_day(value: Value, year: int | None = None, order: Order = FREE) -> date | None:
    """A cell as a day; None when it is empty. ``year`` and ``order`` serve days without a year.

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
    if not words and str(value).strip():
        raise UnreadableError(f"“{str(value).strip()[:20]}”不是日期")
    return _from_words(words, year, order) if words else None


def _joined(text: str) -> str:
    """A written day without spaces around its marks; what follows a space is no part of it."""
    folded = unicodedata.normalize("NFKC", text).strip().strip("()[]【】〔〕").translate(_DASHES)
    together = re.sub(r"\s*([年月/.-])\s*|(?<=\d)\s+(?=[日号])", lambda m: m.group(1) or "", folded)
    together = re.sub(r"^(\d{4})\s+(\d{1,2})\s+(\d{1,2})(?!\d)", r"\1-\2-\3", together)
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


def _from_words(words: str, year: int | None, order: Order) -> date:
    shown = words
    chinese = _CHINESE.match(words)
    if chinese:
        parts = [_numeral(part, shown) for part in chinese.groups()]
        return _day(*parts, shown=shown)
    serial = _SERIAL.match(words)
    if serial and int(serial.group(1)) in _SERIALS:
        return _EPOCH + timedelta(days=int(serial.group(1)))
    compact = _COMPACT.match(words)
    if compact:
        return _day(*map(int, compact.groups()), shown=shown)
    full = _FULL.match(words)
    if full:
        written, month, day = map(int, full.groups())
        return _day(written if written > 99 else 2000 + written, month, day, shown=shown)
    short = _MONTH_DAY.match(words) or _CHINESE_MONTH_DAY.match(words)
    first = year or order.year()
    if short and first:
        month, number = (_numeral(part, shown) for part in short.groups())
        unmoved = _day(first, month, number, shown=shown)
        return _day(first + order.placed(unmoved), month, number, shown=shown)
    if short:
        raise UnreadableError(f"“{shown}”没有写年份")
    raise UnreadableError(f"“{shown[:20]}”不是日期")


def _numeral(words: str, shown: str) -> int:
    """二〇二六, 十二, 廿一, 元 as a number; figures among them count as they stand."""
    plainer = words.replace("O", "0").translate(_TENS_WORDS)
    tens = _TENS.match(plainer)
    if tens:
        plainer = f"{tens.group(1) or '一'}{tens.group(2) or '〇'}"
    digits = plainer.translate(_DIGITS)
    if not digits.isdecimal():
        raise UnreadableError(f"“{shown[:20]}”不是日期")
    return int(digits)


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


def half_width(text: str) -> str:
    """Figures, Latin letters and dashes of numbers in the width they are looked up by."""
    return text.translate(_HALF)


def read_count(value: Value) -> int | None:
    """The first whole number in a cell: 20个工作日 is 20; None where there is none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if math.isfinite(value) else None
    found = re.search(r"\d{1,3}", plain(value))
    return int(found.group()) if found else None
