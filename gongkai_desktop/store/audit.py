"""Reading the audit (审计) back: entries, the head of the chain, images of rows."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import attrs
from sqlalchemy import ColumnElement, Connection, Row, or_, select

from gongkai_desktop.domain.audit import AuditEntry, AuditHead
from gongkai_desktop.store import schema
from gongkai_desktop.store.room import Room

AUDIT_KEY = "audit_key"


@attrs.frozen(kw_only=True)
class RowChange:
    """One row of an entry: field values before (None: added) and after."""

    table: str
    id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@attrs.frozen(kw_only=True)
class AuditQuery:
    """Which entries: every word in who or what was done, the first and the last day."""

    words: str = ""
    first: date | None = None
    last: date | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same in SQL; ``at`` is ISO text, so that days compare as text."""
        table = schema.audit.c
        found: list[ColumnElement[bool]] = [
            or_(*(one.contains(word, autoescape=True) for one in (table.operator, table.use_case)))
            for word in self.words.split()
        ]
        if self.first:
            found.append(table.at >= self.first.isoformat())
        if self.last:
            found.append(table.at < (self.last + timedelta(days=1)).isoformat())
        return found


def head_of(connection: Connection) -> AuditHead:
    """Number and hash of the last entry."""
    table = schema.audit
    last = select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)
    row = connection.execute(last).one_or_none()
    return AuditHead(seq=row.seq, hash=row.hash) if row else AuditHead()


def audit_key(connection: Connection) -> bytes | None:
    """The key of the chain; kept only in files that are themselves encrypted."""
    found = connection.execute(
        select(schema.meta.c.value).where(schema.meta.c.name == AUDIT_KEY)
    ).scalar_one_or_none()
    return bytes.fromhex(found) if found else None


class AuditLog(Room):
    """The audit of one office, read only."""

    def entries(self, limit: int | None = None, since: int = 0) -> list[AuditEntry]:
        """Entries after number ``since``, latest first."""
        table = schema.audit
        query = select(table).where(table.c.seq > since).order_by(table.c.seq.desc()).limit(limit)
        return [_entry(row) for row in self.connection.execute(query)]

    def numbers(self, query: AuditQuery) -> list[int]:
        """Numbers of the entries that answer a query, latest first."""
        table = schema.audit
        found = select(table.c.seq).where(*query.conditions()).order_by(table.c.seq.desc())
        return list(self.connection.execute(found).scalars())

    def some(self, numbers: Sequence[int]) -> list[AuditEntry]:
        """The entries of these numbers, in the order given."""
        table = schema.audit
        rows = self.connection.execute(select(table).where(table.c.seq.in_(numbers)))
        found = {row.seq: _entry(row) for row in rows}
        return [found[number] for number in numbers if number in found]

    def chain(self) -> Iterator[AuditEntry]:
        """All entries from the first on."""
        for row in self.connection.execute(select(schema.audit).order_by(schema.audit.c.seq)):
            yield _entry(row)

    def head(self) -> AuditHead:
        """The end of the chain, to be printed."""
        return head_of(self.connection)

    def changes(self, seq: int) -> Iterator[RowChange]:
        """Rows of one entry in the order they were written."""
        for body in self.parts(seq):
            for raw in json.loads(body):
                yield RowChange(table=raw["t"], id=raw["i"], before=raw["b"], after=raw["a"])

    def parts(self, seq: int) -> Iterator[bytes]:
        """The stored bodies of one entry, unpacked."""
        table = schema.audit_part
        query = select(table.c.body).where(table.c.seq == seq).order_by(table.c.part)
        for packed in self.connection.execute(query).scalars():
            yield zlib.decompress(packed)


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(**{**row._mapping, "notes": row.notes or {}})
