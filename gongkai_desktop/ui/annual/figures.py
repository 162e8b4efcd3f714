"""填报数字: the figures of 表一 and of the text that sections supply."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import FieldHelp
from gongkai_desktop.ui.common.help import about, told
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.widgets import (
    Card,
    button,
    column,
    icon_button,
    label,
    row,
    scrolled,
)
from gongkai_desktop.ui.ports.annual import FigureLine

_HELP = told("annual_figures.text")


class FigureView(QWidget):
    """Every figure with who supplied it; those typed now are kept under one section."""

    back = Signal()
    saved = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        about(self, "annual.figures")
        self._context = context
        self._year = 0
        self._lines: Sequence[FigureLine] = ()
        self.fields: dict[str, QLineEdit] = {}
        self._sources: dict[str, QLabel] = {}
        self.section = QLineEdit()
        self.section.setAccessibleName("提供科室")
        self.section.setPlaceholderText("提供科室，如 法规科")
        self.section.setFixedWidth(200)
        self._title = label("", "strong")
        self._grid = QGridLayout()
        self._grid.setColumnStretch(2, 1)
        self._grid.setHorizontalSpacing(16)
        content = QWidget()
        content.setLayout(column(self._grid, 1))
        card = Card(padding="medium")
        card.body.addLayout(
            row(
                icon_button("back", "返回表格", self.back.emit),
                self._title,
                FieldHelp("填报数字", _HELP),
                1,
                label("本次由", "muted"),
                self.section,
                button("保存改动的数", self.save, kind="primary", right=Right.KEEP),
            )
        )
        card.body.addWidget(scrolled(content), 1)
        self.setLayout(column(card))

    def show_year(self, year: int) -> None:
        """Read the figures of a year."""
        self._year = year
        self._lines = self._context.ports.annual.figures(year)
        self._title.setText(f"{year}年 填报数字")
        if not self.fields:
            self._lay_out()
        for line in self._lines:
            self.fields[line.key].setText(line.value)
            words = f"{line.section}　{line.supplied}".strip()
            unsaid = "没有写明提供科室" if line.value else "还没有填报，按 0 计"
            self._sources[line.key].setText(words or unsaid)

    def save(self) -> None:
        """Keep what was changed under the section named."""
        before = {line.key: line.value for line in self._lines}
        changed = {
            key: field.text()
            for key, field in self.fields.items()
            if field.text().strip() != before[key]
        }
        if not changed:
            self._context.prompts.tell(self, "没有改动", "各数与已填报的一样。")
            return
        ports = self._context.ports.annual
        if self._context.errors.guard(
            self, lambda: ports.enter(self._year, changed, self.section.text())
        ):
            self.show_year(self._year)
            self.saved.emit()

    def _lay_out(self) -> None:
        for at, line in enumerate(self._lines):
            field = QLineEdit()
            field.setAccessibleName(line.title)
            field.setMaximumWidth(140)
            self.fields[line.key] = field
            self._sources[line.key] = label("", "caption")
            self._grid.addWidget(label(line.title), at, 0)
            self._grid.addWidget(field, at, 1)
            self._grid.addWidget(self._sources[line.key], at, 2)
