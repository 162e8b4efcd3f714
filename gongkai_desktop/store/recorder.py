"""Writes rows and remembers, for the one audit entry of the transaction, what they were."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import attrs
from sqlalchemy import Connection, RowMapping, Table, bindparam, insert, select, update
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from gongkai_desktop.domain.audit import (
    AuditEntry,
    Images,
    body_hash,
    canonical,
    row_hash,
    sealed,
)
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.store import schema
from gongkai_desktop.store.audit import audit_key, head_of
from gongkai_desktop.store.dialect import insert_rows

PART_ROWS = 5_000
_BEAT_ROWS = 50

Values = dict[str, Any]
Row = Mapping[str, Any] | RowMapping


def blank_of(table: Table) -> Values:
    """A row of a table, without its hash, with every field at its default."""
    return {
        column.name: column.default.arg
        if isinstance(column.default, ScalarElementColumnDefault)
        else None
        for column in table.c
        if column.name != "row_hash"
    }


def completed(blank: Values, values: Mapping[str, Any]) -> Values:
    """All columns of a row but its hash, absent ones by their default."""
    row = {**blank, **values}
    if len(row) != len(blank):
        raise ValueError(f"no such columns: {', '.join(sorted(row.keys() - blank.keys()))}")
    return row


def image_of(row: Row) -> str:
    """Canonical image of a row: every field by name but the hash itself."""
    return canonical({name: value for name, value in row.items() if name != "row_hash"})


@attrs.define
class Recorder:
    """The pen of one transaction. ``finish`` writes its audit entry if anything happened.

    ``report`` hears how many rows have been written; what it raises undoes the transaction.
    """

    connection: Connection
    use_case: str
    operator: str
    at: datetime
    report: Report = silent
    _changes: list[str] = attrs.field(factory=list)
    _rows: int = 0
    _parts: list[str] = attrs.field(factory=list)
    _notes: dict[str, Any] = attrs.field(factory=dict)
    _seq: int = 0

    @property
    def moment(self) -> str:
        """The time of the change, ISO to the second."""
        return self.at.isoformat(timespec="seconds")

    def insert(self, table: Table, values: Mapping[str, Any]) -> None:
        """Add one row."""
        self.insert_many(table, [values])

    def insert_many(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add many rows of one table in one statement."""
        blank = blank_of(table)
        complete = [completed(blank, values) for values in rows]
        images = Images(blank).of_all(complete)
        for row, image in zip(complete, images, strict=True):
            row["row_hash"] = row_hash(image)
        begins = f'{{"t":"{table.name}","i":"'
        self._remember(
            [
                f'{begins}{row["id"]}","b":null,"a":{image}}}'
                for row, image in zip(complete, images, strict=True)
            ]
        )
        insert_rows(self.connection, table, complete)

    def update(self, table: Table, record_id: str, values: Mapping[str, Any]) -> bool:
        """Change fields of one row; False when nothing differs. Raises LookupError if absent."""
        found = self.connection.execute(select(table).where(table.c.id == record_id)).mappings()
        before = dict(found.one_or_none() or {})
        if not before:
            raise LookupError(f"{table.name} {record_id}")
        old_image = image_of(before)
        new_image = image_of(completed(before, values))
        if old_image == new_image:
            return False
        self._remember([_change(table, record_id, old_image, new_image)])
        self.connection.execute(
            update(table).where(table.c.id == bindparam("record_id")),
            {**values, "row_hash": row_hash(new_image), "record_id": record_id},
        )
        return True

    def rehash(self, table: Table, row: RowMapping) -> None:
        """Give a row that a migration rewrote the hash of its new image."""
        image = image_of(row)
        now = row_hash(image)
        if now == row["row_hash"]:
            return
        self._remember([_change(table, row["id"], "null", image)])
        mine = table.c.id == row["id"]
        self.connection.execute(update(table).where(mine).values(row_hash=now))

    def note(self, **facts: Any) -> None:
        """Add what rows do not show (a file restored, a sheet printed) to the entry."""
        self._notes |= facts

    def finish(self) -> None:
        """Write the entry of this transaction; nothing happened, nothing is written."""
        if not self._rows and not self._notes:
            return
        self._flush()
        head = head_of(self.connection)
        entry = AuditEntry(
            seq=head.seq + 1,
            at=self.moment,
            operator=self.operator,
            use_case=self.use_case,
            rows=self._rows,
            notes=self._notes,
            body_hash=body_hash(self._parts),
            previous=head.hash,
        )
        written = sealed(entry, audit_key(self.connection))
        self.connection.execute(insert(schema.audit), attrs.asdict(written))

    def _remember(self, changes: list[str]) -> None:
        before = self._rows
        self._rows += len(changes)
        for rows in range(before + 1 + -before % _BEAT_ROWS, self._rows + 1, _BEAT_ROWS):
            self.report(rows, 0, f"已写入 {rows} 行")
        self._changes += changes
        while len(self._changes) >= PART_ROWS:
            self._flush()

    def _flush(self) -> None:
        if not self._changes:
            return
        part_changes = self._changes[:PART_ROWS]
        del self._changes[:PART_ROWS]
        self._seq = self._seq or head_of(self.connection).seq + 1
        plain = ("[" + ",\n".join(part_changes) + "]").encode()
        part = hashlib.sha256(plain).hexdigest()
        self.connection.execute(
            insert(schema.audit_part),
            {
                "seq": self._seq,
                "part": len(self._parts),
                "rows": len(part_changes),
                "hash": part,
                "body": zlib.compress(plain, 3),
            },
        )
        self._parts.append(part)


def _change(table: Table, record_id: str, before: str, after: str) -> str:
    return f'{{"t":"{table.name}","i":"{record_id}","b":{before},"a":{after}}}'
