"""Menus whose lines, while they are closed, say why: whose role it takes (``ActButton``'s way)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gongkai_desktop.domain.role import Right


class ActMenu(QMenu):
    """A menu of acts; what the operator's roles do not allow is closed before it is seen."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._rights: dict[QAction, Right] = {}
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._close_what_is_refused)

    def offer(self, words: str, run: Callable[[], object], right: Right = Right.LOOK) -> QAction:
        """Add a line; ``right`` is what it asks of the operator's roles."""
        action = self.addAction(words, lambda: run())
        self.ask(action, right)
        return action

    def ask(self, action: QAction, right: Right) -> None:
        """What a line, or the menu behind it, asks of the operator's roles."""
        if right is not Right.LOOK:
            self._rights[action] = right

    def clear(self) -> None:
        """Empty it."""
        self._rights.clear()
        super().clear()

    def _close_what_is_refused(self) -> None:
        owner = self.parentWidget()
        asked = getattr(owner.window(), "refusal_of", None) if owner else None
        for action, right in self._rights.items():
            refusal = asked(right) if asked else ""
            action.setEnabled(not refusal)
            action.setToolTip(refusal or action.text())
