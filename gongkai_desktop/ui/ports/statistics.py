"""What the view of periodic statistics (统计报表) asks for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gongkai_desktop.domain.statistics import Statistics


class StatisticsForms(Protocol):
    """Month and quarter forms."""

    def forms(self) -> Sequence[tuple[str, str]]:
        """(key, title) of every form."""
        ...

    def periods(self, form: str) -> Sequence[str]:
        """Periods to choose from, the one due first."""
        ...

    def compile(self, form: str, period: str) -> Statistics:
        """A form filled in."""
        ...

    def enter(self, form: str, period: str, row: str, value: str, section: str) -> Statistics:
        """Keep a figure by hand; UserError where it is no whole number."""
        ...

    def export(self, form: str, period: str, path: Path) -> None:
        """Write the workbook."""
        ...

    def page(self, form: str, period: str) -> bytes:
        """The form on paper as PDF."""
        ...
