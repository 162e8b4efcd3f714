"""The rows of an old register as requests, or the reasons why they are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from gongkai_desktop.domain.intake.draft import Draft
from gongkai_desktop.domain.intake.filler import Fillers
from gongkai_desktop.domain.intake.findings import (
    Manner,
    OutcomeReader,
    Question,
    ReadRow,
    RowError,
)
from gongkai_desktop.domain.intake.table import Layout, Value
from gongkai_desktop.domain.intake.words import IntakeWords, plain

__all__ = ["Question", "ReadRow", "RowError", "RowReader"]

_LONGEST_SAME = 6


class RowReader:
    """Reads the rows of one sheet; what does not change from row to row is worked out once."""

    def __init__(
        self,
        sheet: str,
        layout: Layout,
        words: IntakeWords,
        read_outcome: OutcomeReader,
        *,
        outcomes: Mapping[str, str],
        today: date,
        year: int | None,
        serial_is_number: bool,
        channel_of: Callable[[str], str],
    ) -> None:
        self._words = words
        self._fillers = Fillers(layout, words)
        self._plan = [
            (column, field, layout.headers[column])
            for field, columns in layout.columns.items()
            for column in columns
        ]
        self._width = 1 + max((column for column, _, _ in self._plan), default=0)
        self._above: Sequence[Value] = ()
        self._manner = Manner(
            sheet=sheet,
            words=words,
            read_outcome=read_outcome,
            answers={plain(key): row for key, row in outcomes.items()},
            today=today,
            year=year,
            serial_is_number=serial_is_number,
            channel_of=channel_of,
            headers={field: header for _, field, header in reversed(self._plan)},
            has_receipt="received_date" in layout.columns,
        )

    def read(self, number: int, values: Sequence[Value]) -> ReadRow | None:
        """Read the row ``number`` of the file; None for rows that hold no request."""
        values = self._filled(values)
        said = self._said(values)
        if self._fillers.skip(values, said):
            return None
        self._above = values
        draft = Draft(self._manner, number, said)
        request = draft.request()
        return ReadRow(
            row=number,
            request=None if draft.errors else request,
            errors=tuple(draft.errors),
            questions=() if draft.errors else tuple(draft.questions),
            warnings=tuple(draft.warnings),
        )

    def _filled(self, values: Sequence[Value]) -> Sequence[Value]:
        """A row as wide as the header; 同上 says what stands above it."""
        if len(values) < self._width:
            values = [*values, *[None] * (self._width - len(values))]
        for column, value in enumerate(values):
            if isinstance(value, str) and 0 < len(value) <= _LONGEST_SAME and self._is_same(value):
                above = self._above[column] if column < len(self._above) else None
                values = [*values[:column], above, *values[column + 1 :]]
        return values

    def _is_same(self, value: str) -> bool:
        return value in self._words.same or plain(value) in self._words.same

    def _said(self, values: Sequence[Value]) -> dict[str, tuple[Value, str]]:
        """Each field's first cell that says something, with its header."""
        said: dict[str, tuple[Value, str]] = {}
        for column, field, header in self._plan:
            value = values[column]
            if value is None or value == "" or field in said:
                continue
            if isinstance(value, str) and self._words.is_empty(value):
                continue
            said[field] = (value, header)
        return said
