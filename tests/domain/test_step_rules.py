"""Steps the law does not allow are refused with the article; lateness never is."""

from datetime import date

import pytest

from gongkai_desktop.domain.clock import evaluate
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Applicant, Request
from gongkai_desktop.domain.step_rules import refusal_of
from gongkai_desktop.library.calendars import load_calendar
from gongkai_desktop.library.clock_rules import load_clock_rules

CALENDAR, BOOK = load_calendar(), load_clock_rules()


def event(kind: str, day: date, **fields: object) -> Event:
    return Event(type=EventType(kind), date=day, **fields)


def said(new: Event, *before: Event) -> str:
    received = event("received", date(2026, 3, 2), channel="当面")
    request = Request(
        register_no="2026-001",
        applicant=Applicant(name="李某二"),
        request_text="规划图",
        events=(received, *before),
    )
    clock = evaluate(request.events, CALENDAR, BOOK, new.date)
    return refusal_of(request, new, clock, BOOK.at(received.date))


MARCH_9 = date(2026, 3, 9)
EXTENDED = event("extension", MARCH_9, days=10)
NOTICE = event("correction_notice", MARCH_9, deadline=date(2026, 3, 20))
ASKED = event("third_party_sent", MARCH_9, party="甲厂", letter_received=date(2026, 3, 10))
JOINT = event("agency_sent", MARCH_9, party="环保局", letter_received=date(2026, 3, 10))
REASONS = event("reasons_asked", MARCH_9, deadline=date(2026, 3, 20))
GIVEN = event("reasons_given", date(2026, 3, 18))
DELAYED = event("delay_set", date(2026, 3, 20), until=date(2026, 6, 1))
DECIDED = event("decided", date(2026, 3, 11))
LAPSED = event("correction_lapsed", date(2026, 3, 23))
ORDERED = event("reanswer_ordered", date(2026, 4, 20))
FEE = event("fee_notice", MARCH_9, basis="按件", count=14, amount=400)


@pytest.mark.parametrize(
    ("new", "before", "article"),
    [
        (event("extension", date(2026, 3, 16), days=5), (EXTENDED,), "第三十三条第二款"),
        (event("extension", MARCH_9, days=21), (), "最长不得超过20个工作日"),
        (event("correction_notice", date(2026, 3, 10)), (NOTICE,), "第三十条"),
        (event("correction_lapsed", date(2026, 3, 20)), (NOTICE,), "第三十条"),
        (event("correction_lapsed", date(2026, 3, 20)), (), "第三十条"),
        (event("third_party_lapsed", date(2026, 3, 30), party="甲厂"), (ASKED,), "第三十二条"),
        (event("third_party_lapsed", date(2026, 4, 20), party="乙厂"), (ASKED,), "第三十二条"),
        (event("agency_lapsed", date(2026, 3, 30)), (JOINT,), "第三十四条"),
        (event("reasons_lapsed", date(2026, 3, 20)), (REASONS,), "第三十五条"),
        (event("delay_set", date(2026, 3, 20), until=date(2026, 6, 1)), (REASONS,), "第三十五条"),
        (event("fee_notice", MARCH_9, basis="按量", count=128, amount=1260), (FEE,), "109号"),
        (event("fee_notice", MARCH_9, basis="按件", count=9, amount=0), (), "第四十二条第一款"),
        (event("fee_lapsed", date(2026, 3, 30)), (FEE,), "109号"),
        (event("fee_lapsed", date(2026, 5, 30)), (), "109号"),
        (event("extension", date(2026, 3, 25), days=5), (REASONS, GIVEN, DELAYED), "第三十五条"),
        # an answer to what nobody asked would set or restart the clock for nothing
        (event("correction_returned", MARCH_9), (), "第三十条"),
        (event("fee_paid", MARCH_9), (), "109号"),
        (event("reasons_given", MARCH_9), (), "第三十五条"),
        (event("third_party_answered", MARCH_9), (), "第三十二条"),
        (event("third_party_answered", date(2026, 3, 12), party="乙厂"), (ASKED,), "第三十二条"),
        (event("agency_answered", date(2026, 3, 12)), (ASKED,), "第三十四条"),
        # nothing more is asked, added or withdrawn once the request has ended
        (event("correction_notice", date(2026, 3, 12)), (DECIDED,), "第三十条"),
        (event("extension", date(2026, 3, 12), days=5), (DECIDED,), "第三十三条第二款"),
        (event("third_party_sent", date(2026, 3, 12), party="甲厂"), (DECIDED,), "第三十二条"),
        (event("fee_notice", date(2026, 3, 12), basis="按件"), (DECIDED,), "109号"),
        (event("withdrawn", date(2026, 3, 12)), (DECIDED,), "作出答复"),
        (
            event("third_party_sent", date(2026, 3, 25), party="甲厂"),
            (NOTICE, LAPSED),
            "逾期未补正",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_article(new, before, article) -> None:
    assert article in said(new, *before)


@pytest.mark.parametrize(
    ("new", "before"),
    [
        (event("extension", MARCH_9, days=20), ()),
        (event("extension", date(2026, 5, 9), days=20), ()),  # told too late: warned, recorded
        (event("correction_notice", date(2026, 4, 20), deadline=date(2026, 5, 8)), ()),
        (event("correction_notice", date(2026, 3, 10), note="申请人另交了材料"), (NOTICE,)),
        (event("correction_lapsed", date(2026, 3, 23)), (NOTICE,)),
        (event("correction_returned", date(2026, 4, 23)), (NOTICE,)),
        (event("third_party_lapsed", date(2026, 4, 1), party="甲厂"), (ASKED,)),
        (event("third_party_lapsed", date(2026, 4, 1)), (ASKED,)),
        (event("agency_lapsed", date(2026, 4, 1), party="环保局"), (JOINT,)),
        (event("reasons_lapsed", date(2026, 3, 23)), (REASONS,)),
        (
            event("delay_set", date(2026, 3, 20), until=date(2026, 6, 1)),
            (REASONS, event("reasons_given", date(2026, 3, 18))),
        ),
        (event("fee_notice", date(2026, 6, 1), basis="按件", count=14, amount=400), ()),
        (event("fee_lapsed", date(2026, 4, 8)), (FEE,)),
        (event("decided", date(2026, 8, 1)), ()),
        # entered afterwards: what happened before the end may still be recorded
        (event("correction_notice", date(2026, 3, 10)), (DECIDED,)),
        (event("extension", date(2026, 3, 11), days=5), (DECIDED,)),
        # the office may accept what comes after a lapse; a late opinion may still be weighed
        (event("correction_returned", date(2026, 3, 25)), (NOTICE, LAPSED)),
        (
            event("third_party_answered", date(2026, 4, 8), party="甲厂"),
            (ASKED, event("third_party_lapsed", date(2026, 4, 1), party="甲厂")),
        ),
        (
            event("third_party_sent", date(2026, 3, 26), party="甲厂"),
            (NOTICE, LAPSED, event("correction_returned", date(2026, 3, 25))),
        ),
        # an order to answer again opens the request
        (event("extension", date(2026, 5, 9), days=5), (REASONS, GIVEN, DELAYED, ORDERED)),
        (event("extension", date(2026, 4, 27), days=5), (DECIDED, ORDERED)),
        (event("third_party_sent", date(2026, 4, 27), party="甲厂"), (DECIDED, ORDERED)),
    ],
)
def test_what_happened_late_can_be_recorded(new, before) -> None:
    assert said(new, *before) == ""
