"""What the clerk is offered next, from the articles of the Regulation, in the office's order."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.clock.deadline import OpenOpinion
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.next_step import MadeLetter, NextStep, Work, next_steps
from gongkai_desktop.domain.request import Applicant, Item, Request
from gongkai_desktop.library.steps import load_step_texts

TODAY = date(2026, 3, 5)
TEXTS = load_step_texts()
RECEIPTED = Work(letters=(MadeLetter(code="A1", sent=True),), handed_out=True)
GROUNDED = (Item(no=1, text="甲", ground="open_provide"),)


@attrs.frozen(kw_only=True)
class Clock:
    due_date: date | None = date(2026, 3, 30)
    awaited: str = ""
    awaited_until: date | None = None
    opinions: tuple[OpenOpinion, ...] = ()
    milestones: dict[str, date] = attrs.field(factory=lambda: {"补正告知最后日": date(2026, 3, 11)})


def request_with(*kinds: str, items: tuple[Item, ...] = (), **changes: object) -> Request:
    plain = Request(
        register_no="2026-001",
        applicant=Applicant(name="李某二"),
        request_text="规划图",
        events=tuple(Event(type=EventType(kind), date=date(2026, 3, 2)) for kind in kinds),
        items=items,
    )
    return attrs.evolve(plain, **changes)


def steps(
    request: Request, clock: Clock | None = None, work: Work = RECEIPTED
) -> tuple[NextStep, ...]:
    return next_steps(request, clock or Clock(), work, TODAY, TEXTS)


def keys(request: Request, clock: Clock | None = None, work: Work = RECEIPTED) -> list[str]:
    return [step.key for step in steps(request, clock, work)]


def test_a_new_request_begins_with_its_receipt_then_a_section() -> None:
    first, second = steps(request_with("received"), work=Work())[:2]
    assert (first.letter, first.main) == ("A1", True)
    assert (second.key, second.slip) == ("assign", "instruction")


def test_a_receipt_forgotten_for_weeks_is_no_longer_what_is_expected() -> None:
    received = Event(type=EventType.RECEIVED, date=date(2026, 2, 9))
    old = attrs.evolve(request_with(), events=(received,))
    handed_out = Work(handed_out=True)
    found = steps(old, Clock(milestones={}), handed_out)
    assert (found[0].key, found[-2].key) == ("examine", "receipt")


def test_the_office_finds_everything_it_may_need_in_its_order() -> None:
    assert keys(request_with("received"), work=Work()) == [
        "receipt", "assign", "correct", "examine", "assist", "consult", "consult_agency",
        "extend", "ask_reasons", "charge", "withdraw",
    ]  # fmt: skip


def test_a_supplement_is_what_is_expected_only_where_something_is_unclear() -> None:
    """条例第三十条: the clerk who sees nothing unclear goes on to search and answer."""
    assert keys(request_with("received"))[:2] == ["examine", "correct"]
    unclear = attrs.evolve(RECEIPTED, unclear=True)
    assert keys(request_with("received"), work=unclear)[0] == "correct"


def test_a_late_section_is_chased_first() -> None:
    late = attrs.evolve(RECEIPTED, late_sections=("征收科",))
    first = steps(request_with("received"), work=late)[0]
    assert (first.slip, first.text.title) == ("reminder", "催办（征收科）")


def test_correction_is_offered_until_the_seventh_working_day() -> None:
    assert "correct" in keys(request_with("received"))
    late = Clock(milestones={"补正告知最后日": date(2026, 3, 4)})
    assert "correct" not in keys(request_with("received"), late)


def test_an_agent_without_authority_makes_the_supplement_the_next_step() -> None:
    unclear = attrs.evolve(RECEIPTED, unclear=True)
    first = steps(request_with("received"), work=unclear)[0]
    assert (first.key, first.letter, first.by) == ("correct", "B1", date(2026, 3, 11))


def test_grounds_on_every_item_lead_to_the_answer() -> None:
    half = (*GROUNDED, Item(no=2, text="乙"))
    assert keys(request_with("received", items=GROUNDED))[0] == "draft"
    assert "examine" in keys(request_with("received", items=half))
    assert "assign" not in keys(request_with("received", items=GROUNDED), work=Work())


def test_a_request_judged_to_repeat_is_examined_as_such() -> None:
    found = steps(request_with("received", repeat_of="2025-017"))
    examine = next(step for step in found if step.key == "examine_repeat")
    assert "2025-017" in examine.text.title


def test_a_second_extension_is_not_offered() -> None:
    assert "extend" in keys(request_with("received"))
    assert "extend" not in keys(request_with("received", "extension"))


@pytest.mark.parametrize("code", ["B1", "B2", "B3", "B4", "B5", "B7", "B9"])
def test_a_letter_not_yet_sent_comes_before_everything(code: str) -> None:
    work = attrs.evolve(RECEIPTED, letters=(MadeLetter(code=code, party="甲厂"),))
    first = steps(request_with("received", items=GROUNDED), work=work)[0]
    assert (first.letter, first.main) == (code, True)
    gone = attrs.evolve(work, letters=(MadeLetter(code=code, sent=True),))
    assert steps(request_with("received", items=GROUNDED), work=gone)[0].letter != code


def test_each_party_is_answered_or_lapses_on_its_own_day() -> None:
    """条例第三十二条、第三十四条: 15 working days for each, the oldest limit first."""
    opinions = (
        OpenOpinion(third_party=True, party="乙厂", sent=date(2026, 2, 9), limit=date(2026, 3, 12)),
        OpenOpinion(third_party=True, party="甲厂", sent=date(2026, 2, 2), limit=date(2026, 3, 4)),
        OpenOpinion(third_party=False, party="环保局", sent=date(2026, 3, 3), limit=None),
    )
    clock = Clock(awaited="第三方、其他机关意见", opinions=opinions)
    found = steps(request_with("received", "third_party_sent", "third_party_sent"), clock)
    asked = [
        (one.event, one.begun.party if one.begun else "") for one in found if one.begun is not None
    ]
    assert asked == [
        (EventType.THIRD_PARTY_LAPSED, "甲厂"),
        (EventType.THIRD_PARTY_ANSWERED, "甲厂"),
        (EventType.THIRD_PARTY_ANSWERED, "乙厂"),
        (EventType.AGENCY_ANSWERED, "环保局"),
    ]
    assert found[0].main
    assert "tell_consulted" in [step.key for step in found]
    assert "consult" in [step.key for step in found]


def test_waiting_for_a_correction_offers_its_return_then_its_lapse() -> None:
    request = request_with("received", "correction_notice")
    waiting = Clock(awaited="补正", awaited_until=date(2026, 3, 24))
    assert keys(request, waiting)[0] == "correction_returned"
    over = Clock(awaited="补正", awaited_until=date(2026, 3, 4))
    assert keys(request, over)[0] == "correction_lapsed"


@pytest.mark.parametrize(
    ("lapse", "letter"),
    [("correction_lapsed", "C21"), ("fee_lapsed", "C22"), ("withdrawn", "C23")],
)
def test_what_lapsed_is_told_then_archived(lapse: str, letter: str) -> None:
    request = request_with("received", lapse)
    first, second = steps(request)[:2]
    assert (first.letter, first.main, second.key) == (letter, True, "archive")
    late = [key for key in keys(request) if key.startswith("late_")]
    assert late == {"C21": ["late_correction_returned"], "C22": ["late_fee_paid"]}.get(letter, [])
    told = attrs.evolve(RECEIPTED, letters=(MadeLetter(code=letter, sent=True),))
    assert keys(request, work=told) == ["archive"]


def test_a_second_notice_after_a_late_supplement_is_awaited_like_the_first() -> None:
    kinds = ("received", "correction_notice", "correction_lapsed", "correction_returned")
    request = request_with(*kinds, "correction_notice")
    waiting = Clock(awaited="补正", awaited_until=date(2026, 3, 24))
    assert keys(request, waiting)[:2] == ["correction_returned", "correction_lapsed"]


def test_a_withdrawal_after_an_accepted_supplement_ends_it_as_withdrawn() -> None:
    kinds = ("received", "correction_notice", "correction_lapsed", "correction_returned")
    assert steps(request_with(*kinds, "withdrawn"))[0].letter == "C23"


def test_reasons_are_awaited_while_the_period_goes_on() -> None:
    """条例第三十五条: asking for reasons does not stop the clock."""
    asked = request_with("received", "reasons_asked")
    found = keys(asked)
    assert {"reasons_given", "reasons_lapsed", "examine"} <= set(found)
    given = request_with("received", "reasons_asked", "reasons_given")
    assert "delay" in keys(given)
    assert "ask_reasons" not in keys(given)
    assert "delay" not in keys(request_with("received", "reasons_asked", "reasons_lapsed"))


def test_a_fee_is_paid_or_lapses() -> None:
    request = request_with("received", "fee_notice")
    assert keys(request, Clock(awaited="缴费", awaited_until=date(2026, 3, 30)))[0] == "fee_paid"
    assert keys(request, Clock(awaited="缴费", awaited_until=date(2026, 3, 4)))[0] == "fee_lapsed"


def test_an_answered_request_is_sent_then_archived() -> None:
    assert keys(request_with("received", "decided")) == ["send", "archive"]
    assert keys(request_with("received", "decided", "reply_sent")) == ["archive"]


def test_an_ordered_reanswer_leads_to_its_own_letter_and_is_sent_again() -> None:
    """行政复议法第六十四条、行政诉讼法第七十一条: the order opens the request anew."""
    answered = request_with("received", "decided", "reply_sent", items=GROUNDED)
    order = Event(type=EventType.REANSWER_ORDERED, date=date(2026, 3, 3))
    ordered = attrs.evolve(answered, events=(*answered.events, order))
    first = steps(ordered)[0]
    assert (first.letter, first.main, first.by) == ("G2", True, date(2026, 3, 30))
    assert keys(ordered)[1] == "decide"
    again = Event(type=EventType.DECIDED, date=date(2026, 3, 4))
    done = attrs.evolve(ordered, events=(*ordered.events, again))
    assert keys(done) == ["send", "archive"]


def test_a_closed_file_needs_nothing() -> None:
    request = attrs.evolve(request_with("received", "decided"), archived=date(2026, 5, 1))
    assert keys(request) == []


def test_every_step_has_its_article() -> None:
    assert all(text.basis for text in TEXTS.values())


def test_what_is_given_is_reviewed_for_secrecy_before_it_goes_out() -> None:
    """条例第十七条; 保守国家秘密法实施条例第四十二条: 先审查、后公开."""
    examined = request_with("received", items=GROUNDED)
    unreviewed = attrs.evolve(RECEIPTED, unreviewed=True)
    found = steps(examined, work=unreviewed)
    assert [one.key for one in found][:3] == ["draft", "secrecy", "decide"]
    assert found[1].slip == "secrecy"
    assert "secrecy" not in keys(examined)


def test_a_receipt_is_owed_until_it_has_its_number() -> None:
    """A draft that was only looked at is no receipt (条例第三十一条、第四十五条)."""
    fresh = request_with("received")
    drafted = Work(letters=(MadeLetter(code="A1"),))
    numbered = Work(letters=(MadeLetter(code="A1", numbered=True),))
    assert steps(fresh, work=drafted)[0].key == "receipt"
    assert all(step.key != "receipt" for step in steps(fresh, work=numbered))
