"""A hand at the window (手): presses what is seen and types what someone would type.

Everything goes in as the system would send it, by mouse and keys: a button that is hidden,
covered, grey or scrolled away cannot be pressed. The pictures of the first hour are made with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox)
_SPARE = 12


class Hand:
    """Works in one window at a time; raises LookupError for what nobody could press."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def press(self, words: str) -> None:
        """Click the button that says ``words``, else the first that begins with them."""
        QApplication.processEvents()
        seen = [one for one in self.window.findChildren(QAbstractButton) if _usable(one)]
        named = sorted(
            (one for one in seen if _says(one).startswith(words)),
            key=lambda one: _says(one) != words,
        )
        self._click(self._first(named, words))

    def enter(self, title: str, text: str) -> None:
        """Click into the field with a title and type; one that is scrolled away is scrolled to."""
        QApplication.processEvents()
        fields = [
            one
            for kind in _FIELDS
            for one in self.window.findChildren(kind)
            if _usable(one) and one.accessibleName().removesuffix("（必填）") == title
        ]
        for one in fields:
            self._scroll_to(one)
        self._click(self._first(fields, title))
        for number, line in enumerate(text.split("\n")):
            if number:
                self.key(Qt.Key.Key_Return)
            typed = QInputMethodEvent()
            typed.setCommitString(line)
            QCoreApplication.sendEvent(self._focus(), typed)

    def key(self, key: Qt.Key) -> None:
        """Press a key where the cursor is."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "\n")
            QCoreApplication.sendEvent(self._focus(), event)

    def _focus(self) -> QWidget:
        focus = QApplication.focusWidget() or self.window.focusWidget()
        if focus is None:
            raise LookupError("the cursor is nowhere")
        return focus

    def _first(self, found: Iterable[QWidget], words: str) -> QWidget:
        seen = next((one for one in found if self._is_on_top(one)), None)
        if seen is None:
            raise LookupError(f"nothing to be seen says “{words}”")
        return seen

    def _is_on_top(self, widget: QWidget) -> bool:
        """Whether a click in its middle would meet it and nothing over it."""
        place = _middle(widget, self.window)
        met: QWidget | None = self.window.childAt(place)
        return met is not None and (met is widget or widget.isAncestorOf(met))

    def _scroll_to(self, widget: QWidget) -> None:
        cell = around = widget.parentWidget()  # of a text field Qt would show its cursor only
        while cell is not None and around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(cell, 0, _SPARE)
            around = around.parentWidget()
        QApplication.processEvents()

    def _click(self, widget: QWidget) -> None:
        self.window.activateWindow()
        handle = self.window.windowHandle()
        place = _middle(widget, self.window)
        spot, there = QPointF(place), QPointF(self.window.mapToGlobal(place))
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        for kind, held in (
            (QEvent.Type.MouseButtonPress, left),
            (QEvent.Type.MouseButtonRelease, none),
        ):
            event = QMouseEvent(kind, spot, there, left, held, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.sendEvent(handle, event)


def _usable(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()


def _says(one: QAbstractButton) -> str:
    return one.text().strip() or one.accessibleName()


def _middle(widget: QWidget, window: QWidget) -> QPoint:
    return widget.mapTo(window, widget.rect().center())
