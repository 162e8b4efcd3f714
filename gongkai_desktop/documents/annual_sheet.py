"""The yearly tables as words in their places, for every kind of output (年报表格)."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from gongkai_desktop.domain.annual.number import Cell, shown
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.template import AnnualTemplate, FormTable, Placed

ROW_MARKS = tuple("123456789一二三四（")
"""How the row labels of 表二 begin; they stand to the left, headings in the middle."""


@attrs.frozen(kw_only=True)
class AnnualSheet:
    """A report ready to set: title over all tables, report and form."""

    title: str
    report: AnnualReport
    template: AnnualTemplate

    def words(self, placed: Placed) -> str:
        """What a cell shows: its fixed words or its figure, zeros too, unknown ones blank."""
        span = placed.span
        return _words(self.report.cell(span.path)) if span.path else span.text


def annual_sheet(
    report: AnnualReport, template: AnnualTemplate, *, unit_name: str, demo: bool
) -> AnnualSheet:
    """The sheet of a report; a sample office is marked as such over every table."""
    name = unit_name or report.org
    title = f"{name}{report.year}年{template.title}" if report.year else name
    return AnnualSheet(
        title=f"演示数据　{title}" if demo else title, report=report, template=template
    )


def is_label(placed: Placed) -> bool:
    """Whether a cell is a row label that stands to the left."""
    return placed.span.rows == 1 and placed.span.text[:1] in ROW_MARKS


def by_row(table: FormTable) -> Iterator[list[Placed]]:
    """The cells of a table row by row, each where its upper left corner lies."""
    placed = table.placed()
    for at in range(len(table.rows)):
        yield [one for one in placed if one.row == at]


def _words(value: Cell) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else shown(value)
