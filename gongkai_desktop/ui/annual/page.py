"""年度报告与统计: three tables as the official form, each cell opening its cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.annual.cells import BLOCKS, RESULT3_NAMES
from gongkai_desktop.domain.exchange.handed import HandedIn
from gongkai_desktop.ui.annual.cell import CellView
from gongkai_desktop.ui.annual.charts import ChartView
from gongkai_desktop.ui.annual.figures import FigureView
from gongkai_desktop.ui.annual.final import FinalView
from gongkai_desktop.ui.annual.form_table import (
    FormTable,
    show_table_one,
    show_table_three,
    show_table_two,
)
from gongkai_desktop.ui.annual.scoring import ScoringView
from gongkai_desktop.ui.annual.scoring_table import ScoringTableView
from gongkai_desktop.ui.annual.statistics import StatisticsView
from gongkai_desktop.ui.annual.text import TextView
from gongkai_desktop.ui.common.page import LIST, Command, Context, Page
from gongkai_desktop.ui.common.prompts import XLSX
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.widgets import (
    Card,
    EmptyState,
    InfoBanner,
    button,
    clear,
    column,
    icon_label,
    label,
    row,
    scrolled,
)
from gongkai_desktop.ui.common.work import carry_out
from gongkai_desktop.ui.exchange.page import ExchangeView
from gongkai_desktop.ui.ports import AnnualTables

TIED = "全部勾稽关系相符"
_WHOLE = "Word 文档 (*.docx);;PDF 文件 (*.pdf);;网页 (*.html)"


class AnnualPage(Page):
    """年度报告与统计."""

    title = "年度报告与统计"
    topic = "annual"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._tables: AnnualTables | None = None
        self.year = QComboBox()
        self.year.setAccessibleName("报告年度")
        self.year.setMinimumWidth(110)
        self.year.currentIndexChanged.connect(lambda _: self.guard(self._compile))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("年报表格")
        self._stack = Stack()
        self.tables = [FormTable(), FormTable(), FormTable()]
        for name, table in zip(
            ("表一　主动公开", "表二　依申请公开", "表三　复议诉讼"), self.tables, strict=True
        ):
            self.tabs.addTab(name)
            self._stack.addWidget(table)
        self.tables[0].opened.connect(lambda *_: self.show_figures())
        self.tables[1].opened.connect(self._open_cell)
        self.tables[2].opened.connect(self._open_dispute_cell)
        self.text = TextView(context)
        self.tabs.addTab("文字部分")
        self.charts = ChartView(context)
        self.tabs.addTab("图表")
        self.tabs.currentChanged.connect(lambda _: self.guard(self._show_tab))
        self.violations = ViolationPanel()
        self._views = Stack()
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
        """Statistics, reporting between levels, export; what opens has buttons of its own."""
        if self._views.currentIndex() > 1:
            return ()
        return (
            Command(title="统计报表", run=self.show_statistics, symbol="ledger"),
            Command(title="两级报送", run=self.show_exchange, symbol="mail"),
            Command(title="导出全文", run=self._export_whole, symbol="letter"),
            Command(title="导出表格", run=self._export, symbol="export", primary=True),
        )

    def show_exchange(self) -> None:
        """Packages out and in, and who is missing."""
        if self.guard(self.exchange.refresh):
            self._views.setCurrentWidget(self.exchange)

    def show_statistics(self) -> None:
        """Month and quarter forms."""
        if self.guard(self.statistics.open):
            self._views.setCurrentWidget(self.statistics)

    def show_scoring(self) -> None:
        """The office's own assessment."""
        years = [self.year.itemData(at) for at in range(self.year.count())]
        if self.guard(lambda: self.scoring.open(years, self.year.currentData())):
            self._views.setCurrentWidget(self.scoring)

    def show_scoring_table(self) -> None:
        """The table the office is assessed by."""
        if self.guard(self.scoring_table.open):
            self._views.setCurrentWidget(self.scoring_table)

    def arrive(self, argument: object) -> None:
        """Show a year, one of what stands beside the tables, or what was handed to us."""
        beside: dict[object, Callable[[], object]] = {
            LIST: self._compile,
            "figures": self.show_figures,
            "final": self.show_final,
            "statistics": self.show_statistics,
            "exchange": self.show_exchange,
        }
        if isinstance(argument, HandedIn):
            self.show_exchange()
            self.guard(lambda: self.exchange.show_handed(argument.key))
        elif isinstance(argument, str) and argument in beside:
            beside[argument]()
        else:
            self.year.setCurrentIndex(max(0, self.year.findData(argument)))

    def show_figures(self) -> None:
        """What sections supply."""
        if self.guard(lambda: self.figures.show_year(self.year.currentData())):
            self._views.setCurrentWidget(self.figures)

    def show_final(self) -> None:
        """The versions kept as submitted."""
        if self.guard(lambda: self.final.show_year(self.year.currentData())):
            self._views.setCurrentWidget(self.final)

    def _assemble(self) -> None:
        card = Card(padding="small")
        card.body.setContentsMargins(16, 6, 12, 12)
        card.body.addLayout(
            row(
                self.tabs,
                1,
                button("填报数字", self.show_figures, kind="quiet"),
                button("定稿", self.show_final, kind="quiet"),
                self.year,
            )
        )
        self._hint = label("点击数字查看所计的申请、复议诉讼，也可以手工更改", "caption")
        tables = QWidget()
        tables.setLayout(row(self._stack, self.violations, gap="medium"))
        self._sides = Stack()
        self._sides.addWidget(tables)
        self._sides.addWidget(self.text)
        self._sides.addWidget(self.charts)
        card.body.addWidget(self._sides, 1)
        self._foot = QWidget()
        self._foot.setLayout(row(self._hint, 1, *self.violations.tied))
        card.body.addWidget(self._foot)
        empty = EmptyState(
            "annual",
            "还没有可以统计的申请",
            "登记申请后，年度报告的三张表由登记簿自动汇总，每个数都能打开看到是哪几件。",
        )
        self._add_views(card, empty)
        self.tabs.setCurrentIndex(1)
        self.body.addWidget(self._views)

    def _add_views(self, card: Card, empty: EmptyState) -> None:
        """The tables, and what opens in their place and leads back to them."""
        self.cases = CellView(self.context)
        self.cases.opened.connect(lambda number: self.go.emit("request", number))
        self.cases.dispute_opened.connect(lambda entry: self.go.emit("dispute", entry))
        self.cases.strip.changed.connect(self._change)
        self.cases.strip.restored.connect(self._restore)
        self.figures = FigureView(self.context)
        self.final = FinalView(self.context)
        self.exchange = ExchangeView(self.context)
        self.exchange.data_changed.connect(self.data_changed)
        self.statistics = StatisticsView(self.context)
        self.statistics.data_changed.connect(self.data_changed)
        self.statistics.scoring.connect(self.show_scoring)
        self.scoring = ScoringView(self.context)
        self.scoring.data_changed.connect(self.data_changed)
        self.scoring.back.connect(self.show_statistics)
        self.scoring_table = ScoringTableView(self.context)
        self.scoring_table.data_changed.connect(self.data_changed)
        self.scoring_table.back.connect(self.show_scoring)
        self.scoring.editing.connect(self.show_scoring_table)
        for view in (card, empty):
            self._views.addWidget(view)
        for opened in (self.cases, self.figures, self.final, self.exchange, self.statistics):
            opened.back.connect(self._compile)
            self._views.addWidget(opened)
        self._views.addWidget(self.scoring)
        self._views.addWidget(self.scoring_table)
        self._views.currentChanged.connect(lambda _: self.commands_changed.emit())

    def _show_tab(self) -> None:
        at, year = self.tabs.currentIndex(), self.year.currentData()
        beside = at - self._stack.count()
        if beside < 0:
            self._stack.setCurrentIndex(at)
        elif year is not None:
            (self.text, self.charts)[beside].show_year(year)
        self._sides.setCurrentIndex(max(0, beside + 1))
        self._foot.setVisible(beside < 0)

    def _compile(self) -> None:
        year = self.year.currentData()
        self._views.setCurrentIndex(0 if year is not None else 1)
        if year is None:
            return
        self._tables = self.context.ports.annual.compile(year)
        first, second, third = self.tables
        show_table_one(first, self._tables)
        show_table_two(second, self._tables)
        show_table_three(third, self._tables)
        third.mark("table3", tuple(RESULT3_NAMES), self._tables.changed)
        self.violations.show_violations(self._tables)
        self._show_tab()

    def _open_cell(self, row_key: str, at: int, name: str) -> None:
        if self._tables is None:
            return
        year, (kind, title) = self.year.currentData(), self._tables.columns[at]
        lines = self.context.ports.annual.behind(year, row_key, kind)
        self._show_strip(f"table2.{row_key}.{kind}")
        self.cases.show_lines(f"{year}年　{name}　{title}", lines)
        self._views.setCurrentWidget(self.cases)

    def _open_dispute_cell(self, block: str, at: int, name: str) -> None:
        year, (result, words) = self.year.currentData(), tuple(RESULT3_NAMES.items())[at]
        found = self.context.ports.annual.disputes_behind(year, block, result)
        self._show_strip(f"table3.{block}.{result}")
        self.cases.show_disputes(f"{year}年　{name}　{words}", found)
        self._views.setCurrentWidget(self.cases)

    def _show_strip(self, path: str) -> None:
        tables = self._tables
        if tables is None:
            return
        known = tables.changed.get(path)
        change = (self._figure(path), *known) if known else None
        self.cases.strip.show_cell(path, change, tables.shape)

    def _figure(self, path: str) -> str:
        """The figure a path shows now."""
        table, row_key, at = path.split(".")
        if self._tables is None:
            return ""
        if table == "table2":
            line = next(values for key, _, values in self._tables.table2 if key == row_key)
            return str(line[[key for key, _ in self._tables.columns].index(at)])
        block = self._tables.table3[tuple(BLOCKS).index(row_key)]
        return str(block[1][tuple(RESULT3_NAMES).index(at)])

    def _change(self, path: str, value: str, reason: str) -> None:
        ports, year = self.context.ports.annual, self.year.currentData()
        if self.guard(lambda: ports.change(year, path, value, reason)):
            self._compile()

    def _restore(self, path: str) -> None:
        ports, year = self.context.ports.annual, self.year.currentData()
        if self.guard(lambda: ports.restore(year, path)):
            self._compile()

    def _export(self) -> None:
        self._write_to("导出年报表格", "年度报告表格.xlsx", XLSX)

    def _export_whole(self) -> None:
        self._write_to("导出年报全文", "年政府信息公开工作年度报告.docx", _WHOLE)

    def _write_to(self, title: str, name: str, kinds: str) -> None:
        year = self.year.currentData()
        if year is None:
            return
        path = self.context.prompts.save_file(self, title, f"{year}{name}", kinds)
        if path is not None:
            write = lambda progress: self.context.ports.annual.export(year, path)  # noqa: E731
            told = lambda _: self.context.prompts.tell(self, title, f"已导出到 {path.name}")  # noqa: E731
            carry_out(self.context, self, title, write, told)


class ViolationPanel(Card):
    """What does not tie (勾稽关系), hard ones first; it is shown only where there is something.

    ``tied`` stands at the foot of the tables instead.
    """

    def __init__(self) -> None:
        super().__init__("勾稽核对", padding="medium")
        self.setFixedWidth(232)
        self.tied = (icon_label("done", "success", 16), label(TIED, "caption"))
        self._list = QVBoxLayout()
        content = QWidget()
        content.setLayout(column(self._list, 1))
        self.body.addWidget(scrolled(content), 1)

    def show_violations(self, tables: AnnualTables) -> None:
        """Replace what is shown."""
        clear(self._list)
        self.setVisible(bool(tables.violations))
        for one in self.tied:
            one.setVisible(not tables.violations)
        for rule_id, hard, cell, message in sorted(tables.violations, key=lambda one: not one[1]):
            tone = "danger" if hard else "warning"
            self._list.addWidget(InfoBanner(f"{message}（{cell} {rule_id}）", tone))
