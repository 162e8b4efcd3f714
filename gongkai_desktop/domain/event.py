"""Dated events of a request (事件): the only facts from which a deadline is derived."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date as Day  # noqa: N812 - the field is called date
from enum import StrEnum
from operator import attrgetter
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError


class EventType(StrEnum):
    """Every kind of event the clock knows; the value is the name used in files and commands."""

    SUBMITTED = "submitted"
    RECEIVED = "received"
    CORRECTION_NOTICE = "correction_notice"
    CORRECTION_RETURNED = "correction_returned"
    CORRECTION_LAPSED = "correction_lapsed"
    THIRD_PARTY_SENT = "third_party_sent"
    THIRD_PARTY_ANSWERED = "third_party_answered"
    THIRD_PARTY_LAPSED = "third_party_lapsed"
    AGENCY_SENT = "agency_sent"
    AGENCY_ANSWERED = "agency_answered"
    AGENCY_LAPSED = "agency_lapsed"
    FEE_NOTICE = "fee_notice"
    FEE_PAID = "fee_paid"
    FEE_LAPSED = "fee_lapsed"
    REASONS_ASKED = "reasons_asked"
    REASONS_GIVEN = "reasons_given"
    REASONS_LAPSED = "reasons_lapsed"
    DELAY_SET = "delay_set"
    EXTENSION = "extension"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    REANSWER_ORDERED = "reanswer_ordered"
    REPLY_SENT = "reply_sent"
    AS_OF = "as_of"
    # Dates that start the other periods (proactive publication, review, suit).
    FORMED = "formed"
    REPLY_RECEIVED = "reply_received"
    REVIEW_DECISION_RECEIVED = "review_decision_received"
    COPY_RECEIVED = "copy_received"

    @property
    def label(self) -> str:
        """The office's word for it, as printed in timelines and sheets."""
        return _LABELS[self]


OPINION_ENDS: Mapping[EventType, tuple[EventType, EventType]] = {
    EventType.THIRD_PARTY_SENT: (EventType.THIRD_PARTY_ANSWERED, EventType.THIRD_PARTY_LAPSED),
    EventType.AGENCY_SENT: (EventType.AGENCY_ANSWERED, EventType.AGENCY_LAPSED),
}
"""How a question of opinion ends: answered, or its time over (条例第三十二条、第三十四条)."""

_LABELS: dict[EventType, str] = {
    EventType.SUBMITTED: "提交申请",
    EventType.RECEIVED: "收到申请",
    EventType.CORRECTION_NOTICE: "告知补正",
    EventType.CORRECTION_RETURNED: "收到补正",
    EventType.CORRECTION_LAPSED: "逾期未补正",
    EventType.THIRD_PARTY_SENT: "征求第三方意见",
    EventType.THIRD_PARTY_ANSWERED: "第三方提出意见",
    EventType.THIRD_PARTY_LAPSED: "第三方逾期未提出意见",
    EventType.AGENCY_SENT: "征求其他机关意见",
    EventType.AGENCY_ANSWERED: "其他机关提出意见",
    EventType.AGENCY_LAPSED: "其他机关逾期未提出意见",
    EventType.FEE_NOTICE: "收费通知",
    EventType.FEE_PAID: "缴纳费用",
    EventType.FEE_LAPSED: "逾期未缴费",
    EventType.REASONS_ASKED: "要求说明理由",
    EventType.REASONS_GIVEN: "收到说明理由",
    EventType.REASONS_LAPSED: "逾期未说明理由",
    EventType.DELAY_SET: "确定延迟答复",
    EventType.EXTENSION: "延长答复期限",
    EventType.DECIDED: "作出答复",
    EventType.WITHDRAWN: "申请人撤回",
    EventType.REANSWER_ORDERED: "责令重新答复",
    EventType.REPLY_SENT: "送达答复",
    EventType.AS_OF: "截至",
    EventType.FORMED: "信息形成或者变更",
    EventType.REPLY_RECEIVED: "收到答复",
    EventType.REVIEW_DECISION_RECEIVED: "收到复议决定",
    EventType.COPY_RECEIVED: "收到申请书或者起诉状副本",
}


@attrs.frozen(kw_only=True, cache_hash=True)
class Event:
    """One dated event. Only the fields its type uses are filled; ``id`` is the store's identity.

    ``channel``/``how``: receipt channel as written and how confirmed. ``deadline``: the last day
    given to the other side. ``received``/``letter_received``: when the notice or opinion letter
    reached them. ``party``/``joint``: who is consulted, and whether the record was made jointly
    (条例第三十四条). ``until``: the date set under 条例第三十五条. ``days``: working days of an
    extension or of an order. ``method``/``signed``: service and the day it was signed for.
    ``outcome``: what was decided, or the opinion given. ``basis``/``count``/``amount``: how a fee
    was counted, of how many, and what it comes to in yuan (按件 or 按量, never both).
    """

    type: EventType
    date: Day
    channel: str = ""
    how: str = ""
    deadline: Day | None = None
    received: Day | None = None
    party: str = ""
    joint: bool | None = None
    letter_received: Day | None = None
    until: Day | None = None
    days: int | None = None
    approved_by: str = ""
    outcome: str = ""
    method: str = ""
    signed: Day | None = None
    procedure: str = ""
    basis: str = ""
    count: int | None = None
    amount: int | None = None
    note: str = ""
    id: str = ""


# Other years are slips of the pen; a period added to them would leave the calendar.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATES = {"deadline", "received", "letter_received", "until", "signed"}
_NUMBERS = {"days": "工作日数", "count": "数量", "amount": "金额"}
_TEXTS = {
    "channel",
    "how",
    "party",
    "approved_by",
    "outcome",
    "method",
    "procedure",
    "basis",
    "note",
    "id",
}


def event_from_dict(raw: Mapping[str, Any], where: str = "事件") -> Event:
    """Read one event of the command line's JSON; raises UserError that names place and key."""
    if not isinstance(raw, Mapping):
        raise UserError(f"{where}不是一个对象", "每个事件写成 {“type”: …, “date”: …}")
    try:
        kind = EventType(str(raw.get("type", "")))
    except ValueError:
        raise UserError(
            f"{where}的 type“{raw.get('type', '')}”不认识", "请核对事件类型的拼写"
        ) from None
    day = read_date(raw.get("date"), f"{where} {kind}的 date")
    values: dict[str, Any] = {"type": kind, "date": day}
    for key, value in raw.items():
        if value is None or key in ("type", "date"):
            continue
        values |= _read_field(key, value, f"{where} {kind}的 {key}")
    return Event(**values)


def _read_field(key: str, value: Any, where: str) -> dict[str, Any]:
    if key in _DATES:
        return {key: read_date(value, where)}
    if key in _TEXTS:
        return {key: str(value)}
    if key == "joint":
        if not isinstance(value, bool):
            raise UserError(f"{where}应为 true 或者 false")
        return {key: value}
    if key in _NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise UserError(f"{where}“{value}”不是{_NUMBERS[key]}", "请填写不小于0的整数")
        return {key: value}
    return {}


def read_date(value: Any, where: str) -> Day:
    """Read an ISO date; raises UserError naming ``where``."""
    if isinstance(value, Day):
        return value
    text = str(value)
    try:
        day = Day.fromisoformat(text) if _ISO_DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise UserError(f"{where}“{value}”不是有效日期", "请写成 2026-03-02 的样子")
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise UserError(f"{where}“{value}”的年份不对", "请核对年份")
    return day


def event_to_dict(event: Event) -> dict[str, Any]:
    """The event as plain JSON values, empty fields left out; reads back by event_from_dict."""
    result = {"type": event.type.value, "date": event.date.isoformat(), **event_details(event)}
    return {**result, "id": event.id} if event.id else result


_DETAILS = tuple(
    field.name for field in attrs.fields(Event) if field.name not in ("type", "date", "id")
)


_details = attrgetter(*_DETAILS)


def event_details(event: Event) -> dict[str, Any]:
    """What only the type of an event uses, as plain JSON values, empty fields left out."""
    return {
        name: value.isoformat() if isinstance(value, Day) else value
        for name, value in zip(_DETAILS, _details(event), strict=True)
        if value is not None and value != ""
    }
