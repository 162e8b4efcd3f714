"""Backups nobody has to think of (自动备份): made while the office is used, rotated, twice."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import attrs

from gongkai_desktop.documents.files import make_folder
from gongkai_desktop.domain.backup import kept
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services.backup import mark_program
from gongkai_desktop.services.workspace import LAST_BACKUP, Workspace

FOLDER = "备份"
AUTO_SETTING, SECOND_SETTING = "backup_auto", "backup_second"
_NAME = "自动备份_{stem}_{moment}.gkt"
_MOMENT = "%Y%m%d-%H%M%S"


@attrs.frozen(kw_only=True)
class AutoBackup:
    """What was done: the copy beside the data file, the one in the second place, what failed.

    ``trouble`` is one sentence, empty when all went well.
    """

    file: Path
    second: Path | None = None
    removed: int = 0
    trouble: str = ""


def second_place(workspace: Workspace) -> str:
    """The folder of the second copy (U盘), empty where none was chosen."""
    with workspace.office.read() as reader:
        return str(reader.settings.get(SECOND_SETTING, ""))


def choose_second_place(workspace: Workspace, folder: str) -> None:
    """Keep a second copy of every automatic backup in a folder; empty for none."""
    if folder and Path(folder).resolve() == Path(workspace.office.location).resolve().parent:
        raise UserError("第二处不能就是数据文件所在的文件夹", "请选择U盘或者另一块硬盘")
    with workspace.change("设置第二处备份") as change:
        change.settings.put(SECOND_SETTING, folder)


def back_up_if_changed(workspace: Workspace) -> AutoBackup | None:
    """Back up when anything changed since the last time; None when nothing did, or on a server.

    A second place that cannot be reached is said, never a reason to go without the first. Raises
    UserError where the first copy cannot be written.
    """
    if "://" in workspace.office.location:
        return None
    with workspace.office.read() as reader:
        last = reader.settings.get(AUTO_SETTING, {})
        second = str(reader.settings.get(SECOND_SETTING, ""))
        if reader.audit.head().seq <= int(last.get("seq", 0)):
            return None
    mark_program(workspace)
    with workspace.office.read() as reader:
        head = reader.audit.head()
    moment = workspace.now()
    place = Path(workspace.office.location).parent / FOLDER
    file = _write(workspace, place, moment)
    removed = _rotate(workspace, place)
    copy, trouble = _second(workspace, second, moment)
    with workspace.change("自动备份") as change:
        # This entry is one more, and no reason to back up again.
        change.settings.put(AUTO_SETTING, {"seq": head.seq + 1, "file": file.name})
        change.settings.put(LAST_BACKUP, moment.isoformat(timespec="seconds"))
        change.note(file=file.name, second=copy.name if copy else "", trouble=trouble)
    return AutoBackup(file=file, second=copy, removed=removed, trouble=trouble)


def _write(workspace: Workspace, place: Path, moment: datetime) -> Path:
    make_folder(place)
    stem = Path(workspace.office.location).stem
    target = place / _NAME.format(stem=stem, moment=moment.strftime(_MOMENT))
    return workspace.office.backup(target, workspace.report).path


def _second(workspace: Workspace, folder: str, moment: datetime) -> tuple[Path | None, str]:
    if not folder:
        return None, ""
    place = Path(folder)
    if not place.is_dir():
        return None, f"第二处备份“{folder}”没有接上，只备份到了本机"
    try:
        copy = _write(workspace, place, moment)
        _rotate(workspace, place)
    except UserError as error:
        return None, f"第二处备份没有写成：{error.message}"
    except OSError:
        return None, f"第二处备份没有写成：写到一半时“{folder}”断开了"
    return copy, ""


def _rotate(workspace: Workspace, place: Path) -> int:
    """Remove automatic backups of this office that rotation does not keep; no other file."""
    found = automatic(Path(workspace.office.location), place)
    keep = kept(found.values())
    gone = [file for file, moment in found.items() if moment not in keep]
    return sum(_removed(file) for file in gone)


def _removed(file: Path) -> bool:
    """One that another program holds open stays until the next time."""
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def automatic(office: Path, place: Path) -> dict[Path, datetime]:
    """The automatic backups of an office in a folder with the moments in their names."""
    pattern = re.compile(
        re.escape(_NAME.format(stem=office.stem, moment="@")).replace("@", r"(\d{8}-\d{6})")
    )
    found = {}
    for file in place.glob("*.gkt"):
        match = pattern.fullmatch(file.name)
        if match:
            found[file] = datetime.strptime(match.group(1), _MOMENT)
    return found
