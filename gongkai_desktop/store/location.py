"""Where a data file may lie, and who has it open in a window."""

from __future__ import annotations

import ctypes
import getpass
import json
import os
import platform
import sys
from datetime import datetime
from pathlib import Path, PureWindowsPath

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.store.failures import told_plainly

_NETWORK_SYSTEMS = {"nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "afs", "9p", "fuse.sshfs"}
_DRIVE_REMOTE = 4
_MOUNTS = Path("/proc/mounts")


def refuse_network_drive(path: Path) -> None:
    """Refuse a data file on a share, where SQLite's locks cannot be trusted; raises UserError."""
    if is_on_network(path):
        raise UserError(
            f"数据文件“{path}”在网络驱动器上",
            "请把数据文件放在本机磁盘，备份可以放在共享文件夹；多人共用请使用数据库服务器",
        )


def is_on_network(path: Path) -> bool:
    """Whether a path is a UNC path, a mapped network drive or below a network mount."""
    text = str(path)
    if text.startswith(("\\\\", "//")) and not text.startswith(("\\\\?\\", "\\\\.\\")):
        return True
    if sys.platform == "win32":
        anchor = PureWindowsPath(path.resolve()).anchor
        return anchor.startswith("\\\\") or _drive_type(anchor) == _DRIVE_REMOTE
    return mount_type(path.absolute(), _mount_table()) in _NETWORK_SYSTEMS


def _drive_type(anchor: str) -> int:
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent from other systems' ctypes
    return int(kernel.GetDriveTypeW(anchor))


def _mount_table() -> str:
    return _MOUNTS.read_text(encoding="utf-8", errors="replace") if _MOUNTS.exists() else ""


def mount_type(path: Path, table: str) -> str:
    """File system type of the deepest mount above a path, from the system's mount table."""
    real = os.path.realpath(path)
    best, kind = "", ""
    for line in table.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        above = real == point or real.startswith(point.rstrip("/") + "/")
        if above and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


@attrs.frozen(kw_only=True)
class LockHolder:
    """Who has the office open in a window, on which machine, since when."""

    user: str
    machine: str
    process: int
    since: str


class OfficeLock:
    """The window's claim on a data file: a small file beside it that names its holder.

    Commands do without; SQLite's own locks keep single transactions apart.
    """

    def __init__(self, location: Path) -> None:
        self.path = location.with_name(location.name + ".lock")
        self._held = False
        self.left_behind = False
        """Whether the last holder on this machine ended without giving the office free."""

    def acquire(self, at: datetime) -> None:
        """Claim the office; raises UserError naming the holder of a living claim."""
        holder = self.holder()
        if holder is not None and not _is_gone(holder):
            raise self._taken(holder)
        self.left_behind = holder is not None and not _is_mine(holder)
        mine = LockHolder(
            user=_user(),
            machine=platform.node(),
            process=os.getpid(),
            since=at.isoformat(sep=" ", timespec="minutes"),
        )
        with told_plainly(OSError):
            self.path.unlink(missing_ok=True)
            with self.path.open("x", encoding="utf-8") as file:
                json.dump(attrs.asdict(mine), file, ensure_ascii=False)
        self._held = True

    def refuse_others(self) -> None:
        """Raise UserError while a window of another process has the office open."""
        holder = self.holder()
        if holder is not None and not _is_gone(holder) and not _is_mine(holder):
            raise self._taken(holder)

    def _taken(self, holder: LockHolder) -> UserError:
        return UserError(
            f"数据文件已由{holder.user}在电脑{holder.machine}上打开（{holder.since}起）",
            "请切换到已打开的窗口或者先关闭它；如果那台电脑已经关闭，请删除旁边的“"
            f"{self.path.name}”后重试",
        )

    def release(self) -> None:
        """Give the office free."""
        if self._held:
            self.path.unlink(missing_ok=True)
            self._held = False

    def holder(self) -> LockHolder | None:
        """Who holds the claim; a lock file nobody can read counts as none."""
        try:
            return LockHolder(**json.loads(self.path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "本机用户"


def _is_gone(holder: LockHolder) -> bool:
    """Whether the holder was a process of this machine that no longer runs."""
    if holder.machine != platform.node():
        return False
    return not _is_mine(holder) and not _runs(holder.process)


def _is_mine(holder: LockHolder) -> bool:
    return (holder.machine, holder.process) == (platform.node(), os.getpid())


def _runs(process: int) -> bool:
    if sys.platform == "win32":
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _runs_on_windows(process: int) -> bool:
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent from other systems' ctypes
    query_limited_information, still_active = 0x1000, 259
    handle = kernel.OpenProcess(query_limited_information, False, process)
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == still_active
