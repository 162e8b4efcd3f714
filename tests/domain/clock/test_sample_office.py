"""The sample office's sixty requests end on the days worked out for them in advance.

Dates computed outside this program; conventions: day 1 follows receipt, a supplement and a
payment begin the twenty working days anew, days spent on opinions are left out.
"""

from datetime import date

import pytest

from gongkai_desktop.domain.clock import evaluate
from gongkai_desktop.domain.clock.deadline import (
    ABANDONED,
    AWAITING_CORRECTION,
    COUNTING,
    IN_TIME,
    LATE_REPLY,
    OVERDUE,
    SUSPENDED,
    WITHDRAWN,
)
from gongkai_desktop.library.calendars import load_calendar
from gongkai_desktop.library.clock_rules import load_clock_rules
from gongkai_desktop.library.demo import load_sample_office

CALENDAR = load_calendar()
RULES = load_clock_rules()
OFFICE = load_sample_office()
BY_NUMBER = {request.register_no: request for request in OFFICE.requests}

DUE = {
    "2024-001": "2024-02-01",
    "2024-002": "2024-02-20",
    "2024-003": "2024-03-19",
    "2024-004": "2024-03-28",
    "2024-005": "2024-04-29",
    "2024-006": "2024-04-17",
    "2024-007": "2024-05-20",
    "2024-008": "2024-05-24",
    "2024-009": "2024-06-25",
    "2024-010": "2024-07-10",
    "2024-011": "2024-07-10",
    "2024-012": "2024-07-31",
    "2024-013": "2024-09-03",
    "2024-014": "2024-11-04",
    "2024-015": "2024-10-31",
    "2024-016": "2024-11-28",
    "2024-017": "2025-01-23",
    "2024-018": "2025-01-17",
    "2025-002": "2025-02-21",
    "2025-003": "2025-03-07",
    "2025-004": "2025-03-20",
    "2025-005": "2025-04-30",
    "2025-006": "2025-04-15",
    "2025-007": "2025-05-21",
    "2025-008": "2025-05-12",
    "2025-009": "2025-05-22",
    "2025-010": "2025-06-04",
    "2025-011": "2025-06-18",
    "2025-012": "2025-07-28",
    "2025-013": "2025-07-22",
    "2025-014": "2025-08-05",
    "2025-015": "2025-09-09",
    "2025-016": "2025-09-02",
    "2025-017": "2025-09-17",
    "2025-018": "2025-09-30",
    "2025-019": "2025-10-31",
    "2025-020": "2025-11-13",
    "2025-022": "2026-02-24",
    "2026-001": "2026-02-03",
    "2026-002": "2026-02-25",
    "2026-003": "2026-03-16",
    "2026-004": "2026-03-30",
    "2026-005": "2026-05-06",
    "2026-006": "2026-05-08",
    "2026-007": "2026-05-13",
    "2026-008": "2026-05-28",
    "2026-009": "2026-06-09",
    "2026-011": "2026-07-27",
    "2026-012": "2026-08-17",
    "2026-013": "2026-09-08",
    "2026-014": "2026-12-08",
    "2026-015": "2026-11-18",
    "2026-016": "2026-11-24",
    "2026-019": "2026-12-14",
    "2026-020": "2026-12-18",
}

ABANDONED_AFTER = {
    "2025-001": "2025-02-10",
    "2025-021": "2025-12-09",
    "2026-010": "2026-06-25",
}
# Open on 2026-11-22, a Sunday: status and working days left (over the limit: negative).
OPEN = {
    "2026-014": (COUNTING, 12),
    "2026-015": (OVERDUE, -2),
    "2026-016": (COUNTING, 2),
    "2026-019": (COUNTING, 16),
    "2026-020": (COUNTING, 20),
}
WITHDRAWN_ONES = {"2026-002", "2026-013"}


def test_all_sixty_are_there() -> None:
    waiting = {"2026-017", "2026-018"}
    assert set(BY_NUMBER) == set(DUE) | set(ABANDONED_AFTER) | waiting
    assert len(BY_NUMBER) == 60


@pytest.mark.parametrize(("number", "due"), DUE.items())
def test_a_deadline_of_the_sample_office(number: str, due: str) -> None:
    deadline = evaluate(BY_NUMBER[number].events, CALENDAR, RULES, OFFICE.today)
    assert deadline.due_date == date.fromisoformat(due)
    expected = IN_TIME
    if number in OPEN:
        expected, left = OPEN[number]
        assert deadline.remaining_workdays == left
    elif number in WITHDRAWN_ONES:
        expected = WITHDRAWN
    elif number == "2025-004":
        expected = LATE_REPLY
    assert deadline.status == expected


@pytest.mark.parametrize(("number", "last_day"), ABANDONED_AFTER.items())
def test_what_lapsed_is_given_up(number: str, last_day: str) -> None:
    deadline = evaluate(BY_NUMBER[number].events, CALENDAR, RULES, OFFICE.today)
    assert deadline.status == ABANDONED
    assert deadline.due_date is None
    assert deadline.abandoned_after == date.fromisoformat(last_day)


def test_a_third_party_still_being_asked_stops_the_clock() -> None:
    deadline = evaluate(BY_NUMBER["2026-017"].events, CALENDAR, RULES, OFFICE.today)
    assert deadline.status == SUSPENDED
    assert deadline.due_date is None
    assert deadline.awaited_until == date(2026, 12, 2)
    assert deadline.latest_due == date(2026, 12, 22)


def test_a_supplement_is_awaited() -> None:
    deadline = evaluate(BY_NUMBER["2026-018"].events, CALENDAR, RULES, OFFICE.today)
    assert deadline.status == AWAITING_CORRECTION
    assert deadline.awaited_until == date(2026, 12, 7)


def test_the_reply_sent_after_the_mail_room_lost_the_letter_is_six_working_days_late() -> None:
    """签收日 counts, not the day the letter was handed on (条例第三十一条第（二）项)."""
    deadline = evaluate(BY_NUMBER["2025-004"].events, CALENDAR, RULES, OFFICE.today)
    assert deadline.due_date and deadline.served
    assert CALENDAR.workdays_between(deadline.due_date, deadline.served) == 6
