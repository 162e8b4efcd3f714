"""Words replaced by their offsets in the text of a file (脱敏替换)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

import attrs

from gongkai_desktop.documents.review.transcript import Piece, Transcript
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.masking import Replacement
from gongkai_desktop.domain.review.source import Span


def replaced(text: str, replacements: Sequence[Replacement]) -> str:
    """A text with its stretches replaced."""
    parts, at = [], 0
    for one in in_order(replacements):
        parts += [text[at : one.start], one.words]
        at = one.end
    return "".join([*parts, text[at:]])


def in_order(replacements: Sequence[Replacement]) -> list[Replacement]:
    """Replacements by place; those that overlap become one, with the words of the first."""
    merged: list[Replacement] = []
    for one in sorted(replacements, key=lambda item: (item.start, item.end)):
        if merged and one.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = attrs.evolve(last, end=max(last.end, one.end))
        else:
            merged.append(one)
    return merged


def masked(
    transcript: Transcript,
    replacements: Sequence[Replacement],
    rewrite: Callable[[Span, Sequence[Piece], Sequence[str]], None],
    name: str,
) -> None:
    """Call ``rewrite`` for every span that a replacement touches, with the new text per piece.

    Hidden spans are left out: they are not in the copy at all. Raises UserError where words to
    be masked stand in a part whose elements are not known.
    """
    spans = transcript.source(name).spans
    starts = [span.start for span in spans]
    touched: dict[Span, list[Replacement]] = {}
    for one in in_order(replacements):
        words = one.words
        first = max(0, bisect_right(starts, one.start) - 1)
        for span in spans[first:]:
            if span.start >= one.end:
                break
            start, end = max(one.start, span.start), min(one.end, span.end)
            if start < end and not span.hidden:
                part = Replacement(start - span.start, end - span.start, words)
                touched.setdefault(span, []).append(part)
                # A stretch over several spans is replaced once; the rest of it goes.
                words = ""
    for span, parts in touched.items():
        pieces = transcript.pieces.get(span)
        if pieces is None:
            raise UserError(f"“{name}”{span.place}里的文字不能自动脱敏", "请在原稿里改好再审")
        rewrite(span, pieces, _by_piece(pieces, parts))


def _by_piece(pieces: Sequence[Piece], parts: Sequence[Replacement]) -> list[str]:
    texts = []
    start = 0
    for piece in pieces:
        end = start + len(piece.words)
        own = [
            Replacement(
                max(one.start, start) - start,
                min(one.end, end) - start,
                one.words if start <= one.start < end else "",
            )
            for one in parts
            if one.start < end and start < one.end
        ]
        texts.append(replaced(piece.words, own))
        start = end
    return texts
