"""Several are asked for their opinion: each answer stays with its own name (条例第三十二条)."""

from datetime import date

import pytest

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.letter.opinion import opinion_values, reply_values
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Request

SENT, GIVEN, LAPSED = (
    EventType.THIRD_PARTY_SENT,
    EventType.THIRD_PARTY_ANSWERED,
    EventType.THIRD_PARTY_LAPSED,
)


def asked(*steps: tuple[EventType, int, str, str, str]) -> Request:
    """A request received on 2 November with these steps: kind, day, party, opinion, reasons."""
    events = [Event(type=EventType.RECEIVED, date=date(2026, 11, 2))]
    events += [
        Event(type=kind, date=date(2026, 11, day), party=party, outcome=outcome, note=note)
        for kind, day, party, outcome, note in steps
    ]
    applicant = Applicant(name="张某", kind=ApplicantKind.NATURAL)
    return Request(
        register_no="2026-001", request_text="厂区资料", applicant=applicant, events=tuple(events)
    )


TWO = (
    (SENT, 4, "甲厂", "", ""),
    (SENT, 4, "乙厂", "", ""),
    (GIVEN, 10, "甲厂", "不同意公开", "涉及工艺"),
)


@pytest.mark.parametrize(
    ("last", "answer", "reasons"),
    [
        ((GIVEN, 12, "乙厂", "同意公开", "没有意见"), "不同意公开", "涉及工艺"),
        ((GIVEN, 12, "乙厂", "不同意公开", "涉及成本"), "不同意公开", "涉及工艺；涉及成本"),
        ((GIVEN, 12, "乙厂", "同意部分公开", "图纸除外"), "不同意公开", "涉及工艺"),
        ((LAPSED, 26, "乙厂", "", ""), "不同意公开", "涉及工艺"),
    ],
)
def test_a_refusal_rests_on_those_who_do_not_consent(last, answer, reasons) -> None:
    known = opinion_values(asked(*TWO, last))
    assert (known["third_party_answer"], known["third_party_reason"]) == (answer, reasons)
    assert known["opinion_date"] == date(2026, 11, 4)


def test_one_consents_and_one_is_silent() -> None:
    steps = [(SENT, 4, "甲厂", "", ""), (SENT, 5, "乙厂", "", "")]
    ends = [(GIVEN, 10, "甲厂", "同意公开", ""), (LAPSED, 26, "乙厂", "", "")]
    known = opinion_values(asked(*steps, *ends))
    assert known["third_party_answer"] == "逾期未提出意见"
    assert known["opinion_date"] == date(2026, 11, 5)


def test_letters_of_two_days_have_no_day_in_common() -> None:
    later = [(SENT, 5, "丙厂", "", ""), (GIVEN, 12, "丙厂", "不同意公开", "")]
    assert opinion_values(asked(*TWO, *later))["opinion_date"] is None


def test_the_decision_to_disclose_tells_each_its_own_answer() -> None:
    request = asked(*TWO, (GIVEN, 12, "乙厂", "同意部分公开", "图纸除外"))
    assert opinion_values(request, "甲厂")["third_party_reason"] == "涉及工艺"
    assert opinion_values(request, "乙厂")["third_party_answer"] == "同意部分公开"
    assert reply_values(request, SENT, "乙厂")["opinion_reason"] == "图纸除外"


def test_an_answer_without_a_name_is_that_of_the_only_one_asked() -> None:
    request = asked((SENT, 4, "甲厂", "", ""), (GIVEN, 10, "", "不同意", "涉及工艺"))
    assert opinion_values(request, "甲厂")["third_party_answer"] == "不同意公开"
    assert reply_values(request, SENT, "甲厂")["answered_date"] == date(2026, 11, 10)
