"""A sheet as raw values, and where its register begins: header row, columns, fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.intake.words import IntakeWords, header_words, plain

Value = str | int | float | bool | date | datetime | time | timedelta | None
_SEARCHED = 40
_MOST_HEIGHT = 3
_LONGEST_PART = 30
_LOOKS_LIKE_DATA = re.compile(r"\d{4}|\d+[-/.年月]\d+|\d{1,2}日")
_AFTER_REPLY = ("sent_date", "service_no", "decided_date", "reply_no", "method")
RECEIPT = ("received_date", "submitted_date")


@attrs.frozen(kw_only=True)
class RawSheet:
    """A sheet as it stands: ``rows`` from the file's row 1 on, merged cells filled."""

    name: str
    rows: Sequence[Sequence[Value]]
    hidden: bool = False


@attrs.frozen(kw_only=True)
class Layout:
    """Where a register stands in a sheet.

    ``header_row`` counts from 1; ``first_row`` is the first row of data. ``columns`` gives each
    field its columns in order, the first one that says something counts. ``headers`` are the
    printed headers by column, ``parts`` the words of the header rows (to know them again further
    down), ``title`` the words above the table.
    """

    header_row: int
    first_row: int
    headers: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    parts: frozenset[str] = frozenset()
    title: str = ""

    @property
    def mapping(self) -> dict[str, str]:
        """Header → field as understood, columns without a field left out."""
        return {
            self.headers[column]: field
            for field, columns in self.columns.items()
            for column in columns
        }

    @property
    def missing(self) -> tuple[str, ...]:
        """The columns no register can do without that this one has not (条例第二十九条)."""
        lacking = [] if any(field in self.columns for field in RECEIPT) else ["received_date"]
        lacking += [field for field in ("applicant", "request_text") if field not in self.columns]
        return tuple(lacking)


def find_layout(
    sheet: RawSheet,
    words: IntakeWords,
    *,
    header_row: int | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Layout | None:
    """Find the header, one to three rows high, by the words it holds; None where none is.

    A register has at least two of receipt, applicant and request. ``header_row`` names the row
    (1-based), ``mapping`` sets headers the words do not know; an empty field leaves one out.
    Raises UserError where the named row does not exist.
    """
    chosen = mapping or {}
    if header_row is None:
        return _best(range(min(_SEARCHED, len(sheet.rows))), sheet, words, chosen, most_missing=1)
    if not 1 <= header_row <= len(sheet.rows):
        raise UserError(f"工作表“{sheet.name}”没有第{header_row}行", "请核对表头行号")
    return _best([header_row - 1], sheet, words, chosen, most_missing=2)


def _best(
    rows: Sequence[int],
    sheet: RawSheet,
    words: IntakeWords,
    mapping: Mapping[str, str],
    *,
    most_missing: int,
) -> Layout | None:
    found: list[tuple[tuple[int, int, int], Layout]] = []
    for index in rows:
        if len(rows) > 1 and index and _is_header(sheet.rows[index - 1 : index + 1], 2, words):
            continue  # the lower row of a header that begins above
        for height in range(1, _MOST_HEIGHT + 1):
            if not _is_header(sheet.rows[index : index + height], height, words):
                break
            layout = _layout(sheet, index, height, words, mapping)
            if len(layout.missing) <= most_missing and len(layout.columns) >= 2:
                score = len(layout.columns) - 3 * len(layout.missing)
                found.append(((score, -height, -index), layout))
    return max(found, key=lambda one: one[0])[1] if found else None


def _is_header(rows: Sequence[Sequence[Value]], height: int, words: IntakeWords) -> bool:
    """Whether the last of ``height`` rows may belong to the header above it, and is no data."""
    if len(rows) < height:
        return False
    if height == 1:
        return True
    pairs = [
        (plain(rows[-2][column]) if column < len(rows[-2]) else "", value)
        for column, value in enumerate(rows[-1])
        if value is not None and plain(value)
    ]
    own = [(above, value) for above, value in pairs if plain(value) != above]
    if not own or any(not _may_head(value) for _, value in own):
        return False
    known = sum(_names_column(above, plain(value), words) for above, value in own)
    heads = {one for one in map(plain, rows[-2]) if one}
    groups = {above for above, value in own if words.exact_field(f"{above}{plain(value)}")}
    named = {one for one in heads if one in groups or words.exact_field(one)}
    return known * 2 >= len(own) and len(named) >= 2


def _names_column(above: str, value: str, words: IntakeWords) -> bool:
    return bool(words.exact_field(value) or words.exact_field(f"{above}{value}"))


def _may_head(value: Value) -> bool:
    if not isinstance(value, str):
        return False
    said = plain(value)
    return len(said) <= _LONGEST_PART and not _LOOKS_LIKE_DATA.search(said)


def _layout(
    sheet: RawSheet, index: int, height: int, words: IntakeWords, mapping: Mapping[str, str]
) -> Layout:
    rows = sheet.rows[index : index + height]
    headers: list[str] = []
    fields: list[str] = []
    parts_of = _parts(rows)
    for parts in parts_of:
        unique = list(dict.fromkeys(part for part in parts if part))
        headers.append(_unused("".join(unique), headers))
        fields.append(_field(unique, headers[-1], words, mapping))
    title = " ".join(plain(value) for row in sheet.rows[:index] for value in row if value)
    return Layout(
        header_row=index + 1,
        first_row=index + height + 1,
        headers=tuple(headers),
        columns=_columns(fields),
        parts=frozenset(header_words(part) for parts in parts_of for part in parts if part),
        title=title[:200],
    )


def _parts(rows: Sequence[Sequence[Value]]) -> list[list[str]]:
    """The header words of each column from the top down.

    A group above several columns counts for all of them, also where the file does not say that
    its cells are merged (.xls, .csv).
    """
    width = max(len(row) for row in rows)
    table = [[plain(row[at]) if at < len(row) else "" for at in range(width)] for row in rows]
    for upper, lower in pairwise(table):
        for column in range(1, width):
            if not upper[column] and lower[column]:
                upper[column] = upper[column - 1]
    return [[row[column] for row in table] for column in range(width)]


def _field(unique: list[str], header: str, words: IntakeWords, mapping: Mapping[str, str]) -> str:
    """The field of a column: as chosen, else by its whole header, else by its lowest part."""
    whole = "".join(unique)
    for candidate in (header, whole, *reversed(unique)):
        chosen = _chosen(candidate, mapping)
        if chosen is not None:
            return chosen
    if not unique:
        return ""
    leaf, group = unique[-1], "".join(unique[:-1])
    field = words.exact_field(whole) or words.field_of(leaf)
    if field in RECEIPT and any(word in group for word in words.detours):
        return ""
    return field or words.field_of(whole)


def _chosen(candidate: str, mapping: Mapping[str, str]) -> str | None:
    if candidate in mapping:
        return mapping[candidate]
    wanted = header_words(candidate)
    return next((field for known, field in mapping.items() if header_words(known) == wanted), None)


def _columns(fields: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The columns of each field; a second 签收日期 behind the reply is the applicant's.

    A second bare 日期 behind the request is that of the reply.
    """
    columns: dict[str, list[int]] = {}
    for column, field in enumerate(fields):
        if not field:
            continue
        late = field == "received_date" and field in columns
        if late and any(after in columns for after in _AFTER_REPLY):
            field = "signed_date"
        again = field == "submitted_date" and field in columns and "request_text" in columns
        if again and "decided_date" not in fields:
            field = "decided_date"
        columns.setdefault(field, []).append(column)
    return {field: tuple(listed) for field, listed in columns.items()}


def _unused(header: str, headers: list[str]) -> str:
    """A repeated header gets a number, so that each column has a name of its own."""
    if not header or header not in headers:
        return header
    number = 2
    while f"{header}({number})" in headers:
        number += 1
    return f"{header}({number})"
