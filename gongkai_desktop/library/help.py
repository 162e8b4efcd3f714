"""Loads what the program explains of itself (帮助) from resources/help/."""

from __future__ import annotations

from functools import cache

from gongkai_desktop.domain.help import (
    Chapter,
    FirstHour,
    Guide,
    GuideRow,
    HelpBook,
    KeyGroup,
    Told,
    Topic,
    WalkStep,
)
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.toml import Table, read_table


@cache
def load_help() -> HelpBook:
    """The whole help, read once; raises UserError naming file and key where it is broken."""
    return HelpBook(chapters=_chapters(), fields=load_field_help(), keys=_keys())


@cache
def load_field_help() -> dict[str, tuple[str, Told]]:
    """What the fields mean, by key: their title and what is told of them."""
    file = read_table(resource("help", "fields.toml"))
    found = {}
    for room in file.keys():  # noqa: SIM118 - a Table is no mapping
        fields = file.table(room)
        for name in fields.keys():  # noqa: SIM118
            entry = fields.table(name)
            found[f"{room}.{name}"] = (entry.text("title"), _told(entry))
            entry.finish()
    return found


def load_first_hour() -> FirstHour:
    """The first hour, as the manual tells it."""
    file = read_table(resource("help", "first_hour.toml"))
    steps = tuple(_walk_step(one) for one in file.tables("step"))
    made = FirstHour(title=file.text("title"), text=file.text("text"), steps=steps)
    file.finish()
    return made


def _walk_step(entry: Table) -> WalkStep:
    made = WalkStep(
        title=entry.text("title"), words=entry.text("words"), picture=entry.text("picture")
    )
    entry.finish()
    return made


def load_index_terms() -> tuple[str, ...]:
    """The words the index of the manual (索引) leads to."""
    file = read_table(resource("help", "index.toml"))
    terms = file.texts("terms")
    file.finish()
    return terms


def load_guides() -> tuple[Guide, ...]:
    """The one-page guides."""
    guides = []
    for entry in read_table(resource("help", "guides.toml")).tables("guide"):
        guides.append(
            Guide(
                key=entry.text("key"),
                title=entry.text("title"),
                reader=entry.text("reader"),
                rows=tuple(_guide_row(one) for one in entry.tables("row")),
                notes=entry.texts("notes"),
            )
        )
        entry.finish()
    return tuple(guides)


def _guide_row(entry: Table) -> GuideRow:
    made = GuideRow(what=entry.text("what"), how=entry.text("how"), basis=entry.text("basis", ""))
    entry.finish()
    return made


def _chapters() -> tuple[Chapter, ...]:
    file = read_table(resource("help", "topics.toml"))
    topics: dict[str, list[Topic]] = {}
    for entry in file.tables("topic"):
        topics.setdefault(entry.text("chapter"), []).append(_topic(entry))
    chapters = []
    for entry in file.tables("chapter"):
        title = entry.text("title")
        chapters.append(
            Chapter(title=title, text=entry.text("text"), topics=tuple(topics.pop(title, ())))
        )
        entry.finish()
    if topics:
        raise file.fail("topic", f"没有这样的章：{'、'.join(topics)}")
    return tuple(chapters)


def _topic(entry: Table) -> Topic:
    made = Topic(
        key=entry.text("key"),
        title=entry.text("title"),
        told=_told(entry),
        steps=entry.texts("steps"),
        picture=entry.text("picture", ""),
        go=entry.text("go", ""),
    )
    entry.finish()
    return made


def _told(entry: Table) -> Told:
    return Told(
        meaning=entry.text("meaning"),
        article=entry.text("article", ""),
        example=entry.text("example", ""),
    )


def _keys() -> tuple[KeyGroup, ...]:
    groups = []
    for entry in read_table(resource("help", "keys.toml")).tables("group"):
        pairs = [(str(key), str(what)) for key, what in entry.raw("keys", [])]
        groups.append(KeyGroup(title=entry.text("title"), keys=tuple(pairs)))
        entry.finish()
    return tuple(groups)
