"""The figures of a yearly report in a package: its totals on paper, and what speaks against it."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from gongkai_desktop.domain.annual.cells import (
    BLOCKS,
    CARRIED_IN,
    CARRIED_OUT,
    COLUMNS,
    DONE,
    NEW,
    TOTAL,
    cell_name,
)
from gongkai_desktop.domain.annual.number import Cell
from gongkai_desktop.domain.annual.rules import check_report
from gongkai_desktop.domain.annual.tables import AnnualReport, Line, Lines
from gongkai_desktop.domain.annual.violation import Level

_TOTALS: Mapping[str, str] = {
    "本年新收": f"table2.{NEW}.{TOTAL}",
    "上年结转": f"table2.{CARRIED_IN}.{TOTAL}",
    "办结": f"table2.{DONE}.{TOTAL}",
    "结转下年度": f"table2.{CARRIED_OUT}.{TOTAL}",
    **{f"表三{name}": f"table3.{block}.{TOTAL}" for block, name in BLOCKS.items()},
}


@attrs.frozen(kw_only=True)
class Difference:
    """One cell that two editions, or two years, give differently."""

    cell: str
    old: Cell
    new: Cell

    @property
    def words(self) -> str:
        """The cell by its name with both figures."""
        return f"{cell_name(self.cell)}：{_said(self.old)} → {_said(self.new)}"


def totals_of(report: AnnualReport) -> dict[str, int]:
    """The figures printed on the 报送单, by label; unknown cells count as nothing."""
    return {label: int(report.number(path) or 0) for label, path in _TOTALS.items()}


def is_zero(report: AnnualReport) -> bool:
    """Whether nothing was asked, carried or disputed in the year (零报告)."""
    return not missing_of(report) and not any(totals_of(report).values())


def missing_of(report: AnnualReport) -> tuple[str, ...]:
    """The figures of the 报送单 that are not filled in: a report without them is no zero report."""
    return tuple(label for label, path in _TOTALS.items() if report.cell(path) in (None, ""))


def faults_of(
    report: AnnualReport, totals: Mapping[str, int], county_cities: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Why a report cannot be taken: broken identities, totals that are not those of its cells."""
    broken = check_report(report, county_cities=county_cities)
    lacking = missing_of(report)
    faults = [f"没有填写{'、'.join(lacking)}，没有的也要填0"] if lacking else []
    faults += [one.message for one in broken if one.level == Level.HARD]
    mine = totals_of(report)
    faults += [
        f"报送单上的{label}{total}与表格中的{mine[label]}不符"
        for label, total in totals.items()
        if label in mine and total != mine[label]
    ]
    return tuple(faults)


def carried_differently(earlier: AnnualReport, report: AnnualReport) -> tuple[Difference, ...]:
    """Columns whose 上年结转 is not the 结转下年度 of the year before (勾稽 X1)."""
    pairs = (
        Difference(
            cell=f"table2.{CARRIED_IN}.{column}",
            old=earlier.cell(f"table2.{CARRIED_OUT}.{column}"),
            new=report.cell(f"table2.{CARRIED_IN}.{column}"),
        )
        for column in COLUMNS
    )
    return tuple(pair for pair in pairs if pair.old != pair.new)


def differences(old: AnnualReport, new: AnnualReport) -> tuple[Difference, ...]:
    """Every cell that two editions of a report give differently, in the order of the form."""
    before, after = _cells(old), _cells(new)
    paths = dict.fromkeys((*before, *after))
    return tuple(
        Difference(cell=path, old=before.get(path), new=after.get(path))
        for path in paths
        if before.get(path) != after.get(path)
    )


def _cells(report: AnnualReport) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    line: Line = report.table1 or {}
    cells |= {f"table1.{key}": value for key, value in line.items()}
    tables: tuple[tuple[str, Lines | None], ...] = (
        ("table2", report.table2),
        ("table3", report.table3),
    )
    for table, lines in tables:
        for row, columns in (lines or {}).items():
            cells |= {f"{table}.{row}.{column}": value for column, value in columns.items()}
    return cells


def _said(value: Cell) -> str:
    return "空" if value is None or value == "" else str(value)
