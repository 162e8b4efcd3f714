"""表一 among the tables of a file (主动公开): labels name the rows, headings the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from gongkai_desktop.domain.annual.cells import FEE, TABLE1_2019
from gongkai_desktop.domain.annual.labels import Grid
from gongkai_desktop.domain.annual.number import Cell, read_cell

_WORDS = (
    ("规范性文件", ("docs_made", "docs_repealed", "docs_valid")),
    ("规章", ("rules_made", "rules_repealed", "rules_valid")),
    ("行政许可", ("licence_decisions",)),
    ("行政处罚", ("penalty_decisions",)),
    ("行政强制", ("coercion_decisions",)),
    ("行政事业性收费", (FEE,)),
)
_TRIAL = tuple((row, tuple(key for key, _ in cells)) for row, cells in TABLE1_2019.items())
_HEADINGS = ("制发|制作", "废止", "有效")
_SINGLE_HEADING = "本年处理决定|^处理决定|收费金额"
_MARKS = re.compile("信息内容|制发件数|处理决定数量|收费金额|项目数量")
_LONGEST_LABEL = 14
"""Characters of the longest row label of 表一; longer text is a note."""
_OLD_HEADINGS = ("新制作数量", "新公开数量", "对外公开总数量", "上一年项目数量")


@attrs.frozen(kw_only=True)
class OwnCell:
    """A cell of 表一 with the heading above it and the label of its row, as printed."""

    key: str
    cell: Cell
    heading: str
    label: str
    begins: bool
    """Whether it is the first of its row, which names the row."""


def has_old_headings(words: Grid) -> bool:
    """Whether a table bears headings that only the trial form of 2019 has."""
    return any(text.endswith(_OLD_HEADINGS) for row in words for text in row)


def own_cells(grid: Grid, words: Grid, *, trial: bool) -> Iterator[OwnCell]:
    """Every cell of 表一 that a table shows; none where it is another table."""
    if not any(_MARKS.search(text) for row in words for text in row):
        return
    headings: Sequence[str] = ()
    printed: Sequence[str] = ()
    for row, labels in zip(grid, words, strict=True):
        if any(_MARKS.search(text) for text in labels):
            headings, printed = labels, row
        for at, keys in _row(labels, _TRIAL if trial else _WORDS):
            places = _places(labels, headings, at, len(keys))
            for key, place in zip(keys, places, strict=False):
                yield OwnCell(
                    key=key,
                    cell=read_cell(row[place]) if place < len(row) else None,
                    heading="".join(printed[place : place + 1]),
                    label=row[at],
                    begins=key == keys[0],
                )


def _row(
    labels: Sequence[str], rows: Sequence[tuple[str, tuple[str, ...]]]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for at, text in enumerate(labels):
        label = text.replace("它", "他")
        keys = next((keys for word, keys in rows if word in label), ())
        if keys and len(text) <= _LONGEST_LABEL:
            yield at, keys
            return


def _places(labels: Sequence[str], headings: Sequence[str], at: int, count: int) -> Sequence[int]:
    """Where the figures of a row stand: below their headings, else right of the label."""
    right = [place for place in range(at + 1, len(labels)) if labels[place] != labels[at]]
    if count == 1:
        below = [one for one in right if one < len(headings)]
        below = [one for one in below if re.search(_SINGLE_HEADING, headings[one])] or right
        filled = [place for place in below if labels[place]]
        return (filled or below)[:1]
    by_heading = [
        next((at for at in right if at < len(headings) and re.search(word, headings[at])), -1)
        for word in _HEADINGS
    ]
    return right[:count] if -1 in by_heading else by_heading
