"""What the window asks of the audit (审计)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.domain.audit import AuditEntry
    from gongkai_desktop.domain.progress import Report


@attrs.frozen(kw_only=True)
class AuditFilter:
    """Which entries: words in who or what was done, the first and the last day."""

    words: str = ""
    first: date | None = None
    last: date | None = None


@attrs.frozen(kw_only=True)
class FieldLine:
    """One field an entry changed, as it stood before and after, personal data masked."""

    place: str
    field: str
    before: str
    after: str


class Audits(Protocol):
    """The audit of the office, and what is added to it when something leaves or is looked at."""

    def numbers(self, wanted: AuditFilter) -> Sequence[int]:
        """Numbers of the entries that answer a filter, latest first."""
        ...

    def entries(self, numbers: Sequence[int]) -> Sequence[AuditEntry]:
        """These entries, in the order given."""
        ...

    def changes(self, number: int) -> Sequence[FieldLine]:
        """What one entry changed."""
        ...

    def export(self, path: Path, wanted: AuditFilter, report: Report) -> int:
        """Write the entries as a workbook; how many."""
        ...

    def head_sheet(self) -> bytes:
        """The end of the chain as PDF, to be kept on paper."""
        ...

    def note(self, what: str, subject: str) -> None:
        """Record that something was printed, exported or looked at in full."""
        ...
