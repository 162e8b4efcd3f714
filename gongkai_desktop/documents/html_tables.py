"""Tables and text of a saved web page (网页表格): merged cells repeat their text."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

import attrs

from gongkai_desktop.domain.annual.grid import Grid
from gongkai_desktop.domain.annual.template import Span, place

_LARGEST_SPAN = 60
_BREAKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "title"})
_UNSEEN = frozenset({"script", "style"})
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""How a page in UTF-16 begins, as Word saves it where asked to."""


@attrs.frozen(kw_only=True)
class Page:
    """A page as read: its tables, and the text outside them line by line."""

    grids: tuple[Grid, ...]
    prose: str


def read_page(content: bytes) -> Page:
    """The tables of a page in UTF-8, UTF-16 or GB18030; never fails on broken markup."""
    reader = _Reader()
    reader.feed(_text(content))
    reader.close()
    reader.finish()
    lines = (" ".join(line.split()) for line in "".join(reader.prose).split("\n"))
    return Page(
        grids=tuple(_grid(rows) for rows in reader.done if rows),
        prose="\n".join(line for line in lines if line),
    )


def _text(content: bytes) -> str:
    if content.startswith(_WIDE):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def _grid(rows: list[list[Span]]) -> Grid:
    placed = list(place(rows))
    width = max((one.column + one.span.columns for one in placed), default=0)
    grid = [[""] * width for _ in rows]
    for one in placed:
        for row in grid[one.row : one.row + one.span.rows]:
            row[one.column : one.column + one.span.columns] = [one.span.text] * one.span.columns
    return grid


class _Reader(HTMLParser):
    """Collects tables, nested ones apart, and the prose around them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[list[list[Span]]] = []
        self.prose: list[str] = []
        self._open: list[list[list[Span]]] = []
        self._cells: list[tuple[list[str], int, int] | None] = []
        self._framing: list[bool] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, row or cell; end tags may be missing."""
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _BREAKS:
            self._break()
        if tag == "table":
            self._framing = [True for _ in self._framing]
            self._open.append([])
            self._cells.append(None)
            self._framing.append(False)
        elif self._open and tag == "tr":
            self._close_cell()
            self._open[-1].append([])
        elif self._open and tag in ("td", "th"):
            self._close_cell()
            values = dict(attrs)
            self._cells[-1] = ([], _span(values.get("rowspan")), _span(values.get("colspan")))

    def handle_endtag(self, tag: str) -> None:
        """Close a table or cell."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag in _BREAKS:
            self._break()
        if self._open and tag in ("td", "th", "tr"):
            self._close_cell()
        if self._open and tag == "table":
            self._close_table()

    def handle_data(self, data: str) -> None:
        """Text of the innermost cell, else of the prose."""
        if self._unseen:
            return
        cell = self._cells[-1] if self._cells else None
        if cell is not None:
            cell[0].append(data)
        elif not self._open:
            self.prose.append(data)

    def finish(self) -> None:
        """Close what the page left open."""
        while self._open:
            self._close_table()

    def _break(self) -> None:
        cell = self._cells[-1] if self._cells else None
        if cell is not None:
            cell[0].append("\n")
        elif not self._open:
            self.prose.append("\n")

    def _close_cell(self) -> None:
        cell = self._cells[-1]
        if cell is None:
            return
        if self._framing[-1]:
            # a table around tables only arranges the page: what it holds is prose
            self.prose += ["\n", *cell[0], "\n"]
        text = re.sub(r"\s+", " ", "".join(cell[0])).strip()
        if not self._open[-1]:
            self._open[-1].append([])
        self._open[-1][-1].append(Span(text=text, rows=cell[1], columns=cell[2]))
        self._cells[-1] = None

    def _close_table(self) -> None:
        self._close_cell()
        rows = self._open.pop()
        if self._framing.pop():
            self.prose += [f"\n{span.text}\n" for row in rows for span in row]
        self.done.append(rows)
        self._cells.pop()


def _span(value: str | None) -> int:
    digits = (value or "").strip()
    return min(_LARGEST_SPAN, max(1, int(digits))) if digits.isdecimal() else 1
