"""What the file of a request gives its letters (办理经过与检索): fields nobody types twice.

``step_values`` are fields of the whole letter, ``item_values`` those of every item.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.letter.opinion import opinion_values
from gongkai_desktop.domain.request import Request
from gongkai_desktop.domain.request_doubts import AUTHORITY_GIVEN, corrections_of
from gongkai_desktop.domain.unit import Unit

Numbers = Mapping[str, str]


@attrs.frozen(kw_only=True)
class UsualDays:
    """Working days the office usually gives an applicant, where the law only says 合理.

    ``correction`` to supply what is missing (条例第三十条), ``reasons`` to give reasons: the
    period of answer runs on meanwhile (条例第三十五条).
    """

    correction: int = 15
    reasons: int = 10


_BOTH_WAYS = "系统检索与人工查阅相结合"


@attrs.frozen(kw_only=True)
class Search:
    """One place searched (检索记录): where, with what words and period, how, when, by whom."""

    place: str
    words: str
    day: date
    section: str = ""
    method: str = ""
    person: str = ""
    result: str = ""
    found: str = ""


@attrs.frozen(kw_only=True)
class EarlierReply:
    """The reply to the request that this one repeats: when asked, its number, dates, result."""

    received: date | None
    number: str
    decided: date | None
    served: date | None
    gist: str


def search_values(searches: Sequence[Search]) -> dict[str, Any]:
    """The search paragraph (检索段) of a letter, from the records; empty without any."""
    if not searches:
        return {}
    methods = {one.method for one in searches} - {""}
    values = {
        "search_sections": "、".join(_once(one.section for one in searches)),
        "search_from": min(one.day for one in searches),
        "search_to": max(one.day for one in searches),
        "search_scope": list(_once(one.place for one in searches)),
        "search_terms": "；".join(_once(one.words for one in searches)),
        "search_method": methods.pop() if len(methods) == 1 else _BOTH_WAYS if methods else "",
    }
    return _filled(values)


def _once(words: Iterable[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if word]


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}


_RECEIPT_RULES = {
    "当面": "当面提交之日",
    "口头(当面代填)": "当面提交之日",
    "邮寄(EMS/挂号)": "本机关签收邮件之日",
    "平信": "本机关联系确认之日",
    "互联网": "双方确认之日",
    "电子邮件": "双方确认之日",
    "传真": "双方确认之日",
}
"""How the day of receipt was fixed, by channel (条例第三十一条). One sent on by another organ, or
come in some other way, is for the clerk to say."""


def receipt_values(request: Request, channel: str, operator: str) -> dict[str, Any]:
    """What only the receipt (登记回执) says: the rule of its day, the papers, who took them in.

    ``channel`` is the channel by its name in the rules of the clock.
    """
    papers = ["政府信息公开申请1份"]
    if request.applicant.agent and request.applicant.authority == AUTHORITY_GIVEN:
        papers.append("授权委托书1份")
    return _filled(
        {
            "receipt_rule": _RECEIPT_RULES.get(channel, ""),
            "materials": papers,
            "handler": request.handler or operator,
        }
    )


def office_values(unit: Unit, usual: UsualDays) -> dict[str, Any]:
    """What a letter that asks for something begins with: where to send it, how long it may take.

    条例第三十条 wants a reasonable period and names none: the clerk may change it.
    """
    postcode = f"邮政编码{unit.office_postcode}" if unit.office_postcode else ""
    where = "，".join(part for part in (unit.office_address, postcode) if part)
    place = unit.office_name or unit.name
    values = {
        "return_to": f"{place}（{where}）" if where else place,
        "correction_days": usual.correction,
        "reasons_days": usual.reasons,
    }
    return _filled(values)


def step_values(request: Request, numbers: Numbers, today: date) -> dict[str, Any]:
    """Fields of the procedural letters that events and doubts already give."""
    return _filled(
        {
            **_supplement(request, numbers, today),
            **_reasons(request, numbers),
            **_asked_others(request),
        }
    )


def _supplement(request: Request, numbers: Numbers, today: date) -> dict[str, Any]:
    notice = request.last(EventType.CORRECTION_NOTICE)
    doubts = corrections_of(request, today)
    return {
        "unclear": [doubt.unclear for doubt in doubts],
        "corrections": [doubt.correction for doubt in doubts],
        "correction_date": notice.date if notice else None,
        "correction_no": numbers.get("B1", "") if notice else "",
        "correction_served_date": notice.received if notice else None,
    }


def _reasons(request: Request, numbers: Numbers) -> dict[str, Any]:
    given = request.last(EventType.REASONS_GIVEN)
    return {
        "reasons_no": numbers.get("B2", ""),
        "reasons_given_date": given.date if given else None,
        "reasons_gist": given.note if given else "",
    }


def _asked_others(request: Request) -> dict[str, Any]:
    third, agency = (
        request.last(kind) for kind in (EventType.THIRD_PARTY_SENT, EventType.AGENCY_SENT)
    )
    sent = max((one for one in (third, agency) if one), key=lambda one: one.date, default=None)
    if sent is None:
        return {}
    if sent.type is EventType.THIRD_PARTY_SENT:
        kind = "涉及第三方合法权益"
    else:
        kind = "涉及其他机关" if sent.joint is False else "与其他机关共同制作"
    return {
        "consult_sent_date": sent.date,
        "consult_kind": kind,
        "third_party": third.party if third else "",
        "organ": agency.party if agency else "",
    }


def item_values(
    request: Request,
    numbers: Numbers,
    searches: Sequence[Search],
    earlier: EarlierReply | None,
    pay_by: date | None,
) -> dict[str, Any]:
    """Fields of the items that events, search records and the earlier reply already give.

    ``pay_by`` is the last day to pay as the clock counted it.
    """
    return _filled(
        {
            **search_values(searches),
            **_lapse_of_supplement(request),
            **_lapse_of_fee(request, numbers, pay_by),
            **_withdrawal(request),
            **_reasons_asked(request, numbers),
            **opinion_values(request),
            **_repeat(earlier),
        }
    )


def _lapse_of_supplement(request: Request) -> dict[str, Any]:
    notice = request.last(EventType.CORRECTION_NOTICE)
    return {"correction_deadline": notice.deadline if notice else None}


def _lapse_of_fee(request: Request, numbers: Numbers, pay_by: date | None) -> dict[str, Any]:
    notice = request.last(EventType.FEE_NOTICE)
    if notice is None:
        return {}
    return {
        "fee_no": numbers.get("B9", ""),
        "fee_date": notice.date,
        "fee_served": notice.received,
        "pay_deadline": pay_by,
        "fee_amount": notice.amount,
    }


def _withdrawal(request: Request) -> dict[str, Any]:
    event = request.last(EventType.WITHDRAWN)
    return {"withdraw_date": event.date, "withdraw_way": event.how} if event else {}


def _reasons_asked(request: Request, numbers: Numbers) -> dict[str, Any]:
    asked = request.last(EventType.REASONS_ASKED)
    if asked is None:
        return {}
    lapsed, given = (
        request.last(kind) for kind in (EventType.REASONS_LAPSED, EventType.REASONS_GIVEN)
    )
    answer = "逾期没有说明理由" if lapsed else "说明的理由不合理" if given else ""
    return {
        "reasons_no": numbers.get("B2", ""),
        "reasons_asked": asked.date,
        "reasons_served": asked.received,
        "reasons_answer": answer,
        "reasons_gist": given.note if given else "",
    }


def _repeat(earlier: EarlierReply | None) -> dict[str, Any]:
    if earlier is None:
        return {}
    return {
        "earlier_received": earlier.received,
        "earlier_no": earlier.number,
        "earlier_date": earlier.decided,
        "earlier_served": earlier.served,
        "earlier_gist": earlier.gist,
    }
