"""What the register shows of a request, for the shell and for exports (登记簿)."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai_desktop.domain.event import Event
from gongkai_desktop.domain.request import RequestRow
from gongkai_desktop.domain.request_record import request_to_record
from gongkai_desktop.domain.review.masking import Masks, masked_field, masked_numbers
from gongkai_desktop.domain.role import Right, permitted
from gongkai_desktop.domain.urgency import Level, urgency_of
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.placing import placed
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import RequestQuery

_NUMBERS_OF_OURS = ("register_no", "reply_no", "mail_no", "service_no", "platform_no", "number")
"""Numbers of letters and parcels, which may look like a telephone's."""


def register_list(workspace: Workspace) -> list[dict[str, Any]]:
    """Every request as ``register list`` prints it, in order of registration."""
    rows = request_service.rows(workspace, RequestQuery(sort="register_no"))
    shown = [_row_document(row, workspace) for row in rows]
    return (
        shown if _opens_numbers(workspace) else [_without_numbers(workspace, one) for one in shown]
    )


def register_show(workspace: Workspace, register_no: str) -> dict[str, Any]:
    """One request in full: its record, its clock today and its letters.

    Numbers, contacts and addresses are masked for whose role does not open them; an office that
    gives no roles sees what it registered.
    """
    request, deadline = request_service.show(workspace, register_no)
    with workspace.office.read() as reader:
        (row,) = reader.requests.rows_of([request.id])
        letters = reader.letters.of_request(request.id)
    shown = {
        **request_to_record(request),
        **_row_document(row, workspace),
        "warnings": list(deadline.warnings),
        "milestones": {name: day.isoformat() for name, day in deadline.milestones.items()},
        "timeline": [_timeline_entry(event) for event in request.events],
        "letters": [
            {"code": letter.code, "number": letter.number, "date": _iso(letter.letter_date)}
            for letter in letters
        ],
        "annual": [
            {"year": one.year, "cell": one.path, "why": one.why}
            for one in placed(row, workspace.today)
        ],
    }
    return shown if _opens_numbers(workspace) else _without_numbers(workspace, shown)


def _opens_numbers(workspace: Workspace) -> bool:
    return permitted(workspace.roles(), Right.FULL)


def _without_numbers(workspace: Workspace, shown: dict[str, Any]) -> dict[str, Any]:
    return {name: _masked(workspace.knowledge.masks, name, one) for name, one in shown.items()}


def _masked(masks: Masks, name: str, value: Any) -> Any:
    """A value without personal data, as deep as it goes."""
    if isinstance(value, dict):
        return {inner: _masked(masks, inner, one) for inner, one in value.items()}
    if isinstance(value, list):
        return [_masked(masks, name, one) for one in value]
    if not isinstance(value, str) or name in _NUMBERS_OF_OURS:
        return value
    return masked_numbers(masks, masked_field(masks, name, value))


def status_today(row: RequestRow, workspace: Workspace) -> str:
    """The clock's status as of today: 已超期 is not a fact of the file but of the day."""
    urgency = urgency_of(row.view, workspace.knowledge.calendar, workspace.today)
    return "已超期" if urgency.level == Level.OVERDUE else row.view.clock_state


def _row_document(row: RequestRow, workspace: Workspace) -> dict[str, Any]:
    view = row.view
    return {
        "register_no": row.register_no,
        "received_date": _iso(view.received_date),
        "channel": view.channel,
        "applicant": row.applicant,
        "applicant_kind": row.applicant_kind.value,
        "request_text": row.request_text,
        "stage": view.stage.value,
        "status": status_today(row, workspace),
        "due_date": _iso(view.due_date),
        "provisional": view.provisional,
        "awaited": view.awaited,
        "awaited_until": _iso(view.awaited_until),
        "ground": view.ground,
        "outcome": view.report_row,
        "decided_date": _iso(view.decided_date),
        "sent_date": _iso(view.sent_date),
    }


def _timeline_entry(event: Event) -> dict[str, Any]:
    return {"date": event.date.isoformat(), "type": event.type.value, "label": event.type.label}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
