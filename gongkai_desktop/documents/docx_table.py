"""The table of a form sheet in a Word file (表格文书): real cells that can be typed into."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from docx.document import Document as DocumentType
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run as DocxRun

from gongkai_desktop.domain.letter.table import Cell, TableRow
from gongkai_desktop.domain.typeset.metrics import Face

MARGINS_MM = (25.0, 20.0, 20.0, 19.0)
"""Left, right, top and bottom of a sheet, those of the printed page."""

_LABEL_PT, _TEXT_PT = 11.0, 12.0
_UNITS = 1000
"""Columns of the grid are counted in thousandths of the table's width."""

WriteRun = Callable[[DocxParagraph, str, Face, float], DocxRun]


def add_table(
    document: DocumentType, rows: tuple[TableRow, ...], width_mm: float, write: WriteRun
) -> None:
    """Append a table; every row has its own cells, on one grid shared by all."""
    shares = [_shares(row, width_mm) for row in rows]
    edges = sorted({edge for row in shares for edge in _edges(row)})
    table = document.add_table(rows=0, cols=len(edges) - 1)
    table.style = document.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, (left, right) in zip(table.columns, pairwise(edges), strict=True):
        column.width = Mm((right - left) / _UNITS * width_mm)
    for row, own in zip(rows, shares, strict=True):
        made = table.add_row()
        made.height = Mm(row.height_mm)
        made.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        _keep_whole(made, head=row.head)
        _fill(made, row, _edges(own), edges, write)


def _shares(row: TableRow, width_mm: float) -> list[int]:
    """The widths of a row's cells in thousandths; cells without one share what is left."""
    given = sum(cell.width_mm for cell in row.cells)
    free = sum(not cell.width_mm for cell in row.cells)
    rest = max(0.0, width_mm - given) / free if free else 0.0
    widths = [cell.width_mm or rest for cell in row.cells]
    total = sum(widths) or 1.0
    return [max(1, round(width / total * _UNITS)) for width in widths]


def _edges(widths: list[int]) -> list[int]:
    edges = [0]
    for width in widths:
        edges.append(edges[-1] + width)
    edges[-1] = _UNITS
    return edges


def _fill(made: _Row, row: TableRow, own: list[int], edges: list[int], write: WriteRun) -> None:
    cells = made.cells
    for cell, (left, right) in zip(row.cells, pairwise(own), strict=True):
        first, last = edges.index(left), edges.index(right) - 1
        target = cells[first] if first == last else cells[first].merge(cells[last])
        _write(target, cell, write)


def _write(target: _Cell, cell: Cell, write: WriteRun) -> None:
    target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for extra in target.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    paragraph = target.paragraphs[0]
    face, size = (Face.HEITI, _LABEL_PT) if cell.label else (Face.FANGSONG, _TEXT_PT)
    for number, words in enumerate(cell.text.splitlines() or [""]):
        if number:
            paragraph = target.add_paragraph()
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = Pt(18)
        if cell.label:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if words:
            write(paragraph, words, face, size)


def _keep_whole(made: _Row, *, head: bool) -> None:
    """A row never parts between pages; the head of a list is repeated on the next one."""
    properties = made._tr.get_or_add_trPr()
    for name in ("w:cantSplit", *(("w:tblHeader",) if head else ())):
        properties.insert(0, OxmlElement(name))
