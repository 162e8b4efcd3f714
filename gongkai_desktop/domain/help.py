"""What the program explains of itself (帮助): pages, fields, keys; the same words everywhere.

F1, the ``?`` beside a field, the search and the manual all show these values.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs


@attrs.frozen(kw_only=True)
class Told:
    """What one thing means, the article it rests on, an example; any but the first may be empty."""

    meaning: str
    article: str = ""
    example: str = ""


@attrs.frozen(kw_only=True)
class Topic:
    """One page or part of a page (帮助主题).

    ``steps`` say how it is done; ``picture`` names the screenshot the manual shows; ``go`` is
    where it is found: a place of the window, or place:part.
    """

    key: str
    title: str
    told: Told
    steps: tuple[str, ...] = ()
    picture: str = ""
    go: str = ""


@attrs.frozen(kw_only=True)
class Chapter:
    """Topics that are read together, with a few words before them."""

    title: str
    text: str
    topics: tuple[Topic, ...]


@attrs.frozen(kw_only=True)
class WalkStep:
    """One step of the first hour: what it is, what to do, the name of its picture."""

    title: str
    words: str
    picture: str


@attrs.frozen(kw_only=True)
class FirstHour:
    """The first hour (第一小时), step by step in the order of the clicks."""

    title: str
    text: str
    steps: tuple[WalkStep, ...]


@attrs.frozen(kw_only=True)
class KeyGroup:
    """Keys that belong together: (key, what it does)."""

    title: str
    keys: tuple[tuple[str, str], ...]


@attrs.frozen(kw_only=True)
class GuideRow:
    """One line of a one-page guide: what, how, why or where it is written."""

    what: str
    how: str
    basis: str


@attrs.frozen(kw_only=True)
class Guide:
    """A guide on one A4 page (一页通) for someone who never opens the program."""

    key: str
    title: str
    reader: str
    rows: tuple[GuideRow, ...]
    notes: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class HelpBook:
    """Everything explained: chapters in order, fields by key with their titles, keys."""

    chapters: tuple[Chapter, ...]
    fields: Mapping[str, tuple[str, Told]]
    keys: tuple[KeyGroup, ...]

    @property
    def topics(self) -> tuple[Topic, ...]:
        """All topics in order."""
        return tuple(topic for chapter in self.chapters for topic in chapter.topics)

    def topic(self, key: str) -> Topic:
        """A topic by key, else the first of its place, else the very first."""
        known = {one.key: one for one in self.topics}
        place = key.partition(".")[0]
        near = next((one for one in self.topics if one.key.partition(".")[0] == place), None)
        return known.get(key) or near or self.topics[0]

    def search(self, text: str) -> tuple[Topic, ...]:
        """Topics that hold every word, those with a word in their title first."""
        words = text.lower().split()
        found = [one for one in self.topics if all(word in _words_of(one) for word in words)]
        found.sort(key=lambda one: not any(word in one.title.lower() for word in words))
        return tuple(found) if words else ()


def _words_of(topic: Topic) -> str:
    parts = (topic.title, topic.told.meaning, topic.told.article, topic.told.example, *topic.steps)
    return "\n".join(parts).lower()
