"""The fields of a new request (申请登记): asked by channel, checked, read as a request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.identity import CREDIT_CODE, ID_CARD, ID_KINDS
from gongkai_desktop.domain.ledger.mail import RequestBegun, UnregisteredMail
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Item, Request
from gongkai_desktop.domain.request_doubts import AUTHORITY_GIVEN, AUTHORITY_MISSING
from gongkai_desktop.domain.request_items import items_in, items_listed
from gongkai_desktop.ui.common.forms import (
    DateField,
    FormGrid,
    choice_field,
    first_problem_of,
    long_field,
    suggest_field,
    text_field,
    text_of,
)
from gongkai_desktop.ui.common.help import told_of
from gongkai_desktop.ui.common.widgets import Card, button, column

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
_POSTED = {"邮寄(EMS/挂号)", "平信", "转送"}
_SIGNED = {"邮寄(EMS/挂号)", "转送"}
_CONFIRMED = {"平信", "互联网", "电子邮件", "传真"}
_TRANSFERRED, _ONLINE = {"转送"}, {"互联网"}
_CONFIRMED_HOW = ("电话与申请人确认", "电子邮件回复确认", "平台回复确认", "短信确认")
_DELIVERIES = ("纸质，邮寄", "纸质，当面领取", "电子邮件", "光盘，邮寄", "现场查阅、抄录")
_HELP = told_of("intake")
RECEIVED_HELP = _HELP["received"]


class IntakeFields(QWidget):
    """Receipt, applicant and content, each in a card. ``changed`` comes with every key."""

    changed = Signal()

    def __init__(self, today: date, sections: Sequence[str]) -> None:
        super().__init__()
        self._today = today
        self._receipt, self._applicant, self._content = FormGrid(2), FormGrid(2), FormGrid(2)
        self._make_fields(sections)
        self._fill_grids()
        split = button("按原文编号分项", self._split)
        cards = [
            _card("收件", self._receipt),
            _card("申请人", self._applicant),
            _card("申请内容", self._content, split),
        ]
        self.setLayout(column(*cards, gap="medium"))
        self.channel.currentIndexChanged.connect(lambda _: self._show_fields())
        self.kind.currentIndexChanged.connect(lambda _: self._kind_chosen())
        self.agent.textChanged.connect(lambda _: self._show_fields())
        self._show_fields()

    def first_problem(self) -> str:
        """Mark every field that is wrong and return the first error; empty when none is."""
        return first_problem_of(self._grids())

    def words(self) -> dict[str, str]:
        """What is typed, by field."""
        return {name: text_of(field).strip() for name, field in self._typed().items()}

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed that did not stand there at the start."""
        given = ("channel", "kind", "id_kind", "received")
        return not any(words for name, words in self.words().items() if name not in given)

    def put(self, kept: Mapping[str, str]) -> None:
        """Put kept words back."""
        for name, field in self._typed().items():
            if name in kept:
                _put(field, kept[name])

    def clear(self) -> None:
        """Empty everything; today stands for the day of receipt again."""
        self.put(dict.fromkeys(self._typed(), ""))
        self.received.set_day(self._today)

    def take(self, mail: UnregisteredMail) -> None:
        """Fill in what the mail book knows; a name typed already stays."""
        self.channel.setCurrentIndex(max(0, self.channel.findData(mail.channel)))
        self.received.set_day(mail.signed)
        self.forwarded.set_day(mail.handed_over)
        self.signer.setText(mail.signer)
        self.mail_no.setText(mail.mail_no)
        if not self.name.text().strip():
            self.name.setText(mail.sender)
        self.name.setFocus()

    def take_begun(self, begun: RequestBegun) -> None:
        """Fill in what a ledger's row knows (留言转为公开申请)."""
        self.channel.setCurrentIndex(max(0, self.channel.findData(begun.channel)))
        self.received.set_day(begun.received)
        self.name.setText(begun.sender)
        self.text.setPlainText(begun.text)
        self.name.setFocus()

    def request(self) -> Request:
        """The request as filled in, its number still to be given."""
        shown = self._shown
        texts = items_listed(self.items.toPlainText())
        return Request(
            register_no="",
            applicant=self._applicant_entered(),
            request_text=self.text.toPlainText().strip(),
            events=self._events(),
            items=tuple(Item(no=no, text=text) for no, text in enumerate(texts, start=1)),
            mail_no=shown(self.mail_no),
            platform_no=shown(self.platform_no),
            signer=shown(self.signer),
            forwarded=self.forwarded.day if shown(self.forwarded) else None,
            delivery_form=shown(self.delivery),
            section=shown(self.section),
            handler=shown(self.handler),
        )

    def _applicant_entered(self) -> Applicant:
        shown = self._shown
        return Applicant(
            name=shown(self.name),
            kind=ApplicantKind(text_of(self.kind)),
            id_kind=text_of(self.id_kind) if shown(self.id_no) else "",
            id_no=shown(self.id_no),
            contact=shown(self.contact),
            phone=shown(self.phone),
            email=shown(self.email),
            address=shown(self.address),
            postcode=shown(self.postcode),
            agent=shown(self.agent),
            authority=shown(self.authority),
        )

    def _events(self) -> tuple[Event, ...]:
        received, submitted, shown = self.received.day, self.submitted.day, self._shown
        if received is None:
            return ()
        receipt = Event(
            type=EventType.RECEIVED,
            date=received,
            channel=text_of(self.channel),
            how=shown(self.how),
            party=shown(self.transferred_by),
        )
        if submitted is None or not shown(self.submitted):
            return (receipt,)
        return (Event(type=EventType.SUBMITTED, date=submitted), receipt)

    def _shown(self, field: QWidget) -> str:
        """What a field says, nothing where its channel does not ask for it."""
        asked = any(grid.is_shown(field) for grid in self._grids())
        return text_of(field).strip() if asked else ""

    def _make_fields(self, sections: Sequence[str]) -> None:
        today = self._today
        self.channel = choice_field([(one, one) for one in CHANNELS])
        self.received = DateField(today, "收到日期（必填）")
        self.received.set_day(today)
        self.submitted = DateField(today, "提交日期")
        self.how = suggest_field(_CONFIRMED_HOW)
        self.platform_no, self.transferred_by = text_field(), text_field(placeholder="如 县信访局")
        self.signer, self.mail_no = text_field(), text_field()
        self.forwarded = DateField(today, "转交日期")
        self.kind = choice_field([(kind.label, kind.value) for kind in ApplicantKind])
        self.name, self.id_no = text_field(), text_field()
        self.id_kind = choice_field([(one, one) for one in ID_KINDS])
        self.contact, self.phone, self.email = text_field(), text_field(), text_field()
        self.address, self.postcode, self.agent = text_field(), text_field(), text_field()
        self.authority = choice_field(
            [("请选择", ""), *((one, one) for one in (AUTHORITY_GIVEN, AUTHORITY_MISSING))]
        )
        self.text = long_field(lines=5, verbatim=True)
        self.items = long_field(lines=3, placeholder="只有一项的不用填；有几项的每行一项")
        self.delivery = suggest_field(_DELIVERIES)
        self.section = suggest_field(sections)
        self.handler = text_field()

    def _typed(self) -> dict[str, QWidget]:
        """The fields whose words are kept, in the order they are put back."""
        names = (
            "channel received submitted how platform_no transferred_by signer mail_no forwarded "
            "kind name id_kind id_no contact phone email address postcode agent authority "
            "text items delivery section handler"
        )
        return {name: getattr(self, name) for name in names.split()}

    def _grids(self) -> tuple[FormGrid, ...]:
        return (self._receipt, self._applicant, self._content)

    def _fill_grids(self) -> None:
        receipt, applicant, content = self._grids()
        receipt.add("收件渠道", self.channel, required=True, hint=_HELP["channel"])
        receipt.add(
            "收到日期", self.received, required=True, hint=RECEIVED_HELP, check=self._receipt_day
        )
        receipt.add("转送机关", self.transferred_by, hint=_HELP["transferred_by"])
        receipt.add("提交日期", self.submitted, hint=_HELP["submitted"], check=self._submitted_day)
        receipt.add("平台编号", self.platform_no)
        receipt.add("怎样确认收到", self.how, required=True, hint=_HELP["how"])
        receipt.add("签收人", self.signer, required=True, hint=_HELP["signer"])
        receipt.add("邮件号", self.mail_no)
        receipt.add("转交日期", self.forwarded, hint=_HELP["forwarded"])
        applicant.add("申请人类型", self.kind, required=True, hint=_HELP["kind"])
        applicant.add("申请人", self.name, required=True)
        applicant.add("证件名称", self.id_kind)
        applicant.add("证件号码", self.id_no, hint=_HELP["id_no"])
        applicant.add("联系人", self.contact)
        applicant.add("联系电话", self.phone, hint=_HELP["contact"], check=self._reachable)
        applicant.add("电子邮箱", self.email)
        applicant.add("地址", self.address)
        applicant.add("邮政编码", self.postcode)
        applicant.add("代理人", self.agent)
        applicant.add("委托书", self.authority, hint=_HELP["agent"])
        content.add("申请内容", self.text, required=True, hint=_HELP["text"], wide=True)
        content.add("分项", self.items, hint=_HELP["items"], wide=True)
        content.add("提供方式和获取途径", self.delivery, hint=_HELP["delivery"])
        content.add("承办科室", self.section)
        content.add("承办人", self.handler)
        for grid in self._grids():
            grid.changed.connect(self.changed)

    def _show_fields(self) -> None:
        """Ask only what the channel needs, and the authority only of an agent."""
        channel = text_of(self.channel)
        for field, channels in (
            (self.signer, _SIGNED),
            (self.mail_no, _SIGNED),
            (self.forwarded, _POSTED),
            (self.how, _CONFIRMED),
            (self.submitted, _CONFIRMED | _TRANSFERRED),
            (self.platform_no, _ONLINE),
            (self.transferred_by, _TRANSFERRED),
        ):
            self._receipt.show_field(field, channel in channels)
        self._applicant.show_field(self.authority, bool(self.agent.text().strip()))

    def _kind_chosen(self) -> None:
        natural = text_of(self.kind) == ApplicantKind.NATURAL
        if not self.id_no.text().strip():
            self.id_kind.setCurrentIndex(self.id_kind.findData(ID_CARD if natural else CREDIT_CODE))

    def _receipt_day(self) -> str:
        late = self.received.day is not None and self.received.day > self._today
        return "收到日期晚于今天，请核对" if late else ""

    def _submitted_day(self) -> str:
        received, submitted = self.received.day, self.submitted.day
        late = received is not None and submitted is not None and submitted > received
        return "提交日期晚于收到日期，请核对" if late else ""

    def _reachable(self) -> str:
        given = any(one.text().strip() for one in (self.phone, self.email, self.address))
        return "" if given else "请填写电话、电子邮箱或者地址中的一项"

    def _split(self) -> None:
        """Take the numbered paragraphs of the text as the items."""
        found = items_in(self.text.toPlainText())
        self.items.setPlainText("\n".join(found) if len(found) > 1 else "")
        self.items.setFocus()


def _card(title: str, grid: FormGrid, *actions: QWidget) -> Card:
    card = Card(title, *actions)
    card.body.addWidget(grid)
    return card


def _put(field: QWidget, words: str) -> None:
    if isinstance(field, QComboBox) and field.isEditable():
        field.setEditText(words)
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(max(0, field.findData(words)))
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(words)
    elif isinstance(field, QLineEdit):
        field.setText(words)
