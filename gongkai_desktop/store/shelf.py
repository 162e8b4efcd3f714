"""What every small room of the data file does: rows out as value objects, value objects in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import attrs
from sqlalchemy import ColumnElement, Connection, Table, select

from gongkai_desktop.store.ids import new_id
from gongkai_desktop.store.recorder import Recorder, Row

V = TypeVar("V", bound=attrs.AttrsInstance)


def values_of(record: attrs.AttrsInstance) -> dict[str, Any]:
    """A value object as a row; mappings and tuples become plain JSON values."""
    return {field.name: _plain(getattr(record, field.name)) for field in attrs.fields(type(record))}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def record_of(kind: type[V], row: Row) -> V:
    """The value object a row stands for; absent JSON values take the object's default."""
    names = {field.name for field in attrs.fields(kind)}
    values = {name: row[name] for name in names if name in row and row[name] is not None}
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})


def found(
    connection: Connection,
    kind: type[V],
    table: Table,
    *conditions: ColumnElement[bool],
    order: Sequence[Any],
) -> list[V]:
    """Rows of a table as value objects."""
    query = select(table).where(*conditions).order_by(*order)
    return [record_of(kind, row) for row in connection.execute(query).mappings()]


def with_identity(record: V, identity: str) -> V:
    """A copy of a value object under its new identity."""
    fields = {field.name: getattr(record, field.name) for field in attrs.fields(type(record))}
    return type(record)(**{**fields, "id": identity})


def put(recorder: Recorder, table: Table, record: V) -> V:
    """Add a value object without identity, or write what changed of one that has it."""
    values = values_of(record)
    identity = values.get("id") or ""
    if identity:
        recorder.update(table, identity, values)
        return record
    identity = new_id()
    recorder.insert(table, {**values, "id": identity})
    return with_identity(record, identity)


def put_by(
    recorder: Recorder, table: Table, natural: Mapping[str, Any], values: Mapping[str, Any]
) -> str:
    """Write the one row with these natural key values, adding it if absent; returns its id."""
    mine = [table.c[name] == value for name, value in natural.items()]
    known = recorder.connection.execute(select(table.c.id).where(*mine)).scalar_one_or_none()
    if known:
        recorder.update(table, known, values)
        return str(known)
    identity = new_id()
    recorder.insert(table, {"id": identity, **natural, **values})
    return identity
