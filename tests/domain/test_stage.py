"""Stages of 条例第四十五条 read from the events of a file."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Applicant, Request, Stage
from gongkai_desktop.domain.stage import end_of, stage_of


def request_with(*kinds: str, **changes: object) -> Request:
    events = tuple(
        Event(type=EventType(kind), date=date(2026, 3, 2 + index))
        for index, kind in enumerate(kinds)
    )
    base = Request(
        register_no="2026-001",
        applicant=Applicant(name="李某二"),
        request_text="规划图",
        events=events,
    )
    return attrs.evolve(base, **changes)


@pytest.mark.parametrize(
    ("kinds", "stage"),
    [
        (["received"], Stage.REGISTERED),
        (["received", "correction_notice"], Stage.EXAMINED),
        (["received", "correction_notice", "correction_returned"], Stage.HANDLED),
        (["received", "correction_notice", "correction_lapsed"], Stage.ANSWERED),
        (["received", "third_party_sent"], Stage.HANDLED),
        (["received", "fee_notice", "fee_lapsed"], Stage.ANSWERED),
        (["received", "reasons_asked"], Stage.EXAMINED),
        (["received", "decided"], Stage.ANSWERED),
        (["received", "withdrawn"], Stage.ANSWERED),
        (["received", "decided", "reply_sent", "reanswer_ordered"], Stage.HANDLED),
        (["received", "decided", "reanswer_ordered", "decided"], Stage.ANSWERED),
        # 条例第三十条: with a good reason a late supplement is accepted and the lapse is gone
        (
            ["received", "correction_notice", "correction_lapsed", "correction_returned"],
            Stage.HANDLED,
        ),
        (["received", "fee_notice", "fee_lapsed", "fee_paid"], Stage.HANDLED),
        (["received", "reply_sent"], Stage.ANSWERED),
        (["received", "decided", "reply_sent", "reanswer_ordered", "extension"], Stage.HANDLED),
    ],
)
def test_stage_follows_the_events(kinds: list[str], stage: Stage) -> None:
    assert stage_of(request_with(*kinds)) == stage


def test_a_section_means_the_file_is_being_handled() -> None:
    assert stage_of(request_with("received", section="征收科")) == Stage.HANDLED


def test_archive_and_void_come_before_everything() -> None:
    assert stage_of(request_with("received", "decided", archived=date(2026, 5, 1))) == "归档"
    assert stage_of(request_with("received", void_reason="重复登记")) == Stage.VOID


def test_a_decision_takes_the_place_of_the_lapse_before_it() -> None:
    request = request_with("received", "correction_notice", "correction_lapsed", "decided")
    assert end_of(request).type == EventType.DECIDED


def test_a_re_answer_does_not_move_the_year_of_the_first_answer() -> None:
    request = request_with("received", "decided", "reanswer_ordered", "decided")
    assert end_of(request).date == date(2026, 3, 3)


def test_a_reply_on_record_without_its_decision_is_the_end() -> None:
    """Old registers keep the day of posting only: the request counts in its year."""
    assert end_of(request_with("received", "reply_sent")).date == date(2026, 3, 3)
    both = request_with("received", "decided", "reply_sent")
    assert end_of(both).type == EventType.DECIDED


def test_a_lapse_taken_back_is_no_end() -> None:
    kinds = ("received", "correction_notice", "correction_lapsed", "correction_returned")
    assert end_of(request_with(*kinds)) is None
    assert end_of(request_with(*kinds, "withdrawn")).type == EventType.WITHDRAWN


def test_an_open_request_has_no_end() -> None:
    assert end_of(request_with("received", "third_party_sent")) is None


@pytest.mark.parametrize(
    ("kinds", "archived", "stage"),
    [
        (["received", "decided", "reanswer_ordered"], date(2026, 3, 3), Stage.HANDLED),
        (["received", "decided", "reanswer_ordered"], date(2026, 3, 4), Stage.HANDLED),
        (["received", "decided", "reanswer_ordered", "decided"], date(2026, 3, 3), Stage.ANSWERED),
        (["received", "decided", "reanswer_ordered", "decided"], date(2026, 3, 6), Stage.ARCHIVED),
        (["received", "decided"], date(2026, 3, 3), Stage.ARCHIVED),
    ],
)
def test_an_order_opens_an_archived_file_until_it_is_archived_again(
    kinds: list[str], archived: date, stage: Stage
) -> None:
    assert stage_of(request_with(*kinds, archived=archived)) == stage
