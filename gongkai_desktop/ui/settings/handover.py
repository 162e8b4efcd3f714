"""岗位与交接: who holds the two named posts, and passing all open work to a successor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from gongkai_desktop.domain.handover import POSTS, Transfer, Work
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.badge import Shape, Tone
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.flow import wrapping
from gongkai_desktop.ui.common.forms import DateField, FormGrid, choice_field
from gongkai_desktop.ui.common.help import told
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.paper import save_pages, written
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, ListTableModel
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    clear,
    column,
    label,
    row,
)
from gongkai_desktop.ui.common.work import carry_out

_PASSES: Tone = ("success", Shape.TICK)
_STAYS: Tone = ("neutral", Shape.RING)
_LISTED: Tone = ("neutral", Shape.DOT)
_POST_HELP = told("handover.post")


class HandoverPart(QWidget):
    """The part of the settings; ``changed`` is called when people or handlers changed."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__()
        self._context, self._changed = context, changed
        self._ports = context.ports.handovers
        self._work: Sequence[Work] = ()
        self._chosen: set[str] = set()
        today = context.ports.desktop.facts().today
        self.giver, self.successor = _names(), _names()
        self.day = DateField(today, "交接日期")
        choices = [("不移交岗位", ()), *((post, (post,)) for post in POSTS), ("两个岗位", POSTS)]
        self.posts = choice_field(choices)
        self.grid = FormGrid(columns=4)
        self._model = ListTableModel(self._columns(), self)
        self.table = RecordTable(self._model, "未办结的事项")
        self.table.opened.connect(self.toggle)
        self.doubt = InfoBanner("", "warning")
        self._held = wrapping(gap="large")
        self._count = label("", "muted")
        self.giver.currentTextChanged.connect(lambda _: self._choose_own())
        self._assemble()
        self.day.set_day(today)
        self.refresh()

    def refresh(self) -> None:
        """Read people and work again."""
        names = self._ports.names()
        for field, current in ((self.giver, names[0] if names else ""), (self.successor, "")):
            field.blockSignals(True)
            field.clear()
            field.addItems(list(names))
            field.setCurrentText(current)
            field.blockSignals(False)
        self.doubt.say("；".join(self._ports.doubts()))
        self._work = self._ports.work()
        self._show_posts()
        self._choose_own()

    def toggle(self, at: int) -> None:
        """Let a piece of work pass, or stay."""
        key = self._work[at].key
        if key:
            self._chosen ^= {key}
            self._show()

    def choose_all(self) -> None:
        """Let everything pass that can."""
        self._chosen = {one.key for one in self._work if one.key}
        self._show()

    def submit(self) -> None:
        """Hand over after asking, then offer the sheet to be signed."""
        if self.grid.first_problem() or self.day.day is None:
            return
        transfer = Transfer(
            giver=self.giver.currentText().strip(),
            successor=self.successor.currentText().strip(),
            day=self.day.day,
            keys=tuple(one.key for one in self._work if one.key in self._chosen),
            posts=tuple(self.posts.currentData()),
        )
        others = sum(
            bool(one.holder) and one.holder != transfer.giver
            for one in self._work
            if one.key in transfer.keys
        )
        question = (
            f"{len(transfer.keys)}项工作将全部改由{transfer.successor}承办"
            + (f"，其中{others}项现在不由{transfer.giver}承办。" if others else "。")
            + "交接后请打印交接单，由双方和监交人签名。"
        )
        if self._context.prompts.confirm(self, "人员交接", question, "交接"):
            hand_over = self._ports.hand_over
            job = lambda progress: hand_over(transfer)  # noqa: E731
            carry_out(self._context, self, "人员交接", job, lambda _: self._handed_over())

    def _handed_over(self) -> None:
        self.refresh()
        self._changed()
        self.write_sheet()

    def write_sheet(self) -> None:
        """Write the sheet of the last hand-over where the user says."""
        make = written(self._ports.write_sheet)
        save_pages(self._context, self, "打印交接单", "交接单.pdf", make)

    def _appoint(self, title: str) -> None:
        name = self._context.prompts.ask_text(self, title, "由谁担任")
        day = self._context.ports.desktop.facts().today
        if name is not None and self._context.errors.guard(
            self, lambda: self._ports.appoint(title, name, day)
        ):
            self.refresh()
            self._changed()

    def _show_posts(self) -> None:
        clear(self._held)
        for post in self._ports.posts():
            since = f"（自 {day_words(post.since)}）" if post.since else ""
            holder = label(f"{post.holder}{since}" if post.holder else "尚未确定", "strong")
            change = button(
                "更改", partial(self._appoint, post.title), kind="quiet", right=Right.MANAGE
            )
            named = QWidget()
            named.setLayout(row(label(post.title, "muted"), holder, change))
            self._held.addWidget(named)

    def _choose_own(self) -> None:
        """What the giver holds passes, until the clerk says otherwise."""
        giver = self.giver.currentText().strip()
        self._chosen = {one.key for one in self._work if one.key and one.holder == giver}
        self._show()

    def _show(self) -> None:
        self._model.show_rows(self._work)
        self._count.setText(f"移交 {len(self._chosen)} 项，共 {len(self._work)} 项未办结")

    def _columns(self) -> tuple[Column[Work], ...]:
        return (
            Column(title="移交", text=self._mark, tone=self._tone, width=76),
            Column(title="类别", text=lambda one: one.group, width=90, gives_way=2),
            Column(title="编号", text=lambda one: one.no, width=84),
            Column(title="事项", text=lambda one: one.what),
            Column(title="期限", text=lambda one: day_words(one.due), width=96),
            Column(title="现状", text=lambda one: one.state, width=130),
            Column(title="承办人", text=lambda one: one.holder or "—", width=72, gives_way=1),
        )

    def _mark(self, one: Work) -> str:
        if not one.key:
            return "列明"
        return "移交" if one.key in self._chosen else "保留"

    def _tone(self, one: Work) -> Tone:
        if not one.key:
            return _LISTED
        return _PASSES if one.key in self._chosen else _STAYS

    def _assemble(self) -> None:
        people = Card("岗位", padding="medium")
        people.body.addLayout(self._held)
        people.body.addWidget(self.doubt)
        everything = button("全部移交", self.choose_all, kind="quiet")
        again = button("取出上次的交接单", self.write_sheet, kind="quiet")
        work = Card("人员交接", again, everything, padding="medium")
        self.grid.add("移交人", self.giver, required=True)
        self.grid.add("接交人", self.successor, required=True)
        self.grid.add("交接日期", self.day, required=True)
        self.grid.add("同时移交岗位", self.posts, hint=_POST_HELP)
        work.body.addWidget(self.grid)
        work.body.addWidget(self.table, 1)
        submit = button("交接", self.submit, kind="primary", right=Right.DECIDE)
        hint = label("双击一行，改为移交或者保留。", "caption")
        work.body.addLayout(row(self._count, hint, 1, submit))
        layout = column(people, gap="medium")
        layout.addWidget(work, 1)
        self.setLayout(layout)


def _names() -> QComboBox:
    field = QComboBox()
    field.setEditable(True)
    return field
