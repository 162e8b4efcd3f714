"""Every decision about findings (处理记录), and what the unit lets pass everywhere (误报记忆)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.review.handling import Handling
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, ListTableModel
from gongkai_desktop.ui.common.widgets import Card, button, column, label, row

_COLUMNS: tuple[Column[Handling], ...] = (
    Column(title="时间", text=lambda one: one.at[:16].replace("T", " "), width=132, gives_way=2),
    Column(title="处理", text=lambda one: one.action.value, width=74),
    Column(title="范围", text=lambda one: one.scope.value, width=74),
    Column(title="规则", text=lambda one: one.rule, width=70, gives_way=1),
    Column(title="词句", text=lambda one: " ".join(one.words.split()), tip=lambda one: one.words),
    Column(title="理由", text=lambda one: one.reason or "—", width=190, tip=lambda one: one.reason),
    Column(title="处理人", text=lambda one: one.who, width=76, gives_way=3),
    Column(title="状态", text=lambda one: "已撤回" if one.revoked else "有效", width=74),
)


class HandledSection(QWidget):
    """The decisions, the latest first; the one in front can be taken back."""

    revoked = Signal(object)

    def __init__(self, title: str, purpose: str) -> None:
        super().__init__()
        about(self, "review.handled")
        self._fixed = False
        self.model = ListTableModel(_COLUMNS, self)
        self.table = RecordTable(self.model, title, empty=f"还没有{title}")
        self.told = label(purpose, "muted", wrap=True)
        self.undo = button("撤回", self._revoke, right=Right.KEEP)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._fit())
        card = Card(padding="small")
        card.body.addLayout(row(label(title, "heading"), 1, self.undo))
        card.body.addWidget(self.told)
        card.body.addWidget(self.table, 1)
        self.setLayout(column(card))

    def show_handled(self, handled: Sequence[Handling], *, fixed: bool = False) -> None:
        """Show decisions, the latest first."""
        self._fixed = fixed
        self.model.show_rows(sorted(handled, key=lambda one: one.at, reverse=True))
        self._fit()

    def _chosen(self) -> Handling | None:
        at = self.table.currentIndex()
        return self.model.record(at.row()) if at.isValid() else None

    def _fit(self) -> None:
        one = self._chosen()
        self.undo.setToolTip("以后重新提示")
        self.undo.allow(self._why_not(one))

    def _why_not(self, one: Handling | None) -> str:
        if self._fixed:
            return "已经发布或者作废，处理记录不再改动"
        if one is None:
            return "先在表里选中一条"
        return plain(f"已由{one.revoked}撤回") if one.revoked else ""

    def _revoke(self) -> None:
        one = self._chosen()
        if one is not None:
            self.revoked.emit(one)
