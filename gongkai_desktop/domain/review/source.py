"""The text of a file under review with the place of every part of it (待审文本)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import attrs


@attrs.frozen(kw_only=True)
class Cell:
    """Where a span stands in a table: which table of the file, row and column, from 0.

    Rules on name lists read whole columns through it.
    """

    table: int
    row: int
    column: int


@attrs.frozen(kw_only=True)
class Span:
    """One run of the extracted text, in code points, and where the reader finds it.

    ``place`` is what the user is told (``第3段``, ``工作表“名单”B4``, ``第2页``). ``hidden`` says
    how the run is hidden from a reader of the finished page (``批注``, ``修订中删除的文字``,
    ``隐藏的工作表``), empty for what is plainly visible.
    """

    start: int
    end: int
    place: str
    hidden: str = ""
    cell: Cell | None = None


@attrs.frozen(kw_only=True)
class Unscanned:
    """A part of a file that could not be read, and why."""

    where: str
    why: str


@attrs.frozen(kw_only=True)
class Source:
    """All text of one file, spans in order without overlap, and what could not be scanned.

    ``text`` of a plain text file is the decoded file itself without its byte order mark, so that
    offsets into it are offsets into the file. ``path`` is the name as the user gave it.
    """

    path: str
    text: str
    spans: tuple[Span, ...] = ()
    unscanned: tuple[Unscanned, ...] = ()

    def at(self, offset: int) -> Span | None:
        """The span that holds an offset of the text, None between spans."""
        found = bisect_right(self.spans, offset, key=lambda span: span.start) - 1
        if found < 0 or self.spans[found].end <= offset:
            return None
        return self.spans[found]

    def tables(self) -> Iterator[Sequence[Span]]:
        """The spans of each table, in reading order."""
        rows: dict[int, list[Span]] = {}
        for span in self.spans:
            if span.cell is not None:
                rows.setdefault(span.cell.table, []).append(span)
        yield from rows.values()

    def words(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]
