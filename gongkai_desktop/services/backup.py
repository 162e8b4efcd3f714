"""Backups, restoring, moving and checking the data file (备份、恢复、迁移、检查)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import attrs

from gongkai_desktop import __version__
from gongkai_desktop.documents.files import make_folder
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.services.home import exists
from gongkai_desktop.services.practised import refuse_practice_backup
from gongkai_desktop.services.update import version_of
from gongkai_desktop.services.workspace import (
    LAST_BACKUP,
    Workspace,
    login_name,
    open_workspace,
)
from gongkai_desktop.store import (
    BACKUP_FOLDER,
    BackupResult,
    CopyResult,
    Office,
    RequestQuery,
    RestoreResult,
    copy_office,
    looked_into,
    open_office,
    restore_office,
)

LAST_BACKUP_FILE = "last_backup_file"
PROGRAM_SETTING = "program"


@attrs.frozen(kw_only=True)
class Backup:
    """A backup that was written and read back: file, requests in it, size in bytes."""

    file: Path
    requests: int
    size: int


def backup(workspace: Workspace, folder: Path) -> Backup:
    """A verified copy of the data file in ``folder``, named by unit file and moment."""
    make_folder(folder)
    mark_program(workspace)
    moment = workspace.now().strftime("%Y%m%d-%H%M%S")
    target = folder / f"公开台备份_{moment}.gkt"
    result: BackupResult = workspace.office.backup(target, workspace.report)
    with workspace.unstoppable().change("备份") as change:
        change.settings.put(LAST_BACKUP, workspace.now().isoformat(timespec="seconds"))
        change.settings.put(LAST_BACKUP_FILE, str(result.path.absolute()))
        change.note(file=result.path.name, requests=result.requests)
    return Backup(file=result.path, requests=result.requests, size=result.size)


def mark_program(workspace: Workspace) -> None:
    """See that the office says by which program it was written, before a copy of it is made."""
    with workspace.office.read() as reader:
        if reader.settings.get(PROGRAM_SETTING, "") == __version__:
            return
    with workspace.change("记下程序版本") as change:
        change.settings.put(PROGRAM_SETTING, __version__)


@attrs.frozen(kw_only=True)
class RestorePreview:
    """What a restore would change: counts, the last entry of each, and the requests in one only.

    ``program`` is the version that made the backup, empty for one of before that was recorded.
    ``present`` figures are 0 where there is no office yet.
    """

    program: str
    requests: int
    last_change: str
    present_requests: int
    present_last_change: str
    lost: tuple[str, ...]
    regained: tuple[str, ...]


def preview_restore(
    location: str, file: Path, *, key: str | None, report: Report = silent
) -> RestorePreview:
    """Look at a backup beside the present office; nothing is changed.

    ``lost`` are 登记号 that only the present office has, ``regained`` those only the backup has.
    Raises UserError where the backup cannot be opened.
    """
    refuse_practice_backup(location, file, key)
    report(0, 0, f"正在读取 {file.name}")
    with looked_into(file, key) as office:
        numbers, last, program = _contents(office)
    _refuse_later(file, program)
    report(0, 0, "正在与现在的数据比较")
    present, present_last = _present(location, key) if exists(location) else (set(), "")
    return RestorePreview(
        program=program,
        requests=len(numbers),
        last_change=last,
        present_requests=len(present),
        present_last_change=present_last,
        lost=tuple(sorted(present - numbers)),
        regained=tuple(sorted(numbers - present)),
    )


def _present(location: str, key: str | None) -> tuple[set[str], str]:
    with open_office(location, key=key) as office:
        numbers, last, _ = _contents(office)
    return numbers, last


def _contents(office: Office) -> tuple[set[str], str, str]:
    with office.read() as reader:
        entries = reader.audit.entries(1)
        numbers = set(reader.requests.numbers(RequestQuery()))
        program = str(reader.settings.get(PROGRAM_SETTING, ""))
    return numbers, entries[0].at if entries else "", program


def _refuse_later(file: Path, program: str) -> None:
    """What a later program wrote may hold what this one leaves out; raises UserError."""
    if program and version_of(program) > version_of(__version__):
        raise UserError(
            f"备份“{file.name}”由公开台 {program} 生成，本机的程序是 {__version__}",
            f"请先安装公开台 {program} 或者更新的版本，再恢复；备份和现在的数据都没有改动",
        )


def backups_beside(location: str) -> list[Path]:
    """Backups in the folder beside a data file, the latest first."""
    folder = Path(location).parent / BACKUP_FOLDER
    found = [path for path in folder.glob("*.gkt") if not path.name.startswith(".")]
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def restore(
    location: str,
    file: Path,
    *,
    today: date | None,
    key: str | None,
    operator: str = "",
    report: Report = silent,
) -> RestoreResult:
    """Put a backup in place of the office; the present file is kept beside it.

    ``operator`` is who does it, as the office last knew them where left out. Raises UserError
    where the present office says that they may not; one that no longer opens is asked nothing.
    """
    refuse_practice_backup(location, file, key)
    if file.is_file():
        with looked_into(file, key) as office, office.read() as reader:
            _refuse_later(file, str(reader.settings.get(PROGRAM_SETTING, "")))
    known = _restorer(location, today, key, operator) if exists(location) else login_name()
    return restore_office(
        file, Path(location), operator=known, at=datetime.now(), key=key, report=report
    )


def _restorer(location: str, today: date | None, key: str | None, operator: str) -> str:
    try:
        workspace = open_workspace(location, today=today, key=key, operator=operator)
    except UserError:  # damaged, or under another password: this is what a restore is for
        return login_name()
    try:
        workspace.demand("从备份恢复")
        return workspace.operator
    finally:
        workspace.close()


def copy(source: str, target: str, *, key: str | None, target_key: str | None) -> CopyResult:
    """Carry an office from its file to a database server, or back; verified before it counts."""
    return copy_office(
        source,
        target,
        operator=login_name(),
        at=datetime.now(),
        source_key=key,
        target_key=target_key,
    )


def verify(location: str, *, today: date | None, key: str | None) -> list[dict[str, str]]:
    """What is damaged or was changed outside the program; empty when all is well."""
    with open_office(location, key=key) as office:
        return [{"what": damage.what, "detail": damage.detail} for damage in office.verify()]
