"""The clock's event that a procedural letter makes when it goes out (文书与办理步骤).

Letter and event are the same facts: who is asked, how many days, who approved. They are typed in
the letter and read from it here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.calendar import CalendarMissingError, WorkCalendar
from gongkai_desktop.domain.event import Event, EventType

STEP_EVENTS: Mapping[str, EventType] = {
    "B1": EventType.CORRECTION_NOTICE,
    "B2": EventType.REASONS_ASKED,
    "B3": EventType.EXTENSION,
    "B4": EventType.DELAY_SET,
    "B5": EventType.THIRD_PARTY_SENT,
    "B7": EventType.AGENCY_SENT,
    "B9": EventType.FEE_NOTICE,
}
"""The letters whose sending is a step, with its event."""

JOINT = "共同制作且本机关牵头"
PARTY_FIELDS: Mapping[str, str] = {"B5": "third_party", "B7": "organ"}
"""The field of a letter of opinion that names whom it asks."""


@attrs.frozen(kw_only=True)
class Sent:
    """When a letter went out and reached its addressee, and the fee it states in yuan."""

    posted: date
    reached: date | None = None
    amount: int | None = None
    note: str = ""


def party_of(code: str, values: Mapping[str, Any]) -> str:
    """Who a letter of opinion asks, empty for other letters."""
    return str(values.get(PARTY_FIELDS.get(code, "")) or "").strip()


def event_of_letter(
    code: str, values: Mapping[str, Any], sent: Sent, calendar: WorkCalendar
) -> Event | None:
    """The event of a letter sent; None for letters that are no step of the clock."""
    kind = STEP_EVENTS.get(code)
    if kind is None:
        return None
    text = _texts(values)
    plain = Event(type=kind, date=sent.posted, note=sent.note)
    if code in ("B1", "B2"):
        days = _whole(values.get("correction_days" if code == "B1" else "reasons_days"))
        return attrs.evolve(plain, deadline=_last_day(sent, days, calendar), received=sent.reached)
    if code == "B3":
        return attrs.evolve(
            plain,
            days=_whole(values.get("extension_days")),
            approved_by=text("approved_by"),
            note="　".join(filter(None, (sent.note, text("extension_reason")))),
        )
    if code == "B4":
        until = text("delay_until")
        return attrs.evolve(plain, until=date.fromisoformat(until) if until else None)
    if code == "B9":
        return _fee_notice(plain, values, sent)
    joint = values.get("consult_kind") == JOINT if code == "B7" else None
    return attrs.evolve(
        plain, party=party_of(code, values), joint=joint, letter_received=sent.reached
    )


def _fee_notice(plain: Event, values: Mapping[str, Any], sent: Sent) -> Event:
    basis = str(values.get("fee_basis") or "")
    count = _whole(values.get("fee_pages" if basis == "按量" else "fee_requests"))
    return attrs.evolve(plain, received=sent.reached, basis=basis, count=count, amount=sent.amount)


def _texts(values: Mapping[str, Any]) -> Any:
    return lambda name: str(values.get(name) or "").strip()


def _whole(value: Any) -> int | None:
    text = str(value if value is not None else "").strip()
    return int(text) if text.isdecimal() else None


def _last_day(sent: Sent, days: int | None, calendar: WorkCalendar) -> date | None:
    """The last day given: so many working days after the letter reached them."""
    if not days:
        return None
    try:
        return calendar.nth_workday_after(sent.reached or sent.posted, days)
    except CalendarMissingError:
        return None
