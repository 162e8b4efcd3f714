"""What of a published report could not be read for certain (读表存疑): said, never guessed."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desktop.domain.annual.cells import (
    BLOCKS,
    CARRIED_IN,
    CARRIED_OUT,
    COLUMN_NAMES,
    DONE,
    LAST_RESULT_2021,
    NEW,
    RESULTS_2019,
    ROW_NAMES,
    TABLE1_2019,
    Shape,
    cell_name,
    row_name,
)
from gongkai_desktop.domain.annual.find import Found
from gongkai_desktop.domain.annual.number import Cell, shown
from gongkai_desktop.domain.annual.violation import Violation, hard, soft

_TABLES = {"table1": "表一", "table2": "表二", "table3": "表三"}
_FEW = 3
_LONGEST = 30


def what_is_unsure(found: Found, shape: Shape, *, trial: bool) -> tuple[Violation, ...]:
    """F2 for tables, rows and cells that were not found, stand twice or under unclear headings."""
    return (*_missing_tables(found), *_missing_parts(found, shape, trial=trial), *_unclear(found))


def _missing_tables(found: Found) -> Iterator[Violation]:
    for table, name in _TABLES.items():
        if not getattr(found, table):
            yield hard("F2", table, f"没有找到{name}，没有核对；格式规定三张表都要有")


def _missing_parts(found: Found, shape: Shape, *, trial: bool) -> Iterator[Violation]:
    if found.table2:
        one_row = trial and LAST_RESULT_2021 not in found.table2
        rows = (NEW, CARRIED_IN, *RESULTS_2019, DONE, CARRIED_OUT) if one_row else shape.rows
        for row in rows:
            if row not in found.table2:
                name = row_name(row) if row in ROW_NAMES else shape.names[f"table2.{row}"]
                told = f"表二没有认出“{name}”这一行，与它有关的和没有核对"
                yield hard("F2", f"table2.{row}", told)
    if found.table1:
        cells = tuple(key for line in TABLE1_2019.values() for key, _ in line)
        for key in cells if found.old_headings else shape.table1:
            if key not in found.table1:
                cell = f"table1.{key}"
                yield hard("F2", cell, f"没有认出{cell_name(cell)}这一格，没有核对")
    if found.table3:
        for block, name in BLOCKS.items():
            if block not in found.table3:
                yield hard("F2", f"table3.{block}", f"表三没有认出“{name}”的各格，没有核对")
    for path in _cut_off(found):
        yield hard("F2", path, f"没有认出{cell_name(path)}这一格，与它有关的和没有核对")


def _cut_off(found: Found) -> Iterator[str]:
    """Cells of rows that end too early."""
    yield from (f"table1.{key}" for key, cell in found.table1.items() if cell is None)
    for table, lines in (("table2", found.table2), ("table3", found.table3)):
        for row, line in lines.items():
            yield from (f"{table}.{row}.{name}" for name, cell in line.items() if cell is None)


def _unclear(found: Found) -> Iterator[Violation]:
    yield from _shown_twice(found)
    for name in found.split:
        yield hard(
            "F2",
            f"table2.{name}",
            f"表二“{COLUMN_NAMES.get(name, name)}”的表头下有几列数，分不清哪一列是本年的",
        )
    if found.headless:
        yield soft("F2", "table2", "表二的表头没有认出，各列是按格式的顺序读的，请核对")
    for label in dict.fromkeys(found.strange):
        yield soft("F2", "table2", f"格式里没有“{label[:_LONGEST]}”这一行，没有核对")


def _shown_twice(found: Found) -> Iterator[Violation]:
    """Single cells one by one; whole tables by one of their cells."""
    for table, name in _TABLES.items():
        twice = [one for one in found.differing if one.path.startswith(table)]
        for one in twice[: _FEW if len(twice) <= _FEW else 1]:
            both = f"先是{_words(one.first)}，后是{_words(one.other)}"
            if len(twice) <= _FEW:
                told = f"{cell_name(one.path)}在文件里出现两次，{both}，核对的是先出现的"
                yield hard("F2", one.path, told)
            else:
                told = f"文件里有两份{name}，数不相同，如{cell_name(one.path)}{both}"
                yield hard("F2", table, f"{told}；核对的是先出现的，请一个文件只留一份年报")


def _words(cell: Cell) -> str:
    if cell is None or cell == "":
        return "空格"
    return f"“{cell[:_LONGEST]}”" if isinstance(cell, str) else shown(cell)
