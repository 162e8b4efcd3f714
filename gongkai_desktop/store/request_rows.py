"""A request taken apart into rows and put together again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

import attrs

from gongkai_desktop.domain.event import Event, event_details, event_from_dict
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Item, Request
from gongkai_desktop.store.ids import new_id, new_ids

_PARTS = {"applicant", "events", "items"}
_OWN = tuple(field.name for field in attrs.fields(Request) if field.name not in _PARTS)
_APPLICANT = tuple(field.name for field in attrs.fields(Applicant))
_own_values, _applicant_values = attrgetter(*_OWN), attrgetter(*_APPLICANT)

Row = dict[str, Any]


def identified(request: Request) -> Request:
    """The request with an identity for itself and each part that has none yet."""
    return attrs.evolve(
        request,
        id=request.id or new_id(),
        applicant=attrs.evolve(request.applicant, id=request.applicant.id or new_id()),
        items=tuple(attrs.evolve(item, id=item.id or new_id()) for item in request.items),
        events=tuple(attrs.evolve(event, id=event.id or new_id()) for event in request.events),
    )


@attrs.frozen
class NewRows:
    """The rows of a request that is not in yet; each has an identity."""

    own: Row
    applicant: Row
    items: list[Row]
    events: list[Row]


def all_new_rows(requests: Sequence[Request]) -> list[NewRows]:
    """Requests taken apart; parts without an identity get one on the way, in their order."""
    needed = sum(2 + len(one.items) + len(one.events) for one in requests)
    ids = iter(sorted(new_ids(needed)))
    return [_new_rows(one, ids) for one in requests]


def _new_rows(request: Request, ids: Iterator[str]) -> NewRows:
    own = _identified(own_row(request), ids)
    identity = own["id"]
    return NewRows(
        own,
        _identified({**applicant_row(request), "request_id": identity}, ids),
        [_identified(item_row(identity, item), ids) for item in request.items],
        [
            _identified(event_row(identity, number, event), ids)
            for number, event in enumerate(request.events, start=1)
        ],
    )


def _identified(row: Row, ids: Iterator[str]) -> Row:
    row["id"] = row["id"] or next(ids)
    return row


def own_row(request: Request) -> Row:
    """The row of ``request``."""
    return dict(zip(_OWN, _own_values(request), strict=True))


def applicant_row(request: Request) -> Row:
    """The row of ``applicant``: the particulars as they stood on this request."""
    values: Row = dict(zip(_APPLICANT, _applicant_values(request.applicant), strict=True))
    return values | {"kind": request.applicant.kind.value, "request_id": request.id, "no": 1}


def item_row(request_id: str, item: Item) -> Row:
    """One row of ``item``."""
    return {
        "id": item.id,
        "request_id": request_id,
        "no": item.no,
        "text": item.text,
        "ground": item.ground,
        "row": item.row,
        "fields": item.fields,
        "void": False,
    }


def event_row(request_id: str, number: int, event: Event) -> Row:
    """One row of ``event``; what only its type uses goes into ``details``."""
    return {
        "id": event.id,
        "request_id": request_id,
        "no": number,
        "type": event.type.value,
        "date": event.date,
        "details": _details(event),
    }


@lru_cache(maxsize=4_096)
def _details(event: Event) -> Row:
    """Thousands of rows tell of the same day and way; nobody changes what stands in a row."""
    return event_details(event)


def event_of(row: Mapping[str, Any]) -> Event:
    """The event a row stands for."""
    raw = {**(row["details"] or {}), "type": row["type"], "date": row["date"], "id": row["id"]}
    return event_from_dict(raw)


def request_of(
    own: Mapping[str, Any],
    applicant: Mapping[str, Any],
    items: Sequence[Mapping[str, Any]],
    events: Sequence[Mapping[str, Any]],
) -> Request:
    """The request its rows stand for."""
    values = {name: applicant[name] for name in _APPLICANT}
    return Request(
        **{name: own[name] for name in _OWN},
        applicant=Applicant(**{**values, "kind": ApplicantKind(applicant["kind"])}),
        items=tuple(
            Item(
                no=row["no"],
                text=row["text"],
                ground=row["ground"],
                row=row["row"],
                fields=row["fields"] or {},
                id=row["id"],
            )
            for row in items
        ),
        events=tuple(event_of(row) for row in events),
    )
