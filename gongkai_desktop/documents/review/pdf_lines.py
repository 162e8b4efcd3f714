"""Lines of a PDF page put together to paragraphs, as a Chinese text is broken (版面还原).

Positions are points from the lower left corner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

_ENDS = "。！？；：!?;:"
_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．](?!\d)|第[一二三四五六七八九十百\d]+[章条节]\s"
)
_PAGE_NUMBER = re.compile(
    r"[—\-－–·\s第]*\d{1,4}[—\-－–·\s页]*([/共]\s*\d{1,4}\s*页?)?"
    r"|.{0,60}[—－]\s?\d{1,4}\s?[—－].{0,60}"
)
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_FEW = 4
_LATIN = re.compile(r"[A-Za-z]")


@attrs.frozen
class Glyph:
    """One character on the page; ``hidden`` says how it cannot be seen."""

    sign: str
    left: float
    right: float
    bottom: float
    top: float
    hidden: str = ""


@attrs.frozen
class Line:
    """One line on the page: its characters with those that cannot be seen."""

    glyphs: tuple[Glyph, ...]
    left: float
    right: float
    bottom: float
    size: float

    @property
    def visible(self) -> str:
        """What is seen of the line."""
        return "".join(one.sign for one in self.glyphs if not one.hidden)

    @property
    def is_page_number(self) -> bool:
        """Whether the line is there to count the pages."""
        return _PAGE_NUMBER.fullmatch(self.visible.strip()) is not None


@attrs.frozen
class Paragraph:
    """Lines that read on as one; ``open`` when the last may go on on the next page."""

    lines: tuple[Line, ...]
    flush: bool
    open: bool

    @property
    def visible(self) -> str:
        """What is seen, line ends taken out."""
        text = ""
        for line in self.lines:
            text = joined(text, line.visible.strip())
        return text

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Runs that cannot be seen, each with how."""
        runs: list[tuple[str, str]] = []
        previous = ""
        for glyph in (one for line in self.lines for one in line.glyphs):
            if glyph.hidden and glyph.hidden == previous:
                runs[-1] = (previous, runs[-1][1] + glyph.sign)
            elif glyph.hidden and glyph.sign.strip():
                runs.append((glyph.hidden, glyph.sign))
            if glyph.sign.strip():
                previous = glyph.hidden
        return runs


def joined(text: str, more: str) -> str:
    """Two ends of a broken line; Latin words keep a space, broken numbers do not."""
    if text and more and _LATIN.match(text[-1]) and _LATIN.match(more[0]):
        return f"{text} {more}"
    return text + more


def line_of(glyphs: Sequence[Glyph]) -> Line:
    """A line from its characters, at least one of them with an extent."""
    marks = [one for one in glyphs if one.right > one.left] or list(glyphs)
    heights = sorted(one.top - one.bottom for one in marks)
    widths = sorted(one.right - one.left for one in marks)
    return Line(
        glyphs=tuple(glyphs),
        left=min(one.left for one in marks),
        right=max(one.right for one in marks),
        bottom=min(one.bottom for one in marks),
        # The tallest of a line's characters are near the size of its type, whatever it says.
        size=max(heights[len(heights) * 9 // 10], widths[len(widths) * 9 // 10], 1.0),
    )


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The lines in order, those that go on put together."""
    columns = [_column(line, lines) for line in lines]
    groups: list[list[int]] = []
    for number, line in enumerate(lines):
        last = groups[-1][-1] if groups else None
        if last is not None and _goes_on(lines[last], columns[last], line, columns[number]):
            groups[-1].append(number)
        else:
            groups.append([number])
    return [
        Paragraph(
            lines=tuple(lines[number] for number in group),
            flush=_is_flush(lines[group[0]], columns[group[0]]),
            open=_is_full(lines[group[-1]], columns[group[-1]]),
        )
        for group in groups
    ]


def _column(line: Line, lines: Sequence[Line]) -> tuple[float, float]:
    """Left and right edge of the column a line stands in.

    Lines that begin nearly there tell it; where there are too few (a title, a signature), those
    above and below it do.
    """
    near = [one for one in lines if abs(one.left - line.left) < 3.2 * line.size]
    if len(near) < _FEW:
        near = [one for one in lines if one.left < line.right and line.left < one.right] or [line]
    return min(one.left for one in near), max(one.right for one in near)


def _is_full(line: Line, column: tuple[float, float]) -> bool:
    words = line.visible.strip()
    reaches = line.right > column[1] - 1.7 * line.size
    return reaches and not words.endswith(tuple(_ENDS)) and not line.is_page_number


def _is_flush(line: Line, column: tuple[float, float]) -> bool:
    words = line.visible.strip()
    return line.left < column[0] + line.size and _NUMBERED.match(words) is None


def _goes_on(
    line: Line, column: tuple[float, float], following: Line, below: tuple[float, float]
) -> bool:
    drop = line.bottom - following.bottom
    if not 0.3 * line.size < drop < 2.8 * line.size:
        return False
    if abs(line.size - following.size) > 0.25 * line.size or following.is_page_number:
        return False
    if _is_full(line, column) and _is_flush(following, below):
        return len(line.visible.strip()) > 3
    return _is_centred_pair(line, following, column)


def _is_centred_pair(line: Line, following: Line, column: tuple[float, float]) -> bool:
    """Two lines of one title; a name above its date is centred too, and is none."""
    middle = (line.left + line.right) / 2 - (following.left + following.right) / 2
    indented = min(line.left, following.left) > column[0] + 1.5 * line.size
    wide = line.right - line.left > 0.5 * (column[1] - column[0])
    dated = _DATE.search(following.visible) is not None
    return abs(middle) < 0.3 * line.size and indented and wide and not dated
