"""经过: the timeline of events, and the form that adds one that fits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.fee import FeeBasis
from gongkai_desktop.domain.role import Right
from gongkai_desktop.domain.urgency import Level
from gongkai_desktop.ui.common.days import day_words, weekday_words
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.timeline import Moment, Timeline
from gongkai_desktop.ui.common.widgets import button, column, label, row, rule, scrolled
from gongkai_desktop.ui.ports import RequestFile
from gongkai_desktop.ui.request.event_form import EventForm
from gongkai_desktop.ui.request.section import Section

_TONES = {
    EventType.CORRECTION_NOTICE: "waiting",
    EventType.THIRD_PARTY_SENT: "waiting",
    EventType.AGENCY_SENT: "waiting",
    EventType.FEE_NOTICE: "waiting",
    EventType.REASONS_ASKED: "waiting",
    EventType.DECIDED: "success",
    EventType.REPLY_SENT: "success",
}


# A decision and its sending are taken back where they are made, in the letter.
_STRUCK = frozenset(EventType) - {
    EventType.RECEIVED,
    EventType.SUBMITTED,
    EventType.DECIDED,
    EventType.REPLY_SENT,
    EventType.REANSWER_ORDERED,
}


class CourseSection(Section):
    """经过."""

    title = "经过"
    topic = "request.course"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.timeline = Timeline()
        self.timeline.struck.connect(self.strike)
        self.form = EventForm(self.today, context.ports.steps)
        self.form.submitted.connect(self._record)
        self.form.cancelled.connect(lambda: self._show_form(False))
        self._add = button("登记事件", lambda: self.begin(), symbol="plus", right=Right.KEEP)
        self._none = label("案卷已经办结，没有可以登记的事件", "muted")
        self._line = rule()
        content = QWidget()
        content.setLayout(column(self.form, self._line, self.timeline, 1, gap="medium"))
        self._area = scrolled(content)
        self.body.addLayout(row(self._add, self._none, 1))
        self.body.addWidget(self._area, 1)
        self._show_form(False)

    @property
    def today(self) -> date:
        """The day the office works on."""
        return self.context.ports.desktop.facts().today

    def show_file(self, file: RequestFile) -> None:
        """Show the events; an open form is closed."""
        super().show_file(file)
        self._show_moments(file)
        owing = [one.begun.party for one in file.steps if one.begun and one.begun.party]
        self.form.offer(file.fitting, file.request.register_no, list(dict.fromkeys(owing)))
        self._show_form(False)

    def came_to_front(self) -> None:
        """Show the way through sections too, which is read when it is looked at."""
        if self.file is not None:
            self._show_moments(self.file)

    def _show_moments(self, file: RequestFile) -> None:
        seen = self.isVisible()
        within = self.context.ports.sections.course(self.register_no) if seen else ()
        self.timeline.show_moments(moments(file, within))

    def begin(self, kind: EventType | None = None, begun: Event | None = None) -> None:
        """Open the form, on one kind of event where given, with what is known of it."""
        self.form.start(kind, begun)
        self._show_form(True)
        self._area.verticalScrollBar().setValue(0)
        self.form.setFocus()

    def strike(self, event_id: str) -> None:
        """Strike a wrongly recorded event after asking why."""
        question = "作废登记有误的事件，期限随之重新推算；记录仍保留。请写明理由"
        reason = self.context.prompts.ask_text(self, "作废事件", question)
        if reason is None:
            return
        steps = self.context.ports.steps
        void = lambda: self.changed.emit(steps.strike_event(self.register_no, event_id, reason))  # noqa: E731
        self.context.errors.guard(self, void)

    def _record(self, event: Event) -> None:
        register, text = self.context.ports.register, self.form.corrected_text
        record = lambda: self.changed.emit(register.record_event(self.register_no, event, text))  # noqa: E731
        self.context.errors.guard(self, record)

    def _show_form(self, shown: bool) -> None:
        fits = bool(self.file and self.file.fitting)
        self.form.setVisible(shown and fits)
        self._line.setVisible(shown and fits)
        self._add.setVisible(fits and not shown)
        self._none.setVisible(not fits)


def moments(file: RequestFile, within: Sequence[tuple[date, str, str]] = ()) -> list[Moment]:
    """The events of a request in order, with the due date still to come at the end.

    ``within`` are the steps inside the organ (交科室办理): they move no limit.
    """
    events = sorted(file.request.events, key=lambda event: event.date)
    result = [
        Moment(
            day=f"{day_words(event.date)} {weekday_words(event.date)}",
            title=event.type.label,
            details=event_details(event),
            tone=_TONES.get(event.type, "accent"),
            key=event.id if file.fitting and event.type in _STRUCK else "",
        )
        for event in events
    ]
    result += [
        Moment(day=f"{day_words(day)} {weekday_words(day)}", title=what, details=more, tone="muted")
        for day, what, more in within
    ]
    result = sorted((*result, *_sendings(file)), key=lambda moment: moment.day)
    closed = file.urgency.level == Level.CLOSED
    if file.clock.due and not closed and not file.view.awaited:
        day = f"{day_words(file.clock.due)} {weekday_words(file.clock.due)}"
        words = file.urgency.words
        result.append(Moment(day=day, title="答复期限", details=words, tone="danger", open=True))
    return result


def _sendings(file: RequestFile) -> list[Moment]:
    """Letters that went out without being a step of the clock."""
    return [
        Moment(
            day=f"{day_words(one.sent)} {weekday_words(one.sent)}",
            title=f"寄送{one.title}",
            details="　".join(filter(None, (one.number, one.parcels))),
        )
        for one in file.letters
        if one.sent
    ]


def event_details(event: Event) -> str:
    """The particulars of an event in one line."""
    parts = [
        event.channel,
        event.how,
        event.party,
        f"期限至 {day_words(event.deadline)}" if event.deadline else "",
        f"{event.received and day_words(event.received)} 送达对方" if event.received else "",
        f"对方 {day_words(event.letter_received)} 收到" if event.letter_received else "",
        f"延长 {event.days} 个工作日" if event.days and event.type == EventType.EXTENSION else "",
        _fee_words(event),
        event.outcome,
        f"批准人 {event.approved_by}" if event.approved_by else "",
        f"至 {day_words(event.until)}" if event.until else "",
        event.method,
        f"{day_words(event.signed)} 签收" if event.signed else "",
        event.note,
    ]
    return "　".join(part for part in parts if part)


def _fee_words(event: Event) -> str:
    if not event.basis:
        return ""
    return f"{event.basis} {event.count}{FeeBasis(event.basis).unit}，{event.amount} 元"
