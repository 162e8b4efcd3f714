"""Finding the three tables in published ones by their labels (年报表格识别).

Takes tables as grids of text in which a merged cell repeats its text at every place it covers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from gongkai_desktop.domain.annual.cells import (
    BLOCKS,
    CARRIED_IN,
    CARRIED_OUT,
    COLUMNS,
    DONE,
    FEE,
    NEW,
    OTHER_2019,
    RESULT3_NAMES,
)
from gongkai_desktop.domain.annual.number import Cell, read_cell
from gongkai_desktop.domain.annual.tables import AnnualReport, Line, Lines

Grid = Sequence[Sequence[str]]

_COLUMN_WORDS = {
    "自然人": "natural",
    "商业企业": "biz",
    "科研机构": "research",
    "社会公益组织": "public_good",
    "法律服务机构": "legal_svc",
    "其他": "other_org",
    "其它": "other_org",
    "总计": "total",
    "合计": "total",
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
    ("^七?总计|^七?合计", DONE),
    ("^3?其[他它]$", "r3_6_3_other"),
)
_TABLE1_WORDS = (
    ("规范性文件", ("docs_made", "docs_repealed", "docs_valid")),
    ("规章", ("rules_made", "rules_repealed", "rules_valid")),
    ("行政许可", ("licence_decisions",)),
    ("行政处罚", ("penalty_decisions",)),
    ("行政强制", ("coercion_decisions",)),
    ("行政事业性收费", (FEE,)),
)
_OLD_HEADINGS = ("新制作数量", "新公开数量", "对外公开总数量", "上一年项目数量")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_TITLE = re.compile(
    r"(?P<org>[^\s，。：:；《》“”]*?)(?P<year>20\d\d)年度?政府信息公开(工作)?年度?报告"
)
_YEAR_FIRST = re.compile(
    r"(?P<year>20\d\d)年度?(?P<org>[^\s，。：:；《》“”]{2,40}?)政府信息公开(工作)?(年度)?报告"
)


def report_from_grids(grids: Iterable[Grid], prose: str = "", name: str = "") -> AnnualReport:
    """The report that tables and text around them show; tables not found stay None.

    ``name`` is the file's own name, which may carry unit and year where the text does not.
    """
    table1: dict[str, Cell] = {}
    table2: dict[str, Line] = {}
    table3: dict[str, Line] = {}
    old = False
    for grid in grids:
        words = [[plain(text) for text in row] for row in grid]
        old = old or any(text.endswith(_OLD_HEADINGS) for row in words for text in row)
        table2.update(_requests_table(grid, words))
        table3.update(_disputes_table(grid, words))
        table1.update(_own_table(grid, words))
    org, year = title_of([prose, *(text for grid in grids for row in grid[:3] for text in row)])
    named_org, named_year = title_of([name])
    trial = old or (OTHER_2019 in table2 and "r3_6_3_other" not in table2)
    return AnnualReport(
        year=year or named_year,
        org=org or named_org,
        template="2019" if trial else "2021",
        table1=table1 if table1 and not old else None,
        table2=_without_heading_row(table2) if table2 else None,
        table3=table3 or None,
        prose=prose,
    )


def title_of(texts: Iterable[str]) -> tuple[str, int | None]:
    """Unit and year out of the title ``××单位××××年政府信息公开工作年度报告``."""
    for text in texts:
        line = re.sub(r"[ \u3000\xa0]", "", text.translate(_DIGITS))
        match = _TITLE.search(line) or _YEAR_FIRST.search(line)
        if match:
            org = match["org"].removeprefix("演示数据").strip("_-")
            return org, int(match["year"])
    return "", None


def plain(text: str) -> str:
    """A label without spaces, punctuation and width, for comparing."""
    return "".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text))).replace("_", "")


def _without_heading_row(table: Lines) -> Lines:
    """（六）其他处理 is a row of the trial form only; in the present one it heads three rows."""
    if "r3_6_3_other" not in table:
        return table
    return {key: line for key, line in table.items() if key != OTHER_2019}


def _requests_table(grid: Grid, words: Grid) -> Iterator[tuple[str, Line]]:
    columns: dict[str, int] = {}
    for row, labels in zip(grid, words, strict=True):
        found = _columns(labels)
        if not columns:
            columns = found if "natural" in found else {}
        elif len(found) > 2 or not _is_figures(row, columns):
            columns = {**columns, **found}
        key = _row_key(labels[: columns.get("natural", 0)])
        if key and len(columns) == len(COLUMNS):
            yield key, {name: _cell(row, columns[name]) for name in COLUMNS}


def _columns(labels: Sequence[str]) -> dict[str, int]:
    """Which column of 表二 each heading of a row stands over; the first of a merged one."""
    found: dict[str, int] = {}
    for at, text in enumerate(labels):
        if text in _COLUMN_WORDS:
            found.setdefault(_COLUMN_WORDS[text], at)
    return found


def _is_figures(row: Sequence[str], columns: dict[str, int]) -> bool:
    """Whether a row below the headings already holds figures under 自然人."""
    at = columns["natural"]
    return at < len(row) and plain(row[at]) not in _COLUMN_WORDS


def _row_key(labels: Sequence[str]) -> str:
    """The row that the innermost label names, empty where none does."""
    inner = next((text for text in reversed(labels) if text), "")
    for pattern, key in _ROW_WORDS:
        if re.search(pattern, inner):
            return key
    return ""


def _cell(row: Sequence[str], at: int) -> Cell:
    return read_cell(row[at]) if at < len(row) else None


def _disputes_table(grid: Grid, words: Grid) -> Iterator[tuple[str, Line]]:
    """表三: five headings for each of three blocks, the figures in the row below."""
    places = {text: key for key, text in RESULT3_NAMES.items()}
    for at, labels in enumerate(words[:-1]):
        above = words[at - 1] if at else labels
        found = [
            (place, places[text if text in places else upper])
            for place, (text, upper) in enumerate(zip_longest(labels, above, fillvalue=""))
            if text in places or upper in places
        ]
        if [key for _, key in found] != list(RESULT3_NAMES) * len(BLOCKS):
            continue
        figures = grid[at + 1]
        if any(text in places for text in words[at + 1]):
            continue
        for number, block in enumerate(BLOCKS):
            five = found[number * 5 : number * 5 + 5]
            yield block, {key: _cell(figures, place) for place, key in five}
        return


def _own_table(grid: Grid, words: Grid) -> Iterator[tuple[str, Cell]]:
    """表一: the row's label names the cells, merged ones count once."""
    if not any("信息内容" in labels for labels in words):
        return
    for row, labels in zip(grid, words, strict=True):
        label = labels[0] if labels else ""
        for word, keys in _TABLE1_WORDS:
            if word in label:
                figures = list(row[1 : 1 + len(keys)])
                if len(keys) == 1:
                    figures = [next((text for text in row[1:] if text.strip()), "")]
                yield from zip(keys, map(read_cell, figures), strict=False)
                break
