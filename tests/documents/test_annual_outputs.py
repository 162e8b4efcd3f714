"""The yearly tables as Word, web page and PDF: what is written reads back figure by figure."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import docx
import pypdfium2 as pdfium
import pytest

from gongkai_desktop.documents.annual_docx import write_annual_docx
from gongkai_desktop.documents.annual_html import annual_html, write_annual_html
from gongkai_desktop.documents.annual_pdf import annual_pdf
from gongkai_desktop.documents.annual_read import read_report
from gongkai_desktop.documents.annual_sheet import AnnualSheet, annual_sheet
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.library.reports import load_annual_template
from gongkai_desktop.services.press import the_press

CASES = Path(__file__).parents[1] / "cases" / "annual"
WHOLE = ["full_04_shuyang_drc_2023.json", "full_05_jinhu_county_2023.json"]


def sheet_of(report: AnnualReport) -> AnnualSheet:
    template = load_annual_template(report.template)
    return annual_sheet(report, template, unit_name="望山县<自然>资源局", mark="")


def figures(report: AnnualReport) -> dict[str, object]:
    tables = load_annual_template(report.template).tables
    paths = [span.path for table in tables for row in table.rows for span in row if span.path]
    return {path: report.cell(path) for path in paths if report.cell(path) is not None}


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("ending", ["docx", "html"])
def test_what_is_written_reads_back(name: str, ending: str, tmp_path: Path) -> None:
    report = read_report(CASES / name)
    target = tmp_path / f"年报.{ending}"
    write = write_annual_docx if ending == "docx" else write_annual_html
    write(target, sheet_of(report))
    assert figures(read_report(target)) == figures(report)


def test_the_page_stands_alone_and_takes_no_markup() -> None:
    page = annual_html(sheet_of(read_report(CASES / WHOLE[0])))
    assert "望山县&lt;自然&gt;资源局" in page
    assert not re.search(r"<script|src=|href=|http", page)


def test_the_print_flows_on_standing_pages_with_each_table_whole() -> None:
    report = read_report(CASES / WHOLE[0])
    document = pdfium.PdfDocument(annual_pdf(sheet_of(report), the_press().fonts))
    assert all(width < height for width, height in (page.get_size() for page in document))
    pages = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document]
    for title, first, last in (
        ("二、主动公开", "规章", "行政事业性收费"),
        ("三、收到和处理", "一、本年新收", "四、结转下年度继续办理"),
        ("四、政府信息公开行政复议", "行政复议", "复议后起诉"),
    ):
        (page,) = [one for one in pages if title in one]
        assert first in page and last in page
    assert str(report.cell("table2.r1_new.total")) in pages[-2] + pages[-1]


@pytest.mark.parametrize("lies", [True, False])
def test_word_begins_a_page_only_where_the_paper_turns(tmp_path: Path, lies: bool) -> None:
    sheet = sheet_of(read_report(CASES / WHOLE[0]))
    *above, last = sheet.template.tables
    tables = (*above, attrs.evolve(last, landscape=lies))
    target = tmp_path / "年报.docx"
    write_annual_docx(
        target, attrs.evolve(sheet, template=attrs.evolve(sheet.template, tables=tables))
    )
    sizes = [one.page_width > one.page_height for one in docx.Document(str(target)).sections]
    assert sizes == ([False, True, False] if lies else [False])


def test_word_keeps_tables_whole_headings_with_their_text_and_numbers_its_pages(
    tmp_path: Path,
) -> None:
    report = read_report(CASES / WHOLE[0])
    target = tmp_path / "年报.docx"
    write_annual_docx(target, sheet_of(report))
    document = docx.Document(str(target))
    for table in document.tables:
        *upper, last = [[p for cell in row.cells for p in cell.paragraphs] for row in table.rows]
        assert all(one.paragraph_format.keep_with_next for row in upper for one in row)
        assert not any(one.paragraph_format.keep_with_next for one in last if one.text.isdigit())
    (heading,) = [one for one in document.paragraphs if one.text.startswith("三、收到")]
    assert heading.paragraph_format.keep_with_next
    assert "PAGE" in document.sections[0].footer._element.xml


def test_the_page_keeps_its_borders_without_its_style_sheet() -> None:
    """表格必须有边框线: an editor of a website often drops the style sheet."""
    page = annual_html(sheet_of(read_report(CASES / WHOLE[0])))
    assert page.count("<table") == page.count('<table border="1"') == 3
    for group in re.findall("<colgroup>.*?</colgroup>", page):
        widths = [float(one) for one in re.findall(r'width="([\d.]+)%"', group)]
        assert sum(widths) == pytest.approx(100, abs=1)


def test_a_sample_office_is_marked() -> None:
    report = read_report(CASES / WHOLE[0])
    template = load_annual_template(report.template)
    assert annual_sheet(report, template, unit_name="某局", mark="演示数据").title.startswith(
        "演示数据"
    )
