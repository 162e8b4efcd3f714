"""The case library: like cases while drafting, closed files taken in without persons (story G)."""

from __future__ import annotations

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.services import exchange, exchange_receive, precedent
from gongkai_desktop.services.ledger import add, find
from gongkai_desktop.services.ledger_listing import ledger_rows
from gongkai_desktop.services.request import request_numbered
from gongkai_desktop.services.unit import save_unit, the_unit
from gongkai_desktop.services.workspace import DEMO_SETTING, open_workspace
from gongkai_desktop.store import LedgerQuery


def test_like_requests_come_with_how_they_were_answered(sample) -> None:
    found = precedent.similar(sample, "N村征地补偿明细", but="2026-009")
    assert found[0].number == "2025-017"
    assert "部分公开" in found[0].outcome
    assert all(one.number != "2026-009" for one in found)
    assert len(found) <= precedent.MOST_SHOWN


def test_open_requests_are_no_example(sample) -> None:
    numbers = {one.number for one in precedent.similar(sample, "Z村征地批复")}
    assert "2026-014" not in numbers


def test_a_closed_request_enters_without_persons(sample) -> None:
    request = request_numbered(sample, "2025-004")
    row = precedent.enter_from_request(sample, "2025-004")
    words = " ".join(str(value) for key, value in row.body.items() if key != "request")
    applicant = request.applicant
    for secret in (applicant.name, applicant.id_no, applicant.phone, applicant.address):
        assert secret
        assert secret not in words
    assert "予以公开" in row.body["outcome"]
    found = precedent.similar(sample, request.request_text, but="2025-004")
    assert next(one.number for one in found if one.in_library) == row.no  # the most alike


def test_no_name_of_the_sample_office_enters(sample) -> None:
    with sample.office.read() as reader:
        everyone = list(reader.requests.each())
    secrets = {one.applicant.name for one in everyone} | {one.applicant.phone for one in everyone}
    for one in everyone:
        if one.archived or one.row:
            body = precedent.precedent_body(sample, one)
            text = " ".join(str(value) for key, value in body.items() if key != "request")
            assert not [secret for secret in secrets if secret and secret in text], one.register_no


@pytest.mark.parametrize(
    ("number", "words"), [("2026-015", "还没有办结"), ("2025-004", "已在案例库")]
)
def test_open_ones_and_second_times_are_refused(sample, number: str, words: str) -> None:
    if words == "已在案例库":
        precedent.enter_from_request(sample, number)
    with pytest.raises(UserError, match=words):
        precedent.enter_from_request(sample, number)


def test_a_package_of_cases_leaves_the_numbers_of_requests_behind(sample, empty, tmp_path) -> None:
    precedent.enter_from_request(sample, "2025-004")
    location = sample.office.location
    with sample.change("不再是演示数据") as change:
        change.settings.put(DEMO_SETTING, False)
    sample.close()
    office = open_workspace(location)
    unit = the_unit(office)
    save_unit(office, type(unit)(name=unit.name, code="002"))
    path = exchange.pack(office, PackageKind.PRECEDENTS, "2026", tmp_path).path
    office.close()
    first, second = exchange_receive.receive(empty, [path, path])
    assert (first.status, second.status) == ("已接收", "已导入过")
    rows = ledger_rows(empty, "precedents")
    assert rows
    assert not [row for row in rows if row.get("request")]


def test_a_request_like_none_before_still_finds_its_kin_by_words_of_two(sample) -> None:
    found = precedent.similar(sample, "土地整治项目验收资料", but="2026-016")
    assert 0 < len(found) <= precedent.MOST_SHOWN
    assert all("土地" in one.text or "验收" in one.text or "整治" in one.text for one in found)
    assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)


def test_words_that_every_request_has_find_nothing(sample) -> None:
    assert precedent.similar(sample, "申请公开有关政府信息的全部材料") == ()


@pytest.mark.parametrize("words", ["清表", "qb", "qingbiao", "望山"])
def test_the_library_is_searched_by_two_characters_and_pinyin(sample, words: str) -> None:
    body = {"title": "清表作业记录", "shelf": "典型案例", "request_text": "望山镇清表作业记录"}
    row = add(sample, precedent.PRECEDENTS, body).row
    found = find(sample, LedgerQuery(ledger=precedent.PRECEDENTS, text=words))
    assert row.no in [one.no for one in found]
