"""What law leaves open is a setting: the other conventions give the other dates."""

from datetime import date
from typing import Any

import attrs
import pytest

from gongkai_desktop.domain.clock import Deadline, RuleBook, evaluate
from gongkai_desktop.domain.clock.rules import Boundary, DayOff, FeeEffect, Judged, Receipt
from gongkai_desktop.domain.event import event_from_dict
from gongkai_desktop.library.calendars import load_calendar
from gongkai_desktop.library.clock_rules import load_clock_rules

CALENDAR = load_calendar()
RULES = load_clock_rules()


def book(**changes: Any) -> RuleBook:
    periods = tuple(attrs.evolve(one, **changes) for one in RULES.periods)
    return attrs.evolve(RULES, periods=periods)


def judged(rules: RuleBook, *events: dict[str, Any], today: date | None = None) -> Deadline:
    return evaluate([event_from_dict(one) for one in events], CALENDAR, rules, today)


THIRD_PARTY = (
    {"type": "received", "date": "2026-07-01"},
    {"type": "third_party_sent", "date": "2026-07-08"},
    {"type": "third_party_answered", "date": "2026-07-20"},
)
SAME_DAY = (
    {"type": "received", "date": "2026-07-01"},
    {"type": "third_party_sent", "date": "2026-07-08"},
    {"type": "third_party_answered", "date": "2026-07-08"},
)


@pytest.mark.parametrize(
    ("boundary", "due", "same_day"),
    [
        (Boundary.AFTER_SENDING, date(2026, 8, 10), date(2026, 7, 29)),
        (Boundary.BOTH, date(2026, 8, 11), date(2026, 7, 30)),
        (Boundary.NEITHER, date(2026, 8, 7), date(2026, 7, 29)),
    ],
)
def test_three_ways_to_count_an_opinion(boundary: Boundary, due: date, same_day: date) -> None:
    rules = book(consult_boundary=boundary)
    assert judged(rules, *THIRD_PARTY).due_date == due
    assert judged(rules, *SAME_DAY).due_date == same_day


def test_a_receipt_on_a_saturday_may_count_as_monday() -> None:
    saturday = {"type": "received", "date": "2026-03-14", "channel": "EMS"}
    assert judged(RULES, saturday).due_date == date(2026, 4, 13)
    deemed = judged(book(day_off=DayOff.NEXT), saturday)
    assert deemed.due_date == date(2026, 4, 14)
    assert deemed.start == date(2026, 3, 16)
    assert deemed.warnings == ("收到日为非工作日,按设置视为次一工作日收到",)


PAID = (
    {"type": "received", "date": "2026-05-11"},
    {"type": "fee_notice", "date": "2026-05-25", "received": "2026-05-27"},
    {"type": "fee_paid", "date": "2026-06-10"},
)


def test_a_payment_may_only_suspend() -> None:
    assert judged(RULES, *PAID).due_date == date(2026, 7, 9)
    suspended = judged(book(fee_effect=FeeEffect.SUSPEND), *PAID)
    assert suspended.due_date == date(2026, 6, 25)
    assert "等待缴费" in suspended.excluded[0].why


def test_a_payment_accepted_late_suspends_to_the_day_it_came() -> None:
    late = (
        *PAID[:2],
        {"type": "fee_lapsed", "date": "2026-06-26"},
        {"type": "fee_paid", "date": "2026-06-29"},
    )
    deadline = judged(book(fee_effect=FeeEffect.SUSPEND), *late)
    assert deadline.status == "计时"
    assert deadline.excluded_workdays == CALENDAR.workdays_between(
        date(2026, 5, 25), date(2026, 6, 29)
    )


def test_a_request_of_2018_follows_the_rules_of_2008() -> None:
    """2007年条例第二十四条: 15 working days, extended by at most 15."""
    old = {"type": "received", "date": "2018-03-01"}
    assert judged(RULES, old).period == 15
    assert judged(RULES, old).due_date == date(2018, 3, 22)
    longer = {"type": "extension", "date": "2018-03-20", "days": 20}
    assert judged(RULES, old, longer).extension_days == 15
    assert RULES.at(date(2019, 5, 14)).reply == 15
    assert RULES.at(date(2019, 5, 15)).reply == 20
    assert RULES.at(date(2000, 1, 1)).reply == 15


@pytest.mark.parametrize(
    ("words", "name", "receipt"),
    [
        ("当面", "当面", Receipt.HAND),
        ("窗口", "当面", Receipt.HAND),
        ("口头(当面代填)", "口头(当面代填)", Receipt.HAND),
        ("口头（当面代填）", "口头(当面代填)", Receipt.HAND),
        ("邮寄（EMS/挂号）", "邮寄(EMS/挂号)", Receipt.SIGNED),
        ("ems", "邮寄(EMS/挂号)", Receipt.SIGNED),
        ("信函", "邮寄(EMS/挂号)", Receipt.SIGNED),
        ("快递", "邮寄(EMS/挂号)", Receipt.SIGNED),
        ("挂号", "邮寄(EMS/挂号)", Receipt.SIGNED),
        ("平信", "平信", Receipt.CONFIRMED),
        ("网上", "互联网", Receipt.CONFIRMED),
        ("在线", "互联网", Receipt.CONFIRMED),
        ("平台", "互联网", Receipt.CONFIRMED),
        ("网站", "互联网", Receipt.CONFIRMED),
        ("邮箱", "电子邮件", Receipt.CONFIRMED),
        (" 电子 邮件 ", "电子邮件", Receipt.CONFIRMED),
        ("传真", "传真", Receipt.CONFIRMED),
        ("信访转", "转送", Receipt.SIGNED),
        ("12345转", "转送", Receipt.SIGNED),
        ("其他", "其他", Receipt.SIGNED),
    ],
)
def test_the_words_of_registers_mean_a_channel(words: str, name: str, receipt: Receipt) -> None:
    channel = RULES.channel(words)
    assert channel is not None
    assert (channel.name, channel.receipt) == (name, receipt)


@pytest.mark.parametrize(
    ("words", "judged_by"),
    [
        ("邮寄", Judged.DATE),
        ("EMS", Judged.DATE),
        ("当面", Judged.SIGNED),
        ("直接送达", Judged.SIGNED),
        ("委托", Judged.SIGNED),
        ("电子邮件", Judged.ARRIVAL),
        ("平台", Judged.ARRIVAL),
    ],
)
def test_the_words_of_service(words: str, judged_by: Judged) -> None:
    service = RULES.service(words)
    assert service is not None
    assert service.judged == judged_by


def test_unknown_words_mean_nothing_and_two_books_differ() -> None:
    assert RULES.channel("飞鸽") is None
    assert RULES.service("飞鸽") is None
    assert RULES.fingerprint == load_clock_rules().fingerprint
    assert RULES.fingerprint != book(day_off=DayOff.NEXT).fingerprint
