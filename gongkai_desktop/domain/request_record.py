"""A request as plain JSON values: what ``register show`` prints and ``register add`` reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import (
    Event,
    EventType,
    event_from_dict,
    event_to_dict,
    read_date,
)
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Item, Request

_APPLICANT_TEXTS = (
    "id_kind",
    "id_no",
    "contact",
    "phone",
    "email",
    "address",
    "postcode",
    "agent",
    "authority",
)
_REQUEST_TEXTS = (
    "corrected_text",
    "delivery_form",
    "mail_no",
    "platform_no",
    "signer",
    "section",
    "handler",
    "row",
    "ground",
    "original_outcome",
    "reply_no",
    "service_no",
    "remarks",
    "void_reason",
    "repeat_of",
)


_KIND_LABELS = {kind.label: kind.value for kind in ApplicantKind}
_RECEIPT = ("received_date", "submitted_date", "channel", "how")
_SHOWN = (
    *("stage", "status", "due_date", "provisional", "awaited", "awaited_until", "outcome"),
    *("decided_date", "sent_date", "warnings", "milestones", "timeline", "letters", "annual"),
)
"""What ``register show`` adds to a record; it follows from the rest and is not read."""


def unread_keys(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """Keys nobody reads, slips of the pen most likely."""
    own = {"register_no", "applicant", "applicant_kind", "request_text", "items", "events"}
    own |= {"forwarded", "archived", "original_due", "imported", "demo"}
    known = own.union(_APPLICANT_TEXTS, _REQUEST_TEXTS, _RECEIPT, _SHOWN)
    return tuple(str(key) for key in raw if key not in known)


def request_to_record(request: Request) -> dict[str, Any]:
    """All of a request but the store's identities; equal requests give equal records."""
    applicant = request.applicant
    record: dict[str, Any] = {
        "register_no": request.register_no,
        "applicant": applicant.name,
        "applicant_kind": applicant.kind.value,
        "request_text": request.request_text,
        **{name: getattr(applicant, name) for name in _APPLICANT_TEXTS},
        **{name: getattr(request, name) for name in _REQUEST_TEXTS},
        "forwarded": _iso(request.forwarded),
        "archived": _iso(request.archived),
        "original_due": _iso(request.original_due),
        "imported": request.imported,
        "demo": request.demo,
        "items": [_item_to_record(item) for item in request.items],
        "events": [event_to_dict(attrs.evolve(event, id="")) for event in request.events],
    }
    return record


def _item_to_record(item: Item) -> dict[str, Any]:
    return {
        "no": item.no,
        "text": item.text,
        "ground": item.ground,
        "row": item.row,
        "fields": item.fields,
    }


def request_from_record(raw: Any, where: str = "申请") -> Request:
    """Read a request written by hand or by ``register show``; raises UserError naming the key.

    Required: applicant, request_text and a receipt, given as a ``received`` event or as
    ``received_date`` with ``channel``. An empty register_no is filled at registration.
    """
    if not isinstance(raw, Mapping):
        raise UserError(f"{where}不是一个对象", "请写成 {“applicant”: …, “request_text”: …}")
    return Request(
        register_no=_text(raw, "register_no", where),
        applicant=_applicant(raw, where),
        request_text=_required(raw, "request_text", where),
        events=_events(raw, where),
        items=_items(raw, where),
        forwarded=_day(raw, "forwarded", where),
        archived=_day(raw, "archived", where),
        original_due=_day(raw, "original_due", where),
        imported=bool(raw.get("imported", False)),
        demo=bool(raw.get("demo", False)),
        **{name: _text(raw, name, where) for name in _REQUEST_TEXTS},
    )


def _applicant(raw: Mapping[str, Any], where: str) -> Applicant:
    named = _text(raw, "applicant_kind", where) or "natural"
    try:
        kind = ApplicantKind(_KIND_LABELS.get(named, named))
    except ValueError:
        choices = "、".join(f"{kind.value}（{kind.label}）" for kind in ApplicantKind)
        raise UserError(
            f"{where}的 applicant_kind“{raw.get('applicant_kind')}”不认识", f"可填：{choices}"
        ) from None
    details = {name: _text(raw, name, where) for name in _APPLICANT_TEXTS}
    return Applicant(kind=kind, name=_required(raw, "applicant", where), **details)


def _events(raw: Mapping[str, Any], where: str) -> tuple[Event, ...]:
    listed = _list(raw, "events", where)
    events = tuple(
        event_from_dict(event, f"{where}第{number}个事件")
        for number, event in enumerate(listed, start=1)
    )
    if any(event.type == EventType.RECEIVED for event in events):
        return events
    return (*_receipt(raw, where), *events)


def _receipt(raw: Mapping[str, Any], where: str) -> tuple[Event, ...]:
    if raw.get("received_date") is None:
        raise UserError(f"{where}缺少收到日 received_date", "请填写收到申请的日期")
    received = Event(
        type=EventType.RECEIVED,
        date=read_date(raw["received_date"], f"{where}的 received_date"),
        channel=_text(raw, "channel", where),
        how=_text(raw, "how", where),
    )
    submitted = _day(raw, "submitted_date", where)
    if submitted is None:
        return (received,)
    return (Event(type=EventType.SUBMITTED, date=submitted), received)


def _items(raw: Mapping[str, Any], where: str) -> tuple[Item, ...]:
    listed = _list(raw, "items", where)
    return tuple(
        _item(item, number, f"{where}第{number}项") for number, item in enumerate(listed, start=1)
    )


def _item(raw: Any, number: int, where: str) -> Item:
    if isinstance(raw, str):
        return Item(no=number, text=raw)
    if not isinstance(raw, Mapping):
        raise UserError(f"{where}不是一个对象", "请写成 {“text”: …}")
    fields = raw.get("fields") or {}
    if not isinstance(fields, Mapping):
        raise UserError(f"{where}的 fields 应为对象", "请写成 {“字段名”: …}")
    return Item(
        no=_number(raw, number, where),
        text=_required(raw, "text", where),
        ground=_text(raw, "ground", where),
        row=_text(raw, "row", where),
        fields=dict(fields),
    )


def _number(raw: Mapping[str, Any], number: int, where: str) -> int:
    """The item's own number: where one was struck, the others keep theirs."""
    own = raw.get("no")
    if own is None:
        return number
    if isinstance(own, bool) or not isinstance(own, int) or own < 1:
        raise UserError(f"{where}的 no“{own}”不是项号", "请填写从1开始的整数，或者不写")
    return own


def _list(raw: Mapping[str, Any], key: str, where: str) -> list[Any]:
    listed = raw.get(key)
    if listed is None:
        return []
    if not isinstance(listed, list):
        raise UserError(f"{where}的 {key} 应为列表", "请写成 [{…}, {…}] 的样子")
    return listed


def _required(raw: Mapping[str, Any], key: str, where: str) -> str:
    text = _text(raw, key, where)
    if not text.strip():
        raise UserError(f"{where}缺少 {key}", "请补填后重试")
    return text


def _text(raw: Mapping[str, Any], key: str, where: str) -> str:
    value = raw.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UserError(f"{where}的 {key} 应为文字", "请加上引号")
    return value


def _day(raw: Mapping[str, Any], key: str, where: str) -> date | None:
    value = raw.get(key)
    return read_date(value, f"{where}的 {key}") if value else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
