"""Packs of the scan in an office, and its own documents that are not public."""

from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.fact import FactKind
from gongkai_desktop.domain.review.finding import Gate, Severity
from gongkai_desktop.domain.review.source import Source
from gongkai_desktop.services import ledger, lexicon, review
from gongkai_desktop.services.workspace import Workspace


def rules(workspace: Workspace, text: str) -> list[str]:
    scanner = review.office_scanner(workspace)
    day = review.Publication(day=date(2026, 11, 22))
    scanned = review.scan(Source(path="稿", text=text), day, scanner)
    return [one.rule for one in scanned.findings]


def test_a_word_of_the_office_counts_from_then_on(empty: Workspace) -> None:
    text = "在望山县政务大听办理"
    before = rules(empty, text)
    office = lexicon.add_word(empty, "政务大听办", "政务大厅办", severity=Severity.HIGH)
    assert "BJ01" not in before and "BJ01" in rules(office, text)
    office = lexicon.add_word(office, "望三县", "望山县", gate=Gate.POLITICS)
    assert "BJ01" in rules(office, "望三县人民政府")
    with pytest.raises(UserError, match="已经在词表里"):
        lexicon.add_word(office, "望三县", "望山县")
    with pytest.raises(UserError, match="至少两个字"):
        lexicon.add_word(office, "望", "望山")
    own = next(state for state in lexicon.packs(office) if state.pack.key == lexicon.OWN_KEY)
    assert len(own.pack.entries) == 2


def test_an_entry_is_switched_off_and_on_again(empty: Workspace) -> None:
    text = "会议还研究了其它事宜"
    assert rules(empty, text) == ["WZ02"]
    with pytest.raises(UserError, match="须写明理由"):
        lexicon.switch(empty, "WZ02/其它", on=False)
    office = lexicon.switch(empty, "WZ02/其它", on=False, reason="本单位文件沿用")
    assert rules(office, text) == []
    assert any(state.off.get("WZ02/其它") == "本单位文件沿用" for state in lexicon.packs(office))
    assert rules(lexicon.switch(office, "WZ02/其它", on=True), text) == ["WZ02"]
    with pytest.raises(UserError, match="没有“WZ99”"):
        lexicon.switch(office, "WZ99", on=False, reason="x")


PACK = """pack = "县级词表"
as_of = 2026-11-01
[[group]]
rule = "XJ01"
gate = "政治"
severity = "高"
words = [["{wrong}", "望山县委", "{found}", "望山县委书记"]]
"""


def test_a_pack_proves_itself_on_its_examples_before_it_is_kept(
    empty: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "county.toml"
    file.write_text(PACK.format(wrong="望山县县委", found="没有这个词"), encoding="utf-8")
    with pytest.raises(UserError, match="没有查出“没有这个词”"):
        lexicon.import_pack(empty, file)
    assert all(state.pack.key != "lexicon/county" for state in lexicon.packs(empty))
    file.write_text(PACK.format(wrong="旺山县委", found="旺山县委开会"), encoding="utf-8")
    office = lexicon.import_pack(empty, file)
    assert "XJ01" in rules(office, "旺山县委开会")
    with pytest.raises(UserError, match="读不出文件"):
        lexicon.import_pack(office, tmp_path / "没有.toml")


DOCUMENT = {
    "title": "关于调整机关食堂管理办法的通知",
    "number": "望自然资办〔2026〕14号",
    "made": "2026-10-12",
    "section": "办公室",
    "drafter": "丁某",
    "kind": "通知",
    "superior": "无上级来文",
    "attribute": "不予公开",
    "basis": "条例第十六条第一款（内部事务信息）",
    "reason": "内部管理事项",
}


def test_documents_that_are_not_public_are_found_by_title_and_number(empty: Workspace) -> None:
    choices = {column.key: column for column in ledger.ledger_named(empty, "attributes").columns}
    basis = choices["basis"].choices[-1] if choices["basis"].choices else DOCUMENT["basis"]
    ledger.add(empty, "attributes", {**DOCUMENT, "basis": basis})
    cited = "按照《关于调整机关食堂管理办法的通知》（望自然资办[2026]14号）要求"
    assert rules(empty, cited).count("BM11") == 2
    assert "BM11" not in rules(empty, "按照望自然资办〔2026〕15号要求")


def test_facts_of_the_office_are_held_against_drafts(empty: Workspace) -> None:
    """prereview.md §1.1, ZZ04: leaders, names of the unit, documents not public."""
    office = lexicon.add_fact(empty, FactKind.POST, "望山县县长", "周某某、吴立民")
    office = lexicon.add_fact(office, FactKind.NAME, "望山县自然资源局")
    office = lexicon.add_fact(
        office, FactKind.DOCUMENT, "", "望政办密〔2026〕3号", attribute="不予公开"
    )
    assert "ZZ04" in rules(office, "望山县县长吴立明到会")
    assert "ZZ04" not in rules(office, "望山县县长吴立民到会")
    assert "BJ02" in rules(office, "望仙县自然资源局发布")
    assert "BM11" in rules(office, "依据望政办密[2026]3号文件")
    key = "机构名称/望山县自然资源局"
    silent = lexicon.switch(office, key, on=False, reason="机构改名")
    assert "BJ02" not in rules(silent, "望仙县自然资源局发布")


def test_a_meeting_held_after_the_program_was_made_is_added(empty: Workspace) -> None:
    """prereview.md ZZ03: sessions not on the table are none, until the office adds them."""
    text = "学习贯彻党的二十届六中全会精神"
    assert "ZZ03" in rules(empty, text)
    office = lexicon.add_fact(empty, FactKind.MEETING, "二十届六中全会", "2026-11-10")
    assert "ZZ03" not in rules(office, text)
    off = lexicon.switch(office, "会议/二十届三中全会", on=False, reason="试一下")
    assert "ZZ03" in rules(off, "学习贯彻党的二十届三中全会精神")


def test_shipped_leaders_are_seen_and_switched_off_like_all_facts(empty: Workspace) -> None:
    pack = next(one.pack for one in lexicon.packs(empty) if one.pack.key == "lexicon/leaders")
    assert pack.facts and pack.source and not pack.confirmed
    assert "ZZ04" in rules(empty, "国务院总理赵乐际主持会议")
    off = lexicon.switch(empty, "领导职务/国务院总理", on=False, reason="名单过期")
    assert "ZZ04" not in rules(off, "国务院总理赵乐际主持会议")


@pytest.mark.parametrize(
    ("kind", "subject", "detail", "attribute", "said"),
    [
        (FactKind.MEETING, "六中全会", "2027-10-01", "", "写成"),
        (FactKind.MEETING, "二十届六中全会", "明年", "", "日期"),
        (FactKind.POST, "县长", "", "", "至少两个字"),
        (FactKind.NAME, "望山县", "", "", "至少5个字"),
        (FactKind.DOCUMENT, "短标题", "", "不予公开", "至少8个字"),
        (FactKind.DOCUMENT, "关于调整食堂管理办法的通知", "", "主动公开", "应为依申请公开"),
    ],
)
def test_a_fact_that_says_too_little_is_refused(
    empty: Workspace, kind: FactKind, subject: str, detail: str, attribute: str, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        lexicon.add_fact(empty, kind, subject, detail, attribute)
    assert all(state.pack.key != lexicon.OWN_KEY for state in lexicon.packs(empty))


def test_a_pack_is_seen_before_it_is_kept_and_can_be_taken_back(
    empty: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(PACK.format(wrong="旺山县委", found="旺山县委开会"), encoding="utf-8")
    seen = lexicon.preview_pack(empty, file)
    assert seen.replaces is not None and len(seen.pack.entries) == 1
    assert "XJ01" not in rules(empty, "旺山县委开会")
    office = lexicon.import_pack(empty, file)
    assert "ZC02" not in rules(office, "依据《招投标法》")
    with pytest.raises(UserError, match="须写明理由"):
        lexicon.remove_pack(office, seen.pack.key, " ")
    office = lexicon.remove_pack(office, seen.pack.key, "已过时")
    assert "ZC02" in rules(office, "依据《招投标法》")
    with pytest.raises(UserError, match="只能移除本机关导入的"):
        lexicon.remove_pack(office, "lexicon/policy", "不用")


def test_a_pack_cannot_take_the_place_of_what_the_office_wrote(
    empty: Workspace, tmp_path: Path
) -> None:
    for name in ("off.toml", "own.toml"):
        file = tmp_path / name
        file.write_text(PACK.format(wrong="旺山县委", found="旺山县委开会"), encoding="utf-8")
        with pytest.raises(UserError, match="不能叫"):
            lexicon.import_pack(empty, file)
