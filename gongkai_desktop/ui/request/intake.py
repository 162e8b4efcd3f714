"""A new request (登记新申请): its fields, what stands beside them, and registering it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from gongkai_desktop.domain.ledger.mail import RequestBegun, UnregisteredMail
from gongkai_desktop.domain.request import Applicant, Request
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.page import KEEPS_TYPING, Context
from gongkai_desktop.ui.common.paper import save_pages
from gongkai_desktop.ui.common.tasks import Progress
from gongkai_desktop.ui.common.widgets import (
    InfoBanner,
    button,
    column,
    follow,
    icon_button,
    label,
    row,
    scrolled,
)
from gongkai_desktop.ui.ports.arrivals import EarlierLine
from gongkai_desktop.ui.request.intake_aside import IntakeAside
from gongkai_desktop.ui.request.intake_fields import IntakeFields

_PAUSE_MS = 400
_SAVE_MS = 5000
DRAFT = "intake"


class Intake(QWidget):
    """The form; ``registered`` carries the request as it was entered.

    ``history_asked`` carries name and ID number of the applicant whose requests are to be shown.
    """

    registered = Signal(object)
    cancelled = Signal()
    history_asked = Signal(str, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        about(self, "request.intake")
        self._context = context
        self._mail_id = ""
        self._wanted = 0
        ports = context.ports
        self.fields = IntakeFields(ports.desktop.facts().today, ports.register.sections())
        self.aside = IntakeAside()
        self.aside.mail_chosen.connect(self.begin_from)
        self.aside.history_asked.connect(self._ask_history)
        self._pause = self._timer(_PAUSE_MS, self._look_up_if_shown)
        self._saving = self._timer(_SAVE_MS, self.keep)
        self._saving.setObjectName(KEEPS_TYPING)
        self.fields.changed.connect(self._pause.start)
        self.fields.changed.connect(self._keep_soon)
        self.cancelled.connect(self._forget)
        self.registered.connect(self._forget)
        self._assemble()
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        self._restore()
        self._look_up()

    def keep(self) -> None:
        """Keep what is typed, so that a killed program loses seconds of it (自动保存)."""
        register = self._context.ports.register
        words = {} if self.fields.is_blank else self.fields.words()
        self._context.errors.guard(self, lambda: register.keep_draft(DRAFT, words))

    def submit(self) -> None:
        """Register when nothing is missing; doubts are shown, never in the way."""
        if self.fields.first_problem():
            return
        register = self._context.ports.register

        def enter() -> None:
            file = register.register(self.request(), self._mail_id, self.aside.judged)
            self.registered.emit(file)

        self._context.errors.guard(self, enter)

    def request(self) -> Request:
        """The request as filled in, its number still to be given."""
        return attrs.evolve(self.fields.request(), repeat_of=self.aside.repeat_of)

    def begin_from(self, mail: UnregisteredMail) -> None:
        """Fill in what the mail book knows; once entered, the mail book notes the 登记号."""
        self._mail_id = mail.id
        self.fields.take(mail)
        self._look_up()

    def begin_with(self, begun: RequestBegun) -> None:
        """Fill in what a ledger's row knows; once entered, that row notes the 登记号."""
        self._mail_id = begun.row
        self.fields.take_begun(begun)
        self._look_up()

    def _ask_history(self) -> None:
        applicant = self.fields.request().applicant
        self.history_asked.emit(applicant.name, applicant.id_no)

    def _restore(self) -> None:
        kept = self._context.ports.register.draft(DRAFT)
        self.fields.put(kept)
        self._restored.setVisible(bool(kept))

    def _forget(self) -> None:
        self._saving.stop()
        register = self._context.ports.register
        self._context.errors.guard(self, lambda: register.drop_draft(DRAFT))

    def _keep_soon(self) -> None:
        if not self._saving.isActive():
            self._saving.start()

    def _timer(self, pause: int, action: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(lambda: action())
        return timer

    def _assemble(self) -> None:
        start_anew = button("清空", self._start_anew)
        self._restored = InfoBanner("已恢复上次没有登记完的内容", "info", start_anew)
        content = QWidget()
        content.setLayout(column(self._restored, self.fields, 1, gap="medium"))
        save = button("登记", self.submit, kind="primary", right=Right.KEEP)
        save.setToolTip("Ctrl+Enter")
        back = icon_button("back", "返回登记簿", self.cancelled.emit)
        back.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # 取消 does the same
        blank = button("空白申请表", self._print_blank, symbol="print")
        cancel = button("取消", self.cancelled.emit)
        marked = label("带 * 的必须填写", "caption")
        head = row(back, label("登记新申请", "strong"), marked, 1, blank, cancel, save)
        body = row(scrolled(content), self.aside, gap="medium")
        self.setLayout(column(head, body, gap="medium"))
        # From the last field on to what ends the form; without this Tab passes the head by.
        follow(self.fields.handler, save, cancel, blank)

    def _start_anew(self) -> None:
        self.fields.clear()
        self._mail_id = ""
        self._restored.hide()
        self._forget()

    def _print_blank(self) -> None:
        name, make = "政府信息公开申请表.pdf", self._context.ports.arrivals.blank_form
        save_pages(self._context, self, "空白申请表", name, make)

    def _look_up_if_shown(self) -> None:
        """A form that was left asks for nothing more."""
        if self.isVisible():
            self._look_up()

    def _look_up(self) -> None:
        self._context.errors.guard(self, self._show_aside)

    def _show_aside(self) -> None:
        """Mail waiting, doubts about what is typed, and earlier requests like it."""
        ports, request = self._context.ports, self.request()
        who, text = request.applicant, request.request_text
        started = bool(who.name or text)
        self.aside.show_mail([] if self._mail_id else ports.arrivals.mail())
        self.aside.show_notes(ports.register.notes_on(request) if started else ())
        if started:
            self._find_earlier(who, text)
        else:
            self.aside.show_earlier((), "")

    def _find_earlier(self, who: Applicant, text: str) -> None:
        """Look for earlier requests beside the typing; only the newest answer is shown."""
        self._wanted += 1
        wanted, similar = self._wanted, self._context.ports.arrivals.similar

        def find(progress: Progress) -> Sequence[EarlierLine]:
            return similar(who.name, who.id_no, text)

        def show(found: Sequence[EarlierLine]) -> None:
            # The form may have been left while the register was being searched.
            if wanted == self._wanted and isValid(self):
                self.aside.show_earlier(found, who.name)

        def fail(error: BaseException) -> None:
            if isValid(self):
                self._context.errors.show(self, error)

        task = self._context.tasks.read(find, "查找以往的申请")
        task.done.connect(show)
        task.failed.connect(fail)
