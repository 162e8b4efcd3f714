"""The printed form of the three tables (年度报告格式): which words and cells stand where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from gongkai_desktop.domain.annual.cells import COLUMN_NAMES, ROW_NAMES, TABLE1, TOTAL, Shape
from gongkai_desktop.domain.annual.counting import AS_REGISTERED, Counting


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

    def covers_row(self, row: int) -> bool:
        """Whether the cell reaches into a row."""
        return self.row <= row < self.row + self.span.rows

    def covers_column(self, column: int) -> bool:
        """Whether the cell reaches into a column."""
        return self.column <= column < self.column + self.span.columns


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

    def labels(self) -> dict[str, str]:
        """The printed wording of every row and heading (行名、列名) that names figures.

        Rows by their first cell without column (``table2.r1_new``, ``table1.docs_made``), columns
        of 表二 by name (``table2.natural``), headings of 表一 as ``table1.docs_made.heading``.
        """
        cells = self.placed()
        texts = [one for one in cells if one.span.text]
        labels: dict[str, str] = {}
        for one in cells:
            table, _, rest = one.span.path.partition(".")
            row, _, column = rest.partition(".")
            left = [text for text in texts if text.covers_row(one.row) and text.column < one.column]
            above = [
                text for text in texts if text.covers_column(one.column) and text.row < one.row
            ]
            if rest and left and above:
                labels.setdefault(f"{table}.{row}", max(left, key=_column).span.text)
                heading = f"{table}.{column}" if column else f"{table}.{row}.heading"
                labels.setdefault(heading, max(above, key=_row).span.text)
        return labels


@attrs.frozen(kw_only=True)
class AnnualTemplate:
    """One version of the form, with the document it rests on.

    ``from_year`` is the first report it is due for, ``counting`` says what its own rows and columns
    count of the register.
    ``confirmed`` is False where the wordings come from published reports, not from the document.
    """

    version: str
    basis: str
    title: str
    tables: tuple[FormTable, ...]
    confirmed: bool = True
    from_year: int = 2021
    counting: Counting = AS_REGISTERED

    @property
    def shape(self) -> Shape:
        """The cells of the form: what stands in 表一, the rows and columns of 表二."""
        paths = [one.span.path for table in self.tables for one in table.placed() if one.span.path]
        cells = [path.split(".") for path in paths if path.startswith("table2.")]
        columns = tuple(dict.fromkeys(column for _, _, column in cells))
        return Shape(
            version=self.version,
            table1=tuple(path.split(".")[1] for path in paths if path.startswith("table1.")),
            rows=tuple(dict.fromkeys(row for _, row, _ in cells)),
            columns=columns,
            redrawn=self.counting.redrawn(one for one in columns if one != TOTAL),
            names={key: text for key, text in self.labels().items() if not _is_known(key)},
        )

    @property
    def by_hand(self) -> tuple[str, ...]:
        """Rows and columns of 表二 that nothing in the register fills."""
        return self.counting.by_hand(self.shape, (*ROW_NAMES, *COLUMN_NAMES))

    def labels(self) -> dict[str, str]:
        """The printed wordings of all tables."""
        return {key: text for table in self.tables for key, text in table.labels().items()}


def _is_known(key: str) -> bool:
    """Whether the house has a name of its own for a row, a column or a cell of 表一."""
    table, _, rest = key.partition(".")
    return rest.partition(".")[0] in {**ROW_NAMES, **COLUMN_NAMES, **TABLE1} or table == "table3"


def _row(placed: Placed) -> int:
    return placed.row


def _column(placed: Placed) -> int:
    return placed.column


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
