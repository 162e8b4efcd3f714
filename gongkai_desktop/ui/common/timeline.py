"""What happened to a request, in order (经过), drawn as a line with a mark for each day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import attrs
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desktop.ui.common.widgets import button, clear, column, label
from gongkai_desktop.ui.style.theme import colour, space


@attrs.frozen(kw_only=True)
class Moment:
    """One entry: day in words, title, details; ``tone`` a colour name; ``open`` not yet reached.

    ``key`` names an entry that can be struck.
    """

    day: str
    title: str
    details: str = ""
    tone: str = "accent"
    open: bool = False
    key: str = ""


class Timeline(QWidget):
    """Moments below each other, oldest first. ``struck`` carries the key of one to strike."""

    struck = Signal(str)

    def __init__(self, name: str = "经过") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Replace what is shown."""
        clear(self._layout)
        for position, moment in enumerate(moments):
            last = position == len(moments) - 1
            line = _MomentRow(moment, first=position == 0, last=last)
            if moment.key:
                line.add_action("作废…", partial(self.struck.emit, moment.key))
            self._layout.addWidget(line)
        self._layout.addStretch(1)


class _MomentRow(QWidget):
    """One moment with its piece of the line."""

    def __init__(self, moment: Moment, *, first: bool, last: bool) -> None:
        super().__init__()
        self._moment, self._first, self._last = moment, first, last
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 5, 0, 9)
        layout.setSpacing(space("large"))
        day = label(moment.day, "muted")
        day.setFixedWidth(118)
        layout.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        layout.addSpacing(14)
        title = label(moment.title, "muted" if moment.open else "", wrap=True)
        details = label(moment.details, "caption", wrap=True) if moment.details else None
        layout.addLayout(column(title, details, gap="tight"), 1)
        self._line = layout
        self.setAccessibleName(f"{moment.day} {moment.title} {moment.details}".strip())

    def add_action(self, words: str, action: Callable[[], object]) -> None:
        """A quiet button at the end of the line."""
        act = button(words, action, kind="quiet")
        act.setAccessibleDescription(self._moment.title)
        self._line.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the line and the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y = 138.0, 14.0
        painter.setPen(QPen(colour("line"), 2))
        if not self._first:
            painter.drawLine(QPointF(x, 0), QPointF(x, y))
        if not self._last:
            painter.drawLine(QPointF(x, y), QPointF(x, self.height()))
        tint = colour(self._moment.tone)
        painter.setPen(QPen(tint, 2))
        painter.setBrush(colour("surface") if self._moment.open else tint)
        painter.drawEllipse(QPointF(x, y), 4.5, 4.5)
        painter.end()
