"""A form sheet on A4 (表格文书、表单): title, words above, a ruled table, remarks below.

A sheet is one page as long as it can be: the room to write by hand gives way first, then the type
down to 五号. Where that is not enough every box to sign stays on the first page and the long
words go on overleaf (续页). A list takes as many pages as it needs and repeats its head.
"""

from __future__ import annotations

import attrs

from gongkai_desktop.domain.letter.composed import ComposedLetter, Profile
from gongkai_desktop.domain.typeset.form_sheet import (
    LEADING,
    LEFT,
    RIGHT,
    Fit,
    FormSetters,
    FormSheet,
)
from gongkai_desktop.domain.typeset.metrics import FontMetrics
from gongkai_desktop.domain.typeset.page import A4_HEIGHT, A4_WIDTH, MM, Layout, Line, Page, Role
from gongkai_desktop.domain.typeset.setter import Align

_FOOT = 12 * MM
_DRAFT_GREY = 0.45
_ROOM = 0.7
_TIGHTER = (Fit(room=_ROOM), Fit(size=11.0, room=_ROOM), Fit(size=10.5, room=_ROOM))
_FEWEST_LINES, _MOST_LINES = 3, 40

_Size = tuple[float, float]


class FormTypesetter:
    """Composes form sheets into pages; make one and keep it, it remembers widths."""

    def __init__(self, metrics: FontMetrics) -> None:
        self._setters = FormSetters(metrics)

    def layout(self, letter: ComposedLetter, profile: Profile, mark: str = "") -> Layout:
        """The pages of a sheet; ``mark`` is the draft's words in the footer (稿次、校验码)."""
        size = (A4_HEIGHT, A4_WIDTH) if letter.landscape else (A4_WIDTH, A4_HEIGHT)
        made = self._fitted(letter, size).pages
        pages = tuple(
            Page(
                number=number,
                lines=(*page.lines, *self._foot(number, len(made), size, profile, mark)),
                rules=tuple(page.rules),
                pitch=LEADING,
                width=size[0],
                height=size[1],
            )
            for number, page in enumerate(made, 1)
        )
        missing = self._setters.missing_in(letter.text + letter.number)
        return Layout(title=letter.title, pages=pages, missing=missing)

    def _fitted(self, letter: ComposedLetter, size: _Size) -> FormSheet:
        whole = self._set(letter, size, Fit())
        if len(whole.pages) == 1:
            return whole
        if len(whole.pages) == 2 and (one := self._on_fewer(letter, size, whole)):
            return one
        cut = (self._overleaf(letter, size, fit) for fit in _TIGHTER)
        found = next((made for made in cut if made), None)
        return found or self._on_fewer(letter, size, whole) or whole

    def _on_fewer(self, letter: ComposedLetter, size: _Size, whole: FormSheet) -> FormSheet | None:
        """The first tighter setting that saves a page; None where none does."""
        made = (self._set(letter, size, fit) for fit in _TIGHTER)
        return next((one for one in made if len(one.pages) < len(whole.pages)), None)

    def _overleaf(self, letter: ComposedLetter, size: _Size, fit: Fit) -> FormSheet | None:
        """One page with a continuation sheet, as many lines on the first as it holds."""
        low, high, best = _FEWEST_LINES, _MOST_LINES, None
        while low <= high:
            most = (low + high) // 2 if best else low
            made = self._set(letter, size, attrs.evolve(fit, most=most))
            if len(made.pages) > 1:
                high = most - 1
            else:
                best, low = made, most + 1
            if best is None:
                return None
        return best.go_overleaf() if best and best.over else None

    def _set(self, letter: ComposedLetter, size: _Size, fit: Fit) -> FormSheet:
        return FormSheet(self._setters, letter, size, fit).set()

    def _foot(
        self, number: int, count: int, size: _Size, profile: Profile, mark: str
    ) -> list[Line]:
        measure = size[0] - LEFT - RIGHT
        lines = []
        if count > 1:
            words = f"第{number}页　共{count}页"
            strip = self._setters.small.line(
                words, Role.FOLIO, left=LEFT, measure=measure, align=Align.RIGHT
            )
            lines.append(Line(strip=strip, baseline=size[1] - _FOOT))
        if mark and profile is Profile.DRAFT:
            strip = self._setters.small.line(mark, Role.DRAFT, left=LEFT, measure=measure)
            lines.append(Line(strip=strip, baseline=size[1] - _FOOT, grey=_DRAFT_GREY))
        return lines
