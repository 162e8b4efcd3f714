"""Tables copied from a web page: one cell on each line, the rows one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai_desktop.domain.ledger.plan.grid import (
    SENTENCE_ENDS,
    WHO,
    GridReader,
    Head,
    number_of,
)
from gongkai_desktop.domain.ledger.plan.task import PlanWords
from gongkai_desktop.domain.ledger.plan.units import looks_like_units

_GOES_ON = ("、", "，", ",")


def vertical_rows(
    lines: Sequence[str], head: Head, known: PlanWords, year: int
) -> Iterator[list[str]]:
    """Cells that stand one below the other (copied from a web page), parted into loose rows.

    With 序号 a row begins at the next number; without, it ends where who or when is said.
    """
    reader = GridReader(head, known, year)
    numbered = "no" in head.fields
    last = next(field for field in reversed(head.fields) if field in (*WHO, "deadline"))
    row: list[str] = []
    expected = 1
    for line in _whole_cells(lines):
        if numbered and number_of(line) == str(expected):
            yield row
            row, expected = [line], expected + 1
            continue
        row.append(line)
        if not numbered and len(row) > 1 and _ends_row(line, last, reader, known):
            yield row
            row = []
    if numbered or any(cell.endswith(SENTENCE_ENDS) for cell in row):
        yield row  # else what stands below the table: 打印 关闭


def _whole_cells(lines: Sequence[str]) -> list[str]:
    """Lines of which one that ends in a comma goes on in the next."""
    whole: list[str] = []
    for line in lines:
        if whole and whole[-1].endswith(_GOES_ON):
            whole[-1] += line
        else:
            whole.append(line)
    return whole


def _ends_row(line: str, last: str, reader: GridReader, known: PlanWords) -> bool:
    if last == "deadline":
        return reader.is_time(line)
    return looks_like_units(line, known)
