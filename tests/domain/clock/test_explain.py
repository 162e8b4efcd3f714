"""The clock sheet's days (期限演算单): each day counted once, or the reason why it is not."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given

from gongkai_desktop.domain.calendar import WorkCalendar
from gongkai_desktop.domain.clock import CountedDay, Deadline, evaluate, explain
from gongkai_desktop.domain.event import event_from_dict
from gongkai_desktop.library.calendars import load_calendar
from gongkai_desktop.library.clock_rules import load_clock_rules
from tests.domain.clock.test_laws import histories

CALENDAR = load_calendar()
RULES = load_clock_rules()


def explained(
    *raw: dict[str, Any], today: date | None = None, calendar: WorkCalendar = CALENDAR
) -> tuple[Deadline, dict[str, CountedDay], tuple[CountedDay, ...]]:
    events = [event_from_dict(one) for one in raw]
    deadline = evaluate(events, calendar, RULES, today)
    days = explain(deadline, events, calendar)
    return deadline, {day.date.isoformat(): day for day in days}, days


def test_the_count_over_national_day_shows_every_day() -> None:
    """2025-09-24 and 20 working days: 09-28 and 10-11 worked, 10-01 to 10-08 off."""
    deadline, by_day, days = explained({"type": "received", "date": "2025-09-24"})
    assert deadline.due_date == date(2025, 10, 28)
    assert by_day["2025-09-24"].number is None
    assert "收到申请" in by_day["2025-09-24"].why
    assert "当日不计入" in by_day["2025-09-24"].why
    assert (by_day["2025-09-25"].number, by_day["2025-09-25"].why) == (1, "工作日")
    assert (by_day["2025-09-28"].number, by_day["2025-09-28"].why) == (3, "调休上班")
    assert by_day["2025-10-01"].number is None
    assert "放假" in by_day["2025-10-08"].why
    assert by_day["2025-10-11"].why == "调休上班"
    assert (by_day["2025-10-12"].number, by_day["2025-10-12"].why) == (None, "周末")
    assert days[-1].date == deadline.due_date
    assert days[-1].number == 20


def test_days_of_an_opinion_carry_their_reason() -> None:
    _, by_day, days = explained(
        {"type": "received", "date": "2026-07-01"},
        {"type": "third_party_sent", "date": "2026-07-08", "party": "甲公司"},
        {"type": "third_party_answered", "date": "2026-07-20"},
    )
    assert by_day["2026-07-08"].number == 5
    assert "征求第三方意见" in by_day["2026-07-08"].why
    assert by_day["2026-07-09"].number is None
    assert "甲公司" in by_day["2026-07-09"].why
    assert "第三十三条第三款" in by_day["2026-07-09"].why
    assert by_day["2026-07-11"].why == "周末"
    assert by_day["2026-07-20"].number is None
    assert by_day["2026-07-21"].number == 6
    assert days[-1].date == date(2026, 8, 10)


def test_after_a_supplement_only_the_new_period_is_counted() -> None:
    _, _, days = explained(
        {"type": "received", "date": "2026-06-01"},
        {"type": "correction_notice", "date": "2026-06-08"},
        {"type": "correction_returned", "date": "2026-06-18"},
    )
    assert days[0].date == date(2026, 6, 18)
    assert "收到补正" in days[0].why
    assert days[-1].date == date(2026, 7, 17)


def test_while_an_opinion_is_awaited_the_sheet_runs_to_the_latest_due_date() -> None:
    deadline, by_day, days = explained(
        {"type": "received", "date": "2026-11-02"},
        {"type": "third_party_sent", "date": "2026-11-13"},
        today=date(2026, 11, 22),
    )
    assert days[-1].date == deadline.latest_due
    assert days[-1].number == 20
    assert by_day["2026-11-16"].number is None
    assert "征求第三方意见" in by_day["2026-11-16"].why


def test_an_opinion_without_a_limit_is_shown_up_to_the_day_it_is_seen_on() -> None:
    deadline, by_day, days = explained(
        {"type": "received", "date": "2026-11-02"},
        {"type": "agency_sent", "date": "2026-11-13", "joint": False},
        today=date(2026, 11, 20),
    )
    assert days[-1].date == date(2026, 11, 20)
    assert by_day["2026-11-13"].number == deadline.used_workdays == 9
    assert by_day["2026-11-20"].number is None


def test_days_of_2027_are_marked_provisional() -> None:
    _, by_day, _ = explained({"type": "received", "date": "2026-12-10"})
    assert by_day["2026-12-31"].why == "工作日"
    assert "暂定" in by_day["2027-01-04"].why


def test_a_day_set_behind_the_calendar_ends_the_sheet_with_the_reason() -> None:
    _, _, days = explained(
        {"type": "received", "date": "2026-12-07"},
        {"type": "delay_set", "date": "2026-12-21", "until": "2027-03-15"},
    )
    assert days[-1].date == date(2027, 1, 30)
    assert days[-1].number is None
    assert "2027年放假安排未公布" in days[-1].why


def test_what_cannot_be_counted_has_no_days() -> None:
    deadline, _, days = explained({"type": "received", "date": "2027-02-10"})
    assert deadline.status == "需要2027年放假安排"
    assert days == ()


def test_what_needs_the_next_notice_is_shown_as_far_as_it_goes() -> None:
    _, by_day, days = explained({"type": "received", "date": "2027-01-15"})
    assert by_day["2027-01-29"].number == 10
    assert days[-1].date == date(2027, 1, 30)
    assert days[-1].why == "2027年放假安排未公布"


def test_days_of_waiting_for_a_supplement_are_not_counted() -> None:
    asked = {"type": "correction_notice", "date": "2026-06-05", "deadline": "2026-06-15"}
    _, by_day, days = explained({"type": "received", "date": "2026-06-01"}, asked)
    assert by_day["2026-06-05"].number == 4
    assert by_day["2026-06-08"].number is None
    assert "等待补正" in by_day["2026-06-08"].why
    assert days[-1].date == date(2026, 6, 15)


def test_days_of_waiting_for_a_payment_are_not_counted() -> None:
    _, by_day, days = explained(
        {"type": "received", "date": "2026-05-11"},
        {"type": "fee_notice", "date": "2026-05-25", "received": "2026-05-27"},
    )
    assert "等待缴费" in by_day["2026-05-26"].why
    assert by_day["2026-05-26"].number is None
    assert days[-1].date == date(2026, 6, 25)


def test_a_request_given_up_is_shown_to_the_last_day_it_waited_for() -> None:
    given_up, by_day, days = explained(
        {"type": "received", "date": "2026-06-01"},
        {"type": "correction_notice", "date": "2026-06-05", "deadline": "2026-06-15"},
        {"type": "correction_lapsed", "date": "2026-06-16"},
        today=date(2026, 7, 1),
    )
    assert given_up.due_date is None
    assert by_day["2026-06-15"].number is None
    assert days[-1].date == date(2026, 6, 15)


def test_waiting_without_a_last_day_is_shown_to_the_day_it_is_seen_on() -> None:
    asked = {"type": "correction_notice", "date": "2026-06-05"}
    received = {"type": "received", "date": "2026-06-01"}
    assert explained(received, asked)[2] == ()
    assert explained(received, asked, today=date(2026, 6, 5))[2][-1].number == 4
    assert explained(received, asked, today=date(2026, 6, 9))[2][-1].number is None


@given(histories())
def test_the_last_number_is_the_period(events: list[dict[str, Any]]) -> None:
    deadline, _, days = explained(*events)
    if not deadline.due_date:
        return
    numbers = [day.number for day in days if day.number is not None]
    assert numbers == list(range(1, deadline.period + deadline.extension_days + 1))
    assert all(later.date - earlier.date == timedelta(days=1) for earlier, later in pairwise(days))
    assert days[0].date == deadline.start
    assert days[-1].date == deadline.due_date
    for day in days[1:]:
        worked = CALENDAR.is_workday(day.date)
        assert worked or day.number is None
        if worked and day.number is None:
            assert "不计算在内" in day.why
