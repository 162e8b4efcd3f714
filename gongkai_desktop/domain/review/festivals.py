"""Festivals and days of the farmers' calendar (节日、农历) against the days they are said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property

import attrs

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import Finding, Severity
from gongkai_desktop.domain.review.wording import wording
from gongkai_desktop.domain.wording import date_words, number_in

_LAST = 0
"""Stands for the last day of a month (除夕)."""
_LUNAR_WORDS = ("农历", "夏历", "旧历", "阴历")
_DAY = r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]"
_WEEKDAY = r"(?:[，、 ]?(?:星期|周)[一二三四五六日天][，、 ]?)?"
_FIGURE = "一二三四五六七八九十"
_LUNAR = (
    rf"(?P<leap>闰)?(?P<lunar_month>正|冬|腊|十[一二]|[{_FIGURE}])月"
    rf"(?P<lunar_day>初[{_FIGURE}]|廿[{_FIGURE}]?|[{_FIGURE}]{{1,3}})"
)
_NAMED = re.compile(rf"(?:{'|'.join(_LUNAR_WORDS)})(?:(?:19|20)\d\d年|[甲-癸]\S年)?{_LUNAR}")
_BESIDE = re.compile(rf"{_DAY}[（(]{_WEEKDAY}(?:{'|'.join(_LUNAR_WORDS)}){_LUNAR}")
_GOES_ON = r"(?! ?(?:至|到|起|前|后|—|－|-|~|～|之前|之后|以前))"


@attrs.frozen(kw_only=True)
class LunarYear:
    """One year of the farmers' calendar: its first day, days of each month in order, leap month.

    ``leap`` is the month that stands twice, 0 where none does.
    """

    begins: date
    months: tuple[int, ...]
    leap: int = 0

    def day(self, month: int, day: int, *, leap: bool = False) -> date | None:
        """The day in the common calendar, None where the month has no such day."""
        at = month - 1 + (1 if self.leap and (month > self.leap or leap) else 0)
        if (leap and month != self.leap) or at >= len(self.months):
            return None
        length = self.months[at]
        number = length if day == _LAST else day
        if not 1 <= number <= length:
            return None
        return self.begins + timedelta(sum(self.months[:at]) + number - 1)


@attrs.frozen(kw_only=True)
class Festivals:
    """WZ07: a festival on another day than its own, a day the farmers' calendar does not have.

    ``lunar`` and ``fixed`` give month and day, ``between`` the days from and to which it may fall.
    """

    years: Mapping[int, LunarYear]
    lunar: Mapping[str, tuple[int, int]]
    fixed: Mapping[str, tuple[int, int]]
    between: Mapping[str, tuple[int, int, int, int]]

    @property
    def find(self) -> tuple[str, ...]:
        """The names, and the words before a day of the farmers' calendar."""
        return (*_LUNAR_WORDS, *self._names)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return (*self.lunar, *self.fixed, *self.between)

    @cached_property
    def _pairs(self) -> tuple[re.Pattern[str], ...]:
        name = f"(?P<name>{'|'.join(sorted(self._names, key=len, reverse=True))})"
        said = r"(?:“[^”]{1,6}”|国际|全国|中国|世界|我国的?|传统的?|传统节日|第\d+个|一年一度的)*"
        return tuple(
            re.compile(words)
            for words in (
                rf"{_DAY}[（(]{_WEEKDAY}{said}{name}[）)]",
                rf"{_DAY}(?:是|为|恰逢|适逢|正值|正逢|系){said}{name}(?![前后期])",
                rf"{name}(?:当天|当日|是|为|在)?[（(](?:即|是)?{_DAY}{_WEEKDAY}[）)]",
                rf"{name}(?:是|为|在){_DAY}{_GOES_ON}",
            )
        )

    def check(self, draft: Draft, start: int, end: int) -> Iterator[Finding]:
        """The findings at one name or one day of the farmers' calendar."""
        if draft.text[start:end] in _LUNAR_WORDS:
            yield from self._lunar_day(draft, start, end)
            return
        for pattern in self._pairs:
            for match in draft.near(pattern, start, end, 30):
                if match.span("name") == (start, end) and not self._right(draft, match):
                    yield self._wrong(draft, match)
                    return

    def _lunar_day(self, draft: Draft, start: int, end: int) -> Iterator[Finding]:
        named = _NAMED.match(draft.text, start)
        if named is None:
            return
        if not 1 <= _lunar_number(named.group("lunar_day")) <= 30:
            span = (start, named.end())
            yield wording("WZ07", Severity.MEDIUM, span, "农历没有这一天", "核对日期")
            return
        for match in draft.near(_BESIDE, start, end, 30):
            month = _lunar_month(match.group("lunar_month"))
            day = _lunar_number(match.group("lunar_day"))
            leap = bool(match.group("leap"))
            said = _date(match, _year(draft, match))
            if said is None or not any(said.year - back in self.years for back in (0, 1)):
                return
            if said not in self._lunar_days(said.year, month, day, leap=leap):
                span = draft.whole(*match.span())
                yield wording("WZ07", Severity.MEDIUM, span, "公历和农历不是同一天", "核对日期")

    def _lunar_days(self, year: int, month: int, day: int, *, leap: bool = False) -> list[date]:
        """The days of that name that fall into a common year or border on it."""
        years = [self.years[one] for one in (year - 1, year) if one in self.years]
        return [found for one in years if (found := one.day(month, day, leap=leap))]

    def _right(self, draft: Draft, match: re.Match[str]) -> bool:
        year = _year(draft, match)
        stated = match.group("year") or _year_before(draft, match.start())
        for one in (year,) if stated else (year - 1, year, year + 1):
            said = _date(match, one)
            if said is None or said in self._days(match.group("name"), one):
                return True
        return not self._days(match.group("name"), year)

    def _days(self, name: str, year: int) -> list[date]:
        if name in self.fixed:
            return [date(year, *self.fixed[name])]
        if name in self.lunar:
            return [one for one in self._lunar_days(year, *self.lunar[name]) if one.year == year]
        first, last = self.between[name][:2], self.between[name][2:]
        begin, end = date(year, *first), date(year, *last)
        return [begin + timedelta(at) for at in range((end - begin).days + 1)]

    def _wrong(self, draft: Draft, match: re.Match[str]) -> Finding:
        name, days = match.group("name"), self._days(match.group("name"), _year(draft, match))
        right = date_words(days[0])
        message = f"{name}是{right}" if len(days) == 1 else f"{name}不在这一天"
        span = draft.whole(*match.span())
        return wording("WZ07", Severity.MEDIUM, span, message, right if len(days) == 1 else "")


def _lunar_month(words: str) -> int:
    return {"正": 1, "冬": 11, "腊": 12}.get(words) or number_in(words)


def _lunar_number(words: str) -> int:
    if words.startswith("廿"):
        return 20 + (number_in(words[1:]) if len(words) > 1 else 0)
    return number_in(words.removeprefix("初"))


def _year_before(draft: Draft, at: int) -> str:
    """The year that stands right before (2026年春节), empty where none does."""
    match = re.search(r"((?:19|20)\d\d)年的?$", draft.before(at, 8))
    return match.group(1) if match else ""


def _year(draft: Draft, match: re.Match[str]) -> int:
    """The year said with the day or right before, else that of publication."""
    said = match.group("year") or _year_before(draft, match.start())
    return int(said) if said else draft.day.year


def _date(match: re.Match[str], year: int) -> date | None:
    try:
        return date(year, int(match.group("month")), int(match.group("day")))
    except ValueError:
        return None
