"""Yearly reports in every kind of file an office receives: read by what they hold, or refused."""

import io
import re
import shutil
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import attrs
import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import load_workbook

from gongkai_desktop.documents.annual_read import read_report
from gongkai_desktop.documents.annual_xlsx import write_annual_xlsx
from gongkai_desktop.domain.annual.formula import worked_out
from gongkai_desktop.domain.annual.rules import check_report
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library.reports import load_annual_template
from tests.documents.test_annual_files import html, same, word
from tests.domain.annual.reports import CASES, published

REPORT = published("full_05_jinhu_county_2023")
OLD_BOOK = CASES / "full_05_jinhu_county_2023.xls"


@pytest.mark.parametrize("ending", [".xls", ".et", ".xlsx"])
def test_an_old_workbook_is_read_whatever_its_name(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"2023年报{ending}"
    shutil.copy(OLD_BOOK, path)
    assert same(read_report(path), REPORT)


@pytest.mark.parametrize("name", ["a.xls", "a.doc", "a.shtml", "a"])
def test_a_web_page_under_another_name_is_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(html(REPORT), encoding="utf-8")
    assert same(read_report(tmp_path / name), REPORT)


def test_a_word_file_under_an_old_name_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(word(REPORT))
    assert same(read_report(tmp_path / "a.doc"), REPORT)


def test_a_web_archive_is_read(tmp_path: Path) -> None:
    archive = EmailMessage()
    archive.set_content(html(REPORT), subtype="html", charset="utf-8", cte="quoted-printable")
    (tmp_path / "a.mht").write_bytes(archive.as_bytes())
    assert same(read_report(tmp_path / "a.mht"), REPORT)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "是 PDF"),
        ("a.jpg", b"\xff\xd8\xff", "是图片"),
        ("a.ofd", b"PK\x03\x04", "另存为 .docx"),
        ("a.wps", b"text", "另存为 .docx"),
        ("a.doc", b"text", "已损坏"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "已损坏"),
        ("a.mht", b"MIME-Version: 1.0\n\nnothing", "没有网页"),
    ],
)
def test_other_files_get_one_line_with_what_to_do(
    name: str, content: bytes, message: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError) as caught:
        read_report(tmp_path / name)
    assert message in str(caught.value) and caught.value.advice and "\n" not in str(caught.value)


# ------------------------------------------------------------------ formulas


def with_formulas(path: Path, formulas: dict[str, str]) -> None:
    """表二 of our own workbook with formulas no program has worked out."""
    write_annual_xlsx(path, REPORT, (), load_annual_template())
    book = load_workbook(path)
    for place, formula in formulas.items():
        book["表二"][place].value = formula
    book.save(path)


def test_sums_nobody_worked_out_are_worked_out(tmp_path: Path) -> None:
    """表二 begins in A3: figures in D6 to J30, the new ones in row 6, 总计 in column J."""
    formulas = {f"J{row}": f"=SUM(D{row}:I{row})" for row in range(6, 31)}
    formulas |= {"D29": "=SUM(D8:D28)", "D30": "=D6+D7-D29", "E29": "=SUM(E8:E20,$E$21:E28)"}
    with_formulas(tmp_path / "a.xlsx", formulas)
    assert same(read_report(tmp_path / "a.xlsx"), REPORT)


@pytest.mark.parametrize(
    "formula",
    ["=VLOOKUP(A1,B:C,2,0)", "=[1]底稿!$B$3", "=J6", "=IF(D6>0,1,0)", "=D6*2", "=SUM(D7:D8"],
)
def test_a_formula_that_is_no_sum_is_named_with_its_place(formula: str, tmp_path: Path) -> None:
    with_formulas(tmp_path / "a.xlsx", {"J6": formula})
    (told,) = [one for one in check_report(read_report(tmp_path / "a.xlsx")) if one.rule == "A7"]
    assert told.cell == "table2.r1_new.total"
    assert "J6" in told.message and "打开，保存" in told.message


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2", 3),
        ("= -A1 + (B1 - 2)", -1),
        ("=sum(A1:B2)", 10),
        ("=SUM(A1:B1,'表 二'!A1,5)", 108),
        ("=表二!A1-1", 99),
        ("=A1:B1", None),
        ("=SUM(Z1)", None),
        ("=A1/2", None),
        ("=SUMIF(A1,1)", None),
        ("=SUM(A1:XFD99999)", None),
        ("=", None),
        ("=" + "+".join(["A1"] * 500), None),
    ],
)
def test_what_a_formula_comes_to(formula: str, value: int | None) -> None:
    """Cells by sheet, row and column: A1 1, B1 2, A2 3, B2 4."""
    cells: dict[Any, Any] = {("", 1, 1): 1, ("", 1, 2): 2, ("", 2, 1): 3, ("", 2, 2): 4}
    cells |= {("表 二", 1, 1): 100, ("表二", 1, 1): 100}
    assert worked_out(formula, cells.get) == value


def test_a_hidden_sheet_of_last_year_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_annual_xlsx(path, REPORT, (), load_annual_template())
    book = load_workbook(path)
    copy = book.copy_worksheet(book["表二"])
    copy["D6"].value = 999
    book.move_sheet(copy, -5)
    copy.sheet_state = "hidden"
    book.save(path)
    assert same(read_report(path), REPORT)


def two_years(captions: tuple[str, str]) -> str:
    """A page with last year's tables before this year's, each table under a caption."""
    earlier = attrs.evolve(published("full_04_shuyang_drc_2023"), year=2022)
    title = f"<title>{REPORT.org}2023年政府信息公开工作年度报告</title>"
    pages = [html(one)[html(one).index("<h2>") :] for one in (earlier, REPORT)]
    pairs = zip(pages, captions, strict=True)
    return title + "".join(page.replace("<h2>", f"<h2>{said}") for page, said in pairs)


def test_of_two_years_in_a_file_the_reports_own_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(two_years(("2022年", "2023年")), encoding="utf-8")
    read = read_report(tmp_path / "a.html")
    assert same(read, REPORT)
    assert [one.message for one in read.reading] == [
        "文件里还有2022年的表，没有核对；核对的是2023年的"
    ]


def test_two_years_that_nothing_tells_apart_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(two_years(("", "")), encoding="utf-8")
    told = [one for one in read_report(tmp_path / "a.html").reading if one.level == "hard"]
    assert {one.cell for one in told} == {"table1", "table2", "table3"}
    assert all("先是" in one.message and "后是" in one.message for one in told)


# ------------------------------------------------------------------ Word


def changed_word(change: Any) -> bytes:
    document = docx.Document(io.BytesIO(word(REPORT)))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_tracked_change_counts_as_accepted(tmp_path: Path) -> None:
    """“9” deleted and the figure inserted: what stands after acceptance is read."""

    def replace(document: Any) -> None:
        cell = document.tables[1].cell(3, 3)
        run = cell.paragraphs[0].runs[0]._r
        gone, new, old = OxmlElement("w:del"), OxmlElement("w:ins"), OxmlElement("w:r")
        words = OxmlElement("w:delText")
        words.text = "9"
        old.append(words)
        gone.append(old)
        run.addprevious(gone)
        run.addprevious(new)
        new.append(run)

    (tmp_path / "a.docx").write_bytes(changed_word(replace))
    assert same(read_report(tmp_path / "a.docx"), REPORT)


def test_a_row_set_in_from_the_left_keeps_its_columns(tmp_path: Path) -> None:
    """w:gridBefore: the row begins one column further right."""

    def set_in(document: Any) -> None:
        row = document.tables[1].rows[10]._tr
        row.remove(row.tc_lst[0])
        before = OxmlElement("w:gridBefore")
        before.set(qn("w:val"), "1")
        row.get_or_add_trPr().append(before)

    (tmp_path / "a.docx").write_bytes(changed_word(set_in))
    assert same(read_report(tmp_path / "a.docx"), REPORT)


def test_marks_of_notes_are_no_digits(tmp_path: Path) -> None:
    def mark(document: Any) -> None:
        run = document.tables[1].cell(3, 3).paragraphs[0].add_run("1")
        run.font.superscript = True

    (tmp_path / "a.docx").write_bytes(changed_word(mark))
    assert same(read_report(tmp_path / "a.docx"), REPORT)
    page = html(REPORT).replace("</span>", "<sup>2</sup></span>")
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert same(read_report(tmp_path / "a.html"), REPORT)


def test_headings_over_several_columns_of_the_grid_are_one(tmp_path: Path) -> None:
    """Word files edited long enough have grids finer than their tables."""
    fine = re.sub(r'rowspan="(\d+)" colspan=(\d+)>', _doubled, html(REPORT))
    (tmp_path / "a.html").write_text(fine, encoding="utf-8")
    assert same(read_report(tmp_path / "a.html"), REPORT)


def _doubled(match: re.Match[str]) -> str:
    return f'rowspan="{match.group(1)}" colspan={int(match.group(2)) * 2}>'


def test_a_missing_row_is_named(tmp_path: Path) -> None:
    page = html(REPORT).replace("6.属于四类过程性信息", "6.属于其他")
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    told = check_report(read_report(tmp_path / "a.html"))
    assert any(one.cell == "table2.r3_3_6_process" and "没有认出" in one.message for one in told)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    page = html(REPORT)
    (tmp_path / "a.html").write_text(page[: page.index("<h2>四")], encoding="utf-8")
    told = check_report(read_report(tmp_path / "a.html"))
    assert [one.cell for one in told if "没有找到" in one.message] == ["table3"]
