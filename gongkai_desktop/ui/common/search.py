"""Search box and filter bar above a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from gongkai_desktop.ui.common.widgets import button, label
from gongkai_desktop.ui.style.icons import icon
from gongkai_desktop.ui.style.theme import space

_PAUSE_MS = 180


class SearchBox(QLineEdit):
    """Searches a moment after the last key, so that typing never waits; Enter searches at once."""

    searched = Signal(str)

    def __init__(self, placeholder: str, name: str, shortcut: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", "faint"), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textEdited.connect(lambda _: self._pause.start())
        self.textChanged.connect(lambda text: None if text else self._pause.start())
        self.returnPressed.connect(self._search)
        if shortcut:
            QShortcut(QKeySequence(shortcut), self, self._take_focus)

    def _take_focus(self) -> None:
        self.setFocus()
        self.selectAll()

    def _search(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text().strip())


class FilterBar(QWidget):
    """Choices in a row; each first choice means all. ``changed`` comes with every change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(space("small"))
        self._fields: dict[str, QComboBox] = {}
        self._reset = button("清除筛选", self.reset, kind="quiet")
        self._reset.hide()
        self.count = label("", "caption")

    def add(self, key: str, title: str, choices: Sequence[tuple[str, object]], width: int) -> None:
        """Add a choice; ``choices`` are (words, value)."""
        field = QComboBox()
        field.setAccessibleName(title)
        field.setToolTip(title)
        field.setFixedWidth(width)
        for words, value in choices:
            field.addItem(words, value)
        field.currentIndexChanged.connect(lambda _: self._moved())
        self._fields[key] = field
        self._layout.addWidget(field)

    def finish(self) -> None:
        """Close the row with its reset button and count."""
        self._layout.addWidget(self._reset)
        self._layout.addStretch(1)
        self._layout.addWidget(self.count)

    def value(self, key: str) -> object:
        """The value chosen."""
        return self._fields[key].currentData()

    def choose(self, key: str, value: object) -> None:
        """Choose by value; an unknown one is left alone."""
        position = self._fields[key].findData(value)
        if position >= 0:
            self._fields[key].setCurrentIndex(position)

    def reset(self) -> None:
        """Show all again."""
        for field in self._fields.values():
            field.setCurrentIndex(0)

    def _moved(self) -> None:
        self._reset.setVisible(any(field.currentIndex() > 0 for field in self._fields.values()))
        self.changed.emit()
