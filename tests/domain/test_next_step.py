"""What the clerk is offered next, from the articles of the Regulation."""

from datetime import date

import attrs

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.next_step import NextStep, next_steps
from gongkai_desktop.domain.request import Applicant, Item, Request
from gongkai_desktop.library.steps import load_step_texts

TODAY = date(2026, 3, 5)
TEXTS = load_step_texts()


@attrs.frozen(kw_only=True)
class Clock:
    due_date: date | None = date(2026, 3, 30)
    awaited: str = ""
    awaited_until: date | None = None
    milestones: dict[str, date] = attrs.field(factory=lambda: {"补正告知最后日": date(2026, 3, 11)})


def request_with(*kinds: str, items: tuple[Item, ...] = ()) -> Request:
    return Request(
        register_no="2026-001",
        applicant=Applicant(name="李某二"),
        request_text="规划图",
        events=tuple(Event(type=EventType(kind), date=date(2026, 3, 2)) for kind in kinds),
        items=items,
    )


def steps(request: Request, clock: Clock, made: tuple[str, ...] = ()) -> tuple[NextStep, ...]:
    return next_steps(request, clock, made, TODAY, TEXTS)


def keys(request: Request, clock: Clock, made: tuple[str, ...] = ()) -> list[str]:
    return [step.key for step in steps(request, clock, made)]


def test_a_new_request_begins_with_its_receipt() -> None:
    first = steps(request_with("received"), Clock())[0]
    assert (first.letter, first.main) == ("A1", True)


def test_correction_is_offered_until_the_seventh_working_day() -> None:
    assert "correct" in keys(request_with("received"), Clock())
    late = Clock(milestones={"补正告知最后日": date(2026, 3, 4)})
    assert "correct" not in keys(request_with("received"), late)


def test_grounds_on_every_item_lead_to_the_answer() -> None:
    grounded = (Item(no=1, text="甲", ground="36-2"),)
    half = (*grounded, Item(no=2, text="乙"))
    assert keys(request_with("received", items=grounded), Clock(), ("A1",))[0] == "draft"
    assert keys(request_with("received", items=half), Clock(), ("A1",))[0] == "examine"


def test_a_second_extension_is_not_offered() -> None:
    assert "extend" in keys(request_with("received"), Clock())
    assert "extend" not in keys(request_with("received", "extension"), Clock())


def test_waiting_for_a_correction_offers_its_return_then_its_lapse() -> None:
    request = request_with("received", "correction_notice")
    waiting = Clock(awaited="补正", awaited_until=date(2026, 3, 24))
    assert keys(request, waiting)[0] == "correction_returned"
    over = Clock(awaited="补正", awaited_until=date(2026, 3, 4))
    assert keys(request, over)[0] == "correction_lapsed"


def test_an_answered_request_is_sent_then_archived() -> None:
    assert keys(request_with("received", "decided"), Clock()) == ["send"]
    assert keys(request_with("received", "decided", "reply_sent"), Clock()) == ["archive"]


def test_an_ordered_reanswer_leads_to_its_own_letter_and_is_sent_again() -> None:
    """行政复议法第六十四条、行政诉讼法第七十一条: the order opens the request anew."""
    grounded = (Item(no=1, text="甲", ground="36-2"),)
    answered = request_with("received", "decided", "reply_sent", items=grounded)
    order = Event(type=EventType.REANSWER_ORDERED, date=date(2026, 3, 3))
    ordered = attrs.evolve(answered, events=(*answered.events, order))
    first = steps(ordered, Clock())[0]
    assert (first.letter, first.main, first.by) == ("G2", True, date(2026, 3, 30))
    assert keys(ordered, Clock())[1] == "decide"
    again = Event(type=EventType.DECIDED, date=date(2026, 3, 4))
    done = attrs.evolve(ordered, events=(*ordered.events, again))
    assert keys(done, Clock()) == ["send"]


def test_a_closed_file_needs_nothing() -> None:
    request = attrs.evolve(request_with("received", "decided"), archived=date(2026, 5, 1))
    assert keys(request, Clock()) == []


def test_every_step_has_its_article() -> None:
    assert all(text.basis for text in TEXTS.values())
