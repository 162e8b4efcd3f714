"""The case library (案例库): earlier answers to learn from, persons unnamed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.likeness import likeness, telling_pairs, telling_words
from gongkai_desktop.domain.precedent import Precedent
from gongkai_desktop.domain.request import Request, RequestRow, Stage
from gongkai_desktop.domain.stage import stage_of
from gongkai_desktop.services import ledger
from gongkai_desktop.services.history import outcome_words
from gongkai_desktop.services.masking import masked_words
from gongkai_desktop.services.request import request_numbered
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery, LedgerRow, RequestQuery

PRECEDENTS = "precedents"
MOST_SHOWN = 5
_LOOKED_AT = 60
_LIKE_ENOUGH = 0.08
_CLOSED = (Stage.ANSWERED, Stage.ARCHIVED)


def similar(workspace: Workspace, text: str, *, but: str = "") -> tuple[Precedent, ...]:
    """The five cases most like a text, of the register and the library; ``but`` is left out.

    Cheap for 100,000 requests: only those that share a telling word are compared, and where
    these are few, those that share a word of two characters.
    """
    found = _found(workspace, text, but, _words(text))
    if len(found) < MOST_SHOWN:
        found = _found(workspace, text, but, (*_words(text), *telling_pairs(text)))
    found.sort(key=lambda one: one.likeness, reverse=True)
    return tuple(found[:MOST_SHOWN])


def _found(workspace: Workspace, text: str, but: str, words: Sequence[str]) -> list[Precedent]:
    return [
        one
        for one in (
            *_requests_like(workspace, text, but, words),
            *_rows_like(workspace, text, words),
        )
        if one.likeness >= _LIKE_ENOUGH
    ]


def _requests_like(
    workspace: Workspace, text: str, but: str, words: Sequence[str]
) -> Iterator[Precedent]:
    seen: dict[str, RequestRow] = {}
    with workspace.office.read() as reader:
        for word in words:
            query = RequestQuery(text=word, limit=_LOOKED_AT, today=workspace.today)
            seen |= {row.register_no: row for row in reader.requests.rows(query)}
    for number, row in seen.items():
        if number != but and row.view.stage in _CLOSED:
            yield Precedent(
                number=number,
                text=row.request_text,
                outcome=outcome_words(row, workspace),
                likeness=likeness(text, row.request_text),
            )


def _rows_like(workspace: Workspace, text: str, words: Sequence[str]) -> Iterator[Precedent]:
    rows: dict[str, LedgerRow] = {}
    with workspace.office.read() as reader:
        for word in words:
            found = reader.ledgers.find(LedgerQuery(ledger=PRECEDENTS, text=word))
            rows |= {row.id: row for row in found[:_LOOKED_AT]}
    for row in rows.values():
        asked = str(row.body.get("request_text") or row.title)
        yield Precedent(
            number=row.no,
            text=asked,
            outcome=str(row.body.get("outcome") or ""),
            likeness=likeness(text, asked),
            in_library=True,
            row_id=row.id,
        )


def _words(text: str) -> tuple[str, ...]:
    """Words to look by: the telling ones, cut to four characters so that kin are found too."""
    return tuple(dict.fromkeys(word[:4] for word in telling_words(text, most=6))) or (text[:2],)


def enter_from_request(workspace: Workspace, register_no: str) -> LedgerRow:
    """Take a closed request into the case library (入案例库), persons unnamed and numbers masked.

    Raises UserError for one that is still open, or in the library already.
    """
    request = request_numbered(workspace, register_no)
    if stage_of(request) not in _CLOSED:
        raise UserError(f"{register_no}还没有办结，不能入案例库", "答复以后再入库")
    known = ledger.linked(workspace, PRECEDENTS, register_no)
    if [row for row in known if not row.void_reason]:
        raise UserError(f"{register_no}已在案例库（{known[0].no}）", "可以在案例库里修改")
    return ledger.add(workspace, PRECEDENTS, precedent_body(workspace, request)).row


def precedent_body(workspace: Workspace, request: Request) -> dict[str, Any]:
    """The row of the case library that a request gives."""
    names = _names_in(request)
    law = workspace.knowledge.law
    day = workspace.today
    words = masked_words(workspace, request.request_text, names)
    grounds = list(dict.fromkeys(one.ground for one in request.items if one.ground))
    known = [law.ground(key, day) for key in grounds]
    labels = {one.key: one.full_label for one in law.rows}
    body = {
        "title": words[:40],
        "shelf": "典型案例",
        "request_text": words,
        "outcome": labels.get(request.row, ""),
        "basis": "；".join("、".join(map(law.cite, one.citations)) for one in known),
        "answer": _answers(workspace, request, names),
        "own": "是",
        "entered": day.isoformat(),
        "request": request.register_no,
    }
    return {key: value for key, value in body.items() if value}


def _answers(workspace: Workspace, request: Request, names: set[str]) -> str:
    law, day = workspace.knowledge.law, workspace.today
    lines = [
        f"{one.no}. {one.text}：{law.ground(one.ground, day).name}"
        for one in request.items
        if one.ground
    ]
    return masked_words(workspace, "\n".join(lines), names)


def _names_in(request: Request) -> set[str]:
    """Everybody a request names: applicants, agent, those consulted, the other addresses."""
    applicant = request.applicant
    named = {applicant.name, applicant.agent, applicant.contact, applicant.address}
    named |= {applicant.phone, applicant.email, applicant.id_no}
    named |= {event.party for event in request.events}
    return {one for one in named if one}
