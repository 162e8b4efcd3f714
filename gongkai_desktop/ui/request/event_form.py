"""The form that records one event; it offers only events that fit and only their fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.fee import FeeBasis
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.forms import (
    DateField,
    FormGrid,
    choice_field,
    long_field,
    reached_in,
    suggest_field,
    text_field,
)
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.widgets import InfoBanner, button, column, follow, label, row
from gongkai_desktop.ui.ports.records import Effect, FeeAsked, Steps
from gongkai_desktop.ui.request.event_fields import (
    CORRECTED,
    DATE_WORDS,
    DAYS,
    EXTENSION_LIMIT,
    FIELDS,
    HELP,
    JOINT_CHOICES,
    METHODS,
    NOTE_REQUIRED,
    NOTES,
    OPINIONS,
    REQUIRED,
    TITLES,
    WITHDRAWALS,
)

_PAUSE_MS = 250
_MOST_COUNTED = 9999


class EventForm(QWidget):
    """Kind of event, its date, its own fields, a note. ``submitted`` carries the Event.

    While it is filled in, what the event would do is shown below: refused with the article,
    warned of, or the day the answer then falls due.
    """

    submitted = Signal(object)
    cancelled = Signal()

    def __init__(self, today: date, steps: Steps) -> None:
        super().__init__()
        about(self, "request.event")
        self._today, self._steps = today, steps
        self._register_no = ""
        self._parties: Sequence[str] = ()
        self._charged = 0
        self._fee: FeeAsked | None = None
        self.kind = QComboBox()
        self.kind.setAccessibleName("事件")
        self.kind.setMinimumWidth(220)
        self.kind.currentIndexChanged.connect(lambda _: self._build())
        self._holder = column()
        self._grid: FormGrid | None = None
        self._fields: dict[str, QWidget] = {}
        self.effect = InfoBanner("", "info")
        self.doubt = InfoBanner("", "warning")
        self.refusal = InfoBanner("", "danger")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.show_effect)
        self.save = button("保存", self.submit, kind="primary", right=Right.KEEP)
        self._cancel = button("取消", self.cancelled.emit)
        head = row(label("登记事件", "strong"), self.kind, 1, self._cancel, self.save)
        told = (self.refusal, self.doubt, self.effect)
        self.setLayout(column(head, *told, self._holder, gap="medium"))
        self.setFocusProxy(self.kind)

    def offer(
        self, kinds: Sequence[EventType], register_no: str = "", parties: Sequence[str] = ()
    ) -> None:
        """The events that fit a request, in order; ``parties`` still owe an opinion."""
        self._register_no, self._parties = register_no, parties
        self.kind.blockSignals(True)
        self.kind.clear()
        for kind in kinds:
            self.kind.addItem(kind.label, kind.value)
        self.kind.blockSignals(False)
        self._build()

    def start(self, kind: EventType | None, begun: Event | None = None) -> None:
        """Begin an empty form, or one that holds what is known of the event."""
        if kind is not None:
            self.kind.setCurrentIndex(max(0, self.kind.findData(kind.value)))
        self._build()
        for name in self._fields:
            value = getattr(begun, name, None) if begun else None
            if value not in (None, ""):
                _put(self._fields[name], value)
        self._pause.start()

    def submit(self) -> None:
        """Hand the event on when nothing is missing."""
        if self._grid is not None and not self._grid.first_problem():
            self.submitted.emit(self.event_entered())

    def field(self, name: str) -> QWidget:
        """A field of the event shown, by the event's own name for it."""
        return self._fields[name]

    @property
    def corrected_text(self) -> str:
        """What a supplement now asks for, empty for other events."""
        field = self._fields.get(CORRECTED)
        return field.toPlainText().strip() if isinstance(field, QPlainTextEdit) else ""

    def event_entered(self) -> Event:
        """The event as filled in."""
        fields = {name: field for name, field in self._fields.items() if name != CORRECTED}
        values: dict[str, Any] = {name: _value(field) for name, field in fields.items()}
        values = {name: value for name, value in values.items() if value not in (None, "")}
        if "basis" in values and self._fee is not None:
            values["amount"] = self._fee.amount
        return Event(type=EventType(self.kind.currentData()), **values)

    def show_effect(self) -> None:
        """Say what the event would do, as far as it is filled in."""
        self._reckon_fee()
        day = self._fields.get("date")
        complete = isinstance(day, DateField) and day.day is not None and self._register_no
        waits = self.kind.currentData() in _INCOMPLETE and not self._is_told()
        if not complete or waits:
            self._tell(Effect())
            return
        self._tell(self._steps.effect(self._register_no, self.event_entered()))

    def _is_told(self) -> bool:
        """Whether the field without which the clock cannot judge is filled."""
        name = _INCOMPLETE[self.kind.currentData()]
        return _value(self._fields[name]) not in (None, "")

    def _tell(self, effect: Effect) -> None:
        self.refusal.say(effect.refusal)
        self.doubt.say("；".join(effect.warnings))
        words = f"登记后：{effect.status}" if effect.status else ""
        if words and effect.due:
            words += f"，答复期限 {day_words(effect.due)}"
        fee = (
            f"{self._fee.words or '没有超过免费的数量'}，合计 {self._fee.amount} 元"
            if self._fee
            else ""
        )
        self.effect.say("　".join(filter(None, (fee, words if not effect.refusal else ""))))

    def _reckon_fee(self) -> None:
        """The amount follows from basis and count (国办函〔2020〕109号); nobody types it."""
        self._fee = None
        basis, count = self._fields.get("basis"), self._fields.get("count")
        if not isinstance(basis, QComboBox) or not isinstance(count, QSpinBox):
            return
        day = self._fields["date"]
        chosen = str(basis.currentData() or "")
        if chosen and isinstance(day, DateField) and day.day:
            self._fee = self._steps.fee(chosen, count.value(), self._charged, day.day)

    def _build(self) -> None:
        data = self.kind.currentData()
        if self._grid is not None:
            self._holder.removeWidget(self._grid)
            self._grid.hide()
            self._grid.deleteLater()
            self._grid = None
        self._fields, self._fee = {}, None
        self._tell(Effect())
        if data is None:
            return
        kind = EventType(data)
        self._grid = FormGrid(columns=2)
        day = DateField(self._today, DATE_WORDS.get(kind, "日期"))
        day.set_day(self._today)
        self._put("date", day, DATE_WORDS.get(kind, "日期"), required=True)
        for name in FIELDS.get(kind, ()):
            self._put(name, self._make(name), TITLES[name], required=name in REQUIRED)
        self._put("note", text_field(), NOTES.get(kind, "备注"), required=kind in NOTE_REQUIRED)
        self._holder.addWidget(self._grid)
        self._grid.changed.connect(self._pause.start)
        self._begin_fee(kind)
        follow(self.kind, *reached_in(self._grid), self.save, self._cancel)

    def _begin_fee(self, kind: EventType) -> None:
        if kind is EventType.FEE_NOTICE and self._register_no:
            count, self._charged = self._steps.fee_count(self._register_no)
            _put(self._fields["count"], max(1, count))

    def _make(self, name: str) -> QWidget:
        makers: dict[str, Callable[[], QWidget]] = {
            "days": lambda: _number(1, 60, EXTENSION_LIMIT, " 个工作日"),
            "count": lambda: _number(1, _MOST_COUNTED, 1, ""),
            "method": lambda: choice_field([(one, one) for one in METHODS]),
            "how": lambda: choice_field([(one, one) for one in WITHDRAWALS]),
            "outcome": lambda: choice_field([("请选择", ""), *((one, one) for one in OPINIONS)]),
            "joint": lambda: choice_field(JOINT_CHOICES),
            "basis": lambda: choice_field(
                [("请选择", ""), *((one.value, one.value) for one in FeeBasis)]
            ),
            "party": lambda: suggest_field(
                self._parties, self._parties[0] if len(self._parties) == 1 else ""
            ),
            CORRECTED: lambda: long_field(lines=3, verbatim=True),
        }
        if name in DAYS:
            return DateField(self._today, TITLES[name])
        return makers.get(name, text_field)()

    def _put(self, name: str, field: QWidget, title: str, *, required: bool) -> None:
        assert self._grid is not None
        check = _not_later(field, self._today) if name == "date" else None
        wide = name in (CORRECTED, "note")
        hint = HELP.get(name)
        self._grid.add(title, field, required=required, hint=hint, check=check, wide=wide)
        if isinstance(field, QSpinBox):
            field.valueChanged.connect(lambda _: self._pause.start())
        self._fields[name] = field


_INCOMPLETE = {
    EventType.DELAY_SET.value: "until",
    EventType.FEE_NOTICE.value: "basis",
    EventType.CORRECTION_NOTICE.value: "deadline",
}
"""Events the clock cannot judge before one field is filled."""


def _number(least: int, most: int, value: int, suffix: str) -> QSpinBox:
    field = QSpinBox()
    field.setRange(least, most)
    field.setValue(value)
    field.setSuffix(suffix)
    return field


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
        return field.currentText().strip() if field.isEditable() else field.currentData()
    assert isinstance(field, QLineEdit)
    return field.text().strip()


def _put(field: QWidget, value: Any) -> None:
    if isinstance(field, DateField):
        field.set_day(value)
    elif isinstance(field, QSpinBox):
        field.setValue(int(value))
    elif isinstance(field, QComboBox) and field.isEditable():
        field.setEditText(str(value))
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(max(0, field.findData(value)))
    elif isinstance(field, QLineEdit):
        field.setText(str(value))
