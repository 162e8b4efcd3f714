"""The three tables in 两级报送: the county's sum, and a report typed in from paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QWidget

from gongkai_desktop.domain.annual.cells import RESULT3_NAMES
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.annual.form_table import (
    FormTable,
    show_table_one,
    show_table_three,
    show_table_two,
)
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.widgets import Card, button, column, icon_button, label, row
from gongkai_desktop.ui.ports import AnnualTables

_NAMES = ("table1", "table2", "table3")
_TITLES = ("表一　主动公开", "表二　依申请公开", "表三　复议诉讼")


class ThreeTables(QWidget):
    """表一 to 表三 under a bar of tabs, with a way back."""

    back = Signal()

    def __init__(self, hint: str, back_to: str) -> None:
        super().__init__()
        self._shown: AnnualTables | None = None
        self.title = label("", "strong")
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("年报表格")
        self.tables = [FormTable(), FormTable(), FormTable()]
        self._stack = Stack()
        for words, table in zip(_TITLES, self.tables, strict=True):
            self.tabs.addTab(words)
            self._stack.addWidget(table)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.tabs.setCurrentIndex(1)
        self.bar: QHBoxLayout = row(
            icon_button("back", back_to, self.back.emit), self.title, self.tabs, 1
        )
        card = Card(padding="small")
        card.body.addLayout(self.bar)
        card.body.addWidget(self._stack, 1)
        card.body.addWidget(label(hint, "caption"))
        self.setLayout(column(card))

    def columns(self, at: int) -> list[tuple[str, str]]:
        """Key and title of the columns of a table; 表一 has one figure a row."""
        second = list(self._shown.columns) if self._shown else []
        return [[], second, list(RESULT3_NAMES.items())][at]

    def show_tables(self, tables: AnnualTables) -> None:
        """Fill all three."""
        self._shown = tables
        first, second, third = self.tables
        show_table_one(first, tables)
        show_table_two(second, tables)
        show_table_three(third, tables)


class SumView(ThreeTables):
    """The county's sum; a figure opens the units behind it."""

    asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("点击数字查看各单位的数", "返回报送情况")
        for at, table in enumerate(self.tables):
            table.opened.connect(lambda key, column, name, at=at: self._open(at, key, column, name))

    def show_sum(self, year: int, tables: AnnualTables) -> None:
        """Show the sum of a year."""
        self.title.setText(f"{year}年汇总")
        self.show_tables(tables)

    def _open(self, at: int, key: str, place: int, name: str) -> None:
        here = self.columns(at)[place : place + 1]
        path = ".".join([_NAMES[at], key, *(column for column, _ in here)])
        self.asked.emit(path, "　".join([name, *(title for _, title in here)]))


class PaperView(ThreeTables):
    """A unit's report typed in from stamped paper, its sums too: they show whether it ties."""

    saved = Signal()

    def __init__(self) -> None:
        super().__init__("照纸质年报逐格录入，总计也照纸上的填；没有的填 0", "不录入，返回")
        self.bar.addWidget(button("保存录入", self.saved.emit, kind="primary", right=Right.KEEP))

    def show_unit(self, unit: str, year: int, tables: AnnualTables) -> None:
        """Begin with what is known of the unit's report."""
        self.title.setText(f"{unit}　{year}年　手工录入")
        self.show_tables(tables)
        for table in self.tables:
            table.let_type()

    def cells(self) -> dict[str, str]:
        """Every figure as typed, by its path."""
        found: dict[str, str] = {}
        for at, (name, table) in enumerate(zip(_NAMES, self.tables, strict=True)):
            found |= table.typed(name, [column for column, _ in self.columns(at)])
        return found
