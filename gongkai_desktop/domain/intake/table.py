"""A sheet as raw values, and where its register begins: header row, columns, fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.intake.words import IntakeWords, header_words, plain

Value = str | int | float | bool | date | datetime | time | timedelta | None
_SEARCHED = 40
ESSENTIAL = ("received", "submitted", "applicant", "request_text")


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
    printed headers by column, ``title`` the words above the table.
    """

    header_row: int
    first_row: int
    headers: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    title: str = ""

    @property
    def mapping(self) -> dict[str, str]:
        """Header → field as understood, columns without a field left out."""
        return {
            self.headers[column]: field
            for field, columns in self.columns.items()
            for column in columns
        }


def find_layout(
    sheet: RawSheet,
    words: IntakeWords,
    *,
    header_row: int | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Layout | None:
    """Find the header row, one or two rows high, by the headers it holds; None where none is.

    ``header_row`` names it (1-based), ``mapping`` sets headers the words do not know. Raises
    UserError where the named row has no header of a register.
    """
    chosen = mapping or {}
    if header_row is not None:
        if not 1 <= header_row <= len(sheet.rows):
            raise UserError(f"工作表“{sheet.name}”没有第{header_row}行", "请核对表头行号")
        return _best([header_row - 1], sheet, words, chosen, least=1)
    return _best(range(min(_SEARCHED, len(sheet.rows))), sheet, words, chosen, least=2)


def _best(
    rows: Sequence[int],
    sheet: RawSheet,
    words: IntakeWords,
    mapping: Mapping[str, str],
    *,
    least: int,
) -> Layout | None:
    found: list[tuple[int, int, Layout]] = []
    for index in rows:
        for height in (1, 2):
            if index + height > len(sheet.rows):
                continue
            layout = _layout(sheet, index, height, words, mapping)
            known = len(layout.columns)
            essential = sum(field in layout.columns for field in ESSENTIAL)
            if known >= least and essential:
                found.append((essential * 3 + known, -height, layout))
    if not found:
        return None
    return max(found, key=lambda one: (one[0], one[1], -one[2].header_row))[2]


def _layout(
    sheet: RawSheet, index: int, height: int, words: IntakeWords, mapping: Mapping[str, str]
) -> Layout:
    rows = sheet.rows[index : index + height]
    width = max(len(row) for row in rows)
    headers: list[str] = []
    columns: dict[str, list[int]] = {}
    for column in range(width):
        parts = [plain(row[column]) if column < len(row) else "" for row in rows]
        header, field = _header(parts, words, mapping)
        headers.append(_unused(header, headers))
        if field:
            columns.setdefault(field, []).append(column)
    title = " ".join(plain(value) for row in sheet.rows[:index] for value in row if value)
    return Layout(
        header_row=index + 1,
        first_row=index + height + 1,
        headers=tuple(headers),
        columns={field: tuple(listed) for field, listed in columns.items()},
        title=title[:200],
    )


def _header(parts: list[str], words: IntakeWords, mapping: Mapping[str, str]) -> tuple[str, str]:
    """The printed header of a column and its field; of two rows the lower one speaks first."""
    unique = list(dict.fromkeys(part for part in parts if part))
    header = "".join(unique)
    for candidate in (header, *reversed(unique)):
        if candidate in mapping:
            return header, mapping[candidate]
        for known, field in mapping.items():
            if header_words(known) == header_words(candidate):
                return header, field
    for candidate in (*reversed(unique), header):
        if len(candidate) <= 40 and (field := words.field_of(candidate)):
            return header, field
    return header, ""


def _unused(header: str, headers: list[str]) -> str:
    """A repeated header gets a number, so that each column has a name of its own."""
    if not header or header not in headers:
        return header
    number = 2
    while f"{header}({number})" in headers:
        number += 1
    return f"{header}({number})"
