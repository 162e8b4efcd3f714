"""Enclosures of a letter (附件说明): those its items bring along and those named besides."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.composed import Enclosure
from gongkai_desktop.domain.letter.fill import fill
from gongkai_desktop.domain.letter.form import LetterForm


def item_enclosures(
    form: LetterForm, words: Mapping[str, str], facts: Collection[str]
) -> tuple[Enclosure, ...]:
    """What one item encloses by the rules of its form."""
    return tuple(
        Enclosure(name=fill(rule.name, words), pages=_pages(words.get(rule.pages, "")))
        for rule in form.enclosures
        if rule.condition.holds(facts)
    )


def named_enclosures(value: Any) -> tuple[Enclosure, ...]:
    """The field ``enclosures``: names, or objects with name and pages; UserError otherwise."""
    if not value:
        return ()
    if not isinstance(value, (list, tuple)):
        raise UserError(
            "字段“附件”（enclosures）应为列表", "每个附件写名称，或者 {“name”, “pages”}"
        )
    return tuple(_named(entry) for entry in value)


def _named(entry: Any) -> Enclosure:
    if isinstance(entry, str):
        return Enclosure(name=entry)
    if isinstance(entry, Mapping) and isinstance(entry.get("name"), str):
        return Enclosure(name=entry["name"], pages=_pages(str(entry.get("pages") or "")))
    raise UserError(
        "字段“附件”（enclosures）里有一项没有名称", "每个附件写名称，或者 {“name”, “pages”}"
    )


def _pages(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def reference_words(first: int, count: int, total: int) -> str:
    """How the text points at enclosures: 见附件 where there is one only, else 见附件2、附件3."""
    if count == 0:
        return ""
    if total == 1:
        return "见附件"
    return "见" + "、".join(f"附件{number}" for number in range(first, first + count))


def references(counts: Sequence[int], total: int) -> tuple[str, ...]:
    """The pointing words of each item, its enclosures numbered on through the letter."""
    starts = [1 + sum(counts[:index]) for index in range(len(counts))]
    return tuple(
        reference_words(start, count, total) for start, count in zip(starts, counts, strict=True)
    )
