"""Handing a request out to sections and chasing them (批办、协办、催办): one ledger, its slips."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai_desktop.domain.ledger.limit import day_of
from gongkai_desktop.domain.letter.course import course_of
from gongkai_desktop.domain.letter.step_event import party_of
from gongkai_desktop.domain.next_step import MadeLetter, Work
from gongkai_desktop.domain.request import Request
from gongkai_desktop.domain.request_doubts import corrections_of
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery, LedgerRow, Reader, StoredLetter

ASSIGNMENTS = "assignments"
HANDED_OUT, REMINDED = "批办", "催办"


def work_of(workspace: Workspace, reader: Reader, request: Request) -> Work:
    """What the office has done on a request beside its events."""
    rows = assignments_of(reader, request.register_no)
    return Work(
        letters=tuple(
            _made(one) for one in reader.letters.of_request(request.id) if not one.void_reason
        ),
        handed_out=bool(request.section or rows),
        late_sections=late_sections(rows, workspace.today),
        unclear=bool(corrections_of(request, workspace.today)),
    )


def _made(letter: StoredLetter) -> MadeLetter:
    return MadeLetter(
        code=letter.code,
        party=party_of(letter.code, letter.facts),
        sent=bool(course_of(letter.steps).deliveries),
    )


def assignments_of(reader: Reader, register_no: str) -> list[LedgerRow]:
    """What was handed out and chased for a request, the oldest first."""
    query = LedgerQuery(ledger=ASSIGNMENTS, equals=(("request", register_no),), sort="date")
    return reader.ledgers.find(query)


def late_sections(rows: list[LedgerRow], today: date) -> tuple[str, ...]:
    """Sections whose latest day to report back has passed without a report."""
    latest: dict[str, dict[str, Any]] = {}
    for row in rows:
        latest[str(row.body.get("section"))] = dict(row.body)
    reported = {str(row.body.get("section")) for row in rows if row.body.get("returned")}
    return tuple(
        section
        for section, body in latest.items()
        if section not in reported and (day_of(body.get("reply_by")) or today) < today
    )
