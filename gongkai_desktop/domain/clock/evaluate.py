"""Evaluates the clock of one request: events in, deadline out (期限推算)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any

import attrs

from gongkai_desktop.domain.calendar import CalendarMissingError, WorkCalendar
from gongkai_desktop.domain.clock.deadline import (
    ABANDONED,
    AWAITING_CORRECTION,
    AWAITING_FEE,
    COUNTING,
    IN_TIME,
    LATE_REPLY,
    OVERDUE,
    SUSPENDED,
    WITHDRAWN,
    Deadline,
    OpenOpinion,
    needs_year,
)
from gongkai_desktop.domain.clock.effects import walk_through
from gongkai_desktop.domain.clock.rules import RuleBook
from gongkai_desktop.domain.clock.state import Awaited, Consulted, Waiting
from gongkai_desktop.domain.clock.walk import Walk, begin
from gongkai_desktop.domain.event import Event, EventType

CONSULT_AWAITED = "意见"
UNSENT_WARNING = (
    "答复已作出,尚未登记送达;是否按期以交邮之日或者签收之日判断(国办公开办函〔2016〕235号)"
)


def evaluate(
    events: Iterable[Event], calendar: WorkCalendar, rules: RuleBook, today: date | None
) -> Deadline:
    """The deadline of a request from its dated events (条例第三十条至第三十六条).

    With ``today`` (or an ``as_of`` event, which goes before it) events of later days are not
    yet seen, and what is late is called late; without, the case is judged from its events
    alone. Raises UserError where the receipt is missing; a year whose arrangement is not known
    gives a deadline that names it.
    """
    ordered = sorted(events, key=attrgetter("date"))
    marks = [event.date for event in ordered if event.type is EventType.AS_OF]
    as_of = marks[-1] if marks else today
    seen = ordered if as_of is None else _seen_on(ordered, as_of)
    try:
        walk = begin(seen, calendar, rules, as_of)
        walk_through(walk, seen)
        return _judged(walk, as_of)
    except CalendarMissingError as missing:
        return _not_computable(missing.year, as_of)


def _seen_on(ordered: list[Event], as_of: date) -> list[Event]:
    """What had happened by a day; the receipt always has, or there would be nothing to ask."""
    receipts = (event.date for event in ordered if event.type is EventType.RECEIVED)
    last = max(as_of, next(receipts, as_of))
    return [event for event in ordered if event.date <= last]


def _not_computable(year: int, as_of: date | None) -> Deadline:
    return Deadline(status=needs_year(year), needs_calendar_year=year, as_of=as_of)


def _judged(walk: Walk, as_of: date | None) -> Deadline:
    common = _common(walk, as_of)
    if walk.abandoned:
        return Deadline(
            status=ABANDONED,
            abandoned_after=walk.abandoned_after,
            pending=walk.given_up.days_until(as_of) if walk.given_up else (),
            **common,
        )
    closed = walk.served is not None or walk.withdrawn is not None
    if walk.waiting and not closed:
        return _waiting(walk.waiting, common)
    # A day set under 条例第三十五条 stands: 第三十三条第三款 speaks of the period before it only.
    suspends = walk.run.set_due is None and not closed
    if suspends and walk.run.open_consultations(as_of):
        return _suspended(walk, common)
    return _counting(walk, common)


def _common(walk: Walk, as_of: date | None) -> dict[str, Any]:
    """What every deadline says whatever its status, as fields of Deadline."""
    run = walk.run
    excluded = run.excluded(as_of)
    return {
        "start": run.start,
        "period": run.period,
        "milestones": walk.milestones,
        "warnings": tuple(walk.warnings),
        "excluded": excluded,
        "excluded_workdays": run.excluded_workdays(excluded),
        "extension_days": run.extension,
        "as_of": as_of,
        "opinions": _open_opinions(walk),
        "served": walk.served,
        "set_by_delay": run.set_due is not None,
    }


def _open_opinions(walk: Walk) -> tuple[OpenOpinion, ...]:
    if not walk.run.consultations:
        return ()
    return tuple(
        OpenOpinion(
            third_party=one.kind is Consulted.THIRD_PARTY,
            party=one.party,
            sent=one.sent,
            limit=one.limit,
        )
        for one in walk.run.consultations
        if one.ended is None
    )


def _waiting(waiting: Waiting, common: dict[str, Any]) -> Deadline:
    as_of = common["as_of"]
    if as_of and waiting.until and as_of > waiting.until:
        over = f"{waiting.what.value}期限已于{waiting.until.isoformat()}届满,请登记结果"
        common["warnings"] += (over,)
    correction = waiting.what == Awaited.CORRECTION
    return Deadline(
        status=AWAITING_CORRECTION if correction else AWAITING_FEE,
        awaited=waiting.what.value,
        awaited_until=waiting.until,
        pending=waiting.days_until(as_of),
        **common,
    )


def _suspended(walk: Walk, common: dict[str, Any]) -> Deadline:
    as_of = common["as_of"]
    waiting = walk.run.open_consultations(as_of)
    limits = [one.limit for one in waiting if one.limit]
    latest = _latest_due(walk, as_of) if len(limits) == len(waiting) else None
    kinds = dict.fromkeys(one.kind.value for one in waiting)
    used, remaining = _used(walk, as_of)
    return Deadline(
        status=SUSPENDED,
        latest_due=latest,
        awaited="、".join(kinds) + CONSULT_AWAITED,
        awaited_until=max(limits, default=None),
        pending=walk.run.excluded(as_of, lambda one: one.limit or as_of),
        used_workdays=used,
        remaining_workdays=remaining,
        provisional=latest is not None and walk.calendar.is_provisional(latest),
        **common,
    )


def _latest_due(walk: Walk, as_of: date | None) -> date | None:
    """The due date should nobody answer; None where it needs a calendar that is not out."""
    try:
        return walk.run.due(walk.run.excluded(as_of, lambda one: one.limit))
    except CalendarMissingError:
        return None


def _counting(walk: Walk, common: dict[str, Any]) -> Deadline:
    run, as_of = walk.run, common["as_of"]
    if as_of:
        common["warnings"] += _lapsed_warnings(walk, as_of)
    if walk.decided and walk.served is None and walk.withdrawn is None:
        common["warnings"] += (UNSENT_WARNING,)
    used, remaining = _used(walk, as_of) if walk.served is None else (None, None)
    try:
        due = run.due_after(common["excluded_workdays"])
    except CalendarMissingError as missing:
        return Deadline(
            status=_status_beyond_calendar(walk, missing.year),
            needs_calendar_year=missing.year,
            used_workdays=used,
            remaining_workdays=remaining,
            **common,
        )
    return Deadline(
        status=_status(walk, due, as_of),
        due_date=due,
        used_workdays=used,
        remaining_workdays=remaining,
        provisional=run.set_due is None and walk.calendar.is_provisional(due),
        alert_date=_alert_date(walk, due),
        **common,
    )


def _alert_date(walk: Walk, due: date) -> date | None:
    """One working day earlier; None for a day set beyond what the calendar knows."""
    return walk.calendar.before(due) if due <= walk.calendar.computable_until else None


def _lapsed_warnings(walk: Walk, as_of: date) -> tuple[str, ...]:
    return tuple(
        f"{one.kind.value}逾期未提出意见,{one.limit.isoformat()}届满后恢复计算,请登记结果"
        for one in walk.run.consultations
        if one.ended is None and one.limit is not None and one.limit < as_of
    )


def _status(walk: Walk, due: date, as_of: date | None) -> str:
    if walk.served is not None:
        return IN_TIME if walk.served <= due else LATE_REPLY
    if walk.withdrawn is not None:
        return WITHDRAWN
    if walk.decided is not None and walk.decided > due:
        return LATE_REPLY  # whenever it is sent, it will be late
    return OVERDUE if as_of and as_of > due else COUNTING


def _status_beyond_calendar(walk: Walk, year: int) -> str:
    """The due date lies behind the last day known; what was done up to that day is in time."""
    if walk.served is not None:
        known = walk.served <= walk.calendar.computable_until
        return IN_TIME if known else needs_year(year)
    return WITHDRAWN if walk.withdrawn is not None else needs_year(year)


def _used(walk: Walk, as_of: date | None) -> tuple[int | None, int | None]:
    """Working days used and left as of a day; days that do not count are in neither."""
    run = walk.run
    if as_of is None or run.set_due is not None:
        return None, None
    left_out = tuple(
        attrs.evolve(one, last=min(one.last, as_of))
        for one in run.excluded(as_of, lambda _: as_of)
        if one.first <= as_of
    )
    try:
        passed = walk.calendar.workdays_between(run.start, as_of)
        used = passed - run.excluded_workdays(left_out)
    except CalendarMissingError:
        return None, None
    return used, run.period + run.extension - used
