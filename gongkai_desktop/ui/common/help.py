"""Told of the window (帮助): what a field or a part means, and which part someone is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from gongkai_desktop.domain.help import Told

_TOPIC = "helpTopic"
_FIELD = "helpField"


def told(key: str) -> Told:
    """What is told of a field, from resources/help; KeyError for a key it lacks."""
    from gongkai_desktop.library.help import load_field_help

    return load_field_help()[key][1]


def told_of(room: str) -> dict[str, Told]:
    """What is told of all fields of a room, by their names."""
    from gongkai_desktop.library.help import load_field_help

    found = load_field_help().items()
    return {
        key.removeprefix(f"{room}."): text for key, (_, text) in found if key.startswith(f"{room}.")
    }


def about(widget: QWidget, topic: str) -> None:
    """Say which help topic a part of the window belongs to."""
    widget.setProperty(_TOPIC, topic)


def explain(widget: QWidget, title: str, text: Told) -> None:
    """Say what F1 tells of a field before it tells of the page."""
    widget.setProperty(_FIELD, (title, text.meaning, text.article, text.example))


def field_at(widget: QWidget | None) -> tuple[str, Told] | None:
    """What is told of the field someone is in, None where nothing is."""
    from gongkai_desktop.domain.help import Told

    while widget is not None:
        found = widget.property(_FIELD)
        if found:
            title, meaning, article, example = found
            return title, Told(meaning=meaning, article=article, example=example)
        widget = widget.parentWidget()
    return None


def topic_in(page: QWidget) -> str:
    """The topic of the most inward part of a page that is seen; empty where none says."""
    found = str(page.property(_TOPIC) or "")
    for child in page.findChildren(QWidget):
        inner = child.property(_TOPIC)
        if inner and child.isVisibleTo(page):
            found = str(inner)
    return found
