"""The yearly tables for the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongkai_desktop.domain.annual.cells import (
    BLOCKS,
    COLUMNS,
    RESULT3_NAMES,
    TABLE1,
    TABLE2_ROWS,
    cell_name,
    row_name,
)
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.violation import Level, Violation
from gongkai_desktop.services import annual as annual_service
from gongkai_desktop.services.desk import lines_of
from gongkai_desktop.ui.bridge.session import Session, register_line
from gongkai_desktop.ui.ports import AnnualTables, RegisterLine


class AnnualBridge:
    """Annual over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def years(self) -> Sequence[int]:
        """Years that can be compiled, latest first."""
        return annual_service.years(self._session.workspace)

    def compile(self, year: int) -> AnnualTables:
        """The tables of a year."""
        compiled = annual_service.compile_year(self._session.workspace, year)
        return tables_of(compiled.report, compiled.violations)

    def behind(self, year: int, row: str, column: str) -> Sequence[RegisterLine]:
        """The cases counted in one cell of table two."""
        workspace = self._session.workspace
        rows = annual_service.cases_behind(workspace, year, row, column)
        return [register_line(line) for line in lines_of(rows, workspace)]

    def export(self, year: int, path: Path) -> None:
        """Write the tables as xlsx in the official layout."""
        workspace = self._session.workspace
        compiled = annual_service.compile_year(workspace, year)
        annual_service.write_workbook(workspace, compiled, path)


def _count(report: AnnualReport, path: str) -> int:
    return int(report.number(path) or 0)


def _shown(report: AnnualReport, path: str) -> str:
    cell = report.cell(path)
    return "" if cell is None else str(cell)


def tables_of(report: AnnualReport, violations: Sequence[Violation]) -> AnnualTables:
    """A report as the page shows it."""
    return AnnualTables(
        year=report.year or 0,
        table1=tuple((name, (_shown(report, f"table1.{key}"),)) for key, name in TABLE1.items()),
        table2=tuple(
            (
                key,
                row_name(key),
                tuple(_count(report, f"table2.{key}.{column}") for column in COLUMNS),
            )
            for key in TABLE2_ROWS
        ),
        table3=tuple(
            (name, tuple(_count(report, f"table3.{block}.{result}") for result in RESULT3_NAMES))
            for block, name in BLOCKS.items()
        ),
        violations=tuple(
            (one.rule, one.level == Level.HARD, cell_name(one.cell), one.message)
            for one in violations
        ),
    )
