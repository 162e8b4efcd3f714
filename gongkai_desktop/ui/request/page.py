"""依申请公开: the list, one request, a new one, and bringing in an old register.

Each view is read in when it is first shown: whoever only looks for a request waits for the list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.ledger.mail import RequestBegun, UnregisteredMail
from gongkai_desktop.domain.next_step import REMINDER
from gongkai_desktop.domain.request import Applicant
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.page import LIST, Command, Context, Page
from gongkai_desktop.ui.common.prompts import XLSX
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.tasks import Progress
from gongkai_desktop.ui.ports import RequestFile, StateFilter
from gongkai_desktop.ui.ports.search import RequestPart
from gongkai_desktop.ui.request.listing import RegisterList

if TYPE_CHECKING:
    from gongkai_desktop.ui.request.detail import RequestDetail


class RequestPage(Page):
    """依申请公开."""

    title = "依申请公开"
    topic = "request.list"
    searchable = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._views = Stack()
        self._detail: RequestDetail | None = None
        self.list = RegisterList(context, self.show_intake, self.show_bring_in)
        self.list.opened.connect(self.open_request)
        self._views.addWidget(self.list)
        self.body.addWidget(self._views)

    @property
    def detail(self) -> RequestDetail:
        """One request opened; made when the first one is."""
        if self._detail is None:
            from gongkai_desktop.ui.request.detail import RequestDetail

            self._detail = RequestDetail(self.context)
            self._detail.back.connect(self.show_list)
            self._detail.changed.connect(self.data_changed)
            self._detail.go.connect(self.go)
            self._views.addWidget(self._detail)
        return self._detail

    def refresh(self) -> None:
        """Read list and opened request again."""
        self.list.refresh()
        if self._detail is not None and self._views.currentWidget() is self._detail:
            self._detail.reload()

    def commands(self) -> Sequence[Command]:
        """On the list: register, import, export; elsewhere the view has its own buttons."""
        if self._views.currentWidget() is not self.list:
            return ()
        return (
            Command(
                title="导入旧登记簿", right=Right.KEEP, run=self.show_bring_in, symbol="import"
            ),
            Command(title="导出", right=Right.FULL, run=self._export, symbol="export"),
            Command(title="催办", right=Right.KEEP, run=self.show_remind, symbol="clock"),
            Command(
                title="登记新申请",
                right=Right.KEEP,
                run=self.show_intake,
                symbol="plus",
                shortcut="Ctrl+N",
                primary=True,
            ),
        )

    def arrive(self, argument: object) -> None:
        """Open a request by 登记号, one of its letters (登记号, identity), a filtered list, or the
        form of a new request, empty or begun from mail or a ledger's row."""
        if isinstance(argument, StateFilter):
            self.show_list()
            self.list.show_state(argument)
        elif argument == LIST:
            self.show_list()
        elif argument == "new":
            self.show_intake()
        elif isinstance(argument, UnregisteredMail | RequestBegun):
            self.show_intake(argument)
        elif isinstance(argument, Applicant):
            self.show_applicant(argument.name, argument.id_no)
        elif argument == REMINDER:
            self.show_remind()
        elif argument == "import":
            self.show_bring_in()
        elif isinstance(argument, RequestPart):
            self.open_request(argument.register_no)
            self.guard(lambda: self.detail.section(argument.part))
        elif isinstance(argument, tuple):
            self.open_letter(*argument)
        elif isinstance(argument, str):
            self.open_request(argument)

    @property
    def words(self) -> str:
        """The words the register is searched for."""
        return self.list.words if self._views.currentWidget() is self.list else ""

    def search(self, text: str) -> bool:
        """Search the register; the list is read once, by the search."""
        self._show(self.list)
        self.list.search(text)
        return True

    def open_request(self, register_no: str) -> None:
        """Show one request."""
        if self.guard(lambda: self.detail.open(register_no)):
            self._show(self.detail)

    def open_letter(self, register_no: str, letter_id: str) -> None:
        """Show one letter of a request."""
        self.open_request(register_no)
        self.guard(lambda: self.detail.turn_to_letter(letter_id))

    def show_list(self) -> None:
        """Back to the list, read again."""
        self._show(self.list)
        self.guard(self.list.refresh)
        self.list.table.come_back()

    def show_intake(self, known: UnregisteredMail | RequestBegun | None = None) -> None:
        """The form for a new request, begun from mail or a ledger's row where one is given."""
        from gongkai_desktop.ui.request.intake import Intake

        intake = Intake(self.context)
        if isinstance(known, UnregisteredMail):
            intake.begin_from(known)
        elif known:
            intake.begin_with(known)
        intake.cancelled.connect(self.show_list)
        intake.registered.connect(self._registered)
        intake.history_asked.connect(self.show_applicant)
        self._show_fresh(intake)
        intake.fields.channel.setFocus()

    def show_applicant(self, name: str, id_no: str) -> None:
        """All requests of one applicant, over what is shown now, which stays as it is."""
        from gongkai_desktop.ui.request.applicant import ApplicantView

        below = self._views.currentWidget()
        view = ApplicantView(self.context, name, id_no)
        view.closed.connect(lambda: self._uncover(view, below or self.list))
        view.opened.connect(self.open_request)
        self._views.addWidget(view)
        self._views.setCurrentWidget(view)
        self.commands_changed.emit()

    def _uncover(self, view: QWidget, below: QWidget) -> None:
        self._views.setCurrentWidget(below)
        self._views.removeWidget(view)
        view.deleteLater()
        self.commands_changed.emit()

    def show_remind(self) -> None:
        """What sections still owe, to be chased."""
        from gongkai_desktop.ui.request.remind import Remind

        remind = Remind(self.context)
        remind.closed.connect(self.show_list)
        remind.chased.connect(self.data_changed)
        self._show_fresh(remind)
        remind.reply_by.setFocus()

    def show_bring_in(self) -> None:
        """The steps of importing an old register."""
        from gongkai_desktop.ui.request.bring_in import BringIn

        bring_in = BringIn(self.context)
        bring_in.closed.connect(self.show_list)
        bring_in.imported.connect(self.data_changed)
        self._show_fresh(bring_in)

    def _registered(self, file: RequestFile) -> None:
        self.data_changed.emit()
        self.open_request(file.request.register_no)

    def _show_fresh(self, view: QWidget) -> None:
        """Show a view made for this occasion; it goes when another view comes."""
        self._views.addWidget(view)
        self._show(view)

    def _show(self, view: QWidget) -> None:
        self._views.setCurrentWidget(view)
        lasting = (self.list, self._detail, view)
        for at in reversed(range(self._views.count())):
            other = self._views.widget(at)
            if other is not None and other not in lasting:
                self._views.removeWidget(other)
                other.deleteLater()
        self.commands_changed.emit()

    def _export(self) -> None:
        path = self.context.prompts.save_file(self, "导出登记簿", "申请登记簿.xlsx", XLSX)
        if path is None:
            return
        query = self.list.query

        def write(progress: Progress) -> None:
            self.context.ports.register.export(query, path, progress)

        # It takes minutes where there are very many, and nothing else need wait for it.
        task = self.context.tasks.read(write, "导出登记簿")
        task.done.connect(lambda _: self._tell(f"已导出到 {path.name}"))
        task.failed.connect(self._trouble())

    def _tell(self, text: str) -> None:
        self.context.prompts.tell(self, "导出登记簿", text)

    def _trouble(self) -> Callable[[BaseException], None]:
        return lambda error: self.context.errors.show(self, error)
