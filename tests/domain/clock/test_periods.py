"""Review, suit, proactive publication and the office's own answers (law: see each case)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
