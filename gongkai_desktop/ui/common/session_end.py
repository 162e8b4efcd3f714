"""The computer is being shut down (关机): it waits while the data file is being written."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gongkai_desktop.ui.common.tasks import Tasks

WORDS = "公开台正在写入数据文件，写完就可以关机"


class _Manager(Protocol):
    """What of Qt's session manager is used here."""

    def cancel(self) -> None: ...


class SessionEnd:
    """Answers the system's question whether the session may end."""

    def __init__(self, tasks: Tasks, window: QWidget, keep: Callable[[], object]) -> None:
        self._tasks, self._window, self._keep = tasks, window, keep
        self._blocking = False
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(self.asked)
        tasks.idle.connect(self.release)

    def asked(self, manager: _Manager) -> None:
        """Keep what is being typed; refuse while jobs run, with the reason for Windows' page."""
        self._keep()
        if not self._tasks.busy:
            return
        manager.cancel()
        if sys.platform == "win32":
            _user32().ShutdownBlockReasonCreate(int(self._window.winId()), WORDS)
            self._blocking = True

    def release(self) -> None:
        """The last job ended: the system may go on."""
        if self._blocking:
            _user32().ShutdownBlockReasonDestroy(int(self._window.winId()))
            self._blocking = False


def _user32() -> ctypes.CDLL:
    library: ctypes.CDLL = getattr(ctypes, "windll").user32  # noqa: B009 - Windows alone has it
    return library
