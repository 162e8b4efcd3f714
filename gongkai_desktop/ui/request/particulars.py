"""基本信息: applicant and request as registered, to be corrected with a record of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import ApplicantKind, Request
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.flow import wrapping
from gongkai_desktop.ui.common.forms import (
    DateField,
    FormGrid,
    choice_field,
    long_field,
    text_field,
    text_of,
)
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.widgets import button, clear, column, label, row, scrolled
from gongkai_desktop.ui.ports import RequestFile
from gongkai_desktop.ui.request.intake_fields import CHANNELS, RECEIVED_HELP
from gongkai_desktop.ui.request.section import Section
from gongkai_desktop.ui.style.theme import space

_EMPTY = "未填写"


class ParticularSection(Section):
    """基本信息."""

    title = "基本信息"
    topic = "request.particulars"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._views = Stack()
        self._reading = QWidget()
        self._grid = QGridLayout(self._reading)
        self._grid.setHorizontalSpacing(space("large"))
        self._grid.setVerticalSpacing(space("small"))
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnMinimumWidth(0, 72)
        self._grid.setColumnMinimumWidth(2, 72)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._reveal = button(
            "显示完整号码和地址", self.reveal, kind="quiet", symbol="lock", right=Right.FULL
        )
        self._reveal.setToolTip("查看会记入审计")
        self._void = button("作废…", self._strike, kind="danger", right=Right.DECIDE)
        self._edit = button("更正登记内容", self.begin, symbol="edit", right=Right.KEEP)
        reading = QWidget()
        reading.setLayout(column(self._reading, 1, gap="large"))
        view = QWidget()
        history = button("该申请人的全部申请", self.ask_history, symbol="open")
        view.setLayout(
            column(scrolled(reading), wrapping(self._edit, history, self._reveal, self._void))
        )
        self._views.addWidget(view)
        self.body.addWidget(self._views)
        self._form: ParticularForm | None = None

    def show_file(self, file: RequestFile) -> None:
        """Show the particulars; an unfinished correction is closed."""
        super().show_file(file)
        self._close_form()
        self._show(file.concealed)
        self._reveal.setVisible(any(file.concealed.values()))

    def reveal(self) -> None:
        """Show numbers and addresses in full; the audit keeps who looked at them and when."""
        if self._looked():
            self._show({})
            self._reveal.hide()

    def _looked(self) -> bool:
        note = self.context.ports.audits.note
        return self.context.errors.guard(self, lambda: note("查看完整个人信息", self.register_no))

    def _show(self, concealed: Mapping[str, str]) -> None:
        assert self.file is not None
        clear(self._grid)
        request = self.file.request
        hidden: dict[str, Any] = dict(concealed)
        shown = attrs.evolve(request, applicant=attrs.evolve(request.applicant, **hidden))
        line = 0
        for position, (title, text) in enumerate(_facts(shown)):
            line, side = divmod(position, 2)
            self._put(title, text, line, side * 2, 1)
        for title, text in _texts(request):
            line += 1
            self._put(title, text, line, 0, 3)
        self._grid.setRowStretch(line + 1, 1)
        self._void.allow("已经作废" if request.void_reason else "")

    def begin(self) -> None:
        """Open the form; it shows everything in full, which the audit keeps."""
        if self.file is None or not self._looked():
            return
        today = self.context.ports.desktop.facts().today
        self._form = ParticularForm(self.file.request, today, self._save, self._close_form)
        self._views.addWidget(self._form)
        self._views.setCurrentWidget(self._form)

    def ask_history(self) -> None:
        """Ask for everything the applicant asked for (条例第三十五条)."""
        if self.file is not None:
            self.go.emit("request", self.file.request.applicant)

    def _put(self, title: str, text: str, line: int, at: int, span: int) -> None:
        value = label(text or _EMPTY, "" if text else "muted", wrap=True, select=True)
        self._grid.addWidget(label(title, "muted"), line, at)
        self._grid.addWidget(value, line, at + 1, 1, span)

    def _save(self, request: Request, receipt: Event | None) -> None:
        register = self.context.ports.register
        seen = self.file.request if self.file else None

        def amend(known: Request | None) -> None:
            self.changed.emit(register.amend(request, receipt, known))

        self.context.errors.settle(self, amend, seen)

    def _close_form(self) -> None:
        if self._form is not None:
            self._views.removeWidget(self._form)
            self._form.deleteLater()
            self._form = None

    def _strike(self) -> None:
        question = f"作废 {self.register_no}：登记号不再使用，记录仍保留。请写明理由"
        reason = self.context.prompts.ask_text(self, "作废申请", question)
        if reason is None:
            return
        register = self.context.ports.register
        void = lambda: self.changed.emit(register.void(self.register_no, reason))  # noqa: E731
        self.context.errors.guard(self, void)


def _facts(request: Request) -> list[tuple[str, str]]:
    applicant, received = request.applicant, request.received
    return [
        ("申请人", applicant.name),
        ("类型", applicant.kind.label),
        ("证件", f"{applicant.id_kind} {applicant.id_no}".strip()),
        ("联系人", applicant.contact),
        ("电话", applicant.phone),
        ("电子邮箱", applicant.email),
        ("地址", applicant.address),
        ("邮政编码", applicant.postcode),
        ("收到日期", day_words(received.date) if received else ""),
        ("收件渠道", received.channel if received else ""),
        ("签收人", request.signer),
        ("转交日期", day_words(request.forwarded) if request.forwarded else ""),
        ("邮件号", request.mail_no),
        ("平台编号", request.platform_no),
        ("获取方式", request.delivery_form),
        ("承办科室", " ".join(filter(None, (request.section, request.handler)))),
        *_where_given(request),
    ]


def _where_given(request: Request) -> list[tuple[str, str]]:
    """What most requests do not have, shown only where it is filled."""
    applicant, received = request.applicant, request.received
    submitted = request.first(EventType.SUBMITTED)
    facts = (
        ("提交日期", day_words(submitted.date) if submitted else ""),
        ("怎样确认", received.how if received else ""),
        ("转送机关", received.party if received else ""),
        ("代理人", applicant.agent),
        ("委托书", applicant.authority),
        ("重复于", request.repeat_of),
    )
    return [(title, text) for title, text in facts if text]


def _texts(request: Request) -> list[tuple[str, str]]:
    rows = [("申请内容", request.request_text)]
    for title, text in (
        ("补正后内容", request.corrected_text),
        ("备注", request.remarks),
        ("作废理由", request.void_reason),
    ):
        if text:
            rows.append((title, text))
    return rows


_APPLICANT_FIELDS = (
    ("name", "申请人"),
    ("id_kind", "证件名称"),
    ("id_no", "证件号码"),
    ("contact", "联系人"),
    ("phone", "电话"),
    ("email", "电子邮箱"),
    ("address", "地址"),
    ("postcode", "邮政编码"),
    ("agent", "代理人"),
    ("authority", "委托书"),
)
_REQUEST_FIELDS = (
    ("section", "承办科室"),
    ("handler", "承办人"),
    ("mail_no", "邮件号"),
    ("signer", "签收人"),
    ("platform_no", "平台编号"),
    ("delivery_form", "获取方式"),
)


class ParticularForm(QWidget):
    """Correction of the particulars; the data file keeps what stood there before."""

    def __init__(
        self,
        request: Request,
        today: date,
        save: Callable[[Request, Event | None], object],
        close: Callable[[], object],
    ) -> None:
        super().__init__()
        self._request, self._save = request, save
        self._grid = FormGrid(columns=2)
        self._kind: QComboBox = choice_field(
            [(kind.label, kind.value) for kind in ApplicantKind], request.applicant.kind.value
        )
        self._applicant = self._fields(_APPLICANT_FIELDS, request.applicant)
        self._grid.add("申请人类型", self._kind)
        self._put_receipt(today)
        self._others = self._fields(_REQUEST_FIELDS, request)
        self._text: QPlainTextEdit = long_field(request.request_text, verbatim=True)
        self._grid.add("申请内容", self._text, required=True, wide=True)
        self._remarks = text_field(request.remarks)
        self._grid.add("备注", self._remarks, wide=True)
        actions = row(
            button("保存更正", self.submit, kind="primary", right=Right.KEEP),
            button("取消", close),
            1,
        )
        content = QWidget()
        content.setLayout(column(self._grid, 1))
        self.setLayout(column(scrolled(content), actions))

    def submit(self) -> None:
        """Save when nothing is missing."""
        if not self._grid.first_problem():
            self._save(self.request(), self.receipt())

    def receipt(self) -> Event | None:
        """The receipt as it now stands; None where it was not changed."""
        known, day = self._request.received, self.received.day
        if known is None or day is None:
            return None
        now = attrs.evolve(known, date=day, channel=text_of(self.channel))
        return None if now == known else now

    def _put_receipt(self, today: date) -> None:
        known = self._request.received
        self.received = DateField(today, "收到日期")
        self.received.set_day(known.date if known else None)
        channels = list(CHANNELS)
        if known and known.channel not in channels:
            channels.append(known.channel)
        self.channel = choice_field([(one, one) for one in channels], known and known.channel)
        self.forwarded = DateField(today, "转交日期")
        self.forwarded.set_day(self._request.forwarded)
        self._grid.add("收到日期", self.received, required=True, hint=RECEIVED_HELP)
        self._grid.add("收件渠道", self.channel)
        self._grid.add("转交日期", self.forwarded)

    def request(self) -> Request:
        """The request with the words of the form."""
        applicant = attrs.evolve(
            self._request.applicant,
            kind=ApplicantKind(text_of(self._kind)),
            **_words(self._applicant),
        )
        return attrs.evolve(
            self._request,
            applicant=applicant,
            request_text=self._text.toPlainText().strip(),
            remarks=self._remarks.text().strip(),
            forwarded=self.forwarded.day,
            **_words(self._others),
        )

    def _fields(self, names: tuple[tuple[str, str], ...], source: object) -> dict[str, QLineEdit]:
        fields = {}
        for name, title in names:
            fields[name] = text_field(getattr(source, name))
            self._grid.add(title, fields[name], required=name == "name")
        return fields


def _words(fields: Mapping[str, QLineEdit]) -> dict[str, Any]:
    return {name: field.text().strip() for name, field in fields.items()}
