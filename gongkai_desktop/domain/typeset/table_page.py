"""A plain table sheet on A4 (表单): 期限演算单 and lists, cut into pages with the head repeated."""

from __future__ import annotations

import re
from itertools import accumulate

import attrs

from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.domain.typeset.form_label import label_lines
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

_MARGIN = 20 * MM
_PADDING = 1.6 * MM
_SIZE = 10.5
_LEADING = 15.0
_TITLE_SIZE = 18.0
_TITLE_LEADING = 26.0
_SMALL = 9.0
_FOOT = 12 * MM
_ASCENT = 0.86
_OUTER, _INNER = 1.0, 0.5
_WORD = re.compile("[!-~]+[、，；。）]?")
_WIDEST, _EASE = 0.2, 0.1


@attrs.frozen(kw_only=True)
class TableColumn:
    """A column: its heading, its width in millimetres, how its cells stand."""

    heading: str
    width_mm: float
    align: Align = Align.LEFT


@attrs.frozen(kw_only=True)
class TableSheet:
    """A sheet as words: title, facts (label and value), table, notes below, footer on each page.

    Column widths are scaled to fill the type area. Rows shorter than the columns are filled up
    with empty cells; longer ones are an error (ValueError).
    """

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    columns: tuple[TableColumn, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    footer: str = ""
    landscape: bool = False


@attrs.define
class _Draft:
    """The page being filled: the pen's height and what lies above it."""

    lines: list[Line] = attrs.Factory(list)
    rules: list[Rule] = attrs.Factory(list)
    pen: float = _MARGIN


class TableTypesetter:
    """Composes table sheets into pages; make one and keep it, it remembers widths."""

    def __init__(self, metrics: FontMetrics) -> None:
        self._title = Setter(metrics, Face.TITLE, _TITLE_SIZE)
        self._head = Setter(metrics, Face.HEITI, _SIZE)
        self._cell = Setter(metrics, Face.SONGTI, _SIZE)
        self._small = Setter(metrics, Face.SONGTI, _SMALL)

    def layout(self, sheet: TableSheet, report: Report = silent) -> Layout:
        """The pages of a sheet; a row never parts unless it is taller than a page."""
        width, height = (A4_HEIGHT, A4_WIDTH) if sheet.landscape else (A4_WIDTH, A4_HEIGHT)
        work = _Sheet(sheet, self._title, self._head, self._cell, width, height, report)
        work.fill()
        count = len(work.pages)
        pages = tuple(
            Page(
                number=number,
                lines=(*draft.lines, *self._foot(sheet, number, count, width, height)),
                rules=tuple(draft.rules),
                width=width,
                height=height,
            )
            for number, draft in enumerate(work.pages, 1)
        )
        return Layout(title=sheet.title, pages=pages, missing=self._missing(sheet))

    def _foot(
        self, sheet: TableSheet, number: int, count: int, width: float, height: float
    ) -> list[Line]:
        measure = width - 2 * _MARGIN
        words = {Align.RIGHT: f"第{number}页　共{count}页", Align.LEFT: sheet.footer}
        roles = {Align.RIGHT: Role.FOLIO, Align.LEFT: Role.DRAFT}
        strips = [
            self._small.line(text, roles[side], left=_MARGIN, measure=measure, align=side)
            for side, text in words.items()
            if text
        ]
        return [Line(strip=strip, baseline=height - _FOOT) for strip in strips]

    def _missing(self, sheet: TableSheet) -> tuple[str, ...]:
        words = [sheet.title, sheet.footer, *sheet.notes]
        words += [word for pair in (*sheet.facts, *sheet.rows) for word in pair]
        words += [column.heading for column in sheet.columns]
        setters = (self._title, self._head, self._cell, self._small)
        found = [char for one in setters for char in one.missing_in("".join(words))]
        return tuple(dict.fromkeys(found))


class _Sheet:
    """One sheet while it is cut into pages."""

    def __init__(
        self,
        sheet: TableSheet,
        title: Setter,
        head: Setter,
        cell: Setter,
        width: float,
        height: float,
        report: Report,
    ) -> None:
        self._sheet = sheet
        self._report = report
        self._title, self._head, self._cell = title, head, cell
        self._measure = width - 2 * _MARGIN
        self._floor = height - _MARGIN
        self._edges = self._column_edges()
        self._table_top = _MARGIN
        self.pages: list[_Draft] = [_Draft()]

    def fill(self) -> None:
        """Title, facts, table, notes: top to bottom, over as many pages as it takes."""
        self._centred_title()
        for label, value in self._sheet.facts:
            self._paragraph(f"{label}：{value}" if label else value)
        if self._sheet.columns:
            self._draft.pen += _LEADING / 2
            self._table()
        self._draft.pen += _LEADING / 2
        for note in self._sheet.notes:
            self._paragraph(note)

    @property
    def _draft(self) -> _Draft:
        return self.pages[-1]

    def _column_edges(self) -> list[float]:
        total = sum(column.width_mm for column in self._sheet.columns)
        shares = [column.width_mm / total * self._measure for column in self._sheet.columns]
        return list(accumulate(self._widened(shares), initial=_MARGIN))

    def _widened(self, shares: list[float]) -> list[float]:
        """The shares, so that no date, number or telephone is parted: others give what is needed.

        What cannot stand on a reasonable column anyway (a web address) asks for nothing.
        """
        needs = [self._widest_word(at) for at in range(len(shares))]
        wanting = sum(max(0.0, need - share) for need, share in zip(needs, shares, strict=True))
        spare = [max(0.0, share - need) for need, share in zip(needs, shares, strict=True)]
        if not wanting or wanting > sum(spare):
            return shares
        part = wanting / sum(spare)
        return [
            max(need, share - give * part)
            for need, share, give in zip(needs, shares, spare, strict=True)
        ]

    def _widest_word(self, at: int) -> float:
        cells = {row[at] for row in self._sheet.rows if at < len(row)}
        words = {word for cell in cells for word in _WORD.findall(cell)}
        widths = [self._cell.ruler.measure(word) + 2 * _PADDING + _EASE for word in words]
        return max((one for one in widths if one <= self._measure * _WIDEST), default=0.0)

    def _centred_title(self) -> None:
        for strip in self._title.block(
            self._sheet.title, Role.TITLE, left=_MARGIN, measure=self._measure, align=Align.CENTRE
        ):
            self._write(strip, _TITLE_LEADING, _TITLE_SIZE)
        self._draft.pen += _LEADING / 2

    def _paragraph(self, text: str) -> None:
        for part in text.splitlines():
            for strip in self._cell.paragraph(part, Role.BODY, left=_MARGIN, measure=self._measure):
                if self._draft.pen + _LEADING > self._floor:
                    self.pages.append(_Draft())
                self._write(strip, _LEADING, _SIZE)

    def _write(self, strip: Strip, leading: float, size: float) -> None:
        baseline = self._draft.pen + (leading - size) / 2 + _ASCENT * size
        self._draft.lines.append(Line(strip=strip, baseline=baseline))
        self._draft.pen += leading

    def _table(self) -> None:
        self._open_table()
        for at, row in enumerate(self._sheet.rows):
            self._report(at, len(self._sheet.rows), "正在排版")
            if len(row) > len(self._sheet.columns):
                raise ValueError(f"row of {len(row)} cells in {len(self._sheet.columns)} columns")
            self._row(self._set_cells(row, self._cell, Role.TABLE_CELL))
        self._close_table()

    def _open_table(self) -> None:
        self._table_top = self._draft.pen
        headings = tuple(column.heading for column in self._sheet.columns)
        self._draw_row(self._set_cells(headings, self._head, Role.TABLE_HEAD))

    def _close_table(self) -> None:
        draft, left, right = self._draft, self._edges[0], self._edges[-1]
        for edge in self._edges:
            weight = _OUTER if edge in (left, right) else _INNER
            draft.rules.append(
                Rule(x1=edge, y1=self._table_top, x2=edge, y2=draft.pen, line_width=weight)
            )
        for y in (self._table_top, draft.pen):
            draft.rules.append(Rule(x1=left, y1=y, x2=right, y2=y, line_width=_OUTER))

    def _set_cells(self, row: tuple[str, ...], setter: Setter, role: Role) -> list[list[Strip]]:
        cells = []
        for at, column in enumerate(self._sheet.columns):
            left = self._edges[at] + _PADDING
            measure = self._edges[at + 1] - self._edges[at] - 2 * _PADDING
            align = Align.CENTRE if role is Role.TABLE_HEAD else column.align
            parts = [(part, measure) for part in (row[at] if at < len(row) else "").splitlines()]
            if role is Role.TABLE_HEAD:
                parts = [one for part, _ in parts for one in label_lines(setter, part, measure)]
            cells.append(
                [
                    strip
                    for part, room in parts
                    for strip in setter.block(
                        part, role, left=left + (measure - room) / 2, measure=room, align=align
                    )
                ]
            )
        return cells

    def _row(self, cells: list[list[Strip]]) -> None:
        """A row on this page, on the next, or, taller than a page, over several."""
        while True:
            room = int((self._floor - self._draft.pen - 2 * _PADDING) / _LEADING)
            tallest = max(len(cell) for cell in cells)
            if tallest <= room:
                self._draw_row(cells)
                return
            page_room = int((self._floor - _MARGIN - 6 * _PADDING) / _LEADING) - 4
            if tallest > page_room and room > 0:
                self._draw_row([cell[:room] for cell in cells])
                cells = [cell[room:] for cell in cells]
            self._close_table()
            self.pages.append(_Draft())
            self._open_table()

    def _draw_row(self, cells: list[list[Strip]]) -> None:
        """Cells of one row, each centred in its height, with the rule below them."""
        draft = self._draft
        tallest = max((len(cell) for cell in cells), default=1) or 1
        height = tallest * _LEADING + 2 * _PADDING
        for cell in cells:
            top = draft.pen + (height - len(cell) * _LEADING) / 2
            for number, strip in enumerate(cell):
                y = top + number * _LEADING + (_LEADING - _SIZE) / 2 + _ASCENT * _SIZE
                draft.lines.append(Line(strip=strip, baseline=y))
        draft.pen += height
        left, right = self._edges[0], self._edges[-1]
        draft.rules.append(Rule(x1=left, y1=draft.pen, x2=right, y2=draft.pen, line_width=_INNER))
