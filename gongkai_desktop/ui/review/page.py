"""发布预审: the list of items, and one item with its text, questions and signatures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedLayout, QStackedWidget

from gongkai_desktop.ui.common.page import Command, Context, Page
from gongkai_desktop.ui.common.paper import save_pages
from gongkai_desktop.ui.common.table import RecordTable, VirtualTableModel
from gongkai_desktop.ui.common.widgets import Card, EmptyState, button, label, row
from gongkai_desktop.ui.ports.review import ReviewEntry
from gongkai_desktop.ui.review.columns import REVIEW_COLUMNS
from gongkai_desktop.ui.review.desk import ReviewDesk

_PURPOSE = (
    "拟公开的稿件在这里扫描、回答关口问题、登记三审三校，打印审核单。"
    "发现密级标志时立即停止，不保存文稿。"
)


class ReviewPage(Page):
    """发布预审."""

    title = "发布预审"
    topic = "review.list"
    searchable = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._ports = context.ports.reviews
        self._found: Sequence[ReviewEntry] = ()
        self._text = ""
        self._model = VirtualTableModel(
            REVIEW_COLUMNS,
            lambda key, down: range(len(self._found)),
            lambda positions: [self._found[at] for at in positions],
            self,
        )
        self.table = RecordTable(self._model, "待发布信息")
        self.table.opened.connect(lambda at: self.open_item(self._found[at].item.id))
        self.count = label("", "muted")
        self.desk = ReviewDesk(context)
        self.desk.back.connect(self.show_list)
        self.desk.changed.connect(self.data_changed)
        self._views = QStackedWidget()
        self._views.addWidget(self._make_list())
        self._views.addWidget(self.desk)
        self.body.addWidget(self._views)

    def refresh(self) -> None:
        """Read the list again."""
        self._found = self._ports.listing(self._text)
        self._model.reload()
        self._pages.setCurrentIndex(0 if self._found else 1)
        self.count.setText(f"共 {len(self._found)} 条")

    def commands(self) -> Sequence[Command]:
        """A new item, the month's summary."""
        if self._views.currentWidget() is self.desk:
            return ()
        return (
            Command(title="本月汇总表", run=self._summary, symbol="print"),
            Command(title="新的待发布信息", run=self.begin, symbol="plus", primary=True),
        )

    def search(self, text: str) -> bool:
        """Search numbers and titles."""
        self._text = text
        self.show_list()
        return True

    def arrive(self, argument: object) -> None:
        """Open one item by identity."""
        if isinstance(argument, str) and argument:
            self.open_item(argument)

    def begin(self) -> None:
        """The form of a new item."""
        self.desk.begin()
        self._show_desk()

    def open_item(self, item_id: str) -> None:
        """One item."""
        if self.guard(lambda: self.desk.open(item_id)):
            self._show_desk()

    def show_list(self) -> None:
        """Back to the list, read again."""
        self._views.setCurrentIndex(0)
        self.guard(self.refresh)
        self.commands_changed.emit()

    def _show_desk(self) -> None:
        self._views.setCurrentWidget(self.desk)
        self.commands_changed.emit()

    def _make_list(self) -> Card:
        card = Card(padding="small")
        card.body.addLayout(row(label("待发布信息", "heading"), self.count, 1))
        first = button("登记待发布信息", self.begin, kind="primary", symbol="plus")
        self._pages = QStackedLayout()
        self._pages.addWidget(self.table)
        self._pages.addWidget(EmptyState("review", "还没有待发布的信息", _PURPOSE, first))
        card.body.addLayout(self._pages, 1)
        return card

    def _summary(self) -> None:
        today = self._ports.today()
        name = f"保密审查汇总表{today.year}年{today.month}月.pdf"
        make = lambda: self._ports.secrecy_summary(today.year, today.month)  # noqa: E731
        save_pages(self.context, self, "打印本月汇总表", name, make)
