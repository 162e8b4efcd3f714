"""Published tables, as units really lay them out, and the wordings they change."""

from collections.abc import Callable

import pytest

from gongkai_desktop.domain.annual.find import Grid, find_tables
from gongkai_desktop.domain.annual.grid import report_from_grids
from gongkai_desktop.domain.annual.rules import Level, check_report
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.template import FormTable
from gongkai_desktop.library.reports import load_annual_template
from tests.domain.annual.reports import published

JINHU = published("full_05_jinhu_county_2023")
FORM = load_annual_template()


def grid(table: FormTable, report: AnnualReport = JINHU) -> list[list[str]]:
    """A table as a reader gives it: merged cells repeat their text."""
    rows = [[""] * len(table.widths) for _ in table.rows]
    for one in table.placed():
        text = str(report.cell(one.span.path)) if one.span.path else one.span.text
        for down in range(one.span.rows):
            for right in range(one.span.columns):
                rows[one.row + down][one.column + right] = text
    return rows


GRIDS = [grid(table) for table in FORM.tables]


def by_article(grids: list[list[list[str]]]) -> list[Grid]:
    """表一 as four tables, one for each item of 第二十条."""
    own = grids[0]
    return [own[0:4], own[4:7], own[7:11], own[11:14], *grids[1:]]


def over_a_page(grids: list[list[list[str]]]) -> list[Grid]:
    """表二 broken by a page into three tables, the last with two rows."""
    return [grids[0], grids[1][:12], grids[1][12:26], grids[1][26:], grids[2]]


def one_sheet(grids: list[list[list[str]]]) -> list[Grid]:
    width = max(len(row) for rows in grids for row in rows)
    return [[[*row, *[""] * (width - len(row))] for rows in grids for row in [*rows, [""]]]]


def margin_column(grids: list[list[list[str]]]) -> list[Grid]:
    return [[["", *row, ""] for row in rows] for rows in grids]


def without_headings(grids: list[list[list[str]]]) -> list[Grid]:
    return [grids[0], grids[1][3:], grids[2]]


def disputes_apart(grids: list[list[list[str]]]) -> list[Grid]:
    rows = grids[2]
    return [*grids[:2], *([row[at : at + 5] for row in rows] for at in (0, 5, 10))]


def respelled(grids: list[list[list[str]]]) -> list[Grid]:
    """Other words for headings that still say the same."""
    words = {"总计": "合 计", "其他": "其它", "其他结果": "其它结果", "尚未审结": "尚未\n审结"}
    return [[[words.get(text, text) for text in row] for row in rows] for rows in grids]


@pytest.mark.parametrize(
    "layout",
    [
        list,
        by_article,
        over_a_page,
        one_sheet,
        margin_column,
        without_headings,
        disputes_apart,
        respelled,
    ],
)
def test_every_cell_is_found_however_the_tables_are_laid_out(
    layout: Callable[[list[list[list[str]]]], list[Grid]],
) -> None:
    found = find_tables(layout([[list(row) for row in rows] for rows in GRIDS]))
    assert found.table1 == JINHU.table1
    assert found.table2 == JINHU.table2
    assert found.table3 == JINHU.table3


def test_of_two_tables_alike_the_first_counts() -> None:
    """Some pages add last year's tables below this year's."""
    other = [[text.replace("143", "999") for text in row] for row in GRIDS[1]]
    assert find_tables([*GRIDS, other]).table2 == JINHU.table2


def renamed(*pairs: tuple[str, str]) -> AnnualReport:
    grids = [
        [[next((b for a, b in pairs if a == text), text) for text in row] for row in rows]
        for rows in GRIDS
    ]
    return report_from_grids(grids, "金湖县人民政府2023年政府信息公开工作年度报告")


@pytest.mark.parametrize(
    ("printed", "published_as", "cells"),
    [
        ("行政规范性文件", "规范性文件", {"table1.docs_made"}),
        ("现行有效件数", "现行有效件", {"table1.rules_valid", "table1.docs_valid"}),
        ("本年制发件数", "本年(2023)制发件数", {"table1.rules_made", "table1.docs_made"}),
        ("5.属于三类内部事务信息", "5.属于三类内容事务信息", {"table2.r3_3_5_internal"}),
        ("科研机构", "科研单位", {"table2.research"}),
        ("2.其他法律行政法规禁止公开", "2、其他法律、行政法规禁止公开", set()),
        ("（七）总计", "(七)总计", set()),
        ("3.危及“三安全一稳定”", '3. 危及"三安全一稳定"', set()),
    ],
)
def test_changed_wordings_are_named_and_punctuation_is_not(
    printed: str, published_as: str, cells: set[str]
) -> None:
    """F2 (行名、列名被改): found by what they still say, reported with both wordings."""
    report = renamed((printed, published_as))
    assert (report.table1, report.table2) == (JINHU.table1, JINHU.table2)
    found = check_report(report, form=FORM)
    assert {(one.rule, one.level, one.cell) for one in found} == {
        ("F2", Level.HARD, cell) for cell in cells
    }
    assert all(published_as in one.message and printed in one.message for one in found)


def test_wordings_are_compared_with_the_form_of_the_report_only() -> None:
    assert check_report(renamed(("科研机构", "科研单位"))) == ()
    assert check_report(JINHU, form=FORM) == ()


def test_the_trial_form_is_data_too() -> None:
    """国办公开办函〔2019〕60号: 22, 23 × 7 and 15 cells, （六）其他处理 in one row."""
    trial = load_annual_template("2019")
    counted = [sum(1 for one in table.placed() if one.span.path) for table in trial.tables]
    assert counted == [22, 23 * 7, 15]
    assert trial.labels()["table2.r3_6_other"] == "（六）其他处理"
    assert not trial.confirmed and FORM.confirmed
