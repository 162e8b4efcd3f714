"""相近案例 beside the letter being written: the five earlier cases and how they were answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gongkai_desktop.domain.precedent import Precedent
from gongkai_desktop.ui.common.widgets import button, label, row
from gongkai_desktop.ui.style.theme import space

_WIDTH, _LONGEST = 460, 46


def place_of(one: Precedent) -> tuple[str, object]:
    """Where a case is opened: its place in the window and what is shown there."""
    return ("precedent", ("precedents", one.row_id)) if one.in_library else ("request", one.number)


class LikeCases(QFrame):
    """A panel below its button; a case is opened by its number, Escape or a click closes it."""

    def __init__(
        self, parent: QWidget, found: Sequence[Precedent], go: Callable[[Precedent], object]
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popover")
        self.setFixedWidth(_WIDTH)
        self.lines: list[QPushButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(space("tight"))
        layout.addWidget(label("最相近的案例和当时的处理结果", "strong"))
        if not found:
            layout.addWidget(label("办结的申请和案例库里没有内容相近的。", "muted", wrap=True))
        for one in found:
            layout.addLayout(self._line(one, go))
            layout.addWidget(label(_cut(one.text), wrap=True))
            layout.addWidget(label(one.outcome or "没有记处理结果", "muted", wrap=True))

    def _line(self, one: Precedent, go: Callable[[Precedent], object]) -> QHBoxLayout:
        def open_it() -> None:
            self.close()
            go(one)

        where = "案例库" if one.in_library else "登记簿"
        opened = button(f"{where} {one.number}", open_it, kind="link")
        self.lines.append(opened)
        return row(opened, 1, label(f"相近{round(one.likeness * 100)}%", "caption"))

    def show_below(self, anchor: QWidget) -> None:
        """Show the panel under a button."""
        self.adjustSize()
        self.move(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))
        self.show()


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
