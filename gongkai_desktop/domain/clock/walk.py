"""What is known of a request while its events are walked through, beginning with the receipt."""

from __future__ import annotations

from datetime import date

import attrs

from gongkai_desktop.domain.calendar import CalendarMissingError, WorkCalendar
from gongkai_desktop.domain.clock.rules import DayOff, Receipt, RuleBook
from gongkai_desktop.domain.clock.state import Consulted, Run, Waiting
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType

CORRECTION_DAY = "补正告知最后日"

DAY_OFF_WARNING = (
    "收到日为非工作日: 本例按实际收到日起算(较早、较稳妥);"
    "另一做法视为次一工作日收到,届满日顺延1个工作日"
)


@attrs.define(kw_only=True)
class Walk:
    """Everything known after the events walked so far; ``seen`` is the day it is seen on.

    ``given_up`` is what the applicant failed to do when the request was held abandoned.
    """

    calendar: WorkCalendar
    book: RuleBook
    run: Run
    received: Event
    seen: date | None = None
    submitted: Event | None = None
    extended: bool = False
    waiting: Waiting | None = None
    corrections: int = 0
    abandoned: bool = False
    given_up: Waiting | None = None
    asked_too_late: set[Consulted] = attrs.Factory(set)
    abandoned_after: date | None = None
    withdrawn: date | None = None
    decided: date | None = None
    served: date | None = None
    milestones: dict[str, date] = attrs.Factory(dict)
    warnings: list[str] = attrs.Factory(list)

    def warn(self, words: str) -> None:
        """Note a warning once."""
        if words not in self.warnings:
            self.warnings.append(words)

    def mark(self, name: str, start: date, days: int) -> date | None:
        """Note a milestone ``days`` working days after ``start``; None where not computable."""
        try:
            day = self.calendar.nth_workday_after(start, days)
        except CalendarMissingError:
            return None
        known = self.milestones.get(name)
        self.milestones[name] = day if known is None or day > known else known
        return day

    def is_past_due(self, day: date) -> bool:
        """Whether the period had already run out before a day; it does not run while waiting."""
        if self.waiting is not None:
            return False
        run = self.run
        if run.set_due is None and (day - run.start).days <= run.period:
            return False  # so many working days take at least as many days
        try:
            due = run.due_seen_on(day)
        except CalendarMissingError:
            return False
        return due is not None and day > due

    def restart(self, day: date, period: int | None = None) -> None:
        """Begin a new run on a day; extension, exclusions and set dates end with the old one.

        Opinions still being asked for are asked for in the new run too: 条例第三十三条第三款
        leaves out the time they need, whenever the period began.
        """
        rules = self.run.rules
        asked = self.run.open_consultations(day)
        self.run = Run(start=day, period=period or rules.reply, rules=rules, calendar=self.calendar)
        self.run.consultations.extend(asked)
        self.extended = self.abandoned = False
        self.waiting = self.given_up = self.abandoned_after = None


def begin(
    events: list[Event], calendar: WorkCalendar, book: RuleBook, seen: date | None = None
) -> Walk:
    """Start the clock at the receipt; raises UserError where there is none (条例第三十一条)."""
    receipts = [event for event in events if event.type is EventType.RECEIVED]
    if not receipts:
        raise UserError("没有收到申请的事件（received）", "请填写收到日和渠道")
    received = receipts[0]
    rules = book.at(received.date)
    start = received.date
    if rules.day_off == DayOff.NEXT:
        start = calendar.on_or_after(start)
    run = Run(start=start, period=rules.reply, rules=rules, calendar=calendar)
    submitted = next((one for one in events if one.type is EventType.SUBMITTED), None)
    walk = Walk(
        calendar=calendar, book=book, run=run, received=received, seen=seen, submitted=submitted
    )
    walk.mark(CORRECTION_DAY, start, rules.correction_notice)
    if len(receipts) > 1:
        walk.warn("收到申请登记了不止一次,按第一次计算")
    _check_receipt(walk)
    return walk


def _check_receipt(walk: Walk) -> None:
    received, submitted = walk.received, walk.submitted
    if not walk.calendar.is_workday(received.date):
        if walk.run.rules.day_off == DayOff.ACTUAL:
            walk.warn(DAY_OFF_WARNING)
        else:
            walk.warn("收到日为非工作日,按设置视为次一工作日收到")
    channel = walk.book.channel(received.channel) if received.channel else None
    if received.channel and channel is None:
        walk.warn(f"申请渠道“{received.channel}”不认识,按登记的收到日起算")
    if submitted is None or channel is None:
        return
    if submitted.date > received.date:
        walk.warn("提交日晚于收到日,请核对")
    elif channel.receipt == Receipt.HAND and submitted.date != received.date:
        walk.warn("当面提交以提交之日为收到之日,登记的收到日与提交日不一致")
    elif channel.receipt == Receipt.CONFIRMED:
        latest = walk.calendar.nth_workday_after(submitted.date, 1)
        if received.date > latest:
            walk.warn("确认收到晚于提交后的次一工作日,拖延确认有被认定超期的风险")
