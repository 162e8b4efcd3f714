"""Items under review (发布预审) in the data file; their text lies in attachments only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs
from sqlalchemy import or_, select

from gongkai_desktop.domain.review.checklist import Answer, Reply
from gongkai_desktop.domain.review.handling import Action, Handling, Scope
from gongkai_desktop.domain.review.item import FileMark, ReviewItem, Signature
from gongkai_desktop.store import schema, shelf
from gongkai_desktop.store.recorder import Row
from gongkai_desktop.store.room import Room, WritingRoom
from gongkai_desktop.store.search import like_pattern

_review = schema.review.c
_OWN = ("no", "title", "kind", "channel", "responsible", "formed", "planned", "published", "mark")
_WORDS = ("column", "source", "origin", "document_no", "attribute", "basis", "publisher", "link")


class Reviews(Room):
    """Items of one office."""

    def get(self, item_id: str) -> ReviewItem | None:
        """One item by identity."""
        return next(iter(self._found(_review.id == item_id)), None)

    def find(self, text: str = "") -> list[ReviewItem]:
        """Items with these words in number or title, the latest first; struck ones too."""
        patterns = [like_pattern(word) for word in text.split()]
        columns = (_review.no, _review.title)
        told = [or_(*(column.ilike(one, escape="\\") for column in columns)) for one in patterns]
        return self._found(*told)

    def _found(self, *conditions: Any) -> list[ReviewItem]:
        query = select(schema.review).where(*conditions).order_by(_review.id.desc())
        return [_item_of(row) for row in self.connection.execute(query).mappings()]


class ReviewsWriter(WritingRoom, Reviews):
    """Items within a change; none is deleted, ``void_reason`` strikes one."""

    def save(self, item: ReviewItem) -> ReviewItem:
        """Enter an item, or write one as it now stands."""
        row = _Stored(
            **{name: getattr(item, name) for name in (*_OWN, "void_reason", "id")},
            updated=self.recorder.moment,
            body=_body_of(item),
        )
        return attrs.evolve(item, id=shelf.put(self.recorder, schema.review, row).id)


@attrs.frozen(kw_only=True)
class _Stored:
    """An item as its row."""

    no: str
    title: str
    kind: str
    channel: str
    responsible: str
    formed: date | None
    planned: date | None
    published: date | None
    mark: str
    void_reason: str
    updated: str
    body: Mapping[str, Any]
    id: str = ""


def _body_of(item: ReviewItem) -> dict[str, Any]:
    return {
        **{name: getattr(item, name) for name in _WORDS},
        "files": [attrs.asdict(one) for one in item.files],
        "replies": {
            key: {"answer": one.answer.value, "note": one.note} for key, one in item.replies.items()
        },
        "handled": [
            {**attrs.asdict(one), "action": one.action.value, "scope": one.scope.value}
            for one in item.handled
        ],
        "signatures": [
            {**attrs.asdict(one), "day": one.day.isoformat()} for one in item.signatures
        ],
    }


def _item_of(row: Row) -> ReviewItem:
    body = row["body"] or {}
    own = {name: row[name] for name in (*_OWN, "void_reason", "id")}
    return ReviewItem(
        **own,
        **{name: body.get(name, "") for name in _WORDS},
        files=tuple(FileMark(**one) for one in body.get("files", ())),
        replies={
            key: Reply(answer=Answer(one["answer"]), note=one["note"])
            for key, one in body.get("replies", {}).items()
        },
        handled=tuple(handling_of_record(one) for one in body.get("handled", ())),
        signatures=tuple(
            Signature(**{**one, "day": date.fromisoformat(one["day"])})
            for one in body.get("signatures", ())
        ),
    )


def handling_of_record(record: Mapping[str, Any]) -> Handling:
    """A decision read back from its JSON values."""
    return Handling(
        **{**record, "action": Action(record["action"]), "scope": Scope(record["scope"])}
    )
