"""The sheet of a form while it is set (表格文书、表单): rows, pages turned, what goes overleaf."""

from __future__ import annotations

import attrs

from gongkai_desktop.domain.letter.composed import ComposedLetter
from gongkai_desktop.domain.letter.table import Cell, TableRow
from gongkai_desktop.domain.typeset.form_label import label_lines
from gongkai_desktop.domain.typeset.metrics import Face, FontMetrics
from gongkai_desktop.domain.typeset.page import MM, Line, Role, Rule, Strip
from gongkai_desktop.domain.typeset.setter import Align, Setter
from gongkai_desktop.domain.typeset.title import break_title

LEFT, RIGHT, TOP, BOTTOM = 25 * MM, 20 * MM, 20 * MM, 19 * MM
LEADING = 18.0
SMALL = 10.0
_SIZE = 12.0
_LABEL_SIZE = 11.0
_TITLE_SIZE, _TITLE_LEADING = 20.0, 28.0
_AGAIN_SIZE, _AGAIN_LEADING = 14.0, 21.0
_SMALL_LEADING = 15.0
_LIST_SIZE, _LIST_LEADING = 10.5, 14.5
_PADDING = 1.2 * MM
_ASCENT = 0.86
_OUTER, _INNER = 1.0, 0.5
_LEAST_MM, _LABEL_MM = 9.0, 28.0
_LEAST_CUT = 4
OVERLEAF = "（转续页）"


@attrs.frozen(kw_only=True)
class Fit:
    """How a sheet is set: size of its text in points, share of the room to write by hand.

    ``most`` is the number of lines a cell keeps on the first page, 0 for all; what is over goes
    to the continuation sheet.
    """

    size: float = _SIZE
    room: float = 1.0
    most: int = 0

    @property
    def leading(self) -> float:
        """From line to line, in points."""
        return self.size * LEADING / _SIZE


class FormSetters:
    """The type of form sheets; make one and keep it, it remembers widths."""

    def __init__(self, metrics: FontMetrics) -> None:
        self._metrics = metrics
        self._texts: dict[float, Setter] = {}
        self.title = Setter(metrics, Face.TITLE, _TITLE_SIZE)
        self.again = Setter(metrics, Face.TITLE, _AGAIN_SIZE)
        self.list = Setter(metrics, Face.FANGSONG, _LIST_SIZE)
        self.label = Setter(metrics, Face.HEITI, _LABEL_SIZE)
        self.small = Setter(metrics, Face.SONGTI, SMALL)

    def text(self, size: float = _SIZE) -> Setter:
        """The type of what is filled in."""
        if size not in self._texts:
            self._texts[size] = Setter(self._metrics, Face.FANGSONG, size)
        return self._texts[size]

    def missing_in(self, words: str) -> tuple[str, ...]:
        """Characters no font holds, of words set here."""
        setters = (self.title, self.text(), self.label, self.small)
        found = [char for one in setters for char in one.missing_in(words)]
        return tuple(dict.fromkeys(found))


@attrs.define
class FormPage:
    """The page being filled: the pen's height, what lies above it, where its table began."""

    lines: list[Line] = attrs.Factory(list)
    rules: list[Rule] = attrs.Factory(list)
    pen: float = TOP


@attrs.frozen(kw_only=True)
class _SetCell:
    """A cell between two edges with its lines set."""

    left: float
    right: float
    strips: tuple[Strip, ...]
    size: float
    leading: float
    label: bool = False


@attrs.frozen(kw_only=True)
class _SetRow:
    """A row with its cells set and its height in points."""

    cells: tuple[_SetCell, ...]
    height: float


class FormSheet:
    """One sheet while it is set."""

    def __init__(
        self, setters: FormSetters, letter: ComposedLetter, size: tuple[float, float], fit: Fit
    ) -> None:
        self._setters, self._letter, self._fit = setters, letter, fit
        self._text = setters.text(fit.size)
        self._measure = size[0] - LEFT - RIGHT
        self._floor = size[1] - BOTTOM
        self._top = TOP
        self._overleaf = False
        self.pages: list[FormPage] = [FormPage()]
        self.over: list[TableRow] = []

    @property
    def _sheet(self) -> FormPage:
        return self.pages[-1]

    def set(self) -> FormSheet:
        """Title, words, table and remarks, over as many pages as they take."""
        self.head(self._letter)
        self.table(self._letter.table)
        self.remarks(self._letter.remarks)
        return self

    def go_overleaf(self) -> FormSheet:
        """What the cells of the first page could not hold, on the continuation sheet (续页)."""
        over, self.over, self._fit = self.over, [], Fit()
        self._text = self._setters.text()
        self._overleaf = True
        self._turn()
        self.table(tuple(over))
        return self

    def _turn(self) -> None:
        """A further page under the title again, with the number of the request it belongs to."""
        self.pages.append(FormPage())
        again, whole = self._setters.again, self._letter.title
        titles = (f"{whole}（续页）", f"{whole.removeprefix(self._letter.organ)}（续页）")
        words = next((one for one in titles if again.ruler.measure(one) <= self._measure), "")
        if words:
            strip = again.line(
                words, Role.TITLE, left=LEFT, measure=self._measure, align=Align.CENTRE
            )
            self._write(strip, _AGAIN_LEADING, _AGAIN_SIZE)
        if self._letter.register_no:
            strip = self._setters.small.line(
                f"登记编号：{self._letter.register_no}",
                Role.NOTE,
                left=LEFT,
                measure=self._measure,
                align=Align.RIGHT,
            )
            self._write(strip, _SMALL_LEADING, SMALL)
        self._sheet.pen += _SMALL_LEADING / 3
        self._top = self._sheet.pen

    def head(self, letter: ComposedLetter) -> None:
        """Title, number, addressee and the words above the table."""
        title = self._setters.title
        fits = title.ruler.measure(letter.title) <= self._measure
        broken = break_title(letter.title, letter.organ, title.ruler, self._measure)
        for words in (letter.title,) if fits else broken:
            strip = title.line(
                words, Role.TITLE, left=LEFT, measure=self._measure, align=Align.CENTRE
            )
            self._write(strip, _TITLE_LEADING, _TITLE_SIZE)
        self._sheet.pen += LEADING / 3
        if letter.number:
            strip = self._setters.text().line(
                letter.number, Role.NUMBER, left=LEFT, measure=self._measure, align=Align.RIGHT
            )
            self._write(strip, LEADING, _SIZE)
            self._sheet.pen += LEADING / 6
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
            if self._is_full_for(made) and self._sheet.pen > self._top:
                self._close(top)
                self._turn()
                top = self._sheet.pen
                if head is not None and not row.head:
                    self._draw(self._set_row(head))
            top = self._draw_over_pages(made, top)
        if rows:
            self._close(top)

    def _is_full_for(self, row: _SetRow) -> bool:
        """Whether a row begins a page: it stays whole, but on a continuation sheet it is cut."""
        room = self._floor - self._sheet.pen
        return row.height > room and not (self._overleaf and room > _LEAST_CUT * LEADING)

    def remarks(self, remarks: tuple[str, ...]) -> None:
        """The remarks in small type (填写说明)."""
        self._sheet.pen += _SMALL_LEADING / 3
        for text in remarks:
            strips = self._setters.small.paragraph(
                text, Role.NOTE, left=LEFT, measure=self._measure
            )
            for strip in strips:
                self._write(strip, _SMALL_LEADING, SMALL)

    def _flow(self, text: str, role: Role, indent: float) -> None:
        strips = self._setters.text().paragraph(
            text, role, left=LEFT, measure=self._measure, indent=indent
        )
        for strip in strips:
            self._write(strip, LEADING * 1.2, _SIZE)

    def _write(self, strip: Strip, leading: float, size: float) -> None:
        if self._sheet.pen + leading > self._floor:
            self._turn()
        baseline = self._sheet.pen + (leading - size) / 2 + _ASCENT * size
        self._sheet.lines.append(Line(strip=strip, baseline=baseline))
        self._sheet.pen += leading

    def _set_row(self, row: TableRow) -> _SetRow:
        cells, left = [], LEFT
        label = ""
        for cell, width in zip(row.cells, self._widths(row.cells), strict=True):
            made = self._set_cell(cell, left, left + width, listed=row.listed)
            if not (cell.label or row.listed):
                made = self._kept(cell, made, label)
            cells.append(made)
            left += width
            label = cell.text if cell.label else label
        tallest = max(len(cell.strips) * cell.leading for cell in cells)
        room_mm = max(min(row.height_mm, _LEAST_MM), row.height_mm * self._fit.room)
        return _SetRow(cells=tuple(cells), height=max(room_mm * MM, tallest + 2 * _PADDING))

    def _kept(self, cell: Cell, made: _SetCell, label: str) -> _SetCell:
        """A cell as the first page holds it: its last line sends the reader overleaf."""
        most = self._fit.most
        if not most or len(made.strips) <= most:
            return made
        kept = made.strips[: most - 1]
        named = Cell(text=f"{label}（续）", label=True, width_mm=_LABEL_MM)
        rest = Cell(text=_rest_of(cell.text, kept))
        self.over.append(TableRow(cells=(named, rest)))
        sign = self._text.line(
            OVERLEAF,
            Role.TABLE_CELL,
            left=made.left + _PADDING,
            measure=made.right - made.left - 2 * _PADDING,
            align=Align.RIGHT,
        )
        return attrs.evolve(made, strips=(*kept, sign))

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
        words = self._setters.list if listed else self._text
        setter = self._setters.label if cell.label else words
        align = Align.CENTRE if cell.label else Align.LEFT
        role = Role.TABLE_HEAD if cell.label else Role.TABLE_CELL
        leading = _LIST_LEADING if listed or cell.label else self._fit.leading
        measure = right - left - 2 * _PADDING
        strips: list[Strip] = []
        for part, room in _lines_of(cell, setter, measure):
            inset = left + _PADDING + (measure - room) / 2
            strips += setter.block(part, role, left=inset, measure=room, align=align)
        return _SetCell(
            left=left,
            right=right,
            strips=tuple(strips),
            size=setter.size,
            leading=leading,
            label=cell.label,
        )

    def _draw_over_pages(self, row: _SetRow, top: float) -> float:
        """Draw a row, cut where it is taller than a whole page; returns where the table began."""
        while self._sheet.pen + row.height > self._floor:
            room = self._floor - self._sheet.pen - 2 * _PADDING
            first, rest = zip(*(_parted(one, room) for one in row.cells), strict=True)
            self._draw(_SetRow(cells=first, height=room + 2 * _PADDING))
            self._close(top)
            self._turn()
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
        right = LEFT + self._measure
        sheet.rules.append(Rule(x1=LEFT, y1=sheet.pen, x2=right, y2=sheet.pen, line_width=_INNER))

    def _close(self, top: float) -> None:
        """The frame around what stands of the table on this page."""
        sheet, right = self._sheet, LEFT + self._measure
        sheet.rules += [_vertical(x, top, sheet.pen, _OUTER) for x in (LEFT, right)]
        sheet.rules += [
            Rule(x1=LEFT, y1=y, x2=right, y2=y, line_width=_OUTER) for y in (top, sheet.pen)
        ]


def _lines_of(cell: Cell, setter: Setter, measure: float) -> list[tuple[str, float]]:
    """The paragraphs of a cell, a label in lines at its words' edges, with the measure of each."""
    if not cell.label:
        return [(part, measure) for part in cell.text.splitlines()]
    return [line for part in cell.text.splitlines() for line in label_lines(setter, part, measure)]


def _rest_of(text: str, kept: tuple[Strip, ...]) -> str:
    """What follows the lines kept of a cell's text."""
    at = 0
    for strip in kept:
        at = text.index(strip.text, at) + len(strip.text)
    return text[at:].lstrip(" \n")


def _parted(cell: _SetCell, room: float) -> tuple[_SetCell, _SetCell]:
    """A cell cut where the page ends: the lines that still fit, and the others; a label on both."""
    if cell.label:
        return cell, cell
    count = max(1, int(room // cell.leading))
    first, rest = cell.strips[:count], cell.strips[count:]
    return attrs.evolve(cell, strips=first), attrs.evolve(cell, strips=rest)


def _vertical(x: float, top: float, bottom: float, weight: float) -> Rule:
    return Rule(x1=x, y1=top, x2=x, y2=bottom, line_width=weight)
