"""The form that records one event; it offers only events that fit and only their fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.ui.common.forms import DateField, FormGrid, Help, choice_field, text_field
from gongkai_desktop.ui.common.widgets import button, column, label, row

METHODS = ("邮寄", "当面", "委托", "电子邮件", "平台")
EXTENSION_LIMIT = 20

_DATE_WORDS = {
    EventType.CORRECTION_RETURNED: "收到补正的日期",
    EventType.DECIDED: "成文日期",
    EventType.REPLY_SENT: "寄出（送达）日期",
    EventType.THIRD_PARTY_ANSWERED: "收到意见的日期",
    EventType.AGENCY_ANSWERED: "收到意见的日期",
}

_FIELDS: dict[EventType, tuple[str, ...]] = {
    EventType.CORRECTION_NOTICE: ("deadline",),
    EventType.THIRD_PARTY_SENT: ("party", "letter_received"),
    EventType.THIRD_PARTY_ANSWERED: ("party",),
    EventType.THIRD_PARTY_LAPSED: ("party",),
    EventType.AGENCY_SENT: ("party", "letter_received"),
    EventType.AGENCY_ANSWERED: ("party",),
    EventType.AGENCY_LAPSED: ("party",),
    EventType.FEE_NOTICE: ("received",),
    EventType.REASONS_ASKED: ("deadline",),
    EventType.DELAY_SET: ("until",),
    EventType.EXTENSION: ("days", "approved_by"),
    EventType.REANSWER_ORDERED: ("days",),
    EventType.REPLY_SENT: ("method", "signed"),
}

_HELP = {
    "deadline": Help(
        meaning="要求对方在这一天以前答复，按合理期限确定。补正逾期视为放弃申请。",
        article="《政府信息公开条例》第三十条",
        example="2026-12-07",
    ),
    "letter_received": Help(
        meaning="第三方收到征求意见书的日期，自次日起15个工作日内提出意见，这段时间不计入答复期限。",
        article="《政府信息公开条例》第三十二条、第三十三条第三款",
    ),
    "days": Help(
        meaning="延长的工作日数，最长20个工作日，须在原期限届满前告知申请人。",
        article="《政府信息公开条例》第三十三条第二款",
        example="20",
    ),
    "approved_by": Help(
        meaning="同意延长的政府信息公开工作机构负责人。",
        article="《政府信息公开条例》第三十三条第二款",
    ),
    "signed": Help(meaning="收件人签收的日期。直接送达以这一天判断是否按期。"),
    "received": Help(meaning="申请人收到收费通知的日期，自次日起20个工作日内缴费。"),
    "until": Help(
        meaning="申请数量、频次明显超过合理范围时，确定并告知的延迟答复日期。",
        article="《政府信息公开条例》第三十五条",
    ),
}

_TITLES = {
    "deadline": "要求答复的最后日期",
    "party": "对方名称",
    "letter_received": "对方收到日期",
    "received": "对方收到日期",
    "days": "工作日数",
    "approved_by": "批准人",
    "method": "送达方式",
    "signed": "签收日期",
    "until": "延迟至",
}
_REQUIRED = {"deadline", "party", "approved_by", "until"}


class EventForm(QWidget):
    """Kind of event, its date, its own fields, a note. ``submitted`` carries the Event."""

    submitted = Signal(object)
    cancelled = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.kind = QComboBox()
        self.kind.setAccessibleName("事件")
        self.kind.setMinimumWidth(220)
        self.kind.currentIndexChanged.connect(lambda _: self._build())
        self._holder = column()
        self._grid: FormGrid | None = None
        self._fields: dict[str, QWidget] = {}
        self.save = button("保存", self.submit, kind="primary")
        actions = row(self.save, button("取消", self.cancelled.emit), 1)
        head = row(label("登记事件", "strong"), self.kind, 1, gap="medium")
        self.setLayout(column(head, self._holder, actions, gap="medium"))
        self.setFocusProxy(self.kind)

    def offer(self, kinds: Sequence[EventType]) -> None:
        """The events that fit, in order."""
        self.kind.blockSignals(True)
        self.kind.clear()
        for kind in kinds:
            self.kind.addItem(kind.label, kind.value)
        self.kind.blockSignals(False)
        self._build()

    def start(self, kind: EventType | None) -> None:
        """Begin an empty form."""
        if kind is not None:
            self.kind.setCurrentIndex(max(0, self.kind.findData(kind.value)))
        self._build()

    def submit(self) -> None:
        """Hand the event on when nothing is missing."""
        if self._grid is not None and not self._grid.first_problem():
            self.submitted.emit(self.event_entered())

    def field(self, name: str) -> QWidget:
        """A field of the event shown, by the event's own name for it."""
        return self._fields[name]

    def event_entered(self) -> Event:
        """The event as filled in."""
        values: dict[str, Any] = {name: _value(field) for name, field in self._fields.items()}
        values = {name: value for name, value in values.items() if value not in (None, "")}
        return Event(type=EventType(self.kind.currentData()), **values)

    def _build(self) -> None:
        data = self.kind.currentData()
        if self._grid is not None:
            self._holder.removeWidget(self._grid)
            self._grid.deleteLater()
            self._grid = None
        self._fields = {}
        if data is None:
            return
        kind = EventType(data)
        self._grid = FormGrid(columns=3)
        day = DateField(self._today, "日期")
        day.set_day(self._today)
        self._put("date", day, _DATE_WORDS.get(kind, "日期"), required=True)
        for name in _FIELDS.get(kind, ()):
            field = self._make(name)
            self._put(name, field, _TITLES[name], required=name in _REQUIRED)
        self._put("note", text_field(), "备注", required=False)
        self._holder.addWidget(self._grid)

    def _make(self, name: str) -> QWidget:
        if name in ("deadline", "letter_received", "received", "signed", "until"):
            return DateField(self._today, _TITLES[name])
        if name == "days":
            days = QSpinBox()
            days.setRange(1, 60)
            days.setValue(EXTENSION_LIMIT)
            days.setSuffix(" 个工作日")
            return days
        if name == "method":
            return choice_field([(method, method) for method in METHODS])
        return text_field()

    def _put(self, name: str, field: QWidget, title: str, *, required: bool) -> None:
        assert self._grid is not None
        check = _not_later(field, self._today) if name == "date" else None
        self._grid.add(title, field, required=required, hint=_HELP.get(name), check=check)
        self._fields[name] = field


def _not_later(field: QWidget, today: date) -> Callable[[], str]:
    def check() -> str:
        late = isinstance(field, DateField) and field.day is not None and field.day > today
        return "日期晚于今天，请核对" if late else ""

    return check


def _value(field: QWidget) -> object:
    if isinstance(field, DateField):
        return field.day
    if isinstance(field, QSpinBox):
        return field.value()
    if isinstance(field, QComboBox):
        return field.currentData()
    assert isinstance(field, QLineEdit)
    return field.text().strip()
