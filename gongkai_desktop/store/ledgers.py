"""Rows of all ledgers (台账): one table, each row's own columns as JSON, found by an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs
from sqlalchemy import Select, delete, func, insert, select

from gongkai_desktop.store import request_query, schema, shelf
from gongkai_desktop.store.ids import new_id
from gongkai_desktop.store.ledger_query import LedgerQuery, filtered, has_word, ordered
from gongkai_desktop.store.records import LedgerRow
from gongkai_desktop.store.request_query import RequestQuery
from gongkai_desktop.store.room import Room, WritingRoom
from gongkai_desktop.store.search import search_pinyin, search_text, sort_key, words_of

_row = schema.ledger_row.c
_MANY = 500


class Ledgers(Room):
    """Rows of all ledgers."""

    def rows(self, ledger: str) -> list[LedgerRow]:
        """Rows of one ledger by limit, then as entered; struck ones too."""
        order = (_row.due_date.is_(None), _row.due_date, _row.id)
        return shelf.found(
            self.connection, LedgerRow, schema.ledger_row, _row.ledger == ledger, order=order
        )

    def get(self, row_id: str) -> LedgerRow | None:
        """One row by identity."""
        rows = self.rows_of([row_id])
        return rows[0] if rows else None

    def find(self, query: LedgerQuery) -> list[LedgerRow]:
        """The rows that answer a query, in its order."""
        asked = ordered(filtered(_joined(schema.ledger_row), query), query)
        found = self.connection.execute(asked).mappings()
        return [shelf.record_of(LedgerRow, row) for row in found]

    def of_open_requests(self, query: LedgerQuery, column: str) -> list[LedgerRow]:
        """The rows that answer a query and whose ``column`` names an open request."""
        open_ones = request_query.filtered(
            select(schema.current_view.c.register_no), RequestQuery(group="open")
        )
        mine = _row.body[column].as_string().in_(open_ones)
        asked = ordered(filtered(_joined(schema.ledger_row), query), query).where(mine)
        found = self.connection.execute(asked).mappings()
        return [shelf.record_of(LedgerRow, row) for row in found]

    def ids(self, query: LedgerQuery) -> list[str]:
        """The identities of the rows that answer a query, in its order."""
        asked = ordered(filtered(_joined(_row.id), query), query)
        return list(self.connection.execute(asked).scalars())

    def count(self, query: LedgerQuery) -> int:
        """How many rows answer a query."""
        asked = filtered(_joined(func.count()), query)
        return int(self.connection.execute(asked).scalar_one())

    def due(self, until: date) -> list[LedgerRow]:
        """Rows of every ledger not done whose limit ends by a day, the earliest first."""
        mine = (_row.done_date.is_(None), _row.due_date <= until, _row.void_reason == "")
        order = (_row.due_date, _row.ledger, _row.id)
        return shelf.found(self.connection, LedgerRow, schema.ledger_row, *mine, order=order)

    def rows_of(self, ids: Sequence[str]) -> list[LedgerRow]:
        """Some rows in the order given."""
        found = {}
        for start in range(0, len(ids), _MANY):
            mine = _row.id.in_(ids[start : start + _MANY])
            rows = shelf.found(
                self.connection, LedgerRow, schema.ledger_row, mine, order=(_row.id,)
            )
            found.update({row.id: row for row in rows})
        return [found[one] for one in ids if one in found]

    def search(self, text: str, most: int) -> list[LedgerRow]:
        """Rows of any ledger that hold every word and are not struck, the latest first."""
        words = [has_word(word) for word in words_of(text)]
        query = _joined(schema.ledger_row).where(_row.void_reason == "", *words)
        found = self.connection.execute(query.order_by(_row.id.desc()).limit(most)).mappings()
        return [shelf.record_of(LedgerRow, row) for row in found]

    def numbered(self, ledger: str, no: str) -> LedgerRow | None:
        """The row of a ledger with a number that is not struck, None where there is none."""
        mine = (_row.ledger == ledger, _row.no == no, _row.void_reason == "")
        found = shelf.found(self.connection, LedgerRow, schema.ledger_row, *mine, order=(_row.id,))
        return found[0] if found else None

    def numbers(self, ledger: str) -> set[str]:
        """Every number in use in a ledger, struck rows' too: none is given twice."""
        query = select(_row.no).where(_row.ledger == ledger)
        return set(self.connection.execute(query).scalars())

    def counts(self) -> dict[str, int]:
        """How many rows that are not struck each ledger has."""
        query = (
            select(_row.ledger, func.count().label("rows"))
            .where(_row.void_reason == "")
            .group_by(_row.ledger)
        )
        return {row.ledger: row.rows for row in self.connection.execute(query)}


def _joined(*columns: Any) -> Select[Any]:
    index = schema.ledger_index
    return select(*columns).select_from(
        schema.ledger_row.join(index, index.c.row_id == schema.ledger_row.c.id)
    )


class LedgersWriter(WritingRoom, Ledgers):
    """Ledger rows within a change; none is deleted, ``void_reason`` strikes one."""

    def add(self, row: LedgerRow) -> LedgerRow:
        """Enter a row; returns it with its identity."""
        return self.save(attrs.evolve(row, id=""))

    def add_many(self, rows: Iterable[LedgerRow]) -> int:
        """Enter many rows in one go; returns how many."""
        stamped = [attrs.evolve(row, id=new_id(), updated=self.recorder.moment) for row in rows]
        self.recorder.insert_many(schema.ledger_row, map(shelf.values_of, stamped))
        if stamped:
            self.connection.execute(insert(schema.ledger_index), [*map(index_of, stamped)])
        return len(stamped)

    def save(self, row: LedgerRow) -> LedgerRow:
        """Write a row as it now stands."""
        stamped = attrs.evolve(row, updated=self.recorder.moment)
        saved = shelf.put(self.recorder, schema.ledger_row, stamped)
        mine = schema.ledger_index.c.row_id == saved.id
        self.connection.execute(delete(schema.ledger_index).where(mine))
        self.connection.execute(insert(schema.ledger_index), index_of(saved))
        return saved


def index_of(row: LedgerRow) -> dict[str, str]:
    """What a row is found by: every word in it, and the 拼音 of its title and unit."""
    return {
        "row_id": row.id,
        "ledger": row.ledger,
        "no_sort": sort_key(row.no),
        "search_text": search_text(row.no, row.title, row.status, row.unit, *_words(row.body)),
        "search_pinyin": search_pinyin(row.title, row.unit),
    }


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _words(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _words(part)
    elif isinstance(value, str):
        yield value
