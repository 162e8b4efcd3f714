"""The scan folder for the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongkai_desktop.domain.progress import Report
from gongkai_desktop.services import scan_folder
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports.records import ScanLine


class ScanBridge:
    """Scans over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._folder = scan_folder.ScanFolder()

    def folder(self) -> Path | None:
        """The folder as set."""
        return scan_folder.folder_of(self._session.workspace)

    def set_folder(self, folder: Path | None) -> None:
        """Watch a folder, or none."""
        scan_folder.set_folder(self._session.workspace, folder)

    def fresh(self, report: Report) -> Sequence[ScanLine]:
        """Files of the folder that are not yet kept."""
        found = self._folder.fresh(self._session.workspace.reporting(report))
        return [ScanLine(path=one.path, size=one.size, written=one.written) for one in found]
