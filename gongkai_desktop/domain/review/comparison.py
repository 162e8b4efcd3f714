"""Two versions of a draft held against each other (版本比较), paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

import attrs

_LONGEST = 4000
"""Characters of a paragraph up to which the words within it are compared."""
_ALIKE = 0.3
"""The likeness from which on two paragraphs are one that was reworded."""


class Mark(StrEnum):
    """What happened to a stretch or a paragraph."""

    SAME = "未变"
    ADDED = "增"
    REMOVED = "删"
    CHANGED = "改"


@attrs.frozen
class Piece:
    """A stretch of a paragraph and what happened to it: SAME, ADDED or REMOVED."""

    mark: Mark
    text: str


@attrs.frozen(kw_only=True)
class ParagraphChange:
    """One paragraph of the comparison. ``number`` counts those of the newer text, and of the
    older one where the paragraph was removed; paragraphs without words are not counted."""

    mark: Mark
    number: int
    pieces: tuple[Piece, ...]


def compare(old: str, new: str) -> tuple[ParagraphChange, ...]:
    """Every paragraph of both texts in reading order; spaces at either end change nothing."""
    before, after = _paragraphs(old), _paragraphs(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[ParagraphChange] = []
    for tag, low, high, start, end in matcher.get_opcodes():
        if tag == "equal":
            found += [_whole(Mark.SAME, at, after[at - 1]) for at in range(start + 1, end + 1)]
        else:
            found += _changed(before[low:high], after[start:end], low + 1, start + 1)
    return tuple(found)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _whole(mark: Mark, number: int, text: str) -> ParagraphChange:
    return ParagraphChange(mark=mark, number=number, pieces=(Piece(mark, text),))


def _changed(
    before: Sequence[str], after: Sequence[str], old_at: int, new_at: int
) -> Iterator[ParagraphChange]:
    """Paragraphs that stand in each other's place: reworded where alike, else out and in."""
    for at, (old, new) in enumerate(zip_longest(before, after)):
        if old is not None and new is not None:
            pieces = _pieces(old, new)
            if pieces:
                yield ParagraphChange(mark=Mark.CHANGED, number=new_at + at, pieces=pieces)
                continue
        if old is not None:
            yield _whole(Mark.REMOVED, old_at + at, old)
        if new is not None:
            yield _whole(Mark.ADDED, new_at + at, new)


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The words of a reworded paragraph, empty where the two have too little in common."""
    if max(len(old), len(new)) > _LONGEST:
        return ()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return ()
    found = []
    for tag, low, high, start, end in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece(Mark.SAME, new[start:end]))
            continue
        if high > low:
            found.append(Piece(Mark.REMOVED, old[low:high]))
        if end > start:
            found.append(Piece(Mark.ADDED, new[start:end]))
    return tuple(found)
