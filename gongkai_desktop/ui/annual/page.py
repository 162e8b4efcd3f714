"""年度报告与统计: three tables as the official form, each cell opening its cases."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.ui.annual.form_table import (
    KIND_KEYS,
    KIND_TITLES,
    FormTable,
    show_table_two,
)
from gongkai_desktop.ui.common.page import Command, Context, Page
from gongkai_desktop.ui.common.prompts import XLSX
from gongkai_desktop.ui.common.table import RecordTable, VirtualTableModel
from gongkai_desktop.ui.common.widgets import (
    Card,
    EmptyState,
    InfoBanner,
    clear,
    column,
    icon_button,
    label,
    row,
    scrolled,
)
from gongkai_desktop.ui.exchange.page import ExchangeView
from gongkai_desktop.ui.ports import AnnualTables, RegisterLine
from gongkai_desktop.ui.request.listing import REGISTER_COLUMNS

_TABLE3_TITLES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


class AnnualPage(Page):
    """年度报告与统计."""

    title = "年度报告与统计"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._tables: AnnualTables | None = None
        self.year = QComboBox()
        self.year.setAccessibleName("报告年度")
        self.year.setMinimumWidth(110)
        self.year.currentIndexChanged.connect(lambda _: self.guard(self._compile))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("年报表格")
        self._stack = QStackedWidget()
        self.tables = [FormTable(), FormTable(), FormTable()]
        for name, table in zip(
            ("表一　主动公开", "表二　依申请公开", "表三　复议诉讼"), self.tables, strict=True
        ):
            self.tabs.addTab(name)
            self._stack.addWidget(table)
        self.tables[1].opened.connect(self._open_cell)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.violations = ViolationPanel()
        self._views = QStackedWidget()
        self._assemble()

    def refresh(self) -> None:
        """Read the years and compile the one chosen."""
        before = self.year.currentData()
        self.year.blockSignals(True)
        self.year.clear()
        for year in self.context.ports.annual.years():
            self.year.addItem(f"{year}年", year)
        self.year.setCurrentIndex(max(0, self.year.findData(before)))
        self.year.blockSignals(False)
        self._compile()

    def commands(self) -> Sequence[Command]:
        """Reporting between levels; export in the official layout."""
        return (
            Command(title="两级报送", run=self.show_exchange, symbol="mail"),
            Command(title="导出表格", run=self._export, symbol="export", primary=True),
        )

    def show_exchange(self) -> None:
        """Packages out and in, and who is missing."""
        if self.guard(self.exchange.refresh):
            self._views.setCurrentWidget(self.exchange)

    def arrive(self, argument: object) -> None:
        """Show a year."""
        self.year.setCurrentIndex(max(0, self.year.findData(argument)))

    def _assemble(self) -> None:
        card = Card(padding="small")
        card.body.setContentsMargins(16, 6, 12, 12)
        card.body.addLayout(
            row(self.tabs, 1, label("点击数字查看所计的申请", "caption"), self.year)
        )
        card.body.addWidget(self._stack, 1)
        tables = QWidget()
        tables.setLayout(row(card, self.violations, gap="medium"))
        empty = EmptyState(
            "annual",
            "还没有可以统计的申请",
            "登记申请后，年度报告的三张表由登记簿自动汇总，每个数都能打开看到是哪几件。",
        )
        self.cases = CaseList()
        self.cases.back.connect(lambda: self._views.setCurrentIndex(0))
        self.cases.opened.connect(lambda number: self.go.emit("request", number))
        self.exchange = ExchangeView(self.context)
        self.exchange.back.connect(self._compile)
        self.exchange.data_changed.connect(self.data_changed)
        for view in (tables, empty, self.cases, self.exchange):
            self._views.addWidget(view)
        self.tabs.setCurrentIndex(1)
        self.body.addWidget(self._views)

    def _compile(self) -> None:
        year = self.year.currentData()
        self._views.setCurrentIndex(0 if year is not None else 1)
        if year is None:
            return
        self._tables = self.context.ports.annual.compile(year)
        first, second, third = self.tables
        first.fill(("内容", "数量"), [("", name, values) for name, values in self._tables.table1])
        show_table_two(second, self._tables)
        third.fill(
            ("类型", *_TABLE3_TITLES),
            [("", name, tuple(map(str, values))) for name, values in self._tables.table3],
        )
        self.violations.show_violations(self._tables)

    def _open_cell(self, row_key: str, at: int, name: str) -> None:
        year, kind = self.year.currentData(), KIND_KEYS[at]
        lines = self.context.ports.annual.behind(year, row_key, kind)
        self.cases.show_lines(f"{year}年　{name}　{KIND_TITLES[at]}", lines)
        self._views.setCurrentWidget(self.cases)

    def _export(self) -> None:
        year = self.year.currentData()
        if year is None:
            return
        path = self.context.prompts.save_file(
            self, "导出年报表格", f"{year}年度报告表格.xlsx", XLSX
        )
        if path is not None:
            self.guard(lambda: self.context.ports.annual.export(year, path))


class ViolationPanel(Card):
    """What does not tie (勾稽关系), hard ones first."""

    def __init__(self) -> None:
        super().__init__("勾稽核对", padding="medium")
        self.setFixedWidth(232)
        self._list = QVBoxLayout()
        content = QWidget()
        content.setLayout(column(self._list, 1))
        self.body.addWidget(scrolled(content), 1)

    def show_violations(self, tables: AnnualTables) -> None:
        """Replace what is shown."""
        clear(self._list)
        if not tables.violations:
            self._list.addWidget(InfoBanner("全部勾稽关系相符", "success"))
        for rule_id, hard, cell, message in sorted(tables.violations, key=lambda one: not one[1]):
            tone = "danger" if hard else "warning"
            self._list.addWidget(InfoBanner(f"{message}（{cell} {rule_id}）", tone))


class CaseList(QWidget):
    """The cases behind one figure."""

    back = Signal()
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[RegisterLine] = ()
        self._title = label("", "strong")
        self._model = VirtualTableModel(
            REGISTER_COLUMNS,
            lambda key, down: range(len(self._lines)),
            lambda positions: [self._lines[at] for at in positions],
            self,
        )
        self.table = RecordTable(self._model, "所计的申请")
        self.table.opened.connect(lambda at: self.opened.emit(self._lines[at].row.register_no))
        card = Card(padding="small")
        card.body.addLayout(row(icon_button("back", "返回表格", self.back.emit), self._title, 1))
        card.body.addWidget(self.table, 1)
        self.setLayout(column(card))

    def show_lines(self, title: str, lines: Sequence[RegisterLine]) -> None:
        """Show the cases of one figure."""
        self._lines = lines
        self._title.setText(f"{title}（{len(lines)} 件）")
        self._model.reload()
        self.table.setFocus()
