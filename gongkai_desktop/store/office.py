"""Opening the one data file (数据文件) or server database that holds an office."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.exc import DatabaseError

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.store import dialect, migrate, schema
from gongkai_desktop.store.audit import AUDIT_KEY
from gongkai_desktop.store.backup import BackupResult, copy_file, stamped_copy, write_backup
from gongkai_desktop.store.change import Change, Reader
from gongkai_desktop.store.failures import DamagedError, told_plainly
from gongkai_desktop.store.ids import new_id
from gongkai_desktop.store.location import refuse_network_drive
from gongkai_desktop.store.recorder import Recorder
from gongkai_desktop.store.request_query import RequestQuery
from gongkai_desktop.store.secret import FileKey, file_key, new_file_key
from gongkai_desktop.store.verify import Damage, find_damage

_QUICK_CHECK_LIMIT = 64 * 1024 * 1024


class WrongPasswordError(UserError):
    """What was typed opens no encrypted office here: a wrong password, or another kind of file."""


class Office:
    """An open office. Reads see one moment; each change is one transaction, one audit entry."""

    def __init__(self, location: str, engine: Engine, revision: str, key: FileKey | None) -> None:
        self.location = location
        self.revision = revision
        self.key = key
        self._engine = engine

    def __enter__(self) -> Office:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """The office as of one moment; keep it short, it delays writers on a file."""
        with told_plainly(), self._engine.connect() as connection, connection.begin():
            yield Reader(connection)

    @contextmanager
    def read_still(self, query: RequestQuery) -> Iterator[tuple[Reader, list[str]]]:
        """The requests that answer a query as of one moment, however long it is read: no change
        waits for it. See ``still_requests``."""
        from gongkai_desktop.store.still import still_requests

        with told_plainly(), still_requests(self._engine, query) as found:
            yield found

    @contextmanager
    def change(
        self,
        use_case: str,
        *,
        operator: str,
        at: datetime,
        report: Report = silent,
    ) -> Iterator[Change]:
        """One transaction: all of it is kept at the end of the block, nothing on an exception.

        ``use_case`` is the office's word for what is done, ``operator`` who does it, ``at`` the
        local time; they stand in the audit entry. ``report`` hears how many rows are written;
        what it raises undoes them all. Raises UserError when the file is locked, full
        or read-only.
        """
        with told_plainly(), self._engine.connect() as plain:
            connection = plain.execution_options(**{dialect.WRITING: True})
            with connection.begin():
                dialect.lock_for_change(connection)
                recorder = Recorder(connection, use_case, operator, at, report)
                yield Change(connection, recorder)
                recorder.finish()

    def backup(self, target: Path, report: Report = silent) -> BackupResult:
        """A verified copy at ``target``; an existing file there is replaced only when it is good.

        Raises UserError when the copy cannot be written or does not verify.
        """
        if dialect.is_server(self.location):
            raise UserError("服务器上的数据请用服务器自己的工具备份", "可使用 pg_dump")
        with told_plainly(OSError):
            return write_backup(Path(self.location), target, self.key, report)

    def verify(self, report: Report = silent) -> list[Damage]:
        """Damage, and rows changed outside the program; empty when all is well."""
        with (
            told_plainly(UnicodeDecodeError),
            self._engine.connect() as connection,
            connection.begin(),
        ):
            return find_damage(connection, report)

    def counts(self) -> dict[str, int]:
        """Rows of every table."""
        with told_plainly(), self._engine.connect() as connection, connection.begin():
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in schema.metadata.sorted_tables
            }

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()


def open_office(location: str | Path, *, key: str | None = None, create: bool = False) -> Office:
    """Open the office at a path of a .gkt file or a ``postgresql://`` address.

    ``key`` is what the user typed: the password of an encrypted file, or its recovery key.
    An older file is copied into 备份/ beside it and then upgraded. Raises UserError for a missing
    (``create`` false), foreign, damaged or newer file, a wrong password, a network drive.
    """
    with told_plainly(OSError, UnicodeDecodeError):
        if dialect.is_server(location):
            return _open_server(str(location), create)
        path = Path(location).expanduser().absolute()
        refuse_network_drive(path)
        if path.is_dir():
            raise UserError(f"“{path}”是文件夹，不是数据文件", "请给出文件夹里的 .gkt 文件")
        if not path.exists():
            if not create:
                raise UserError(f"尚无数据：没有数据文件“{path}”", "请先登记或者导入，或核对路径")
            create_file(path, None if key is None else new_file_key(key))
        known = None if key is None else file_key(path, key)
        check_file_kind(path, known)
        return _open_file(path, known)


def create_file(path: Path, key: FileKey | None) -> None:
    """Make a new, empty office; a half-made file is never seen under its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.新建")
    try:
        engine = dialect.file_engine(unfinished, key)
        migrate.upgrade(engine)
        found(engine, keyed=key is not None)
        engine.dispose()
        put_in_place(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
        unfinished.with_name(unfinished.name + "-journal").unlink(missing_ok=True)


def put_in_place(unfinished: Path, path: Path) -> None:
    """Give the finished file its name unless another start was faster; never over a file."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return
    except OSError:  # no hard links on this file system (FAT, some U盘)
        if not path.exists():
            unfinished.replace(path)


def found(engine: Engine, *, keyed: bool) -> None:
    """Write the identity of a new office, and the key of its audit chain if it is encrypted."""
    rows = [{"name": "office_id", "value": new_id()}]
    if keyed:
        rows.append({"name": AUDIT_KEY, "value": secrets.token_hex(32)})
    with engine.begin() as connection:
        connection.execute(insert(schema.meta), rows)


def check_file_kind(path: Path, key: FileKey | None) -> None:
    """Refuse, without touching it, what is not an office file; raises UserError."""
    mark = dialect.application_mark(path, key)
    if mark == dialect.APPLICATION_ID:
        return
    if mark is not None:
        raise UserError(
            f"“{path}”不是公开台的数据文件，可能属于其他程序",
            "请选择公开台的 .gkt 文件；该文件没有被改动",
        )
    if key is None:
        raise UserError(
            f"“{path}”已加密，或者不是公开台的数据文件", "如已加密请提供口令；否则请核对文件"
        )
    if dialect.application_mark(path, None) is not None:
        raise UserError(f"“{path}”没有加密，不需要口令", "请不带口令打开")
    raise WrongPasswordError(
        "口令不正确，或者这不是公开台的数据文件", "请核对口令和文件；文件没有被改动"
    )


def is_older(path: Path, key: str | None) -> bool:
    """Whether a data file would be upgraded by opening it; False for what does not open at all."""
    try:
        known = None if key is None else file_key(path, key)
        if dialect.application_mark(path, known) != dialect.APPLICATION_ID:
            return False
    except UserError:
        return False
    engine = dialect.file_engine(path, known)
    try:
        with engine.connect() as connection, connection.begin():
            return int(migrate.revision_of(connection) or migrate.HEAD) < int(migrate.HEAD)
    except DatabaseError:
        return False
    finally:
        engine.dispose()


def _open_file(path: Path, key: FileKey | None) -> Office:
    engine = dialect.file_engine(path, key)
    revision = _check_file(engine, path)
    if int(revision) < int(migrate.HEAD):
        _upgrade_file(engine, path, key, revision)
    return Office(str(path), engine, migrate.HEAD, key)


def _check_file(engine: Engine, path: Path) -> str:
    with engine.connect() as connection, connection.begin():
        (mark,) = dialect.pragma(connection, "application_id")[0]
        revision = migrate.revision_of(connection)
        if mark != dialect.APPLICATION_ID or revision is None:
            raise UserError(f"“{path}”不是公开台的数据文件", "请选择公开台的 .gkt 文件")
        migrate.refuse_newer(revision)
        if path.stat().st_size <= _QUICK_CHECK_LIMIT:
            _refuse_damaged(dialect.pragma(connection, "quick_check(1)"))
    return revision


def _refuse_damaged(answer: list[tuple[str]]) -> None:
    if answer != [("ok",)]:
        raise DamagedError(
            "数据文件已损坏，程序不会擅自修复", "请不要继续使用该文件，用最近的备份恢复（restore）"
        )


def _upgrade_file(engine: Engine, path: Path, key: FileKey | None, revision: str) -> None:
    """Copy the file first; a failed upgrade leaves it as it was (one transaction)."""
    copy = stamped_copy(path, f"版本{revision}_升级前")
    copy_file(path, copy, key)
    migrate.upgrade(engine)


def _open_server(url: str, create: bool) -> Office:
    engine = dialect.server_engine(url)
    with engine.connect() as connection:
        revision = migrate.revision_of(connection)
    if revision is None and not create:
        raise UserError("尚无数据：服务器上的数据库是空的", "请先登记或者导入，或核对地址")
    if revision is None:
        migrate.upgrade(engine)
        found(engine, keyed=False)
    else:
        migrate.refuse_newer(revision)
        if int(revision) < int(migrate.HEAD):
            migrate.upgrade(engine)
    return Office(url, engine, migrate.HEAD, None)
