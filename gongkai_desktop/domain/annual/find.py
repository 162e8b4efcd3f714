"""Finding the three tables by their labels, changed ones too (表格识别、行名列名)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from gongkai_desktop.domain.annual.cells import (
    LAST_RESULT_2021,
    OTHER_2019,
    TOTAL,
)
from gongkai_desktop.domain.annual.find_disputes import disputes_in
from gongkai_desktop.domain.annual.find_own import has_old_headings, own_cells
from gongkai_desktop.domain.annual.labels import Grid, Labels, plain
from gongkai_desktop.domain.annual.number import Cell, is_placeholder, read_cell, read_number
from gongkai_desktop.domain.annual.tables import Line

__all__ = ["Found", "Grid", "find_tables"]

_LONGEST_ROW_LABEL = 48
"""Characters of the longest row label of 表二 without its signs; longer text is a note."""
_ENOUGH_ROWS = 5
"""As many known row labels make a table 表二 though its headings cannot be read."""
_SHIFTS = (0, 1, -1, 2, -2)
"""By how many columns the rest of a table may stand further right or left than its beginning."""
_THIS_YEAR = re.compile("本年|本期|今年|件数|数量|合计")
_NOT_THIS_YEAR = re.compile("上年|去年|同期|占比|比例|比重|同比|增|减|%")
_FEW_FIGURES = 3


@attrs.frozen(kw_only=True)
class Differing:
    """A cell shown twice with different figures: the first, which counts, and the other."""

    path: str
    first: Cell
    other: Cell


@attrs.define(kw_only=True)
class Found:
    """What the tables of a file show; of two tables alike the first counts.

    ``labels`` are the wordings as published, keyed as ``FormTable.labels`` keys the printed ones.
    ``differing`` are cells that a second table shows otherwise, ``strange`` the labels of rows of
    表二 that hold figures and that no form knows, ``split`` the columns that stand under one
    heading with others so that nothing tells which is meant.
    """

    table1: dict[str, Cell] = attrs.Factory(dict)
    table2: dict[str, Line] = attrs.Factory(dict)
    table3: dict[str, Line] = attrs.Factory(dict)
    labels: dict[str, str] = attrs.Factory(dict)
    old_headings: bool = False
    known: Labels = attrs.Factory(Labels)
    differing: list[Differing] = attrs.Factory(list)
    strange: list[str] = attrs.Factory(list)
    split: list[str] = attrs.Factory(list)
    headless: bool = False
    """Whether 表二 was read by the order of its columns, its headings being unreadable."""

    def take(self, table: str, key: str, line: Line) -> bool:
        """Keep a row of 表二 or a block of 表三; a second one is held against the first."""
        lines = self.table2 if table == "table2" else self.table3
        if key not in lines or (_is_blank(lines[key]) and not _is_blank(line)):
            lines[key] = line
            return True
        for name, cell in () if _is_blank(line) else line.items():
            self._hold(f"{table}.{key}.{name}", lines[key].get(name), cell)
        return False

    def take_own(self, key: str, cell: Cell) -> bool:
        """Keep a cell of 表一; a second one is held against the first."""
        if key not in self.table1:
            self.table1[key] = cell
            return True
        self._hold(f"table1.{key}", self.table1[key], cell)
        return False

    def _hold(self, path: str, first: Cell, other: Cell) -> None:
        if first != other and not (is_placeholder(first) and is_placeholder(other)):
            self.differing.append(Differing(path=path, first=first, other=other))


def _is_blank(line: Line) -> bool:
    """Whether a line shows nothing: a form not filled in, or a note across the table."""
    return not any(line.values()) and 0 not in line.values()


def find_tables(grids: Iterable[Grid], labels: Labels | None = None) -> Found:
    """The three tables among all tables of a file, split over several or not."""
    found = Found(known=labels or Labels())
    columns: dict[str, int] = {}
    for grid in grids:
        words = [[plain(text) for text in row] for row in grid]
        found.old_headings |= has_old_headings(words)
        columns = _find_requests(found, grid, words, columns)
        for block, line in disputes_in(grid, words):
            found.take("table3", block, line)
        _find_own(found, grid, words)
    if LAST_RESULT_2021 in found.table2:
        # a group heading in the form of 2021, a row of its own in the trial form
        found.table2.pop(OTHER_2019, None)
    return found


def _find_own(found: Found, grid: Grid, words: Grid) -> None:
    for one in own_cells(grid, words, trial=found.old_headings):
        if found.take_own(one.key, one.cell):
            found.labels[f"table1.{one.key}.heading"] = one.heading
        if one.begins:
            found.labels.setdefault(f"table1.{one.key}", one.label)


def _find_requests(
    found: Found, grid: Grid, words: Grid, columns: dict[str, int]
) -> dict[str, int]:
    """表二, row by row; a page break, a blank row or a repeated heading may shift its columns.

    ``columns`` are those of the part before; returns those of the last part found.
    """
    known = found.known
    for first, end in _stretches(words, known):
        rows = words[first:end]
        headed = _headed_columns(rows, known)
        for name, heading in headed.words.items():
            found.labels.setdefault(f"table2.{name}", heading)
        own = headed.places or _unheaded_columns(rows, columns, known, begun=bool(found.table2))
        if own:
            _tell_split(found, grid[first:end], headed)
            found.headless |= not (headed.places or found.table2)
            # blank rows and titles between two parts of the table say nothing of its columns
            columns = {**own}
            for at in range(first, end):
                _take_line(found, grid[at], words[at], columns)
    return columns


def _take_line(
    found: Found, row: Sequence[str], labels: Sequence[str], columns: Mapping[str, int]
) -> None:
    """A row of 表二 under the name it bears; a note across the table is none."""
    start = min(columns.values())
    left = range(min(start, len(labels)) - 1, -1, -1)
    inner = next((at for at in left if labels[at] and not labels[at].isdecimal()), None)
    if inner is None or labels[inner : inner + 1] == labels[start : start + 1]:
        return
    key = found.known.row(labels[inner]) if len(labels[inner]) <= _LONGEST_ROW_LABEL else ""
    line = {name: _cell(row, columns[name]) for name in found.known.shape.columns}
    if key:
        if found.take("table2", key, line):
            found.labels[f"table2.{key}"] = row[inner]
    elif (
        sum(isinstance(cell, int) for cell in line.values()) >= _FEW_FIGURES
        and read_number(row[inner]) is None
    ):
        found.strange.append(" ".join(row[inner].split()))


def _stretches(words: Grid, known: Labels) -> Iterator[tuple[int, int]]:
    """First row and end of what stands together: to a blank row, or to a heading."""
    starts = [0]
    for at, labels in enumerate(words):
        heads = any(known.column(text) == "natural" for text in labels)
        above = words[at - 1] if at else ()
        if not any(labels) or (
            heads and not any(known.column(text) == "natural" for text in above)
        ):
            starts.append(at)
    yield from zip(starts, [*starts[1:], len(words)], strict=True)


def _heads(labels: Sequence[str], known: Labels) -> bool:
    """Whether a line begins the heading of 表二."""
    return any(known.column(text) == "natural" for text in labels)


@attrs.frozen(kw_only=True)
class _Headings:
    """The columns of 表二 by their headings; ``several`` are headings over more than one column."""

    places: Mapping[str, int] = attrs.Factory(dict)
    words: Mapping[str, str] = attrs.Factory(dict)
    several: Mapping[str, tuple[int, ...]] = attrs.Factory(dict)


def _headed_columns(words: Grid, known: Labels) -> _Headings:
    """The columns of 表二 and their headings, where a stretch begins with them."""
    due = known.shape.columns
    columns: dict[str, list[int]] = {}
    headings: dict[str, str] = {}
    last: Sequence[str] = ()
    for labels in words:
        if any(known.row(text) and not known.column(text) for text in labels):
            break
        last, before = labels, {*columns}
        for at, text in enumerate(labels):
            name = known.column(text)
            if name and name not in before and (columns or name == "natural"):
                columns.setdefault(name, []).append(at)
                headings.setdefault(name, text)
    places = {name: _this_year(among, last) for name, among in columns.items()}
    first, end = places.get("natural", 0), places.get(TOTAL, 0)
    side_by_side = {name: first + at for at, name in enumerate(due)}
    if (
        len(places) < len(due)
        and end - first == len(due) - 1
        and places.items() <= (side_by_side.items())
    ):
        # one heading is unreadable, they stand side by side all the same
        places = side_by_side
    if len(places) < len(due):
        return _Headings()
    several = {name: (*among,) for name, among in columns.items() if len(among) > 1}
    return _Headings(places=places, words=headings, several=several)


def _this_year(among: Sequence[int], below: Sequence[str]) -> int:
    """Of the columns under one heading, the one that the line below calls this year's count."""
    told = [(at, below[at] if at < len(below) else "") for at in among]
    others = [at for at, text in told if not _NOT_THIS_YEAR.search(text)]
    named = [at for at, text in told if at in others and _THIS_YEAR.search(text)]
    return (named or others or [*among])[0]


def _tell_split(found: Found, grid: Grid, headed: _Headings) -> None:
    """Headings over several columns with figures of their own, none of which is this year's."""
    for name, among in headed.several.items():
        taken = headed.places[name]
        rows = [row for row in grid if len(row) > max(among)]
        heading = headed.words[name]
        for at in among:
            above = next((row[at] for row in rows if plain(row[at]) == heading), "")
            said = [plain(row[at]) for row in rows if row[at] != above]
            told = bool(said) and (_NOT_THIS_YEAR.search(said[0]) or _THIS_YEAR.search(said[0]))
            differs = any(read_cell(row[at]) != read_cell(row[taken]) for row in rows)
            if at != taken and differs and not told:
                found.split.append(name)
                break


def _unheaded_columns(
    words: Grid, before: Mapping[str, int], known: Labels, *, begun: bool
) -> dict[str, int]:
    """The columns of rows without a heading: those of the rows before, else the last ones.

    Enough known rows make a table of their own, one is enough where the table has ``begun``.
    """
    rows = [labels for labels in words if _names_a_row(labels, known)]
    for shift in _SHIFTS if before and rows else ():
        moved = {name: at + shift for name, at in before.items()}
        if all(_fits(labels, moved, known) for labels in rows):
            return moved
    width = max((at + 1 for row in rows for at, text in enumerate(row) if text), default=0)
    due = known.shape.columns
    first = width - len(due)
    if first < 1 or len(rows) < (1 if begun else _ENOUGH_ROWS):
        return {}
    return {name: first + at for at, name in enumerate(due)}


def _names_a_row(labels: Sequence[str], known: Labels) -> bool:
    """Whether a line is a row of 表二: a known label, and not one text all across."""
    named = any(known.row(text) for text in labels if len(text) <= _LONGEST_ROW_LABEL)
    return named and len({text for text in labels if text}) > 1


def _fits(labels: Sequence[str], columns: Mapping[str, int], known: Labels) -> bool:
    """Whether the figures of a row stand between the first column and the last."""
    first, last = min(columns.values()), max(columns.values())
    name = max((at for at, text in enumerate(labels) if known.row(text)), default=-1)
    places = [at for at, text in enumerate(labels) if at > name and text.isdecimal()]
    return name < first <= last < len(labels) and all(first <= at <= last for at in places)


def _cell(row: Sequence[str], at: int) -> Cell:
    return read_cell(row[at]) if at < len(row) else None
