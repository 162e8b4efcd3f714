"""Backups for the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.services import auto_backup
from gongkai_desktop.services import backup as backup_service
from gongkai_desktop.services.workspace import LAST_BACKUP
from gongkai_desktop.store import recovery_key
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports.backup import BackupFacts

_MOST_NAMED = 12


class BackupBridge:
    """Backups over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def facts(self) -> BackupFacts:
        """Where they lie, and the latest one."""
        workspace = self._session.workspace
        with workspace.office.read() as reader:
            latest = str(reader.settings.get(LAST_BACKUP, ""))
        return BackupFacts(
            folder=Path(workspace.office.location).parent / auto_backup.FOLDER,
            second=auto_backup.second_place(workspace),
            latest=latest.replace("T", " "),
        )

    def back_up(self, folder: Path, report: Report) -> Path:
        """Write a safe copy and return it."""
        return backup_service.backup(self._session.workspace.reporting(report), folder).file

    def back_up_if_changed(self, report: Report) -> str:
        """The automatic one; what went wrong in a sentence."""
        try:
            made = auto_backup.back_up_if_changed(self._session.workspace.reporting(report))
        except UserError as error:
            return f"自动备份没有写成：{error.message}"
        return made.trouble if made else ""

    def choose_second_place(self, folder: str) -> None:
        """Keep a second copy of every automatic backup there."""
        auto_backup.choose_second_place(self._session.workspace, folder)

    def preview(self, file: Path, report: Report) -> Sequence[str]:
        """What a restore from this file would change."""
        location, key = self._session.workspace.office.location, self._key()
        seen = backup_service.preview_restore(location, file, key=key, report=report)
        told = [f"备份由公开台 {seen.program} 生成。"] if seen.program else []
        told += [
            f"备份里有申请{seen.requests}件，最后一次操作在{_moment(seen.last_change)}；",
            f"现在有申请{seen.present_requests}件，最后一次操作在{_moment(seen.present_last_change)}。",
        ]
        if seen.lost:
            told.append(f"恢复后会没有的申请：{_named(seen.lost)}。")
        if seen.regained:
            told.append(f"恢复后找回的申请：{_named(seen.regained)}。")
        return told

    def restore(self, file: Path, report: Report) -> str:
        """Put a backup in the office's place."""
        workspace, key = self._session.workspace, self._key()
        workspace.demand("从备份恢复")
        workspace.close()
        location = workspace.office.location
        done = backup_service.restore(location, file, today=None, key=key, report=report)
        return done.safety_copy.name if done.safety_copy else ""

    def _key(self) -> str | None:
        key = self._session.workspace.office.key
        return recovery_key(key) if key else None

    def verify(self, report: Report) -> Sequence[tuple[str, bool]]:
        """What was checked and whether it was in order."""
        damage = self._session.workspace.office.verify(report)
        if not damage:
            return [("文件结构、引用、附件和操作记录都完好", True)]
        return [(f"{one.what}：{one.detail}", False) for one in damage]


def _moment(at: str) -> str:
    return at.replace("T", " ") or "（没有）"


def _named(numbers: Sequence[str]) -> str:
    shown = "、".join(numbers[:_MOST_NAMED])
    return shown if len(numbers) <= _MOST_NAMED else f"{shown}等{len(numbers)}件"
