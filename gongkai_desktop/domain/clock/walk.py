"""Walks through the events of a request in order; each event type has its one effect.

Four effects, never one "pause": restart (补正、缴费), suspend (征求意见), add (延期), set
(延迟答复、责令重新答复). What is late or invalid is warned about and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import attrs

from gongkai_desktop.domain.calendar import CalendarMissingError, WorkCalendar
from gongkai_desktop.domain.clock.rules import DayOff, FeeEffect, Judged, Receipt, RuleBook
from gongkai_desktop.domain.clock.state import Awaited, Consultation, Consulted, Run, Waiting
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType

CORRECTION_DAY = "补正告知最后日"
THIRD_PARTY_DAY = "第三方提出意见最后日"
AGENCY_DAY = "其他机关提出意见最后日"
FEE_DAY = "缴费最后日"
REASONS_DAY = "说明理由最后日"

DAY_OFF_WARNING = (
    "收到日为非工作日: 本例按实际收到日起算(较早、较稳妥);"
    "另一做法视为次一工作日收到,届满日顺延1个工作日"
)
LATE_EXTENSION_WARNING = "延期告知晚于原届满日,延期无效,按原期限已超期"


@attrs.define(kw_only=True)
class Walk:
    """Everything known after the events walked so far."""

    calendar: WorkCalendar
    book: RuleBook
    run: Run
    received: Event
    submitted: Event | None = None
    extended: bool = False
    waiting: Waiting | None = None
    corrections: int = 0
    abandoned: bool = False
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
        self.milestones[name] = max(day, self.milestones.get(name, day))
        return day

    def is_past_due(self, day: date) -> bool:
        """Whether the period had already run out before a day."""
        try:
            due = self.run.due_seen_on(day)
        except CalendarMissingError:
            return False
        return due is not None and day > due

    def restart(self, day: date, period: int | None = None) -> None:
        """Begin a new run on a day; extension, exclusions and set dates end with the old one."""
        rules = self.run.rules
        self.run = Run(start=day, period=period or rules.reply, rules=rules, calendar=self.calendar)
        self.extended = False
        self.waiting = None


def begin(events: list[Event], calendar: WorkCalendar, book: RuleBook) -> Walk:
    """Start the clock at the receipt; raises UserError where there is none (条例第三十一条)."""
    receipts = [event for event in events if event.type == EventType.RECEIVED]
    if not receipts:
        raise UserError("没有收到申请的事件（received）", "请填写收到日和渠道")
    received = receipts[0]
    rules = book.at(received.date)
    start = received.date
    if rules.day_off == DayOff.NEXT:
        start = calendar.on_or_after(start)
    run = Run(start=start, period=rules.reply, rules=rules, calendar=calendar)
    submitted = next((one for one in events if one.type == EventType.SUBMITTED), None)
    walk = Walk(calendar=calendar, book=book, run=run, received=received, submitted=submitted)
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


def step(walk: Walk, event: Event) -> None:
    """Apply one event; events without effect on the clock change nothing."""
    if event.date < walk.received.date and event.type != EventType.SUBMITTED:
        walk.warn(f"{event.type.label}早于收到日,未计入")
        return
    effect = _EFFECTS.get(event.type)
    if effect:
        effect(walk, event)


def _correction_notice(walk: Walk, event: Event) -> None:
    walk.corrections += 1
    last_day = walk.milestones.get(CORRECTION_DAY)
    if walk.corrections > 1:
        walk.warn("再次告知补正:条例要求一次性告知,请记录理由")
    elif last_day and event.date > last_day:
        walk.warn("补正告知晚于收到申请之日起7个工作日")
    if walk.is_past_due(event.date):
        walk.warn("告知补正时已超过答复期限")
    walk.waiting = Waiting(what=Awaited.CORRECTION, since=event.date, until=event.deadline)


def _correction_returned(walk: Walk, event: Event) -> None:
    waiting = walk.waiting
    if waiting is None or waiting.what != Awaited.CORRECTION:
        walk.warn("收到补正前没有登记补正告知")
    elif waiting.until and event.date > waiting.until:
        walk.warn("申请人逾期补正;本机关接受补正的,期限自收到补正之日起重新计算")
    walk.restart(event.date)


def _correction_lapsed(walk: Walk, event: Event) -> None:
    waiting = walk.waiting
    if waiting is None or waiting.what != Awaited.CORRECTION:
        walk.warn("逾期未补正前没有登记补正告知")
    elif waiting.until and event.date <= waiting.until:
        walk.warn("补正期限尚未届满")
    _abandon(walk, waiting.until if waiting else None)


def _abandon(walk: Walk, after: date | None) -> None:
    walk.abandoned = True
    walk.abandoned_after = after
    walk.waiting = None


def _third_party_sent(walk: Walk, event: Event) -> None:
    _consult(walk, event, Consulted.THIRD_PARTY, THIRD_PARTY_DAY)


def _agency_sent(walk: Walk, event: Event) -> None:
    # 条例第三十四条 sets 15 working days for organs that made the record jointly; for others,
    # asked under 第十一条, no limit and no silence rule is written.
    _consult(walk, event, Consulted.AGENCY, "" if event.joint is False else AGENCY_DAY)


def _consult(walk: Walk, event: Event, kind: Consulted, milestone: str) -> None:
    reached = event.letter_received or event.date
    days = walk.run.rules.consult
    limit = walk.mark(milestone, reached, days) if milestone else None
    if walk.is_past_due(event.date):
        walk.warn(f"征求{kind.value}意见晚于届满日,不再扣除")
        return
    walk.run.consultations.append(
        Consultation(kind=kind, party=event.party, sent=event.date, limit=limit)
    )


def _third_party_ended(walk: Walk, event: Event) -> None:
    _consult_ended(walk, event, Consulted.THIRD_PARTY)


def _agency_ended(walk: Walk, event: Event) -> None:
    _consult_ended(walk, event, Consulted.AGENCY)


def _consult_ended(walk: Walk, event: Event, kind: Consulted) -> None:
    found = _oldest_open(walk, event, kind)
    if found is None:
        walk.warn(f"{event.type.label}:没有对应的征求意见")
        return
    lapsed = event.type in (EventType.THIRD_PARTY_LAPSED, EventType.AGENCY_LAPSED)
    if found.limit is None or event.date <= found.limit:
        if lapsed and found.limit and event.date < found.limit:
            walk.warn(f"{kind.value}提出意见的期限尚未届满")
        found.ended = event.date
        return
    if not lapsed:
        walk.warn(f"{kind.value}逾期提出意见,扣除的时间算到15个工作日届满为止")
    found.ended = found.limit


def _oldest_open(walk: Walk, event: Event, kind: Consulted) -> Consultation | None:
    waiting = [
        one
        for one in walk.run.consultations
        if one.kind == kind and one.ended is None and (not event.party or one.party == event.party)
    ]
    if not waiting and event.party:
        waiting = [
            one
            for one in walk.run.consultations
            if one.kind == kind and one.ended is None and not one.party
        ]
    return min(waiting, key=lambda one: one.sent) if waiting else None


def _fee_notice(walk: Walk, event: Event) -> None:
    if walk.is_past_due(event.date):
        walk.warn("收费通知晚于届满日,不影响期限")
        return
    limit = walk.mark(FEE_DAY, event.received or event.date, walk.run.rules.fee)
    walk.waiting = Waiting(what=Awaited.FEE, since=event.date, until=limit)


def _fee_paid(walk: Walk, event: Event) -> None:
    waiting = walk.waiting
    if waiting is None or waiting.what != Awaited.FEE:
        walk.warn("缴费前没有登记有效的收费通知,期限不变")
        return
    if waiting.until and event.date > waiting.until:
        walk.warn("申请人逾期缴费;本机关接受的,期限重新计算")
    if walk.run.rules.fee_effect == FeeEffect.RESTART:
        walk.restart(event.date)
        return
    walk.run.pause(waiting.since, event.date, "等待缴费，不计算在内（国办函〔2020〕109号）")
    walk.waiting = None


def _fee_lapsed(walk: Walk, event: Event) -> None:
    waiting = walk.waiting
    if waiting is None or waiting.what != Awaited.FEE:
        walk.warn("逾期未缴费前没有登记有效的收费通知")
        return
    if waiting.until and event.date <= waiting.until:
        walk.warn("缴费期限尚未届满")
    _abandon(walk, waiting.until)


def _reasons_asked(walk: Walk, event: Event) -> None:
    # 条例第三十五条 does not leave the time out: the period goes on.
    if event.deadline:
        walk.milestones[REASONS_DAY] = event.deadline


def _delay_set(walk: Walk, event: Event) -> None:
    if event.until is None:
        raise UserError("确定延迟答复缺少日期 until", "请填写确定的答复日期")
    if walk.is_past_due(event.date):
        walk.warn("确定延迟答复晚于届满日,不影响期限")
        return
    walk.run.set_due = event.until


def _extension(walk: Walk, event: Event) -> None:
    most = walk.run.rules.extension
    if event.days is None:
        raise UserError("延长答复期限缺少工作日数 days", f"请填写1至{most}")
    if walk.extended:
        walk.warn("已经延期一次,再次延期无效")
        return
    if walk.is_past_due(event.date):
        walk.warn(LATE_EXTENSION_WARNING)
        return
    if event.days > most:
        walk.warn(f"延期最长{most}个工作日,超过的部分无效")
    walk.run.extension = min(event.days, most)
    walk.extended = True


def _decided(walk: Walk, event: Event) -> None:
    walk.decided = event.date
    _end_open_consultations(walk, event.date)


def _end_open_consultations(walk: Walk, day: date) -> None:
    """A reply ends what is still being asked; its days count as left out until then."""
    for one in walk.run.consultations:
        if one.ended is None:
            one.ended = min(day, one.limit) if one.limit else day


def _withdrawn(walk: Walk, event: Event) -> None:
    walk.withdrawn = event.date
    _end_open_consultations(walk, event.date)


def _reanswer_ordered(walk: Walk, event: Event) -> None:
    walk.restart(event.date, event.days)
    walk.decided = walk.served = walk.withdrawn = None
    walk.abandoned = False
    walk.abandoned_after = None


def _reply_sent(walk: Walk, event: Event) -> None:
    if walk.served is not None:
        walk.warn("答复已经送达过,按第一次送达判断")
        return
    service = walk.book.service(event.method) if event.method else None
    if event.method and service is None:
        walk.warn(f"送达方式“{event.method}”不认识;邮寄只能交邮政企业(国办公开办函〔2016〕235号)")
    judged = service.judged if service else Judged.DATE
    if judged == Judged.ARRIVAL:
        walk.warn("电子送达的日期没有明文规定,按到达对方系统之日判断")
    if event.signed and event.signed < event.date:
        walk.warn("签收日早于寄出日,请核对")
    walk.served = event.signed or event.date if judged == Judged.SIGNED else event.date
    _end_open_consultations(walk, min(walk.served, walk.decided or walk.served))


_EFFECTS: Mapping[EventType, Callable[[Walk, Event], None]] = {
    EventType.CORRECTION_NOTICE: _correction_notice,
    EventType.CORRECTION_RETURNED: _correction_returned,
    EventType.CORRECTION_LAPSED: _correction_lapsed,
    EventType.THIRD_PARTY_SENT: _third_party_sent,
    EventType.THIRD_PARTY_ANSWERED: _third_party_ended,
    EventType.THIRD_PARTY_LAPSED: _third_party_ended,
    EventType.AGENCY_SENT: _agency_sent,
    EventType.AGENCY_ANSWERED: _agency_ended,
    EventType.AGENCY_LAPSED: _agency_ended,
    EventType.FEE_NOTICE: _fee_notice,
    EventType.FEE_PAID: _fee_paid,
    EventType.FEE_LAPSED: _fee_lapsed,
    EventType.REASONS_ASKED: _reasons_asked,
    EventType.DELAY_SET: _delay_set,
    EventType.EXTENSION: _extension,
    EventType.DECIDED: _decided,
    EventType.WITHDRAWN: _withdrawn,
    EventType.REANSWER_ORDERED: _reanswer_ordered,
    EventType.REPLY_SENT: _reply_sent,
}
