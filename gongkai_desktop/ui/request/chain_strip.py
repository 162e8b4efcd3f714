"""The chain of a letter as a row of steps: who signed when, which one is due, what came before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.widgets import clear, icon_label, label, row
from gongkai_desktop.ui.ports.letters import LetterStep, StepState
from gongkai_desktop.ui.style.theme import space

_ONE_LINE = 7
"""So many steps stand side by side with their titles on one line."""
_WORDS = {
    StepState.DONE: "已办",
    StepState.PASSED: "跳过",
    StepState.DUE: "待办",
    StepState.LATER: "未到",
}
_MARKS = {
    StepState.DONE: ("done", "success"),
    StepState.PASSED: ("next", "warning"),
    StepState.DUE: ("edit", "accent"),
}


class ChainStrip(QWidget):
    """All steps of a letter side by side; Enter or a click on one tells all about it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("审签流程")
        self._chips: list[StepChip] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(space("tight"))

    def show_steps(self, steps: Sequence[LetterStep]) -> None:
        """Replace the row; an empty one takes no room."""
        clear(self._layout)
        self._chips = [StepChip(step, wrap=len(steps) > _ONE_LINE) for step in steps]
        for chip in self._chips:
            self._layout.addWidget(chip, 1)
        self.setVisible(bool(steps))

    def chips(self) -> list[StepChip]:
        """The steps shown, in order."""
        return list(self._chips)


class StepChip(QFrame):
    """One step: its title, and below it who and when, or that it waits."""

    def __init__(self, step: LetterStep, *, wrap: bool = False) -> None:
        super().__init__()
        self.step = step
        self.setProperty("role", "step")
        self.setProperty("state", step.state.value)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{step.title}：{self.words}")
        self.setToolTip("\n".join(self.details()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 6, 5)
        layout.setSpacing(0)
        mark = _MARKS.get(step.state)
        role = "" if step.state is StepState.DUE else "muted"
        title = label(_short(step.title), role, wrap=wrap)
        top = row(icon_label(*mark, 14) if mark else None, title, gap="tight")
        top.setStretch(top.count() - 1, 1)
        layout.addLayout(top)
        self._below = label(self.words, "caption")
        self._below.setMinimumWidth(1)
        layout.addWidget(self._below)

    @property
    def words(self) -> str:
        """Who and when in short, else how it stands."""
        step = self.step
        day = f"{step.day.month}-{step.day.day}" if step.day else ""
        if step.state is StepState.DONE:
            return " ".join(part for part in (step.who, day) if part) or _WORDS[step.state]
        trace = "，曾退回" if any("退回" in one for one in step.trace) else ""
        return f"{_WORDS[step.state]}{trace}"

    def details(self) -> list[str]:
        """Everything on record of the step, line by line."""
        step = self.step
        now = [step.title]
        if step.day:
            now.append("　".join(p for p in (step.who, day_words(step.day), step.opinion) if p))
        else:
            now.append(_WORDS[step.state])
        return [*now, *step.trace]

    def popover(self) -> QFrame:
        """Show what is on record below the step, and return the panel."""
        panel = QFrame(self, Qt.WindowType.Popup)
        panel.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        panel.setProperty("role", "popover")
        panel.setFixedWidth(320)
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(14, 12, 14, 12)
        for at, line in enumerate(self.details()):
            layout.addWidget(label(line, "strong" if at == 0 else "", wrap=True))
        panel.adjustSize()
        panel.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        panel.show()
        return panel

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell all about it."""
        if self.rect().contains(event.position().toPoint()):
            self.popover()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and space do too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.popover()
        else:
            super().keyPressEvent(event)


def _short(title: str) -> str:
    """A step's title without what stands in brackets: the whole is in the tool tip."""
    return title.split("（", 1)[0]
