"""The lines within one row (明细): opinions with their adoption, sub-tasks, follow-ups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from gongkai_desktop.domain.ledger.form import Column
from gongkai_desktop.ui.common.widgets import button, column, row

Lines = Sequence[Mapping[str, str]]
_ROW_HEIGHT = 32
_SHOWN_ROWS = 4


class LinesField(QWidget):
    """A small table to type into; an empty line counts as none."""

    changed = Signal()

    def __init__(self, form: Column, lines: Lines) -> None:
        super().__init__()
        self._parts = form.parts
        self.table = QTableWidget(0, len(form.parts))
        self.table.setAccessibleName(form.title)
        self.table.setHorizontalHeaderLabels([one.title for one in form.parts])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setFixedHeight(_ROW_HEIGHT * (_SHOWN_ROWS + 1) + 4)
        for at, part in enumerate(form.parts):
            head = self.table.horizontalHeaderItem(at)
            if head is not None and part.choices:
                head.setToolTip("、".join(part.choices))
        for line in lines:
            self._add(line)
        self.table.itemChanged.connect(lambda _: self.changed.emit())
        add = button("加一行", self.add_line, kind="quiet", symbol="plus")
        take = button("去掉所选", self._take, kind="quiet", symbol="close")
        self.setLayout(column(self.table, row(add, take, 1), gap="tight"))

    def add_line(self) -> None:
        """An empty line at the end, ready to be typed into."""
        self._add({})
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)
        self.table.setFocus()

    def lines(self) -> list[dict[str, str]]:
        """The lines that hold anything, as words by part."""
        found = [
            {part.key: self._words(at, position) for position, part in enumerate(self._parts)}
            for at in range(self.table.rowCount())
        ]
        return [line for line in found if any(line.values())]

    def _add(self, line: Mapping[str, str]) -> None:
        at = self.table.rowCount()
        self.table.insertRow(at)
        for position, part in enumerate(self._parts):
            self.table.setItem(at, position, QTableWidgetItem(line.get(part.key, "")))

    def _take(self) -> None:
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self.changed.emit()

    def _words(self, at: int, position: int) -> str:
        item = self.table.item(at, position)
        return item.text().strip() if item else ""
