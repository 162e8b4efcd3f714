"""Tables of a draft (表格): those of the file, and those pasted as text with tabs, bars or gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from gongkai_desktop.domain.review.draft import Draft


@attrs.frozen(kw_only=True)
class Cell:
    """One cell: its words, folded, and its place in the text."""

    words: str
    start: int
    end: int


def tables_in(draft: Draft) -> Iterator[list[list[Cell]]]:
    """Every table as rows of cells."""
    yield from _cell_tables(draft)
    yield from _text_tables(draft)


def _cell_tables(draft: Draft) -> Iterator[list[list[Cell]]]:
    for spans in draft.source.tables():
        rows: dict[int, dict[int, Cell]] = {}
        for span in spans:
            assert span.cell is not None
            words = draft.text[span.start : span.end].strip()
            cell = Cell(words=words, start=span.start, end=span.end)
            rows.setdefault(span.cell.row, {})[span.cell.column] = cell
        width = 1 + max((column for row in rows.values() for column in row), default=0)
        blank = Cell(words="", start=0, end=0)
        yield [[row.get(at, blank) for at in range(width)] for _, row in sorted(rows.items())]


def _text_tables(draft: Draft) -> Iterator[list[list[Cell]]]:
    """Runs of lines cut into columns by tabs, bars or wide gaps (a table pasted as text)."""
    raw = draft.source.text
    rows: list[list[Cell]] = []
    for line in draft.lines:
        cells = _cut(raw[line.start : line.end], line.start)
        if len(cells) >= 2:
            rows.append(cells)
            continue
        if len(rows) >= 2:
            yield rows
        rows = []
    if len(rows) >= 2:
        yield rows


def _cut(words: str, start: int) -> list[Cell]:
    """The cells of a line; an empty one keeps its place between tabs or bars."""
    for separator in "\t|｜":
        if words.count(separator) >= (1 if separator == "\t" else 2):
            return _cells(
                re.finditer(rf"[^{re.escape(separator)}]*(?:{re.escape(separator)}|$)", words),
                start,
            )
    if words.count(",") >= 2 and not re.search("[，。]", words):
        return _cells(re.finditer(r"[^,]*(?:,|$)", words), start)
    if words.count(" ") + words.count("\u3000") >= 2 and "。" not in words:
        return _cells(re.finditer(r"\S+", words), start)
    return []


def _cells(cuts: Iterator[re.Match[str]], start: int) -> list[Cell]:
    found = []
    for cut in cuts:
        plain = cut.group().strip(" \t\u3000|｜,")
        at = start + cut.start() + (cut.group().index(plain) if plain else 0)
        found.append(Cell(words=plain, start=at, end=at + len(plain)))
    return found
