"""What the view of periodic statistics (统计报表) asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gongkai_desktop.domain.overlay import Layer
    from gongkai_desktop.domain.progress import Report
from gongkai_desktop.domain.scoring import ScoreSheet, ScoringTable
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

    def evidence(self, year: int, folder: Path, report: Report) -> int:
        """Lay the evidence out by indicator; how many files."""
        ...

    def scoring_table(self) -> ScoringTable:
        """The scoring table in force."""
        ...

    def scoring_standing(self) -> tuple[Layer, bool]:
        """Whose table is in force, and whether the shipped one changed since."""
        ...

    def keep_scoring(self, table: ScoringTable) -> None:
        """Keep a table as the office's own; UserError naming what is wrong."""
        ...

    def restore_scoring(self) -> None:
        """Take the own table back."""
        ...

    def scoring_out(self, path: Path) -> None:
        """Write the table in force to a file."""
        ...

    def scoring_in(self, path: Path) -> ScoringTable:
        """A table out of a file, not kept yet; UserError where it holds none."""
        ...

    def countables(self) -> Sequence[tuple[str, str, str]]:
        """(count, cells, words) of everything points may be taken off for."""
        ...

    def ledgers(self) -> Sequence[tuple[str, str]]:
        """(key, title) of every ledger that may hold proof."""
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
