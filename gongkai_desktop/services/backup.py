"""Backups, restoring, moving and checking the data file (备份、恢复、迁移、检查)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import attrs

from gongkai_desktop.documents.files import make_folder
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import (
    BackupResult,
    CopyResult,
    RestoreResult,
    copy_office,
    open_office,
    restore_office,
)

LAST_BACKUP = "last_backup"


@attrs.frozen(kw_only=True)
class Backup:
    """A backup that was written and read back: file, requests in it, size in bytes."""

    file: Path
    requests: int
    size: int


def backup(workspace: Workspace, folder: Path) -> Backup:
    """A verified copy of the data file in ``folder``, named by unit file and moment."""
    make_folder(folder)
    moment = workspace.now().strftime("%Y%m%d-%H%M%S")
    target = folder / f"公开台备份_{moment}.gkt"
    result: BackupResult = workspace.office.backup(target)
    with workspace.change("备份") as change:
        change.settings.put(LAST_BACKUP, workspace.now().isoformat(timespec="seconds"))
        change.note(file=result.path.name, requests=result.requests)
    return Backup(file=result.path, requests=result.requests, size=result.size)


def restore(location: str, file: Path, *, today: date | None, key: str | None) -> RestoreResult:
    """Put a backup in place of the office; the present file is kept beside it."""
    return restore_office(file, Path(location), operator="本机用户", at=datetime.now(), key=key)


def copy(source: str, target: str, *, key: str | None, target_key: str | None) -> CopyResult:
    """Carry an office from its file to a database server, or back; verified before it counts."""
    return copy_office(
        source,
        target,
        operator="本机用户",
        at=datetime.now(),
        source_key=key,
        target_key=target_key,
    )


def verify(location: str, *, today: date | None, key: str | None) -> list[dict[str, str]]:
    """What is damaged or was changed outside the program; empty when all is well."""
    with open_office(location, key=key) as office:
        return [{"what": damage.what, "detail": damage.detail} for damage in office.verify()]
