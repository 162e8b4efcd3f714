"""Starts the window on an office: first-run wizard where there is none, else the shell."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMessageLogContext, QSize, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import run_log
from gongkai_desktop.services.backup import backups_beside, restore
from gongkai_desktop.services.clock import refresh_views
from gongkai_desktop.services.secret import needs_password, opens
from gongkai_desktop.services.workspace import RUN_LOG, Workspace, exists, open_workspace
from gongkai_desktop.store import DamagedError, OfficeLock
from gongkai_desktop.ui.bridge import ports_of
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.idle import IdleWatch
from gongkai_desktop.ui.common.keeper import BackupKeeper
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.prompts import Prompts, WindowPrompts
from gongkai_desktop.ui.common.session_end import SessionEnd
from gongkai_desktop.ui.common.tasks import Tasks
from gongkai_desktop.ui.common.unattended import UnattendedPrompts
from gongkai_desktop.ui.shell import Shell
from gongkai_desktop.ui.style.application import the_application

if TYPE_CHECKING:
    from gongkai_desktop.domain.unit import Unit
    from gongkai_desktop.ui.first_run.page import FirstRun
    from gongkai_desktop.ui.first_run.rescue import Rescue
    from gongkai_desktop.ui.first_run.sign_in import SignInWindow
    from gongkai_desktop.ui.first_run.unlock import Unlock


def run_window(location: str, *, today: date | None, password: str | None) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    Raises UserError where the office cannot be opened.
    """
    application = the_application()
    run_log.keep_log()
    start = Start(location, today=today, password=password, prompts=WindowPrompts())
    start.catch_the_last()
    start.open()
    code = application.exec()
    start.close()
    run_log.end_log()
    return code


def show_refusal(error: UserError) -> None:
    """Say in a window why none opens, where nobody would see a line of text."""
    the_application()
    WindowPrompts().trouble(None, error.message, error.advice)


class Start:
    """What happens between the start of the program and the open window."""

    def __init__(
        self, location: str, *, today: date | None, password: str | None, prompts: Prompts
    ) -> None:
        self._location = location
        self._today = today
        self._password = password
        self._prompts = prompts
        self._errors = ErrorDesk(prompts)
        self._lock = OfficeLock(Path(location)) if "://" not in location else None
        self._workspace: Workspace | None = None
        self._context: Context | None = None
        self.wizard: FirstRun | None = None
        self.unlock: Unlock | None = None
        self.sign_in: SignInWindow | None = None
        self.rescue: Rescue | None = None
        self.shell: Shell | None = None

    def catch_the_last(self) -> None:
        """Errors that no page caught are told in the window and written to the log."""
        run_log.catch_the_last()
        qInstallMessageHandler(_qt_said)
        self._errors.install()

    def open(self) -> None:
        """The shell where the office exists, else the wizard."""
        if self._password is None and needs_password(self._location):
            self._ask_password()
            return
        if exists(self._location):
            self._open_or_rescue()
            return
        from gongkai_desktop.services.unit import review_body_of
        from gongkai_desktop.ui.first_run.page import FirstRun

        self.wizard = FirstRun(self._prompts, self._errors, review_body_of)
        self.wizard.finished.connect(self._found)
        self.wizard.sample.connect(self._open_sample)
        self.wizard.show()

    def _open_or_rescue(self) -> None:
        """A damaged file is not the end: its backups are offered."""
        try:
            self._open_shell()
        except DamagedError as error:
            self._offer_backups(error)

    def _offer_backups(self, error: UserError) -> None:
        from gongkai_desktop.ui.first_run.rescue import Rescue

        copies = backups_beside(self._location)
        self.rescue = Rescue(error, copies, self._put_back, self._prompts, self._errors)
        self.rescue.restored.connect(self._rescued)
        self.rescue.show()

    def _put_back(self, file: Path) -> str:
        if self._lock:
            self._lock.release()
        key = self._password
        if key is None and needs_password(str(file)):
            assert self.rescue is not None
            key = self._prompts.ask_secret(self.rescue, "从备份恢复", "这份备份的口令")
        done = restore(self._location, file, today=self._today, key=key)
        return done.safety_copy.name if done.safety_copy else ""

    def _rescued(self) -> None:
        assert self.rescue is not None
        if self._errors.guard(self.rescue, self.open):
            self.rescue.close()

    def _ask_password(self) -> None:
        """The door before the office: opened by password or recovery key."""
        from gongkai_desktop.ui.first_run.unlock import Unlock

        place = f"请输入数据文件“{Path(self._location).name}”的口令。"
        self.unlock = Unlock(
            lambda typed: opens(self._location, typed), self._errors, place, offers_restore=True
        )
        self.unlock.unlocked.connect(self._enter)
        self.unlock.damaged.connect(self._not_the_password)
        self.unlock.show()

    def _not_the_password(self) -> None:
        """A file whose beginning is destroyed looks like an encrypted one."""
        assert self.unlock is not None
        self._offer_backups(UserError("数据文件打不开，可能已经损坏"))
        self.unlock.close()

    def _enter(self, typed: str) -> None:
        assert self.unlock is not None
        self._password = typed
        if self._errors.guard(self.unlock, self._open_or_rescue):
            self.unlock.close()

    def _found(self, unit: Unit, operator: str) -> None:
        assert self.wizard is not None
        if self._errors.guard(self.wizard, lambda: self._create(unit, operator)):
            self._open_shell()
            self.wizard.close()

    def _create(self, unit: Unit, operator: str) -> None:
        from gongkai_desktop.services.people import choose_operator
        from gongkai_desktop.services.unit import save_unit

        Path(self._location).parent.mkdir(parents=True, exist_ok=True)
        workspace = open_workspace(
            self._location, today=self._today, key=self._password, create=True
        )
        try:
            save_unit(workspace, unit)
            choose_operator(workspace, operator)
        finally:
            workspace.close()

    def _open_sample(self) -> None:
        """The sample lives in its own file beside the office's, never in it."""
        assert self.wizard is not None
        from gongkai_desktop.services import demo

        sample = Path(self._location).with_name("演示数据.gkt")

        def build() -> None:
            sample.parent.mkdir(parents=True, exist_ok=True)
            if not sample.exists():
                demo.create_office(sample)

        if self._errors.guard(self.wizard, build):
            self._location = str(sample)
            self._lock = OfficeLock(sample)
            self._open_shell()
            self.wizard.close()

    def _open_shell(self) -> None:
        if self._lock:
            self._lock.acquire(datetime.now())
        self._workspace = open_workspace(self._location, today=self._today, key=self._password)
        refresh_views(self._workspace)
        self._context = context_of(self._workspace, self._prompts, self._errors)
        if self._context.ports.signing.must_choose():
            self._ask_name(self._show_shell)
        else:
            self._show_shell()

    def _ask_name(self, then: Callable[[], object]) -> None:
        """Who is there, in an office that gives roles."""
        from gongkai_desktop.ui.first_run.sign_in import SignInWindow

        assert self._context is not None
        ports = self._context.ports
        self.sign_in = SignInWindow(ports.signing, self._errors, ports.desktop.facts().operator)
        self.sign_in.entered.connect(then)
        self.sign_in.entered.connect(self.sign_in.close)
        self.sign_in.show()

    def _show_shell(self) -> None:
        assert self._context is not None
        self.shell = Shell(self._context)
        self.shell.resize(QSize(1280, 780))
        self.shell.show()
        left_behind = bool(self._lock and self._lock.left_behind)
        for words in self._context.ports.desktop.starting_words(left_behind):
            self.shell.tell(words)
        self._ending = SessionEnd(self._context.tasks, self.shell, self.shell.keep_typing)
        self._keeper = BackupKeeper(self._context, self.shell)
        self._keeper.kept.connect(self.shell.told_of_backup)
        self._watch = IdleWatch(self._context.ports.secret.idle_minutes())
        self._watch.idle.connect(self.lock)

    def lock(self) -> None:
        """Nobody is there: hide the office until the password is given again."""
        assert self._context is not None and self.shell is not None
        secret, signing = self._context.ports.secret, self._context.ports.signing
        if not (secret.encrypted() or signing.has_own_password()):
            self._watch.wake()
            return
        for window in QApplication.topLevelWidgets():
            window.hide()
        if not secret.encrypted():
            self._ask_name(self._show_again)
            return
        from gongkai_desktop.ui.first_run.unlock import Unlock

        self.unlock = Unlock(secret.opens, self._errors, "长时间无人操作，窗口已锁定。")
        self.unlock.unlocked.connect(self._return)
        self.unlock.show()

    def _return(self) -> None:
        assert self.unlock is not None
        self._show_again()
        self.unlock.close()

    def _show_again(self) -> None:
        assert self._context is not None and self.shell is not None
        self.shell.show_facts()
        self.shell.show()
        self._watch.set_minutes(self._context.ports.secret.idle_minutes())

    def close(self) -> None:
        """Take the window down, close the office and give up the lock."""
        if self._context:
            leave(self._context)
        if self._workspace:
            self._workspace.close()
        if self._lock:
            self._lock.release()


def _qt_said(kind: QtMsgType, place: QMessageLogContext, words: str) -> None:
    """Qt's own warnings go to the log; they may name files, so that only plain English stays."""
    if kind is not QtMsgType.QtDebugMsg:
        RUN_LOG.warning("Qt %s", words if words.isascii() else kind.name)


def context_of(workspace: Workspace, prompts: Prompts, errors: ErrorDesk) -> Context:
    """What the pages work with, over one open office."""
    session = Session(workspace)
    ports = ports_of(session)
    errors.write_package = ports.desktop.write_diagnosis
    return Context(ports=ports, prompts=prompts, tasks=Tasks(), errors=errors)


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


def shoot(office: Path, folder: Path, size: tuple[int, int]) -> list[Path]:
    """Pictures of every page of an office, without a display; ``size`` in logical pixels."""
    from gongkai_desktop.ui.screenshots import take_screenshots

    the_application()
    workspace = open_workspace(office)
    try:
        prompts = UnattendedPrompts()
        context = context_of(workspace, prompts, ErrorDesk(prompts))
        pictures = take_screenshots(context, folder, QSize(*size))
        leave(context)
        return pictures
    finally:
        workspace.close()
