"""The effects of a request's events on its clock, applied in order.

Four effects, never one "pause": restart (补正、缴费), suspend (征求意见), add (延期), set
(延迟答复、责令重新答复). What is late or invalid is warned about and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from operator import attrgetter

from gongkai_desktop.domain.clock.rules import FeeEffect, Judged
from gongkai_desktop.domain.clock.state import Awaited, Consultation, Consulted, Waiting
from gongkai_desktop.domain.clock.walk import CORRECTION_DAY, Walk
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType

THIRD_PARTY_DAY = "第三方提出意见最后日"
AGENCY_DAY = "其他机关提出意见最后日"
FEE_DAY = "缴费最后日"
REASONS_DAY = "说明理由最后日"

LATE_EXTENSION_WARNING = "延期告知晚于原届满日,延期无效,按原期限已超期"


def walk_through(walk: Walk, events: Sequence[Event]) -> None:
    """Apply events in order of their days; how those of one day were listed makes no difference."""
    if len({event.date for event in events}) == len(events):
        for event in events:
            _step(walk, event)
        return
    for _, of_day in groupby(events, key=attrgetter("date")):
        for event in sorted(of_day, key=partial(_place_in_day, walk)):
            _step(walk, event)


def _place_in_day(walk: Walk, event: Event) -> int:
    """What closes a matter of an earlier day goes first, then causes before their effects."""
    return 0 if _closes_pending(walk, event.type) else _ORDER[event.type]


def _closes_pending(walk: Walk, kind: EventType) -> bool:
    if kind in _ANSWERS:
        asked = _ANSWERS[kind]
        return any(one.kind == asked and one.ended is None for one in walk.run.consultations)
    return walk.waiting is not None and _OWED.get(kind) == walk.waiting.what


def _step(walk: Walk, event: Event) -> None:
    if event.date < walk.received.date and event.type is not EventType.SUBMITTED:
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
    if event.deadline and event.deadline < event.date:
        walk.warn("补正期限早于告知日,请核对")
    walk.waiting = Waiting(what=Awaited.CORRECTION, since=event.date, until=event.deadline)


def _correction_returned(walk: Walk, event: Event) -> None:
    waiting = walk.waiting or walk.given_up
    if waiting is None or waiting.what != Awaited.CORRECTION:
        walk.warn("收到补正前没有登记补正告知")
    elif walk.abandoned or (waiting.until and event.date > waiting.until):
        walk.warn("申请人逾期补正;本机关接受补正的,期限自收到补正之日起重新计算")
    walk.restart(event.date)


def _correction_lapsed(walk: Walk, event: Event) -> None:
    waiting = walk.waiting
    if waiting is None or waiting.what != Awaited.CORRECTION:
        walk.warn("逾期未补正前没有登记补正告知")
    elif waiting.until and event.date <= waiting.until:
        walk.warn("补正期限尚未届满")
    _abandon(walk)


def _abandon(walk: Walk) -> None:
    walk.abandoned = True
    walk.given_up = walk.waiting
    walk.abandoned_after = walk.waiting.until if walk.waiting else None
    walk.waiting = None


def _third_party_sent(walk: Walk, event: Event) -> None:
    _consult(walk, event, Consulted.THIRD_PARTY, THIRD_PARTY_DAY)


def _agency_sent(walk: Walk, event: Event) -> None:
    # 条例第三十四条 sets 15 working days for organs that made the record jointly; for others,
    # asked under 第十一条, no limit and no silence rule is written.
    _consult(walk, event, Consulted.AGENCY, "" if event.joint is False else AGENCY_DAY)


def _consult(walk: Walk, event: Event, kind: Consulted, milestone: str) -> None:
    reached = event.letter_received or event.date
    if reached < event.date:
        walk.warn("征求意见书的收到日早于发出日,按发出日计算,请核对")
        reached = event.date
    days = walk.run.rules.consult
    limit = walk.mark(milestone, reached, days) if milestone else None
    if walk.is_past_due(event.date):
        walk.warn(f"征求{kind.value}意见晚于届满日,不再扣除")
        walk.asked_too_late.add(kind)
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
        if kind not in walk.asked_too_late:
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
    reached = event.received or event.date
    if reached < event.date:
        walk.warn("收费通知的收到日早于发出日,按发出日计算,请核对")
        reached = event.date
    limit = walk.mark(FEE_DAY, reached, walk.run.rules.fee)
    walk.waiting = Waiting(what=Awaited.FEE, since=event.date, until=limit)


def _fee_paid(walk: Walk, event: Event) -> None:
    waiting = walk.waiting or walk.given_up
    if waiting is None or waiting.what != Awaited.FEE:
        walk.warn("缴费前没有登记有效的收费通知,期限不变")
        return
    if walk.abandoned or (waiting.until and event.date > waiting.until):
        walk.warn("申请人逾期缴费;本机关接受的,期限重新计算")
    if walk.run.rules.fee_effect == FeeEffect.RESTART:
        walk.restart(event.date)
        return
    walk.run.pause(waiting.since, event.date, "等待缴费，不计算在内（国办函〔2020〕109号）")
    walk.waiting = walk.given_up = walk.abandoned_after = None
    walk.abandoned = False


def _fee_lapsed(walk: Walk, event: Event) -> None:
    waiting = walk.waiting
    if waiting is None or waiting.what != Awaited.FEE:
        walk.warn("逾期未缴费前没有登记有效的收费通知")
        return
    if waiting.until and event.date <= waiting.until:
        walk.warn("缴费期限尚未届满")
    _abandon(walk)


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
    if event.until < event.date:
        walk.warn("确定的答复日期早于告知日,不影响期限,请核对")
        return
    known = event.until <= walk.calendar.computable_until
    if known and not walk.calendar.is_workday(event.until):
        walk.warn("确定的答复日期是休息日,请在此前的工作日答复")
    walk.run.set_due = event.until


def _extension(walk: Walk, event: Event) -> None:
    most = walk.run.rules.extension
    if not event.days:
        raise UserError("延长答复期限缺少工作日数 days", f"请填写1至{most}")
    if walk.extended:
        walk.warn("已经延期一次,再次延期无效")
        return
    if walk.is_past_due(event.date):
        walk.warn(LATE_EXTENSION_WARNING)
        return
    if walk.run.set_due is not None:
        walk.warn("已经确定延迟答复日期,延期不再改变期限")
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
    _end_open_consultations(walk, event.date)
    walk.restart(event.date, event.days)
    walk.decided = walk.served = walk.withdrawn = None


def _reply_sent(walk: Walk, event: Event) -> None:
    if walk.served is not None:
        walk.warn("答复已经送达过,按第一次送达判断")
        return
    service = walk.book.service(event.method) if event.method else None
    if event.method and service is None:
        walk.warn(f"送达方式“{event.method}”不认识;邮寄只能交邮政企业(国办公开办函〔2016〕235号)")
    judged = service.judged if service else Judged.DATE
    if judged == Judged.SIGNED and event.signed and walk.seen and event.signed > walk.seen:
        return  # on its way: 以签收之日当日为期限计算时点
    if walk.waiting is not None:
        walk.warn(f"答复时仍在等待{walk.waiting.what.value},按答复前的期限判断")
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

_ORDER: Mapping[EventType, int] = {kind: place for place, kind in enumerate(EventType, start=1)}
_ANSWERS: Mapping[EventType, Consulted] = {
    EventType.THIRD_PARTY_ANSWERED: Consulted.THIRD_PARTY,
    EventType.THIRD_PARTY_LAPSED: Consulted.THIRD_PARTY,
    EventType.AGENCY_ANSWERED: Consulted.AGENCY,
    EventType.AGENCY_LAPSED: Consulted.AGENCY,
}
_OWED: Mapping[EventType, Awaited] = {
    EventType.CORRECTION_RETURNED: Awaited.CORRECTION,
    EventType.CORRECTION_LAPSED: Awaited.CORRECTION,
    EventType.FEE_PAID: Awaited.FEE,
    EventType.FEE_LAPSED: Awaited.FEE,
}
