"""What the view of periodic statistics (统计报表) asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gongkai_desktop.domain.scoring import ScoreSheet
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

    def due(self, form: str, period: str) -> date:
        """The day a form is due for a period."""
        ...

    def score(self, year: int) -> ScoreSheet:
        """The office's own assessment of a year."""
        ...

    def give_score(self, year: int, key: str, score: str, why: str) -> None:
        """Score an indicator by hand; empty goes back to the rules."""
        ...

    def score_page(self, year: int) -> bytes:
        """The assessment on paper as PDF."""
        ...

    def evidence(self, year: int, folder: Path) -> int:
        """Lay the evidence out by indicator; how many files."""
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
