"""Tables and text of a saved web page (网页表格): merged cells repeat their text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from html.parser import HTMLParser

import attrs

from gongkai_desktop.domain.annual.grid import Grid
from gongkai_desktop.domain.annual.template import Span, place

_LARGEST_SPAN = 60
_BREAKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "title"})
_UNSEEN = frozenset({"script", "style", "template", "noscript", "select", "textarea", "del"})
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
_EMPTY = frozenset({"br", "hr", "img", "input", "link", "meta", "col", "wbr", "embed", "source"})
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""How a page in UTF-16 begins, as Word saves it where asked to."""


@attrs.frozen(kw_only=True)
class Page:
    """A page as read: its tables, and the text outside them line by line.

    ``captions`` are the words that stand before each table.
    """

    grids: tuple[Grid, ...]
    prose: str
    captions: tuple[str, ...] = ()


def read_page(content: bytes) -> Page:
    """The tables of a page in UTF-8, UTF-16 or GB18030; never fails on broken markup.

    What a browser does not show is left out, and so are raised signs in cells: marks of notes.
    """
    reader = _Reader()
    reader.feed(_text(content))
    reader.close()
    reader.finish()
    lines = (" ".join(line.split()) for line in "".join(reader.prose).split("\n"))
    tables = [one for one in reader.done if one.rows]
    return Page(
        grids=tuple(_grid([row.spans for row in one.rows]) for one in tables),
        captions=tuple(one.caption for one in tables),
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


@attrs.define
class _Cell:
    """A cell being read; ``shown`` is False for one that a browser leaves out."""

    rows: int
    columns: int
    shown: bool
    words: list[str] = attrs.Factory(list)


@attrs.define
class _Row:
    """A row being read."""

    shown: bool = True
    spans: list[Span] = attrs.Factory(list)


@attrs.define
class _Table:
    """A table being read; one that ``frames`` others only arranges the page."""

    caption: str
    shown: bool
    rows: list[_Row] = attrs.Factory(list)
    cell: _Cell | None = None
    frames: bool = False


class _Reader(HTMLParser):
    """Collects tables, nested ones apart, and the prose around them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[_Table] = []
        self.prose: list[str] = []
        self._open: list[_Table] = []
        self._recent: list[str] = []
        self._unseen: list[str] = []
        """Open elements that hide what is in them, the outermost first."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, row or cell; end tags may be missing."""
        values = dict(attrs)
        if self._hides(tag, values):
            self._unseen.append(tag)
        if tag in _BREAKS:
            self._break()
        if tag == "table":
            self._open_table(shown=not _is_hidden(values))
        elif self._open and tag == "tr":
            self._close_cell()
            self._open[-1].rows.append(_Row(shown=not _is_hidden(values)))
        elif self._open and tag in ("td", "th"):
            self._close_cell()
            self._open[-1].cell = _Cell(
                rows=_span(values.get("rowspan"), nothing=_LARGEST_SPAN),
                columns=_span(values.get("colspan")),
                shown=not _is_hidden(values),
            )

    def _hides(self, tag: str, values: Mapping[str, str | None]) -> bool:
        """Whether an element, or one it stands in, hides its words; tables are judged apart."""
        if self._unseen:
            return tag == self._unseen[0] and tag not in _EMPTY
        if tag in _UNSEEN:
            return True
        if tag == "sup" and self._open and not self._open[-1].frames:
            return True
        return tag not in (*_TABLE_PARTS, *_EMPTY) and _is_hidden(values)

    def handle_endtag(self, tag: str) -> None:
        """Close a table or cell."""
        if self._unseen and tag == self._unseen[-1]:
            self._unseen.pop()
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
        self._recent.append(data)
        cell = self._open[-1].cell if self._open else None
        if cell is not None:
            cell.words.append(data)
        elif not self._open:
            self.prose.append(data)

    def finish(self) -> None:
        """Close what the page left open."""
        while self._open:
            self._close_table()

    def _break(self) -> None:
        cell = self._open[-1].cell if self._open else None
        if cell is not None:
            cell.words.append("\n")
        elif not self._open:
            self.prose.append("\n")

    def _open_table(self, *, shown: bool) -> None:
        for around in self._open:
            around.frames = True
        shown = shown and not self._unseen and all(one.shown for one in self._open)
        self._open.append(_Table(caption="".join("".join(self._recent).split()), shown=shown))
        self._recent = []

    def _close_cell(self) -> None:
        table = self._open[-1]
        cell, table.cell = table.cell, None
        if cell is None or not cell.shown:
            return
        if table.frames:
            # a table around tables only arranges the page: what it holds is prose
            self.prose += ["\n", *cell.words, "\n"]
        text = re.sub(r"\s+", " ", "".join(cell.words)).strip()
        if not table.rows:
            table.rows.append(_Row())
        table.rows[-1].spans.append(Span(text=text, rows=cell.rows, columns=cell.columns))

    def _close_table(self) -> None:
        self._close_cell()
        table = self._open.pop()
        table.rows = [row for row in table.rows if row.shown]
        self._recent = []
        if not table.shown:
            return
        if table.frames:
            self.prose += [f"\n{span.text}\n" for row in table.rows for span in row.spans]
        self.done.append(table)


def _is_hidden(values: Mapping[str, str | None]) -> bool:
    style = "".join((values.get("style") or "").lower().split())
    return "hidden" in values or "display:none" in style


def _span(value: str | None, *, nothing: int = 1) -> int:
    """A span as written; 0 rows mean all that are left (HTML 4.9.11)."""
    digits = (value or "").strip()
    if not digits.isdecimal():
        return 1
    return min(_LARGEST_SPAN, int(digits)) or nothing
