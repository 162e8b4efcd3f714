"""The report that published tables and the text around them show (年报表格识别).

Takes tables as grids of text in which a merged cell repeats its text at every place it covers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai_desktop.domain.annual.cells import LAST_RESULT_2021, OTHER_2019
from gongkai_desktop.domain.annual.find import Found, Grid, find_tables
from gongkai_desktop.domain.annual.tables import AnnualReport

__all__ = ["Grid", "report_from_grids", "title_of"]

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_ORG = r"(?P<org>[^\s，。：:；《》“”>＞»/|｜]"
_TITLE = re.compile(_ORG + r"*?)(?P<year>20\d\d)年度?政府信息公开(工作)?年度?报告")
_YEAR_FIRST = re.compile(
    r"(?P<year>20\d\d)年度?" + _ORG + r"{2,40}?)政府信息公开(工作)?(年度)?报告"
)


def report_from_grids(grids: Iterable[Grid], prose: str = "", name: str = "") -> AnnualReport:
    """The report that tables and text around them show; tables not found stay None.

    ``name`` is the file's own name, which may carry unit and year where the text does not.
    """
    grids = list(grids)
    found = find_tables(grids)
    org, year = title_of([prose, *(text for grid in grids for row in grid[:3] for text in row)])
    named_org, named_year = title_of([name])
    return AnnualReport(
        year=year or named_year,
        org=org or named_org,
        template="2019" if _is_trial_form(found) else "2021",
        table1=found.table1 if found.table1 and not found.old_headings else None,
        table2=found.table2 or None,
        table3=found.table3 or None,
        prose=prose,
        labels=found.labels,
    )


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
