"""The rows of an old register as requests, or the reasons why they are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property

from gongkai_desktop.domain.intake.cells import read_text
from gongkai_desktop.domain.intake.draft import Courses, Draft
from gongkai_desktop.domain.intake.filler import Fillers, Said
from gongkai_desktop.domain.intake.findings import (
    Manner,
    Mark,
    OutcomeReader,
    ReadRow,
)
from gongkai_desktop.domain.intake.table import RECEIPT, Layout, Value
from gongkai_desktop.domain.intake.words import IntakeWords, plain

_LONGEST_SAME = 6
_OWN = ("request_text", "remarks")
"""What a row that continues another never takes over from it."""


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
        channels: tuple[str, ...] = (),
        rows: tuple[str, ...] = (),
    ) -> None:
        self._words = words
        self._fillers = Fillers(layout, words)
        self._plan = [
            (column, field, layout.headers[column])
            for field, columns in layout.columns.items()
            for column in columns
        ]
        self._above: Sequence[Value] = ()
        self._last: Said = {}
        self._courses = Courses(layout.columns)
        self._mark: Mark = ("", "")
        self._manner = Manner(
            sheet=sheet,
            words=words,
            read_outcome=read_outcome,
            answers={plain(key): row for key, row in outcomes.items()},
            today=today,
            year=year,
            serial_is_number=serial_is_number,
            channel_of=channel_of,
            channels=channels,
            rows=rows,
            headers={field: header for _, field, header in reversed(self._plan)},
            has_receipt="received_date" in layout.columns,
        )

    @cached_property
    def _width(self) -> int:
        """How many columns the header has that mean something."""
        return 1 + max((column for column, _, _ in self._plan), default=0)

    def read(self, number: int, values: Sequence[Value]) -> ReadRow | None:
        """Read the row ``number`` of the file; None for rows that hold no request."""
        values = self._filled(values)
        said = self._said(values)
        if self._fillers.skip(values, said):
            return None
        continued = self._continues(said)
        if continued:
            kept = {field: cell for field, cell in self._last.items() if field not in _OWN}
            said = {**kept, **said}
        draft = Draft(self._manner, number, said, self._courses)
        request = draft.request()
        self._mark = self._mark if continued else self._marked(request.register_no, said, number)
        self._above, self._last = values, said
        return ReadRow(
            sheet=self._manner.sheet,
            row=number,
            column=self._manner.headers.get("register_no", "登记号"),
            mark=self._mark,
            applicant=request.applicant.name,
            request=None if draft.errors else request,
            errors=tuple(draft.errors),
            questions=() if draft.errors else tuple(draft.questions),
            warnings=() if draft.errors else tuple(draft.warnings),
        )

    def _continues(self, said: Said) -> bool:
        """Whether a row only adds an item to the one above: it names nobody and no day.

        So merged cells come out where the file does not tell of them (.csv, .ods).
        """
        complete = "applicant" in said and any(field in said for field in RECEIPT)
        if complete or not self._last or "request_text" not in said:
            return False
        named = [field for field in ("register_no", "serial") if field in said]
        if named:
            return all(_shown(said, field) == _shown(self._last, field) for field in named)
        return not any(field in said for field in ("applicant", *RECEIPT))

    def _marked(self, register_no: str, said: Said, number: int) -> Mark:
        if register_no:
            return "", register_no
        if "serial" in said:
            return self._manner.sheet, _shown(said, "serial")
        return self._manner.sheet, f"#{number}"

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


def _shown(said: Said, field: str) -> str:
    return read_text(said[field][0]) if field in said else ""
