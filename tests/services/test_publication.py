"""主动公开: nothing back-dated, handed to archive and library, turned from requests."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import ledger, publication
from gongkai_desktop.services.ledger_listing import ledger_rows, summary_of
from gongkai_desktop.services.ledger_sections import section_rows, sections_pdf
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.workspace import Workspace
from tests.services.printed import text_of

OUT = {"title": "征地公告", "formed": "2026-11-02", "published": "2026-11-10"}


def words_of(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


def test_a_day_of_publication_is_in_the_past_and_stays(empty: Workspace) -> None:
    """国办秘函〔2019〕19号: 伪造发稿日期一票否决."""
    with pytest.raises(UserError, match="公开日期2026-11-23晚于今天"):
        ledger.add(empty, "publications", {**OUT, "published": "2026-11-23"})
    with pytest.raises(UserError, match="公开日期早于形成日期"):
        ledger.add(empty, "publications", {**OUT, "published": "2026-11-01"})
    row = ledger.add(empty, "publications", OUT).row
    with pytest.raises(UserError, match="公开日期已登记为2026-11-10，不能更改"):
        ledger.amend(empty, row.id, {**OUT, "published": "2026-11-05"})
    ledger.amend(empty, row.id, {**OUT, "link": "https://www.wangshan.gov.cn/1.html"})


def test_the_list_for_the_halls_holds_what_was_not_handed_over(empty: Workspace) -> None:
    """条例第二十五条."""
    ledger.add(empty, "publications", OUT)
    ledger.add(empty, "publications", {"title": "尚未公开的公告", "formed": "2026-11-12"})
    words = words_of(publication.halls_pdf(empty, the_press()))
    assert "征地公告" in words and "尚未公开的公告" not in words
    assert "国家档案馆接收人" in words and "零报告" not in words
    assert publication.mark_handed_over(empty) == 1
    (sent,) = [row for row in ledger_rows(empty, "publications") if row.get("sent_halls")]
    assert (sent["title"], sent["sent_halls"]) == ("征地公告", "2026-11-22")
    with pytest.raises(UserError, match="没有要登记送交的信息"):
        publication.mark_handed_over(empty)


def test_with_nothing_to_hand_over_the_list_says_so(empty: Workspace) -> None:
    words = words_of(publication.halls_pdf(empty, the_press()))
    assert "本期没有可送交的政府信息（零报告）" in words
    assert "盖章" in words


def test_a_request_is_turned_into_information_to_be_made_public(sample: Workspace) -> None:
    """条例第四十四条: 从转化之日起20个工作日, 本年计数, 只转一次, 姓名隐去."""
    row = publication.convert_request(sample, "2025-003")
    assert row.body["from_request"] == "2025-003"
    assert row.body["way"] == "由申请转为主动公开"
    assert row.due_date == date(2026, 12, 18)
    form = ledger.ledger_named(sample, "publications")
    figures = {one.statistic.key: one.value for one in summary_of(sample, form).figures}
    assert figures["converted"] == 1
    with pytest.raises(UserError, match="2025-003已转为主动公开"):
        publication.convert_request(sample, "2025-003")


def test_attributes_by_section_with_the_share_kept_back(empty: Workspace) -> None:
    public = {"title": "甲", "made": "2026-03-02", "section": "规划科", "attribute": "主动公开"}
    kept = {**public, "title": "乙", "section": "办公室", "attribute": "不予公开"}
    kept |= {"basis": "条例第十六条", "reason": "内部事务", "next_review": "2026-11-20"}
    last_year = {**public, "title": "丙", "made": "2025-03-03"}
    for body in (public, {**public, "title": "丁", "section": "办公室"}, kept, last_year):
        ledger.add(empty, "attributes", body)
    form = ledger.ledger_named(empty, "attributes")
    bodies = [row.body for row in ledger.find(empty, ledger.LedgerQuery(ledger="attributes"))]
    assert section_rows(form, bodies, empty.today) == [
        ("办公室", "2", "1", "0", "1", "50%（1/2）", "1"),
        ("规划科", "1", "1", "0", "0", "0%（0/1）", "0"),
        ("合计", "3", "2", "0", "1", "33.3%（1/3）", "1"),
    ]
    assert "按科室统计" in words_of(sections_pdf(empty, the_press()))
