"""When a row of a ledger is due (时限): limits counted by the calendar, never here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import attrs

from gongkai_desktop.domain.calendar import CalendarMissingError, WorkCalendar
from gongkai_desktop.domain.clock.periods import months_after
from gongkai_desktop.domain.ledger.condition import Body, holds, is_filled
from gongkai_desktop.domain.ledger.form import Limit
from gongkai_desktop.domain.ledger.time_words import TimeKind, TimeLimit, read_time_limit


@attrs.frozen(kw_only=True)
class LimitState:
    """A limit of one row: the moment it ends, when it was met, and what stops its counting.

    ``due`` is None while its start is not entered or its calendar year is not known (``missing``
    then names the year). ``at`` is the exact end where hours are counted.
    """

    limit: Limit
    due: date | None
    done: date | None = None
    at: datetime | None = None
    done_at: datetime | None = None
    missing: int | None = None
    provisional: bool = False

    @property
    def open(self) -> bool:
        """Whether it still has to be met."""
        return self.due is not None and self.done is None

    @property
    def late(self) -> bool:
        """Whether it was met too late."""
        if self.at and self.done_at:
            return self.done_at > self.at
        return self.due is not None and self.done is not None and self.done > self.due


def limits_of(limits: Sequence[Limit], body: Body, calendar: WorkCalendar) -> list[LimitState]:
    """Every limit that applies to a row, one per key, in the order of the form."""
    states: dict[str, LimitState] = {}
    for limit in limits:
        if limit.key not in states and holds(limit.when, body):
            state = _state(limit, body, calendar)
            if state:
                states[limit.key] = state
    return list(states.values())


def day_of(value: object) -> date | None:
    """The day of a kept date or moment, None where there is none."""
    text = str(value or "")[:10]
    return date.fromisoformat(text) if len(text) == 10 else None


def moment_of(value: object) -> datetime | None:
    """A kept moment; a bare day has no time of day and is none."""
    text = str(value or "")
    return datetime.fromisoformat(text) if "T" in text else None


def _state(limit: Limit, body: Body, calendar: WorkCalendar) -> LimitState | None:
    start = day_of(body.get(limit.start))
    if limit.words:
        return _worded(limit, body, calendar)
    if limit.column:
        due = day_of(body.get(limit.column))
    elif start is None:
        return None
    elif limit.hours:
        return _hours(limit, body)
    else:
        try:
            due = _counted(limit, body, start, calendar)
        except CalendarMissingError as error:
            return LimitState(
                limit=limit, due=None, done=day_of(body.get(limit.done)), missing=error.year
            )
    if due is None:
        return None
    return LimitState(
        limit=limit,
        due=due,
        done=day_of(body.get(limit.done)),
        provisional=bool(limit.workdays) and calendar.is_provisional(due),
    )


def _worded(limit: Limit, body: Body, calendar: WorkCalendar) -> LimitState | None:
    """A limit as its column words it.

    One counted from an event is met by going out on or after that day. A cycle, or a day of every
    year, comes again after each time: what went out this year is next due next year.
    """
    rule = read_time_limit(str(body.get(limit.words) or ""))
    if rule is None or rule.kind is TimeKind.AT_ONCE:
        return None
    start, last = day_of(body.get(limit.start)), day_of(body.get(limit.done))
    if rule.kind in (TimeKind.WORKDAYS, TimeKind.DAYS):
        return _after_event(limit, rule, start, last, calendar) if start else None
    base = last or day_of(body.get(limit.since))
    if base is None:
        return None
    if rule.kind is TimeKind.MONTHS:
        return LimitState(limit=limit, due=months_after(base, rule.amount))
    this_year = date(*rule.day_in(base.year))
    over = last is not None or this_year < base
    return LimitState(limit=limit, due=date(*rule.day_in(base.year + 1)) if over else this_year)


def _after_event(
    limit: Limit, rule: TimeLimit, start: date, last: date | None, calendar: WorkCalendar
) -> LimitState:
    done = last if last and last >= start else None
    if rule.kind is TimeKind.DAYS:
        return LimitState(limit=limit, due=start + timedelta(days=rule.amount), done=done)
    try:
        due = calendar.nth_workday_after(start, rule.amount)
    except CalendarMissingError as error:
        return LimitState(limit=limit, due=None, done=done, missing=error.year)
    provisional = calendar.is_provisional(due)
    return LimitState(limit=limit, due=due, done=done, provisional=provisional)


def _hours(limit: Limit, body: Body) -> LimitState | None:
    """A limit in hours runs through nights and holidays."""
    begin = moment_of(body.get(limit.start))
    amount = _amount(limit.hours, body)
    if begin is None or amount is None:
        return None
    end = begin + timedelta(hours=amount)
    done = body.get(limit.done)
    return LimitState(
        limit=limit, due=end.date(), done=day_of(done), at=end, done_at=moment_of(done)
    )


def _counted(limit: Limit, body: Body, start: date, calendar: WorkCalendar) -> date | None:
    if limit.month_day:
        return _fixed(str(body.get(limit.month_day) or limit.month_day), start.year)
    for words, count in (
        (limit.workdays, calendar.nth_workday_after),
        (limit.days, lambda day, n: day + timedelta(days=n)),
        (limit.months, months_after),
    ):
        amount = _amount(words, body) if words else None
        if amount is not None:
            return count(start, amount)
    return None


def _amount(words: str, body: Body) -> int | None:
    """A number as written, or the one in the column it names."""
    if words.isdecimal():
        return int(words)
    value = body.get(words)
    return int(value) if isinstance(value, (int, float)) and is_filled(value) else None


def _fixed(month_day: str, year: int) -> date | None:
    month, _, day = month_day.partition("-")
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None
