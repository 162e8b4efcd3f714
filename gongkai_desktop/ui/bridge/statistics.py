"""Periodic statistics for the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.form import Period
from gongkai_desktop.domain.ledger.tally import period_of
from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.domain.scoring import ScoreSheet, ScoringTable
from gongkai_desktop.domain.statistics import Statistics, span_of
from gongkai_desktop.services import scoring, scoring_table, statistics
from gongkai_desktop.ui.bridge.session import Session

_SHOWN = 8


class StatisticsBridge:
    """StatisticsForms over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def forms(self) -> Sequence[tuple[str, str]]:
        """Every form."""
        return [(one.key, one.title) for one in self._session.workspace.knowledge.statistics]

    def periods(self, form: str) -> Sequence[str]:
        """The period that ended last, the running one, then those before."""
        kind = statistics.form_named(self._session.workspace, form).period
        first, _ = period_of(kind, self._session.workspace.today)
        running = _written(kind, first.year, first.month)
        ended = []
        for _ in range(_SHOWN):
            first, _ = period_of(kind, first - timedelta(days=1))
            ended.append(_written(kind, first.year, first.month))
        return [ended[0], running, *ended[1:]]

    def compile(self, form: str, period: str) -> Statistics:
        """A form filled in."""
        return statistics.compile_statistics(self._session.workspace, form, period)

    def due(self, form: str, period: str) -> date:
        """The day a form is due for a period."""
        workspace = self._session.workspace
        made = statistics.form_named(workspace, form)
        return statistics.due_of(workspace, made, span_of(made.period, period))

    def score(self, year: int) -> ScoreSheet:
        """The office's own assessment of a year."""
        return scoring.score_year(self._session.workspace, year)

    def give_score(self, year: int, key: str, score: str, why: str) -> None:
        """Score an indicator by hand."""
        scoring.give_score(self._session.workspace, year, key, score, why)

    def score_page(self, year: int) -> bytes:
        """The assessment on paper."""
        return scoring.score_pdf(self._session.workspace, self._session.press, self.score(year))

    def evidence(self, year: int, folder: Path, report: Report) -> int:
        """Lay the evidence out by indicator."""
        workspace = self._session.workspace.reporting(report)
        files = scoring.export_evidence(workspace, year, folder)
        self._session.workspace.note("导出佐证材料", what=f"{year}年", file=folder.name)
        return len(files) - 1

    def scoring_table(self) -> ScoringTable:
        """The scoring table in force."""
        return scoring_table.table_in_force(self._session.workspace)

    def scoring_standing(self) -> tuple[Layer, bool]:
        """Whose table is in force."""
        now = scoring_table.standing(self._session.workspace)
        return now.layer, now.changed

    def keep_scoring(self, table: ScoringTable) -> None:
        """Keep a table as the office's own."""
        scoring_table.save(self._session.workspace, table)
        self._session.reload()

    def restore_scoring(self) -> None:
        """Take the own table back."""
        scoring_table.restore(self._session.workspace)
        self._session.reload()

    def scoring_out(self, path: Path) -> None:
        """Write the table in force to a file."""
        scoring_table.write_out(self._session.workspace, path)
        self._session.workspace.note("导出评分表", file=path.name)

    def scoring_in(self, path: Path) -> ScoringTable:
        """A table out of a file, not kept yet."""
        return scoring_table.take_in(self._session.workspace, path)

    def countables(self) -> Sequence[tuple[str, str, str]]:
        """Everything points may be taken off for."""
        found = scoring_table.countables(self._session.workspace)
        return [(one.count, one.cells, one.label) for one in found]

    def ledgers(self) -> Sequence[tuple[str, str]]:
        """Every ledger."""
        return [(one.key, one.title) for one in self._session.workspace.knowledge.ledgers]

    def enter(self, form: str, period: str, row: str, value: str, section: str) -> Statistics:
        """Keep a figure by hand."""
        if not value.strip().isdecimal():
            raise UserError(f"“{value}”不是数", "请填写不小于0的整数")
        workspace = self._session.workspace
        return statistics.enter(workspace, form, period, row, int(value), section)

    def export(self, form: str, period: str, path: Path) -> None:
        """Write the workbook."""
        made = self.compile(form, period)
        statistics.write_workbook(self._session.workspace, made, path)
        self._session.workspace.note("导出统计报表", what=made.form.title, file=path.name)

    def page(self, form: str, period: str) -> bytes:
        """The form on paper."""
        made = self.compile(form, period)
        return statistics.statistics_pdf(self._session.workspace, self._session.press, made)


def _written(kind: Period, year: int, month: int) -> str:
    if kind == Period.QUARTER:
        return f"{year}Q{(month - 1) // 3 + 1}"
    return f"{year}-{month:02d}" if kind == Period.MONTH else str(year)
