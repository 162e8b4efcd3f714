"""What a person moved stays where it was put (布局): widths of columns, order, panes, last place.

A widget finds the memory of the window it stands in; without one it starts as it comes. What
is remembered is by name (a column's heading, not its position), so that a changed table keeps
what still fits, and anything that cannot be used is passed over.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from gongkai_desktop.ui.common.local import Local
from gongkai_desktop.ui.common.page import KEEPS_TYPING

LAYOUT = "布局/"
"""What every remembered name begins with; forgetting it puts the window as it came."""

LAST_PLACE = f"{LAYOUT}上次位置"
BEGINS, BEGINS_LAST = "打开时显示", "last"
"""Whether the window begins on the place it was closed on; without a word, on 工作台."""

_PAUSE_MS = 400
_LEAST_SHARE = 0.1


def memory_of(widget: QWidget) -> Local | None:
    """The memory of the window a widget stands in, or of the window that one belongs to.

    Only windows are asked: of what lies between, the binding would have to find out what it is.
    """
    window: QWidget | None = widget.window()
    while window is not None:
        local = getattr(window, "local", None)
        if isinstance(local, Local):
            return local
        above = window.parentWidget()
        window = above.window() if above is not None else None
    return None


def settled(parent: QWidget) -> QTimer:
    """A timer that goes off once nothing was moved for a moment, or when the window closes."""
    timer = QTimer(parent)
    timer.setObjectName(KEEPS_TYPING)
    timer.setSingleShot(True)
    timer.setInterval(_PAUSE_MS)
    return timer


class Panes(QSplitter):
    """Panes whose border can be moved; their shares of the room are remembered under ``name``."""

    def __init__(
        self,
        name: str,
        *panes: QWidget,
        shares: tuple[int, ...],
        way: Qt.Orientation = Qt.Orientation.Horizontal,
    ) -> None:
        super().__init__(way)
        self._name, self._shares = f"{LAYOUT}分栏/{name}", shares
        self._read = False
        self.setChildrenCollapsible(False)
        for at, pane in enumerate(panes):
            self.addWidget(pane)
            self.setStretchFactor(at, shares[at])
        self.setSizes([100 * share for share in shares])
        self._moved = settled(self)
        self._moved.timeout.connect(self._keep)
        self.splitterMoved.connect(lambda _at, _index: self._moved.start())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Take the remembered shares before it is seen."""
        super().showEvent(event)
        if not self._read:
            self._read = True
            self._restore()

    def as_they_came(self) -> None:
        """Give the panes their first shares."""
        self._moved.stop()
        self.setSizes([100 * share for share in self._shares])

    def _restore(self) -> None:
        memory = memory_of(self)
        kept = memory.figures(self._name) if memory else {}
        shares = [kept.get(str(at), 0.0) for at in range(self.count())]
        if sum(shares) <= 0 or min(shares) < _LEAST_SHARE * sum(shares):
            shares = [float(one) for one in self._shares]
        room = sum(self.sizes()) or 1000
        self.setSizes([round(room * share / sum(shares)) for share in shares])

    def _keep(self) -> None:
        memory, sizes = memory_of(self), self.sizes()
        if memory and sum(sizes):
            memory.keep(
                self._name, {str(at): round(one / sum(sizes), 4) for at, one in enumerate(sizes)}
            )
