"""A new request (登记新申请): what the law needs, in the order it stands on the paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.ledger.mail import UnregisteredMail
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Request
from gongkai_desktop.ui.common.forms import (
    DateField,
    FormGrid,
    Help,
    choice_field,
    long_field,
    text_field,
    text_of,
)
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    clear,
    column,
    icon_button,
    label,
    row,
    scrolled,
)
from gongkai_desktop.ui.ports import RegisterLine

CHANNELS = (
    "当面",
    "口头(当面代填)",
    "邮寄(EMS/挂号)",
    "平信",
    "互联网",
    "电子邮件",
    "传真",
    "转送",
    "其他",
)
_SIGNED = {"邮寄(EMS/挂号)", "转送"}
_CONFIRMED = {"平信", "互联网", "电子邮件", "传真"}
_PAUSE_MS = 400
_SAVE_MS = 5000
DRAFT = "intake"

_RECEIVED_HELP = Help(
    meaning="答复期限从这一天的次日起算。当面提交为提交之日；需签收的邮件为本机关签收之日，不是转交之日；平信、网上、传真为与申请人确认之日。",
    article="《政府信息公开条例》第三十一条",
    example="门卫2月20日签收、2月26日转交办公室的，填2月20日",
)
_KIND_HELP = Help(
    meaning="年度报告按申请人类型分栏统计。法律服务机构以自己名义申请的填法律服务机构。",
    article="国办公开办函〔2021〕30号",
)
_TEXT_HELP = Help(
    meaning="照录申请书上所需信息的名称、文号或者便于查询的其他特征描述，不要改写。",
    article="《政府信息公开条例》第二十九条第二款第（二）项",
)


class Intake(QWidget):
    """The form; ``registered`` carries the request as it was entered."""

    registered = Signal(object)
    cancelled = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._mail: UnregisteredMail | None = None
        today = context.ports.desktop.facts().today
        self.channel = choice_field([(one, one) for one in CHANNELS])
        self.received = DateField(today, "收到日期（必填）")
        self.received.set_day(today)
        self.how, self.signer = text_field(), text_field()
        self.mail_no, self.forwarded = text_field(), DateField(today, "转交日期")
        self.kind = choice_field([(kind.label, kind.value) for kind in ApplicantKind])
        self.name, self.id_no = text_field(), text_field()
        self.phone, self.address, self.agent = text_field(), text_field(), text_field()
        self.text = long_field(lines=5)
        self.delivery = text_field(placeholder="如 邮寄、电子邮件、自行领取")
        self.section, self.handler = text_field(), text_field()
        self._receipt, self._applicant, self._content = FormGrid(2), FormGrid(2), FormGrid(2)
        self._side = QVBoxLayout()
        self._notes = QVBoxLayout()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(_SAVE_MS)
        self._saving.timeout.connect(self.keep)
        self.cancelled.connect(self._forget)
        self.registered.connect(self._forget)
        self._fill_grids()
        self._assemble()
        self.channel.currentIndexChanged.connect(lambda _: self._show_channel())
        self._show_channel()
        self._restore()
        self._look_up()

    def begin_from(self, mail: UnregisteredMail) -> None:
        """Fill in what the mail book knows; once entered, the mail book notes the 登记号."""
        self._mail = mail
        self.channel.setCurrentIndex(max(0, self.channel.findData(mail.channel)))
        self.received.set_day(mail.signed)
        self.forwarded.set_day(mail.handed_over)
        self.name.setText(mail.sender)
        self.signer.setText(mail.signer)
        self.mail_no.setText(mail.mail_no)
        self.name.setFocus()

    def keep(self) -> None:
        """Keep what is typed, so that a killed program loses seconds of it (自动保存)."""
        words = {name: text_of(field).strip() for name, field in self._typed().items()}
        register = self._context.ports.register
        self._context.errors.guard(self, lambda: register.keep_draft(DRAFT, words))

    def _typed(self) -> dict[str, QWidget]:
        """The fields whose words are kept."""
        return {
            "name": self.name,
            "id_no": self.id_no,
            "phone": self.phone,
            "address": self.address,
            "agent": self.agent,
            "text": self.text,
            "delivery": self.delivery,
            "section": self.section,
            "signer": self.signer,
            "mail_no": self.mail_no,
            "how": self.how,
        }

    def _restore(self) -> None:
        kept = self._context.ports.register.draft(DRAFT)
        for name, field in self._typed().items():
            if isinstance(field, QPlainTextEdit):
                field.setPlainText(kept.get(name, ""))
            elif isinstance(field, QLineEdit):
                field.setText(kept.get(name, ""))

    def _forget(self) -> None:
        self._saving.stop()
        register = self._context.ports.register
        self._context.errors.guard(self, lambda: register.drop_draft(DRAFT))

    def _keep_soon(self) -> None:
        if not self._saving.isActive():
            self._saving.start()

    def submit(self) -> None:
        """Register when nothing is missing; doubts are shown, never in the way."""
        problems = [grid.first_problem() for grid in self._grids()]
        if any(problems):
            return
        register = self._context.ports.register

        def enter() -> None:
            file = register.register(self.request())
            if self._mail:
                register.note_mail(self._mail.id, file.request.register_no)
            self.registered.emit(file)

        self._context.errors.guard(self, enter)

    def request(self) -> Request:
        """The request as filled in, its number still to be given."""
        day = self.received.day
        events: tuple[Event, ...] = ()
        if day is not None:
            channel, how = text_of(self.channel), self.how.text().strip()
            events = (Event(type=EventType.RECEIVED, date=day, channel=channel, how=how),)
        return Request(
            register_no="",
            applicant=Applicant(
                name=self.name.text().strip(),
                kind=ApplicantKind(text_of(self.kind)),
                id_no=self.id_no.text().strip(),
                phone=self.phone.text().strip(),
                address=self.address.text().strip(),
                agent=self.agent.text().strip(),
            ),
            request_text=self.text.toPlainText().strip(),
            events=events,
            mail_no=self.mail_no.text().strip(),
            signer=self.signer.text().strip(),
            forwarded=self.forwarded.day,
            delivery_form=self.delivery.text().strip(),
            section=self.section.text().strip(),
            handler=self.handler.text().strip(),
        )

    def _grids(self) -> tuple[FormGrid, ...]:
        return (self._receipt, self._applicant, self._content)

    def _fill_grids(self) -> None:
        self._receipt.add("收件渠道", self.channel, required=True)
        self._receipt.add(
            "收到日期", self.received, required=True, hint=_RECEIVED_HELP, check=self._future
        )
        self._receipt.add("怎样确认收到", self.how, wide=True)
        self._receipt.add("签收人", self.signer)
        self._receipt.add("转交日期", self.forwarded)
        self._receipt.add("邮件号", self.mail_no)
        self._applicant.add("申请人类型", self.kind, required=True, hint=_KIND_HELP)
        self._applicant.add("申请人", self.name, required=True)
        self._applicant.add("证件号码", self.id_no)
        self._applicant.add("联系方式", self.phone, required=True)
        self._applicant.add("地址", self.address)
        self._applicant.add("代理人", self.agent)
        self._content.add("申请内容", self.text, required=True, hint=_TEXT_HELP, wide=True)
        self._content.add("获取方式", self.delivery)
        self._content.add("承办科室", self.section)
        for grid in self._grids():
            grid.changed.connect(self._pause.start)
            grid.changed.connect(self._keep_soon)

    def _assemble(self) -> None:
        cards = []
        for title, grid in zip(("收件", "申请人", "申请内容"), self._grids(), strict=True):
            card = Card(title)
            card.body.addWidget(grid)
            cards.append(card)
        content = QWidget()
        content.setLayout(column(*cards, 1, gap="medium"))
        side = QWidget()
        side.setLayout(column(self._notes, self._side, 1))
        aside = scrolled(side)
        aside.setFixedWidth(280)
        save = button("登记", self.submit, kind="primary")
        back = icon_button("back", "返回登记簿", self.cancelled.emit)
        head = row(
            back, label("登记新申请", "strong"), 1, button("取消", self.cancelled.emit), save
        )
        self.setLayout(column(head, row(scrolled(content), aside, gap="medium"), gap="medium"))

    def _show_channel(self) -> None:
        channel = text_of(self.channel)
        for field in (self.signer, self.forwarded, self.mail_no):
            self._receipt.show_field(field, channel in _SIGNED)
        self._receipt.show_field(self.how, channel in _CONFIRMED)
        self._pause.start()

    def _future(self) -> str:
        today = self._context.ports.desktop.facts().today
        late = self.received.day is not None and self.received.day > today
        return "收到日期晚于今天，请核对" if late else ""

    def _look_up(self) -> None:
        self._context.errors.guard(self, self._show_aside)

    def _show_aside(self) -> None:
        """Doubts about what is typed, and earlier requests of the same person or wording."""
        register, request = self._context.ports.register, self.request()
        clear(self._notes)
        for note in register.notes_on(request):
            self._notes.addWidget(InfoBanner(note, "warning"))
        clear(self._side)
        applicant = request.applicant
        found: Sequence[RegisterLine] = ()
        if applicant.name or request.request_text:
            found = register.similar(applicant.name, applicant.id_no, request.request_text)
        card = Card("以往的申请", padding="medium")
        if not found:
            words = "填写姓名或者内容后，这里列出同一申请人以往的申请和内容相近的申请。"
            card.body.addWidget(label(words, "muted", wrap=True))
        for line in found[:5]:
            card.body.addLayout(_earlier(line))
        self._side.addWidget(card)


def _earlier(line: RegisterLine) -> QVBoxLayout:
    head = f"{line.row.register_no}　{line.row.applicant}　{line.urgency.words}"
    return column(label(head), label(line.row.request_text, "caption", wrap=True), gap="tight")
