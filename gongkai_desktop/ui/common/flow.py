"""Widgets side by side that go on in a next line where there is no room (折行)."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QWidget

from gongkai_desktop.ui.common.widgets import name_fields
from gongkai_desktop.ui.style.theme import space

_LEAST_FIELD = 120


class Flow(QLayout):
    """Like a row, but nothing in it is ever cut off: what has no room begins the next line.

    What is left of a line goes to its stretches, else to the fields in it that may grow.
    """

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def add_stretch(self) -> None:
        """Push what follows to the end of the line."""
        self.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Add what a layout holds."""
        self._items.append(item)

    def count(self) -> int:
        """How many parts there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """A part by its place, None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Give a part away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """It takes the room across."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """How tall it is in so much room."""
        return self._arrange(QRect(0, 0, width, 0), moving=False)

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """The widest part, in one line."""
        parts = [item for item in self._items if not item.isEmpty()]
        wide = max((_least(item) for item in parts), default=0)
        tall = max((item.sizeHint().height() for item in parts), default=0)
        return QSize(wide, tall)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Everything in one line."""
        parts = [item for item in self._items if not item.isEmpty()]
        gaps = self.spacing() * max(0, len(parts) - 1)
        return QSize(
            sum(item.sizeHint().width() for item in parts) + gaps, self.minimumSize().height()
        )

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Put every part in its place."""
        super().setGeometry(rect)
        self._arrange(rect, moving=True)

    def _arrange(self, rect: QRect, *, moving: bool) -> int:
        top = rect.top()
        for line in self._lines(rect.width()):
            tall = max((item.sizeHint().height() for item in line if _is_part(item)), default=0)
            if moving:
                self._place(line, QRect(rect.left(), top, rect.width(), tall))
            top += tall + self.spacing()
        return max(0, top - self.spacing() - rect.top())

    def _lines(self, room: int) -> list[list[QLayoutItem]]:
        """The parts in lines; what follows a stretch keeps to the end of further lines too."""
        lines: list[list[QLayoutItem]] = [[]]
        pushed: list[QLayoutItem] = []
        used = 0
        for item in self._items:
            if not _is_part(item):
                if item.spacerItem() is not None:
                    lines[-1].append(item)
                    pushed = [item]
                continue
            wide = _wanted(item)
            if used and used + wide > room:
                lines.append(list(pushed))
                used = 0
            lines[-1].append(item)
            used += wide + self.spacing()
        return [line for line in lines if any(map(_is_part, line))]

    def _place(self, line: list[QLayoutItem], rect: QRect) -> None:
        parts = [item for item in line if _is_part(item)]
        gaps = self.spacing() * (len(parts) - 1)
        spare = max(0, rect.width() - gaps - sum(map(_wanted, parts)))
        takers = [item for item in line if not _is_part(item)] or [
            item for item in parts if _may_grow(item)
        ]
        share = spare // len(takers) if takers else 0
        left = rect.left()
        for item in line:
            wide = _wanted(item) if _is_part(item) else 0
            if item in takers:
                wide = min(wide + share, item.maximumSize().width())
            if _is_part(item):
                tall = item.sizeHint().height()
                down = (rect.height() - tall) // 2
                item.setGeometry(QRect(left, rect.top() + down, min(wide, rect.width()), tall))
                left += self.spacing()
            left += wide


def _is_part(item: QLayoutItem) -> bool:
    return item.spacerItem() is None and not item.isEmpty()


def _may_grow(item: QLayoutItem) -> bool:
    return bool(item.expandingDirections() & Qt.Orientation.Horizontal)


def _least(item: QLayoutItem) -> int:
    return min(item.minimumSize().width(), item.sizeHint().width())


def _wanted(item: QLayoutItem) -> int:
    """The width a part asks for; a field that may grow asks for little."""
    if _may_grow(item):
        return max(item.minimumSize().width(), min(_LEAST_FIELD, item.sizeHint().width()))
    return max(item.minimumSize().width(), item.sizeHint().width())


def wrapping(*parts: QWidget | QLayout | int | None, gap: str = "small") -> Flow:
    """Widgets side by side, in more lines where there is no room; an int is a stretch."""
    layout = Flow(space(gap))
    name_fields(parts)
    for part in parts:
        if isinstance(part, int):
            layout.add_stretch()
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        elif part is not None:
            layout.addChildLayout(part)
            layout.addItem(part)
    return layout
