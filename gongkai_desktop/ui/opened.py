"""An office that is open in the window, and how it is put together and taken down."""

from __future__ import annotations

import gc
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QEvent, QMessageLogContext, QtMsgType
from PySide6.QtWidgets import QApplication, QWidget

from gongkai_desktop.services.home import RUN_LOG
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.common.deferred import Deferred
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.local import Local
from gongkai_desktop.ui.common.page import Context, NoActs, WindowActs
from gongkai_desktop.ui.common.prompts import Prompts
from gongkai_desktop.ui.common.tasks import Tasks
from gongkai_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from gongkai_desktop.domain.unit import Unit
    from gongkai_desktop.services.workspace import Workspace
    from gongkai_desktop.store import OfficeLock


class Opened(NamedTuple):  # no attrs: see ui/lean.py
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


class Home(NamedTuple):
    """An office as the program was told of it: where it lies, its day and its password."""

    location: str
    today: date | None = None
    password: str | None = None


def fetch(home: Home) -> tuple[Workspace, OfficeLock | None]:
    """Claim an office, open it and bring its deadlines up to date; may run on any thread.

    Raises UserError where it cannot be opened; the claim is then given up.
    """
    from gongkai_desktop.services.clock import refresh_views
    from gongkai_desktop.services.workspace import open_workspace
    from gongkai_desktop.store import OfficeLock

    lock = OfficeLock(Path(home.location)) if "://" not in home.location else None
    if lock:
        lock.acquire(datetime.now())
    try:
        workspace = open_workspace(home.location, today=home.today, key=home.password)
        refresh_views(workspace)
    except BaseException:
        if lock:
            lock.release()
        raise
    return workspace, lock


def found_office(home: Home, unit: Unit, operator: str, configuration: Path | None) -> None:
    """Make the data file the wizard was filled in for; a configuration package goes in first."""
    from attrs import evolve

    from gongkai_desktop.services.first_run import take
    from gongkai_desktop.services.people import choose_operator
    from gongkai_desktop.services.unit import save_unit, the_unit
    from gongkai_desktop.services.workspace import open_workspace

    Path(home.location).parent.mkdir(parents=True, exist_ok=True)
    workspace = open_workspace(home.location, today=home.today, key=home.password, create=True)
    try:
        if configuration:
            take(workspace, configuration)  # how documents are numbered may come with it
            unit = evolve(unit, number_pattern=the_unit(workspace).number_pattern)
        save_unit(workspace, unit)
        choose_operator(workspace, operator)
    finally:
        workspace.close()


def bring_office(
    home: Home, file: Path, prompts: Prompts, errors: ErrorDesk, window: QWidget
) -> Home | None:
    """Copy an office that lies elsewhere, or a backup of one, to its home; None where it stays."""
    from gongkai_desktop.services.backup import restore
    from gongkai_desktop.services.secret import needs_password

    key = None
    if needs_password(str(file)):
        key = prompts.ask_secret(window, "用已有的数据", f"“{file.name}”的口令")
        if key is None:
            return None

    def go() -> None:
        Path(home.location).parent.mkdir(parents=True, exist_ok=True)
        restore(home.location, file, today=home.today, key=key)

    return home._replace(password=key) if errors.guard(window, go) else None


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
    return context_over(Session(workspace), prompts, errors, local, acts)


def context_over(
    session: Session,
    prompts: Prompts,
    errors: ErrorDesk,
    local: Local | None = None,
    acts: WindowActs | None = None,
) -> Context:
    """The same over an office that may still be opened: no port is used before it is."""
    ports: Any = Deferred("gongkai_desktop.ui.bridge.ports_of", session)
    errors.write_package = lambda path, report: ports.desktop.write_diagnosis(path, report)
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
