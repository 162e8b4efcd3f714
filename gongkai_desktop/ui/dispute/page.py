"""复议诉讼: the list with what presses first, the yearly counts, and one dispute."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QStackedLayout

from gongkai_desktop.domain.annual.cells import BLOCKS, RESULTS3
from gongkai_desktop.domain.dispute import DisputeKind
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.page import LIST, Command, Context, Page
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.search import FilterBar
from gongkai_desktop.ui.common.table import ListTableModel
from gongkai_desktop.ui.common.widgets import Card, EmptyState, button, label
from gongkai_desktop.ui.dispute.columns import dispute_columns
from gongkai_desktop.ui.dispute.form import DisputeForm
from gongkai_desktop.ui.ports.dispute import DisputeEntry, DisputeQuestion

_SHORT = {key: words.removeprefix("结果").removesuffix("结果") for key, words in RESULTS3.items()}


class DisputePage(Page):
    """复议诉讼."""

    title = "复议诉讼"
    topic = "dispute.list"
    searchable = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._ports = context.ports.disputes
        self._text = ""
        self._origin = ""
        self.filters = FilterBar()
        self._prepare()
        columns = dispute_columns(self._ports.texts(), request=True)
        self._model = ListTableModel(columns, self)
        self.table = RecordTable(self._model, "复议诉讼")
        self.table.opened.connect(lambda at: self.open_entry(self._model.rows[at]))
        self.totals = label("", "muted", wrap=True)
        self.form = DisputeForm(context)
        self.form.closed.connect(self._leave_form)
        self.form.saved.connect(self.data_changed)
        self.form.request_wanted.connect(lambda number: self.go.emit("request", number))
        self._list = self._make_list()
        self._views = Stack()
        self._views.addWidget(self._list)
        self._views.addWidget(self.form)
        self.body.addWidget(self._views)

    def refresh(self) -> None:
        """Read the list again."""
        self._reload()

    def commands(self) -> Sequence[Command]:
        """Record a new one."""
        if self._views.currentWidget() is self.form:
            return ()
        return (
            Command(
                title="登记复议诉讼", right=Right.KEEP, run=self.begin, symbol="plus", primary=True
            ),
        )

    def arrive(self, argument: object) -> None:
        """Open one dispute, or the form for a request (a 登记号); leaving it goes back there."""
        if argument == LIST:
            self.show_list()
        elif isinstance(argument, tuple):  # from one of the requests it is about
            entry, origin = argument
            self.open_entry(entry)
            self._origin = origin
        elif isinstance(argument, DisputeEntry):
            self.open_entry(argument)
            self._origin = argument.register_no
        elif isinstance(argument, str):
            self.begin(argument)
            self._origin = argument

    def search(self, text: str) -> bool:
        """Search numbers, names and case numbers."""
        self._text = text
        self.show_list()
        return True

    def begin(self, register_no: str = "") -> None:
        """The form for a new dispute."""
        self._show_form(lambda: self.form.begin(register_no))

    def open_entry(self, entry: DisputeEntry) -> None:
        """The form on one dispute."""
        self._show_form(lambda: self.form.show_entry(entry))

    def show_list(self) -> None:
        """Back to the list, read again."""
        self._views.setCurrentWidget(self._list)
        self.guard(self._reload)
        self.table.come_back()
        self.commands_changed.emit()

    def _leave_form(self) -> None:
        origin = self._origin
        self.show_list()
        if origin:
            self.go.emit("request", origin)

    def _show_form(self, fill: Callable[[], object]) -> None:
        self._origin = ""
        self._views.setCurrentWidget(self.form)
        self.guard(fill)
        self.commands_changed.emit()

    def _make_list(self) -> Card:
        card = Card(padding="small")
        card.body.addWidget(self.filters)
        card.body.addWidget(self.totals)
        first = button(
            "登记复议诉讼", lambda: self.begin(), kind="primary", symbol="plus", right=Right.KEEP
        )
        words = (
            "收到行政复议答复通知书、应诉通知书后在这里登记。"
            "程序推算本机关提交答复和证据的最后日期，结果计入年度报告表三。"
        )
        self._pages = QStackedLayout()
        self._pages.addWidget(self.table)
        self._pages.addWidget(EmptyState("dispute", "没有复议诉讼", words, first))
        card.body.addLayout(self._pages, 1)
        return card

    def _prepare(self) -> None:
        years = [(f"{year}年", year) for year in self._ports.years()]
        kinds = [(kind.label, kind.value) for kind in DisputeKind]
        self.filters.add("state", "状态", [(one, one) for one in self._ports.states()], 128)
        self.filters.add("kind", "种类", [("全部种类", ""), *kinds], 156)
        self.filters.add("year", "年度", [("全部年度", None), *years], 118)
        self.filters.finish()
        self.filters.changed.connect(self._reload)

    def _question(self) -> DisputeQuestion:
        year = self.filters.value("year")
        return DisputeQuestion(
            state=str(self.filters.value("state")),
            kind=str(self.filters.value("kind") or ""),
            year=year if isinstance(year, int) else None,
            text=self._text,
        )

    def _reload(self) -> None:
        question = self._question()
        found = self._ports.listing(question)
        self._model.show_rows(found)
        self._pages.setCurrentIndex(0 if found else 1)
        self.filters.count.setText(f"共 {len(found)} 件")
        self.totals.setText(_totals_words(self._ports.totals(question.year), question.year))


def _totals_words(totals: Mapping[str, Mapping[str, int]], year: int | None) -> str:
    """The counts of 表三 in a line: 行政复议 9（维持4、纠正2 …）."""
    parts = []
    for block, counts in totals.items():
        named = "、".join(f"{_SHORT[key]}{n}" for key, n in counts.items() if n)
        parts.append(f"{BLOCKS[block]} {sum(counts.values())}" + (f"（{named}）" if named else ""))
    return f"{year}年表三：" * bool(year) + "　".join(parts)
