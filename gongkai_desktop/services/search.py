"""Finds what a few words are about, anywhere in the office (全局搜索)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import attrs

from gongkai_desktop.domain.dispute import DisputeKind
from gongkai_desktop.domain.urgency import urgency_of
from gongkai_desktop.services import dispute_listing, review_desk
from gongkai_desktop.services.precedent import PRECEDENTS
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader, RequestQuery

MOST = 6
"""So many of a kind are shown; more words narrow them down."""


class FoundKind(StrEnum):
    """What was found, by the word the window heads it with."""

    REQUEST = "申请"
    LETTER = "文书"
    DISPUTE = "复议诉讼"
    REVIEW = "发布预审"
    PRECEDENT = "案例"
    LEDGER = "台账"


@attrs.frozen(kw_only=True)
class Found:
    """One thing found. ``key`` is its identity, for a request its 登记号; ``owner`` what it lies
    in: the 登记号 of a letter or dispute, the ledger of a row."""

    kind: FoundKind
    title: str
    detail: str
    key: str
    owner: str = ""


def search(workspace: Workspace, text: str) -> tuple[Found, ...]:
    """What holds every word of ``text``: a few of each kind, the most pressing or latest first."""
    if not text.strip():
        return ()
    with workspace.office.read() as reader:
        found = [
            *_requests(reader, workspace, text),
            *_letters(reader, workspace, text),
            *_rows(reader, workspace, text),
        ]
    return (*found, *_disputes(workspace, text), *_reviews(workspace, text))


def _requests(reader: Reader, workspace: Workspace, text: str) -> Iterator[Found]:
    query = RequestQuery(text=text, limit=MOST, today=workspace.today)
    for row in reader.requests.rows(query):
        urgency = urgency_of(row.view, workspace.knowledge.calendar, workspace.today)
        yield Found(
            kind=FoundKind.REQUEST,
            title=f"{row.register_no}　{row.applicant}",
            detail=f"{urgency.words}　{row.request_text}",
            key=row.register_no,
        )


def _letters(reader: Reader, workspace: Workspace, text: str) -> Iterator[Found]:
    titles = {form.code: form.title for form in workspace.knowledge.forms}
    for key, code, number, day, register_no, applicant in reader.letters.search(text, titles, MOST):
        when = day.isoformat() if day else "未成文"
        yield Found(
            kind=FoundKind.LETTER,
            title=titles.get(code, code),
            detail="　".join(part for part in (number, when, register_no, applicant) if part),
            key=key,
            owner=register_no,
        )


def _rows(reader: Reader, workspace: Workspace, text: str) -> Iterator[Found]:
    titles = {form.key: form.title for form in workspace.knowledge.ledgers}
    for row in reader.ledgers.search(text, MOST):
        precedent = row.ledger == PRECEDENTS
        parts = (titles.get(row.ledger, row.ledger), row.no, row.status)
        yield Found(
            kind=FoundKind.PRECEDENT if precedent else FoundKind.LEDGER,
            title=row.title or row.no,
            detail="　".join(part for part in parts if part),
            key=row.id,
            owner=row.ledger,
        )


def _disputes(workspace: Workspace, text: str) -> Iterator[Found]:
    first, *others = text.split()
    shown = 0
    for line in dispute_listing.listing(workspace, text=first):
        told = line.dispute.proceeding
        words = f"{line.numbers}　{line.applicants}　{line.matter}"
        if shown < MOST and all(word in f"{words} {told.organ} {told.case_no}" for word in others):
            shown += 1
            yield Found(
                kind=FoundKind.DISPUTE,
                title=told.case_no or DisputeKind(line.dispute.kind).label,
                detail=f"{line.urgency.words}　{words}",
                key=line.dispute.id,
                owner=line.row.register_no,
            )


def _reviews(workspace: Workspace, text: str) -> Iterator[Found]:
    for item, state in review_desk.listed(workspace, text)[:MOST]:
        yield Found(
            kind=FoundKind.REVIEW,
            title=item.title,
            detail=f"{item.no}　{state}",
            key=item.id,
        )
