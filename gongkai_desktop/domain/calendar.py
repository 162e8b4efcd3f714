"""Working days (工作日历): official arrangements laid over plain weeks, never guessed.

A working day is Monday to Friday outside a holiday range, or a day listed as 调休上班. A year
whose notice is not known is refused by name; until ``computable_until`` the days that statute
fixes give provisional dates.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate, compress

import attrs

from gongkai_desktop.domain.errors import UserError

_SATURDAY = 5
_DAY = timedelta(days=1)


class Status(StrEnum):
    """How a year's arrangement is known; only the first three make a date firm."""

    OFFICIAL = "official"
    OFFICE = "office"
    SEED = "seed"
    STATUTORY = "statutory"

    @property
    def label(self) -> str:
        """The office's word for it."""
        return {
            "official": "国务院办公厅通知",
            "office": "本机关导入的通知",
            "seed": "历年资料",
            "statutory": "仅法定节日，暂定",
        }[self.value]


@attrs.frozen(kw_only=True)
class DayOff:
    """A stretch of days off under one holiday's name, first and last day included."""

    name: str
    start: date
    end: date

    def days(self) -> Iterable[date]:
        """Every day of the stretch."""
        return (self.start + _DAY * step for step in range((self.end - self.start).days + 1))


@attrs.frozen(kw_only=True)
class YearArrangement:
    """One year's arrangement (放假安排): days off, working weekends, its document.

    A stretch may begin in the year before. ``computable_until`` limits a statutory year.
    """

    year: int
    document: str
    status: Status
    off: tuple[DayOff, ...] = ()
    work: tuple[date, ...] = ()
    issued: date | None = None
    computable_until: date | None = None

    @property
    def last_day(self) -> date:
        """The last day that may be computed with it."""
        return self.computable_until or date(self.year, 12, 31)


@attrs.frozen(kw_only=True)
class LocalDays:
    """Regional holidays (办法第四条): days off and working days on top of the national ones."""

    source: str
    off: tuple[DayOff, ...] = ()
    work: tuple[date, ...] = ()


class CalendarMissingError(UserError):
    """A date needs the arrangement of a year that is not known; ``year`` names it."""

    def __init__(self, year: int) -> None:
        super().__init__(f"需要{year}年放假安排", f"请导入{year}年放假通知后再计算")
        self.year = year


@attrs.frozen(kw_only=True)
class _Reason:
    """Why a day is off, or on although it is a weekend."""

    works: bool
    words: str


class WorkCalendar:
    """Counts working days; immutable once built, each count a table look-up."""

    def __init__(
        self, arrangements: Iterable[YearArrangement], local: Sequence[LocalDays] = ()
    ) -> None:
        self._years = _consecutive(arrangements)
        self._local = tuple(local)
        self._reasons = _reasons(self._years, self._local)
        self.first_day = date(self._years[0].year, 1, 1)
        self.computable_until = self._years[-1].last_day
        firm = [one for one in self._years if one.status != Status.STATUTORY]
        self.known_until = firm[-1].last_day if firm else self.first_day - _DAY
        self._origin = self.first_day.toordinal()
        self._working = self._working_days()
        numbered = range(self._origin, self._origin + len(self._working))
        self._workdays = [date.fromordinal(day) for day in compress(numbered, self._working)]
        # Working days up to and including each day: one look-up answers "how many by then".
        self._passed = list(accumulate(self._working, initial=0))[1:]

    @property
    def arrangements(self) -> tuple[YearArrangement, ...]:
        """The years it was built from, in order."""
        return self._years

    @property
    def local(self) -> tuple[LocalDays, ...]:
        """The regional holidays laid over the national ones."""
        return self._local

    @property
    def fingerprint(self) -> str:
        """Changes whenever a day's kind may have changed."""
        text = repr((self._years, self._local))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def is_workday(self, day: date) -> bool:
        """Whether the office works on a day; CalendarMissingError where its year is not known."""
        self.require(day)
        return self._working[day.toordinal() - self._origin]

    def why(self, day: date) -> str:
        """Why a day counts or not, in words: 工作日, 调休上班, 周末, 国庆节放假."""
        self.require(day)
        reason = self._reasons.get(day)
        if reason:
            return reason.words
        return "周末" if day.weekday() >= _SATURDAY else "工作日"

    def nth_workday_after(self, day: date, n: int) -> date:
        """The n-th working day after a day that itself does not count (民法典第二百零一条).

        ``n`` 0 gives the day itself. Raises CalendarMissingError beyond what is known.
        """
        self.require(day)
        if n <= 0:
            return day
        try:
            return self._workdays[self._passed[day.toordinal() - self._origin] + n - 1]
        except IndexError:
            raise CalendarMissingError(self._missing_year) from None

    def workdays_between(self, start: date, end: date) -> int:
        """Working days in (start, end]; 0 when ``end`` is not after ``start``."""
        if end <= start:
            return 0
        self.require(start)
        self.require(end)
        passed, origin = self._passed, self._origin
        return passed[end.toordinal() - origin] - passed[start.toordinal() - origin]

    def on_or_after(self, day: date) -> date:
        """The day itself where it is a working day, else the next one."""
        return day if self.is_workday(day) else self.nth_workday_after(day, 1)

    def before(self, day: date) -> date:
        """The last working day before a day."""
        self.require(day)
        at = day.toordinal() - self._origin
        index = self._passed[at] - self._working[at] - 1
        if index < 0:
            raise CalendarMissingError(self._years[0].year - 1)
        return self._workdays[index]

    def is_provisional(self, day: date) -> bool:
        """Whether a date rests on a year whose notice is not out yet."""
        return day > self.known_until

    def require(self, day: date) -> None:
        """Raise CalendarMissingError where a day lies outside what is known."""
        if day > self.computable_until:
            raise CalendarMissingError(max(day.year, self._missing_year))
        if day < self.first_day:
            raise CalendarMissingError(day.year)

    @property
    def _missing_year(self) -> int:
        last = self._years[-1]
        return last.year if last.computable_until else last.year + 1

    def _working_days(self) -> list[bool]:
        """Whether each day from the first to the last works: plain weeks, then the reasons."""
        count = self.computable_until.toordinal() - self._origin + 1
        week = [(self.first_day.weekday() + day) % 7 < _SATURDAY for day in range(7)]
        working = (week * (count // 7 + 1))[:count]
        for day, reason in self._reasons.items():
            at = day.toordinal() - self._origin
            if 0 <= at < count:
                working[at] = reason.works
        return working


def _consecutive(arrangements: Iterable[YearArrangement]) -> tuple[YearArrangement, ...]:
    """The years in order, cut before the first gap: what lies behind a gap is not computable."""
    by_year = {one.year: one for one in arrangements}
    if not by_year:
        raise ValueError("a calendar needs at least one year")
    years = [by_year[min(by_year)]]
    while (following := by_year.get(years[-1].year + 1)) and not years[-1].computable_until:
        years.append(following)
    return tuple(years)


def _reasons(years: Sequence[YearArrangement], local: Sequence[LocalDays]) -> dict[date, _Reason]:
    reasons: dict[date, _Reason] = {}
    layers: list[YearArrangement | LocalDays] = [*years, *local]
    for layer in layers:
        for stretch in layer.off:
            off = _Reason(works=False, words=f"{stretch.name}放假")
            reasons.update((day, off) for day in stretch.days())
        reasons.update((day, _Reason(works=True, words="调休上班")) for day in layer.work)
    return reasons
