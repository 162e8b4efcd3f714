"""After a migration every row it touched gets a new hash, in one audit entry of its own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, MetaData, select, update

from gongkai_desktop.domain.audit import row_hash
from gongkai_desktop.store import schema
from gongkai_desktop.store.recorder import Recorder, image_of
from gongkai_desktop.store.request_view import view_hash

UPGRADE_USE_CASE = "升级数据文件"
PROGRAM = "程序"

Suspects = frozenset[tuple[str, str]]


def altered_rows(connection: Connection) -> Suspects:
    """Rows that were changed outside the program before a migration, as the tables stand then.

    Their hashes are left alone, so that an upgrade never covers up a change.
    """
    old = MetaData()
    old.reflect(connection)
    return frozenset(
        (table.name, row["id"])
        for table in old.sorted_tables
        if "row_hash" in table.c and "id" in table.c
        for row in connection.execute(select(table)).mappings()
        if row_hash(image_of(row)) != row["row_hash"]
    )


def rehash(connection: Connection, suspects: Suspects, old: str, new: str) -> None:
    """Write the new hashes and the entry that says which revision became which."""
    recorder = Recorder(connection, UPGRADE_USE_CASE, PROGRAM, datetime.now())
    recorder.note(revision=[old, new])
    for table in schema.RECORDED:
        for row in connection.execute(select(table)).mappings().all():
            if (table.name, row["id"]) not in suspects:
                recorder.rehash(table, row)
    _rehash_views(connection)
    recorder.finish()


def _rehash_views(connection: Connection) -> None:
    table = schema.current_view
    for row in connection.execute(select(table)).mappings().all():
        now = view_hash(row)
        if now != row["row_hash"]:
            mine = table.c.request_id == row["request_id"]
            connection.execute(update(table).where(mine).values(row_hash=now))
