"""表三 among the tables of a file (行政复议、行政诉讼): five results for each block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai_desktop.domain.annual.cells import BLOCKS, RESULT3_NAMES
from gongkai_desktop.domain.annual.labels import Grid
from gongkai_desktop.domain.annual.number import Cell, read_cell
from gongkai_desktop.domain.annual.tables import Line

_LONGEST_LABEL = 14
"""Characters of the longest name of a block; longer text is a note."""
_RESULT3_WORDS = {
    **{name: key for key, name in RESULT3_NAMES.items()},
    "维持": "upheld",
    "纠正": "corrected",
    "其它结果": "other",
    "未审结": "pending",
    "合计": "total",
}
_BLOCK_WORDS = (
    ("直接起诉", "suit_direct"),
    ("复议后", "suit_after_review"),
    ("行政复议", "review"),
)


def disputes_in(grid: Grid, words: Grid) -> Iterator[tuple[str, Line]]:
    """表三: five headings for each block, the figures in the row below."""
    for at in range(len(words) - 1):
        found = _result_headings(words, at)
        upright = list(_upright_blocks(grid, words, at, found))
        if upright:
            yield from upright
            return
        blocks, rest = divmod(len(found), len(RESULT3_NAMES))
        if rest or not blocks or [key for _, key in found] != list(RESULT3_NAMES) * blocks:
            continue
        if any(text in _RESULT3_WORDS for text in words[at + 1]):
            continue
        for number in range(blocks):
            five = found[number * 5 : number * 5 + 5]
            block = _block_above(words, at, five[0][0])
            if blocks == len(BLOCKS):
                block = (*BLOCKS,)[number]
            if block:
                yield block, {key: _cell(grid[at + 1], place) for place, key in five}
        return


def _upright_blocks(
    grid: Grid, words: Grid, at: int, headings: Sequence[tuple[int, str]]
) -> Iterator[tuple[str, Line]]:
    """表三 drawn with one block to a row below five headings."""
    if [key for _, key in headings] != list(RESULT3_NAMES):
        return
    for row, labels in zip(grid[at + 1 :], words[at + 1 :], strict=True):
        names = [text for text in labels[: headings[0][0]] if text]
        block = next((key for word, key in _BLOCK_WORDS if names and word in names[-1]), "")
        if block and len(names[-1]) <= _LONGEST_LABEL:
            yield block, {key: _cell(row, place) for place, key in headings}


def _result_headings(words: Grid, at: int) -> list[tuple[int, str]]:
    """Results by column; those of 行政复议 stand one row higher where cells are not merged."""
    labels, above = words[at], words[at - 1] if at else words[at]
    found: list[tuple[int, str]] = []
    for place, text in enumerate(labels):
        upper = above[place] if place < len(above) else ""
        word = text if text in _RESULT3_WORDS else upper
        key = _RESULT3_WORDS.get(word, "")
        # a heading over two columns of the file's grid is one heading
        goes_on = bool(found) and found[-1][1] == key and labels[place - 1] == text
        if key and not goes_on:
            found.append((place, key))
    return found


def _block_above(words: Grid, at: int, column: int) -> str:
    above = "".join(row[column] for row in words[:at] if column < len(row))
    return next((block for word, block in _BLOCK_WORDS if word in above), "")


def _cell(row: Sequence[str], at: int) -> Cell:
    return read_cell(row[at]) if at < len(row) else None
