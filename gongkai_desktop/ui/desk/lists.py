"""The lists of the desk: what is due, what is awaited, rows of ledgers near their limit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.dispute import DisputeKind
from gongkai_desktop.domain.exchange.handed import HandedIn
from gongkai_desktop.ui.common.badge import TONES
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.common.widgets import button, column, label, row
from gongkai_desktop.ui.ports import LedgerDueLine, RegisterLine
from gongkai_desktop.ui.ports.dispute import DisputeEntry

R = TypeVar("R")

_DAY, _STATE = 112, 152


def due_words(line: RegisterLine) -> str:
    """The due date of a line; what is awaited has none of its own."""
    view = line.row.view
    if view.awaited or view.due_date is None:
        return "—"
    return f"{day_words(view.due_date)}{'（暂定）' if view.provisional else ''}"


def alert_words(line: RegisterLine) -> str:
    """The office's own warning day of a line, in short."""
    return f"警戒日 {line.alert.month}月{line.alert.day}日" if line.alert else ""


def _who(line: RegisterLine) -> str:
    why = line.why if line.why != line.row.view.clock_state else ""
    parts = (line.row.applicant, line.row.section, why)
    return " · ".join(part for part in parts if part)


def _matter() -> tuple[Column[RegisterLine], Column[RegisterLine]]:
    return (
        Column(title="登记号", text=lambda line: line.row.register_no, width=82),
        Column(title="申请内容", text=lambda line: line.row.request_text, note=_who),
    )


def urgent_columns() -> tuple[Column[RegisterLine], ...]:
    """What is due: the day with the warning day below, the state in words with the days left."""
    return (
        *_matter(),
        Column(title="答复期限", text=due_words, note=alert_words, width=_DAY),
        Column(
            title="期限状态",
            text=lambda line: line.urgency.level.value,
            tone=lambda line: TONES[line.urgency.level],
            note=lambda line: line.urgency.words,
            width=_STATE,
        ),
    )


def waiting_columns() -> tuple[Column[RegisterLine], ...]:
    """What is awaited: from whom, and until when."""
    return (
        *_matter(),
        Column(
            title="等待至",
            text=lambda line: day_words(line.row.view.awaited_until) or "—",
            note=lambda line: "",
            width=_DAY,
        ),
        Column(
            title="期限状态",
            text=lambda line: line.urgency.level.value,
            tone=lambda line: TONES[line.urgency.level],
            note=lambda line: f"等待{line.row.view.awaited}",
            tip=lambda line: line.urgency.words,
            width=_STATE,
        ),
    )


def _answer_due(one: DisputeEntry) -> str:
    """The day to answer by; a day that is behind us presses nobody."""
    if one.dispute.proceeding.answered:
        return "已提交答复"
    return day_words(one.limit.due) if one.limit else "—"


def _about_words(one: DisputeEntry) -> str:
    """Applicant and matter; a joint case names every request first."""
    numbers = f"{one.numbers} · " if one.joined else ""
    return f"{numbers}{one.applicant} · {one.request_text}"


def dispute_columns() -> tuple[Column[DisputeEntry], ...]:
    """Reviews and suits not concluded, with the office's own limit."""
    return (
        Column(
            title="登记号",
            text=lambda one: one.register_no,
            note=lambda one: f"等{1 + len(one.joined)}件" if one.joined else "",
            tip=lambda one: one.numbers,
            width=82,
        ),
        Column(
            title="案件",
            text=lambda one: (
                f"{DisputeKind(one.dispute.kind).label}　{one.dispute.proceeding.organ}"
            ),
            note=_about_words,
        ),
        Column(
            title="答复期限",
            text=_answer_due,
            note=lambda one: "",
            width=_DAY,
        ),
        Column(
            title="状态",
            text=lambda one: one.urgency.level.value,
            tone=lambda one: TONES[one.urgency.level],
            note=lambda one: one.urgency.words,
            width=_STATE,
        ),
    )


def handed_columns() -> tuple[Column[HandedIn], ...]:
    """What other desks handed to us, with the day they want our opinion by."""
    return (
        Column(title="登记号", text=lambda one: one.register_no, width=82),
        Column(title="协办来件", text=lambda one: one.text, note=lambda one: f"{one.unit}交办"),
        Column(title="反馈期限", text=lambda one: day_words(one.due) or "尽快", width=_DAY),
        Column(
            title="状态",
            text=lambda one: one.urgency.level.value if one.due else "待反馈",
            tone=lambda one: TONES[one.urgency.level],
            note=lambda one: one.urgency.words if one.due else "",
            width=_STATE,
        ),
    )


def ledger_columns() -> tuple[Column[LedgerDueLine], ...]:
    """Rows of ledgers late or near their limit."""
    return (
        Column(title="事项", text=lambda line: line.text, note=lambda line: line.title),
        Column(title="时限", text=lambda line: day_words(line.due), width=_DAY),
        Column(
            title="时限状态",
            text=lambda line: line.urgency.level.value,
            tone=lambda line: TONES[line.urgency.level],
            note=lambda line: line.urgency.words,
            width=_STATE,
        ),
    )


class ShortList(QWidget, Generic[R]):
    """A heading and a list that is as tall as its rows; ``wanted`` asks for those not shown."""

    wanted = Signal()

    def __init__(self, title: str, nothing: str, columns: Sequence[Column[R]]) -> None:
        super().__init__()
        self._lines: Sequence[R] = ()
        self._model = VirtualTableModel(columns, self._find, self._fetch, self)
        self.table = RecordTable(self._model, title, tall=True)
        self._title, self._words = label(title, "strong"), title
        self._title.setContentsMargins(8, 6, 0, 2)
        self._nothing = label(nothing, "muted")
        self._nothing.setContentsMargins(8, 4, 0, 10)
        self._more = button("", self.wanted.emit, kind="link")
        foot = row(self._more, 1)
        foot.setContentsMargins(8, 2, 0, 6)
        self.setLayout(column(self._title, self.table, self._nothing, foot, gap="tight"))

    def show_lines(self, lines: Sequence[R], total: int = 0) -> None:
        """Show these lines, the first of ``total``."""
        self._lines = lines
        rest = max(0, total - len(lines))
        self._more.setText(f"其余 {rest} 件在登记簿中查看")
        self._more.setVisible(rest > 0)
        self._model.reload()
        self.table.fit_rows()
        self._title.setText(f"{self._words}（{len(lines) + rest}）")
        self.table.setVisible(bool(self._lines))
        self._nothing.setVisible(not self._lines)

    def line(self, at: int) -> R:
        """The line at a position."""
        return self._lines[at]

    def _find(self, key: str, descending: bool) -> Sequence[int]:
        return range(len(self._lines))

    def _fetch(self, positions: Sequence[int]) -> Sequence[R]:
        return [self._lines[at] for at in positions]
