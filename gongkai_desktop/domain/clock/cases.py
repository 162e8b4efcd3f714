"""One case of the command line: JSON in, JSON out (``gongkai due``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from gongkai_desktop.domain.calendar import WorkCalendar
from gongkai_desktop.domain.clock.deadline import Deadline, needs_year
from gongkai_desktop.domain.clock.evaluate import evaluate
from gongkai_desktop.domain.clock.explain import explain
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
    return _period(_PERIODS[kind](events, calendar, rules))


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
    return {**_deadline_document(deadline), "days": _days(deadline, events, calendar)}


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
        "latest_due": _iso(deadline.latest_due),
        "abandoned_after": _iso(deadline.abandoned_after),
        "as_of": _iso(deadline.as_of),
        "needs_calendar_year": deadline.needs_calendar_year,
        "awaited": deadline.awaited or None,
        "awaited_until": _iso(deadline.awaited_until),
    }
    return document | {key: value for key, value in optional.items() if value is not None}


def _days(deadline: Deadline, events: list[Event], calendar: WorkCalendar) -> list[dict[str, Any]]:
    return [
        {"date": day.date.isoformat(), "n": day.number, "why": day.why}
        for day in explain(deadline, events, calendar)
    ]


def _period(end: PeriodEnd) -> dict[str, Any]:
    document: dict[str, Any] = {
        "status": needs_year(end.needs_calendar_year) if end.needs_calendar_year else "计时",
        "due_date": _iso(end.due_date),
        "provisional": end.provisional,
        "milestones": {},
        "warnings": [],
    }
    optional = {"raw_date": _iso(end.raw_date), "needs_calendar_year": end.needs_calendar_year}
    return document | {key: value for key, value in optional.items() if value is not None}


def _only(events: list[Event], *kinds: EventType) -> Event:
    found = [event for event in events if event.type in kinds]
    if not found:
        names = "或者 ".join(kind.value for kind in kinds)
        raise UserError(f"缺少事件 {names}", "请补填后重试")
    return found[-1]


_PeriodRule = Callable[[list[Event], WorkCalendar, RuleBook], PeriodEnd]


def _proactive(events: list[Event], calendar: WorkCalendar, rules: RuleBook) -> PeriodEnd:
    return proactive_deadline(_only(events, EventType.FORMED).date, calendar, rules)


def _review(events: list[Event], calendar: WorkCalendar, rules: RuleBook) -> PeriodEnd:
    return review_deadline(_only(events, EventType.REPLY_RECEIVED).date, calendar, rules.remedy)


def _litigation(events: list[Event], calendar: WorkCalendar, rules: RuleBook) -> PeriodEnd:
    start = _only(events, EventType.REVIEW_DECISION_RECEIVED, EventType.REPLY_RECEIVED)
    if start.type == EventType.REVIEW_DECISION_RECEIVED:
        return suit_after_review_deadline(start.date, calendar, rules.remedy)
    return suit_deadline(start.date, calendar, rules.remedy)


def _review_answer(events: list[Event], calendar: WorkCalendar, rules: RuleBook) -> PeriodEnd:
    copy = _only(events, EventType.COPY_RECEIVED)
    return review_answer_deadline(copy.date, copy.procedure, calendar, rules.remedy)


def _suit_answer(events: list[Event], calendar: WorkCalendar, rules: RuleBook) -> PeriodEnd:
    return suit_answer_deadline(_only(events, EventType.COPY_RECEIVED).date, calendar, rules.remedy)


_PERIODS: Mapping[str, _PeriodRule] = {
    "proactive_deadline": _proactive,
    "review_deadline": _review,
    "litigation_deadline": _litigation,
    "review_answer_deadline": _review_answer,
    "suit_answer_deadline": _suit_answer,
}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
