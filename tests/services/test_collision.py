"""Two desks change one record: what goes together is kept, what clashes is shown to the second."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest

from gongkai_desktop.domain.approval import Signing
from gongkai_desktop.domain.collision import CollisionError, merged
from gongkai_desktop.domain.dispute import Dispute, Proceeding
from gongkai_desktop.domain.request import Item, Request
from gongkai_desktop.services import approval, dispute, ledger, letter_record, review_desk
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.request import amend, answer_items, register, request_numbered
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.store import StoredLetter
from tests.hostile.scenario import MAIL, begun, new_request

TODAY = date(2026, 11, 22)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Workspace, Workspace]]:
    location = tmp_path / "公开台.gkt"
    first = open_workspace(location, today=TODAY, operator="丁某", create=True)
    second = open_workspace(location, today=TODAY, operator="戊某")
    yield first, second
    first.close()
    second.close()


def plain(name: str, value: object) -> tuple[str, str]:
    return name, str(value)


def test_fields_only_one_touched_are_both_kept() -> None:
    seen = {"a": 1, "b": 2, "c": 3}
    assert merged("x", seen, {"a": 9, "b": 2, "c": 3}, {"a": 1, "b": 8, "c": 3}, plain) == {
        "a": 9,
        "b": 8,
        "c": 3,
    }
    assert merged("x", seen, {"a": 7, "b": 2, "c": 3}, {"a": 7, "b": 2, "c": 3}, plain)["a"] == 7


def test_a_field_both_changed_is_never_decided_by_the_program() -> None:
    with pytest.raises(CollisionError) as caught:
        merged("台账1", {"a": 1}, {"a": 2}, {"a": 3}, plain)
    (clash,) = caught.value.clashes
    assert (clash.title, clash.theirs, clash.mine) == ("a", "2", "3")


def changed(seen: Request, **applicant: str) -> Request:
    return attrs.evolve(seen, applicant=attrs.evolve(seen.applicant, **applicant))


def test_particulars_of_a_request(desks: tuple[Workspace, Workspace]) -> None:
    first, second = desks
    number = register(first, new_request()).request.register_no
    seen = request_numbered(second, number)
    amend(first, attrs.evolve(changed(seen, phone="13000000009"), section="规划科"), seen=seen)
    together = amend(second, changed(seen, address="新街1号"), seen=seen).request
    assert (together.applicant.phone, together.applicant.address) == ("13000000009", "新街1号")
    assert together.section == "规划科"
    with pytest.raises(CollisionError) as caught:
        amend(second, attrs.evolve(changed(seen, phone="13000000007"), section="法规科"), seen=seen)
    shown = {one.title: (one.theirs, one.mine) for one in caught.value.clashes}
    assert shown == {
        "电话": ("13000000009", "13000000007"),
        "承办科室": ("规划科", "法规科"),
    }
    kept = request_numbered(first, number)
    assert kept.applicant.phone == "13000000009"
    mine = changed(seen, phone="13000000007")
    insisted = amend(second, mine, seen=caught.value.now).request
    assert (insisted.applicant.phone, insisted.section) == ("13000000007", "")


def test_who_insists_changes_only_what_was_shown(desks: tuple[Workspace, Workspace]) -> None:
    first, second = desks
    number = register(first, new_request()).request.register_no
    seen = request_numbered(second, number)
    amend(first, attrs.evolve(changed(seen, phone="13000000009"), section="规划科"), seen=seen)
    mine = changed(seen, phone="13000000007", address="新街1号")
    with pytest.raises(CollisionError) as caught:
        amend(second, mine, seen=seen)
    insisted = amend(second, mine, seen=caught.value.now).request
    assert (insisted.applicant.phone, insisted.applicant.address) == ("13000000007", "新街1号")
    assert insisted.section == "规划科"


def test_items_are_decided_as_a_whole(desks: tuple[Workspace, Workspace]) -> None:
    first, second = desks
    number = register(first, new_request()).request.register_no
    seen = request_numbered(second, number).items
    answer_items(first, number, (Item(no=1, text="批复", ground="open_provide"),), seen=seen)
    mine = (Item(no=1, text="批复", ground="not_held"),)
    with pytest.raises(CollisionError, match="事项与处理依据"):
        answer_items(second, number, mine, seen=seen)


def test_a_row_of_a_ledger(desks: tuple[Workspace, Workspace]) -> None:
    first, second = desks
    row = ledger.add(first, "mail_in", MAIL).row
    ledger.amend(first, row.id, {**row.body, "receiver": "甲某"}, row.body)
    both = ledger.amend(second, row.id, {**row.body, "handed_over": "2026-11-16"}, row.body).row
    assert (both.body["receiver"], both.body["handed_over"]) == ("甲某", "2026-11-16")
    with pytest.raises(CollisionError) as caught:
        ledger.amend(second, row.id, {**row.body, "receiver": "乙某"}, row.body)
    (clash,) = caught.value.clashes
    assert (clash.theirs, clash.mine) == ("甲某", "乙某")


def test_a_dispute_and_an_item_under_review(desks: tuple[Workspace, Workspace]) -> None:
    first, second = desks
    number = register(first, new_request()).request.register_no
    begun_case = Dispute(kind="review", received=TODAY).with_proceeding(
        Proceeding(organ="望山县人民政府", case_no="望府复〔2026〕40号", procedure="普通")
    )
    seen = dispute.record(first, number, begun_case).line.dispute
    dispute.amend(first, attrs.evolve(seen, note="甲"), seen)
    with pytest.raises(CollisionError) as caught:
        dispute.amend(second, attrs.evolve(seen, note="乙"), seen)
    assert isinstance(caught.value.now, Dispute)

    class Desk:
        at, kept = first, {}

    item_id = begun("关于培训的通知")(Desk())  # type: ignore[arg-type]
    item = review_desk.opened(second, item_id).item
    review_desk.amend(first, attrs.evolve(item, responsible="甲某"), item)
    kept = review_desk.amend(second, attrs.evolve(item, channel="公众号"), item)
    assert (kept.responsible, kept.channel) == ("甲某", "公众号")
    with pytest.raises(CollisionError, match="责任人"):
        review_desk.amend(second, attrs.evolve(item, responsible="乙某"), item)


def answered(desk: Workspace) -> Request:
    number = register(desk, new_request()).request.register_no
    answer_items(desk, number, (Item(no=1, text="批复", ground="open_provide"),))
    return request_numbered(desk, number)


def test_two_desks_begin_the_same_letter(desks: tuple[Workspace, Workspace]) -> None:
    """Neither knows of the other's: the second draft goes on the first one's, not over it."""
    first, second = desks
    request = answered(first)
    unbegun = StoredLetter(request_id=request.id, code="C1")
    letter_record.save(first, request, "C1", {"items": [{"pages": 7}]}, seen=unbegun)
    mine = {"items": [{"pages": 9}]}
    with pytest.raises(CollisionError) as caught:
        letter_record.save(second, request, "C1", mine, seen=unbegun)
    (clash,) = caught.value.clashes
    assert (clash.title, clash.theirs, clash.mine) == ("第1项页数", "7", "9")
    kept = letter_record.save(second, request, "C1", mine, seen=caught.value.now).letter
    assert kept.facts == mine
    with first.office.read() as reader:
        assert [one.id for one in reader.letters.of_request(request.id)] == [kept.id]


def test_different_fields_of_a_letter_are_both_kept(desks: tuple[Workspace, Workspace]) -> None:
    first, second = desks
    request = answered(first)
    seen = letter_record.save(first, request, "C1", {"items": [{"pages": 7}]}).letter
    letter_record.save(first, request, "C1", {"items": [{"pages": 8}]}, seen=seen)
    mine = {"items": [{"pages": 7}], "applicant": "某公司"}
    kept = letter_record.save(second, request, "C1", mine, seen=seen).letter
    assert kept.facts == {"items": [{"pages": 8}], "applicant": "某公司"}


def test_a_signature_given_meanwhile_is_not_struck_unasked(
    desks: tuple[Workspace, Workspace],
) -> None:
    first, second = desks
    request = answered(first)
    seen = letter_record.save(first, request, "C1", {"items": [{"pages": 7}]}).letter
    signing = Signing(step="handler", date=TODAY, name="甲某", reason="已核对")
    approval.sign(first, the_press(), seen.id, signing)
    mine = {"items": [{"pages": 9}]}
    with pytest.raises(CollisionError) as caught:
        letter_record.save(second, request, "C1", mine, seen=seen)
    assert [one.title for one in caught.value.clashes] == ["审签"]
    insisted = letter_record.save(second, request, "C1", mine, seen=caught.value.now)
    assert (insisted.letter.facts, len(insisted.struck)) == (mine, 1)
