"""What is known of a request beside its own record: changes made, earlier requests like it."""

from __future__ import annotations

from datetime import datetime

import attrs

from gongkai_desktop.domain.request import Request, RequestRow
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader, RequestQuery

_SIMILAR = 8


@attrs.frozen(kw_only=True)
class Amendment:
    """One use case that touched a request: when, who, what."""

    when: datetime
    who: str
    what: str


def amendments_of(reader: Reader, request: Request, limit: int = 200) -> tuple[Amendment, ...]:
    """The latest audit entries that changed a row of this request, newest first."""
    ids = {request.id, *(event.id for event in request.events), *(one.id for one in request.items)}
    found = []
    for entry in reader.audit.entries(limit=limit):
        if any(change.id in ids for change in reader.audit.changes(entry.seq)):
            when = datetime.fromisoformat(entry.at)
            found.append(Amendment(when=when, who=entry.operator, what=entry.use_case))
    return tuple(found)


def similar_requests(
    workspace: Workspace, name: str, id_no: str, text: str
) -> tuple[RequestRow, ...]:
    """Earlier requests of the same person, or with much the same text (疑似重复)."""
    with workspace.office.read() as reader:
        rows = reader.requests.history_of(id_no) if id_no else []
        if name:
            rows += reader.requests.history_of(name)
        words = text.strip()[:12]
        if len(words) >= 4:
            query = RequestQuery(text=words, limit=_SIMILAR, today=workspace.today)
            rows += reader.requests.rows(query)
    unique = {row.id: row for row in rows}
    return tuple(list(unique.values())[:_SIMILAR])
