"""Writing the register: nothing is deleted, struck entries keep their number and reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import attrs
from sqlalchemy import bindparam, select, update

from gongkai_desktop.domain.request import CurrentView, Item, Request, Stage
from gongkai_desktop.store import schema
from gongkai_desktop.store.dialect import insert_rows
from gongkai_desktop.store.request_rows import (
    all_new_rows,
    applicant_row,
    event_row,
    identified,
    item_row,
    own_row,
)
from gongkai_desktop.store.request_view import derived, request_row, view_hash, view_row, view_rows
from gongkai_desktop.store.requests import BATCH, Requests
from gongkai_desktop.store.room import WritingRoom

ADDED_AT_ONCE = 2_000


class RequestsWriter(WritingRoom, Requests):
    """Requests within a change."""

    def add(self, request: Request, view: CurrentView) -> Request:
        """Enter a request; returns it with identities. UserError when its number is in use."""
        new = identified(request)
        self._insert([(new, view)])
        return new

    def add_many(self, requests: Iterable[tuple[Request, CurrentView]]) -> int:
        """Enter many requests; the iterable is read as it is written. Returns how many."""
        source, total = iter(requests), 0
        while batch := list(islice(source, ADDED_AT_ONCE)):
            self._insert(batch)
            total += len(batch)
        return total

    def _insert(self, batch: Sequence[tuple[Request, CurrentView]]) -> None:
        pen = self.recorder
        rows = all_new_rows([request for request, _ in batch])
        pen.insert_many(schema.request, (one.own for one in rows))
        pen.insert_many(schema.applicant, (one.applicant for one in rows))
        pen.insert_many(schema.item, (item for one in rows for item in one.items))
        pen.insert_many(schema.event, (event for one in rows for event in one.events))
        cases = [
            (request, one.own["id"], view) for one, (request, view) in zip(rows, batch, strict=True)
        ]
        views = view_rows(cases, pen.moment)
        insert_rows(self.connection, schema.current_view, views)

    def save(self, request: Request, view: CurrentView) -> Request:
        """Write what changed; new events and items are appended, dropped items are struck.

        An event already recorded may be corrected but not left out: ``void_event`` strikes it.
        """
        if not request.id:
            raise ValueError("a request without identity is added, not saved")
        now = identified(request)
        self.recorder.update(schema.request, now.id, own_row(now))
        self.recorder.update(schema.applicant, now.applicant.id, applicant_row(now))
        self._save_items(now)
        self._save_events(now)
        self._put_view(view_row(now, now.id, view, self.recorder.moment))
        return now

    def _save_items(self, request: Request) -> None:
        known = {row["id"] for row in self._parts(schema.item, [request.id]) if not row["void"]}
        for item in request.items:
            self._save_item(request.id, item, known)
        for dropped in known - {item.id for item in request.items}:
            self.recorder.update(schema.item, dropped, {"void": True})

    def _save_item(self, request_id: str, item: Item, known: set[str]) -> None:
        row = item_row(request_id, item)
        if item.id in known:
            self.recorder.update(schema.item, item.id, row)
        else:
            self.recorder.insert(schema.item, row)

    def _save_events(self, request: Request) -> None:
        stored = self._parts(schema.event, [request.id])
        live = {row["id"]: row["no"] for row in stored if not row["void_reason"]}
        left_out = live.keys() - {event.id for event in request.events}
        if left_out:
            raise ValueError(f"recorded events left out: {', '.join(sorted(left_out))}")
        number = max((row["no"] for row in stored), default=0)
        for event in request.events:
            if event.id in live:
                row = event_row(request.id, live[event.id], event)
                self.recorder.update(schema.event, event.id, row)
            else:
                number += 1
                self.recorder.insert(schema.event, event_row(request.id, number, event))

    def void_event(self, event_id: str, reason: str) -> None:
        """Strike an event (作废); the caller then saves the request with its view anew."""
        if not reason.strip():
            raise ValueError("striking an event needs a reason")
        self.recorder.update(schema.event, event_id, {"void_reason": reason.strip()})

    def void(self, request_id: str, reason: str) -> None:
        """Strike a request (作废); it stays in the register and its number stays used."""
        if not reason.strip():
            raise ValueError("striking a request needs a reason")
        self.recorder.update(schema.request, request_id, {"void_reason": reason.strip()})
        shown = self.rows_of([request_id])[0].view
        self.save_views([(request_id, attrs.evolve(shown, stage=Stage.VOID))])

    def save_views(self, views: Iterable[tuple[str, CurrentView]]) -> None:
        """Rewrite cached views that other rules, calendar or settings changed."""
        source = iter(views)
        while batch := dict(islice(source, BATCH)):
            self._save_batch(batch)

    def _save_batch(self, views: dict[str, CurrentView]) -> None:
        table = schema.current_view
        for row in self._rows(table, "request_id", list(views)):
            view = views[row["request_id"]]
            if request_row(row).view != view:
                changed = {**row, **derived(view)}
                self._put_view(changed | {"row_hash": view_hash(changed)})

    def _put_view(self, row: dict[str, Any]) -> None:
        table = schema.current_view
        mine = table.c.request_id == bindparam("record_id")
        values = {name: value for name, value in row.items() if name != "request_id"}
        self.connection.execute(
            update(table).where(mine), {**values, "record_id": row["request_id"]}
        )

    def view_of(self, request_id: str) -> CurrentView | None:
        """The cached view as it stands."""
        query = select(schema.current_view).where(schema.current_view.c.request_id == request_id)
        row = self.connection.execute(query).mappings().one_or_none()
        return request_row(row).view if row else None
