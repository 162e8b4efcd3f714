"""Notices when nobody has touched the program for a while (闲置)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.InputMethod,
}


REST_MS = 20_000
"""How long it does not listen after a sign of life: to hear every event of the window is dear."""


class IdleWatch(QObject):
    """``idle`` comes once when no key or mouse was used for so many minutes; 0 means never.

    It is never early; it may be late by the time it rests after each sign of life.
    """

    idle = Signal()

    def __init__(self, minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer, self._rest = QTimer(self), QTimer(self)
        for timer in (self._timer, self._rest):
            timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle.emit)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._listen)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Wait that long from now on."""
        self._minutes = minutes
        self.wake()

    def wake(self) -> None:
        """Begin to wait anew, after a rest in which signs of life go unheard."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        if self._minutes:
            self._timer.start(self._minutes * 60_000 + REST_MS)
            self._rest.start()
        else:
            self._timer.stop()
            self._rest.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Begin to wait anew at a sign of life, and let the event pass."""
        if event.type() in _SIGNS_OF_LIFE:
            self.wake()
        return False

    @Slot()
    def _listen(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
