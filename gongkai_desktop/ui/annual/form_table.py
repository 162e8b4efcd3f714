"""A table of the official yearly form (年报表格), its figures opening what they count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from gongkai_desktop.domain.request import ApplicantKind
from gongkai_desktop.ui.ports import AnnualTables

_ROW_KEY = Qt.ItemDataRole.UserRole + 1
KIND_KEYS = (*(kind.value for kind in ApplicantKind), "total")
KIND_TITLES = (*(kind.label for kind in ApplicantKind), "总计")


class FormTable(QTableWidget):
    """A table of the official form; Enter or a double click on a figure opens what it counts."""

    opened = Signal(str, int, str)

    def __init__(self) -> None:
        super().__init__()
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setShowGrid(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        self.horizontalHeader().setHighlightSections(False)
        self.setTabKeyNavigation(False)
        self.activated.connect(lambda index: self._open(index.row(), index.column()))
        self.cellClicked.connect(self._open)

    def fill(
        self, titles: Sequence[str], lines: Sequence[tuple[str, str, Sequence[object]]]
    ) -> None:
        """Show lines of (key, label, values); lines without values are headings."""
        self.clear()
        self.setColumnCount(len(titles))
        self.setRowCount(len(lines))
        self.setHorizontalHeaderLabels(list(titles))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        for at, (key, name, values) in enumerate(lines):
            first = QTableWidgetItem(name)
            first.setToolTip(name)
            first.setData(_ROW_KEY, key)
            self.setItem(at, 0, first)
            for position, value in enumerate(values, start=1):
                self.setItem(at, position, _figure(value))
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _open(self, at: int, position: int) -> None:
        first, cell = self.item(at, 0), self.item(at, position)
        if position == 0 or first is None or cell is None or cell.text() in ("", "0"):
            return
        key = str(first.data(_ROW_KEY) or "")
        if key:
            self.opened.emit(key, position - 1, first.text().strip())


def _figure(value: object) -> QTableWidgetItem:
    item = QTableWidgetItem(str(value))
    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
    if value == 0:
        item.setForeground(Qt.GlobalColor.gray)
    return item


def show_table_two(table: FormTable, tables: AnnualTables) -> None:
    """Fill a table with 表二."""
    table.fill(("项目", *KIND_TITLES), tables.table2)
