"""Letters (文书) of requests in the data file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs
from sqlalchemy import or_, select

from gongkai_desktop.store import schema, shelf
from gongkai_desktop.store.ids import new_id
from gongkai_desktop.store.recorder import Row
from gongkai_desktop.store.records import StoredLetter
from gongkai_desktop.store.request_query import has_word
from gongkai_desktop.store.room import Room, WritingRoom
from gongkai_desktop.store.search import like_pattern, normalised, words_of

_letter = schema.letter.c
_BATCH = 500


class Letters(Room):
    """Letters of one office."""

    def get(self, letter_id: str) -> StoredLetter | None:
        """One letter by identity."""
        return next(iter(self._found(_letter.id == letter_id)), None)

    def of_request(self, request_id: str) -> list[StoredLetter]:
        """Letters of a request in the order they were made, struck ones too."""
        return self._found(_letter.request_id == request_id)

    def by_request(self, ids: Sequence[str]) -> dict[str, list[StoredLetter]]:
        """Letters of many requests by their identities, as ``of_request`` gives them."""
        found: dict[str, list[StoredLetter]] = {}
        for start in range(0, len(ids), _BATCH):
            for letter in self._found(_letter.request_id.in_(ids[start : start + _BATCH])):
                found.setdefault(letter.request_id or "", []).append(letter)
        return found

    def by_number(self, number: str) -> StoredLetter | None:
        """The letter that bears a document number (发文字号)."""
        return next(iter(self._found(_letter.number == number)), None)

    def numbered(self, like: str) -> list[StoredLetter]:
        """Letters whose number is LIKE a pattern, struck ones too, without their words."""
        columns = [column for column in schema.letter.c if column is not _letter.composed]
        query = select(*columns).where(_letter.number.like(like)).order_by(_letter.id)
        found = self.connection.execute(query).mappings()
        return [shelf.record_of(StoredLetter, row) for row in found]

    def every_number(self) -> list[str]:
        """Every number a letter bears, struck letters' too."""
        query = select(_letter.number).where(_letter.number != "")
        return list(self.connection.execute(query).scalars())

    def numbers(self, beginning: str) -> list[tuple[str, str]]:
        """Identity and number of the letters whose number begins so, struck ones too."""
        query = select(_letter.id, _letter.number).where(_letter.number.startswith(beginning))
        return [(row[0], row[1]) for row in self.connection.execute(query)]

    def search(
        self, text: str, titles: Mapping[str, str], most: int
    ) -> list[tuple[str, str, str, date | None, str, str]]:
        """Letters not struck that hold every word in number, title or request, the latest first.

        ``titles`` are those of the forms by code. Returns identity, code, number, date, 登记号 and
        applicant of each.
        """
        view = schema.current_view.c
        query = (
            select(
                _letter.id,
                _letter.code,
                _letter.number,
                _letter.letter_date,
                view.register_no,
                view.applicant,
            )
            .join(schema.current_view, view.request_id == _letter.request_id)
            .where(_letter.void_reason == "")
            .order_by(_letter.id.desc())
            .limit(most)
        )
        for word in words_of(text):
            codes = [code for code, title in titles.items() if word in normalised(title)]
            number = _letter.number.like(like_pattern(word), escape="\\")
            query = query.where(or_(number, _letter.code.in_(codes), has_word(word)))
        return [tuple(row) for row in self.connection.execute(query)]

    def latest_steps(self, most: int) -> list[tuple[Any, ...]]:
        """The courses of the letters made last, the latest first."""
        query = select(_letter.steps).order_by(_letter.id.desc()).limit(most)
        return [tuple(steps or ()) for steps in self.connection.execute(query).scalars()]

    def under_way(self) -> list[StoredLetter]:
        """Letters between their first signature and the seal."""
        return self._found(_letter.status.in_(("送签", "已签发")) & (_letter.void_reason == ""))

    def _found(self, condition: Any) -> list[StoredLetter]:
        query = select(schema.letter).where(condition).order_by(_letter.id)
        return [_letter_of(row) for row in self.connection.execute(query).mappings()]


class LettersWriter(WritingRoom, Letters):
    """Letters within a change; none is deleted, ``void_reason`` strikes one."""

    def add(self, letter: StoredLetter) -> StoredLetter:
        """Keep a new letter; returns it with its identity."""
        return self.save(attrs.evolve(letter, id=""))

    def add_many(self, letters: Sequence[StoredLetter]) -> None:
        """Keep letters whose words are elsewhere, in the order given."""
        identities = sorted(new_id() for _ in letters)
        rows = (
            shelf.values_of(attrs.evolve(letter, id=identity))
            for letter, identity in zip(letters, identities, strict=True)
        )
        self.recorder.insert_many(schema.letter, rows)

    def save(self, letter: StoredLetter) -> StoredLetter:
        """Write a letter as it now stands."""
        row = letter
        if letter.composed:
            from gongkai_desktop.store.composed import composed_to_json  # an office opens without

            row = attrs.evolve(letter, composed=composed_to_json(letter.composed))  # type: ignore[arg-type]
        return attrs.evolve(letter, id=shelf.put(self.recorder, schema.letter, row).id)


def _letter_of(row: Row) -> StoredLetter:
    if not row["composed"]:
        return shelf.record_of(StoredLetter, {**row, "composed": None})
    from gongkai_desktop.store.composed import composed_from_json  # an office opens without

    composed = composed_from_json(row["composed"])
    return shelf.record_of(StoredLetter, {**row, "composed": composed})
