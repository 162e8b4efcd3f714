"""Letters as frozen pages (版面): rows cut into pages, the signature block kept whole.

GB/T 9704-2012, 5.2.3 and 7.3.5: 22 rows of 28 characters. When the block does not fit below the
text, three cures in this order: the page's rows a little closer; every character a little closer;
the last lines of the text carried over. It never stands alone on a page (rule F05).
"""

from __future__ import annotations

import hashlib

import attrs

from gongkai_desktop.domain.letter.composed import ComposedLetter, Profile
from gongkai_desktop.domain.typeset import grid
from gongkai_desktop.domain.typeset.form_page import FormTypesetter
from gongkai_desktop.domain.typeset.letter_head import Head, letter_head
from gongkai_desktop.domain.typeset.letter_rows import LetterSetters, Row, letter_rows
from gongkai_desktop.domain.typeset.metrics import FontMetrics
from gongkai_desktop.domain.typeset.page import Box, Circle, Layout, Line, Page, Role
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.typeset.signature import (
    MOST_NOTE_ROWS,
    Signature,
    place_signature,
    signature_block,
)
from gongkai_desktop.domain.unit import LetterLayout, NumberPlace, Unit

_CARRIED = 2
_DRAFT_GREY = 0.45


@attrs.frozen(kw_only=True)
class LetterStyle:
    """What the office may choose: layout, the number's side, the draft's count and check code.

    ``check_code`` is the short code in a draft's footer; empty means: taken from the text.
    ``head_mm`` and ``shift_mm`` serve a preprinted head, see domain.unit.Unit.
    """

    layout: LetterLayout = LetterLayout.DOCUMENT
    number_align: Align = Align.RIGHT
    head_mm: float = 0.0
    shift_mm: float = 0.0
    draft_no: int = 1
    check_code: str = ""


def unit_style(unit: Unit, draft_no: int = 1) -> LetterStyle:
    """The style an office has chosen in its settings, for a draft of that count (稿次)."""
    centred = unit.number_place is NumberPlace.CENTRE
    return LetterStyle(
        layout=unit.layout,
        number_align=Align.CENTRE if centred else Align.RIGHT,
        head_mm=unit.head_mm,
        shift_mm=unit.shift_mm,
        draft_no=draft_no,
    )


@attrs.frozen(kw_only=True)
class _Plan:
    """Rows per page; page ``signing`` carries the block on its own ``pitch``."""

    pages: tuple[tuple[Row, ...], ...]
    signing: int
    pitch: float
    block: Signature


class LetterTypesetter:
    """Composes letters into pages; make one and keep it, it remembers widths and titles."""

    def __init__(self, metrics: FontMetrics) -> None:
        self._setters = LetterSetters(metrics)
        self._tight = LetterSetters(metrics, grid.CELL - grid.TIGHT_TRACKING)
        self._forms = FormTypesetter(metrics)

    def layout(
        self, letter: ComposedLetter, profile: Profile, style: LetterStyle | None = None
    ) -> Layout:
        """The pages of one letter; no I/O, nothing drawn. A letter with a table is a sheet."""
        style = style or LetterStyle()
        if letter.table:
            return self._forms.layout(letter, profile, _mark_words(letter, style))
        head = letter_head(
            letter,
            self._setters,
            profile,
            style.layout,
            head_mm=style.head_mm,
            shift_mm=style.shift_mm,
        )
        plan = self._plan(letter, profile, style, head)
        pages = [
            self._page(number, plan, letter, profile, style)
            for number in range(1, len(plan.pages) + 1)
        ]
        pages[0] = _with_head(pages[0], head)
        missing = self._setters.missing_in(letter)
        return Layout(title=letter.title, pages=tuple(pages), missing=missing)

    def title_lines(self, letter: ComposedLetter) -> tuple[str, ...]:
        """The title as it is broken by its meaning; the Word file takes the same lines."""
        strips = self._setters.title_strips(letter.title, letter.organ)
        return tuple(strip.text for strip in strips)

    def _plan(
        self, letter: ComposedLetter, profile: Profile, style: LetterStyle, head: Head
    ) -> _Plan:
        rows = letter_rows(letter, self._setters, profile, style.number_align, head.rows)
        block = signature_block(letter, self._setters, profile)
        if plan := _fitting(rows, block):
            return plan
        tight_rows = letter_rows(letter, self._tight, profile, style.number_align, head.rows)
        if len(tight_rows) < len(rows):
            tight_block = signature_block(letter, self._tight, profile)
            if plan := _fitting(tight_rows, tight_block):
                return plan
        return _carried_over(rows, block)

    def _page(
        self,
        number: int,
        plan: _Plan,
        letter: ComposedLetter,
        profile: Profile,
        style: LetterStyle,
    ) -> Page:
        signing = number == plan.signing
        pitch = plan.pitch if signing else grid.PITCH
        rows = plan.pages[number - 1]
        lines = _placed(rows, pitch)
        circles: list[Circle] = []
        boxes: list[Box] = []
        if signing:
            signed, circles, boxes = place_signature(plan.block, len(rows), pitch, profile)
            lines += signed
        lines.append(self._folio(number))
        if profile is Profile.DRAFT:
            lines.append(self._draft_mark(number, letter, style))
        return Page(
            number=number,
            lines=tuple(lines),
            circles=tuple(circles),
            boxes=tuple(boxes),
            pitch=pitch,
        )

    def _folio(self, number: int) -> Line:
        """— 1 —: 4号, odd pages right, even left, one character in; 7 mm below (7.5)."""
        align = Align.RIGHT if number % 2 else Align.LEFT
        strip = self._setters.folio.line(
            f"— {number} —",
            Role.FOLIO,
            left=grid.LEFT + grid.FOLIO_SIZE,
            measure=grid.WIDTH - 2 * grid.FOLIO_SIZE,
            align=align,
        )
        return Line(strip=strip, baseline=grid.FOLIO_BASELINE)

    def _draft_mark(self, number: int, letter: ComposedLetter, style: LetterStyle) -> Line:
        strip = self._setters.small.line(
            _mark_words(letter, style),
            Role.DRAFT,
            left=grid.LEFT,
            measure=grid.WIDTH,
            align=Align.LEFT if number % 2 else Align.RIGHT,
        )
        return Line(strip=strip, baseline=grid.FOLIO_BASELINE, grey=_DRAFT_GREY)


def _mark_words(letter: ComposedLetter, style: LetterStyle) -> str:
    code = style.check_code or check_code(letter)
    return f"审签稿　第{style.draft_no}稿　校验码{code}"


def _with_head(page: Page, head: Head) -> Page:
    """The first page with its head; 信函格式 prints no page number on it."""
    kept = [line for line in page.lines if head.folio or line.role is not Role.FOLIO]
    moved = [
        line if line.row == 0 else attrs.evolve(line, baseline=line.baseline + head.shift)
        for line in kept
    ]
    lines = [attrs.evolve(line, baseline=line.baseline + head.shift) for line in head.lines]
    return attrs.evolve(page, lines=(*lines, *moved), rules=(*page.rules, *head.rules))


def check_code(letter: ComposedLetter) -> str:
    """Eight figures by which a signed paper draft is matched with the approved text."""
    return hashlib.sha256(letter.text.encode()).hexdigest()[:8].upper()


def _placed(rows: tuple[Row, ...], pitch: float) -> list[Line]:
    lines = []
    for number, row in enumerate(rows, 1):
        size = grid.TITLE_SIZE if row.role is Role.TITLE else grid.BODY_SIZE
        height = grid.baseline(number, pitch, size)
        lines += [Line(strip=strip, baseline=height, row=number) for strip in row.strips]
    return lines


def _cut(rows: list[Row]) -> list[tuple[Row, ...]]:
    """Rows in pages of 22; a blank row never opens a page."""
    pages: list[list[Row]] = [[]]
    for row in rows:
        if len(pages[-1]) == grid.ROWS:
            pages.append(_taken_back(pages[-1]))
        if pages[-1] or row.strips or len(pages) == 1:
            pages[-1].append(row)
    return [tuple(page) for page in pages if page]


def _taken_back(page: list[Row]) -> list[Row]:
    """The headings that end a full page, to open the next one with the text they head."""
    start = len(page)
    while start > 1 and page[start - 1].keep:
        start -= 1
    taken = page[start:] if start > 1 else []
    del page[len(page) - len(taken) :]
    return taken


def _text_count(rows: tuple[Row, ...] | list[Row]) -> int:
    return sum(row.carries_text for row in rows)


def _block_pitch(rows: int, block: Signature) -> float | None:
    """The pitch on which the block fits below ``rows`` rows: standard, tight, or none."""
    if rows + block.rows(grid.PITCH) <= grid.ROWS:
        return grid.PITCH
    if rows + block.rows(grid.TIGHT_PITCH) <= grid.TIGHT_ROWS:
        return grid.TIGHT_PITCH
    return None


def _fitting(rows: list[Row], block: Signature) -> _Plan | None:
    """The plan in which the block stands where the text ends, if it does fit there."""
    pages = _cut(rows)
    if len(pages) > 1 and _text_count(pages[-1]) < _CARRIED:
        return None
    pitch = _block_pitch(len(pages[-1]), block)
    return None if pitch is None else _plan_of(pages, pitch, block)


def _carried_over(rows: list[Row], block: Signature) -> _Plan:
    """The third cure: two lines of the text, and the enclosures if any, go over with the block."""
    start = _carry_from(rows, block)
    moved = rows[start:]
    pages = _cut(rows[:start]) if start else []
    pitch = _block_pitch(len(moved), block) or grid.TIGHT_PITCH
    return _plan_of([*pages, tuple(moved)], pitch, block)


def _carry_from(rows: list[Row], block: Signature) -> int:
    body = [at for at, row in enumerate(rows) if row.role is Role.BODY]
    text = [at for at, row in enumerate(rows) if row.carries_text]
    if not text:
        return max(0, len(rows) - 1)
    choice = body[-_CARRIED:] or text[-_CARRIED:]
    if _block_pitch(len(rows) - choice[0], block) is None:
        choice = text[-_CARRIED:]
    start = choice[0]
    while start > 1 and rows[start - 1].keep:
        start -= 1
    return start


def _plan_of(pages: list[tuple[Row, ...]], pitch: float, block: Signature) -> _Plan:
    """Very long notes run on to pages of their own; all others stand in the block."""
    kept, over = block.notes[:MOST_NOTE_ROWS], block.notes[MOST_NOTE_ROWS:]
    return _Plan(
        pages=(*pages, *_cut(list(over))),
        signing=len(pages),
        pitch=pitch,
        block=attrs.evolve(block, notes=kept),
    )
