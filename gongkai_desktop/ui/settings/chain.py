"""审签流程: the steps a letter passes, to be renamed, reordered, added and taken out."""

from __future__ import annotations

import re
from collections.abc import Callable

import attrs
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QWidget

from gongkai_desktop.domain.approval import Chain, ChainStep, StepRole
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import choice_field, text_field
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    clear,
    icon_button,
    label,
    row,
    scrolled,
)

_ABOUT = (
    "文书按这里的顺序审签。用印前的最后一个签名就是签发，签发日期即成文日期；编号在合法性审核之后。"
    "“不经过的文书”填代号，用顿号隔开，如登记回执 A1。"
)


class ChainPart(Card):
    """审签流程."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__("审签流程")
        self._context, self._changed = context, changed
        self._saved = InfoBanner("", "success")
        self._saved.hide()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._rows: list[StepRow] = []
        holder = QWidget()
        holder.setLayout(self._grid)
        self.body.addWidget(label(_ABOUT, "muted", wrap=True))
        area = scrolled(holder)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.body.addWidget(area, 1)
        self.body.addWidget(self._saved)
        add = button("增加环节", self.add, symbol="plus")
        self.body.addLayout(
            row(add, 1, button("保存", self.submit, kind="primary", right=Right.MANAGE))
        )
        self._show(context.ports.letters.chain())

    def chain(self) -> Chain:
        """The chain as it stands in the form."""
        return tuple(one.step() for one in self._rows)

    def add(self) -> None:
        """A further signature, before the seal."""
        steps = list(self.chain())
        at = next((n for n, one in enumerate(steps) if not one.signs), len(steps))
        steps.insert(at, ChainStep(key="", title=""))
        self._show(tuple(steps))
        self._rows[at].title.setFocus()

    def shift(self, at: int, by: int) -> None:
        """Move a step up or down."""
        steps = list(self.chain())
        to = at + by
        if 0 <= to < len(steps):
            steps[at], steps[to] = steps[to], steps[at]
            self._show(tuple(steps))

    def remove(self, at: int) -> None:
        """Take a step out."""
        steps = list(self.chain())
        del steps[at]
        self._show(tuple(steps))

    def submit(self) -> None:
        """Keep the chain."""
        save, chain = self._context.ports.letters.save_chain, self.chain()
        if self._context.errors.guard(self, lambda: save(chain)):
            self._show(self._context.ports.letters.chain())
            self._saved.say("已保存，在办的文书按新的流程继续")
            self._changed()

    def _show(self, chain: Chain) -> None:
        clear(self._grid)
        self._rows = []
        self._saved.say("")
        for column, words in enumerate(("", "环节", "做什么", "不经过的文书")):
            self._grid.addWidget(label(words, "heading"), 0, column)
        for at, step in enumerate(chain):
            made = StepRow(step)
            self._rows.append(made)
            self._grid.addWidget(label(str(at + 1), "muted"), at + 1, 0)
            self._grid.addWidget(made.title, at + 1, 1)
            self._grid.addWidget(made.role, at + 1, 2)
            self._grid.addWidget(made.skips, at + 1, 3)
            self._grid.addWidget(self._tools(at, step), at + 1, 4)
        self._grid.setRowStretch(len(chain) + 1, 1)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(3, 1)

    def _tools(self, at: int, step: ChainStep) -> QWidget:
        up = icon_button("arrow-up", f"“{step.title}”上移", lambda: self.shift(at, -1))
        down = icon_button("arrow-down", f"“{step.title}”下移", lambda: self.shift(at, 1))
        out = icon_button("close", f"删除“{step.title}”", lambda: self.remove(at))
        tools = QWidget()
        tools.setLayout(row(up, down, out, gap="tight"))
        return tools


class StepRow:
    """The fields of one step."""

    def __init__(self, step: ChainStep) -> None:
        self._step = step
        self.title: QLineEdit = text_field(step.title)
        self.title.setAccessibleName("环节")
        self.role: QComboBox = choice_field([(one.label, one.value) for one in StepRole], step.role)
        self.role.setAccessibleName("做什么")
        self.skips: QLineEdit = text_field("、".join(step.skips))
        self.skips.setAccessibleName("不经过的文书")

    def step(self) -> ChainStep:
        """The step as filled in."""
        codes = re.split(r"[\s,，、;；]+", self.skips.text().strip())
        return attrs.evolve(
            self._step,
            title=self.title.text().strip(),
            role=StepRole(self.role.currentData()),
            skips=tuple(code for code in codes if code),
        )
