"""The report that published tables and the text around them show (年报表格识别).

Takes tables as grids of text in which a merged cell repeats its text at every place it covers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gongkai_desktop.domain.annual.cells import LAST_RESULT_2021, OTHER_2019, SHAPE_2021, Shape
from gongkai_desktop.domain.annual.find import Found, Grid, Labels, find_tables, plain
from gongkai_desktop.domain.annual.tables import AnnualReport

__all__ = ["Grid", "report_from_grids", "title_of"]

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_ORG = r"(?P<org>[^\s，。：:；《》“”>＞»/|｜]"
_TITLE = re.compile(_ORG + r"*?)(?P<year>20\d\d)年度?政府信息公开(工作)?年度?报告")
_YEAR_FIRST = re.compile(
    r"(?P<year>20\d\d)年度?" + _ORG + r"{2,40}?)政府信息公开(工作)?(年度)?报告"
)


def report_from_grids(
    grids: Iterable[Grid], prose: str = "", name: str = "", shapes: Sequence[Shape] = ()
) -> AnnualReport:
    """The report that tables and text around them show; tables not found stay None.

    ``shapes`` are those of forms newer than that of 2021, known by rows or columns of their own.

    ``name`` is the file's own name, which may carry unit and year where the text does not.
    """
    grids = list(grids)
    found, shape = _found_on(grids, shapes)
    org, year = title_of([prose, *(text for grid in grids for row in grid[:3] for text in row)])
    named_org, named_year = title_of([name])
    return AnnualReport(
        year=year or named_year,
        org=org or named_org,
        template="2019" if _is_trial_form(found) else shape.version,
        shape=shape,
        table1=found.table1 or None,
        table2=found.table2 or None,
        table3=found.table3 or None,
        prose=prose,
        labels=found.labels,
    )


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
