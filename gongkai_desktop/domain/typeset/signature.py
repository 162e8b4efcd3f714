"""署名, 成文日期 and the seal as one block (GB/T 9704-2012, 7.3.5.1)."""

from __future__ import annotations

import math

import attrs

from gongkai_desktop.domain.letter.composed import ComposedLetter, Profile
from gongkai_desktop.domain.typeset import grid
from gongkai_desktop.domain.typeset.letter_rows import LetterSetters, Row, date_words, note_rows
from gongkai_desktop.domain.typeset.page import MM, Box, Circle, Line, Role, Strip
from gongkai_desktop.domain.typeset.title import break_title

_CLEARANCE = 4.0
"""Points the seal's top stays below the last baseline of the text: it never touches it."""
_RIGHT_INDENT = 4
_ABOVE_ORGAN = 0.5
"""The seal's centre lies this share of a row above the organ's baseline, both lines below it."""
MOST_NOTE_ROWS = 8
"""Rows of a note (附注) that stay with the block; longer ones run on."""
_ORGAN_CELLS = 22
_LABEL_GREY = 0.55
_LABEL_LIFT = 0.75
"""The words 盖章处 stand at least this share of a row above the organ's first line."""


@attrs.frozen(kw_only=True)
class Signature:
    """The block in strips: the organ's lines, the date, the note; ``centre`` is the seal's x."""

    organ: tuple[Strip, ...]
    day: Strip | None
    notes: tuple[Row, ...]
    centre: float
    radius: float
    label: Strip

    def gap(self, pitch: float) -> int:
        """Blank rows between the text and the organ, so that the seal clears the text."""
        if not self.organ:
            return 1
        needed = (self.radius + _ABOVE_ORGAN * pitch + _CLEARANCE) / pitch
        return max(1, math.ceil(needed - len(self.organ)))

    def rows(self, pitch: float) -> int:
        """Rows the block takes, the blank ones before it included."""
        signed = len(self.organ) + (self.day is not None)
        return (self.gap(pitch) + signed if signed else 0) + min(len(self.notes), MOST_NOTE_ROWS)


def signature_block(letter: ComposedLetter, setters: LetterSetters, profile: Profile) -> Signature:
    """Set the block: date four characters from the right, organ centred over it.

    An organ too long for that keeps the common centre and moves it left as far as it must.
    """
    body = setters.body
    words = date_words(letter.letter_date, profile) if letter.organ else ""
    width = body.ruler.measure(words)
    centre = grid.RIGHT - _RIGHT_INDENT * setters.cell - width / 2
    names = _organ_lines(letter.organ, setters)
    widest = max((body.ruler.measure(name) for name in names), default=0.0)
    centre = min(centre, grid.RIGHT - widest / 2)
    notes = note_rows(letter.note, setters)
    return Signature(
        organ=tuple(_centred(name, Role.ORGAN, centre, setters) for name in names),
        day=_centred(words, Role.DATE, centre, setters) if words else None,
        notes=tuple(notes),
        centre=centre,
        radius=letter.seal.diameter_mm * MM / 2,
        label=_label(letter.seal.label, centre, setters),
    )


def place_signature(
    block: Signature, after_row: int, pitch: float, profile: Profile
) -> tuple[list[Line], list[Circle], list[Box]]:
    """The block below row ``after_row`` of a page; the circle only on a draft (审签稿)."""
    lines: list[Line] = []
    row = after_row + (block.gap(pitch) if block.organ else 0)
    for strip in (*block.organ, *((block.day,) if block.day else ())):
        row += 1
        lines.append(Line(strip=strip, baseline=grid.baseline(row, pitch), row=row))
    circles: list[Circle] = []
    boxes: list[Box] = []
    if block.organ:
        y = lines[len(block.organ) - 1].baseline - _ABOVE_ORGAN * pitch
        boxes.append(_seal_box(block, y))
        if profile is Profile.DRAFT:
            circles.append(Circle(x=block.centre, y=y, radius=block.radius))
            label_y = min(y - block.radius / 2, lines[0].baseline - _LABEL_LIFT * pitch)
            lines.append(Line(strip=block.label, baseline=label_y, grey=_LABEL_GREY))
    for note in block.notes:
        row += 1
        lines += [Line(strip=s, baseline=grid.baseline(row, pitch), row=row) for s in note.strips]
    return lines, circles, boxes


def _seal_box(block: Signature, y: float) -> Box:
    side = 2 * block.radius
    return Box(
        role=Role.SEAL_LABEL,
        x=block.centre - block.radius,
        y=y - block.radius,
        width=side,
        height=side,
    )


def _centred(words: str, role: Role, centre: float, setters: LetterSetters) -> Strip:
    left = centre - setters.body.ruler.measure(words) / 2
    return setters.body.line(words, role, left=left, measure=grid.WIDTH)


def _label(label: str, centre: float, setters: LetterSetters) -> Strip:
    words = f"（{label}）"
    left = centre - setters.small.ruler.measure(words) / 2
    return setters.small.line(words, Role.SEAL_LABEL, left=left, measure=grid.WIDTH)


def _organ_lines(organ: str, setters: LetterSetters) -> list[str]:
    """The organ's name in one line, or broken by its meaning when it is very long."""
    if not organ:
        return []
    ruler = setters.body.ruler
    total = ruler.measure(organ)
    if total <= _ORGAN_CELLS * setters.cell:
        return [organ]
    return list(break_title(organ, organ, ruler, _ORGAN_CELLS * setters.cell))
