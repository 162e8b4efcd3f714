"""The cached current view of a request: what lists show, sort, search and count by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.audit import Images, row_hash
from gongkai_desktop.domain.request import (
    ApplicantKind,
    CurrentView,
    Request,
    RequestRow,
    Stage,
)
from gongkai_desktop.store.recorder import Row, image_of
from gongkai_desktop.store.schema import current_view
from gongkai_desktop.store.search import search_pinyin, search_text, sort_key

CLOSED = (Stage.ANSWERED, Stage.ARCHIVED)
DUE_RANK, WAITING_RANK, CLOSED_RANK, VOID_RANK = "0", "1", "2", "3"
_NEVER = "9999-12-31"
NO_YEAR = 9999
_SEARCHED = ("search_text", "search_pinyin")
_VIEW_FIELDS = tuple(field.name for field in attrs.fields(CurrentView))


_IMAGES = Images(
    [
        column.name
        for column in current_view.c
        if column.name != "row_hash" and column.name not in _SEARCHED
    ]
)


def view_row(request: Request, identity: str, view: CurrentView, moment: str) -> dict[str, Any]:
    """The row of ``current_view`` for a request as it now stands, under its identity."""
    (row,) = view_rows([(request, identity, view)], moment)
    return row


def view_rows(
    cases: Sequence[tuple[Request, str, CurrentView]], moment: str
) -> list[dict[str, Any]]:
    """The rows of ``current_view`` for many requests; a view that many share is read once."""
    views = {id(view): view for _, _, view in cases}
    follows = {identity: derived(view) for identity, view in views.items()}
    rows = [
        _own(request, identity) | follows[id(view)] | {"updated": moment}
        for request, identity, view in cases
    ]
    for row, image, (request, _, _) in zip(rows, _IMAGES.of_all(rows), cases, strict=True):
        row["row_hash"] = row_hash(image)
        row |= _searched(request)
    return rows


def _own(request: Request, identity: str) -> dict[str, Any]:
    applicant = request.applicant
    return {
        "request_id": identity,
        "register_sort": sort_key(request.register_no),
        "register_no": request.register_no,
        "applicant": applicant.name,
        "applicant_kind": applicant.kind.value,
        "section": request.section,
        "handler": request.handler,
        "demo": request.demo,
        "request_text": request.request_text,
    }


def _searched(request: Request) -> dict[str, str]:
    applicant = request.applicant
    text = search_text(
        request.register_no,
        applicant.name,
        applicant.agent,
        request.request_text,
        request.corrected_text,
        request.platform_no,
        request.mail_no,
        request.reply_no,
        request.section,
        request.handler,
        request.remarks,
    )
    spoken = search_pinyin(applicant.name, request.request_text)
    return {"search_text": text, "search_pinyin": spoken}


def derived(view: CurrentView) -> dict[str, Any]:
    """The columns that follow from events, rules, calendar and settings."""
    values = {name: getattr(view, name) for name in _VIEW_FIELDS}
    return values | {
        "stage": view.stage.value,
        "warnings": list(view.warnings),
        "due_sort": view.due_date.isoformat() if view.due_date else _NEVER,
        "desk_key": desk_key(view),
        "counted": view.stage != Stage.VOID,
        "received_year": _year(view.received_date),
        "decided_year": _year(view.decided_date),
    }


def _year(day: date | None) -> int:
    return day.year if day else NO_YEAR


def desk_key(view: CurrentView) -> str:
    """Order of the desk: due ones by limit, waiting ones by awaited day, closed ones latest first.

    The first character is the group, so that one index serves both group and order.
    """
    if view.stage == Stage.VOID:
        return VOID_RANK
    if view.stage in CLOSED:
        return CLOSED_RANK + _latest_first(view.decided_date or view.sent_date)
    if view.awaited:
        return WAITING_RANK + (view.awaited_until.isoformat() if view.awaited_until else _NEVER)
    return DUE_RANK + (view.due_date.isoformat() if view.due_date else _NEVER)


def _latest_first(day: date | None) -> str:
    return f"{date.max.toordinal() - (day.toordinal() if day else 0):07d}"


def view_hash(row: Row) -> str:
    """Hash of a view row; the searched words are left out, they follow from the rest."""
    return row_hash(image_of({k: v for k, v in row.items() if k not in _SEARCHED}))


def request_row(row: Row) -> RequestRow:
    """One line of the register list from its stored row."""
    view = CurrentView(
        **{
            **{name: row[name] for name in _VIEW_FIELDS},
            "stage": Stage(row["stage"]),
            "warnings": tuple(row["warnings"] or ()),
        }
    )
    return RequestRow(
        id=row["request_id"],
        register_no=row["register_no"],
        applicant=row["applicant"],
        applicant_kind=ApplicantKind(row["applicant_kind"]),
        request_text=row["request_text"],
        section=row["section"],
        handler=row["handler"],
        view=view,
        demo=row["demo"],
    )
