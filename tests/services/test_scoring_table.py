"""评分表: an office changes, takes in, restores the table it is assessed by; evidence follows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import attrs
import docx
import openpyxl
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.domain.scoring import Deduction, Indicator, ScoringTable
from gongkai_desktop.services import scoring, scoring_table
from gongkai_desktop.services.knowledge import load_knowledge
from gongkai_desktop.services.workspace import Workspace

OWN = ScoringTable(
    title="2026年度考核自评表",
    source="县政公办〔2026〕1号",
    confirmed=True,
    indicators=(
        Indicator(
            key="own1",
            group="依申请公开",
            title="超期一件扣两分",
            full=Decimal(10),
            standard="超期每件扣2分",
            rules=(Deduction(words="超期每件扣2分", each=Decimal("2.5"), count="requests.late"),),
        ),
        Indicator(key="own2", group="", title="培训", full=Decimal("4.5"), proof=("trainings",)),
    ),
)


def reloaded(workspace: Workspace) -> Workspace:
    with workspace.office.read() as reader:
        return attrs.evolve(workspace, knowledge=load_knowledge(reader))


def test_the_assessment_and_its_evidence_follow_the_own_table(
    sample: Workspace, tmp_path: Path
) -> None:
    scoring_table.save(sample, OWN)
    sample = reloaded(sample)
    assert scoring_table.table_in_force(sample) == OWN
    assert scoring_table.standing(sample).layer is Layer.OFFICE
    sheet = scoring.score_year(sample, 2025)
    assert [(one.indicator.title, one.score) for one in sheet.lines] == [
        ("超期一件扣两分", Decimal("7.5")),
        ("培训", None),
    ]
    assert sheet.full == Decimal("14.5")
    with sample.office.read() as reader:
        held = str(reader.ledgers.rows("trainings")[0].body["held"])
    written = scoring.export_evidence(sample, int(held[:4]), tmp_path / "佐证")
    rows = [*openpyxl.load_workbook(written[-1]).active.values]
    assert any("培训" in str(row) for row in rows) and not any(
        "保密审查" in str(row) for row in rows
    )


def test_it_is_restored_and_taken_in_again(sample: Workspace, tmp_path: Path) -> None:
    shipped = scoring_table.table_in_force(sample)
    with pytest.raises(UserError, match="没有改过"):
        scoring_table.restore(sample)
    scoring_table.save(sample, OWN)
    sample = reloaded(sample)
    scoring_table.write_out(sample, tmp_path / "评分表.toml")
    scoring_table.restore(sample)
    sample = reloaded(sample)
    assert scoring_table.table_in_force(sample) == shipped
    assert scoring_table.take_in(sample, tmp_path / "评分表.toml") == OWN


def test_a_published_table_is_taken_in_from_word_and_excel(
    sample: Workspace, tmp_path: Path
) -> None:
    lines = [
        ("考核项目", "考核内容", "分值", "评分标准"),
        ("依申请公开", "按期答复", "6", "超期每件扣6分"),
        ("保障", "培训", "4", "少一次扣2分"),
    ]
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    book.save(tmp_path / "办法.xlsx")
    document = docx.Document()
    table = document.add_table(rows=3, cols=4)
    for at, line in enumerate(lines):
        for column, text in enumerate(line):
            table.cell(at, column).text = text
    document.save(str(tmp_path / "办法.docx"))
    for name in ("办法.xlsx", "办法.docx"):
        taken = scoring_table.take_in(sample, tmp_path / name)
        assert [(one.title, one.full) for one in taken.indicators] == [("按期答复", 6), ("培训", 4)]
        assert taken.indicators[0].rules[0].count == "requests.late"
        assert not taken.confirmed and name in taken.source
        scoring_table.save(sample, taken)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": " "}, "没有名称"),
        ({"indicators": ()}, "没有指标"),
        ({"indicators": (attrs.evolve(OWN.indicators[0], title=""),)}, "没有写指标"),
        ({"indicators": (attrs.evolve(OWN.indicators[0], full=0),)}, "没有分值"),
        ({"indicators": (OWN.indicators[1],) * 2}, "写了两次"),
        ({"indicators": (attrs.evolve(OWN.indicators[1], proof=("no",)),)}, "佐证台账"),
        (
            {
                "indicators": (
                    attrs.evolve(
                        OWN.indicators[1], rules=(Deduction(words="x", each=1, count="no"),)
                    ),
                )
            },
            "没有“no”这个统计数",
        ),
    ],
)
def test_a_table_that_cannot_be_scored_with_is_refused(
    change: dict[str, object], message: str, sample: Workspace
) -> None:
    with pytest.raises(UserError, match=message):
        scoring_table.save(sample, attrs.evolve(OWN, **change))


def test_everything_that_can_be_counted_is_counted(sample: Workspace) -> None:
    rules = tuple(
        Deduction(words=one.label, each=Decimal("0.1"), count=one.count, cells=one.cells)
        for one in scoring_table.countables(sample)
    )
    scoring_table.save(
        sample,
        attrs.evolve(OWN, indicators=(attrs.evolve(OWN.indicators[0], rules=rules),)),
    )
    assert scoring.score_year(reloaded(sample), 2025).lines[0].score is not None
