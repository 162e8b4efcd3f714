"""Yearly reports as files: written in the official layout, read from what units publish."""

import io
import json
import zipfile
from html import escape
from pathlib import Path

import attrs
import docx
import pytest
from docx.oxml import OxmlElement
from openpyxl import load_workbook

from gongkai_desktop.documents.annual_read import read_report
from gongkai_desktop.documents.annual_xlsx import write_annual_xlsx
from gongkai_desktop.domain.annual.grid import title_of
from gongkai_desktop.domain.annual.rules import check_report
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.template import AnnualTemplate, FormTable
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library.reports import load_annual_template
from tests.domain.annual.reports import CASES, published, with_cell

SHUYANG, JINHU = "full_04_shuyang_drc_2023", "full_05_jinhu_county_2023"


def same(read: AnnualReport, written: AnnualReport) -> bool:
    return (read.table1, read.table2, read.table3, read.org, read.year) == (
        written.table1,
        written.table2,
        written.table3,
        written.org,
        written.year,
    )


def write(path: Path, report: AnnualReport, *, demo: bool = False) -> None:
    write_annual_xlsx(
        path, report, check_report(report), load_annual_template(), mark="演示数据" if demo else ""
    )


def html(report: AnnualReport) -> str:
    """A page as a website shows it, the merged cells as rowspan and colspan."""
    tables = "".join(_html_table(table, report) for table in load_annual_template().tables)
    return (
        f"<html><head><script>var a='<table>'</script></head><body><h1>{report.org}{report.year}"
        f"年政府信息公开工作年度报告</h1><p>统计期限2023年1月1日至12月31日。</p>{tables}</body>"
    )


def _html_table(table: FormTable, report: AnnualReport) -> str:
    rows = []
    for row in table.rows:
        cells = [
            f'<td rowspan="{span.rows}" colspan={span.columns}><p> <span>'
            f"{escape(shown(report, span.path) if span.path else span.text)}</span>&nbsp;</p></td>"
            for span in row
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<h2>{table.title}</h2><table><tbody>{''.join(rows)}</tbody></table>"


def shown(report: AnnualReport, path: str) -> str:
    cell = report.cell(path)
    return "" if cell is None else str(cell)


def word(report: AnnualReport) -> bytes:
    document = docx.Document()
    document.add_heading(f"{report.org}{report.year}年政府信息公开工作年度报告")
    for form in load_annual_template().tables:
        table = document.add_table(rows=len(form.rows), cols=len(form.widths))
        for one in form.placed():
            last = table.cell(one.row + one.span.rows - 1, one.column + one.span.columns - 1)
            cell = table.cell(one.row, one.column).merge(last)
            cell.text = shown(report, one.span.path) if one.span.path else one.span.text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("name", [SHUYANG, JINHU])
def test_round_trip_through_a_workbook(name: str, tmp_path: Path) -> None:
    report = published(name)
    write(tmp_path / "a.xlsx", report)
    assert same(read_report(tmp_path / "a.xlsx"), report)


@pytest.mark.parametrize("name", [SHUYANG, JINHU])
def test_a_web_page_and_a_word_file_read_the_same(name: str, tmp_path: Path) -> None:
    report = published(name)
    (tmp_path / "a.html").write_text(html(report), encoding="gb18030")
    assert same(read_report(tmp_path / "a.html"), report)
    (tmp_path / "a.docx").write_bytes(word(report))
    assert same(read_report(tmp_path / "a.docx"), report)


def test_a_page_laid_out_in_a_table(tmp_path: Path) -> None:
    """Older sites arrange the whole page in a table; its words are prose, its tables are found."""
    whole = html(published(JINHU))
    body = whole[whole.index("<h1>") : whole.index("</body>")]
    heading = body[: body.index("</h1>")].replace("<h1>", "")
    body = f"<p>一、总体情况</p>{body[body.index('</h1>') + 5 :]}"
    page = f"<table><tr><td>首页&gt;年报</td></tr><tr><td>{heading}</td></tr><tr><td>{body}</table>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    report = read_report(tmp_path / "a.html")
    assert same(report, published(JINHU))
    assert {"一、总体情况", "统计期限2023年1月1日至12月31日。"} <= set(report.prose.splitlines())


def test_a_word_file_with_its_text_in_content_controls(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(word(published(JINHU))))
    for element in list(document.element.body)[:-1]:
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        element.addprevious(control)
        control.append(content)
        content.append(element)
    document.save(str(tmp_path / "a.docx"))
    assert same(read_report(tmp_path / "a.docx"), published(JINHU))


def test_a_page_with_changed_labels_and_full_width_digits(tmp_path: Path) -> None:
    """行名被改 is common (三类内容事务信息、规范性文件): the row is still found."""
    report = with_cell(published(JINHU), "table2.r1_new.natural", "１４０")
    page = html(report).replace("三类内部事务", "三类内容事务").replace("行政规范性", "规范性")
    (tmp_path / "a.htm").write_text(page, encoding="utf-8")
    assert same(read_report(tmp_path / "a.htm"), published(JINHU))


def test_a_workbook_without_merged_cells_reads_the_same(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", published(JINHU))
    book = load_workbook(tmp_path / "a.xlsx")
    for sheet in book:
        for span in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(span))
    book.save(tmp_path / "b.xlsx")
    assert same(read_report(tmp_path / "b.xlsx"), published(JINHU))


@pytest.mark.parametrize(
    ("line", "org"),
    [
        ("2023年度沭阳县政府办公室政府信息公开工作年度报告", "沭阳县政府办公室"),
        ("沭阳县 ２０２３ 年政府信息公开工作年度报告", "沭阳县"),
        ("沭阳县2023年度政府信息公开年报告", "沭阳县"),
    ],
)
def test_unit_and_year_out_of_titles(line: str, org: str) -> None:
    assert title_of([line]) == (org, 2023)


def test_trial_form_is_known_by_its_headings(tmp_path: Path) -> None:
    page = html(published(JINHU)).replace("本年制发件数", "本年新制作数量")
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    report = read_report(tmp_path / "a.html")
    assert report.template == "2019"
    assert "F2" in {one.rule for one in check_report(report)}


def _trial_table(table: FormTable, cells: dict[str, str]) -> str:
    rows = []
    for row in table.rows:
        marks = [f"<td rowspan={span.rows} colspan={span.columns}>" for span in row]
        words = [cells.get(span.path, span.text) for span in row]
        rows.append("".join(f"{mark}{text}</td>" for mark, text in zip(marks, words, strict=True)))
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def trial(tmp_path: Path, form: AnnualTemplate, ending: str) -> Path:
    """A report of 2020 on the trial form with every cell another number."""
    paths = [one.span.path for table in form.tables for one in table.placed() if one.span.path]
    cells = {path: str(at) for at, path in enumerate(paths, start=1)}
    cells |= {"table1.licence_change": "-3", "table1.procurement_amount": "12.5"}
    cells |= {"table1.service_items": "/", "table1.fee_change": ""}
    titles = "<h1>某县某局2020年政府信息公开工作年度报告</h1>"
    page = titles + "".join(_trial_table(table, cells) for table in form.tables)
    path = tmp_path / f"a{ending}"
    path.write_text(page, encoding="utf-8")
    return path


def test_the_trial_form_is_read_whole(tmp_path: Path) -> None:
    """2019、2020年度 (国办公开办函〔2019〕60号): 表一 too, with its blanks and its 增/减."""
    form = load_annual_template("2019")
    read = read_report(trial(tmp_path, form, ".html"))
    assert (read.template, read.year) == ("2019", 2020)
    assert len(read.table1 or {}) == 22
    assert read.number("table1.licence_change") == -3
    assert str(read.number("table1.procurement_amount")) == "12.5"
    assert len(read.table2 or {}) == 23 and len(read.table3 or {}) == 3
    told = {(one.rule, one.cell) for one in check_report(read) if one.cell.startswith("table1")}
    assert told == {("F1", "table1.service_items"), ("F1", "table1.fee_change")}
    (blank,) = [one for one in check_report(read) if one.cell == "table1.service_items"]
    assert "其他对外管理服务事项上一年项目数量" in blank.message


def test_workbook_layout(tmp_path: Path) -> None:
    report = with_cell(published(JINHU), "table2.r1_new.natural", 141)
    write(tmp_path / "a.xlsx", report, demo=True)
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["表一", "表二", "表三", "勾稽核对"]
    second = book["表二"]
    assert {"A3:C5", "A8:A29"} <= {str(span) for span in second.merged_cells.ranges}
    assert second["A2"].value.startswith("演示数据")
    assert (second["D6"].value, second["D6"].font.bold) == (141, True)
    assert second["I10"].value == 0
    for sheet in (book[name] for name in ("表一", "表二", "表三")):
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth == 1
    assert {row[0].value for row in book["勾稽核对"].iter_rows(min_row=4)} == {"A1", "A3"}


def test_text_in_a_cell_is_never_a_formula(tmp_path: Path) -> None:
    report = attrs.evolve(
        with_cell(published(JINHU), "table1.docs_made", '=HYPERLINK("http://x","y")'),
        org="=1+1",
    )
    write(tmp_path / "a.xlsx", report)
    book = load_workbook(tmp_path / "a.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def _broken_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("a.txt", "a")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", b"{", "不是有效的 JSON"),
        ("a.json", b"\xff\xfe\x00", "不是有效的 JSON"),
        ("a.json", b"[1]", "不是一份年报"),
        ("a.json", b'{"table1": {"docs_made": [1]}}', "table1.docs_made"),
        ("a.xlsx", b"PK", "已损坏"),
        ("a.xlsx", _broken_zip(), "已损坏"),
        ("a.docx", _broken_zip(), "已损坏"),
        ("a.html", b"<table><tr><td>1", "没有找到年报"),
        ("a.pdf", b"%PDF", "是 PDF，表格的行列读不准"),
    ],
)
def test_unreadable_input_gets_one_line(
    name: str, content: bytes, message: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=message) as caught:
        read_report(tmp_path / name)
    assert name in caught.value.message and "\n" not in str(caught.value)


def test_a_missing_file_and_a_workbook_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到文件"):
        read_report(tmp_path / "none.xlsx")
    write(tmp_path / "a.xlsx", published(JINHU))
    book = load_workbook(tmp_path / "a.xlsx")
    for name in ("表一", "表二", "表三"):
        del book[name]
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(UserError, match="没有找到年报的三张表"):
        read_report(tmp_path / "b.xlsx")


def test_cases_read_as_files() -> None:
    for path in sorted(CASES.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        assert (read_report(path).year, read_report(path).org) == (record["year"], record["org"])
