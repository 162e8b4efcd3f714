"""One unit's yearly report as a value (年度报告), and how the register's counts become one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Protocol

import attrs

from gongkai_desktop.domain.annual.cells import (
    BLOCKS,
    CARRIED_IN,
    CARRIED_OUT,
    DONE,
    NEW,
    RESULT3_NAMES,
    SHAPE_2021,
    TOTAL,
    Shape,
    result_rows,
)
from gongkai_desktop.domain.annual.counting import AS_REGISTERED, Counting, Facts
from gongkai_desktop.domain.annual.number import Cell, Number, amount, read_cell
from gongkai_desktop.domain.annual.violation import Violation

Line = Mapping[str, Cell]
Lines = Mapping[str, Line]


class Count(Protocol):
    """How many requests stand in one part, result row and applicant column of 表二."""

    @property
    def part(self) -> str:
        """``new``, ``carried_in``, ``result`` or ``carried_out``."""
        ...

    @property
    def row(self) -> str:
        """The result row's key; empty for the other parts."""
        ...

    @property
    def kind(self) -> str:
        """The applicant's column key."""
        ...

    @property
    def n(self) -> int:
        """How many."""
        ...

    @property
    def ground(self) -> str:
        """The legal ground, where the form asks for it."""
        ...

    @property
    def channel(self) -> str:
        """The way the requests came, where the form asks for it."""
        ...


@attrs.frozen(kw_only=True)
class Claim:
    """A figure the prose states (正文数字): what it says and what it should equal.

    ``expr`` names cells (``t2.r1_new.total``), sums or a quotient of them; ``parts`` are the
    items after 其中; ``ratio`` is numerator and denominator of a percentage; ``places`` the
    decimals printed, None where they follow from ``value``.
    """

    text: str
    value: Number | None
    expr: str = ""
    parts: tuple[Number, ...] = ()
    ratio: tuple[Number, Number] | None = None
    percent: bool = False
    places: int | None = None


@attrs.frozen(kw_only=True)
class AnnualReport:
    """A yearly report as published or compiled; None for a table that the source does not show.

    ``table1`` by key, ``table2`` and ``table3`` by row or block, then column. ``totals`` are the
    figures of a report known by its prose only (new, carried_in, open, …). ``prose`` is the text
    outside the tables, ``unread`` the names of rows and cells the form does not know,
    ``labels`` the wordings of rows and headings as published, by ``FormTable.labels``' keys,
    ``shape`` the rows and columns of its form, ``reading`` what was not read for certain.
    """

    year: int | None
    org: str = ""
    template: str = "2021"
    table1: Line | None = None
    table2: Lines | None = None
    table3: Lines | None = None
    totals: Mapping[str, Any] | None = None
    claims: tuple[Claim, ...] = ()
    prose: str = ""
    unread: tuple[str, ...] = ()
    labels: Mapping[str, str] = attrs.Factory(dict)
    shape: Shape = SHAPE_2021
    reading: tuple[Violation, ...] = ()

    def cell(self, path: str) -> Cell:
        """The cell of a path such as ``table2.r1_new.natural``; None where it is not known."""
        table, _, rest = path.partition(".")
        first, _, second = rest.partition(".")
        if table == "table1":
            return (self.table1 or {}).get(first)
        lines = (self.table2 if table == "table2" else self.table3) or {}
        return lines.get(first, {}).get(second)

    def number(self, path: str) -> Number | None:
        """What a cell counts in a sum; None where it is unknown."""
        return amount(self.cell(path))

    def results(self) -> tuple[str, ...]:
        """The result rows of this report's form; （六） of the trial form under any key."""
        rows = result_rows(self.template) if self.template < "2021" else self.shape.results
        if self.template != "2019" or not self.table2:
            return rows
        sixth = tuple(
            key
            for key, line in self.table2.items()
            if key.startswith("r3_6") and any(cell is not None for cell in line.values())
        )
        return (*rows[:-1], *(sixth or rows[-1:]))

    def to_record(self) -> dict[str, Any]:
        """The report as JSON values, with null for unknown cells and tables."""
        return {
            "year": self.year,
            "org": self.org,
            "template": self.template,
            "table1": None if self.table1 is None else _json_line(self.table1),
            "table2": None if self.table2 is None else _json_lines(self.table2),
            "table3": None if self.table3 is None else _json_lines(self.table3),
        }


def _json_line(line: Line) -> dict[str, int | float | str | None]:
    return {key: float(cell) if isinstance(cell, Decimal) else cell for key, cell in line.items()}


def _json_lines(lines: Lines) -> dict[str, dict[str, int | float | str | None]]:
    return {key: _json_line(line) for key, line in lines.items()}


def compile_tables(
    year: int,
    counts: Iterable[Count],
    disputes: Mapping[tuple[str, str], int],
    figures: Mapping[str, Any],
    *,
    org: str = "",
    shape: Shape = SHAPE_2021,
    counting: Counting = AS_REGISTERED,
) -> AnnualReport:
    """The three tables of a year: 表二 from the register, 表三 from disputes, 表一 as entered.

    ``shape`` and ``counting`` are the form's, the one in force where none is given. ``disputes``
    counts by block and result; ``figures`` hold the entered cells of 表一, fees in 万元; what
    nobody entered is 0, as the form allows no blank. A result without a row stands in the total
    only: the broken sum shows it.
    """
    return AnnualReport(
        year=year,
        org=org,
        template=shape.version,
        table1={key: _figure(figures.get(key)) for key in shape.table1},
        table2=_requests_table(counts, shape, counting),
        table3=_disputes_table(disputes),
        shape=shape,
    )


def report_of_cells(year: int, cells: Mapping[str, str]) -> AnnualReport:
    """A report as typed cell by cell (手工录入), by path; what was not typed is 0."""
    empty = compile_tables(year, (), {}, {})

    def typed(path: str, cell: Cell) -> Cell:
        return read_cell(cells[path]) if path in cells else cell

    def lines(name: str, table: Lines | None) -> Lines:
        return {
            row: {column: typed(f"{name}.{row}.{column}", cell) for column, cell in line.items()}
            for row, line in (table or {}).items()
        }

    return attrs.evolve(
        empty,
        table1={key: typed(f"table1.{key}", cell) for key, cell in (empty.table1 or {}).items()},
        table2=lines("table2", empty.table2),
        table3=lines("table3", empty.table3),
    )


def _figure(value: Any) -> Cell:
    return 0 if value is None or value == "" else read_cell(value)


def _requests_table(counts: Iterable[Count], shape: Shape, counting: Counting) -> Lines:
    table = {row: dict.fromkeys(shape.columns, 0) for row in shape.rows}
    for count in counts:
        facts = Facts(
            row=count.row, ground=count.ground, kind=str(count.kind), channel=count.channel
        )
        column = counting.column(facts)
        for row in _rows_of(count, counting.row(facts), shape):
            # an applicant the form has no column for shows in the total, as a broken sum
            if column in shape.kinds:
                table[row][column] += count.n
            table[row][TOTAL] += count.n
    return table


def _rows_of(count: Count, result: str, shape: Shape) -> tuple[str, ...]:
    rows = {"new": NEW, "carried_in": CARRIED_IN, "carried_out": CARRIED_OUT}
    if count.part in rows:
        return (rows[count.part],)
    return (result, DONE) if result in shape.results else (DONE,)


def _disputes_table(disputes: Mapping[tuple[str, str], int]) -> Lines:
    table = {block: dict.fromkeys(RESULT3_NAMES, 0) for block in BLOCKS}
    for (block, result), n in disputes.items():
        if result in table[block]:
            table[block][result] += n
        table[block][TOTAL] += n
    return table
