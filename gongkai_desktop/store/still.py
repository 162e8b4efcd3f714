"""Requests as of one moment for as long as one reads them (定格): nobody waits for the reader.

On the one file a reader keeps writers from ending their change. What a long reading asks for is
therefore set aside first, in tables of the connection's own under the same names: they hide those
of the file, are never part of it and go with the connection. A server keeps its readers apart by
itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, Table

from gongkai_desktop.store import dialect, schema
from gongkai_desktop.store.change import Reader
from gongkai_desktop.store.request_query import RequestQuery

_WANTED = "wanted_request"
_SET_ASIDE = (
    (schema.request, "id"),
    (schema.applicant, "request_id"),
    (schema.item, "request_id"),
    (schema.event, "request_id"),
    (schema.letter, "request_id"),
    (schema.current_view, "request_id"),
)
_LEFT = {schema.letter.c.composed: "NULL", schema.current_view.c.search_text: "''"}
_LEFT |= {schema.current_view.c.search_pinyin: "''"}
"""Large columns that are no part of what is set aside, with what stands for them."""


@contextmanager
def still_requests(engine: Engine, query: RequestQuery) -> Iterator[tuple[Reader, list[str]]]:
    """A reader of the requests that answer a query, and their identities in its order.

    It knows those requests with their letters, but not the words of a letter, and nothing else
    of the office.
    """
    if engine.dialect.name != "sqlite":
        with dialect.snapshot(engine) as connection:
            reader = Reader(connection)
            yield reader, reader.requests.ids(query)
        return
    with engine.connect() as connection:
        with connection.begin():
            ids = Reader(connection).requests.ids(query)
            _set_aside(connection, ids)
        with connection.begin():
            _index(connection)
            yield Reader(connection), ids


def _set_aside(connection: Connection, ids: list[str]) -> None:
    run = connection.exec_driver_sql
    run(f"CREATE TEMP TABLE {_WANTED} (id TEXT PRIMARY KEY) WITHOUT ROWID")
    if ids:
        run(f"INSERT INTO {_WANTED} VALUES (?)", [(one,) for one in ids])
    for table, key in _SET_ASIDE:
        run(
            f'CREATE TEMP TABLE "{table.name}" AS SELECT {_columns(table)} FROM main."{table.name}"'
            f' WHERE "{key}" IN (SELECT id FROM {_WANTED})'
        )


def _index(connection: Connection) -> None:
    for table, key in _SET_ASIDE:
        words = f'CREATE INDEX temp."still_{table.name}" ON "{table.name}" ("{key}")'
        connection.exec_driver_sql(words)


def _columns(table: Table) -> str:
    named = ((column, f'"{column.name}"') for column in table.c)
    return ", ".join(
        f"{_LEFT[column]} AS {name}" if column in _LEFT else name for column, name in named
    )
