"""主动公开: nothing back-dated, handed to archive and library, turned from requests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import ledger, policy_cleaning, publication
from gongkai_desktop.services.ledger_import import (
    LedgerImport,
    LedgerImportOptions,
    import_ledger,
)
from gongkai_desktop.services.ledger_listing import ledger_rows, summary_of
from gongkai_desktop.services.ledger_sections import section_rows, sections_pdf
from gongkai_desktop.services.ledger_sheets import sheet_pdf
from gongkai_desktop.services.policy_sheets import policies_interpreted
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


POLICY = {
    "title": "设施农用地管理办法",
    "number": "望政办发〔2026〕9号",
    "issuer": "本部门",
    "made": "2026-06-01",
    "published": "2026-06-03",
}


def policy(empty: Workspace, **more: str) -> ledger.LedgerRow:
    return ledger.add(empty, "policies", {**POLICY, **more}).row


def body_of(workspace: Workspace, row: ledger.LedgerRow) -> dict[str, object]:
    with workspace.office.read() as reader:
        return dict(ledger.the_row(reader, row.id).body)


def test_policies_that_replace_each_other_name_each_other(empty: Workspace) -> None:
    old = policy(empty, title="老办法", number="望政办发〔2019〕3号")
    new = policy(empty, replaces=old.no)
    assert body_of(empty, old)["replaced_by"] == new.no
    ledger.amend(empty, new.id, {**POLICY})
    assert "replaced_by" not in body_of(empty, old)
    with pytest.raises(UserError, match="“2026-099”不在台账里"):
        policy(empty, title="又一份", replaces="2026-099")


def test_a_policy_keeps_every_change_of_its_validity(empty: Workspace) -> None:
    row = policy(empty, validity="有效")
    gone = {**POLICY, "validity": "废止", "changed": "2026-11-10", "change_reason": "2026年清理"}
    ledger.amend(empty, row.id, gone)
    assert body_of(empty, row)["history"] == [
        {"date": "2026-11-10", "value": "废止", "reason": "2026年清理"}
    ]


def test_elements_a_policy_lacks_are_named(empty: Workspace) -> None:
    warnings = ledger.add(empty, "policies", {**POLICY, "index_no": "113/2026-1"}).warnings
    assert "入文件库的要素不全，缺：主题分类、发布机构" in warnings


def interpreted(empty: Workspace, title: str, forms: list[str], **more: str) -> ledger.LedgerRow:
    body = {"policy": title, "issuer": "部门", "published": "2026-06-03", "title": "解读"}
    return ledger.add(empty, "interpretations", {**body, "forms": forms, **more}).row


def rate(empty: Workspace) -> str:
    form = ledger.ledger_named(empty, "interpretations")
    (figure,) = [one for one in summary_of(empty, form).figures if one.statistic.key == "varied"]
    assert figure.statistic.goal == 90
    return figure.words


def test_the_rate_counts_policies_not_interpretations(empty: Workspace) -> None:
    """有非文字形式解读的文件 ÷ 需要解读的文件: two interpretations of one policy are one."""
    numbered = policy(empty)
    policy(empty, title="没有解读的办法", number="望政办发〔2026〕10号")
    policy(empty, title="不需要解读的通知", number="望政办发〔2026〕11号", needs="否")
    policy(empty, title="去年的办法", number="望政办发〔2025〕1号", published="2025-06-03")
    link = interpreted(empty, "《设施农用地管理办法》", ["文字"], policy_no=numbered.no)
    assert rate(empty) == "0%（0/2）"
    interpreted(empty, "办法图解", ["图片图表"], number="望政办发〔2026〕9号")
    assert rate(empty) == "50%（1/2）"
    interpreted(empty, "台账外的文件", ["视频动漫"])
    assert rate(empty) == "66.7%（2/3）"
    assert body_of(empty, numbered)["interpreted"] == [link.no]


def test_a_cleaning_begins_with_what_is_in_force_and_ends_in_the_policies(
    empty: Workspace,
) -> None:
    kept, gone = policy(empty, validity="有效"), policy(empty, title="旧办法", number="旧1号")
    policy(
        empty,
        title="早已废止",
        number="旧2号",
        validity="废止",
        changed="2020-01-02",
        change_reason="另行发文",
    )
    assert policy_cleaning.begin_batch(empty, "2026年度清理") == 2
    assert policy_cleaning.begin_batch(empty, "2026年度清理") == 0
    with pytest.raises(UserError, match="没有要写入的清理结果"):
        policy_cleaning.write_back(empty)
    rows = ledger.find(empty, ledger.LedgerQuery(ledger="rulebook"))
    results = {kept.no: "继续有效", gone.no: "宣布失效"}
    for row in rows:
        done = {"result": results[str(row.body["policy_no"])], "cleaned": "2026-11-20"}
        ledger.amend(empty, row.id, {**row.body, **done})
    assert policy_cleaning.write_back(empty) == 2
    assert body_of(empty, kept)["batch"] == "2026年度清理"
    after = body_of(empty, gone)
    assert (after["validity"], after["changed"]) == ("失效", "2026-11-20")
    assert after["change_reason"] == "2026年度清理：宣布失效"
    with pytest.raises(UserError, match="没有要写入的清理结果"):
        policy_cleaning.write_back(empty)


def test_the_result_of_a_cleaning_is_printed_with_conclusion_and_reason(empty: Workspace) -> None:
    form = ledger.ledger_named(empty, "rulebook")
    with pytest.raises(UserError, match="还没有清理记录"):
        sheet_pdf(empty, the_press(), form, "cleaning")
    earlier = {"title": "早年的办法", "number": "旧9号", "made": "2010-01-01"}
    ledger.add(empty, "rulebook", {**earlier, "batch": "2020年清理", "result": "废止"})
    results = ("继续有效", "修改", "废止", "宣布失效", "")
    for at, result in enumerate(results, start=1):
        name = {"title": f"第{at}号办法", "number": f"望政办发〔2020〕{at}号", "made": "2020-03-01"}
        reason = {"reason": f"理由{at}"} if result in results[1:4] else {}
        body = {**name, **reason, "batch": "2026年度清理", "result": result}
        assert ledger.add(empty, "rulebook", body).warnings == ()
    words = words_of(sheet_pdf(empty, the_press(), form, "cleaning"))
    assert "共5件：继续有效1件、修改1件、废止1件、失效1件、尚未作出结论1件" in words
    assert "3第3号办法望政办发〔2020〕3号废止理由3" in words
    assert "4第4号办法望政办发〔2020〕4号失效理由4" in words
    assert "早年的办法" not in words
    unsaid = {**earlier, "title": "又一件", "batch": "2026年度清理", "result": "废止"}
    assert any("写明清理理由" in one for one in ledger.add(empty, "rulebook", unsaid).warnings)


SYNCHRONOUS = {
    "drafted": "2026-05-20",
    "i_drafted": "2026-05-20",
    "signed": "2026-06-01",
    "i_signed": "2026-06-01",
    "i_published": "2026-06-03",
    "mutual": "是",
}


def test_the_interpretations_of_the_year_are_printed_with_the_policies_that_miss(
    empty: Workspace,
) -> None:
    """三同步, 3个工作日, ≥3种, 多样化解读率: each policy once, several interpretations together."""
    policy(empty)
    policy(empty, title="没有解读的办法", number="望政办发〔2026〕10号")
    policy(empty, title="不需要解读的通知", number="望政办发〔2026〕11号", needs="否")
    about = {**SYNCHRONOUS, "number": "望政办发〔2026〕9号"}
    interpreted(empty, "《设施农用地管理办法》", ["文字", "简明问答"], **about)
    interpreted(empty, "办法图解", ["图片图表"], **{**about, "i_published": "2026-06-20"})
    late = {**SYNCHRONOUS, "i_drafted": "2026-06-09", "i_published": "2026-06-10"}
    interpreted(empty, "台账外的办法", ["文字"], **late)
    form = ledger.ledger_named(empty, "interpretations")
    found, rate = policies_interpreted(empty, form)
    by_title = {one.title: one for one in found}
    assert rate.words == "33.3%（1/3）"
    whole = by_title["设施农用地管理办法"]
    assert (whole.count, whole.varied, whole.misses) == (2, True, ())
    assert by_title["没有解读的办法"].misses[0] == "没有解读"
    misses = "；".join(by_title["台账外的办法"].misses)
    for said in ("没有同步起草", "没有同步发布", "不少于3种", "不计入多样化解读", "2026-06-08"):
        assert said in misses
    assert "没有同步审签" not in misses
    words = words_of(sheet_pdf(empty, the_press(), form, "interpreted"))
    assert "33.3%（1/3）（目标90%）" in words and "未达要求：2件，共3件" in words
    listed = words.split("未达解读要求的政策文件清单")[1]
    assert "没有解读的办法" in listed and "设施农用地管理办法" not in listed
    assert "不需要解读的通知" not in words


def brought_in(empty: Workspace, key: str, file: Path, *rows: list[str]) -> LedgerImport:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return import_ledger(empty, key, file, LedgerImportOptions())


def test_a_table_brought_in_links_both_ways_as_the_window_does(
    empty: Workspace, tmp_path: Path
) -> None:
    old = policy(empty, title="老办法", number="望政办发〔2019〕3号")
    told = brought_in(
        empty,
        "policies",
        tmp_path / "policies.xlsx",
        ["文件标题", "文号", "制发主体", "成文日期", "修改或者替代的文件"],
        ["新办法", "望政办发〔2026〕9号", "政府办公室", "2026-06-01", old.no],
    )
    assert told.imported == 1
    new = next(row for row in ledger_rows(empty, "policies") if row["title"] == "新办法")
    assert body_of(empty, old)["replaced_by"] == new["no"]
    heads = ["文件标题", "政策文件编号", "制发主体", "文件发布日期", "解读标题", "解读形式"]
    told = brought_in(
        empty,
        "interpretations",
        tmp_path / "interpretations.xlsx",
        heads,
        ["新办法", new["no"], "部门", "2026-06-03", "一图读懂", "图片图表"],
        ["没有登记的", "2026-099", "部门", "2026-06-03", "问答", "简明问答"],
    )
    assert told.imported == 2
    assert any("“2026-099”不在台账里" in one and "第3行" in one for one in told.warnings)
    own = next(row for row in ledger_rows(empty, "interpretations") if row["title"] == "一图读懂")
    linked = next(row for row in ledger_rows(empty, "policies") if row["title"] == "新办法")
    assert linked["interpreted"] == [own["no"]]
