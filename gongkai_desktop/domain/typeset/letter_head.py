"""What stands above the title on a letter's first page: nothing, 信函格式, or room for a red head.

GB/T 9704-2012, 10.1 (信函格式): the organ's name in red 30 mm from the top, a red double line 4 mm
below it and another 20 mm from the bottom, the number at the right below the first line. A
preprinted head (预印红头) stays blank down to its own red line; the number is printed above it.
"""

from __future__ import annotations

import attrs

from gongkai_desktop.domain.letter.composed import ComposedLetter, Profile
from gongkai_desktop.domain.typeset import grid
from gongkai_desktop.domain.typeset.letter_rows import BLANK, LetterSetters, Row, number_words
from gongkai_desktop.domain.typeset.page import A4_HEIGHT, A4_WIDTH, MM, Line, Role, Rule
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.unit import LetterLayout

_MARK_TOP = 30 * MM
_MARK_SIZE = 34.0
_MARK_GAP = 4 * MM
_RULE_WIDTH = 170 * MM
_FOOT_RULE = A4_HEIGHT - 20 * MM
_THICK, _THIN, _RULE_GAP = 1.5, 0.75, 2.5
_BELOW_RULE = 0.875 * grid.BODY_SIZE
_ABOVE_RED_LINE = 4 * MM
_MISSIVE_ROWS = 4
_BLANK_BELOW_HEAD = 2


@attrs.frozen(kw_only=True)
class Head:
    """The head of the first page: blank rows for it, its lines and rules, the print's shift."""

    rows: tuple[Row, ...] = ()
    lines: tuple[Line, ...] = ()
    rules: tuple[Rule, ...] = ()
    shift: float = 0.0
    folio: bool = True


def letter_head(
    letter: ComposedLetter,
    setters: LetterSetters,
    profile: Profile,
    layout: LetterLayout,
    *,
    head_mm: float,
    shift_mm: float,
) -> Head:
    """The head a layout calls for; 文书式 has none."""
    if layout is LetterLayout.MISSIVE:
        return _missive(letter, setters, profile)
    if layout is LetterLayout.PREPRINTED:
        return _preprinted(letter, setters, profile, head_mm * MM, shift_mm * MM)
    return Head()


def _missive(letter: ComposedLetter, setters: LetterSetters, profile: Profile) -> Head:
    mark = setters.mark(letter.organ, _MARK_SIZE)
    size = mark.runs[0].size if mark.runs else _MARK_SIZE
    rule_y = _MARK_TOP + size + _MARK_GAP
    lines = [Line(strip=mark, baseline=_MARK_TOP + grid.ASCENT * size, red=True)]
    words = number_words(letter, profile)
    if words:
        strip = setters.body.line(
            words, Role.NUMBER, left=grid.LEFT, measure=grid.WIDTH, align=Align.RIGHT
        )
        top = rule_y + _THICK + _RULE_GAP + _THIN + _BELOW_RULE
        lines.append(Line(strip=strip, baseline=top + grid.ASCENT * grid.BODY_SIZE))
    rules = (*_double(rule_y, _THICK, _THIN), *_double(_FOOT_RULE, _THIN, _THICK))
    return Head(rows=(BLANK,) * _MISSIVE_ROWS, lines=tuple(lines), rules=rules, folio=False)


def _double(y: float, upper: float, lower: float) -> tuple[Rule, Rule]:
    left = (A4_WIDTH - _RULE_WIDTH) / 2
    below = y + upper / 2 + _RULE_GAP + lower / 2
    right = left + _RULE_WIDTH
    return (
        Rule(x1=left, y1=y, x2=right, y2=y, line_width=upper, red=True),
        Rule(x1=left, y1=below, x2=right, y2=below, line_width=lower, red=True),
    )


def _preprinted(
    letter: ComposedLetter, setters: LetterSetters, profile: Profile, head: float, shift: float
) -> Head:
    under = max(0.0, head - grid.TOP)
    rows = int(under / grid.PITCH + 0.999) + _BLANK_BELOW_HEAD
    words = number_words(letter, profile)
    lines: tuple[Line, ...] = ()
    if words:
        strip = setters.body.line(
            words, Role.NUMBER, left=grid.LEFT, measure=grid.WIDTH, align=Align.CENTRE
        )
        lines = (Line(strip=strip, baseline=head - _ABOVE_RED_LINE),)
    return Head(rows=(BLANK,) * rows, lines=lines, shift=shift)
