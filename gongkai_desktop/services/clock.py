"""Deadlines of the register (期限): derived from events, cached for lists, explained on demand."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.clock import Deadline, evaluate, evaluate_case
from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.domain.request import CurrentView, Request
from gongkai_desktop.domain.stage import end_of, stage_of
from gongkai_desktop.services.home import exists
from gongkai_desktop.services.knowledge import Knowledge, load_knowledge
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, Reader, open_office

CaseEvaluator = Callable[[Any], dict[str, Any]]

LAPSE_ROWS: Mapping[EventType, str] = {
    EventType.CORRECTION_LAPSED: "r3_6_1_overdue_correction",
    EventType.FEE_LAPSED: "r3_6_2_overdue_fee",
    EventType.WITHDRAWN: "r3_6_3_other",
}


@attrs.frozen(kw_only=True)
class MovedDeadline:
    """An open request whose deadline is another one under the new calendar or rules."""

    register_no: str
    old: date | None
    new: date | None


def deadline_of(request: Request, knowledge: Knowledge, today: date | None) -> Deadline:
    """The clock of one request; with ``today`` also what is late and how many days are left."""
    return evaluate(request.events, knowledge.calendar, knowledge.rules, today)


def current_view(request: Request, knowledge: Knowledge) -> CurrentView:
    """What lists show of a request, free of the day it is read."""
    deadline = deadline_of(request, knowledge, None)
    received = request.received
    end = end_of(request)
    sent = request.last(EventType.REPLY_SENT)
    row = request.row or (LAPSE_ROWS.get(end.type, "") if end else "")
    return CurrentView(
        stage=stage_of(request),
        received_date=received.date if received else None,
        channel=request.channel,
        clock_state=deadline.status,
        due_date=deadline.due_date,
        provisional=deadline.provisional,
        awaited=deadline.awaited,
        awaited_until=deadline.awaited_until,
        ground=request.ground,
        report_row=row,
        decided_date=end.date if end else None,
        sent_date=sent.date if sent else None,
        warnings=deadline.warnings,
        fingerprint=knowledge.fingerprint,
    )


class Views:
    """The views of many requests, those that went the same way derived once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._derived: dict[Hashable, CurrentView] = {}

    def of(self, request: Request) -> CurrentView:
        """What lists show of a request, as ``current_view`` has it."""
        way = (
            *(request.events, request.row, request.ground),
            *(request.archived, bool(request.section), request.void_reason),
        )
        view = self._derived.get(way)
        if view is None:
            view = self._derived[way] = current_view(request, self._knowledge)
        return view


def refresh_views(workspace: Workspace) -> tuple[MovedDeadline, ...]:
    """Rebuild the views of open requests when calendar or rules changed; list what moved."""
    with workspace.office.read() as reader:
        stale = reader.requests.stale_ids(workspace.knowledge.fingerprint)
    if not stale:
        return ()
    with workspace.change("按现行放假安排和期限规则重新计算") as change:
        return rebuild_views(change, stale, workspace.knowledge)


def rebuild_views(
    change: Change, ids: Sequence[str], knowledge: Knowledge, report: Report = silent
) -> tuple[MovedDeadline, ...]:
    """Derive the views of some requests anew inside a transaction; ``report`` may stop it."""
    views = views_of(change, ids, knowledge, report)
    moved = moved_deadlines(change, views)
    change.requests.save_views((request.id, view) for request, view in views)
    return moved


def views_of(
    reader: Reader, ids: Sequence[str], knowledge: Knowledge, report: Report
) -> list[tuple[Request, CurrentView]]:
    """Some requests with the views they have under a calendar and rules."""
    views = []
    for at, request in enumerate(reader.requests.each(ids)):
        report(at, len(ids), "正在计算期限")
        views.append((request, current_view(request, knowledge)))
    return views


def moved_deadlines(
    reader: Reader, views: Sequence[tuple[Request, CurrentView]]
) -> tuple[MovedDeadline, ...]:
    """What would change against the cached views, in order of the register."""
    cached = {row.id: row.view for row in reader.requests.rows_of([one.id for one, _ in views])}
    return tuple(
        MovedDeadline(
            register_no=request.register_no, old=cached[request.id].due_date, new=view.due_date
        )
        for request, view in views
        if cached[request.id].due_date != view.due_date
    )


def case_evaluator(location: str, today: date | None, key: str | None) -> CaseEvaluator:
    """A function from one case of the command line to its answer.

    The office's own calendar entries count where the office exists; none is made.
    """
    knowledge = _knowledge_at(location, key)

    def answer(case: Any) -> dict[str, Any]:
        return evaluate_case(case, knowledge.calendar, knowledge.rules)

    return answer


def _knowledge_at(location: str, key: str | None) -> Knowledge:
    if not exists(location):
        return load_knowledge()
    with open_office(location, key=key) as office, office.read() as reader:
        return load_knowledge(reader)
