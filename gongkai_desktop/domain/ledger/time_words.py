"""Time limits as catalogues word them (公开时限): working days, days, a yearly day, a cycle.

“自形成之日起20个工作日内”, “预算批复后20日内”, “每年1月31日前”, “6月底前”, “每季度”, “1年”, “实时”.
"""

from __future__ import annotations

import calendar
import re
from enum import StrEnum

import attrs

from gongkai_desktop.domain.intake.words import plain


class TimeKind(StrEnum):
    """What a limit counts."""

    WORKDAYS = "workdays"
    DAYS = "days"
    MONTHS = "months"
    YEARLY = "yearly"
    AT_ONCE = "at_once"


@attrs.frozen(kw_only=True)
class TimeLimit:
    """A limit read from words: ``amount`` days or months, or ``month`` and ``day`` of every year.

    ``day`` 0 is the last day of the month.
    """

    kind: TimeKind
    amount: int = 0
    month: int = 0
    day: int = 0

    def day_in(self, year: int) -> tuple[int, int, int]:
        """The day of a year by which it is to be out; 29 February falls on the 28th."""
        last = calendar.monthrange(year, self.month)[1]
        return year, self.month, min(self.day or last, last)


_NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "十": 10}
_NUMBERS |= {"十五": 15, "二十": 20, "三十": 30, "半": 0}
_N = r"(\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
_YEARLY = re.compile(r"(?<!\d)(\d{1,2})月(?:(\d{1,2})日|底|末)")
_YEARLY_ISO = re.compile(r"^(\d{1,2})-(\d{1,2})$")
_WORKDAYS = re.compile(_N + r"个?工作日")
_DAYS = re.compile(_N + r"(?:个?自然日|日|天)(?!前公开)")
_MONTHS = re.compile(_N + r"个月")
_YEARS = re.compile(_N + r"年(?!度)")
_CYCLES = {
    "每月": 1,
    "按月": 1,
    "每季": 3,
    "按季": 3,
    "每半年": 6,
    "半年": 6,
    "每年": 12,
    "按年": 12,
}
_AT_ONCE = ("实时", "即时", "及时", "随时", "长期", "常年", "动态", "变动后更新")


def read_time_limit(words: str) -> TimeLimit | None:
    """The limit some words lay down; None where they say none that can be counted."""
    said = plain(words)
    for read in (_yearly, _counted, _cycle):
        found = read(said)
        if found is not None:
            return found
    if any(word in said for word in _AT_ONCE):
        return TimeLimit(kind=TimeKind.AT_ONCE)
    return None


def _yearly(said: str) -> TimeLimit | None:
    found = _YEARLY.search(said) or _YEARLY_ISO.match(said)
    if not found:
        return None
    month, day = int(found.group(1)), int(found.group(2) or 0)
    if not 1 <= month <= 12 or day > calendar.monthrange(2024, month)[1]:
        return None
    return TimeLimit(kind=TimeKind.YEARLY, month=month, day=day)


def _counted(said: str) -> TimeLimit | None:
    for shape, kind in ((_WORKDAYS, TimeKind.WORKDAYS), (_DAYS, TimeKind.DAYS)):
        found = shape.search(said)
        if found:
            return TimeLimit(kind=kind, amount=_amount(found.group(1)))
    return None


def _cycle(said: str) -> TimeLimit | None:
    months = _MONTHS.search(said)
    if months:
        return TimeLimit(kind=TimeKind.MONTHS, amount=_amount(months.group(1)))
    for word, amount in _CYCLES.items():
        if word in said:
            return TimeLimit(kind=TimeKind.MONTHS, amount=amount)
    years = _YEARS.search(said)
    if years:
        return TimeLimit(kind=TimeKind.MONTHS, amount=12 * _amount(years.group(1)) or 6)
    return None


def _amount(words: str) -> int:
    return int(words) if words.isdecimal() else _NUMBERS[words]
