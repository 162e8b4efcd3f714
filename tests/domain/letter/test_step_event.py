"""A procedural letter and the clock's event are the same facts."""

from datetime import date

import pytest

from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.letter.step_event import Sent, event_of_letter, party_of
from gongkai_desktop.library.calendars import load_calendar

CALENDAR = load_calendar()
POSTED = Sent(posted=date(2026, 11, 16), reached=date(2026, 11, 18), note="望资公开〔2026〕1号")


@pytest.mark.parametrize(
    ("code", "values", "expected"),
    [
        (
            "B1",
            {"correction_days": 13},
            {"deadline": date(2026, 12, 7), "received": date(2026, 11, 18)},
        ),
        ("B2", {"reasons_days": "10"}, {"deadline": date(2026, 12, 2)}),
        (
            "B3",
            {"extension_days": 15, "approved_by": "乙某某", "extension_reason": "逐卷调阅"},
            {"days": 15, "approved_by": "乙某某", "note": "望资公开〔2026〕1号　逐卷调阅"},
        ),
        ("B4", {"delay_until": "2027-01-15"}, {"until": date(2027, 1, 15)}),
        ("B5", {"third_party": "甲厂"}, {"party": "甲厂", "letter_received": date(2026, 11, 18)}),
        ("B7", {"organ": "环保局", "consult_kind": "共同制作且本机关牵头"}, {"joint": True}),
        ("B7", {"organ": "环保局", "consult_kind": "涉及其他机关"}, {"joint": False}),
        ("B9", {"fee_basis": "按量", "fee_pages": 128}, {"basis": "按量", "count": 128}),
        ("B9", {"fee_basis": "按件", "fee_requests": 14}, {"basis": "按件", "count": 14}),
    ],
)
def test_the_event_says_what_the_letter_says(code, values, expected) -> None:
    found = event_of_letter(code, values, POSTED, CALENDAR)
    assert found is not None
    assert found.date == date(2026, 11, 16)
    assert {name: getattr(found, name) for name in expected} == expected


def test_before_it_is_signed_for_the_days_run_from_posting() -> None:
    on_its_way = Sent(posted=date(2026, 11, 16))
    found = event_of_letter("B1", {"correction_days": 10}, on_its_way, CALENDAR)
    assert found is not None
    assert (found.type, found.deadline) == (EventType.CORRECTION_NOTICE, date(2026, 11, 30))


@pytest.mark.parametrize("code", ["A1", "B6", "B8", "C12", "D1"])
def test_other_letters_are_no_step_of_the_clock(code) -> None:
    assert event_of_letter(code, {}, POSTED, CALENDAR) is None


def test_only_letters_of_opinion_name_a_party() -> None:
    assert party_of("B5", {"third_party": " 甲厂 "}) == "甲厂"
    assert party_of("B1", {"third_party": "甲厂"}) == ""
