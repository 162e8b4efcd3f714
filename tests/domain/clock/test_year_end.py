"""Across the end of the known calendar: provisional in January 2027, nothing guessed after it."""

from datetime import date
from typing import Any

from gongkai_desktop.domain.clock import Deadline, evaluate
from gongkai_desktop.domain.event import event_from_dict
from gongkai_desktop.library.calendars import load_calendar
from gongkai_desktop.library.clock_rules import load_clock_rules

CALENDAR = load_calendar()
RULES = load_clock_rules()
NEEDS_2027 = "需要2027年放假安排"
JANUARY = {"type": "received", "date": "2027-01-08", "channel": "当面"}


def judged(*events: dict[str, Any], today: date | None = None) -> Deadline:
    return evaluate([event_from_dict(one) for one in events], CALENDAR, RULES, today)


def test_a_reply_sent_in_known_days_is_in_time_though_the_due_date_is_not_known() -> None:
    deadline = judged(JANUARY, {"type": "reply_sent", "date": "2027-01-28", "method": "邮寄"})
    assert deadline.status == "按期答复"
    assert deadline.due_date is None
    assert deadline.needs_calendar_year == 2027


def test_a_reply_sent_behind_them_is_not_judged() -> None:
    deadline = judged(JANUARY, {"type": "reply_sent", "date": "2027-02-02", "method": "邮寄"})
    assert deadline.status == NEEDS_2027


def test_a_withdrawal_needs_no_calendar() -> None:
    assert judged(JANUARY, {"type": "withdrawn", "date": "2027-01-20"}).status == "已撤回"


def test_an_extension_before_an_unknown_due_date_is_good() -> None:
    deadline = judged(JANUARY, {"type": "extension", "date": "2027-01-27", "days": 10})
    assert deadline.status == NEEDS_2027
    assert deadline.extension_days == 10
    assert deadline.warnings == ()


def test_an_opinion_awaited_over_unknown_days_gives_no_latest_day() -> None:
    asked = {"type": "third_party_sent", "date": "2027-01-12"}
    deadline = judged({**JANUARY, "date": "2026-12-21"}, asked, today=date(2027, 1, 13))
    assert deadline.status == "暂停(征求意见中)"
    assert deadline.latest_due is None
    limit_known = judged(
        {**JANUARY, "date": "2027-01-04"},
        {"type": "third_party_sent", "date": "2027-01-06"},
        today=date(2027, 1, 13),
    )
    assert limit_known.awaited_until == date(2027, 1, 27)
    assert limit_known.latest_due is None


def test_an_opinion_received_behind_the_calendar_names_the_year() -> None:
    deadline = judged(
        {**JANUARY, "date": "2026-12-28"},
        {"type": "agency_sent", "date": "2027-01-06", "joint": False},
        {"type": "agency_answered", "date": "2027-02-18"},
    )
    assert (deadline.status, deadline.needs_calendar_year) == (NEEDS_2027, 2027)


def test_reasons_may_be_asked_without_a_last_day() -> None:
    deadline = judged(
        {"type": "received", "date": "2026-03-02"}, {"type": "reasons_asked", "date": "2026-03-05"}
    )
    assert "说明理由最后日" not in deadline.milestones


def test_a_receipt_after_the_day_it_is_seen_on_is_still_evaluated() -> None:
    """A PC whose date is wrong must not hide a request."""
    deadline = judged(
        {"type": "submitted", "date": "2026-02-27"},
        {"type": "received", "date": "2026-03-02"},
        today=date(2026, 2, 28),
    )
    assert deadline.due_date == date(2026, 3, 30)
    assert deadline.status == "计时"


def test_an_opinion_still_asked_when_a_day_is_set_does_not_move_that_day() -> None:
    """条例第三十三条第三款 leaves time out of 前款's period, not of 第三十五条's."""
    deadline = judged(
        {"type": "received", "date": "2026-03-02"},
        {"type": "delay_set", "date": "2026-03-20", "until": "2026-05-29"},
        {"type": "third_party_sent", "date": "2026-04-01"},
        today=date(2026, 4, 2),
    )
    assert (deadline.status, deadline.due_date) == ("计时", date(2026, 5, 29))
