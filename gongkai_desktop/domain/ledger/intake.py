"""Rows of a ledger in somebody's table (导入台账): headings found, cells read, bad rows named."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from gongkai_desktop.domain.intake.cells import UnreadableError
from gongkai_desktop.domain.intake.findings import RowError
from gongkai_desktop.domain.intake.table import RawSheet, Value
from gongkai_desktop.domain.intake.words import (
    IntakeWords,
    header_words,
    plain,
    without_brackets,
)
from gongkai_desktop.domain.ledger.condition import is_filled
from gongkai_desktop.domain.ledger.form import Column, ColumnType, LedgerForm
from gongkai_desktop.domain.ledger.values import read_value

_SEARCHED = 40
_MOST_HEIGHT = 3
_LONGEST_HEADER = 40
_SHORTEST_PART = 2


@attrs.frozen(kw_only=True)
class TableLayout:
    """Where a table stands in a sheet: rows count from 1; ``columns`` by position in the sheet."""

    header_row: int
    first_row: int
    headers: tuple[str, ...]
    columns: Mapping[int, Column]

    @property
    def mapping(self) -> dict[str, str]:
        """Heading → key of the column it is read into; what is not read is left out."""
        return {self.headers[at]: column.key for at, column in self.columns.items()}


@attrs.frozen(kw_only=True)
class ReadLedgerRow:
    """A row read: its place, its body, or the reasons why it is none."""

    row: int
    body: Mapping[str, Any]
    errors: tuple[RowError, ...] = ()


def find_table(
    sheet: RawSheet,
    form: LedgerForm,
    *,
    header_row: int | None = None,
    mapping: Mapping[str, str] | None = None,
) -> TableLayout | None:
    """The heading, one to three rows high, that names most of the ledger's columns.

    None where no row names two of them (one, for a ledger of a single column). ``mapping`` gives
    headings the column of the key it names; an empty key leaves one out.
    """
    tops = range(min(_SEARCHED, len(sheet.rows))) if header_row is None else [header_row - 1]
    found: list[tuple[tuple[int, int, int], TableLayout]] = []
    for top in tops:
        for height in range(1, _MOST_HEIGHT + 1):
            lines = sheet.rows[top : top + height] if top >= 0 else []
            if len(lines) < height or (height > 1 and not _continues(lines, form)):
                break
            layout = _layout(top, lines, form, mapping or {})
            if len(layout.columns) >= min(2, len(form.columns)):
                found.append(((len(layout.columns), -height, -top), layout))
    return max(found, key=lambda one: one[0])[1] if found else None


def _continues(lines: Sequence[Sequence[Value]], form: LedgerForm) -> bool:
    """Whether the last line is a second line of headings: words only, most of them known."""
    above, last = lines[-2], lines[-1]
    own = [
        plain(value)
        for at, value in enumerate(last)
        if plain(value) and (at >= len(above) or plain(above[at]) != plain(value))
    ]
    known = sum(_column_of(word, form, ()) is not None for word in own)
    return bool(own) and known * 2 >= len(own) and all(len(word) <= 12 for word in own)


def _layout(
    top: int, lines: Sequence[Sequence[Value]], form: LedgerForm, mapping: Mapping[str, str]
) -> TableLayout:
    width = max(len(line) for line in lines)
    headers: list[str] = []
    columns: dict[int, Column] = {}
    for at in range(width):
        parts = list(dict.fromkeys(plain(line[at]) for line in lines if at < len(line)))
        parts = [part for part in parts if part]
        header = "".join(parts)
        headers.append(f"{header}({at + 1})" if header and header in headers else header)
        taken = [column.key for column in columns.values()]
        column = _mapped(headers[-1], parts, form, mapping, taken)
        if column is not None:
            columns[at] = column
    return TableLayout(
        header_row=top + 1,
        first_row=top + len(lines) + 1,
        headers=tuple(headers),
        columns=columns,
    )


def _mapped(
    header: str,
    parts: Sequence[str],
    form: LedgerForm,
    mapping: Mapping[str, str],
    taken: Sequence[str],
) -> Column | None:
    if header in mapping:
        key = mapping[header]
        return next((one for one in form.columns if key in (one.key, one.title)), None)
    for candidate in dict.fromkeys(("".join(parts), *reversed(parts))):
        column = _column_of(candidate, form, taken)
        if column is not None:
            return column
    return None


def _column_of(header: str, form: LedgerForm, taken: Sequence[str]) -> Column | None:
    """The column a heading names: by its exact words, then by the longest it holds."""
    whole = header_words(header)
    bare = header_words(without_brackets(plain(header)))
    if not bare or len(whole) > _LONGEST_HEADER:
        return None
    names = [
        (header_words(name), column)
        for column in form.columns
        if column.type != ColumnType.LINES and column.key not in taken
        for name in (column.title, *column.synonyms)
    ]
    for exact in (whole, bare):
        for name, column in names:
            if name == exact:
                return column
    inside = [
        (name, column)
        for name, column in names
        if len(name) > _SHORTEST_PART and (name in bare or (len(bare) > 2 and bare in name))
    ]
    return max(inside, key=lambda one: len(one[0]))[1] if inside else None


class LedgerReader:
    """Reads the rows of one sheet below its heading."""

    def __init__(
        self, sheet: str, layout: TableLayout, words: IntakeWords, year: int | None
    ) -> None:
        self._sheet = sheet
        self._layout = layout
        self._words = words
        self._year = year
        self._above: Sequence[Value] = ()
        self._head = {header_words(one) for one in layout.headers if one}

    def read(self, number: int, values: Sequence[Value]) -> ReadLedgerRow | None:
        """Read row ``number`` of the file; None for rows that hold no entry."""
        if self._skip(values):
            return None
        values = self._filled(values)
        self._above = values
        body: dict[str, Any] = {}
        errors: list[RowError] = []
        for at, column in self._layout.columns.items():
            value = values[at] if at < len(values) else None
            if self._words.is_empty(value) and column.type != ColumnType.CHOICE:
                continue
            try:
                body[column.key] = read_value(column, value, self._year)
            except UnreadableError as error:
                header = self._layout.headers[at]
                errors.append(
                    RowError(sheet=self._sheet, row=number, column=header, reason=str(error))
                )
        kept = {key: value for key, value in body.items() if is_filled(value)}
        if not kept and not errors:
            return None
        return ReadLedgerRow(row=number, body=kept, errors=tuple(errors))

    def _filled(self, values: Sequence[Value]) -> Sequence[Value]:
        """同上 says what stands above it."""
        filled = list(values)
        for at, value in enumerate(values):
            if isinstance(value, str) and plain(value) in self._words.same:
                filled[at] = self._above[at] if at < len(self._above) else None
        return filled

    def _skip(self, values: Sequence[Value]) -> bool:
        words = [plain(value) for value in values]
        said = [word for word in words if word]
        mine = [words[at] for at in self._layout.columns if at < len(words) and words[at]]
        if not mine or (len(set(said)) == 1 and len(words) > 2 and len(said) > 1):
            return True
        first = said[0]
        if first.rstrip(":：") in self._words.totals or first.startswith(self._words.footers):
            return True
        numbers = [word.strip("()") for word in said]
        if len(said) > 2 and numbers == [str(one) for one in range(1, len(said) + 1)]:
            return True
        again = sum(header_words(word) in self._head for word in said)
        return again >= 2 and again * 2 > len(said)


def identity_of(form: LedgerForm, body: Mapping[str, Any]) -> str:
    """What makes two rows the same at import: the form's identity, else the whole row."""
    own = {key: body.get(key) for key in form.identity if is_filled(body.get(key))}
    return json.dumps(own or dict(body), ensure_ascii=False, sort_keys=True)


def columns_named(form: LedgerForm, mapping: Mapping[str, str]) -> Iterable[str]:
    """The values of a mapping that name no column of the ledger."""
    known = {name for column in form.columns for name in (column.key, column.title, "")}
    return [named for named in mapping.values() if named not in known]
