"""Sets broken lines: where each glyph of a line goes (排字), slack spread beside Chinese cells."""

from __future__ import annotations

from enum import StrEnum
from itertools import groupby

from gongkai_desktop.domain.typeset.breaker import Span, break_lines, is_opening
from gongkai_desktop.domain.typeset.metrics import CellStyle, Face, FontMetrics, Ruler
from gongkai_desktop.domain.typeset.page import Role, Run, Strip


class Align(StrEnum):
    """Where a line that is not full stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Setter:
    """Sets words in one face, size and pitch; remembers widths, so keep one per style."""

    def __init__(self, metrics: FontMetrics, face: Face, size: float, pitch: float = 0.0) -> None:
        self.face = face
        self.size = size
        self.pitch = pitch or size
        self.ruler = Ruler(metrics, face, size, self.pitch)

    def paragraph(
        self,
        text: str,
        role: Role,
        *,
        left: float,
        measure: float,
        indent: float = 0.0,
        hanging: float = 0.0,
    ) -> list[Strip]:
        """The lines of a paragraph between ``left`` and ``left + measure`` (points).

        ``indent`` shortens the first line; ``hanging`` all the others (回行对齐).
        """
        if not text:
            return []
        room, inset = measure - hanging, indent - hanging
        strips = []
        for number, span in enumerate(break_lines(text, self.ruler, room, inset)):
            shift = hanging + (0.0 if number else inset)
            runs, right = self._runs(text, span, left + shift, measure - shift)
            words = text[span.start : span.end]
            strips.append(Strip(text=words, role=role, runs=runs, x=left + shift, right=right))
        return strips

    def line(
        self, text: str, role: Role, *, left: float, measure: float, align: Align = Align.LEFT
    ) -> Strip:
        """One line as it is, never broken: flush left, centred, or flush right."""
        width = self.ruler.measure(text)
        shift = {Align.LEFT: 0.0, Align.CENTRE: (measure - width) / 2, Align.RIGHT: measure - width}
        span = Span(start=0, end=len(text), width=width, final=True)
        x = left + shift[align]
        runs, right = self._runs(text, span, x, width)
        return Strip(text=text, role=role, runs=runs, x=x, right=right)

    def block(
        self, text: str, role: Role, *, left: float, measure: float, align: Align
    ) -> list[Strip]:
        """A short text in ragged lines, each aligned: table cells, headings."""
        spans = break_lines(text, self.ruler, measure)
        return [
            self.line(
                text[span.start : span.end].rstrip(" "),
                role,
                left=left,
                measure=measure,
                align=align,
            )
            if not span.squeezed
            else self._squeezed_strip(text, span, role, left, measure)
            for span in spans
        ]

    def missing_in(self, text: str) -> tuple[str, ...]:
        """Characters of a text already set that no font holds (缺字, rule F06)."""
        return self.ruler.missing_in(text)

    def _squeezed_strip(
        self, text: str, span: Span, role: Role, left: float, measure: float
    ) -> Strip:
        runs, right = self._runs(text, span, left, measure)
        return Strip(text=text[span.start : span.end], role=role, runs=runs, x=left, right=right)

    def _runs(
        self, text: str, span: Span, x: float, measure: float
    ) -> tuple[tuple[Run, ...], float]:
        if span.squeezed:
            return self._squeezed_runs(text, span, x)
        style = self.ruler.style
        words = text[span.start : span.end]
        if not span.final:
            words = words.rstrip(" ") or words
        groups = [(kind, "".join(part)) for kind, part in groupby(words, style.__getitem__)]
        slack = 0.0 if span.final else measure - span.width
        spread = slack / gaps if slack > 0 and (gaps := _gaps(groups)) else 0.0
        spread = spread if spread <= self.pitch * _WIDEST_GAP else 0.0
        runs: list[Run] = []
        for at, (kind, part) in enumerate(groups):
            inner = 0.0 if kind.joined else spread
            if kind.full:
                space, width = self.pitch + inner - kind.natural, len(part) * (self.pitch + inner)
                width -= inner
            else:
                space, width = 0.0, self.ruler.measure(part)
            follower = groups[at + 1][0] if at + 1 < len(groups) else None
            if follower is not None and (kind.full or follower.full):
                width += spread
            if kind.face is not None:
                runs.append(Run(text=part, face=kind.face, size=self.size, x=x, char_space=space))
            x += width
        return tuple(runs), x

    def _squeezed_runs(self, text: str, span: Span, x: float) -> tuple[tuple[Run, ...], float]:
        """Squeezed marks stand alone; what lies between them is set as usual, unspread."""
        runs: list[Run] = []
        at = span.start
        for mark in (*span.squeezed, span.end):
            if at < mark:
                between = Span(start=at, end=mark, width=0.0, final=True)
                more, x = self._runs(text, between, x, 0.0)
                runs.extend(more)
            if mark < span.end:
                kind = self.ruler.style[text[mark]]
                shift = span.cut if is_opening(text[mark]) else 0.0
                if kind.face is not None:
                    runs.append(Run(text=text[mark], face=kind.face, size=self.size, x=x - shift))
                x += self.ruler.advance[text[mark]] - span.cut
            at = mark + 1
        return tuple(runs), x


_WIDEST_GAP = 0.3
"""Of a cell: a line that would gape more (文号 carried over whole) stays ragged on its grid."""


def _gaps(groups: list[tuple[CellStyle, str]]) -> int:
    """How many gaps a line may spread: beside Chinese cells, never inside words, —— or ……."""
    gaps = 0
    previous: CellStyle | None = None
    for kind, part in groups:
        gaps += len(part) - 1 if kind.full and not kind.joined else 0
        gaps += previous is not None and (kind.full or previous.full)
        previous = kind
    return gaps
