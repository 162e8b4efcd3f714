"""The printed form of the three tables (年度报告格式): which words and cells stand where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs


@attrs.frozen(kw_only=True)
class Span:
    """One cell of a printed table: fixed ``text``, or the ``path`` of the figure it holds."""

    text: str = ""
    path: str = ""
    rows: int = 1
    columns: int = 1


@attrs.frozen(kw_only=True)
class Placed:
    """A cell at its upper left corner, counted from 0."""

    row: int
    column: int
    span: Span


@attrs.frozen(kw_only=True)
class FormTable:
    """One table: ``name`` 表一…表三, its section heading, column widths in millimetres.

    ``heading_rows`` are the rows above the figures that repeat on a second page; ``landscape``
    says how the sheet lies.
    """

    name: str
    title: str
    widths: tuple[float, ...]
    rows: tuple[tuple[Span, ...], ...]
    heading_rows: int = 1
    landscape: bool = False

    def placed(self) -> tuple[Placed, ...]:
        """Every cell where the spans above and left of it leave room."""
        return tuple(place(self.rows))


@attrs.frozen(kw_only=True)
class AnnualTemplate:
    """One version of the form, with the document it rests on."""

    version: str
    basis: str
    title: str
    tables: tuple[FormTable, ...]


def place(rows: Iterable[Sequence[Span]]) -> Iterator[Placed]:
    """Lay spanned cells out row by row, as a web page or a printed form does."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for span in row:
            while (at, column) in taken:
                column += 1
            taken.update(
                (at + down, column + right)
                for down in range(span.rows)
                for right in range(span.columns)
            )
            yield Placed(row=at, column=column, span=span)
            column += span.columns
