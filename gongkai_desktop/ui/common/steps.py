"""The panel that says what the law expects now (下一步) and offers to do it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gongkai_desktop.domain.next_step import NextStep
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.common.widgets import button, clear, label, rule, scrolled
from gongkai_desktop.ui.style.theme import space

WIDTH = 268
_LINE = 16


class StepPanel(QFrame):
    """The expected step large, the others below it; a button performs each."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName("下一步")
        self.setFixedWidth(WIDTH)
        content = QWidget()
        self._body = QVBoxLayout(content)
        self._body.setContentsMargins(16, 14, 12, 14)
        self._body.setSpacing(space("small"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(scrolled(content))

    def show_steps(self, steps: Sequence[NextStep]) -> None:
        """Replace what is offered."""
        clear(self._body)
        self._body.addWidget(label("下一步", "heading"))
        if not steps:
            self._body.addWidget(label("案卷已经归档，没有待办的步骤。", "muted", wrap=True))
        for step in steps:
            if step.main:
                self._add_main(step)
        others = [step for step in steps if not step.main]
        if others:
            self._body.addWidget(rule())
            self._body.addWidget(label("也可以", "heading"))
        for step in others:
            self._add_other(step)
        self._body.addStretch(1)

    def _add_main(self, step: NextStep) -> None:
        self._body.addWidget(label(step.text.title, "strong", wrap=True))
        self._body.addWidget(label(step.text.reason, "muted", wrap=True))
        self._body.addWidget(label(_basis(step), "caption", wrap=True))
        act = button(_action(step), lambda: self.chosen.emit(step), kind="primary")
        act.setAccessibleDescription(step.text.title)
        self._body.addWidget(act)
        self._body.addSpacing(space("small"))

    def _add_other(self, step: NextStep) -> None:
        words = in_lines(step.text.title, _LINE)
        act = button(words, lambda: self.chosen.emit(step), kind="quiet")
        act.setAccessibleName(step.text.title)
        act.setStyleSheet("text-align: left; padding-left: 4px;")
        act.setToolTip(plain(f"{step.text.reason}\n{_basis(step)}"))
        act.setCursor(Qt.CursorShape.PointingHandCursor)
        self._body.addWidget(act)


def in_lines(words: str, most: int) -> str:
    """Words broken into lines of a number of characters; a remark in brackets begins a line."""
    head, bracket, remark = words.partition("（")
    parts = [head, bracket + remark] if bracket and len(words) > most else [words]
    pieces = [part[at : at + most] for part in parts for at in range(0, len(part), most)]
    return "\n".join(pieces)


def _basis(step: NextStep) -> str:
    limit = f"；最迟 {day_words(step.by)}" if step.by else ""
    return f"{step.text.basis}{limit}"


def _action(step: NextStep) -> str:
    if step.letter:
        return "拟制文书"
    if step.event:
        return "登记"
    return "去办理"
