"""催办: what sections still owe, chosen by the clerk; one sheet for each section."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from gongkai_desktop.domain.ledger.chase import Chase
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.forms import DateField
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.paper import save_pages
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


class Remind(QWidget):
    """``closed`` ends the view; ``chased`` comes when reminders were entered."""

    closed = Signal()
    chased = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        about(self, "request.remind")
        self._context = context
        self._found: Sequence[Chase] = ()
        today = context.ports.desktop.facts().today
        self.reply_by = DateField(today, "最迟反馈日期")
        self.list = QListWidget()
        self.list.setAccessibleName("未反馈的申请")
        self.list.setSpacing(2)
        self.list.setUniformItemSizes(True)  # thousands of lines are laid out at once
        self.act = button(
            "登记并打印催办单", self.chase, kind="primary", symbol="print", right=Right.KEEP
        )
        self.act.allow("正在查找还没有反馈的申请")
        title = label("催办", "strong")
        head = row(icon_button("back", "返回", self.closed.emit), title, 1, self.act)
        words = "勾选要催办的申请，同一科室的印在一张催办单上。内部催办不改变对外的答复期限。"
        until = row(label("最迟反馈日期", "muted"), self.reply_by, 1)
        self.reply_by.setFixedWidth(220)
        self._nothing = EmptyState(
            "done", "没有要催办的", "在办的申请都没有交给科室，或者科室都已经反馈。"
        )
        self._nothing.hide()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        shown = Card(padding="small")
        shown.body.addWidget(self.list)
        shown.body.addWidget(self._nothing)
        note = label(words, "caption", wrap=True)
        self.setLayout(column(head, note, until, shown, gap="medium"))
        self._look_up()

    def _look_up(self) -> None:
        """Everything that is open is looked through."""
        to_chase = self._context.ports.records.to_chase
        look_up(self._context, self, "查找还没有反馈的申请", to_chase, self._show)

    def _show(self, found: Sequence[Chase]) -> None:
        self._found = found
        for one in found:
            self.list.addItem(_item(one))
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        self.act.allow("" if found else "没有要催办的申请")

    def chosen(self) -> list[Chase]:
        """The requests that are ticked."""
        ticked = Qt.CheckState.Checked
        rows = range(self.list.count())
        return [self._found[at] for at in rows if self.list.item(at).checkState() == ticked]

    def chase(self) -> None:
        """Enter the reminders and offer the sheets to be printed."""
        prompts, day = self._context.prompts, self.reply_by.day
        if day is None:
            prompts.trouble(self, "没有填写最迟反馈日期", "请填写后重试")
            self.reply_by.setFocus()
            return
        chosen = self.chosen()
        if not chosen:
            prompts.trouble(self, "没有选择要催办的申请", "请勾选后重试")
            return
        make = lambda: self._context.ports.records.chase(chosen, day)  # noqa: E731
        name = f"催办单-{day_words(day)}.pdf"
        page = self.window()  # this view is closed before the pages are looked at
        save_pages(self._context, page, "打印催办单", name, make, then=self._entered)

    def _entered(self) -> None:
        self.chased.emit()
        self.closed.emit()


def _item(one: Chase) -> QListWidgetItem:
    limit = f"反馈期限 {day_words(one.reply_by)}" if one.reply_by else "没有约定反馈期限"
    parts = [
        one.section,
        one.register_no,
        one.text,
        f"{limit}{'（已过）' if one.late else ''}",
        f"答复期限 {day_words(one.due)}" if one.due else "",
        f"已催办 {one.times} 次" if one.times else "",
    ]
    item = QListWidgetItem("　".join(part for part in parts if part))
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if one.late else Qt.CheckState.Unchecked)
    return item
