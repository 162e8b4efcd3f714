"""One case of the command line: JSON in, JSON out (``gongkai due``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.calendar import WorkCalendar
from gongkai_desktop.domain.clock.deadline import COUNTING, OVERDUE, Deadline, needs_year
from gongkai_desktop.domain.clock.evaluate import evaluate
from gongkai_desktop.domain.clock.explain import CountedDay, explain, explain_period
from gongkai_desktop.domain.clock.periods import (
    PeriodEnd,
    proactive_deadline,
    review_answer_deadline,
    review_deadline,
    suit_after_review_deadline,
    suit_answer_deadline,
    suit_deadline,
)
from gongkai_desktop.domain.clock.rules import RuleBook
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType, event_from_dict

REPLY = "reply_deadline"


def evaluate_case(
    case: Any, calendar: WorkCalendar, rules: RuleBook, today: date | None = None
) -> dict[str, Any]:
    """Answer one case; raises UserError where it cannot be read.

    ``kind`` names the period (reply_deadline when left out), ``events`` the dated events.
    """
    if not isinstance(case, Mapping):
        raise UserError("案例不是一个对象", "请写成 {“kind”: …, “events”: […]}")
    kind = case.get("kind", REPLY)
    events = _events(case)
    if kind == REPLY:
        return _reply(events, calendar, rules, today)
    if not isinstance(kind, str) or kind not in _PERIODS:
        raise UserError(f"kind“{kind}”不认识", f"可填：{'、'.join([REPLY, *_PERIODS])}")
    return _period(_PERIODS[kind], events, calendar, rules, today)


def _events(case: Mapping[str, Any]) -> list[Event]:
    listed = case.get("events")
    if not isinstance(listed, list) or not listed:
        raise UserError("缺少 events", "请写成 [{“type”: …, “date”: …}]")
    return [event_from_dict(raw, f"第{number}个事件") for number, raw in enumerate(listed, 1)]


def _reply(
    events: list[Event], calendar: WorkCalendar, rules: RuleBook, today: date | None
) -> dict[str, Any]:
    _refuse_before_receipt(events)
    deadline = evaluate(events, calendar, rules, today)
    return {**_deadline_document(deadline), "days": _lines(explain(deadline, events, calendar))}


def _refuse_before_receipt(events: list[Event]) -> None:
    received = min((one.date for one in events if one.type == EventType.RECEIVED), default=None)
    for event in events:
        if received and event.type != EventType.SUBMITTED and event.date < received:
            raise UserError(
                f"{event.type.value} 的日期{event.date.isoformat()}早于收到日"
                f"{received.isoformat()}",
                "请核对日期",
            )


def _deadline_document(deadline: Deadline) -> dict[str, Any]:
    document: dict[str, Any] = {
        "status": deadline.status,
        "due_date": _iso(deadline.due_date),
        "milestones": {name: day.isoformat() for name, day in deadline.milestones.items()},
        "warnings": list(deadline.warnings),
        "excluded_workdays": deadline.excluded_workdays,
        "extension_days": deadline.extension_days,
        "used_workdays": deadline.used_workdays,
        "remaining_workdays": deadline.remaining_workdays,
        "provisional": deadline.provisional,
        "alert_date": _iso(deadline.alert_date),
    }
    optional = {
        # Working days never end on a day off: nothing rolls over.
        "raw_date": _iso(deadline.due_date),
        "latest_due": _iso(deadline.latest_due),
        "abandoned_after": _iso(deadline.abandoned_after),
        "as_of": _iso(deadline.as_of),
        "needs_calendar_year": deadline.needs_calendar_year,
        "awaited": deadline.awaited or None,
        "awaited_until": _iso(deadline.awaited_until),
    }
    return document | {key: value for key, value in optional.items() if value is not None}


def _lines(days: Iterable[CountedDay]) -> list[dict[str, Any]]:
    return [{"date": day.date.isoformat(), "n": day.number, "why": day.why} for day in days]


def _period(
    period: _Period,
    events: list[Event],
    calendar: WorkCalendar,
    rules: RuleBook,
    today: date | None,
) -> dict[str, Any]:
    start = _only(events, *period.begun_by)
    end = period.rule(start, calendar, rules)
    marks = [event.date for event in events if event.type == EventType.AS_OF]
    as_of = max(marks, default=today)
    used, remaining = _used(start.date, end, as_of, calendar)
    document: dict[str, Any] = {
        "status": _period_status(end, as_of),
        "due_date": _iso(end.due_date),
        "milestones": {},
        "warnings": [],
        "excluded_workdays": 0,
        "extension_days": 0,
        "used_workdays": used,
        "remaining_workdays": remaining,
        "provisional": end.provisional,
    }
    optional = {
        "raw_date": _iso(end.raw_date),
        "as_of": _iso(as_of),
        "needs_calendar_year": end.needs_calendar_year,
    }
    document |= {key: value for key, value in optional.items() if value is not None}
    return {**document, "days": _lines(explain_period(start, end, calendar))}


def _period_status(end: PeriodEnd, as_of: date | None) -> str:
    if end.needs_calendar_year:
        return needs_year(end.needs_calendar_year)
    return OVERDUE if as_of and end.due_date and as_of > end.due_date else COUNTING


def _used(
    start: date, end: PeriodEnd, as_of: date | None, calendar: WorkCalendar
) -> tuple[int | None, int | None]:
    """Working days used and left of a period of working days as of a day known to be computable."""
    natural = end.raw_date is not None
    if natural or as_of is None or end.due_date is None or as_of > calendar.computable_until:
        return None, None
    used = calendar.workdays_between(start, as_of)
    return used, calendar.workdays_between(start, end.due_date) - used


def _only(events: list[Event], *kinds: EventType) -> Event:
    """The last event of the first of these types that is there."""
    for kind in kinds:
        found = [event for event in events if event.type == kind]
        if found:
            return found[-1]
    names = "或者 ".join(kind.value for kind in kinds)
    raise UserError(f"缺少事件 {names}", "请补填后重试")


@attrs.frozen(kw_only=True)
class _Period:
    """A period of its own: the event that begins it (the first type wins) and how it ends."""

    begun_by: tuple[EventType, ...]
    rule: Callable[[Event, WorkCalendar, RuleBook], PeriodEnd]


def _proactive(start: Event, calendar: WorkCalendar, rules: RuleBook) -> PeriodEnd:
    return proactive_deadline(start.date, calendar, rules)


def _review(start: Event, calendar: WorkCalendar, rules: RuleBook) -> PeriodEnd:
    return review_deadline(start.date, calendar, rules.remedy)


def _litigation(start: Event, calendar: WorkCalendar, rules: RuleBook) -> PeriodEnd:
    if start.type == EventType.REVIEW_DECISION_RECEIVED:
        return suit_after_review_deadline(start.date, calendar, rules.remedy)
    return suit_deadline(start.date, calendar, rules.remedy)


def _review_answer(start: Event, calendar: WorkCalendar, rules: RuleBook) -> PeriodEnd:
    return review_answer_deadline(start.date, start.procedure, calendar, rules.remedy)


def _suit_answer(start: Event, calendar: WorkCalendar, rules: RuleBook) -> PeriodEnd:
    return suit_answer_deadline(start.date, calendar, rules.remedy)


_PERIODS: Mapping[str, _Period] = {
    "proactive_deadline": _Period(begun_by=(EventType.FORMED,), rule=_proactive),
    "review_deadline": _Period(begun_by=(EventType.REPLY_RECEIVED,), rule=_review),
    "litigation_deadline": _Period(
        begun_by=(EventType.REVIEW_DECISION_RECEIVED, EventType.REPLY_RECEIVED), rule=_litigation
    ),
    "review_answer_deadline": _Period(begun_by=(EventType.COPY_RECEIVED,), rule=_review_answer),
    "suit_answer_deadline": _Period(begun_by=(EventType.COPY_RECEIVED,), rule=_suit_answer),
}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
