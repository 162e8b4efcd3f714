"""工作日历: known years, and the next arrangement pasted as it was published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import FormGrid, long_field, number_field
from gongkai_desktop.ui.common.help import told
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    clear,
    column,
    label,
    row,
    scrolled,
)
from gongkai_desktop.ui.common.work import carry_out
from gongkai_desktop.ui.ports import NoticeReading
from gongkai_desktop.ui.settings.common import READABLE
from gongkai_desktop.ui.style.theme import space

_SHOWN_YEARS = 5

_NOTICE_HELP = told("calendar.notice")
_CHECK_FIRST = "先粘贴放假通知，按“核对”"


class CalendarPart(Card):
    """工作日历."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__("工作日历")
        self._context, self._changed = context, changed
        years = context.ports.settings.calendar_years()
        missing = context.ports.desktop.facts().calendar_until.year + 1
        self.year = number_field(2000, 2100, missing, "年", 110)
        self.text = long_field(lines=7, placeholder="在这里粘贴放假通知的全文")
        grid = FormGrid()
        grid.add("年份", self.year)
        grid.add("放假通知", self.text, required=True, hint=_NOTICE_HELP)
        self._grid = grid
        self.accept = button("采用", self._accept, kind="primary", right=Right.MANAGE)
        self.accept.allow(_CHECK_FIRST)
        self._found = QVBoxLayout()
        content = QWidget()
        content.setLayout(column(_known(years), grid, self._found, 1, gap="medium"))
        content.setMaximumWidth(READABLE)
        self.body.addWidget(scrolled(content), 1)
        self.body.addLayout(row(1, button("核对", self._read), self.accept))
        self.text.textChanged.connect(lambda: self.accept.allow(_CHECK_FIRST))

    def _read(self) -> None:
        if self._grid.first_problem():
            return
        read = self._context.ports.settings.read_notice
        text, year = self.text.toPlainText(), self.year.value()

        def show(reading: NoticeReading) -> None:
            if text == self.text.toPlainText():
                self._show_reading(reading)

        look = lambda progress: read(text, year, progress)  # noqa: E731
        carry_out(self._context, self, "核对放假通知", look, show, cancellable=True, reads=True)

    def _show_reading(self, reading: NoticeReading) -> None:
        clear(self._found)
        for problem in reading.problems:
            self._found.addWidget(InfoBanner(problem, "danger"))
        if not reading.problems:
            self._found.addWidget(InfoBanner("星期和天数全部相符，可以采用", "success"))
        self._found.addWidget(label(f"放假：{_days(reading.off)}", wrap=True))
        self._found.addWidget(label(f"上班：{_days(reading.work)}", wrap=True))
        self._show_moved(reading)
        self.accept.allow("请先改正上面列出的问题" if reading.problems else "")

    def _show_moved(self, reading: NoticeReading) -> None:
        if not reading.moved:
            self._found.addWidget(label("在办申请的期限没有变化", "muted"))
        for number, old, new in reading.moved:
            self._found.addWidget(label(f"{number}：{old} → {new}"))

    def _accept(self) -> None:
        accept = self._context.ports.settings.accept_notice
        text, year = self.text.toPlainText(), self.year.value()

        def tell(_: object) -> None:
            self._changed()
            self._context.prompts.tell(self, "工作日历", f"已采用{year}年放假安排，期限已重新计算")

        write = lambda progress: accept(text, year, progress)  # noqa: E731
        carry_out(self._context, self, "重新计算期限", write, tell, cancellable=True)


def _known(years: Sequence[tuple[int, str]]) -> QGridLayout:
    """The latest years each with its source; the others in one line."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(space("large"))
    grid.setVerticalSpacing(space("tight"))
    grid.setColumnStretch(1, 1)
    lines = [(f"{year}年", source) for year, source in years[:_SHOWN_YEARS]]
    older = [year for year, _ in years[_SHOWN_YEARS:]]
    if older:
        lines.append((f"{min(older)}—{max(older)}年", "历年放假安排"))
    for at, (year, source) in enumerate(lines):
        grid.addWidget(label(year), at, 0)
        grid.addWidget(label(source, "muted", wrap=True), at, 1)
    return grid


def _days(days: Sequence[date]) -> str:
    return "、".join(f"{day.month}月{day.day}日" for day in days) or "无"
