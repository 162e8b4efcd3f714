"""The application where nobody looks at the screen: pictures and the manual."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from gongkai_desktop.ui.style.application import the_application

_NO_FRAME = "This plugin does not support propagateSizeHints()"


def draw_unseen() -> QApplication:
    """The application for pictures without a display.

    Its platform says of every window that it has no frame to size, which is meant to be so; all
    else that Qt says is said as before.
    """
    application = the_application()
    before: list[Callable[..., object] | None] = []

    def said(kind: QtMsgType, place: QMessageLogContext, words: str) -> None:
        if words == _NO_FRAME:
            return
        if before and before[0] is not None:
            before[0](kind, place, words)
        else:
            sys.stderr.write(f"{qFormatLogMessage(kind, place, words)}\n")

    if application.platformName() == "offscreen":
        before.append(qInstallMessageHandler(said))
    return application
