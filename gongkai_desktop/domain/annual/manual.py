"""What people put into a yearly report by hand (手工填报、手工更改), each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from gongkai_desktop.domain.annual.cells import (
    BLOCKS,
    CARRIED_IN,
    CARRIED_OUT,
    DONE,
    RESULTS3,
    SHAPE_2021,
    TABLE1,
    TOTAL,
    Shape,
    cell_name,
)
from gongkai_desktop.domain.annual.number import Cell, Number, amount, read_cell, shown
from gongkai_desktop.domain.annual.tables import AnnualReport, Lines
from gongkai_desktop.domain.annual.violation import Level, Violation, soft
from gongkai_desktop.domain.errors import UserError

BESIDE: dict[str, str] = {
    "processing_fee_yuan": "收取信息处理费金额（元）",
    "processing_fee_cases": "收取信息处理费件数",
}
"""Figures of the text that no register gives (国办函〔2020〕109号); 表一's fee is another."""
ENTERED = {**TABLE1, **BESIDE}


@attrs.frozen(kw_only=True)
class Entered:
    """A figure of 表一, or one of the text, as a section supplied it (填报数)."""

    key: str
    value: Cell
    section: str = ""
    supplied: date | None = None
    note: str = ""


@attrs.frozen(kw_only=True)
class ManualChange:
    """A cell of 表二 or 表三 changed by hand (手工更改): path, new figure and reason."""

    path: str
    value: int
    reason: str
    counted: Number | None = None
    """What the register counts there."""


def read_entered(key: str, text: str) -> Cell:
    """A supplied figure from what was typed; raises UserError naming it."""
    if key not in ENTERED:
        raise UserError(f"没有“{key}”这个填报数", "请从表一的格和信息处理费中选择")
    name = BESIDE.get(key) or cell_name(f"table1.{key}")
    value = read_cell(text)
    if isinstance(value, str) or value is None or value < 0:
        raise UserError(f"{name}应当填不小于0的数，现在是“{text}”", "没有的请填0")
    return value


def read_change(path: str, text: str, reason: str, shape: Shape = SHAPE_2021) -> ManualChange:
    """A manual change from what was typed; raises UserError for what cannot be changed so."""
    if not is_changeable(path, shape):
        raise UserError(f"{cell_name(path)}不能手工更改", "合计由各格相加得出，请更改其中的格")
    value = read_cell(text)
    if not isinstance(value, int) or value < 0:
        raise UserError(f"{cell_name(path)}应当填不小于0的整数，现在是“{text}”", "请改正后重试")
    if not reason.strip():
        raise UserError(f"更改{cell_name(path)}须写明理由", "理由会印在差异说明上")
    return ManualChange(path=path, value=value, reason=reason.strip())


def is_changeable(path: str, shape: Shape = SHAPE_2021) -> bool:
    """Whether a cell stands for itself: sums follow from the cells they sum up."""
    table, _, rest = path.partition(".")
    row, _, column = rest.partition(".")
    if table == "table2":
        return row in shape.rows and row != DONE and column in shape.kinds
    return table == "table3" and row in BLOCKS and column in RESULTS3


def locked_carry(report: AnnualReport, frozen: AnnualReport) -> AnnualReport:
    """The report with 上年结转 as last year's frozen report left it, column by column.

    Columns that a new form draws otherwise than last year's keep what the register counts.
    """
    line = (frozen.table2 or {}).get(CARRIED_OUT)
    if line is None or report.table2 is None:
        return report
    redrawn = report.shape.redrawn if frozen.template != report.template else ()
    carried = {
        column: report.table2[CARRIED_IN].get(column)
        if column in redrawn
        else amount(line.get(column)) or 0
        for column in report.shape.columns
    }
    return attrs.evolve(report, table2={**report.table2, CARRIED_IN: carried})


def changed(report: AnnualReport, changes: Iterable[ManualChange]) -> AnnualReport:
    """The report with manual changes in place and every sum worked out again."""
    new = {change.path: change.value for change in changes}
    if not new:
        return report
    table2 = _with(report.table2, "table2", new)
    return attrs.evolve(
        report,
        table2=None if table2 is None else _summed(table2, new, report.shape),
        table3=_totalled(_with(report.table3, "table3", new), RESULTS3, new, "table3"),
    )


def _with(
    lines: Lines | None, table: str, new: Mapping[str, int]
) -> dict[str, dict[str, Cell]] | None:
    if lines is None:
        return None
    return {
        row: {column: new.get(f"{table}.{row}.{column}", cell) for column, cell in line.items()}
        for row, line in lines.items()
    }


def _summed(table: dict[str, dict[str, Cell]], new: Mapping[str, int], shape: Shape) -> Lines:
    """（七）总计 and the column 总计 where a cell below them was changed."""
    for column in shape.kinds:
        if any(f"table2.{row}.{column}" in new for row in shape.results):
            table[DONE][column] = sum(_count(table[row].get(column)) for row in shape.results)
    touched = {path.split(".")[1] for path in new if path.startswith("table2.")}
    if touched & set(shape.results):
        touched.add(DONE)
    for row in touched:
        table[row][TOTAL] = sum(_count(table[row].get(kind)) for kind in shape.kinds)
    return table


def _totalled(
    table: dict[str, dict[str, Cell]] | None,
    parts: Iterable[str],
    new: Mapping[str, int],
    name: str,
) -> Lines | None:
    if table is None:
        return None
    for row in {path.split(".")[1] for path in new if path.startswith(f"{name}.")}:
        table[row][TOTAL] = sum(_count(table[row].get(part)) for part in parts)
    return table


def _count(cell: Cell) -> int:
    return int(amount(cell) or 0)


def carry_differs(counted: AnnualReport, report: AnnualReport) -> list[Violation]:
    """Where the register now counts another 上年结转 than the frozen report left: a soft X1."""
    found = []
    for kind in report.shape.kinds:
        path = f"table2.{CARRIED_IN}.{kind}"
        own, locked = counted.number(path), report.number(path)
        if own is not None and locked is not None and own != locked:
            found.append(
                soft(
                    "X1",
                    path,
                    f"{cell_name(path)}按上年定稿填{shown(locked)}，登记簿现在数出{shown(own)}件，"
                    "请查明是哪几件，在差异说明里写清",
                )
            )
    return found


def explained(
    violations: Iterable[Violation], changes: Iterable[ManualChange]
) -> tuple[Violation, ...]:
    """X1 over a cell that was changed with a reason asks for a look and stops nothing.

    机构改革、更正年报时，上年结转可以与上年年报不一致，但要写明。
    """
    reasons = {change.path: change.reason for change in changes}
    whole = next((why for path, why in reasons.items() if CARRIED_IN in path), "")
    return tuple(
        attrs.evolve(one, level=Level.SOFT, message=f"{one.message}。差异说明：{why}")
        if one.rule == "X1" and (why := reasons.get(one.cell) or _of_total(one.cell, whole))
        else one
        for one in violations
    )


def _of_total(path: str, reason: str) -> str:
    return reason if path == f"table2.{CARRIED_IN}.{TOTAL}" else ""
