"""Automatic backups while the window is open (自动备份): soon after the start, then every hour."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from gongkai_desktop.ui.common.page import Context

SOON_MS = 20_000
EVERY_MS = 60 * 60 * 1000


class BackupKeeper(QObject):
    """Asks for a backup in the background; ``kept`` carries what went wrong, empty if nothing."""

    kept = Signal(str)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.keep)
        self._timer.start()
        QTimer.singleShot(SOON_MS, self, self.keep)

    def keep(self) -> None:
        """Back up now if anything changed; never at the same time as other writing."""
        backups = self._context.ports.backups
        task = self._context.tasks.write(
            lambda progress: backups.back_up_if_changed(progress), "自动备份", cancellable=False
        )
        task.done.connect(lambda trouble: self.kept.emit(str(trouble)))
        task.failed.connect(lambda error: self._context.errors.show(self._window, error))
