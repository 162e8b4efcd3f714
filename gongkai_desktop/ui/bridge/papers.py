"""The papers of a request for the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from gongkai_desktop.domain.progress import Report
from gongkai_desktop.services import archive, papers
from gongkai_desktop.services.bundle import bundle, bundle_lines
from gongkai_desktop.services.request import request_numbered
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports.papers import PaperShelf


class PapersBridge:
    """Papers over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def shelf(self, register_no: str) -> PaperShelf:
        """The file of one request."""
        workspace = self._session.workspace
        request = request_numbered(workspace, register_no)
        file = papers.file_of(workspace, request)
        closing = archive.closing_of(workspace, request)
        return PaperShelf(
            needs=file.needs,
            papers=len(file.papers),
            archived=request.archived,
            file_no=closing.file_no,
            retention=closing.retention,
            reason=closing.reason,
        )

    def put(self, register_no: str, path: Path, need: str, report: Report) -> None:
        """Keep a copy of a file as the paper that was needed."""
        papers.put(self._session.workspace.reporting(report), register_no, path, need)

    def bundle(self, register_no: str, folder: Path, report: Report) -> Sequence[str]:
        """Bind the evidence."""
        return bundle_lines(*bundle(self._session.workspace, register_no, folder, report))

    def bind(self, register_no: str, folder: Path, report: Report) -> Sequence[str]:
        """Bind the file for the archive."""
        workspace = self._session.workspace
        return bundle_lines(*archive.bind_file(workspace, register_no, folder, report))

    def close(
        self, register_no: str, day: date, *, file_no: str, retention: str, reason: str
    ) -> None:
        """归档."""
        closing = archive.Closing(file_no=file_no, retention=retention, reason=reason)
        archive.close(self._session.workspace, register_no, day, closing)
