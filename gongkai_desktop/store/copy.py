"""An office carried whole from its file to a server, or back (数据迁移)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs
from sqlalchemy import Connection, Engine, MappingResult, Table, func, insert, select

from gongkai_desktop.domain.audit import AuditHead, canonical
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.store import dialect, migrate, schema
from gongkai_desktop.store.audit import AUDIT_KEY, head_of
from gongkai_desktop.store.failures import told_plainly
from gongkai_desktop.store.location import refuse_network_drive
from gongkai_desktop.store.office import open_office, put_in_place
from gongkai_desktop.store.recorder import Recorder, Row
from gongkai_desktop.store.secret import new_file_key
from gongkai_desktop.store.verify import find_damage

COPY_USE_CASE = "数据迁移"
ROWS_AT_ONCE = 200


@attrs.frozen(kw_only=True)
class CopyResult:
    """What arrived: rows of every table that has any, and the audit head of the new office."""

    rows: Mapping[str, int]
    audit_head: AuditHead


@attrs.frozen
class Move:
    """What the audit of the new office says of the move: from where, which use case, who, when."""

    source: str
    use_case: str
    operator: str
    at: datetime


def copy_office(
    source: str,
    target: str,
    *,
    operator: str,
    at: datetime,
    source_key: str | None = None,
    target_key: str | None = None,
    use_case: str = COPY_USE_CASE,
) -> CopyResult:
    """Carry every row of ``source`` to ``target``, which must be a new file or an empty database.

    Both are paths of .gkt files or ``postgresql://`` addresses. The rows are read in one moment,
    counted and hashed on both sides, and the arrived office is verified before it counts. Raises
    UserError when the source is damaged, the target is in use, or the two sides differ.
    """
    with told_plainly(OSError), open_office(source, key=source_key) as office:
        damage = office.verify()
        if damage:
            raise UserError(
                f"“{shown(source)}”检查不通过：{damage[0].detail}", "请先用完好的备份恢复，再迁移"
            )
        origin = dialect.engine_for(source, office.key)
        try:
            carry = _to_server if dialect.is_server(target) else _to_file
            return carry(origin, target, target_key, Move(shown(source), use_case, operator, at))
        finally:
            origin.dispose()


def shown(location: str) -> str:
    """A location as it may be printed: the password of a server's address left out."""
    if not dialect.is_server(location):
        return location
    scheme, rest = location.split("://", 1)
    account, at, place = rest.rpartition("@")
    return f"{scheme}://{account.split(':', 1)[0]}{at}{place}"


def _to_file(origin: Engine, target: str, target_key: str | None, move: Move) -> CopyResult:
    path = Path(target).expanduser().absolute()
    refuse_network_drive(path)
    if path.exists():
        raise UserError(f"“{path}”已经存在", "请换一个文件名；已有的文件没有被改动")
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.迁移")
    key = None if target_key is None else new_file_key(target_key)
    engine = dialect.file_engine(unfinished, key)
    try:
        result = _fill(origin, engine, key is not None, move)
        engine.dispose()
        put_in_place(unfinished, path)
    finally:
        engine.dispose()
        unfinished.unlink(missing_ok=True)
        unfinished.with_name(unfinished.name + "-journal").unlink(missing_ok=True)
    return result


def _to_server(origin: Engine, target: str, target_key: str | None, move: Move) -> CopyResult:
    if target_key is not None:
        raise UserError("服务器上的数据不用本程序的口令加密", "请去掉目标口令，由服务器加密磁盘")
    engine = dialect.server_engine(target)
    try:
        with engine.connect() as connection:
            _refuse_used(connection)
        return _fill(origin, engine, False, move)
    finally:
        engine.dispose()


def _refuse_used(connection: Connection) -> None:
    """An earlier copy that broke off has tables but no identity: it may be filled again."""
    revision = migrate.revision_of(connection)
    if revision is None:
        return
    owned = connection.execute(select(func.count()).select_from(schema.meta)).scalar_one()
    if owned or revision != migrate.HEAD:
        raise UserError("目标数据库里已有数据", "请换一个空的数据库；已有的数据没有被改动")


def _fill(origin: Engine, engine: Engine, keyed: bool, move: Move) -> CopyResult:
    """Make the tables, then everything in one transaction: an office arrives whole or not."""
    migrate.upgrade(engine)
    writing = engine.connect().execution_options(**{dialect.WRITING: True})
    with dialect.snapshot(origin) as reading, writing as connection, connection.begin():
        rows = {table.name: _carry(reading, connection, table) for table in _tables()}
        _refuse_damage(connection)
        _enter(connection, keyed, rows, move)
        return CopyResult(
            rows={name: count for name, count in rows.items() if count},
            audit_head=head_of(connection),
        )


def _tables() -> list[Table]:
    """Tables in the order in which their references hold."""
    return list(schema.metadata.sorted_tables)


def _carry(reading: Connection, writing: Connection, table: Table) -> int:
    """Copy one table and compare what arrived; the number of its rows."""
    sent: list[bytes] = []
    for batch in _read(reading, table).partitions(ROWS_AT_ONCE):
        sent += map(_digest, batch)
        writing.execute(insert(table), [dict(row) for row in batch])
    if sorted(sent) != sorted(map(_digest, _read(writing, table))):
        raise UserError(f"表{table.name}迁移后内容不一致", "请检查磁盘或网络后重新迁移")
    return len(sent)


def _read(connection: Connection, table: Table) -> MappingResult:
    """The rows of a table, some at a time; in what order is the server's affair."""
    return connection.execute(select(table).execution_options(yield_per=ROWS_AT_ONCE)).mappings()


def _digest(row: Row) -> bytes:
    return hashlib.sha256(canonical(dict(_printable(row))).encode()).digest()


def _printable(row: Row) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        yield name, hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value


def _refuse_damage(connection: Connection) -> None:
    damage = find_damage(connection)
    if damage:
        raise UserError(f"迁移后检查不通过：{damage[0].detail}", "没有采用；请检查磁盘或网络后重试")


def _enter(connection: Connection, keyed: bool, rows: Mapping[str, int], move: Move) -> None:
    """The move stands in the audit of the new office; an encrypted one keys its chain from now."""
    known = connection.execute(select(schema.meta.c.name)).scalars().all()
    if keyed and AUDIT_KEY not in known:
        key = {"name": AUDIT_KEY, "value": secrets.token_hex(32)}
        connection.execute(insert(schema.meta), [key])
    recorder = Recorder(connection, move.use_case, move.operator, move.at)
    recorder.note(source=move.source, requests=rows["request"], attachments=rows["attachment"])
    recorder.finish()
