"""County totals (汇总年报): the reports of all units added cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai_desktop.domain.annual.cells import BLOCKS, RESULT3_NAMES
from gongkai_desktop.domain.annual.number import Number
from gongkai_desktop.domain.annual.tables import AnnualReport, Lines
from gongkai_desktop.domain.errors import UserError


def merge_reports(reports: Sequence[AnnualReport], *, org: str = "") -> AnnualReport:
    """The sum of several units' reports of one year on the form in force.

    Blanks count as 0; a cell unknown in one report is unknown in the sum. The identities within
    a report survive addition. Raises UserError for no report, different years, the trial form, a
    unit given twice.
    """
    if not reports:
        raise UserError("没有可以汇总的年报", "请至少给出一份年报")
    _refuse_unlike(reports)
    shape = reports[0].shape
    return AnnualReport(
        year=next((report.year for report in reports if report.year is not None), None),
        org=org,
        template=shape.version,
        shape=shape,
        table1={key: _sum(reports, f"table1.{key}") for key in shape.table1},
        table2=_lines(reports, "table2", shape.rows, shape.columns),
        table3=_lines(reports, "table3", tuple(BLOCKS), tuple(RESULT3_NAMES)),
    )


def _refuse_unlike(reports: Sequence[AnnualReport]) -> None:
    years = sorted({report.year for report in reports if report.year is not None})
    if len(years) > 1:
        listed = "、".join(f"{year}年" for year in years)
        raise UserError(f"要汇总的年报不是同一年的：{listed}", "请只选同一年的年报")
    newest = max(report.template for report in reports)
    old = [one.org for one in reports if one.template < max(newest, "2021")]
    if old:
        raise UserError(f"{old[0] or '有一份年报'}用的是旧格式的表", "请改用现行格式后再汇总")
    names = [report.org for report in reports if report.org]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UserError(f"{twice[0]}的年报给了不止一份", "每个单位只能汇总一份，请去掉多余的")


def _lines(
    reports: Sequence[AnnualReport], table: str, rows: Iterable[str], columns: Sequence[str]
) -> Lines:
    return {
        row: {column: _sum(reports, f"{table}.{row}.{column}") for column in columns}
        for row in rows
    }


def _sum(reports: Sequence[AnnualReport], path: str) -> Number | None:
    total: Number = 0
    for report in reports:
        number = report.number(path)
        if number is None:
            return None
        total += number
    return total
