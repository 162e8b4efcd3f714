"""The yearly tables as words in their places, for every kind of output (年报表格)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from gongkai_desktop.domain.annual.chart import Chart
from gongkai_desktop.domain.annual.narrative import PartText
from gongkai_desktop.domain.annual.number import Cell, shown
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.template import AnnualTemplate, FormTable, Placed

ROW_MARKS = tuple("123456789一二三四（")
"""How the row labels of 表二 begin; they stand to the left, headings in the middle."""


@attrs.frozen(kw_only=True)
class ProseSection:
    """A section that is text: its heading, and lines, those with True being headings below it."""

    title: str
    lines: tuple[tuple[str, bool], ...]


@attrs.frozen(kw_only=True)
class AnnualSheet:
    """A report ready to set: title over all, text before and after the tables, report and form.

    ``charts`` are an annex of the printed copy.
    """

    title: str
    report: AnnualReport
    template: AnnualTemplate
    opening: tuple[ProseSection, ...] = ()
    closing: tuple[ProseSection, ...] = ()
    charts: tuple[Chart, ...] = ()

    def words(self, placed: Placed) -> str:
        """What a cell shows: its fixed words or its figure, zeros too, unknown ones blank."""
        span = placed.span
        return _words(self.report.cell(span.path)) if span.path else span.text


def annual_sheet(
    report: AnnualReport,
    template: AnnualTemplate,
    *,
    unit_name: str,
    mark: str = "",
    texts: Iterable[PartText] = (),
    charts: tuple[Chart, ...] = (),
) -> AnnualSheet:
    """The sheet of a report; ``mark`` stands over every table of an office that is none.

    Section 一 of the text stands before the tables (二 to 四), 五 and 六 after them.
    """
    name = unit_name or report.org
    title = f"{name}{report.year}年{template.title}" if report.year else name
    sections = _sections(texts)
    return AnnualSheet(
        title=f"{mark}　{title}" if mark else title,
        report=report,
        template=template,
        opening=sections[:1],
        closing=sections[1:],
        charts=charts,
    )


def _sections(texts: Iterable[PartText]) -> tuple[ProseSection, ...]:
    found: dict[str, list[tuple[str, bool]]] = {}
    for one in texts:
        lines = found.setdefault(one.part.section, [])
        lines += [(one.part.title, True)] if one.part.title else []
        lines += [(line, False) for line in one.words.split("\n") if line.strip()]
    return tuple(ProseSection(title=title, lines=tuple(lines)) for title, lines in found.items())


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
