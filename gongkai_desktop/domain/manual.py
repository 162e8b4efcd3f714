"""The manual (使用手册) as what it says, before it is a page: sections with steps and pictures."""

from __future__ import annotations

import attrs

from gongkai_desktop.domain.help import Topic


@attrs.frozen(kw_only=True)
class Section:
    """One topic with its picture, PNG bytes or nothing."""

    topic: Topic
    picture: bytes = b""


@attrs.frozen(kw_only=True)
class Part:
    """One chapter."""

    title: str
    text: str
    sections: tuple[Section, ...]


@attrs.frozen(kw_only=True)
class TwoColumns:
    """A table of names and what they mean, each in one or more lines: keys, fields."""

    title: str
    rows: tuple[tuple[str, str], ...]


@attrs.frozen(kw_only=True)
class Manual:
    """The whole manual of one version of the program. ``terms`` are the words of its index."""

    title: str
    version: str
    day: str
    notice: str
    parts: tuple[Part, ...]
    tables: tuple[TwoColumns, ...]
    terms: tuple[str, ...] = ()
