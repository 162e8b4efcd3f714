"""Search box and filter bar above a list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton, QWidget

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.flow import wrapping
from gongkai_desktop.ui.common.menus import ActMenu
from gongkai_desktop.ui.common.widgets import button, label
from gongkai_desktop.ui.style.icons import icon

_PAUSE_MS = 180
KEEP_FILTER = "保存当前筛选…"
_SPARE = 8


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

    def show_words(self, words: str) -> None:
        """Show what is being searched for, without searching again."""
        if not self.hasFocus() and self.text() != words:
            before = self.blockSignals(True)
            self.setText(words)
            self.blockSignals(before)
            self._pause.stop()

    def _take_focus(self) -> None:
        self.setFocus()
        self.selectAll()

    def _search(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text().strip())


class SavedFilters(QToolButton):
    """常用筛选: a menu of filters kept by name; ``chosen`` carries the name."""

    chosen = Signal(str)
    keep = Signal()
    drop = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setText("常用筛选")
        self.setProperty("kind", "menu")
        self.setAccessibleName("常用筛选")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._offered = ActMenu(self)
        self.setMenu(self._offered)

    def show_names(self, names: Sequence[str]) -> None:
        """Offer these names, keeping the present filter, and dropping one."""
        menu = self._offered
        menu.clear()
        for name in names:
            menu.addAction(name, partial(self.chosen.emit, name))
        if names:
            menu.addSeparator()
        menu.offer(KEEP_FILTER, self.keep.emit, Right.KEEP)
        if names:
            away = menu.addMenu("删除")
            menu.ask(away.menuAction(), Right.KEEP)
            for name in names:
                away.addAction(name, partial(self.drop.emit, name))


class FilterBar(QWidget):
    """Choices in a row; each first choice means all. ``changed`` comes with every change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._layout = wrapping()
        self.setLayout(self._layout)
        self._fields: dict[str, QComboBox] = {}
        self._reset = button("清除筛选", self.reset, kind="quiet")
        self._reset.hide()
        self.count = label("", "caption")

    def add(self, key: str, title: str, choices: Sequence[tuple[str, object]], width: int) -> None:
        """Add a choice; ``choices`` are (words, value)."""
        field = QComboBox()
        field.setAccessibleName(title)
        field.setToolTip(title)
        for words, value in choices:
            field.addItem(words, value)
        field.currentIndexChanged.connect(lambda _: self._moved())
        self._fields[key] = field
        field.ensurePolished()
        field.setFixedWidth(min(field.sizeHint().width() + _SPARE, width))
        self._layout.addWidget(field)

    def finish(self, *more: QWidget) -> None:
        """Close the row with its reset button, what else the list offers, and its count."""
        self._layout.addWidget(self._reset)
        for widget in more:
            self._layout.addWidget(widget)
        self._layout.add_stretch()
        self._layout.addWidget(self.count)

    def value(self, key: str) -> object:
        """The value chosen."""
        return self._fields[key].currentData()

    def choose(self, key: str, value: object) -> None:
        """Choose by value; an unknown one is left alone."""
        position = self._fields[key].findData(value)
        if position >= 0:
            self._fields[key].setCurrentIndex(position)

    def set_all(self, **values: object) -> None:
        """Choose several by value at once, with one ``changed`` at the end."""
        before = self.blockSignals(True)
        for key, value in values.items():
            self._fields[key].setCurrentIndex(max(0, self._fields[key].findData(value)))
        self.blockSignals(before)
        self._moved()

    def reset(self) -> None:
        """Show all again."""
        self.set_all(**{key: field.itemData(0) for key, field in self._fields.items()})

    def _moved(self) -> None:
        self._reset.setVisible(any(field.currentIndex() > 0 for field in self._fields.values()))
        self.changed.emit()
