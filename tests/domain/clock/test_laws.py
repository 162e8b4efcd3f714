"""What must hold for every request, whatever happens to it (laws of the clock)."""

from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gongkai_desktop.domain.calendar import CalendarMissingError, DayOff, LocalDays
from gongkai_desktop.domain.clock import Deadline, evaluate
from gongkai_desktop.domain.clock.deadline import ABANDONED, COUNTING, OVERDUE, SUSPENDED
from gongkai_desktop.domain.event import Event, EventType, event_from_dict
from gongkai_desktop.library.calendars import load_calendar
from gongkai_desktop.library.clock_rules import load_clock_rules
from tests.domain.clock import oracle

CALENDAR = load_calendar()
RULES = load_clock_rules()
DAY = timedelta(days=1)
RECEIPTS = st.dates(date(2023, 1, 1), date(2026, 8, 31))


def received(day: date) -> dict[str, Any]:
    return {"type": "received", "date": day.isoformat()}


def a_consultation(kind: str, day: date, lasts: int | None, party: str) -> list[dict[str, Any]]:
    sent = {"type": f"{kind}_sent", "date": day.isoformat(), "party": party}
    if lasts is None:
        return [sent]
    answer = {"type": f"{kind}_answered", "date": (day + DAY * lasts).isoformat(), "party": party}
    return [sent, answer]


def a_wait(kind: str, day: date, lasts: int | None) -> list[dict[str, Any]]:
    done = {"correction": "returned", "fee": "paid"}[kind]
    notice = {"type": f"{kind}_notice", "date": day.isoformat()}
    if lasts is None:
        return [notice]
    return [notice, {"type": f"{kind}_{done}", "date": (day + DAY * lasts).isoformat()}]


@st.composite
def histories(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A request's events: steps one after the other, consultations reaching over what follows."""
    day = draw(RECEIPTS)
    events = [received(day)]
    for number in range(draw(st.integers(0, 4))):
        day += DAY * draw(st.integers(1, 12))
        kind = draw(st.sampled_from(["third_party", "agency", "correction", "fee", "extension"]))
        lasts = draw(st.none() | st.integers(0, 40))
        if kind in ("third_party", "agency"):
            events += a_consultation(kind, day, lasts, f"第{number}家")
        elif kind == "extension":
            days = draw(st.integers(1, 25))
            events.append({"type": "extension", "date": day.isoformat(), "days": days})
        else:
            lasts = draw(st.integers(1, 30))
            events += a_wait(kind, day, lasts)
            day += DAY * lasts
    if draw(st.booleans()):
        sent = day + DAY * draw(st.integers(1, 50))
        events.append({"type": "reply_sent", "date": sent.isoformat(), "method": "邮寄"})
        events = [one for one in events if one["date"] <= sent.isoformat()]
    elif draw(st.booleans()):
        last = max(one["date"] for one in events)
        seen = date.fromisoformat(last) + DAY * draw(st.integers(0, 40))
        events.append({"type": "as_of", "date": seen.isoformat()})
    days = [one["date"] for one in events]
    assume(len(set(days)) == len(days))
    return events


def judged(events: list[dict[str, Any]], today: date | None = None) -> Deadline:
    return evaluate([event_from_dict(one) for one in events], CALENDAR, RULES, today)


@settings(max_examples=400)
@given(histories())
def test_the_clock_agrees_with_walking_the_days(events: list[dict[str, Any]]) -> None:
    walked = oracle.reply(events)
    deadline = judged(events)
    said = {
        "status": deadline.status,
        "due_date": deadline.due_date.isoformat() if deadline.due_date else None,
        "extension_days": deadline.extension_days,
        "excluded_workdays": deadline.excluded_workdays,
        "abandoned_after": None,
    }
    assert {key: said[key] for key in walked} == walked


@given(histories())
def test_a_deadline_is_a_working_day(events: list[dict[str, Any]]) -> None:
    deadline = judged(events)
    if deadline.due_date:
        assert CALENDAR.is_workday(deadline.due_date)
        assert deadline.alert_date is not None
        assert CALENDAR.workdays_between(deadline.alert_date, deadline.due_date) == 1


@given(histories())
def test_the_same_events_give_the_same_deadline(events: list[dict[str, Any]]) -> None:
    assert judged(events) == judged(events)


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_listed_does_not_matter(
    events: list[dict[str, Any]], chance: Any
) -> None:
    shuffled = list(events)
    chance.shuffle(shuffled)
    assert judged(shuffled) == judged(events)


SAME_DAY = [
    ["received", "correction_notice", "correction_returned", "third_party_sent"],
    ["received", "third_party_sent", "third_party_answered", "extension", "decided", "reply_sent"],
    ["received", "fee_notice", "fee_paid", "agency_sent", "agency_answered"],
]


@given(RECEIPTS, st.sampled_from(SAME_DAY), st.randoms(use_true_random=False))
def test_events_of_one_day_in_any_order(day: date, kinds: list[str], chance: Any) -> None:
    """Asked and answered on one day: the question comes first, however it was listed."""
    events = [{"type": kind, "date": day.isoformat(), "days": 5} for kind in kinds]
    plain = judged(events)
    chance.shuffle(events)
    shuffled = judged(events)
    assert (shuffled.status, shuffled.due_date) == (plain.status, plain.due_date)
    assert not any("没有" in warning for warning in shuffled.warnings)


def test_a_supplement_goes_before_the_next_notice_of_its_day() -> None:
    events = [
        received(date(2026, 6, 1)),
        {"type": "correction_notice", "date": "2026-06-15"},
        {"type": "correction_notice", "date": "2026-06-05"},
        {"type": "correction_returned", "date": "2026-06-15"},
    ]
    assert judged(events).status == "等待补正"


@given(RECEIPTS, st.integers(0, 40), st.integers(1, 20))
def test_one_more_holiday_never_shortens(day: date, later: int, extension: int) -> None:
    events = [
        received(day),
        {"type": "extension", "date": day.isoformat(), "days": extension},
        *a_consultation("third_party", day + DAY * 3, 9, ""),
    ]
    holiday = DayOff(name="地方节日", start=day + DAY * later, end=day + DAY * later)
    other = load_calendar(local=[LocalDays(source="地方", off=(holiday,))])
    read = [event_from_dict(one) for one in events]
    before = evaluate(read, CALENDAR, RULES, None).due_date
    after = evaluate(read, other, RULES, None).due_date
    assert before is not None
    assert after is not None
    assert before <= after


@given(RECEIPTS, st.integers(0, 14), st.integers(0, 25))
def test_a_pause_of_n_counted_days_moves_the_end_by_n(day: date, gap: int, lasts: int) -> None:
    plain = judged([received(day)]).due_date
    paused = judged([received(day), *a_consultation("agency", day + DAY * gap, lasts, "")])
    assume(paused.excluded_workdays or lasts == 0)
    assert plain is not None
    moved = CALENDAR.nth_workday_after(plain, paused.excluded_workdays)
    assert paused.due_date == moved


@given(
    RECEIPTS,
    st.lists(st.tuples(st.integers(0, 10), st.integers(0, 15)), min_size=2, max_size=4),
)
def test_overlapping_opinions_are_left_out_once(day: date, spans: list[tuple[int, int]]) -> None:
    events = [received(day)]
    for number, (gap, lasts) in enumerate(spans):
        events += a_consultation("third_party", day + DAY * gap, lasts, f"第{number}家")
    left_out = {day + DAY * (gap + step) for gap, lasts in spans for step in range(1, lasts + 1)}
    deadline = judged(events)
    assert deadline.excluded_workdays == sum(map(CALENDAR.is_workday, left_out))


@given(histories())
def test_without_a_day_to_look_from_nothing_is_late(events: list[dict[str, Any]]) -> None:
    deadline = judged([one for one in events if one["type"] != "as_of"])
    assert deadline.status != OVERDUE
    assert deadline.used_workdays is None
    assert deadline.remaining_workdays is None


@given(histories(), st.integers(0, 60))
def test_used_and_remaining_make_the_whole(events: list[dict[str, Any]], after: int) -> None:
    last = max(date.fromisoformat(one["date"]) for one in events)
    deadline = judged([one for one in events if one["type"] != "as_of"], last + DAY * after)
    if deadline.used_workdays is None:
        assert deadline.status not in (COUNTING, OVERDUE, SUSPENDED)
        return
    assert deadline.remaining_workdays is not None
    whole = deadline.period + deadline.extension_days
    assert deadline.used_workdays + deadline.remaining_workdays == whole
    if deadline.due_date and deadline.as_of:
        assert (deadline.remaining_workdays < 0) <= (deadline.as_of > deadline.due_date)


@given(RECEIPTS, st.integers(0, 400))
def test_late_means_seen_after_the_due_date(day: date, after: int) -> None:
    today = day + DAY * after
    deadline = judged([received(day)], today)
    assert deadline.due_date is not None
    assert (deadline.status == OVERDUE) == (today > deadline.due_date)


@given(RECEIPTS, st.integers(1, 60))
def test_what_has_not_happened_yet_changes_nothing(day: date, later: int) -> None:
    future = {"type": "correction_notice", "date": (day + DAY * later).isoformat()}
    today = day + DAY * (later - 1)
    assert judged([received(day), future], today) == judged([received(day)], today)


@given(RECEIPTS, st.integers(1, 30), st.integers(1, 30))
def test_a_supplement_begins_twenty_days_anew(day: date, gap: int, lasts: int) -> None:
    back = day + DAY * (gap + lasts)
    deadline = judged([received(day), *a_wait("correction", day + DAY * gap, lasts)])
    assert deadline.due_date == CALENDAR.nth_workday_after(back, 20)


def test_what_is_given_up_has_no_due_date() -> None:
    events = [
        received(date(2026, 6, 1)),
        {"type": "correction_notice", "date": "2026-06-05", "deadline": "2026-06-15"},
        {"type": "correction_lapsed", "date": "2026-06-16"},
    ]
    assert judged(events).status == ABANDONED
    assert judged(events).due_date is None


KINDS = st.sampled_from([kind for kind in EventType if kind != EventType.RECEIVED])


@given(RECEIPTS, st.lists(st.tuples(KINDS, st.integers(-5, 900)), max_size=8))
def test_no_history_however_odd_breaks_the_clock(
    day: date, steps: list[tuple[EventType, int]]
) -> None:
    """Any order of any events, even across the end of the calendar, gives a status."""
    events = [Event(type=EventType.RECEIVED, date=day)]
    for kind, gap in steps:
        happened = day + DAY * gap
        event = Event(type=kind, date=happened, days=gap % 25 + 1, until=happened + DAY * 30)
        events.append(attrs.evolve(event, deadline=happened + DAY * (gap % 20)))
    try:
        assert evaluate(events, CALENDAR, RULES, None).status
    except CalendarMissingError:
        raise AssertionError from None
