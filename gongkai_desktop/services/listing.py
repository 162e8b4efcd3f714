"""What the register shows of a request, for the shell and for exports (登记簿)."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai_desktop.domain.annual.placing import placings
from gongkai_desktop.domain.event import Event
from gongkai_desktop.domain.request import RequestRow
from gongkai_desktop.domain.request_record import request_to_record
from gongkai_desktop.domain.urgency import Level, urgency_of
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import RequestQuery


def register_list(workspace: Workspace) -> list[dict[str, Any]]:
    """Every request as ``register list`` prints it, in order of registration."""
    rows = request_service.rows(workspace, RequestQuery(sort="register_no"))
    return [_row_document(row, workspace) for row in rows]


def register_show(workspace: Workspace, register_no: str) -> dict[str, Any]:
    """One request in full: its record, its clock today and its letters."""
    request, deadline = request_service.show(workspace, register_no)
    with workspace.office.read() as reader:
        (row,) = reader.requests.rows_of([request.id])
        letters = reader.letters.of_request(request.id)
    return {
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
            for one in placings(row.view, row.applicant_kind, workspace.today.year)
        ],
    }


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
