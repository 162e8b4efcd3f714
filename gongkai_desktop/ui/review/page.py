"""发布预审: the list of items, and one item with its text, questions and signatures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QStackedLayout

from gongkai_desktop.domain.review.handling import Handling
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import choice_field
from gongkai_desktop.ui.common.page import LIST, Command, Context, Page
from gongkai_desktop.ui.common.paper import save_pages
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.table import VirtualTableModel
from gongkai_desktop.ui.common.widgets import Card, EmptyState, button, label, row
from gongkai_desktop.ui.ports.review import ReviewEntry
from gongkai_desktop.ui.review.columns import REVIEW_COLUMNS
from gongkai_desktop.ui.review.desk import ReviewDesk
from gongkai_desktop.ui.review.handled import HandledSection

_PURPOSE = (
    "拟公开的稿件在这里扫描、回答关口问题、登记三审三校，打印审核单。"
    "发现密级标志时立即停止，不保存文稿。"
)


_MEMORY = "按“误报·本单位”处理过的词句，以后的文稿里前后几个字也相同时不再提示；撤回以后重新提示。"
_MONTHS = 12


def _months(today: date) -> list[tuple[str, object]]:
    """The last twelve months, this one first."""
    count = today.year * 12 + today.month - 1
    months = [divmod(count - back, 12) for back in range(_MONTHS)]
    return [(f"{year}年{at + 1}月", (year, at + 1)) for year, at in months]


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
        self._views = Stack()
        self.memory = HandledSection("误报记忆", _MEMORY)
        self.memory.revoked.connect(self._forget)
        self._views.addWidget(self._make_list())
        self._views.addWidget(self.desk)
        self._views.addWidget(self.memory)
        self.body.addWidget(self._views)

    def refresh(self) -> None:
        """Read the list again."""
        self._found = self._ports.listing(self._text)
        self._model.reload()
        self._pages.setCurrentIndex(0 if self._found else 1)
        self.count.setText(f"共 {len(self._found)} 条")

    def commands(self) -> Sequence[Command]:
        """A new item, a month's summary, what the unit lets pass."""
        if self._views.currentWidget() is self.desk:
            return ()
        if self._views.currentWidget() is self.memory:
            return (Command(title="返回列表", run=self.show_list, symbol="back"),)
        return (
            Command(title="误报记忆", run=self.show_memory, symbol="search"),
            Command(title="每月汇总表", run=self._summary, symbol="print"),
            Command(
                title="新的待发布信息",
                right=Right.KEEP,
                run=self.begin,
                symbol="plus",
                primary=True,
            ),
        )

    def search(self, text: str) -> bool:
        """Search numbers and titles."""
        self._text = text
        self.show_list()
        return True

    def arrive(self, argument: object) -> None:
        """Open one item by identity."""
        if argument == LIST:
            self.show_list()
        elif isinstance(argument, str) and argument:
            self.open_item(argument)

    def begin(self) -> None:
        """The form of a new item."""
        self.desk.begin()
        self._show_desk()

    def open_item(self, item_id: str) -> None:
        """One item."""
        self.desk.open(item_id, self._show_desk)

    def show_list(self) -> None:
        """Back to the list, read again."""
        self._views.setCurrentIndex(0)
        self.guard(self.refresh)
        self.table.come_back()
        self.commands_changed.emit()

    def show_memory(self) -> None:
        """What was let pass in every text (误报·本单位), to be looked at and taken back."""
        if self.guard(lambda: self.memory.show_handled(self._ports.remembered())):
            self._views.setCurrentWidget(self.memory)
            self.commands_changed.emit()

    def _forget(self, handling: Handling) -> None:
        def take_back() -> None:
            self._ports.forget(handling)
            self.memory.show_handled(self._ports.remembered())
            self.data_changed.emit()

        self.guard(take_back)

    def _show_desk(self) -> None:
        self._views.setCurrentWidget(self.desk)
        self.commands_changed.emit()

    def _make_list(self) -> Card:
        card = Card(padding="small")
        self.month = choice_field(_months(self._ports.today()))
        self.month.setAccessibleName("汇总表的月份")
        caption = label("汇总表月份", "caption")
        card.body.addLayout(row(label("待发布信息", "heading"), self.count, 1, caption, self.month))
        first = button(
            "新的待发布信息", self.begin, kind="primary", symbol="plus", right=Right.KEEP
        )
        self._pages = QStackedLayout()
        self._pages.addWidget(self.table)
        self._pages.addWidget(EmptyState("review", "还没有待发布的信息", _PURPOSE, first))
        card.body.addLayout(self._pages, 1)
        return card

    def _summary(self) -> None:
        year, month = self.month.currentData()
        name = f"保密审查汇总表{year}年{month}月.pdf"
        make = lambda: self._ports.secrecy_summary(year, month)  # noqa: E731
        save_pages(self.context, self, "打印每月汇总表", name, make)
