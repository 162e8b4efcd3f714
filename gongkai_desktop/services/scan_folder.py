"""The folder a scanner writes to (扫描文件夹): files in it that are not yet kept in the data file.

Files are copied, never moved or deleted: the folder belongs to the scanner.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.services.workspace import Workspace

SETTING = "scan_folder"
_ENDINGS = frozenset(
    (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".ofd", ".doc", ".docx")
)
_MOST_FILES = 40
_LARGEST = 200 * 1024 * 1024
_PIECE = 1024 * 1024


@attrs.frozen(kw_only=True)
class Scan:
    """A file of the scan folder: where it lies, its size in bytes, when it was written."""

    path: Path
    size: int
    written: datetime


def folder_of(workspace: Workspace) -> Path | None:
    """The folder as set; None where none is."""
    with workspace.office.read() as reader:
        kept = str(reader.settings.get(SETTING, "") or "")
    return Path(kept) if kept else None


def set_folder(workspace: Workspace, folder: Path | None) -> None:
    """Watch a folder, or none; raises UserError where it is no folder."""
    if folder is not None and not folder.is_dir():
        raise UserError(f"没有文件夹“{folder}”", "请选择扫描仪保存文件的文件夹")
    with workspace.change("设置扫描文件夹") as change:
        change.settings.put(SETTING, str(folder) if folder else "")


class ScanFolder:
    """Remembers the hashes of files it has looked at, so that a full folder is read once."""

    def __init__(self) -> None:
        self._hashes: dict[tuple[str, int, int], str] = {}

    def fresh(self, workspace: Workspace) -> tuple[Scan, ...]:
        """Files not kept anywhere in the office, the newest first; none while unreachable."""
        folder = folder_of(workspace)
        if folder is None:
            return ()
        with workspace.office.read() as reader:
            kept = reader.attachments.contents()
        found = [one for one in _listed(folder) if self._hash(workspace, one) not in kept]
        return tuple(found)

    def _hash(self, workspace: Workspace, scan: Scan) -> str:
        """The hash of a file's content, empty while it cannot be read."""
        key = (str(scan.path), scan.size, int(scan.written.timestamp() * 1000))
        if key not in self._hashes:
            self._hashes[key] = _hash_of(scan.path, workspace.report)
        return self._hashes[key]


def _listed(folder: Path) -> list[Scan]:
    try:
        paths = [path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS]
    except OSError:
        # A scanner's share that is switched off holds nothing new; the files are not lost.
        return []
    found = [scan for scan in map(_scan, paths) if scan is not None]
    return sorted(found, key=lambda one: one.written, reverse=True)[:_MOST_FILES]


def _scan(path: Path) -> Scan | None:
    """A finished file; None for one that is empty, hidden, a draft of Word, or gone again."""
    if path.name.startswith((".", "~$")):
        return None
    try:
        status = path.stat()
    except OSError:
        return None
    if not 0 < status.st_size <= _LARGEST:
        return None
    return Scan(path=path, size=status.st_size, written=datetime.fromtimestamp(status.st_mtime))


def _hash_of(path: Path, report: Report) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                report(0, 0, f"正在核对 {path.name}")
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()
