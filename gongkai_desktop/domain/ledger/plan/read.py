"""A plan from its blocks (读入要点): tables first, else numbered paragraphs."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from gongkai_desktop.domain.ledger.plan.grid import (
    GridReader,
    Head,
    field_of,
    read_head,
)
from gongkai_desktop.domain.ledger.plan.prose import read_prose
from gongkai_desktop.domain.ledger.plan.task import Plan, PlanWords, Task
from gongkai_desktop.domain.ledger.plan.vertical import vertical_rows

Grid = Sequence[Sequence[str]]
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}\s*[〔\[（(﹝【]\s*(20\d{2})\s*[〕\])）﹞】]\s*第?\s*\d+\s*号"
)
_CITED = re.compile(r"》\s*[（(]\s*$")
_BASIS = re.compile(rf"《([^《。]{{4,80}})》\s*[（(]\s*({_NUMBER.pattern})")
_TITLE_YEAR = re.compile(r"(20\d{2})\s*年[^。；\n]{0,24}?(?:公开|要点|方案|分工|任务|计划)")
_TITLE = re.compile(
    r"(?:^|[\n|])[^\n。|]{0,60}?(?:要点|方案|分工|分工表|任务|计划|分解|分解表|清单|台账|细则|安排)(?:的通知)?(?=(?:\.\w{3,4})?\s*(?:[\n|]|$))"
)
_ANY_YEAR = re.compile(r"(20\d{2})\s*年")
_WEB = re.compile(r"^\s*\|?\s*(?:[-—]+\s*\|?\s*)+$")
_MOST_HEAD = 9


@attrs.frozen(kw_only=True)
class Block:
    """A part of a document: a paragraph, or the rows of a table (merged cells filled)."""

    text: str = ""
    grid: Grid = ()


def read_plan(blocks: Sequence[Block], known: PlanWords, *, name: str, this_year: int) -> Plan:
    """Title, 文号, year and tasks of a document; without tables its numbered paragraphs count.

    ``name`` is the file's, for a title where the text has none; ``this_year`` serves days written
    without one where the text names no year.
    """
    text = "\n".join(
        block.text or "\n".join(" ".join(row) for row in block.grid[:3]) for block in blocks
    )
    year = year_of(f"{text}\n{name}", this_year)
    tasks = _table_tasks(blocks, known, year)
    if not tasks:
        lines = [line for block in blocks for line in block.text.split("\n")]
        tasks = _text_tasks(lines, known, year) or read_prose(lines, known, year)
    return Plan(
        title=_title(text, name),
        number=_document_number(text),
        basis=_basis(text),
        year=year,
        tasks=tuple(tasks),
    )


def year_of(text: str, this_year: int) -> int:
    """The year a plan is for: its title's, else its number's, else the one named most."""
    found = _TITLE_YEAR.search(text)
    if found:
        return int(found.group(1))
    number = _NUMBER.search(text)
    if number:
        return int(number.group(1))
    named = Counter(_ANY_YEAR.findall(text))
    return int(named.most_common(1)[0][0]) if named else this_year


def _title(text: str, name: str) -> str:
    found = _TITLE.search(text)
    title = found.group().strip().strip("|") if found else ""
    return re.sub(r"\s+", "", title) or name


def _document_number(text: str) -> str:
    """The plan's own 文号; one in brackets behind a title is that of a paper it cites."""
    for found in _NUMBER.finditer(text):
        if not _CITED.search(text[: found.start()]):
            return re.sub(r"\s+", "", found.group())
    return ""


def _basis(text: str) -> str:
    """The paper from above that a plan cites with its number: 《甲市要点》（甲政办〔2025〕3号）."""
    found = _BASIS.search(text)
    if found is None:
        return ""
    title, number = (re.sub(r"\s+", "", part) for part in found.group(1, 2))
    return f"《{title.replace('》', '')}》（{number}）"


def _table_tasks(blocks: Iterable[Block], known: PlanWords, year: int) -> list[Task]:
    """The tasks of all tables; one without a heading of its own continues the one before."""
    reader: GridReader | None = None
    width = 0
    readers: list[GridReader] = []
    for block in blocks:
        rows = list(block.grid)
        if not rows:
            continue
        found = _head_in(rows, known)
        if found:
            at, head = found
            if reader is None or head.fields != reader.head.fields:
                reader = GridReader(head, known, year)
                readers.append(reader)
            rows, width = rows[at + head.height :], len(rows[at])
        elif reader is None or len(rows[0]) != width:
            continue
        for row in rows:
            reader.read_row(row)
    return [task for one in readers for task in one.tasks]


def _head_in(rows: Grid, known: PlanWords) -> tuple[int, Head] | None:
    for at in range(min(len(rows), 12)):
        head = read_head(rows[at:], known)
        if head:
            return at, head
    return None


def _text_tasks(lines: Sequence[str], known: PlanWords, year: int) -> list[Task]:
    """Tables within a text: parted by tabs or bars, or one cell on each line."""
    grid = _delimited(lines)
    if grid:
        tasks = _table_tasks([Block(grid=grid)], known, year)
        if tasks:
            return tasks
    return _vertical(lines, known, year)


def _delimited(lines: Sequence[str]) -> list[list[str]]:
    tabs = sum(line.count("\t") >= 2 for line in lines)
    if tabs >= 2:
        ended = (f"{line}\n" for line in lines)  # a quoted cell may go over several lines
        return [[cell.strip() for cell in row] for row in csv.reader(ended, delimiter="\t") if row]
    bars = [line for line in lines if line.count("|") >= 2 and not _WEB.match(line)]
    if len(bars) < 2:
        return []
    return [_barred(line.strip()) for line in bars]


def _barred(line: str) -> list[str]:
    """The cells between bars; an empty one at the beginning counts (| | 具体要求 |)."""
    cells = [cell.strip() for cell in line.split("|")]
    if line.startswith("|"):
        cells = cells[1:]
    return cells[:-1] if line.endswith("|") else cells


def _vertical(lines: Sequence[str], known: PlanWords, year: int) -> list[Task]:
    """One cell a line: the heading is a run of lines that all name columns."""
    cells = [line.strip(" |\t") for line in lines]
    cells = [cell for cell in cells if cell]
    found = _vertical_head(cells, known)
    if found is None:
        return []
    at, head, names = found
    body = _without_heads(cells[at:], names)
    reader = GridReader(head, known, year)
    for row in vertical_rows(body, head, known, year):
        reader.read_loose(row)
    return reader.tasks


def _vertical_head(cells: Sequence[str], known: PlanWords) -> tuple[int, Head, list[str]] | None:
    at = 0
    while at < len(cells):
        names: list[str] = []
        while at + len(names) < len(cells) and field_of(cells[at + len(names)], known):
            names.append(cells[at + len(names)])
            if len(names) > _MOST_HEAD:
                break
        if len(names) >= 3:
            head = read_head([names], known)
            if head:
                return at + len(names), head, names
        at += max(1, len(names))
    return None


def _without_heads(cells: Sequence[str], names: Sequence[str]) -> list[str]:
    """The cells with every repetition of the heading taken out."""
    kept: list[str] = []
    at = 0
    while at < len(cells):
        if list(cells[at : at + len(names)]) == list(names):
            at += len(names)
            continue
        kept.append(cells[at])
        at += 1
    return kept
