"""Walks the calendar of a deadline day by day (期限演算单): each day counted, or why not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import attrs

from gongkai_desktop.domain.calendar import CalendarMissingError, WorkCalendar
from gongkai_desktop.domain.clock.deadline import Deadline, Excluded
from gongkai_desktop.domain.clock.periods import PeriodEnd
from gongkai_desktop.domain.event import Event

_DAY = timedelta(days=1)
DAY_ZERO = "当日不计入（民法典第二百零一条）"


@attrs.frozen(kw_only=True)
class CountedDay:
    """One day of the count: ``number`` is its place among the counted days, None when left out."""

    date: date
    number: int | None
    why: str


def explain(
    deadline: Deadline, events: Iterable[Event], calendar: WorkCalendar
) -> tuple[CountedDay, ...]:
    """Every day of the running period from day 0 to its last day.

    The last day is the due date; while there is none, the latest due date, the day awaited, or
    the day the case is seen on; where an arrangement is missing, the first day that needs it.
    Events stand on their days.
    """
    if deadline.start is None:
        return ()
    last = _last_day(deadline, calendar)
    if last is None or last < deadline.start:
        return ()
    happened = _by_day(events)
    days = [_day_zero(deadline.start, happened)]
    left_out = deadline.excluded + deadline.pending
    number = 0
    day = deadline.start + _DAY
    while day <= last:
        try:
            counts, why = _counts(day, left_out, calendar)
        except CalendarMissingError as missing:
            days.append(CountedDay(date=day, number=None, why=f"{missing.year}年放假安排未公布"))
            break
        number += counts
        words = "；".join([*happened.get(day, []), why])
        days.append(CountedDay(date=day, number=number if counts else None, why=words))
        day += _DAY
    return tuple(days)


def explain_period(start: Event, end: PeriodEnd, calendar: WorkCalendar) -> tuple[CountedDay, ...]:
    """Every day of a review, suit or publication period, from day 0 to its last day.

    Natural days are all counted, up to the day before rolling over (民法典第二百零三条).
    """
    days = [_day_zero(start.date, _by_day([start]))]
    last = end.due_date or end.raw_date or calendar.computable_until + _DAY
    counted = 0
    for step in range(1, (last - start.date).days + 1):
        day = start.date + _DAY * step
        counts, why = _period_day(day, end, calendar)
        counted += counts
        days.append(CountedDay(date=day, number=counted if counts else None, why=why))
    return tuple(days)


def _period_day(day: date, end: PeriodEnd, calendar: WorkCalendar) -> tuple[bool, str]:
    try:
        counts, why = _counts(day, (), calendar)
    except CalendarMissingError as missing:
        counts, why = False, f"{missing.year}年放假安排未公布"
    if end.raw_date is None:
        return counts, why
    if day > end.raw_date:
        return False, f"{why}；届满日顺延（民法典第二百零三条）"
    return True, f"{why}；自然日"


def _last_day(deadline: Deadline, calendar: WorkCalendar) -> date | None:
    if deadline.needs_calendar_year:
        return calendar.computable_until + _DAY
    given = deadline.due_date or deadline.latest_due or deadline.awaited_until
    return given or deadline.abandoned_after or deadline.as_of


def _by_day(events: Iterable[Event]) -> dict[date, list[str]]:
    found: dict[date, list[str]] = {}
    for event in events:
        found.setdefault(event.date, []).append(event.type.label)
    return found


def _day_zero(day: date, happened: dict[date, list[str]]) -> CountedDay:
    words = "；".join([*happened.get(day, []), DAY_ZERO])
    return CountedDay(date=day, number=None, why=words)


def _counts(day: date, excluded: tuple[Excluded, ...], calendar: WorkCalendar) -> tuple[bool, str]:
    why = calendar.why(day)
    if calendar.is_provisional(day):
        why += "（暂定，节假日未核）"
    if not calendar.is_workday(day):
        return False, why
    left_out = next((one for one in excluded if one.first <= day <= one.last), None)
    return (False, left_out.why) if left_out else (True, why)
