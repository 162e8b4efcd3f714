"""A masked copy is clean when scanned again (issue: its masked copy is clean on re-scan)."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from gongkai_desktop.documents.source import read_source
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.handling import Action
from gongkai_desktop.domain.review.item import ReviewItem
from gongkai_desktop.domain.review.masking import Mask, unnamed, without_names
from gongkai_desktop.services import masking, review_decide, review_desk
from gongkai_desktop.services.review import Publication, office_scanner, scan

WORDS = (
    "张某一，身份证号110101199003071233，手机13812345678，银行卡号6222021234567890128，"
    "住址：望山镇示例路12号3幢2单元501室。"
)


def put_up(workspace, *drafts: review_desk.DraftFile) -> str:
    item = review_desk.begin(workspace, ReviewItem(title="公示", responsible="丁某"))
    review_desk.put_up(workspace, item.id, drafts)
    return item.id


def personal(workspace, path: Path) -> set[str]:
    found = scan(
        read_source(path), Publication(day=workspace.today), office_scanner(workspace)
    ).findings
    return {one.rule for one in found if one.rule.startswith("YS")}


def test_a_masked_text_is_clean_when_scanned_again(empty, tmp_path) -> None:
    item = put_up(empty, review_desk.pasted_draft(WORDS))
    target = tmp_path / "副本.txt"
    assert masking.masked_copy(empty, item, review_desk.PASTED, target) >= 4
    text = target.read_text(encoding="utf-8-sig")
    assert "138****5678" in text
    assert "11*************233" in text
    assert personal(empty, target) == set()


def test_a_masked_word_file_is_clean_and_keeps_the_rest(empty, tmp_path) -> None:
    document = docx.Document()
    document.add_paragraph("公示")
    document.add_paragraph(WORDS)
    original = tmp_path / "公示.docx"
    document.save(str(original))
    item = put_up(empty, *review_desk.files_at([original]))
    target = tmp_path / "副本.docx"
    masking.masked_copy(empty, item, "公示.docx", target)
    assert personal(empty, target) == set()
    assert "公示" in read_source(target).text


def test_what_has_a_basis_stays(empty, tmp_path) -> None:
    item = put_up(empty, review_desk.pasted_draft("欠税人证号110101199003071233。"))
    shown = review_desk.opened(empty, item)
    (finding,) = [one for one in shown.findings if one.rule == "YS01"]
    review_decide.decide(
        empty, item, finding, shown.text, Action.GROUNDED, reason="欠税公告办法第五条"
    )
    with pytest.raises(UserError, match="没有需要遮挡的"):
        masking.masked_copy(empty, item, review_desk.PASTED, tmp_path / "副本.txt")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张某一", "张某"),
        ("欧阳某", "欧阳某"),
        ("示例乙建材有限公司", "某公司"),
        ("示例律师事务所", "某事务所"),
        ("示例村民委员会", "某委员会"),
    ],
)
def test_names_become_surnames_and_kinds(name: str, shown: str) -> None:
    assert unnamed(name) == shown
    assert without_names(f"{name}的申请", [name]) == f"{shown}的申请"


def test_an_address_keeps_its_place_only() -> None:
    mask = Mask(rule="YS09", name="住址", address=True)
    assert mask.applied("望山镇示例路12号3幢501室") == "望山镇***"
    assert mask.applied("12号3幢501室") == "***"
