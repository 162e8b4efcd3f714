"""What happens between the start of the program and the open window, and between two offices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, QTimer, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import run_log
from gongkai_desktop.services.home import exists
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.local import Local
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.prompts import Prompts
from gongkai_desktop.ui.early import ASKS_NAME, fetch_behind, stands_first
from gongkai_desktop.ui.opened import (
    Home,
    Opened,
    bring_office,
    close_behind,
    context_of,
    context_over,
    fetch,
    found_office,
    leave,
    qt_said,
    take_down,
)
from gongkai_desktop.ui.shell import GEOMETRY, Shell
from gongkai_desktop.ui.style.application import redress, the_application
from gongkai_desktop.ui.style.schemes import CHOSEN, SYSTEM, worn
from gongkai_desktop.ui.style.theme import scheme

if TYPE_CHECKING:
    from gongkai_desktop.domain.unit import Unit
    from gongkai_desktop.services.workspace import Workspace
    from gongkai_desktop.store import OfficeLock
    from gongkai_desktop.ui.first_run.page import FirstRun
    from gongkai_desktop.ui.first_run.rescue import Rescue
    from gongkai_desktop.ui.first_run.sign_in import SignInWindow
    from gongkai_desktop.ui.first_run.unlock import Unlock

_WIDTH, _HEIGHT = 1280, 780


class Start:
    """Opens the window on an office, and changes between the office and its practice file."""

    def __init__(
        self, location: str, *, today: date | None, password: str | None, prompts: Prompts
    ) -> None:
        self._home = Home(location=location, today=today, password=password)
        self._prompts = prompts
        self._errors = ErrorDesk(prompts)
        self._local = Local.beside(location)
        self._opened: Opened | None = None
        self.wizard: FirstRun | None = None
        self.unlock: Unlock | None = None
        self.sign_in: SignInWindow | None = None
        self.rescue: Rescue | None = None
        self.shell: Shell | None = None
        self.refusal: BaseException | None = None
        """Why the office could not be opened, where the window stood before."""

    def catch_the_last(self) -> None:
        """Errors that no page caught are told in the window and written to the log."""
        run_log.catch_the_last()
        qInstallMessageHandler(qt_said)
        self._errors.install()

    def open(self) -> None:
        """The shell where the office exists, else the wizard."""
        from gongkai_desktop.services.secret import needs_password

        self._dress()
        home = self._home
        if home.password is None and needs_password(home.location):
            self._ask_password()
        elif exists(home.location):
            self._open_or_rescue()
        else:
            self._begin()

    def begin(self, settled: Callable[[], object]) -> None:
        """Like ``open``; but where nothing is to be asked first, the window's frame stands at once
        and the office comes in behind it. ``settled`` is called when that is over."""
        if not stands_first(self._home, self._local):
            self.open()
            settled()
            return
        self._dress()
        session = Session()
        context = context_over(session, self._prompts, self._errors, self._local, self)
        self.shell = self._placed(Shell(context, waiting=True))
        self.shell.show()
        QApplication.processEvents()  # it is seen before anything else is read in
        opening = context.tasks.write(
            lambda progress: fetch_behind(session, context, self._home),
            "正在打开数据文件",
            cancellable=False,
        )
        opening.done.connect(lambda found: self._came(context, *found))
        opening.failed.connect(lambda error: self._did_not_come(context, error))
        opening.ended.connect(settled)

    def _came(self, context: Context, workspace: Workspace, lock: OfficeLock | None) -> None:
        assert self.shell is not None
        self._opened = Opened(self._home.location, context, workspace, lock)
        self._errors.guard(self.shell, self._let_in)

    def _did_not_come(self, context: Context, error: BaseException) -> None:
        """A damaged file has its backups; else the window goes and the start says why."""
        from gongkai_desktop.store import DamagedError

        frame, self.shell = self.shell, None
        assert frame is not None
        context.tasks.finish()
        if isinstance(error, DamagedError):
            self._offer_backups(error)
        else:
            self.refusal = error
        take_down(frame)

    def _begin(self) -> None:
        from gongkai_desktop.services.first_run import look_into
        from gongkai_desktop.services.unit_guess import review_body_of
        from gongkai_desktop.ui.first_run.page import FirstRun

        self.wizard = FirstRun(self._prompts, self._errors, review_body_of, look_into)
        self.wizard.finished.connect(self._found)
        self.wizard.sample.connect(self.practise)
        self.wizard.brought.connect(self._bring)
        self.wizard.show()

    def _bring(self, file: Path) -> None:
        """An office that lies elsewhere, or a backup of one, is copied here and opened."""
        assert self.wizard is not None
        home = bring_office(self._home, file, self._prompts, self._errors, self.wizard)
        if home and self._errors.guard(self.wizard, lambda: self._open_shell(home)):
            self._home = home
            self.wizard.close()

    def _open_or_rescue(self) -> None:
        """A damaged file is not the end: its backups are offered."""
        from gongkai_desktop.store import DamagedError

        try:
            self._open_shell(self._home)
        except DamagedError as error:
            self._offer_backups(error)

    def _offer_backups(self, error: UserError) -> None:
        from gongkai_desktop.services.backup import backups_beside
        from gongkai_desktop.ui.first_run.rescue import Rescue

        copies = backups_beside(self._home.location)
        self.rescue = Rescue(error, copies, self._put_back, self._prompts, self._errors)
        self.rescue.restored.connect(self._rescued)
        self.rescue.show()

    def _put_back(self, file: Path) -> str:
        from gongkai_desktop.services.backup import restore
        from gongkai_desktop.services.secret import needs_password

        home = self._home
        key = home.password
        if key is None and needs_password(str(file)):
            assert self.rescue is not None
            key = self._prompts.ask_secret(self.rescue, "从备份恢复", "这份备份的口令")
        done = restore(home.location, file, today=home.today, key=key)
        return done.safety_copy.name if done.safety_copy else ""

    def _rescued(self) -> None:
        assert self.rescue is not None
        if self._errors.guard(self.rescue, self.open):
            self.rescue.close()

    def _ask_password(self) -> None:
        """The door before the office: opened by password or recovery key."""
        from gongkai_desktop.services.secret import opens
        from gongkai_desktop.ui.first_run.unlock import Unlock

        location = self._home.location
        place = f"请输入数据文件“{Path(location).name}”的口令。"
        self.unlock = Unlock(
            lambda typed: opens(location, typed), self._errors, place, offers_restore=True
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
        self._home = self._home._replace(password=typed)
        if self._errors.guard(self.unlock, self._open_or_rescue):
            self.unlock.close()

    def _found(self, unit: Unit, operator: str) -> None:
        assert self.wizard is not None
        chosen = self._home.password or self.wizard.password.text() or None
        self._home = self._home._replace(password=chosen)
        file = self.wizard.configuration.file if self.wizard.configuration else None
        if self._errors.guard(self.wizard, lambda: found_office(self._home, unit, operator, file)):
            self._open_shell(self._home)
            self.wizard.close()

    def _open_shell(self, home: Home) -> None:
        """Open an office and show its window; the one open before is left open."""
        workspace, lock = fetch(home)
        context = context_of(workspace, self._prompts, self._errors, self._local, self)
        self._opened = Opened(home.location, context, workspace, lock)
        self._let_in()

    def _let_in(self) -> None:
        """The office that was opened is shown, after whoever must has said who they are."""
        asked = self.context.ports.signing.must_choose()
        if asked != bool(self._local.text(ASKS_NAME)):
            self._local.keep(ASKS_NAME, "1" if asked else "")
        if not asked:
            self._show_first()
            return
        self._ask_name(self._show_first)
        if self.shell is not None and self.shell.waiting:
            self.shell.hide()

    def _ask_name(self, then: Callable[[], object]) -> None:
        """Who is there, in an office that gives roles."""
        from gongkai_desktop.ui.first_run.sign_in import SignInWindow

        ports = self.context.ports
        self.sign_in = SignInWindow(ports.signing, self._errors, ports.desktop.facts().operator)
        self.sign_in.entered.connect(then)
        self.sign_in.entered.connect(self.sign_in.close)
        self.sign_in.show()

    def _show_first(self) -> None:
        """The window of an office just opened says what happened since it was closed."""
        self._show_shell()
        assert self._opened is not None and self.shell is not None
        lock = self._opened.lock
        for words in self.context.ports.desktop.starting_words(bool(lock and lock.left_behind)):
            self.shell.tell(words)

    def _show_shell(self) -> None:
        if self.shell is not None and self.shell.waiting:
            self.shell.enter()
        else:
            self.shell = self._placed(Shell(self.context))
        self.shell.show()
        self._watch_over(self.shell)

    def _watch_over(self, shell: Shell) -> None:
        """What goes on beside an open office; a window that waits for one has no need of it."""
        from gongkai_desktop.ui.common.idle import IdleWatch
        from gongkai_desktop.ui.common.keeper import BackupKeeper
        from gongkai_desktop.ui.common.session_end import SessionEnd

        self._ending = SessionEnd(self.context.tasks, shell, shell.keep_typing)
        self._keeper = BackupKeeper(self.context, shell)
        self._keeper.kept.connect(shell.told_of_backup)
        self._watch = IdleWatch(self.context.ports.secret.idle_minutes())
        self._watch.idle.connect(self.lock)

    def _placed(self, shell: Shell) -> Shell:
        """A window where and as large as it was last."""
        kept = self._local.text(GEOMETRY)
        told = QByteArray.fromBase64(kept.encode(errors="replace"))
        if not (kept and shell.restoreGeometry(told)):
            shell.resize(QSize(_WIDTH, _HEIGHT))
        return shell

    def lock(self) -> None:
        """Nobody is there: hide the office until the password is given again."""
        assert self.shell is not None
        secret, signing = self.context.ports.secret, self.context.ports.signing
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
        assert self.shell is not None
        self.shell.show_facts()
        self.shell.show()
        self._watch.set_minutes(self.context.ports.secret.idle_minutes())

    @property
    def context(self) -> Context:
        """What the pages of the office in the window work with."""
        assert self._opened is not None
        return self._opened.context

    def restyle(self) -> None:
        """Put on the look that was chosen: the window is made anew, on the same page."""
        QTimer.singleShot(0, self._restyle)

    def _restyle(self) -> None:
        before = self.shell
        if before is None or before.waiting or not self._dress():
            return
        self._show_shell()
        assert self.shell is not None
        self.shell.resize(before.size())
        self.shell.open_place(before.place)
        take_down(before)

    def _dress(self) -> bool:
        """Wear the scheme that is wanted now; whether that is another one than before."""
        wanted = worn(self._local.text(CHOSEN, SYSTEM))
        if wanted == scheme():
            return False
        redress(the_application(), wanted)
        return True

    def follow_system(self) -> None:
        """Change with the system between light and dark."""
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda _: self.restyle())

    def practise(self, fresh: bool = False) -> None:
        """Leave the office, or the wizard, for the practice file."""
        QTimer.singleShot(0, lambda: self._practise(fresh))

    def stop_practising(self) -> None:
        """Back from the practice file to the office, or to the wizard where there is none yet."""
        QTimer.singleShot(0, self._stop_practising)

    def _practise(self, fresh: bool) -> None:
        from gongkai_desktop.services import practice

        file = practice.practice_file(self._home.location)
        self._change(lambda: practice.prepare(file, fresh=fresh), Home(location=str(file)))

    def _stop_practising(self) -> None:
        if exists(self._home.location):
            self._change(lambda: None, self._home)
            return
        before, shell = self._opened, self.shell
        self._opened = self.shell = None
        self._begin()
        close_behind(before, shell)

    def _change(self, prepare: Callable[[], object], to: Home) -> None:
        """Close what is open and open another; what was open comes back where that fails."""
        window = self.shell or self.wizard
        assert window is not None
        if self._opened and self.context.tasks.busy:
            self._prompts.trouble(window, "还有工作没有做完", "请等右下角的进度结束再切换")
            return
        before, shell = self._opened, self.shell
        anew = before is not None and before.location == to.location
        if anew and before is not None:
            before.close()  # a file cannot be made again while it is open
            before = None

        def go() -> None:
            prepare()
            self._open_shell(to)

        if self._errors.guard(window, go):
            close_behind(before, shell)
            if self.wizard is not None:
                self.wizard.close()
        elif anew:
            self._stop_practising()

    def close(self) -> None:
        """Take the window down, close the office and give up the lock."""
        if self._opened:
            leave(self._opened.context)
            self._opened.close()
