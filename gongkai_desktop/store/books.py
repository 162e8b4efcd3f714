"""Calendars pasted in, and entries laid over the shipped law and forms."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from gongkai_desktop.store import schema, shelf
from gongkai_desktop.store.records import StoredEntry
from gongkai_desktop.store.room import Room, WritingRoom

_calendar = schema.calendar.c
_entry = schema.entry.c


class Calendars(Room):
    """Holiday arrangements (放假安排) the user pasted in, one JSON value per year."""

    def all(self) -> tuple[Any, ...]:
        """The arrangements in the order of their years."""
        query = select(_calendar.body).order_by(_calendar.year)
        return tuple(body for body in self.connection.execute(query).scalars() if body)

    def get(self, year: int) -> Any | None:
        """The arrangement of one year."""
        query = select(_calendar.body).where(_calendar.year == year)
        return self.connection.execute(query).scalar_one_or_none() or None


class CalendarsWriter(WritingRoom, Calendars):
    """Holiday arrangements within a change."""

    def put(self, year: int, body: Any) -> None:
        """Keep the arrangement of a year, in place of an earlier one."""
        shelf.put_by(self.recorder, schema.calendar, {"year": year}, {"body": body})

    def withdraw(self, year: int) -> None:
        """Take the arrangement of a year back; the shipped one counts again."""
        shelf.put_by(self.recorder, schema.calendar, {"year": year}, {"body": {}})


class Entries(Room):
    """Entries of law and forms made by the county or this office (三层数据)."""

    def all(self, layer: str | None = None) -> list[StoredEntry]:
        """Entries in force, the county's before the office's, by key."""
        conditions = [_entry.void_reason == ""]
        if layer is not None:
            conditions.append(_entry.layer == layer)
        return shelf.found(
            self.connection,
            StoredEntry,
            schema.entry,
            *conditions,
            order=(_entry.layer, _entry.key),
        )


class EntriesWriter(WritingRoom, Entries):
    """Entries within a change."""

    def put(self, layer: str, key: str, text: str, base_fingerprint: str = "") -> None:
        """Lay an entry over the shipped one of the same key, whose fingerprint is given."""
        if layer not in ("county", "office"):
            raise ValueError(f"no layer {layer}")
        values = {"text": text, "base_fingerprint": base_fingerprint, "void_reason": ""}
        shelf.put_by(self.recorder, schema.entry, {"layer": layer, "key": key}, values)

    def void(self, layer: str, key: str, reason: str) -> None:
        """Take an entry back; the shipped one counts again."""
        natural = {"layer": layer, "key": key}
        shelf.put_by(self.recorder, schema.entry, natural, {"void_reason": reason})
