"""A composed letter as the data file keeps it: read in when a letter is first kept or read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.letter.composed import (
    ComposedLetter,
    Enclosure,
    Paragraph,
    ParagraphKind,
    SealSpec,
)
from gongkai_desktop.domain.letter.table import Cell, TableRow


def composed_to_json(letter: ComposedLetter) -> dict[str, Any]:
    """A composed letter as plain JSON values."""

    def plain(_: object, __: object, value: Any) -> Any:
        if isinstance(value, date):
            return value.isoformat()
        return value.value if isinstance(value, ParagraphKind) else value

    return attrs.asdict(letter, value_serializer=plain)


def composed_from_json(raw: Mapping[str, Any]) -> ComposedLetter:
    """The composed letter that ``composed_to_json`` wrote."""
    day = raw["letter_date"]
    parts = {
        "paragraphs": tuple(
            Paragraph(**{**one, "kind": ParagraphKind(one["kind"])}) for one in raw["paragraphs"]
        ),
        "enclosures": tuple(Enclosure(**one) for one in raw["enclosures"]),
        "letter_date": date.fromisoformat(day) if day else None,
        "seal": SealSpec(**raw["seal"]),
        "table": tuple(_row(one) for one in raw.get("table", ())),
        "remarks": tuple(raw.get("remarks", ())),
    }
    return ComposedLetter(**{**raw, **parts})


def _row(raw: Mapping[str, Any]) -> TableRow:
    return TableRow(**{**raw, "cells": tuple(Cell(**one) for one in raw["cells"])})
