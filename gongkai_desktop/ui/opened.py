"""An office that is open in the window, and how it is put together and taken down."""

from __future__ import annotations

import gc
from datetime import date

import attrs
from PySide6.QtCore import QEvent, QMessageLogContext, QtMsgType
from PySide6.QtWidgets import QApplication, QWidget

from gongkai_desktop.services.workspace import RUN_LOG, Workspace
from gongkai_desktop.store import OfficeLock
from gongkai_desktop.ui.bridge import ports_of
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.local import Local
from gongkai_desktop.ui.common.page import Context, NoActs, WindowActs
from gongkai_desktop.ui.common.prompts import Prompts
from gongkai_desktop.ui.common.tasks import Tasks
from gongkai_desktop.ui.shell import Shell


@attrs.define
class Opened:
    """One office that is open: where it lies and what must be closed again, in this order."""

    location: str
    context: Context
    workspace: Workspace
    lock: OfficeLock | None

    def close(self) -> None:
        """Let running work end, close the data file, give up the lock."""
        self.context.tasks.finish()
        self.workspace.close()
        if self.lock:
            self.lock.release()


@attrs.frozen(kw_only=True)
class Home:
    """An office as the program was told of it: where it lies, its day and its password."""

    location: str
    today: date | None = None
    password: str | None = None


def close_behind(opened: Opened | None, shell: Shell | None) -> None:
    """Close an office after another window stands."""
    if shell is not None:
        take_down(shell)
    if opened is not None:
        opened.close()


def take_down(window: QWidget) -> None:
    """Close a window and let it go."""
    window.close()
    window.deleteLater()


def qt_said(kind: QtMsgType, place: QMessageLogContext, words: str) -> None:
    """Qt's own warnings go to the log; they may name files, so that only plain English stays."""
    if kind is not QtMsgType.QtDebugMsg:
        RUN_LOG.warning("Qt %s", words if words.isascii() else kind.name)


def context_of(
    workspace: Workspace,
    prompts: Prompts,
    errors: ErrorDesk,
    local: Local | None = None,
    acts: WindowActs | None = None,
) -> Context:
    """What the pages work with, over one open office."""
    ports = ports_of(Session(workspace))
    errors.write_package = ports.desktop.write_diagnosis
    return Context(
        ports=ports,
        prompts=prompts,
        tasks=Tasks(),
        errors=errors,
        local=local or Local(),
        acts=acts or NoActs(),
    )


def leave(context: Context) -> None:
    """Take all windows down while Qt is still whole; what is left to the end of the process
    is destroyed in no order."""
    context.tasks.finish()
    for window in QApplication.topLevelWidgets():
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    gc.collect()
