"""A form sheet on A4 (表格文书、表单): title, words above, a ruled table, remarks below.

Rows of label and text pairs in their own widths; a list repeats its head on the next page.
"""

from __future__ import annotations

import attrs

from gongkai_desktop.domain.letter.composed import ComposedLetter, Profile
from gongkai_desktop.domain.letter.table import Cell, TableRow
from gongkai_desktop.domain.typeset.metrics import Face, FontMetrics
from gongkai_desktop.domain.typeset.page import (
    A4_HEIGHT,
    A4_WIDTH,
    MM,
    Layout,
    Line,
    Page,
    Role,
    Rule,
    Strip,
)
from gongkai_desktop.domain.typeset.setter import Align, Setter
from gongkai_desktop.domain.typeset.title import break_title

_LEFT, _RIGHT, _TOP, _BOTTOM = 25 * MM, 20 * MM, 20 * MM, 19 * MM
_FOOT = 12 * MM
_SIZE, _LEADING = 12.0, 18.0
_LABEL_SIZE = 11.0
_TITLE_SIZE, _TITLE_LEADING = 20.0, 28.0
_SMALL, _SMALL_LEADING = 10.0, 15.0
_LIST_SIZE, _LIST_LEADING = 10.5, 14.5
_PADDING = 1.2 * MM
_ASCENT = 0.86
_OUTER, _INNER = 1.0, 0.5
_DRAFT_GREY = 0.45


@attrs.define
class _Sheet:
    """The page being filled: the pen's height, what lies above it, where its table began."""

    lines: list[Line] = attrs.Factory(list)
    rules: list[Rule] = attrs.Factory(list)
    pen: float = _TOP


@attrs.frozen(kw_only=True)
class _SetCell:
    """A cell between two edges with its lines set."""

    left: float
    right: float
    strips: tuple[Strip, ...]
    size: float
    leading: float


@attrs.frozen(kw_only=True)
class _SetRow:
    """A row with its cells set and its height in points."""

    cells: tuple[_SetCell, ...]
    height: float


class FormTypesetter:
    """Composes form sheets into pages; make one and keep it, it remembers widths."""

    def __init__(self, metrics: FontMetrics) -> None:
        self.title = Setter(metrics, Face.TITLE, _TITLE_SIZE)
        self.text = Setter(metrics, Face.FANGSONG, _SIZE)
        self.list = Setter(metrics, Face.FANGSONG, _LIST_SIZE)
        self.label = Setter(metrics, Face.HEITI, _LABEL_SIZE)
        self.small = Setter(metrics, Face.SONGTI, _SMALL)

    def layout(self, letter: ComposedLetter, profile: Profile, mark: str = "") -> Layout:
        """The pages of a sheet; ``mark`` is the draft's words in the footer (稿次、校验码)."""
        size = (A4_HEIGHT, A4_WIDTH) if letter.landscape else (A4_WIDTH, A4_HEIGHT)
        work = _Work(self, *size)
        work.head(letter)
        work.table(letter.table)
        work.remarks(letter.remarks)
        count = len(work.sheets)
        pages = tuple(
            Page(
                number=number,
                lines=(*sheet.lines, *self._foot(number, count, size, profile, mark)),
                rules=tuple(sheet.rules),
                pitch=_LEADING,
                width=size[0],
                height=size[1],
            )
            for number, sheet in enumerate(work.sheets, 1)
        )
        return Layout(title=letter.title, pages=pages, missing=self._missing(letter))

    def _foot(
        self, number: int, count: int, size: tuple[float, float], profile: Profile, mark: str
    ) -> list[Line]:
        measure = size[0] - _LEFT - _RIGHT
        lines = []
        if count > 1:
            words = f"第{number}页　共{count}页"
            strip = self.small.line(
                words, Role.FOLIO, left=_LEFT, measure=measure, align=Align.RIGHT
            )
            lines.append(Line(strip=strip, baseline=size[1] - _FOOT))
        if mark and profile is Profile.DRAFT:
            strip = self.small.line(mark, Role.DRAFT, left=_LEFT, measure=measure)
            lines.append(Line(strip=strip, baseline=size[1] - _FOOT, grey=_DRAFT_GREY))
        return lines

    def _missing(self, letter: ComposedLetter) -> tuple[str, ...]:
        words = letter.text + letter.number
        setters = (self.title, self.text, self.label, self.small)
        found = [char for one in setters for char in one.missing_in(words)]
        return tuple(dict.fromkeys(found))


class _Work:
    """One sheet while it is cut into pages."""

    def __init__(self, setters: FormTypesetter, width: float, height: float) -> None:
        self._setters = setters
        self._measure = width - _LEFT - _RIGHT
        self._floor = height - _BOTTOM
        self.sheets: list[_Sheet] = [_Sheet()]

    @property
    def _sheet(self) -> _Sheet:
        return self.sheets[-1]

    def head(self, letter: ComposedLetter) -> None:
        """Title, number, addressee and the words above the table."""
        title = self._setters.title
        fits = title.ruler.measure(letter.title) <= self._measure
        broken = break_title(letter.title, letter.organ, title.ruler, self._measure)
        for words in (letter.title,) if fits else broken:
            strip = title.line(
                words, Role.TITLE, left=_LEFT, measure=self._measure, align=Align.CENTRE
            )
            self._write(strip, _TITLE_LEADING, _TITLE_SIZE)
        self._sheet.pen += _LEADING / 3
        if letter.number:
            strip = self._setters.text.line(
                letter.number, Role.NUMBER, left=_LEFT, measure=self._measure, align=Align.RIGHT
            )
            self._write(strip, _LEADING, _SIZE)
            self._sheet.pen += _LEADING / 6
        if letter.addressee:
            self._flow(f"{letter.addressee}：", Role.ADDRESSEE, 0.0)
        for paragraph in letter.paragraphs:
            for part in paragraph.text.splitlines():
                self._flow(part, Role.BODY, 2 * _SIZE)

    def table(self, rows: tuple[TableRow, ...]) -> None:
        """All rows; one too tall for the page goes over, and a list's head is repeated."""
        top, head = self._sheet.pen, None
        for row in rows:
            if row.head:
                head = row
            elif not row.listed:
                head = None
            made = self._set_row(row)
            if self._sheet.pen + made.height > self._floor and self._sheet.pen > _TOP:
                self._close(top)
                self.sheets.append(_Sheet())
                top = self._sheet.pen
                if head is not None and not row.head:
                    self._draw(self._set_row(head))
            top = self._draw_over_pages(made, top)
        if rows:
            self._close(top)

    def remarks(self, remarks: tuple[str, ...]) -> None:
        """The remarks in small type (填写说明)."""
        self._sheet.pen += _SMALL_LEADING / 3
        for text in remarks:
            strips = self._setters.small.paragraph(
                text, Role.NOTE, left=_LEFT, measure=self._measure
            )
            for strip in strips:
                self._write(strip, _SMALL_LEADING, _SMALL)

    def _flow(self, text: str, role: Role, indent: float) -> None:
        strips = self._setters.text.paragraph(
            text, role, left=_LEFT, measure=self._measure, indent=indent
        )
        for strip in strips:
            self._write(strip, _LEADING * 1.2, _SIZE)

    def _write(self, strip: Strip, leading: float, size: float) -> None:
        if self._sheet.pen + leading > self._floor:
            self.sheets.append(_Sheet())
        baseline = self._sheet.pen + (leading - size) / 2 + _ASCENT * size
        self._sheet.lines.append(Line(strip=strip, baseline=baseline))
        self._sheet.pen += leading

    def _set_row(self, row: TableRow) -> _SetRow:
        cells, left = [], _LEFT
        for cell, width in zip(row.cells, self._widths(row.cells), strict=True):
            cells.append(self._set_cell(cell, left, left + width, listed=row.listed))
            left += width
        tallest = max(len(cell.strips) * cell.leading for cell in cells)
        height = max(row.height_mm * MM, tallest + 2 * _PADDING)
        return _SetRow(cells=tuple(cells), height=height)

    def _widths(self, cells: tuple[Cell, ...]) -> list[float]:
        """Cells without a width share what the others leave; all together fill the measure."""
        given = sum(cell.width_mm for cell in cells) * MM
        free = sum(not cell.width_mm for cell in cells)
        if free and given < self._measure:
            share = (self._measure - given) / free
            return [cell.width_mm * MM or share for cell in cells]
        scale = self._measure / sum(cell.width_mm or 1 for cell in cells)
        return [(cell.width_mm or 1) * scale for cell in cells]

    def _set_cell(self, cell: Cell, left: float, right: float, *, listed: bool) -> _SetCell:
        words = self._setters.list if listed else self._setters.text
        setter = self._setters.label if cell.label else words
        align = Align.CENTRE if cell.label else Align.LEFT
        role = Role.TABLE_HEAD if cell.label else Role.TABLE_CELL
        leading = _LIST_LEADING if listed or cell.label else _LEADING
        measure = right - left - 2 * _PADDING
        strips: list[Strip] = []
        for part in cell.text.splitlines():
            room = _even(setter, part, measure) if cell.label else measure
            inset = left + _PADDING + (measure - room) / 2
            strips += setter.block(part, role, left=inset, measure=room, align=align)
        return _SetCell(
            left=left, right=right, strips=tuple(strips), size=setter.size, leading=leading
        )

    def _draw_over_pages(self, row: _SetRow, top: float) -> float:
        """Draw a row, cut where it is taller than a whole page; returns where the table began."""
        while self._sheet.pen + row.height > self._floor:
            room = self._floor - self._sheet.pen - 2 * _PADDING
            first, rest = zip(*(_parted(one, room) for one in row.cells), strict=True)
            self._draw(_SetRow(cells=first, height=room + 2 * _PADDING))
            self._close(top)
            self.sheets.append(_Sheet())
            top = self._sheet.pen
            tallest = max(len(cell.strips) * cell.leading for cell in rest)
            row = _SetRow(cells=rest, height=tallest + 2 * _PADDING)
        self._draw(row)
        return top

    def _draw(self, row: _SetRow) -> None:
        """The cells' lines, each block centred in the row; rules between and below them."""
        sheet = self._sheet
        for cell in row.cells:
            y = sheet.pen + (row.height - len(cell.strips) * cell.leading) / 2
            for strip in cell.strips:
                baseline = y + (cell.leading - cell.size) / 2 + _ASCENT * cell.size
                sheet.lines.append(Line(strip=strip, baseline=baseline))
                y += cell.leading
        for cell in row.cells[1:]:
            sheet.rules.append(_vertical(cell.left, sheet.pen, sheet.pen + row.height, _INNER))
        sheet.pen += row.height
        right = _LEFT + self._measure
        sheet.rules.append(Rule(x1=_LEFT, y1=sheet.pen, x2=right, y2=sheet.pen, line_width=_INNER))

    def _close(self, top: float) -> None:
        """The frame around what stands of the table on this page."""
        sheet, right = self._sheet, _LEFT + self._measure
        sheet.rules += [_vertical(x, top, sheet.pen, _OUTER) for x in (_LEFT, right)]
        sheet.rules += [
            Rule(x1=_LEFT, y1=y, x2=right, y2=y, line_width=_OUTER) for y in (top, sheet.pen)
        ]


def _parted(cell: _SetCell, room: float) -> tuple[_SetCell, _SetCell]:
    """A cell cut where the page ends: the lines that still fit, and the others."""
    count = max(1, int(room // cell.leading))
    first, rest = cell.strips[:count], cell.strips[count:]
    return attrs.evolve(cell, strips=first), attrs.evolve(cell, strips=rest)


def _even(setter: Setter, text: str, measure: float) -> float:
    """The measure at which a label's lines come out of one length: no lone last character."""
    width = setter.ruler.measure(text)
    lines = -(-width // measure)
    if lines <= 1:
        return measure
    cells = -(-width / lines // setter.pitch)
    return min(measure, cells * setter.pitch + 0.1)


def _vertical(x: float, top: float, bottom: float, weight: float) -> Rule:
    return Rule(x1=x, y1=top, x2=x, y2=bottom, line_width=weight)
