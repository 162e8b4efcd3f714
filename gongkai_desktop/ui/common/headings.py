"""The headings of a list, one line high."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView, QWidget


class Headings(QHeaderView):
    """Knows its height, and asks its model only for what is drawn.

    Qt asks for the height with every width that is set, and for it for every heading: thousands
    of questions before the first page stands, hundreds while a window is drawn larger.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)  # as the headings a table comes with
        self.setResizeContentsPrecision(0)  # of a column's words only those in sight are measured
        self._counted: tuple[QFont, QSize] | None = None

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As Qt counts it, once for a font: the style sheet knows one height for all headings."""
        if self._counted is None or self._counted[0] != self.font():
            self.ensurePolished()
            size = super().sizeHint()
            if not self.count():
                return size
            self._counted = self.font(), size
        return self._counted[1]
