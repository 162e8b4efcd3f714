"""Finding the three tables by their labels, changed ones too (表格识别、行名列名)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from gongkai_desktop.domain.annual.cells import (
    BLOCKS,
    CARRIED_IN,
    CARRIED_OUT,
    DONE,
    FEE,
    LAST_RESULT_2021,
    NEW,
    OTHER_2019,
    RESULT3_NAMES,
    SHAPE_2021,
    TABLE1_2019,
    TOTAL,
    Shape,
)
from gongkai_desktop.domain.annual.number import Cell, read_cell
from gongkai_desktop.domain.annual.tables import Line

Grid = Sequence[Sequence[str]]

_COLUMN_WORDS = {
    "natural": "自然人",
    "biz": "商业企业|^企业",
    "research": "科研",
    "public_good": "公益",
    "legal_svc": "法律服务",
    "other_org": "^其[他它](组织)?$",
    "total": "^[总合]计$",
}
_ROW_WORDS = (
    ("结转下", CARRIED_OUT),
    ("上年结转|上年度结转|上一年结转", CARRIED_IN),
    ("本年新收|新收政府信息|本年度新收", NEW),
    ("国家秘密", "r3_3_1_state_secret"),
    ("禁止公开", "r3_3_2_other_law"),
    ("三安全", "r3_3_3_three_safety"),
    ("第三方", "r3_3_4_third_party"),
    ("三类内|内部事务", "r3_3_5_internal"),
    ("过程性", "r3_3_6_process"),
    ("执法案卷", "r3_3_7_enforcement_file"),
    ("行政查询", "r3_3_8_admin_query"),
    ("不掌握", "r3_4_1_not_held"),
    ("没有现成|另行制作", "r3_4_2_no_existing"),
    ("补正后", "r3_4_3_unclear_after_correction"),
    ("信访", "r3_5_1_petition"),
    ("重复申请", "r3_5_2_duplicate"),
    ("出版物", "r3_5_3_publication"),
    ("大量反复", "r3_5_4_abusive"),
    ("重新出具", "r3_5_5_reconfirm"),
    ("逾期不补正|不补正", "r3_6_1_overdue_correction"),
    ("缴纳费用|收费通知", "r3_6_2_overdue_fee"),
    ("其他处理|其它处理", OTHER_2019),
    ("部分公开", "r3_2_partial"),
    ("予以公开", "r3_1_open"),
    ("^七?[总合]计", DONE),
    ("^3?其[他它]$", LAST_RESULT_2021),
)
_TABLE1_WORDS = (
    ("规范性文件", ("docs_made", "docs_repealed", "docs_valid")),
    ("规章", ("rules_made", "rules_repealed", "rules_valid")),
    ("行政许可", ("licence_decisions",)),
    ("行政处罚", ("penalty_decisions",)),
    ("行政强制", ("coercion_decisions",)),
    ("行政事业性收费", (FEE,)),
)
_TABLE1_TRIAL = tuple((row, tuple(key for key, _ in cells)) for row, cells in TABLE1_2019.items())
_TABLE1_HEADINGS = ("制发|制作", "废止", "有效")
_TABLE1_MARKS = re.compile("信息内容|制发件数|处理决定数量|收费金额|项目数量")
_LONGEST_LABEL = 14
"""Characters of the longest row label of 表一; longer text is a note."""
_LONGEST_ROW_LABEL = 48
"""Characters of the longest row label of 表二 without its signs; longer text is a note."""
_ENOUGH_ROWS = 5
"""As many known row labels make a table 表二 though its headings cannot be read."""
_SHIFTS = (0, 1, -1, 2, -2)
"""By how many columns the rest of a table may stand further right or left than its beginning."""
_OLD_HEADINGS = ("新制作数量", "新公开数量", "对外公开总数量", "上一年项目数量")
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


@attrs.frozen
class Labels:
    """What rows and columns of 表二 are known by: the house's words, and a newer form's own.

    ``shape`` is the form's; its own rows and columns are known by their printed words alone.
    """

    shape: Shape = SHAPE_2021

    def row(self, label: str) -> str:
        """The row a label names, however it is worded; empty where none."""
        own = self._own(label, self.shape.rows)
        return own or next((key for words, key in _ROW_WORDS if re.search(words, label)), "")

    def column(self, text: str) -> str:
        """The column a heading names; empty where none."""
        if len(text) > _LONGEST_LABEL:
            return ""
        own = self._own(text, self.shape.columns)
        return own or next(
            (key for key, words in _COLUMN_WORDS.items() if re.search(words, text)), ""
        )

    def _own(self, text: str, keys: Iterable[str]) -> str:
        printed = ((one, self.shape.names.get(f"table2.{one}", "")) for one in keys)
        return next((one for one, words in printed if text and plain(words) == text), "")


@attrs.define(kw_only=True)
class Found:
    """What the tables of a file show; of two tables alike the first counts.

    ``labels`` are the wordings as published, keyed as ``FormTable.labels`` keys the printed ones.
    """

    table1: dict[str, Cell] = attrs.Factory(dict)
    table2: dict[str, Line] = attrs.Factory(dict)
    table3: dict[str, Line] = attrs.Factory(dict)
    labels: dict[str, str] = attrs.Factory(dict)
    old_headings: bool = False
    known: Labels = attrs.Factory(Labels)


def find_tables(grids: Iterable[Grid], labels: Labels | None = None) -> Found:
    """The three tables among all tables of a file, split over several or not."""
    found = Found(known=labels or Labels())
    columns: dict[str, int] = {}
    for grid in grids:
        words = [[plain(text) for text in row] for row in grid]
        found.old_headings |= any(text.endswith(_OLD_HEADINGS) for row in words for text in row)
        columns = _find_requests(found, grid, words, columns)
        for block, line in _disputes(grid, words):
            found.table3.setdefault(block, line)
        _find_own(found, grid, words)
    if LAST_RESULT_2021 in found.table2:
        # a group heading in the form of 2021, a row of its own in the trial form
        found.table2.pop(OTHER_2019, None)
    return found


def plain(text: str) -> str:
    """A label without spaces, punctuation and width, for comparing."""
    return "".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text))).replace("_", "")


def _find_requests(
    found: Found, grid: Grid, words: Grid, columns: dict[str, int]
) -> dict[str, int]:
    """表二, row by row; a page break, a blank row or a repeated heading may shift its columns.

    ``columns`` are those of the part before; returns those of the last part found.
    """
    known = found.known
    for first, end in _stretches(words, known):
        rows = words[first:end]
        headed, headings = _headed_columns(rows, known)
        for name, heading in headings.items():
            found.labels.setdefault(f"table2.{name}", heading)
        own = headed or _unheaded_columns(rows, columns, known, begun=bool(found.table2))
        if own:
            # blank rows and titles between two parts of the table say nothing of its columns
            columns = own
            for at in range(first, end):
                _take_line(found, grid[at], words[at], columns)
    return columns


def _take_line(
    found: Found, row: Sequence[str], labels: Sequence[str], columns: Mapping[str, int]
) -> None:
    """A row of 表二 under the name it bears; a note across the table is none."""
    start = columns["natural"]
    inner = next((at for at in range(min(start, len(labels)) - 1, -1, -1) if labels[at]), None)
    if inner is None or labels[inner : inner + 1] == labels[start : start + 1]:
        return
    key = found.known.row(labels[inner]) if len(labels[inner]) <= _LONGEST_ROW_LABEL else ""
    if key and key not in found.table2:
        found.labels[f"table2.{key}"] = row[inner]
        found.table2[key] = {name: _cell(row, columns[name]) for name in found.known.shape.columns}


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


def _headed_columns(words: Grid, known: Labels) -> tuple[dict[str, int], dict[str, str]]:
    """The columns of 表二 and their headings, where a stretch begins with them."""
    due = known.shape.columns
    columns: dict[str, int] = {}
    headings: dict[str, str] = {}
    for labels in words:
        if any(known.row(text) and not known.column(text) for text in labels):
            break
        for at, text in enumerate(labels):
            name = known.column(text)
            if name and name not in columns and (columns or name == "natural"):
                columns[name], headings[name] = at, text
    first, last = columns.get("natural", 0), columns.get(TOTAL, 0)
    if len(columns) < len(due) and last - first == len(due) - 1:
        # one heading is unreadable, they stand side by side all the same
        columns = {name: first + at for at, name in enumerate(due)}
    return (columns, headings) if len(columns) == len(due) else ({}, {})


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
    first, last = columns["natural"], columns[TOTAL]
    name = max((at for at, text in enumerate(labels) if known.row(text)), default=-1)
    places = [at for at, text in enumerate(labels) if at > name and text.isdecimal()]
    return name < first <= last < len(labels) and all(first <= at <= last for at in places)


def _cell(row: Sequence[str], at: int) -> Cell:
    return read_cell(row[at]) if at < len(row) else None


def _disputes(grid: Grid, words: Grid) -> Iterator[tuple[str, Line]]:
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
    found = []
    for place, text in enumerate(labels):
        upper = above[place] if place < len(above) else ""
        word = text if text in _RESULT3_WORDS else upper
        if word in _RESULT3_WORDS:
            found.append((place, _RESULT3_WORDS[word]))
    return found


def _block_above(words: Grid, at: int, column: int) -> str:
    above = "".join(row[column] for row in words[:at] if column < len(row))
    return next((block for word, block in _BLOCK_WORDS if word in above), "")


def _find_own(found: Found, grid: Grid, words: Grid) -> None:
    """表一: the row's label names the cells, the heading above says which is which."""
    if not any(_TABLE1_MARKS.search(text) for row in words for text in row):
        return
    headings: Sequence[str] = ()
    printed: Sequence[str] = ()
    for row, labels in zip(grid, words, strict=True):
        if any(_TABLE1_MARKS.search(text) for text in labels):
            headings, printed = labels, row
        for at, keys in _own_row(labels, _TABLE1_TRIAL if found.old_headings else _TABLE1_WORDS):
            places = _own_places(labels, headings, at, len(keys))
            for key, place in zip(keys, places, strict=False):
                if key not in found.table1:
                    found.table1[key] = _cell(row, place)
                    found.labels[f"table1.{key}.heading"] = "".join(printed[place : place + 1])
            found.labels.setdefault(f"table1.{keys[0]}", row[at])


def _own_row(
    labels: Sequence[str], rows: Sequence[tuple[str, tuple[str, ...]]]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for at, text in enumerate(labels):
        keys = next((keys for word, keys in rows if word in text), ())
        if keys and len(text) <= _LONGEST_LABEL:
            yield at, keys
            return


def _own_places(
    labels: Sequence[str], headings: Sequence[str], at: int, count: int
) -> Sequence[int]:
    """Where the figures of a row stand: below their headings, else right of the label."""
    right = [place for place in range(at + 1, len(labels)) if labels[place] != labels[at]]
    if count == 1:
        filled = [place for place in right if labels[place]]
        return (filled or right)[:1]
    by_heading = [
        next((at for at in right if at < len(headings) and re.search(word, headings[at])), -1)
        for word in _TABLE1_HEADINGS
    ]
    return right[:count] if -1 in by_heading else by_heading
