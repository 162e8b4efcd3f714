"""The identities of the yearly report (勾稽关系), one function each.

The tables must tie (年度报告格式 表二表头: 第一项加第二项之和，等于第三项加第四项之和). A cell the
source does not show silences every sum that needs it; a cell published blank counts as 0 and is
itself reported. Codes: A1–A7, X1–X3, F1–F2 here; C1–C3 in
``prose``, B4 in ``totals``, the wording of a published text in ``published``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from gongkai_desktop.domain.annual.cells import (
    BLOCKS,
    CARRIED_IN,
    CARRIED_OUT,
    COLUMN_NAMES,
    DOCUMENT_CELLS,
    DONE,
    FEE,
    NEW,
    RESULTS3,
    ROW_NAMES,
    RULE_CELLS,
    SHAPE_2021,
    TOTAL,
    cell_name,
    form_of,
    row_name,
)
from gongkai_desktop.domain.annual.compared import check_compared
from gongkai_desktop.domain.annual.number import Number, is_formula, is_placeholder, shown
from gongkai_desktop.domain.annual.organ import lacks_rule_power
from gongkai_desktop.domain.annual.prose import check_prose
from gongkai_desktop.domain.annual.published import check_labels, check_wording
from gongkai_desktop.domain.annual.similarity import similar_to_last_year
from gongkai_desktop.domain.annual.structure import check_structure
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.template import AnnualTemplate
from gongkai_desktop.domain.annual.totals import check_totals, total_of
from gongkai_desktop.domain.annual.violation import Level, Violation, hard, soft

__all__ = ["Level", "Violation", "check_report"]


def check_report(
    report: AnnualReport,
    previous: AnnualReport | None = None,
    form: AnnualTemplate | None = None,
    county_cities: frozenset[str] = frozenset(),
) -> tuple[Violation, ...]:
    """Everything that does not tie, table by table; last year's report proves the carry-over.

    ``form`` is the printed form due for the report; without it published wordings of rows and
    columns are not compared. ``county_cities`` names the 县级市, which make no 规章.
    """
    found: list[Violation] = [*report.reading]
    for rule in _RULES:
        found.extend(rule(report))
    found.extend(rules_only_where_made(report, county_cities))
    if form is not None:
        found.extend(form_that_is_due(report, form))
        found.extend(check_labels(report, form))
    if previous is not None and _follows(report, previous):
        for compare in _COMPARISONS:
            found.extend(compare(report, previous))
    elif previous is not None:
        found.append(_not_the_year_before(report, previous))
    return tuple(found)


def requests_balance(report: AnnualReport) -> Iterator[Violation]:
    """A1: new + carried in = done + carried out, in every column (本列数据的勾稽关系)."""
    for column in report.shape.columns:
        new, carried, done, left = (
            report.number(f"table2.{row}.{column}") for row in (NEW, CARRIED_IN, DONE, CARRIED_OUT)
        )
        if new is None or carried is None or done is None or left is None:
            continue
        if new + carried != done + left:
            yield hard(
                "A1",
                f"table2.{NEW}.{column}",
                f"表二“{column_name(report, column)}”列："
                f"本年新收{shown(new)}加上年结转{shown(carried)}"
                f"等于{shown(new + carried)}，办理结果总计{shown(done)}加结转下年度{shown(left)}"
                f"等于{shown(done + left)}，两者应当相等",
            )


def results_sum(report: AnnualReport) -> Iterator[Violation]:
    """A2: the result rows add up to （七）总计 in every column."""
    for column in report.shape.columns:
        total = report.number(f"table2.{DONE}.{column}")
        parts = _sum(report, (f"table2.{row}.{column}" for row in report.results()))
        if total is not None and parts is not None and parts != total:
            yield hard(
                "A2",
                f"table2.{DONE}.{column}",
                f"表二“{column_name(report, column)}”列：各项办理结果之和为{shown(parts)}，"
                f"“（七）总计”为{shown(total)}，两者应当相等",
            )


def kinds_sum(report: AnnualReport) -> Iterator[Violation]:
    """A3: the six applicant columns add up to 总计 in every row."""
    for row in report.table2 or {}:
        total = report.number(f"table2.{row}.{TOTAL}")
        parts = _sum(report, (f"table2.{row}.{kind}" for kind in report.shape.kinds))
        if total is not None and parts is not None and parts != total:
            yield hard(
                "A3",
                f"table2.{row}.{TOTAL}",
                f"表二“{line_name(report, row)}”行：各类申请人之和为{shown(parts)}，"
                f"“总计”为{shown(total)}，两者应当相等",
            )


def disputes_sum(report: AnnualReport) -> Iterator[Violation]:
    """A4: upheld + corrected + other + pending = 总计 in each block of 表三."""
    for block, name in BLOCKS.items():
        total = report.number(f"table3.{block}.{TOTAL}")
        parts = _sum(report, (f"table3.{block}.{result}" for result in RESULTS3))
        if total is not None and parts is not None and parts != total:
            yield hard(
                "A4",
                f"table3.{block}.{TOTAL}",
                f"表三“{name}”：维持、纠正、其他、尚未审结之和为{shown(parts)}，"
                f"“总计”为{shown(total)}，两者应当相等",
            )


def rules_only_where_made(
    report: AnnualReport, county_cities: frozenset[str]
) -> Iterator[Violation]:
    """A6: an organ that cannot make 规章 reports none (立法法第九十一条、第九十三条)."""
    if report.template < "2021" or not lacks_rule_power(report.org, county_cities):
        return
    for key in RULE_CELLS:
        number = report.number(f"table1.{key}")
        if number is not None and number != 0:
            cell = f"table1.{key}"
            yield hard(
                "A6",
                cell,
                f"{cell_name(cell)}填了{shown(number)}，{report.org}没有规章制定权，应当为0",
            )


def counts_are_whole(report: AnnualReport) -> Iterator[Violation]:
    """A7: every count is a whole number from 0; fees may have decimals, never below 0."""
    for path in _paths(report):
        cell = report.cell(path)
        if cell is None or is_placeholder(cell):
            continue
        if is_formula(cell):
            yield hard(
                "A7",
                path,
                f"{cell_name(path)}是公式{cell}，文件里没有算好的数，也不是简单的加减；"
                "请用 Excel 或 WPS 打开，保存后再核对",
            )
        elif isinstance(cell, str):
            yield hard("A7", path, f"{cell_name(path)}是“{cell[:20]}”，应当填数字")
        elif cell < 0 and not path.endswith("_change"):
            yield hard("A7", path, f"{cell_name(path)}是{shown(cell)}，不能小于0")
        elif isinstance(cell, Decimal) and path not in _AMOUNTS:
            yield hard("A7", path, f"{cell_name(path)}是{shown(cell)}，件数应当是整数")


_AMOUNTS = (f"table1.{FEE}", "table1.procurement_amount")
"""Cells that hold money, the second of the trial form."""


def no_blank_cells(report: AnnualReport) -> Iterator[Violation]:
    """F1: zeros are written, never left blank or struck through (填0不留空)."""
    for path in _paths(report):
        cell = report.cell(path)
        if is_placeholder(cell):
            seen = f"填的是“{cell}”" if cell else "是空格"
            yield hard("F1", path, f"{cell_name(path)}{seen}，没有的应当填0")


def documents_at_least(report: AnnualReport) -> Iterator[Violation]:
    """A5: in force at the end of the year ≥ made − repealed in it (form of 2021)."""
    if report.template < "2021":
        return
    for cells in (RULE_CELLS, DOCUMENT_CELLS):
        made, repealed, valid = (report.number(f"table1.{key}") for key in cells)
        if made is None or repealed is None or valid is None or valid >= made - repealed:
            continue
        cell = f"table1.{cells[2]}"
        yield soft(
            "A5",
            cell,
            f"{cell_name(cell)}为{shown(valid)}，少于本年制发{shown(made)}减废止{shown(repealed)}"
            f"所得的{shown(made - repealed)}",
        )


def form_of_its_year(report: AnnualReport) -> Iterator[Violation]:
    """F2: a report of 2021 or later stands on the form of 国办公开办函〔2021〕30号."""
    if report.year is not None and report.template < form_of(report.year):
        yield hard(
            "F2",
            "template",
            f"{report.year}年年报用的是{report.template}年格式的表，"
            f"应当用{form_of(report.year)}年修订后的格式",
        )


def form_that_is_due(report: AnnualReport, form: AnnualTemplate) -> Iterator[Violation]:
    """F2: a report stands on the form due for its year, where that is a later one than 2021's."""
    if SHAPE_2021.version <= report.template < form.version:
        yield hard(
            "F2",
            "template",
            f"{report.year}年年报用的是{report.template}年格式的表，应当用{form.basis}的格式",
        )


def filled_by_hand(form: AnnualTemplate) -> Iterator[Violation]:
    """F2: rows and columns of a newer form that no register fills ask for a look."""
    shape = form.shape
    for key in form.by_hand:
        name = shape.names.get(f"table2.{key}", key)
        whole = "列" if key in shape.kinds else "行"
        told = f"表二“{name}”{whole}登记簿没有对应的记录，程序不计，请按格式的要求手工填写"
        yield soft("F2", f"table2.{key}", told)


def names_of_the_form(report: AnnualReport) -> Iterator[Violation]:
    """F2: rows and cells under names the form of 2021 does not have were not checked."""
    if report.template >= "2021":
        for name in report.unread:
            yield soft("F2", name, f"格式里没有“{name}”这一格，没有核对")


def carried_over(report: AnnualReport, previous: AnnualReport) -> Iterator[Violation]:
    """X1: carried in this year = carried out last year, column by column.

    Where the form changed in between, columns drawn anew are not compared, the total is.
    """
    for column in report.shape.columns:
        if report.template != previous.template and column in report.shape.redrawn:
            continue
        now, where = _carried(report, CARRIED_IN, column)
        before, _ = _carried(previous, CARRIED_OUT, column)
        if now is not None and before is not None and now != before:
            yield hard(
                "X1",
                where,
                f"表二“{column_name(report, column)}”列：今年上年结转为{shown(now)}，"
                f"上一年年报结转下年度为{shown(before)}，两者应当相等",
            )


def documents_continue(report: AnnualReport, previous: AnnualReport) -> Iterator[Violation]:
    """X2: in force now = in force a year ago + made − repealed, transfers apart."""
    if "2019" in (report.template, previous.template):
        return
    for cells in (RULE_CELLS, DOCUMENT_CELLS):
        made, repealed, valid = (report.number(f"table1.{key}") for key in cells)
        before = previous.number(f"table1.{cells[2]}")
        if made is None or repealed is None or valid is None or before is None:
            continue
        if valid != before + made - repealed:
            cell = f"table1.{cells[2]}"
            yield soft(
                "X2",
                cell,
                f"{cell_name(cell)}为{shown(valid)}，上年现行有效{shown(before)}加制发{shown(made)}"
                f"减废止{shown(repealed)}等于{shown(before + made - repealed)}，请说明差异",
            )


def pending_appear_again(report: AnnualReport, previous: AnnualReport) -> Iterator[Violation]:
    """X3: cases pending last year are counted again this year."""
    for block, name in BLOCKS.items():
        before = previous.number(f"table3.{block}.pending")
        now = report.number(f"table3.{block}.{TOTAL}")
        if before is not None and now is not None and before > now:
            yield soft(
                "X3",
                f"table3.{block}.{TOTAL}",
                f"表三“{name}”：上年尚未审结{shown(before)}件，今年总计只有{shown(now)}件",
            )


_RULES: tuple[Callable[[AnnualReport], Iterable[Violation]], ...] = (
    requests_balance,
    results_sum,
    kinds_sum,
    disputes_sum,
    counts_are_whole,
    no_blank_cells,
    form_of_its_year,
    names_of_the_form,
    check_totals,
    check_prose,
    check_wording,
    check_structure,
    documents_at_least,
)
_COMPARISONS: tuple[Callable[[AnnualReport, AnnualReport], Iterable[Violation]], ...] = (
    carried_over,
    documents_continue,
    pending_appear_again,
    similar_to_last_year,
    check_compared,
)


def line_name(report: AnnualReport, row: str) -> str:
    """A row of 表二 in short, else as its form calls it."""
    return row_name(row) if row in ROW_NAMES else report.shape.names.get(f"table2.{row}", row)


def column_name(report: AnnualReport, column: str) -> str:
    """A column of 表二 as its form calls it."""
    return COLUMN_NAMES.get(column) or report.shape.names.get(f"table2.{column}", column)


def _sum(report: AnnualReport, paths: Iterable[str]) -> Number | None:
    """The sum of cells, None as soon as one is unknown."""
    total: Number = 0
    for path in paths:
        number = report.number(path)
        if number is None:
            return None
        total += number
    return total


def _paths(report: AnnualReport) -> Iterator[str]:
    yield from (f"table1.{key}" for key in report.table1 or {})
    for name, lines in (("table2", report.table2), ("table3", report.table3)):
        for key, line in (lines or {}).items():
            yield from (f"{name}.{key}.{column}" for column in line)


def _carried(report: AnnualReport, row: str, column: str) -> tuple[Number | None, str]:
    number = report.number(f"table2.{row}.{column}")
    if number is None and column == TOTAL:
        name = "carried_in" if row == CARRIED_IN else "carried_out"
        return total_of(report, name), f"totals.{name}"
    return number, f"table2.{row}.{column}"


def _follows(report: AnnualReport, previous: AnnualReport) -> bool:
    if report.year is None or previous.year is None:
        return True
    return previous.year == report.year - 1


def _not_the_year_before(report: AnnualReport, previous: AnnualReport) -> Violation:
    return soft(
        "F2",
        "year",
        f"给出的上一年年报是{previous.year}年的，不是{(report.year or 0) - 1}年的，没有核对结转",
    )
