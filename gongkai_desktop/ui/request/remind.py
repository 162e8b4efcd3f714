"""催办: what sections still owe, chosen by the clerk; one sheet for each section."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.ledger.chase import Chase
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.badge import Shape, Tone
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.forms import DateField
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.paper import save_pages
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.common.widgets import (
    Card,
    EmptyState,
    button,
    column,
    icon_button,
    label,
    row,
)
from gongkai_desktop.ui.common.work import look_up

_WORDS = "勾选要催办的申请，同一科室的印在一张催办单上。内部催办不改变对外的答复期限。"
_NO_DAY = "请先填写最迟反馈日期"
_LOOKING, _NOTHING = "正在查找还没有反馈的申请", "没有要催办的申请"
_NONE_TICKED = "请先勾选要催办的申请"
_LATE: Tone = ("danger", Shape.SQUARE)
_SECTION = 1

_COLUMNS: tuple[Column[Chase], ...] = (
    Column(title="催办", text=lambda one: "", width=52),
    Column(title="承办科室", text=lambda one: one.section, sort="section", width=110),
    Column(title="登记号", text=lambda one: one.register_no, sort="register_no", width=86),
    Column(title="申请内容", text=lambda one: one.text, sort="text"),
    Column(
        title="反馈期限",
        text=lambda one: _limit_words(one),
        tone=lambda one: _LATE if one.late else None,
        sort="reply_by",
        width=150,
    ),
    Column(title="答复期限", text=lambda one: day_words(one.due) or "—", sort="due", width=96),
    Column(
        title="已催办",
        text=lambda one: f"{one.times} 次" if one.times else "—",
        sort="times",
        width=76,
        gives_way=1,
    ),
)


class ChaseModel(VirtualTableModel[Chase]):
    """What is owed, each line with a box to tick; what presses is ticked to begin with."""

    ticked_changed = Signal()

    def __init__(self) -> None:
        self._found: Sequence[Chase] = ()
        self._ticked: set[int] = set()
        super().__init__(_COLUMNS, self._ordered, lambda ids: [self._found[at] for at in ids])

    def show_found(self, found: Sequence[Chase]) -> None:
        """Show what was found."""
        self._found = found
        self._ticked = {at for at, one in enumerate(found) if one.pressing}
        self.reload()
        self.ticked_changed.emit()

    @property
    def ticked(self) -> list[Chase]:
        """The requests that are ticked, in the order they came."""
        return [self._found[at] for at in sorted(self._ticked)]

    def toggle(self, line: int) -> None:
        """Tick a line, or not."""
        if 0 <= line < len(self._ids):
            self._ticked ^= {self._ids[line]}
            self._say(line, line)

    def tick_all(self, ticked: bool) -> None:
        """Tick every line, or none."""
        self._ticked = set(range(len(self._found))) if ticked else set()
        self._say(0, len(self._found) - 1)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """The first column takes a tick."""
        flags = super().flags(index)
        return flags if index.column() else flags | Qt.ItemFlag.ItemIsUserCheckable

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The tick too, and what a screen reader says of it."""
        if index.isValid() and index.column() == 0:
            ticked = self._ids[index.row()] in self._ticked
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return "已勾选" if ticked else "未勾选"
        return super().data(index, role)

    def setData(  # noqa: N802 - Qt's name
        self,
        index: QModelIndex | QPersistentModelIndex,
        value: object,
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        """A click on the box."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggle(index.row())
        return True

    def _ordered(self, key: str, descending: bool) -> Sequence[int]:
        places = range(len(self._found))
        wanted = _KEYS.get(key)
        if wanted is None:
            return places
        return sorted(places, key=lambda at: wanted(self._found[at]), reverse=descending)

    def _say(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, 0))
        self.ticked_changed.emit()


_KEYS: dict[str, Callable[[Chase], tuple[object, ...]]] = {
    "section": lambda one: (one.section, one.register_no),
    "register_no": lambda one: (one.register_no,),
    "text": lambda one: (one.text, one.register_no),
    "reply_by": lambda one: (one.reply_by or date.max, one.register_no),
    "due": lambda one: (one.due or date.max, one.register_no),
    "times": lambda one: (one.times, one.register_no),
}


class Remind(QWidget):
    """``closed`` ends the view; ``chased`` comes when reminders were entered."""

    closed = Signal()
    chased = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        about(self, "request.remind")
        self._context = context
        self.reply_by = DateField(context.ports.desktop.facts().today, "最迟反馈日期")
        self.model = ChaseModel()
        self.table = RecordTable(self.model, "未反馈的申请")
        self.table.opened.connect(self.model.toggle)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(lambda: self.model.toggle(self.table.currentIndex().row()))
        self._count = label("", "caption")
        self.act = button(
            "登记并打印催办单", self.chase, kind="primary", symbol="print", right=Right.KEEP
        )
        self._assemble()
        self.model.ticked_changed.connect(self._look)
        self.reply_by.day_changed.connect(lambda _: self._look())
        self.table.sort_by(_SECTION, Qt.SortOrder.AscendingOrder)
        self.act.allow(_LOOKING)
        to_chase = context.ports.records.to_chase  # everything that is open is looked through
        look_up(context, self, "查找还没有反馈的申请", to_chase, self._show)

    def _show(self, found: Sequence[Chase]) -> None:
        self.model.show_found(found)
        for one in (self.table, self._count, *self._all):
            one.setVisible(bool(found))
        self._nothing.setVisible(not found)

    def chosen(self) -> list[Chase]:
        """The requests that are ticked."""
        return self.model.ticked

    def chase(self) -> None:
        """Enter the reminders and offer the sheets to be printed."""
        day, chosen = self.reply_by.day, self.chosen()
        if day is None or not chosen:
            return
        make = lambda: self._context.ports.records.chase(chosen, day)  # noqa: E731
        name = f"催办单-{day_words(day)}.pdf"
        page = self.window()  # this view is closed before the pages are looked at
        save_pages(self._context, page, "打印催办单", name, make, then=self._entered)

    def _look(self) -> None:
        """Say how many are chosen, and what is still wanted."""
        chosen, found = len(self.chosen()), self.model.rowCount()
        self._count.setText(f"共 {found} 件，已勾选 {chosen} 件")
        wanted = "" if found else _NOTHING
        if found:
            wanted = _NO_DAY if self.reply_by.day is None else "" if chosen else _NONE_TICKED
        self.act.allow(wanted)

    def _entered(self) -> None:
        self.chased.emit()
        self.closed.emit()

    def _assemble(self) -> None:
        back = icon_button("back", "返回", self.closed.emit)
        head = row(back, label("催办", "strong"), 1, self.act)
        named = label("最迟反馈日期 *", "muted")
        named.setBuddy(self.reply_by)
        self.reply_by.setFixedWidth(220)
        every = button("全部勾选", lambda: self.model.tick_all(True), kind="quiet")
        none = button("全部不选", lambda: self.model.tick_all(False), kind="quiet")
        self._all = (every, none)
        until = row(named, self.reply_by, 1, self._count, every, none)
        self._nothing = EmptyState(
            "done", "没有要催办的", "在办的申请都没有交给科室，或者科室都已经反馈。"
        )
        self._nothing.hide()
        shown = Card(padding="small")
        shown.body.addWidget(self.table)
        shown.body.addWidget(self._nothing)
        self.setLayout(
            column(head, label(_WORDS, "caption", wrap=True), until, shown, gap="medium")
        )


def _limit_words(one: Chase) -> str:
    if one.reply_by is None:
        return "没有约定"
    return f"{day_words(one.reply_by)}{'（已过）' if one.late else ''}"
