"""复议诉讼 in the office: recorded, counted, struck, and the order that opens a request again."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.dispute import Dispute, Proceeding
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Stage
from gongkai_desktop.domain.urgency import Level
from gongkai_desktop.services import dispute as service
from gongkai_desktop.services import dispute_listing as listing
from gongkai_desktop.services import handover
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.annual import compile_year
from gongkai_desktop.services.archive import Closing, close
from gongkai_desktop.services.bundle import bundle
from gongkai_desktop.services.desk import desk_of
from gongkai_desktop.services.desk_sheet import desk_page
from gongkai_desktop.services.dispute_listing import DisputeState
from gongkai_desktop.services.letter import register_values
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.search import FoundKind, search
from gongkai_desktop.services.workspace import Workspace
from tests.services.printed import text_of

REVIEW = Dispute(kind="review", received=date(2026, 11, 17)).with_proceeding(
    Proceeding(organ="望山县人民政府", case_no="望府复〔2026〕40号", procedure="普通")
)


def ended(saved: Dispute, **more) -> Dispute:
    facts = {
        "ruling": "review_revoked_reanswer",
        "decision_no": "望府复决〔2026〕40号",
        "decision_received": date(2026, 11, 20),
        "reanswer": True,
    }
    proceeding = attrs.evolve(saved.proceeding, **{**facts, **more})
    done = attrs.evolve(saved, concluded=date(2026, 11, 19), result="corrected")
    return done.with_proceeding(proceeding)


def stage(workspace: Workspace, number: str) -> Stage:
    with workspace.office.read() as reader:
        request = request_service.find(reader, number)
        return reader.requests.rows_of([request.id])[0].view.stage


def orders(workspace: Workspace, number: str) -> list[Event]:
    request = request_service.request_numbered(workspace, number)
    return [one for one in request.events if one.type == EventType.REANSWER_ORDERED]


def test_the_sample_counts_as_in_product_f1(sample: Workspace) -> None:
    assert listing.totals(sample) == {
        "review": {"upheld": 4, "corrected": 2, "other": 2, "pending": 1},
        "suit_direct": {"upheld": 1, "corrected": 0, "other": 1, "pending": 1},
        "suit_after_review": {"upheld": 1, "corrected": 1, "other": 0, "pending": 1},
    }


def test_what_is_open_comes_first_and_the_hearing_is_told(sample: Workspace) -> None:
    found = listing.listing(sample)
    assert len(found) == 15
    assert [one.row.register_no for one in found[:3]] == ["2026-009", "2024-014", "2026-007"]
    assert found[0].urgency.words == "12月3日开庭"
    assert all(one.urgency.level == Level.CLOSED for one in found[3:])
    assert len(listing.open_disputes(sample)) == 3
    assert len(listing.listing(sample, kind="review", year=2025)) == 5
    assert [one.row.register_no for one in listing.listing(sample, text="韩某己")] == ["2025-004"]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_behind_every_figure_of_table_three_stand_as_many_disputes(
    sample: Workspace, year: int
) -> None:
    for block, counts in compile_year(sample, year).report.to_record()["table3"].items():
        for result, n in counts.items():
            found = listing.behind(sample, year, block, result)
            assert len(found) == n, (block, result)
            assert {one.dispute.kind for one in found} <= {block}


def test_a_review_is_recorded_with_its_limit_and_feeds_the_year(sample: Workspace) -> None:
    before = compile_year(sample, 2026).report.to_record()["table3"]["review"]
    line = service.record(sample, "2026-011", REVIEW).line
    assert line.limit is not None
    assert line.limit.due == date(2026, 12, 1)
    assert line.urgency.words == "剩7个工作日"
    assert listing.open_disputes(sample)[0].dispute.id == line.dispute.id
    after = compile_year(sample, 2026).report.to_record()["table3"]["review"]
    assert after["pending"] == before["pending"] + 1
    service.amend(sample, ended(line.dispute, reanswer=False))
    closed = compile_year(sample, 2026).report.to_record()["table3"]["review"]
    assert (closed["pending"], closed["corrected"]) == (before["pending"], before["corrected"] + 1)


def test_an_order_opens_even_an_archived_request_and_is_its_linked_task(
    sample: Workspace,
) -> None:
    close(sample, "2026-011", date(2026, 11, 1), Closing(reason="纸质原件另存"))
    saved = service.record(sample, "2026-011", REVIEW).line.dispute
    assert stage(sample, "2026-011") == Stage.ARCHIVED
    line = service.amend(sample, ended(saved)).line
    assert stage(sample, "2026-011") == Stage.HANDLED
    (event,) = orders(sample, "2026-011")
    assert (event.date, event.days) == (date(2026, 11, 20), None)
    assert line.dispute.proceeding.reanswer_event == event.id
    assert line.reanswer == "待重新答复，期限2026-12-18"  # 20 working days from 2026-11-20
    values = register_values(sample, request_service.request_numbered(sample, "2026-011"))
    assert values["order_no"] == "望府复决〔2026〕40号"
    assert values["order_received"] == date(2026, 11, 20)
    assert values["original_date"] == date(2026, 7, 20)
    decided = Event(type=EventType.DECIDED, date=date(2026, 11, 22))
    request_service.record_event(sample, "2026-011", decided)
    assert listing.the_line(sample, saved.id).reanswer == "已重新答复"


def test_a_corrected_order_moves_its_event_and_never_doubles_it(sample: Workspace) -> None:
    saved = service.record(sample, "2026-011", REVIEW).line.dispute
    line = service.amend(sample, ended(saved)).line
    service.amend(
        sample, ended(line.dispute, decision_received=date(2026, 11, 21), reanswer_days=15)
    )
    (event,) = orders(sample, "2026-011")
    assert (event.date, event.days) == (date(2026, 11, 21), 15)
    service.amend(sample, ended(line.dispute, reanswer=False))
    assert orders(sample, "2026-011") == []
    assert stage(sample, "2026-011") == Stage.ANSWERED


def test_an_order_already_entered_by_hand_is_taken_up(sample: Workspace) -> None:
    by_hand = Event(type=EventType.REANSWER_ORDERED, date=date(2026, 11, 20), days=20)
    request_service.record_event(sample, "2026-011", by_hand)
    saved = service.record(sample, "2026-011", REVIEW).line.dispute
    service.amend(sample, ended(saved))
    assert len(orders(sample, "2026-011")) == 1


def test_a_struck_dispute_counts_nowhere_and_takes_its_order_back(sample: Workspace) -> None:
    before = listing.totals(sample)
    saved = service.record(sample, "2026-011", REVIEW).line.dispute
    line = service.amend(sample, ended(saved)).line
    with pytest.raises(UserError, match="理由"):
        service.void(sample, line.dispute.id, " ")
    service.void(sample, line.dispute.id, "误录，应为2026-012")
    assert listing.totals(sample) == before
    assert orders(sample, "2026-011") == []
    (struck,) = listing.listing(sample, DisputeState.VOID)
    assert struck.dispute.void_reason == "误录，应为2026-012"
    with pytest.raises(UserError, match="已作废"):
        service.amend(sample, line.dispute)
    assert sample.office.verify() == []


def test_a_suit_after_review_without_a_review_is_doubted_not_refused(sample: Workspace) -> None:
    suit = attrs.evolve(REVIEW, kind="suit_after_review")
    assert service.record(sample, "2026-011", suit).doubts
    with pytest.raises(UserError, match="2026-999"):
        service.record(sample, "2026-999", REVIEW)


def test_an_order_struck_in_the_register_is_told_with_the_dispute(sample: Workspace) -> None:
    saved = service.record(sample, "2026-011", REVIEW).line.dispute
    line = service.amend(sample, ended(saved)).line
    with sample.change("作废事件") as change:
        change.requests.void_event(line.dispute.proceeding.reanswer_event, "误录")
        request = request_service.find(change, "2026-011")
        request_service.save(change, request, sample)
    assert "已作废" in listing.the_line(sample, saved.id).reanswer


def test_a_copy_cannot_come_before_the_request(sample: Workspace) -> None:
    early = attrs.evolve(REVIEW, received=date(2026, 6, 1))
    with pytest.raises(UserError, match="2026-06-29"):
        service.record(sample, "2026-011", early)
    assert listing.of_request(sample, request_service.request_numbered(sample, "2026-011").id) == ()


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("2026-004", True),  # 第十六条, decided 2026-03-19: review first (行政复议法第二十三条)
        ("2026-012", False),  # 信息不存在: the court may be gone to directly
        ("2026-005", True),  # 部分公开: the refused part
    ],
)
def test_a_direct_suit_past_the_review_is_told(sample: Workspace, number: str, told: bool) -> None:
    suit = attrs.evolve(REVIEW, kind="suit_direct")
    doubts = service.record(sample, number, suit).doubts
    assert any("先申请行政复议" in one for one in doubts) is told


def cells(workspace: Workspace, year: int) -> dict[str, dict[str, int]]:
    return compile_year(workspace, year).report.to_record()["table3"]


def grown(workspace: Workspace, year: int, before: dict[str, dict[str, int]]) -> dict[str, int]:
    """The cells of 表三 that changed, by how much; totals left out."""
    after = cells(workspace, year)
    return {
        f"{block}.{result}": after[block][result] - before[block][result]
        for block in after
        for result in after[block]
        if result != "total" and after[block][result] != before[block][result]
    }


def test_a_result_of_a_later_year_counts_there_and_stands_open_before(sample: Workspace) -> None:
    """At the end of a year 尚未审结; the year of the ruling counts it again, with its result."""
    before = {year: cells(sample, year) for year in (2024, 2025, 2026)}
    late = Dispute(
        kind="review", received=date(2025, 12, 10), concluded=date(2026, 2, 9), result="upheld"
    )
    service.record(sample, "2025-013", late)
    assert grown(sample, 2024, before[2024]) == {}
    assert grown(sample, 2025, before[2025]) == {"review.pending": 1}
    assert grown(sample, 2026, before[2026]) == {"review.upheld": 1}


def test_a_suit_after_review_counts_in_both_blocks_each_in_its_year(sample: Workspace) -> None:
    """复议格计一次，“复议后起诉”再计一次."""
    before = {year: cells(sample, year) for year in (2025, 2026)}
    review = Dispute(
        kind="review", received=date(2025, 10, 14), concluded=date(2025, 12, 8), result="upheld"
    )
    suit = Dispute(kind="suit_after_review", received=date(2025, 12, 26))
    service.record(sample, "2025-013", review)
    kept = service.record(sample, "2025-013", suit)
    assert kept.doubts == ()
    both = {"review.upheld": 1, "suit_after_review.pending": 1}
    assert grown(sample, 2025, before[2025]) == both
    assert grown(sample, 2026, before[2026]) == {"suit_after_review.pending": 1}
    ended = attrs.evolve(kept.line.dispute, concluded=date(2026, 5, 20), result="corrected")
    service.amend(sample, ended)
    assert grown(sample, 2025, before[2025]) == both
    assert grown(sample, 2026, before[2026]) == {"suit_after_review.corrected": 1}


def of(workspace: Workspace, number: str) -> tuple[listing.DisputeLine, ...]:
    request = request_service.request_numbered(workspace, number)
    return listing.of_request(workspace, request.id)


def test_one_case_over_several_requests_counts_once_and_stands_with_each(sample: Workspace) -> None:
    """表三 counts cases (件): one review over three replies is one, seen from every reply."""
    before = cells(sample, 2026)
    line = service.record(sample, "2026-011", REVIEW, ["2026-012", "2026-013", "2026-012"]).line
    assert line.joined == ("2026-012", "2026-013")
    assert grown(sample, 2026, before) == {"review.pending": 1}
    for number in ("2026-011", "2026-012", "2026-013"):
        assert of(sample, number)[-1].dispute.id == line.dispute.id
    assert listing.listing(sample, text="2026-013")[0].dispute.id == line.dispute.id
    service.void(sample, line.dispute.id, "误录")
    assert grown(sample, 2026, before) == {}


@pytest.mark.parametrize(
    "written", ["望府复〔2026〕40号", "望府复[2026]40号", " 望府复【2026】 40号"]
)
def test_a_case_recorded_already_is_joined_and_never_counted_twice(
    sample: Workspace, written: str
) -> None:
    before = cells(sample, 2026)
    first = service.record(sample, "2026-011", REVIEW).line
    proceeding = attrs.evolve(REVIEW.proceeding, case_no=written)
    again = REVIEW.with_proceeding(proceeding)
    known = listing.same_case(sample, again)
    assert known is not None and known.dispute.id == first.dispute.id
    with pytest.raises(UserError, match="2026-011"):
        service.record(sample, "2026-012", again)
    service.join(sample, first.dispute.id, "2026-012")
    service.join(sample, first.dispute.id, "2026-012")
    assert of(sample, "2026-012")[-1].joined == ("2026-012",)
    with pytest.raises(UserError, match="本件已在其中"):
        service.record(sample, "2026-012", again)
    assert grown(sample, 2026, before) == {"review.pending": 1}


def test_the_same_number_of_another_organ_is_another_case(sample: Workspace) -> None:
    service.record(sample, "2026-011", REVIEW)
    other = attrs.evolve(REVIEW.proceeding, organ="示例市自然资源局")
    assert listing.same_case(sample, REVIEW.with_proceeding(other)) is None
    nameless = REVIEW.with_proceeding(attrs.evolve(REVIEW.proceeding, case_no=""))
    assert listing.same_case(sample, nameless) is None


def test_a_number_corrected_to_that_of_a_recorded_case_is_refused(sample: Workspace) -> None:
    service.record(sample, "2026-011", REVIEW)
    other = REVIEW.with_proceeding(attrs.evolve(REVIEW.proceeding, case_no="望府复〔2026〕41号"))
    line = service.record(sample, "2026-012", other).line
    with pytest.raises(UserError, match="2026-011"):
        service.amend(sample, line.dispute.with_proceeding(REVIEW.proceeding))


def test_an_order_opens_every_request_of_the_case_and_leaves_the_one_taken_out(
    sample: Workspace,
) -> None:
    """行政复议法: a decision over several replies orders each to be given again."""
    line = service.record(sample, "2026-011", REVIEW, ["2026-012"]).line
    line = service.amend(sample, ended(line.dispute)).line
    assert len(orders(sample, "2026-011")) == len(orders(sample, "2026-012")) == 1
    values = register_values(sample, request_service.request_numbered(sample, "2026-012"))
    assert values["order_no"] == "望府复决〔2026〕40号"
    line = service.amend(sample, ended(line.dispute, reanswer_days=15)).line
    assert [one.days for one in orders(sample, "2026-012")] == [15]
    line = service.amend(sample, line.dispute, also=()).line
    assert (orders(sample, "2026-012"), line.joined) == ([], ())
    assert len(orders(sample, "2026-011")) == 1
    service.void(sample, line.dispute.id, "误录")
    assert orders(sample, "2026-011") == []


JOINT = ("2026-011", "2026-012", "2026-013")


def test_every_list_names_every_request_of_a_joint_case(sample: Workspace, tmp_path) -> None:
    """The desk, its page, the hand-over and the search; with the reader of one who looks for it."""
    service.record(sample, JOINT[0], REVIEW, JOINT[1:])
    people = {request_service.request_numbered(sample, one).applicant.name for one in JOINT}
    (line,) = listing.listing(sample, text=JOINT[2])
    assert line.numbers == "、".join(JOINT)
    assert set(line.applicants.split("、")) == people
    page = desk_page(desk_of(sample), sample, the_press()).pages[0]
    passed = [one for one in handover.open_work(sample) if one.group == "复议诉讼"]
    assert "、".join(JOINT) in {one.no for one in passed}
    printed = "".join(one.text for one in page.lines)
    assert all(number in printed for number in JOINT)
    for name in people:
        found = [one for one in search(sample, name) if one.kind is FoundKind.DISPUTE]
        assert any(one.key == line.dispute.id for one in found)


def test_the_evidence_of_one_reply_says_with_which_it_is_heard(sample: Workspace, tmp_path) -> None:
    service.record(sample, JOINT[0], REVIEW, JOINT[1:])
    bound, _ = bundle(sample, JOINT[1], tmp_path)
    text = "".join(text_of(bound.pdf.read_bytes()).split())
    assert "同案还涉及2026-011、2026-013" in text


def test_a_joint_order_names_what_is_still_to_be_answered(sample: Workspace) -> None:
    line = service.record(sample, JOINT[0], REVIEW, JOINT[1:2]).line
    line = service.amend(sample, ended(line.dispute)).line
    assert line.reanswer.startswith("待重新答复，期限2026-12-18")
    decided = Event(type=EventType.DECIDED, date=date(2026, 11, 21))
    request_service.record_event(sample, JOINT[0], decided)
    now = listing.the_line(sample, line.dispute.id)
    assert now.reanswer == "2026-012待重新答复，期限2026-12-18"
    request_service.record_event(sample, JOINT[1], decided)
    assert listing.the_line(sample, line.dispute.id).reanswer == "已重新答复"
