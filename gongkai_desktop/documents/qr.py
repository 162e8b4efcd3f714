"""A QR code as lines of a page, to be drawn with the rest of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai_desktop.domain.typeset.page import Rule

_QUIET = 4
"""Modules left white on every side (ISO/IEC 18004, 5.3.8)."""


def qr_rules(digits: str, x: float, y: float, size: float) -> tuple[Rule, ...]:
    """The code's dark modules as thick lines in a square of ``size`` points, quiet zone included.

    ``x`` and ``y`` are its upper left corner. A seventh of the code may be spoilt (M).
    """
    import segno

    code = segno.make_qr(digits, mode="numeric", error="m", boost_error=False)
    rows = [[bool(module) for module in row] for row in code.matrix]
    module = size / (len(rows) + 2 * _QUIET)
    lines = []
    for at, row in enumerate(rows):
        middle = y + (at + _QUIET + 0.5) * module
        for first, last in _dark(row):
            left, right = x + (first + _QUIET) * module, x + (last + _QUIET) * module
            lines.append(Rule(x1=left, y1=middle, x2=right, y2=middle, line_width=module))
    return tuple(lines)


def _dark(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where dark modules begin and end in a row."""
    at = 0
    for dark, group in groupby(row):
        count = len(list(group))
        if dark:
            yield at, at + count
        at += count
