"""Earlier requests like one that comes in (疑似重复), and how each of them ended."""

from __future__ import annotations

from datetime import date

import attrs

from gongkai_desktop.domain.likeness import ALIKE, likeness, telling_words
from gongkai_desktop.domain.request import RequestRow
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader, RequestQuery

_SIMILAR = 8
_LOOKED_AT = 40


@attrs.frozen(kw_only=True)
class Earlier:
    """An earlier request of the same person or of like content.

    ``likeness`` is that of the texts (0–1), ``outcome`` how it ended or where it stands.
    """

    row: RequestRow
    same_person: bool
    likeness: float
    outcome: str

    @property
    def repeats(self) -> bool:
        """Whether it should be looked at before registering (条例第三十六条第（六）项)."""
        return self.same_person and self.likeness >= ALIKE


def earlier_requests(workspace: Workspace, name: str, id_no: str, text: str) -> tuple[Earlier, ...]:
    """Earlier requests of the same person, or with much the same text, the likest first."""
    with workspace.office.read() as reader:
        own = _of_person(reader, name, id_no)
        like = _with_words(reader, text, workspace.today)
    mine = {row.id for row in own}
    unique = {row.id: row for row in (*own, *like)}
    found = [
        Earlier(
            row=row,
            same_person=row.id in mine,
            likeness=likeness(text, row.request_text),
            outcome=outcome_words(row, workspace),
        )
        for row in unique.values()
    ]
    found = [one for one in found if one.same_person or one.likeness >= ALIKE]
    found.sort(key=lambda one: (one.repeats, one.likeness, _received(one.row)), reverse=True)
    return tuple(found[:_SIMILAR])


def _of_person(reader: Reader, name: str, id_no: str) -> list[RequestRow]:
    keys = [key for key in (id_no.strip(), name.strip()) if key]
    rows = {row.id: row for key in keys for row in reader.requests.history_of(key)}
    return list(rows.values())


def _with_words(reader: Reader, text: str, today: date) -> list[RequestRow]:
    queries = [RequestQuery(text=word, limit=_LOOKED_AT) for word in telling_words(text)]
    return [row for one in queries for row in reader.requests.rows(attrs.evolve(one, today=today))]


def _received(row: RequestRow) -> date:
    return row.view.received_date or date.min


def outcome_words(row: RequestRow, workspace: Workspace) -> str:
    """How a request ended, or where it stands."""
    labels = {one.key: one.full_label for one in workspace.knowledge.law.rows}
    return labels.get(row.view.report_row) or str(row.view.stage)
