"""SQL and driver matters that only SQLite or only PostgreSQL knows."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from operator import itemgetter
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import JSON, Connection, Date, Engine, Table, create_engine, event, insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from gongkai_desktop.domain.audit import canonical
from gongkai_desktop.domain.errors import UserError

try:
    from sqlcipher3 import dbapi2 as _cipher
except ImportError:  # no wheel for this machine: plain files only
    _cipher = None

APPLICATION_ID = 0x474B5431
BUSY_MILLISECONDS = 5_000
WRITING = "gongkai_writing"
WRITING_CACHE_KIB = 65_536
READING_CACHE_KIB = 2_048
"""What a look into the file keeps of it; each look is short and opens the file anew."""

driver: ModuleType = _cipher or importlib.import_module("sqlite3")
can_encrypt: bool = _cipher is not None


def _driver_error() -> type[Exception]:
    error: type[Exception] = driver.Error
    return error


DRIVER_ERRORS: tuple[type[Exception], ...] = (_driver_error(),)


def is_server(location: str | Path) -> bool:
    """Whether a location is a PostgreSQL address and not a file."""
    return str(location).startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add complete rows of one table; a register of fifty thousand comes in at once.

    SQLAlchemy turns each row over several times on its way to the driver; on SQLite, where only
    days and JSON are no values of the driver's own, the way is shorter.
    """
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), list(rows))
        return
    names = [column.name for column in table.c]
    columns = zip(*map(itemgetter(*names), rows), strict=True)
    spoken = [
        _SPOKEN.get(type(column.type), _as_it_is)(values)
        for column, values in zip(table.c, columns, strict=True)
    ]
    listed = ", ".join(f'"{name}"' for name in names)
    words = f'INSERT INTO "{table.name}" ({listed}) VALUES ({", ".join("?" * len(names))})'
    connection.exec_driver_sql(words, list(zip(*spoken, strict=True)))


def _as_it_is(values: Sequence[Any]) -> Sequence[Any]:
    return values


def _days(values: Sequence[date | None]) -> list[str | None]:
    return [None if day is None else day.isoformat() for day in values]


def _json(values: Sequence[Any]) -> list[str | None]:
    """JSON as SQLite keeps it; an object that stands in many rows is spelt once."""
    objects = {id(value): value for value in values}
    spelt = {
        identity: None if value is None else canonical(value) for identity, value in objects.items()
    }
    return [spelt[id(value)] for value in values]


_SPOKEN: Mapping[type, Callable[[Sequence[Any]], Sequence[Any]]] = {Date: _days, JSON: _json}
"""How the driver is told what is no value of its own, a column of many rows at a time."""


def connect_file(path: Path, key: str | None, *, untouched: bool = False) -> Any:
    """A driver connection to an SQLite file; ``key`` is raw (store/secret.py), None for plain ones.

    ``untouched`` only looks: nothing is written, locked or recovered, whoever's file it is.
    """
    if key is not None and not can_encrypt:
        raise UserError(
            "这台电脑上没有加密组件，打不开加密的数据文件", "请在64位Windows或Linux上打开"
        )
    connection = driver.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1" if untouched else str(path),
        uri=untouched,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MILLISECONDS / 1000,
    )
    if can_encrypt:
        connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
    return connection


def salt_of(path: Path) -> bytes:
    """The first 16 bytes of a file, which are the salt of an encrypted one.

    Asked of the driver like the application_id, and for the same reason.
    """
    connection = connect_file(path, "00" * 32, untouched=True)
    try:
        (salt,) = connection.execute("PRAGMA cipher_salt").fetchone()
    finally:
        connection.close()
    return bytes.fromhex(salt)


def application_mark(path: Path, key: str | None) -> int | None:
    """The application_id of a file; None when it is no database or the password is wrong.

    Asked of the driver, never read by other means: closing a file handle of our own would drop
    the locks this process holds on the file (POSIX). A program that was killed while it wrote
    leaves pages that do not fit together, and beside them the journal that mends them; only then
    the look is not untouched: the driver rolls back first, as every opening would.
    """
    journal = path.with_name(path.name + "-journal")
    try:
        mark = _mark(connect_file(path, key, untouched=True))
    except driver.DatabaseError:
        if not journal.exists():
            raise
        mark = None
    if mark is None and journal.exists():
        return _mark(connect_file(path, key))
    return mark


def _mark(connection: Any) -> int | None:
    try:
        (mark,) = connection.execute("PRAGMA application_id").fetchone()
    except driver.DatabaseError as error:
        if "not a database" in str(error) or "hmac" in str(error).lower():
            return None
        raise
    finally:
        connection.close()
    return int(mark)


_STEPS_BETWEEN_BEATS = 200_000
"""Steps of SQLite's own machine between two beats: some thousandths of a second."""


@contextmanager
def beating(connection: Connection, beat: Callable[[], object]) -> Iterator[None]:
    """Let long statements of a file be stopped: ``beat`` is called while SQLite works.

    What it raises stops the statement and comes out of the block. A server answers by itself.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    raised: list[BaseException] = []

    def step() -> int:
        try:
            beat()
        except BaseException as error:
            raised.append(error)
            return 1
        return 0

    raw: Any = connection.connection.driver_connection
    raw.set_progress_handler(step, _STEPS_BETWEEN_BEATS)
    try:
        yield
    except (_driver_error(), DBAPIError):
        if raised:
            raise raised[0] from None
        raise
    finally:
        raw.set_progress_handler(None, 0)


def file_engine(path: Path, key: str | None = None) -> Engine:
    """Engine on one SQLite file: full synchronisation, foreign keys, immediate write locks."""

    def connect() -> Any:
        connection = connect_file(path, key)
        for pragma in ("journal_mode = DELETE", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA cache_size = -{READING_CACHE_KIB}")
        return connection

    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=connect,
        poolclass=NullPool,
        json_serializer=canonical,
    )
    event.listen(engine, "begin", _begin_file)
    return engine


def _begin_file(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITING):
        # Large enough that an import rarely spills, which would shut readers out before the end.
        connection.exec_driver_sql(f"PRAGMA cache_size = -{WRITING_CACHE_KIB}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")


def server_engine(url: str) -> Engine:
    """Engine on a PostgreSQL address; the driver is an optional part of the installation."""
    address = "postgresql+psycopg://" + url.split("://", 1)[1]
    try:
        return create_engine(address, json_serializer=canonical, pool_pre_ping=True)
    except ImportError:
        raise UserError("没有安装PostgreSQL组件", "请安装 gongkai-desktop[postgres]") from None


def engine_for(location: str | Path, key: str | None = None) -> Engine:
    """The engine of an office, by file or by address."""
    if is_server(location):
        return server_engine(str(location))
    return file_engine(Path(location), key)


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment for as long as it reads, on either database."""
    with engine.connect() as plain:
        connection = plain
        if engine.dialect.name == "postgresql":
            connection = plain.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def lock_for_change(connection: Connection) -> None:
    """One writer at a time: SQLite's IMMEDIATE lock did it already, PostgreSQL locks the chain."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))


def suspend_foreign_keys(connection: Connection) -> None:
    """Let a migration rebuild tables; must come before its transaction begins."""
    if connection.dialect.name == "sqlite":
        raw = connection.connection.driver_connection
        if raw is not None:
            raw.execute("PRAGMA foreign_keys = OFF")


def mark_file(connection: Connection, revision: str) -> None:
    """Write application_id and the revision into the header of an SQLite file."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {int(revision)}")


def pragma(connection: Connection, name: str) -> list[Any]:
    """Rows of an SQLite pragma; nothing on PostgreSQL, whose server checks itself."""
    if connection.dialect.name != "sqlite":
        return []
    return list(connection.exec_driver_sql(f"PRAGMA {name}"))


def guard_audit(connection: Connection) -> None:
    """Make the audit append-only in the database itself (triggers)."""
    for table in ("audit", "audit_part"):
        for statement in _guards(connection.dialect.name, table):
            connection.exec_driver_sql(statement)


def _guards(dialect: str, table: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{word} BEFORE {word.upper()} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
            for word in ("update", "delete")
        ]
    return [
        "CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
    ]
