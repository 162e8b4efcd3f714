"""Review, suit, proactive publication and the office's own answers (law: see each case)."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.clock import evaluate_case
from gongkai_desktop.domain.clock.periods import (
    PeriodEnd,
    months_after,
    proactive_deadline,
    review_answer_deadline,
    review_deadline,
    suit_after_review_deadline,
    suit_answer_deadline,
    suit_deadline,
)
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library.calendars import load_calendar
from gongkai_desktop.library.clock_rules import load_clock_rules
from tests.domain.clock import oracle

CALENDAR = load_calendar()
RULES = load_clock_rules()
REMEDY = RULES.remedy


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 15), 6, date(2026, 7, 15)),
        (date(2026, 8, 15), 6, date(2027, 2, 15)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start: date, months: int, end: date) -> None:
    """民法典第二百零二条: 没有对应日的, 月末日为期间的最后一日."""
    assert months_after(start, months) == end


def test_a_review_period_ending_on_national_day_rolls_over() -> None:
    assert review_deadline(date(2026, 8, 3), CALENDAR, REMEDY) == PeriodEnd(
        due_date=date(2026, 10, 8), raw_date=date(2026, 10, 2)
    )


def test_a_worked_sunday_does_not_roll_over() -> None:
    end = suit_answer_deadline(date(2026, 9, 5), CALENDAR, REMEDY)
    assert end.raw_date == end.due_date == date(2026, 9, 20)


@pytest.mark.parametrize("words", ["简易", "简易程序", " 简易 ", "simplified"])
def test_simplified_procedure_halves_the_answer(words: str) -> None:
    ordinary = review_answer_deadline(date(2026, 3, 2), "普通", CALENDAR, REMEDY)
    simplified = review_answer_deadline(date(2026, 3, 2), words, CALENDAR, REMEDY)
    assert ordinary.due_date == date(2026, 3, 16)
    assert simplified.due_date == date(2026, 3, 9)


def test_a_period_behind_the_calendar_names_the_year() -> None:
    end = review_deadline(date(2026, 12, 10), CALENDAR, REMEDY)
    assert (end.due_date, end.raw_date) == (None, date(2027, 2, 8))
    assert end.needs_calendar_year == 2027
    assert proactive_deadline(date(2027, 1, 4), CALENDAR, RULES).needs_calendar_year == 2027


def test_a_period_into_january_2027_is_provisional() -> None:
    end = suit_after_review_deadline(date(2026, 12, 18), CALENDAR, REMEDY)
    assert end == PeriodEnd(due_date=date(2027, 1, 4), raw_date=date(2027, 1, 2), provisional=True)


@given(st.dates(date(2023, 1, 1), date(2026, 5, 31)))
def test_natural_periods_agree_with_walking_the_days(start: date) -> None:
    assert review_deadline(start, CALENDAR, REMEDY).due_date == oracle.rolled(
        start + timedelta(days=60)
    )
    six_months = suit_deadline(start, CALENDAR, REMEDY)
    assert six_months.raw_date is not None
    assert six_months.due_date == oracle.rolled(six_months.raw_date)
    assert proactive_deadline(start, CALENDAR, RULES).due_date == oracle.working_days_on(start, 20)


def answered(kind: str, *events: dict[str, Any]) -> dict[str, Any]:
    return evaluate_case({"kind": kind, "events": list(events)}, CALENDAR, RULES)


def test_a_period_that_is_over_is_called_so_only_as_of_a_day() -> None:
    """条例第二十六条: 9月22日形成的信息应当于10月27日前公开."""
    formed = {"type": "formed", "date": "2026-09-22"}
    assert answered("proactive_deadline", formed)["status"] == "计时"
    over = answered("proactive_deadline", formed, {"type": "as_of", "date": "2026-10-29"})
    assert (over["status"], over["used_workdays"], over["remaining_workdays"]) == ("已超期", 22, -2)
    last_day = answered("proactive_deadline", formed, {"type": "as_of", "date": "2026-10-27"})
    assert (last_day["status"], last_day["remaining_workdays"]) == ("计时", 0)


def test_a_period_of_working_days_is_shown_day_by_day() -> None:
    """行政复议法第四十八条: 十日为工作日, 9月20日（周日）调休上班."""
    days = answered("review_answer_deadline", {"type": "copy_received", "date": "2026-09-16"})[
        "days"
    ]
    assert days[0] == {
        "date": "2026-09-16",
        "n": None,
        "why": "收到申请书或者起诉状副本；当日不计入（民法典第二百零一条）",
    }
    counted = [day["date"] for day in days if day["n"]]
    assert counted[2] == "2026-09-20"
    assert (len(counted), days[-1]["n"], days[-1]["date"]) == (10, 10, "2026-09-30")


def test_a_natural_period_is_shown_up_to_the_day_it_rolled_to() -> None:
    """行政复议法第二十条: 第60日10月2日在国庆节假期, 顺延至10月8日."""
    days = answered("review_deadline", {"type": "reply_received", "date": "2026-08-03"})["days"]
    assert days[60]["date"] == "2026-10-02"
    assert days[60]["n"] == 60
    assert days[-1]["date"] == "2026-10-08"
    assert all(day["n"] is None and "顺延" in day["why"] for day in days[61:])


def test_natural_days_are_counted_where_the_notice_is_still_missing() -> None:
    answer = answered("litigation_deadline", {"type": "reply_received", "date": "2026-08-31"})
    assert (answer["due_date"], answer["raw_date"]) == (None, "2027-02-28")
    assert answer["days"][-1]["date"] == "2027-02-28"
    assert "2027年放假安排未公布" in answer["days"][-1]["why"]


@pytest.mark.parametrize("reply_first", [True, False])
def test_after_a_review_decision_its_fifteen_days_run_however_listed(reply_first: bool) -> None:
    """行政诉讼法第四十五条: 9月16日起第15日10月1日, 顺延至10月8日."""
    events = [
        {"type": "reply_received", "date": "2026-05-06"},
        {"type": "review_decision_received", "date": "2026-09-16"},
    ]
    answer = answered("litigation_deadline", *(events if reply_first else reversed(events)))
    assert (answer["raw_date"], answer["due_date"]) == ("2026-10-01", "2026-10-08")


def test_a_procedure_that_is_none_is_refused() -> None:
    with pytest.raises(UserError, match="特别"):
        review_answer_deadline(date(2026, 3, 2), "特别", CALENDAR, REMEDY)
