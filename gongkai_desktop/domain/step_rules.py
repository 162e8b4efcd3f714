"""What the law does not allow as a step (不得登记的办理步骤), each refusal with its article.

Lateness is never refused: a late step that happened is recorded and the clock warns of it. What
is refused could not have had the effect its name says: a second extension, silence before its
time, a fee counted both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from gongkai_desktop.domain.clock import ClockRules, Deadline
from gongkai_desktop.domain.clock.deadline import AWAITING_CORRECTION, AWAITING_FEE, OpenOpinion
from gongkai_desktop.domain.event import OPINION_ENDS, Event, EventType
from gongkai_desktop.domain.request import Request, Stage
from gongkai_desktop.domain.stage import end_of, stage_of

_Rule = Callable[[Request, Event, Deadline, ClockRules], str]


def refusal_of(request: Request, event: Event, clock: Deadline, rules: ClockRules) -> str:
    """Why an event cannot be recorded, with the article; empty when it can.

    ``clock`` is the deadline as of the event's day, judged without the event.
    """
    if event.type in _BEFORE_THE_END:
        over = _after_the_end(request, event)
        if over:
            return over
    if event.type in _ANSWERS_TO and not _was_asked(request, event):
        return _ANSWERS_TO[event.type][1]
    rule = _RULES.get(event.type)
    return rule(request, event, clock, rules) if rule else ""


_BEFORE_THE_END: Mapping[EventType, str] = {
    EventType.CORRECTION_NOTICE: "条例第三十条",
    EventType.THIRD_PARTY_SENT: "条例第三十二条",
    EventType.AGENCY_SENT: "条例第三十四条",
    EventType.EXTENSION: "条例第三十三条第二款",
    EventType.FEE_NOTICE: "国办函〔2020〕109号",
    EventType.REASONS_ASKED: "条例第三十五条",
    EventType.DELAY_SET: "条例第三十五条",
    EventType.WITHDRAWN: "条例第三十六条",
}
"""Steps of a request that is being handled; once it has ended they can have no effect."""


def _after_the_end(request: Request, event: Event) -> str:
    """Why a step comes too late: the request had ended before its day."""
    before = attrs.evolve(
        request,
        events=tuple(one for one in request.events if one.date < event.date),
        archived=None,
    )
    end = end_of(before)
    if end is None or stage_of(before) is not Stage.ANSWERED:
        return ""
    article = _BEFORE_THE_END[event.type]
    return (
        f"本件已于{end.date.isoformat()}{end.type.label}，此后不能再登记"
        f"“{event.type.label}”（{article}）"
    )


_ANSWERS_TO: Mapping[EventType, tuple[EventType, str]] = {
    EventType.CORRECTION_RETURNED: (
        EventType.CORRECTION_NOTICE,
        "没有告知过补正，不能登记收到补正：答复期限只在收到告知补正的申请后重新计算（条例第三十条）",
    ),
    EventType.THIRD_PARTY_ANSWERED: (
        EventType.THIRD_PARTY_SENT,
        "没有书面征求过这一第三方的意见，不能登记第三方意见（条例第三十二条）",
    ),
    EventType.AGENCY_ANSWERED: (
        EventType.AGENCY_SENT,
        "没有征求过这一机关的意见，不能登记其他机关意见（条例第三十四条）",
    ),
    EventType.FEE_PAID: (
        EventType.FEE_NOTICE,
        "没有发过收费通知，不能登记缴费（国办函〔2020〕109号）",
    ),
    EventType.REASONS_GIVEN: (
        EventType.REASONS_ASKED,
        "没有要求说明理由，不能登记说明的理由（条例第三十五条）",
    ),
}
"""What must have been asked before, and the refusal where it was not."""


def _was_asked(request: Request, event: Event) -> bool:
    asked = _ANSWERS_TO[event.type][0]
    return any(
        one.type is asked
        and one.date <= event.date
        and (not event.party or not one.party or one.party == event.party)
        for one in request.events
    )


def _extension(request: Request, event: Event, clock: Deadline, rules: ClockRules) -> str:
    most = rules.extension
    if clock.extension_days:
        return (
            f"已经延长过{clock.extension_days}个工作日，不能再次延长：延长的期限最长不得超过"
            f"{most}个工作日（条例第三十三条第二款）"
        )
    if _delay_stands(request):
        return "已经确定延迟答复的日期，答复期限以这一天为准，不能再延长（条例第三十五条）"
    if event.days is not None and event.days > most:
        return f"延长的期限最长不得超过{most}个工作日（条例第三十三条第二款）"
    return ""


_RESTARTS = (EventType.CORRECTION_RETURNED, EventType.FEE_PAID, EventType.REANSWER_ORDERED)


def _delay_stands(request: Request) -> bool:
    """Whether the day set under 第三十五条 is still the last day: nothing began the period anew."""
    delay = request.last(EventType.DELAY_SET)
    return delay is not None and not any(
        one.type in _RESTARTS and one.date >= delay.date for one in request.events
    )


def _correction_notice(request: Request, event: Event, clock: Deadline, rules: ClockRules) -> str:
    if request.first(EventType.CORRECTION_NOTICE) and not event.note.strip():
        return "补正应当一次性告知（条例第三十条），再次告知的请在备注里写明理由"
    return ""


def _correction_lapsed(request: Request, event: Event, clock: Deadline, rules: ClockRules) -> str:
    if clock.status != AWAITING_CORRECTION:
        return "没有等待补正的告知，不能视为逾期不补正（条例第三十条）"
    if clock.awaited_until and event.date <= clock.awaited_until:
        until = clock.awaited_until.isoformat()
        return f"补正期限到{until}才届满，此前不能视为放弃申请（条例第三十条）"
    return ""


def _fee_notice(request: Request, event: Event, clock: Deadline, rules: ClockRules) -> str:
    if event.amount == 0 and event.basis:
        return "没有超过免费的数量，不得收取信息处理费（条例第四十二条第一款）"
    charged = {one.basis for one in request.events if one.type is EventType.FEE_NOTICE}
    other = charged - {"", event.basis}
    if event.basis and other:
        return f"本件已经{other.pop()}收费，按件和按量只能选择一种（国办函〔2020〕109号）"
    return ""


def _fee_lapsed(request: Request, event: Event, clock: Deadline, rules: ClockRules) -> str:
    if clock.status != AWAITING_FEE:
        return "没有等待缴费的收费通知，不能视为放弃申请（国办函〔2020〕109号）"
    if clock.awaited_until and event.date <= clock.awaited_until:
        until = clock.awaited_until.isoformat()
        return (
            f"缴费期限为收到通知次日起{rules.fee}个工作日，到{until}才届满（国办函〔2020〕109号）"
        )
    return ""


def _third_party_lapsed(request: Request, event: Event, clock: Deadline, rules: ClockRules) -> str:
    return _silent(request, event, clock, rules, EventType.THIRD_PARTY_SENT, "条例第三十二条")


def _agency_lapsed(request: Request, event: Event, clock: Deadline, rules: ClockRules) -> str:
    return _silent(request, event, clock, rules, EventType.AGENCY_SENT, "条例第三十四条")


def _silent(
    request: Request,
    event: Event,
    clock: Deadline,
    rules: ClockRules,
    asked: EventType,
    article: str,
) -> str:
    if not _asked(request, asked, event.party):
        return f"没有等待答复的征求意见，不能登记逾期（{article}）"
    limits = [one.limit for one in _of(clock, asked, event.party) if one.limit]
    if limits and event.date < min(limits):
        until = min(limits).isoformat()
        return f"对方收到之日起{rules.consult}个工作日到{until}才届满（{article}）"
    return ""


def _asked(request: Request, asked: EventType, party: str) -> bool:
    """Whether a question of this kind is still unanswered, counting those the clock left out."""

    def mine(one: Event) -> bool:
        return not party or not one.party or one.party == party

    sent = sum(one.type is asked and mine(one) for one in request.events)
    ended = sum(one.type in OPINION_ENDS[asked] and mine(one) for one in request.events)
    return sent > ended


def _of(clock: Deadline, asked: EventType, party: str) -> list[OpenOpinion]:
    third = asked is EventType.THIRD_PARTY_SENT
    return [one for one in clock.opinions if one.third_party == third and party in ("", one.party)]


def _reasons_lapsed(request: Request, event: Event, clock: Deadline, rules: ClockRules) -> str:
    asked = request.last(EventType.REASONS_ASKED)
    if asked is None:
        return "没有要求说明理由，不能登记逾期未说明（条例第三十五条）"
    if asked.deadline and event.date <= asked.deadline:
        return f"说明理由的期限到{asked.deadline.isoformat()}才届满（条例第三十五条）"
    return ""


def _delay_set(request: Request, event: Event, clock: Deadline, rules: ClockRules) -> str:
    if request.first(EventType.REASONS_GIVEN) is None:
        return (
            "延迟答复以申请人说明了理由且理由合理为前提，请先登记要求说明理由和收到的理由"
            "（条例第三十五条）"
        )
    return ""


_RULES: Mapping[EventType, _Rule] = {
    EventType.EXTENSION: _extension,
    EventType.CORRECTION_NOTICE: _correction_notice,
    EventType.CORRECTION_LAPSED: _correction_lapsed,
    EventType.FEE_NOTICE: _fee_notice,
    EventType.FEE_LAPSED: _fee_lapsed,
    EventType.THIRD_PARTY_LAPSED: _third_party_lapsed,
    EventType.AGENCY_LAPSED: _agency_lapsed,
    EventType.REASONS_LAPSED: _reasons_lapsed,
    EventType.DELAY_SET: _delay_set,
}
