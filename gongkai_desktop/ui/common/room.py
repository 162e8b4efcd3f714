"""What becomes of a page where the window is low or narrow (小屏幕): it scrolls as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Stack(QStackedWidget):
    """Pages over each other that ask for the room of the one in front, not of the largest."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """No: what the pages behind would like is nothing to those around."""
        return False

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the page in front needs at least, in the width it has now."""
        front = self.currentWidget()
        if front is None:
            return super().minimumSizeHint()
        least = front.minimumSizeHint()
        return QSize(least.width(), least_height(front, self.width()))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the page in front would like."""
        front = self.currentWidget()
        return front.sizeHint() if front else super().sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width breaks lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


def least_height(page: QWidget, width: int) -> int:
    """How low a page may be before anything in it is cut off; logical pixels."""
    layout = page.layout()
    if layout is not None and layout.hasHeightForWidth() and width > 0:
        return layout.minimumHeightForWidth(width)
    return page.minimumSizeHint().height()


class LeastHeight(QWidget):
    """The content of an area that scrolls only where there is less room than it needs at least."""

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """What is needed, not what would be liked."""
        return least_height(self, width)


class Whole(QScrollArea):
    """A page that scrolls up and down where it is taller than its room, and never sideways."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        page.setMinimumWidth(1)  # its own least width must not push it out of sight
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
