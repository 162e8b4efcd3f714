"""A table of the official yearly form (年报表格), its figures opening what they count."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from gongkai_desktop.domain.annual.cells import BLOCKS, CARRIED_IN, RESULT3_NAMES
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.ports import AnnualTables
from gongkai_desktop.ui.style.theme import colour

_GROUP = re.compile(r"^(\s*（.）)\D+(?=\d\.)")
"""The words of a group before its numbered rows: all eight of （三） would look the same."""
_TWO_LINES, _ROW, _AROUND = 46, 30, 16
_ROW_KEY = Qt.ItemDataRole.UserRole + 1


class FormTable(QTableWidget):
    """A table of the official form; Enter or a double click on a figure opens what it counts."""

    opened = Signal(str, int, str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("年报表格")
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setWordWrap(True)
        self.setShowGrid(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.horizontalHeader().setHighlightSections(False)
        self.setTabKeyNavigation(False)
        self.activated.connect(lambda index: self._open(index.row(), index.column()))
        self.cellClicked.connect(self._open_counted)

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
            first = QTableWidgetItem(_GROUP.sub(r"\1", name))
            first.setToolTip(plain(name))
            first.setData(_ROW_KEY, key)
            self.setItem(at, 0, first)
            for position, value in enumerate(values, start=1):
                self.setItem(at, position, _figure(value))
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Names that have no room in one line take two."""
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        metrics, room = self.fontMetrics(), self.columnWidth(0) - _AROUND
        for at in range(self.rowCount()):
            first = self.item(at, 0)
            wide = metrics.horizontalAdvance(first.text()) if first else 0
            lines = 1 + wide // room if 0 < room < wide else 1
            self.setRowHeight(at, _ROW + (lines - 1) * metrics.lineSpacing())

    def let_type(self) -> None:
        """Let the figures be typed over; the labels stay."""
        self.setEditTriggers(QTableWidget.EditTrigger.AllEditTriggers)
        for at in range(self.rowCount()):
            first = self.item(at, 0)
            if first is not None:
                first.setFlags(first.flags() & ~Qt.ItemFlag.ItemIsEditable)

    def typed(self, table: str, columns: Sequence[str]) -> dict[str, str]:
        """Every figure as it stands, by its path; ``columns`` empty for one figure a row."""
        found: dict[str, str] = {}
        for at in range(self.rowCount()):
            first = self.item(at, 0)
            key = str(first.data(_ROW_KEY) or "") if first else ""
            for position in range(1, self.columnCount()):
                cell = self.item(at, position)
                path = ".".join([table, key, *columns[position - 1 : position]])
                if key and cell is not None:
                    found[path] = cell.text()
        return found

    def mark(
        self, table: str, columns: Sequence[str], changed: Mapping[str, tuple[str, str]]
    ) -> None:
        """Show the cells changed by hand: coloured and bold, with count and reason."""
        for at in range(self.rowCount()):
            first = self.item(at, 0)
            key = str(first.data(_ROW_KEY) or "") if first else ""
            for position, name in enumerate(columns, start=1):
                known, cell = changed.get(f"{table}.{key}.{name}"), self.item(at, position)
                if known is not None and cell is not None:
                    font = cell.font()
                    font.setBold(True)
                    cell.setFont(font)
                    cell.setForeground(colour("warning"))
                    cell.setToolTip(plain(f"手工更改，登记簿数 {known[0]}：{known[1]}"))

    def _open_counted(self, at: int, position: int) -> None:
        """A click opens what is counted; zeros, which only a change asks for, by Enter."""
        cell = self.item(at, position)
        if cell is not None and cell.text() != "0":
            self._open(at, position)

    def _open(self, at: int, position: int) -> None:
        first, cell = self.item(at, 0), self.item(at, position)
        if position == 0 or first is None or cell is None or not cell.text():
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


def show_table_one(table: FormTable, tables: AnnualTables) -> None:
    """Fill a table with 表一, each row under its key."""
    table.fill(("内容", "数量"), tables.table1)


def show_table_three(table: FormTable, tables: AnnualTables) -> None:
    """Fill a table with 表三."""
    blocks = zip(BLOCKS, tables.table3, strict=True)
    lines = [(block, name, tuple(map(str, values))) for block, (name, values) in blocks]
    table.fill(("类型", *RESULT3_NAMES.values()), lines)


def _in_two_lines(title: str) -> str:
    """A long heading broken in the middle: the row names need the room."""
    return f"{title[:-3]}\n{title[-3:]}" if len(title) > 4 else title


def show_table_two(table: FormTable, tables: AnnualTables) -> None:
    """Fill a table with 表二."""
    titles = (_in_two_lines(title) for _, title in tables.columns)
    table.fill(("项目", *titles), tables.table2)
    table.horizontalHeader().setFixedHeight(_TWO_LINES)
    table.mark("table2", [key for key, _ in tables.columns], tables.changed)
    if tables.locked:
        for at in range(table.rowCount()):
            first = table.item(at, 0)
            if first is not None and first.data(_ROW_KEY) == CARRIED_IN:
                first.setToolTip("按上年定稿的“结转下年度”逐列填列")
                first.setText(f"{first.text()}（按上年定稿）")
