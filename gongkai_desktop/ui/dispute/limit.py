"""The office's own limit in a dispute: the day, what it rests on, what lateness brings."""

from __future__ import annotations

from gongkai_desktop.domain.clock import CountedDay
from gongkai_desktop.domain.dispute import OwnLimit
from gongkai_desktop.ui.common.days import day_words, weekday_words
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, ListTableModel
from gongkai_desktop.ui.common.widgets import Card, label

_WIDTH = 328
_ROW, _ROWS = 28, 4

_COLUMNS: tuple[Column[CountedDay], ...] = (
    Column(
        title="日期",
        text=lambda day: f"{day.date.month}月{day.date.day}日 {weekday_words(day.date)}",
        width=112,
    ),
    Column(title="第几日", text=lambda day: str(day.number or "—"), width=54),
    Column(title="说明", text=lambda day: day.why),
)


class LimitPanel(Card):
    """The limit of one dispute, every day of it listed below."""

    def __init__(self) -> None:
        super().__init__("本机关的期限", padding="medium")
        self.setFixedWidth(_WIDTH)
        self._what = label("", "muted", wrap=True)
        self._due = label("", "strong")
        self._why = label("", "caption", wrap=True)
        self._late = label("", "caption", wrap=True)
        self._model = ListTableModel(_COLUMNS, self)
        self._table = RecordTable(self._model, "逐日计算", memory="答复期限逐日计算")
        self._table.verticalHeader().setDefaultSectionSize(_ROW)
        self._table.setMinimumHeight(_ROWS * _ROW)
        for part in (self._what, self._due, self._why, self._late):
            self.body.addWidget(part)
        self.body.addWidget(self._table, 1)

    def show_limit(self, limit: OwnLimit | None) -> None:
        """Show a limit; without one, what is needed for it."""
        self._model.show_rows(limit.days if limit else ())
        self._table.setVisible(limit is not None)
        self._due.setVisible(limit is not None)
        self._late.setVisible(limit is not None)
        if limit is None:
            self._what.setText("填写收到副本的日期后，在这里推算提交答复和证据的最后日期。")
            self._why.setText("")
            return
        self._what.setText(limit.text.title)
        self._due.setText(_due_words(limit))
        self._why.setText(f"{limit.text.why}（{limit.text.basis}）")
        self._late.setText(limit.text.late)


def _due_words(limit: OwnLimit) -> str:
    if limit.due is None:
        return f"需要{limit.end.needs_calendar_year}年放假安排"
    mark = "（暂定，节假日未核）" if limit.end.provisional else ""
    return f"最晚 {day_words(limit.due)} {weekday_words(limit.due)}{mark}"
