"""What the rows of a ledger may be asked for; every filter and sort is done in SQL."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import attrs
from sqlalchemy import ColumnElement, Select, and_, case, or_

from gongkai_desktop.store.schema import ledger_index, ledger_row
from gongkai_desktop.store.search import like_pattern, words_of

State = Literal["open", "closed", "overdue", "near", "void"]
_row = ledger_row.c
_index = ledger_index.c
_OWN = {
    "title": _row.title,
    "status": _row.status,
    "due_date": _row.due_date,
    "done_date": _row.done_date,
    "unit": _row.unit,
    "updated": _row.updated,
}


@attrs.frozen(kw_only=True)
class LedgerQuery:
    """A question to one ledger.

    ``text``: words parted by spaces, each of which must be found; letters also match 拼音.
    ``state``: open 在办, closed 办结, overdue 已超期 as of ``today``, near due from ``today`` until
    ``near_until``, void 作废; None is everything but struck rows. ``equals`` are columns of the
    body and the value they must have; ``year`` bounds the column ``year_column`` of the body.
    ``sort`` is a column every ledger has (no, title, status, due_date, done_date, unit, updated)
    or one of the body; ``number`` says that the body's column holds numbers.
    """

    ledger: str
    text: str = ""
    state: State | None = None
    statuses: tuple[str, ...] = ()
    unit: str = ""
    equals: tuple[tuple[str, str], ...] = ()
    year: int | None = None
    year_column: str = ""
    sort: str = "no"
    number: bool = False
    descending: bool = False
    today: date | None = None
    near_until: date | None = None
    limit: int | None = None


def filtered(select: Select[Any], query: LedgerQuery) -> Select[Any]:
    """The selection narrowed to what the query asks for."""
    found: list[ColumnElement[bool]] = [_row.ledger == query.ledger]
    found += [has_word(word) for word in words_of(query.text)]
    found.append(_row.void_reason != "" if query.state == "void" else _row.void_reason == "")
    if query.state:
        found += _in_state(query)
    if query.statuses:
        found.append(_row.status.in_(query.statuses))
    if query.unit:
        found.append(_row.unit == query.unit)
    found += [_row.body[key].as_string() == value for key, value in query.equals]
    if query.year is not None and query.year_column:
        found.append(_row.body[query.year_column].as_string().like(f"{query.year:04d}-%"))
    return select.where(and_(*found))


def ordered(select: Select[Any], query: LedgerQuery) -> Select[Any]:
    """The selection in the query's order; what says nothing comes last, equal rows by number."""
    if query.sort == "no":
        columns: list[Any] = [_index.no_sort]
    elif query.sort in _OWN:
        columns = [_OWN[query.sort]]
    else:
        value = _row.body[query.sort]
        columns = [value.as_float() if query.number else value.as_string()]
    order = [column.desc() if query.descending else column for column in columns]
    empty = [case((column.is_(None), 1), else_=0) for column in columns]
    return select.order_by(*empty, *order, _index.no_sort, _row.id).limit(query.limit)


def has_word(word: str) -> ColumnElement[bool]:
    """A row holds the word in what it is searched by; letters also match 拼音."""
    pattern = like_pattern(word)
    in_text = _index.search_text.like(pattern, escape="\\")
    if word.isascii() and word.isalpha():
        return or_(in_text, _index.search_pinyin.like(pattern, escape="\\"))
    return in_text


def _in_state(query: LedgerQuery) -> list[ColumnElement[bool]]:
    today = query.today or date.max
    undone = _row.done_date.is_(None)
    conditions: dict[State, list[ColumnElement[bool]]] = {
        "open": [undone],
        "closed": [_row.done_date.is_not(None)],
        "overdue": [undone, _row.due_date < today],
        "near": [undone, _row.due_date >= today, _row.due_date <= (query.near_until or today)],
        "void": [],
    }
    return conditions[query.state or "void"]
