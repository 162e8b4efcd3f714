"""Copies of the data file (备份), made by SQLite's own backup and read back before they count."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

import attrs
from sqlalchemy import Connection, Table, func, select

from gongkai_desktop.domain.audit import AuditHead
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.store import dialect, schema
from gongkai_desktop.store.audit import head_of
from gongkai_desktop.store.secret import FileKey
from gongkai_desktop.store.verify import attachment_damage

BACKUP_FOLDER = "备份"
_PAGES_AT_ONCE = 1_000


@attrs.frozen(kw_only=True)
class BackupResult:
    """A copy that was written and read back: what it holds, for the backup list (备份清单)."""

    path: Path
    size: int
    requests: int
    attachments: int
    audit_head: AuditHead


def stamped_copy(path: Path, occasion: str, at: datetime | None = None) -> Path:
    """Where a copy of a data file goes: 备份/ beside it, named by occasion and moment."""
    moment = (at or datetime.now()).strftime("%Y%m%d-%H%M%S")
    return _unused(path.parent / BACKUP_FOLDER / f"{path.stem}_{occasion}_{moment}{path.suffix}")


def _unused(path: Path) -> Path:
    candidate, number = path, 1
    while candidate.exists():
        number += 1
        candidate = path.with_stem(f"{path.stem}_{number}")
    return candidate


def copy_file(source: Path, target: Path, key: FileKey | None, report: Report = silent) -> None:
    """Copy a data file while it may be in use, under a temporary name until it is whole.

    Stopped by ``report`` it leaves no file.
    """
    if target.exists() and target.samefile(source):
        raise UserError(f"“{target}”就是数据文件本身", "请把备份放在别处")
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}.未完成")
    try:
        _copy_pages(source, unfinished, key, report)
        read_back(unfinished, key, report)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
        unfinished.with_name(unfinished.name + "-journal").unlink(missing_ok=True)


def _copy_pages(source: Path, target: Path, key: FileKey | None, report: Report) -> None:
    def copied(status: int, left: int, pages: int) -> None:
        report(pages - left, pages, "正在复制数据文件")

    origin = dialect.connect_file(source, key)
    try:
        copy = dialect.connect_file(target, key)
        try:
            origin.backup(copy, pages=_PAGES_AT_ONCE, progress=copied)
        finally:
            copy.close()
    finally:
        origin.close()


def write_backup(
    source: Path, target: Path, key: FileKey | None, report: Report = silent
) -> BackupResult:
    """Copy, read the copy back, compare its counts and audit head with the original's."""
    before = _contents(source, key)
    copy_file(source, target, key, report)
    copied, after = _contents(target, key), _contents(source, key)
    if copied not in (before, after) and not _between(before, copied, after):
        raise UserError(f"备份“{target}”与数据文件不一致", "请重新备份，并检查磁盘")
    requests, attachments, head = copied
    return BackupResult(
        path=target,
        size=target.stat().st_size,
        requests=requests,
        attachments=attachments,
        audit_head=head,
    )


_Contents = tuple[int, int, AuditHead]


def _between(before: _Contents, copied: _Contents, after: _Contents) -> bool:
    """A copy made while others wrote holds a state between those before and after."""
    return before[2].seq <= copied[2].seq <= after[2].seq


def _contents(path: Path, key: FileKey | None) -> _Contents:
    engine = dialect.file_engine(path, key)
    try:
        with engine.connect() as connection, connection.begin():
            return (
                _count(connection, schema.request),
                _count(connection, schema.attachment),
                head_of(connection),
            )
    finally:
        engine.dispose()


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def read_back(path: Path, key: FileKey | None, report: Report = silent) -> None:
    """Check a copy page by page, its references and its attachments; UserError when not whole."""
    if not path.exists() or dialect.application_mark(path, key) != dialect.APPLICATION_ID:
        raise UserError("刚写出的副本不见了", "请检查U盘或者磁盘是否仍然连接，接好后重试")
    engine = dialect.file_engine(path, key)
    try:
        reading = lambda: report(0, 0, "正在核对副本")  # noqa: E731
        with (
            engine.connect() as connection,
            connection.begin(),
            dialect.beating(connection, reading),
        ):
            whole = dialect.pragma(connection, "integrity_check") == [("ok",)]
            joined = not dialect.pragma(connection, "foreign_key_check")
            joined = joined and not any(attachment_damage(connection, report))
    finally:
        engine.dispose()
    if not (whole and joined):
        raise UserError("写出的副本检查不通过，没有采用", "请检查磁盘和数据文件（verify）后重试")
