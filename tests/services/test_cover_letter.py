"""报送函: to whom a report goes (条例第三条、第四十九条); its words and what it encloses."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import attrs
import docx
import pypdfium2
import pytest

from gongkai_desktop.documents.exchange_package import Package
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.exchange.manifest import Manifest
from gongkai_desktop.domain.unit import Unit, UnitKind, overseer
from gongkai_desktop.services import cover_letter
from gongkai_desktop.services.annual import compile_year
from gongkai_desktop.services.annual_final import freeze_year
from gongkai_desktop.services.annual_record import change_cell
from gongkai_desktop.services.unit import save_unit, the_unit
from gongkai_desktop.services.workspace import Workspace
from tests.services.printed import text_of


@pytest.mark.parametrize(
    ("kind", "government", "superior", "expected"),
    [
        ("local_department", "望山县人民政府", "望海市自然资源局", "望山县人民政府办公室"),
        ("justice", "望海市人民政府", "示例省司法厅", "望海市人民政府办公室"),
        ("local_department", "示例省人民政府", "", "示例省人民政府办公厅"),
        ("local_department", "上海市人民政府", "", "上海市人民政府办公厅"),
        ("local_department", "示例自治区人民政府", "", "示例自治区人民政府办公厅"),
        ("local_government", "望山县人民政府", "望海市人民政府", "望海市人民政府办公室"),
        ("vertical", "望山县人民政府", "望海市税务局", "望海市税务局办公室"),
        ("branch", "望山县人民政府", "望山县公安局", "望山县公安局"),
        ("provincial_government", "示例省人民政府", "", "国务院办公厅"),
        ("state_council_department", "", "", "国务院办公厅"),
        ("local_department", "", "望海市自然资源局", ""),
        ("vertical", "望山县人民政府", "", ""),
    ],
)
def test_the_office_above_article_3(kind, government, superior, expected) -> None:
    unit = Unit(kind=UnitKind(kind), government=government, superior=superior)
    assert overseer(unit) == expected


def test_the_letter_of_a_yearly_report(sample: Workspace, tmp_path: Path) -> None:
    cover = cover_letter.for_report(sample, compile_year(sample, 2025).report)
    name = the_unit(sample).name
    assert cover.letter.title == f"{name}关于报送2025年政府信息公开工作年度报告的函"
    assert cover.letter.addressee == "望山县人民政府办公室"
    assert "根据《中华人民共和国政府信息公开条例》第四十九条的规定" in cover.letter.text
    # product.md §5.4: 22 new, 2 carried in, 23 answered, 1 carried out
    assert "新收政府信息公开申请22件，上年结转2件，办结23件，结转下年度1件" in cover.letter.text
    assert "因政府信息公开被申请行政复议5件、被提起行政诉讼3件。" in cover.letter.text
    assert [one.name for one in cover.letter.enclosures] == [
        f"{name}2025年政府信息公开工作年度报告"
    ]
    assert "报送包" not in cover.letter.text
    assert cover.letter.letter_date == sample.today
    assert "关于报送2025年" in "".join(text_of(cover.pdf).split())
    words = "\n".join(one.text for one in docx.Document(BytesIO(cover.docx)).paragraphs)
    assert "望山县人民政府办公室：" in words
    with pytest.raises(UserError, match=r"pdf 或者 \.docx"):
        cover.write(tmp_path / "a.txt")
    cover.write(tmp_path / "a.docx")
    assert (tmp_path / "a.docx").read_bytes() == cover.docx


def test_number_addressee_and_date_are_the_office_s_own_where_it_writes_them(
    sample: Workspace,
) -> None:
    heading = cover_letter.Heading(
        number="望资函〔2026〕3号", addressee="望山县政务公开办公室：", day=date(2026, 1, 20)
    )
    letter = cover_letter.for_year(sample, 2025, heading).letter
    assert (letter.number, letter.addressee) == ("望资函〔2026〕3号", "望山县政务公开办公室")
    assert letter.letter_date == date(2026, 1, 20)
    assert "随函报送，请查收" in letter.text
    assert cover_letter.addressee_of(sample) == "望山县人民政府办公室"


def test_the_letter_of_a_final_report_tells_its_figures(sample: Workspace) -> None:
    freeze_year(sample, 2025)
    change_cell(sample, 2025, "table2.r1_new.natural", "99", "更正")
    assert "新收政府信息公开申请22件" in cover_letter.for_year(sample, 2025).letter.text


def packed(kind: PackageKind, period: str) -> Package:
    manifest = Manifest(
        kind=kind,
        period=period,
        unit="望山县自然资源局",
        unit_code="002",
        edition=2,
        totals={"本年新收": 3, "表三行政复议": 1},
    )
    return Package(manifest=manifest, parts={}, seal="9f2c4b7a1d3e5f60" * 4)


def test_the_letter_of_a_package_names_file_edition_and_seal(sample: Workspace) -> None:
    cover = cover_letter.for_package(sample, packed(PackageKind.ANNUAL, "2025"))
    assert cover is not None
    text = cover.letter.text
    assert "“002_年报_2025_第2版.zwgk”（第2版，校验码9f2c4b7a1d3e5f60）" in text
    assert "新收" not in text
    assert cover.letter.enclosures[1].name == "政府信息公开报送单"
    with pypdfium2.PdfDocument(cover.pdf) as pages:
        assert len(pages) == 1
    quarter = cover_letter.for_package(sample, packed(PackageKind.QUARTER, "2026Q3"))
    assert quarter is not None
    assert quarter.letter.title.endswith("关于报送2026年第三季度政府信息公开工作季度统计表的函")
    assert "第四十九条" not in quarter.letter.text


@pytest.mark.parametrize(
    "kind", [PackageKind.TASKS, PackageKind.CONFIGURATION, PackageKind.PRECEDENTS]
)
def test_what_does_not_go_up_has_no_letter(sample: Workspace, kind: PackageKind) -> None:
    assert cover_letter.for_package(sample, packed(kind, "2026")) is None


def test_an_office_whose_government_is_unknown_is_asked_for_it(sample: Workspace) -> None:
    save_unit(sample, attrs.evolve(the_unit(sample), government=""))
    cover = cover_letter.for_report(sample, compile_year(sample, 2025).report)
    assert "【主送机关】" in cover.letter.addressee
