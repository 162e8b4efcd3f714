"""The audit for the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongkai_desktop.domain.audit import AuditEntry
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.services import audit
from gongkai_desktop.store import AuditQuery
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports.audit import AuditFilter, FieldLine


class AuditBridge:
    """The audit of the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def numbers(self, wanted: AuditFilter) -> Sequence[int]:
        """Numbers of the entries that answer a filter."""
        return audit.numbers(self._session.workspace, _query(wanted))

    def entries(self, numbers: Sequence[int]) -> Sequence[AuditEntry]:
        """These entries, in the order given."""
        return audit.entries(self._session.workspace, numbers)

    def changes(self, number: int) -> Sequence[FieldLine]:
        """What one entry changed."""
        return [
            FieldLine(place=one.place, field=one.field, before=one.before, after=one.after)
            for one in audit.changes_of(self._session.workspace, number)
        ]

    def export(self, path: Path, wanted: AuditFilter, report: Report) -> int:
        """Write the entries as a workbook."""
        return audit.export(self._session.workspace.reporting(report), path, _query(wanted))

    def head_sheet(self) -> bytes:
        """The end of the chain as PDF."""
        return audit.head_pdf(self._session.workspace, self._session.press)

    def note(self, what: str, subject: str) -> None:
        """Record a print, an export, a look at full numbers."""
        self._session.workspace.note(what, what=subject)


def _query(wanted: AuditFilter) -> AuditQuery:
    return AuditQuery(words=wanted.words, first=wanted.first, last=wanted.last)
