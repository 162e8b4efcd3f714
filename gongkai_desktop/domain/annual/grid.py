"""The report that published tables and the text around them show (年报表格识别).

Takes tables as grids of text in which a merged cell repeats its text at every place it covers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import attrs

from gongkai_desktop.domain.annual.cells import LAST_RESULT_2021, OTHER_2019, SHAPE_2021, Shape
from gongkai_desktop.domain.annual.find import Found, find_tables
from gongkai_desktop.domain.annual.labels import Grid, Labels, plain
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.unsure import what_is_unsure
from gongkai_desktop.domain.annual.violation import Violation, soft

__all__ = ["Grid", "SourceTable", "report_from_grids", "title_of"]

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|\D?$)")
_CAPTION = 60
"""Characters before a table that may say which year it is of."""
_HEADING_ROWS = 2
_ORG = r"(?P<org>[^\s，。：:；《》“”>＞»/|｜]"
_TITLE = re.compile(_ORG + r"*?)(?P<year>20\d\d)年度?政府信息公开(工作)?年度?报告")
_YEAR_FIRST = re.compile(
    r"(?P<year>20\d\d)年度?" + _ORG + r"{2,40}?)政府信息公开(工作)?(年度)?报告"
)


@attrs.frozen(kw_only=True)
class SourceTable:
    """A table of a file: its cells, the words just before it, whether the file hides it."""

    grid: Grid
    caption: str = ""
    hidden: bool = False

    @property
    def year(self) -> int | None:
        """The year named nearest before its figures, in its first rows or its caption."""
        heads = [text for row in self.grid[:_HEADING_ROWS] for text in dict.fromkeys(row)]
        words = [self.caption[-_CAPTION:], *(text for text in heads if len(text) <= _CAPTION)]
        named = [year for text in words for year in _YEAR.findall(text.translate(_DIGITS))]
        return int(named[-1]) if named else None


def report_from_grids(
    grids: Iterable[Grid | SourceTable],
    prose: str = "",
    name: str = "",
    shapes: Sequence[Shape] = (),
) -> AnnualReport:
    """The report that tables and text around them show; tables not found stay None.

    ``shapes`` are those of forms newer than that of 2021, known by rows or columns of their own.

    ``name`` is the file's own name, which may carry unit and year where the text does not.
    What could not be read for certain stands in ``reading``.
    """
    tables = [one if isinstance(one, SourceTable) else SourceTable(grid=one) for one in grids]
    shown = [one for one in tables if not one.hidden]
    texts = [prose, *(text for one in shown for row in one.grid[:3] for text in row)]
    org, year = title_of(texts)
    named_org, named_year = title_of([name])
    year = year or named_year
    found, shape, other_years = _of_its_year(shown, year, shapes)
    if not (found.table1 or found.table2 or found.table3):
        found, shape, other_years = _of_its_year(tables, year, shapes)
    trial = _is_trial_form(found)
    return AnnualReport(
        year=year,
        org=org or named_org,
        template="2019" if trial else shape.version,
        shape=shape,
        table1=found.table1 or None,
        table2=found.table2 or None,
        table3=found.table3 or None,
        prose=prose,
        labels=found.labels,
        reading=(*other_years, *what_is_unsure(found, shape, trial=trial)),
    )


def _of_its_year(
    tables: Sequence[SourceTable], year: int | None, shapes: Sequence[Shape]
) -> tuple[Found, Shape, tuple[Violation, ...]]:
    """The tables of the report's year, where a file holds those of another one beside them."""
    found, shape = _found_on([one.grid for one in tables], shapes)
    others = [one for one in tables if one.year and one.year != year] if year else []
    if not found.differing or not others:
        return found, shape, ()
    own = [one.grid for one in tables if one not in others]
    apart, its_shape = _found_on(own, shapes)
    if apart.differing or not apart.table2:
        return found, shape, ()
    years = "、".join(f"{one}年" for one in sorted({one.year or 0 for one in others}))
    told = soft("F2", "year", f"文件里还有{years}的表，没有核对；核对的是{year}年的")
    return apart, its_shape, (told,)


def _found_on(grids: list[Grid], shapes: Sequence[Shape]) -> tuple[Found, Shape]:
    """The tables on the newest form whose own rows or columns they have, else on that of 2021."""
    words = {plain(text) for grid in grids for row in grid for text in row}
    for shape in sorted(shapes, key=lambda one: one.version, reverse=True):
        if shape.names and {plain(name) for name in shape.names.values()} <= words:
            return find_tables(grids, Labels(shape)), shape
    return find_tables(grids), SHAPE_2021


def title_of(texts: Iterable[str]) -> tuple[str, int | None]:
    """Unit and year out of the title ``××单位××××年政府信息公开工作年度报告``."""
    for text in texts:
        line = re.sub(r"[ \u3000\xa0]", "", text.translate(_DIGITS))
        match = _TITLE.search(line) or _YEAR_FIRST.search(line)
        if match:
            org = match["org"].removeprefix("演示数据").strip("_-")
            return org, int(match["year"])
    return "", None


def _is_trial_form(found: Found) -> bool:
    """The form of 2019 has other headings in 表一, and one row only for （六）其他处理."""
    one_row = OTHER_2019 in found.table2 and LAST_RESULT_2021 not in found.table2
    return found.old_headings or one_row
