"""Settings, people, counters and drafts: what the office's desk is set up with."""

from __future__ import annotations

from typing import Any

import attrs
from sqlalchemy import Select, delete, insert, select

from gongkai_desktop.store import schema, shelf
from gongkai_desktop.store.records import Draft, Person
from gongkai_desktop.store.room import Room, WritingRoom

_setting = schema.setting.c
_counter = schema.counter.c
_draft = schema.draft.c


class Settings(Room):
    """Settings (设置) by key; values are JSON values."""

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a setting, ``default`` where none was made."""
        query = select(_setting.value).where(_setting.key == key)
        row = self.connection.execute(query).one_or_none()
        return default if row is None or row.value is None else row.value

    def all(self) -> dict[str, Any]:
        """All settings that were made."""
        query = select(_setting.key, _setting.value).order_by(_setting.key)
        return {row.key: row.value for row in self.connection.execute(query)}


class SettingsWriter(WritingRoom, Settings):
    """Settings within a change."""

    def put(self, key: str, value: Any) -> None:
        """Make a setting."""
        shelf.put_by(self.recorder, schema.setting, {"key": key}, {"value": value})


class People(Room):
    """People of the office (人员)."""

    def all(self) -> list[Person]:
        """Everyone, in the order they were entered, those who left too."""
        return shelf.found(self.connection, Person, schema.person, order=(schema.person.c.id,))


class PeopleWriter(WritingRoom, People):
    """People within a change."""

    def add(self, person: Person) -> Person:
        """Enter someone; returns the person with an identity."""
        return self.save(attrs.evolve(person, id=""))

    def save(self, person: Person) -> Person:
        """Write a person as they now stand."""
        return shelf.put(self.recorder, schema.person, person)


class Counters(Room):
    """Running numbers by series and year."""

    def peek(self, series: str, year: int) -> int:
        """The number that would be taken next."""
        return self._last(_last_number(series, year)) + 1

    def taken(self) -> dict[tuple[str, int], int]:
        """The last number taken, by series and year."""
        rows = self.connection.execute(select(_counter.series, _counter.year, _counter.last))
        return {(series, year): last for series, year, last in rows}

    def _last(self, query: Select[int]) -> int:
        found = self.connection.execute(query).scalar_one_or_none()
        return 0 if found is None else found


class CountersWriter(WritingRoom, Counters):
    """Running numbers within a change: a number is taken once and never returned."""

    def take(self, series: str, year: int, count: int = 1) -> int:
        """The last of the next ``count`` numbers; the counter stays locked for the change."""
        number = self._last(_last_number(series, year).with_for_update()) + count
        natural = {"series": series, "year": year}
        shelf.put_by(self.recorder, schema.counter, natural, {"last": number})
        return number

    def reach(self, series: str, year: int, number: int) -> None:
        """Let the counter go on behind a number that was given by hand."""
        if number > self._last(_last_number(series, year).with_for_update()):
            natural = {"series": series, "year": year}
            shelf.put_by(self.recorder, schema.counter, natural, {"last": number})


def _last_number(series: str, year: int) -> Select[int]:
    return select(_counter.last).where(_counter.series == series, _counter.year == year)


class Drafts(Room):
    """What is being typed, saved as it is typed (自动保存); no part of the audited record."""

    def get(self, key: str) -> Draft | None:
        """The draft under a key."""
        row = self.connection.execute(select(schema.draft).where(_draft.key == key)).one_or_none()
        return shelf.record_of(Draft, row._mapping) if row else None

    def all(self) -> list[Draft]:
        """All drafts, the latest first: what recovery offers at the next start."""
        order = (_draft.saved_at.desc(), _draft.key)
        return shelf.found(self.connection, Draft, schema.draft, order=order)


class DraftsWriter(WritingRoom, Drafts):
    """Drafts within a change."""

    def put(self, key: str, body: Any) -> None:
        """Keep the latest state of a draft."""
        self.clear(key)
        row = {"key": key, "saved_at": self.recorder.moment, "body": body}
        self.connection.execute(insert(schema.draft), row)

    def clear(self, key: str) -> None:
        """Forget a draft that was saved properly or given up."""
        self.connection.execute(delete(schema.draft).where(_draft.key == key))
