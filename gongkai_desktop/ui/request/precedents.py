"""相近案例 of one request: how the office answered the like, and the way into the library."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedLayout

from gongkai_desktop.domain.precedent import Precedent
from gongkai_desktop.domain.request import Stage
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.common.widgets import EmptyState, button, label, row
from gongkai_desktop.ui.ports import RequestFile
from gongkai_desktop.ui.request.like import place_of
from gongkai_desktop.ui.request.section import Section

_CLOSED = (Stage.ANSWERED, Stage.ARCHIVED)
_COLUMNS: tuple[Column[Precedent], ...] = (
    Column(title="编号", text=lambda one: one.number, width=82),
    Column(title="申请内容", text=lambda one: one.text),
    Column(title="处理结果", text=lambda one: one.outcome or "—", width=150),
    Column(title="相近", text=lambda one: f"{round(one.likeness * 100)}%", width=56, right=True),
    Column(
        title="出自",
        text=lambda one: "案例库" if one.in_library else "登记簿",
        width=66,
        gives_way=1,
    ),
)


class PrecedentSection(Section):
    """相近案例."""

    title = "相近案例"
    topic = "request.precedents"
    short = "案例"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found: Sequence[Precedent] = ()
        self._model = VirtualTableModel(
            _COLUMNS,
            lambda key, down: range(len(self._found)),
            lambda positions: [self._found[at] for at in positions],
            self,
        )
        self.table = RecordTable(self._model, "相近案例")
        self.table.opened.connect(self._open)
        self.enter_button = button("入案例库", self._enter, symbol="precedent", right=Right.KEEP)
        self.enter_button.setToolTip("姓名、证件号码、电话、住址自动隐去")
        self.public_button = button(
            "转主动公开", self._make_public, symbol="publication", right=Right.KEEP
        )
        self.public_button.setToolTip(
            "申请较为集中、可以公开的，转入主动公开台账（条例第四十四条）"
        )
        words = "办结的申请和案例库里没有内容相近的。"
        self._pages = QStackedLayout()
        self._pages.addWidget(EmptyState("precedent", "没有相近的案例", words))
        self._pages.addWidget(self.table)
        told = label("内容最相近的五件和当时的处理结果，供起草时参考。", "caption")
        self.body.addLayout(row(told, 1, self.public_button, self.enter_button))
        self.body.addLayout(self._pages, 1)

    def show_file(self, file: RequestFile) -> None:
        """Remember the request; the search waits until somebody looks."""
        super().show_file(file)
        self.enter_button.setVisible(file.view.stage in _CLOSED)
        if self.isVisible():
            self.came_to_front()

    def came_to_front(self) -> None:
        """Look for cases like this one."""
        if self.file is None:
            return
        request = self.file.request
        text = request.corrected_text or request.request_text
        self._found = self.context.ports.precedents.similar(text, self.register_no)
        self._model.reload()
        self._pages.setCurrentIndex(1 if self._found else 0)

    def _open(self, at: int) -> None:
        self.go.emit(*place_of(self._found[at]))

    def _make_public(self) -> None:
        ask = "把申请的信息登记到主动公开台账，从今天起20个工作日内公开？姓名和号码自动隐去。"
        if not self.context.prompts.confirm(self, "转主动公开", ask, "转主动公开"):
            return

        def run() -> None:
            number = self.context.ports.precedents.make_public(self.register_no)
            told = f"已登记到主动公开台账，编号{number}，请核对信息名称"
            self.context.prompts.tell(self, "转主动公开", told)

        self.context.errors.guard(self, run)

    def _enter(self) -> None:
        def run() -> None:
            number = self.context.ports.precedents.enter(self.register_no)
            self.context.prompts.tell(self, "入案例库", f"已入案例库，编号{number}")

        self.context.errors.guard(self, run)
