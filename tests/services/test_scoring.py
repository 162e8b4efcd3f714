"""考核自评 (product.md §2.12): points by rule or by hand with a reason, evidence laid out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.scoring import Scored
from gongkai_desktop.library.scoring import read_scoring
from gongkai_desktop.library.toml import parse_table
from gongkai_desktop.services import attachment, ledger, scoring
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.workspace import Workspace


def line(workspace: Workspace, key: str, year: int = 2025) -> Scored:
    sheet = scoring.score_year(workspace, year)
    return next(one for one in sheet.lines if one.indicator.key == key)


def test_rules_take_points_off_for_each_case(sample: Workspace) -> None:
    """鲤城区 2020: 超期每条 −6, 被纠正 −3/件. 2025: 2025-004 late and corrected, once each."""
    late, corrected = line(sample, "on_time"), line(sample, "upheld")
    assert (late.score, corrected.score) == (0, 3)
    assert "1件" in late.why
    assert line(sample, "on_time", 2026).score == 6


def test_a_score_by_hand_needs_a_reason_and_goes_back(sample: Workspace) -> None:
    assert line(sample, "guarantee").score is None
    with pytest.raises(UserError, match="依据"):
        scoring.give_score(sample, 2025, "guarantee", "7", " ")
    with pytest.raises(UserError, match="0到8之间"):
        scoring.give_score(sample, 2025, "guarantee", "9", "培训两次")
    with pytest.raises(UserError, match="评分表里没有"):
        scoring.give_score(sample, 2025, "nothing", "1", "x")
    scoring.give_score(sample, 2025, "guarantee", "7.5", "培训两次，整改完成")
    given = line(sample, "guarantee")
    assert (given.score, given.why, given.given) == (Decimal("7.5"), "培训两次，整改完成", True)
    sheet = scoring.score_year(sample, 2025)
    assert (sheet.total, sheet.full) == (Decimal("10.5"), 80)
    assert scoring.score_pdf(sample, the_press(), sheet).startswith(b"%PDF")
    scoring.give_score(sample, 2025, "guarantee", "", "")
    assert line(sample, "guarantee").score is None


def test_evidence_lies_in_a_folder_for_each_indicator_with_an_index(
    sample: Workspace, tmp_path: Path
) -> None:
    with sample.office.read() as reader:
        row = reader.ledgers.rows("trainings")[0]
    proof = tmp_path / "签到表.txt"
    proof.write_text("签到", "utf-8")
    with attachment.opened(proof) as stream, sample.change("附佐证材料") as change:
        change.attachments.add(ledger.OWNER, row.id, proof.name, attachment.typed(proof), stream)
    year = int(str(row.body["held"])[:4])
    files = scoring.export_evidence(sample, year, tmp_path / "佐证")
    (copied,) = [one for one in files if "签到表" in one.name]
    assert copied.parent.name.startswith("10_组织领导")
    assert copied.read_text("utf-8") == "签到"
    sheet = openpyxl.load_workbook(files[-1]).worksheets[0]
    listed = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)]
    (told,) = [one for one in listed if one[-1] and "签到表" in str(one[-1])]
    assert "培训" in str(told[2])
    assert str(copied.relative_to(tmp_path / "佐证")) == told[-1]


def test_a_table_of_one_s_own_is_a_data_file() -> None:
    text = """
title = "某区考核"
[[indicator]]
key = "a"
title = "按期答复"
full = 10
rule = [{ words = "每件扣0.5分", each = 0.5, count = "requests.late" }]
"""
    (one,) = read_scoring(parse_table(text, "scoring/table")).indicators
    assert one.rules[0].each == Decimal("0.5")
    for wrong, words in ((', count = "requests.late"', "写且只写一个"), ("full = 10", "分值")):
        with pytest.raises(UserError, match=words):
            read_scoring(parse_table(text.replace(wrong, ""), "scoring/table"))
