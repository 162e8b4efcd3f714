"""期限演算: how the due date was counted, day by day, and the printable sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gongkai_desktop.ui.common.days import day_words, weekday_words
from gongkai_desktop.ui.common.flow import wrapping
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.paper import save_pages
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.common.widgets import button, clear, column, label
from gongkai_desktop.ui.ports import ClockSheet, CountedDay, RequestFile
from gongkai_desktop.ui.request.section import Section

_COLUMNS: tuple[Column[CountedDay], ...] = (
    Column(title="日期", text=lambda day: day_words(day.day), width=110),
    Column(title="星期", text=lambda day: weekday_words(day.day), width=64),
    Column(
        title="第几个工作日",
        text=lambda day: str(day.number) if day.number is not None else "—",
        width=110,
    ),
    Column(title="说明", text=lambda day: day.why),
)


class ClockSection(Section):
    """期限演算."""

    title = "期限演算"
    topic = "request.clock"
    short = "期限"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._days: Sequence[CountedDay] = ()
        self._summary = wrapping(gap="large")
        self._model = VirtualTableModel(_COLUMNS, self._find, self._fetch, self)
        self.table = RecordTable(self._model, "逐日计算")
        self.table.verticalHeader().setDefaultSectionSize(30)
        self._print = button("打印期限演算单", self._save, symbol="print")
        head = QHBoxLayout()
        head.addLayout(self._summary, 1)
        head.addWidget(self._print, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(self.table, 1)

    def show_file(self, file: RequestFile) -> None:
        """Show the clock."""
        super().show_file(file)
        self._days = file.clock.days
        self._model.reload()
        clear(self._summary)
        for title, text in _summary(file.clock):
            fact = QWidget()
            fact.setLayout(column(label(title, "caption"), label(text), gap="tight"))
            self._summary.addWidget(fact)

    def _find(self, key: str, descending: bool) -> Sequence[int]:
        return range(len(self._days))

    def _fetch(self, positions: Sequence[int]) -> Sequence[CountedDay]:
        return [self._days[at] for at in positions]

    def _save(self) -> None:
        number, register = self.register_no, self.context.ports.register
        name = f"期限演算单-{number}.pdf"
        make = lambda: register.clock_sheet(number)  # noqa: E731
        save_pages(self.context, self, "打印期限演算单", name, make)


def _summary(clock: ClockSheet) -> list[tuple[str, str]]:
    facts = [("状态", clock.status), ("答复期限", day_words(clock.due))]
    if clock.provisional:
        facts[1] = ("答复期限（暂定）", day_words(clock.due))
    if clock.used_workdays is not None:
        facts.append(("已用", f"{clock.used_workdays} 个工作日"))
    if clock.excluded_workdays:
        facts.append(("不计入", f"{clock.excluded_workdays} 个工作日"))
    if clock.extension_days:
        facts.append(("延长", f"{clock.extension_days} 个工作日"))
    facts += [(name, day_words(day)) for name, day in clock.milestones.items()]
    return facts[:6]
