"""The yearly tables as a Word file in the official layout (年报 Word 稿)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from gongkai_desktop.documents.annual_sheet import AnnualSheet, ProseSection, is_label
from gongkai_desktop.documents.docx_package import same_bytes
from gongkai_desktop.documents.docx_text import add_page_number, name_substitutes
from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.annual.template import FormTable, Placed

_A4 = (210, 297)
_MARGIN = 18
_TITLE, _HEADING, _CELL = ("方正小标宋简体", 18.0), ("黑体", 14.0), ("宋体", 10.5)
_FOLIO = 10.5
_SUBHEADING, _BODY = ("楷体_GB2312", 14.0), ("仿宋_GB2312", 14.0)


def write_annual_docx(path: Path, sheet: AnnualSheet) -> None:
    """Write the file; raises UserError where it cannot be written."""
    atomic_write(path, annual_docx(sheet))


def annual_docx(sheet: AnnualSheet) -> bytes:
    """The bytes of the file: title and text, each table on paper that lies as the form does."""
    document = docx.Document()
    name_substitutes(document)
    _set_section(document.sections[0], landscape=False)
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_page_number(footer, _FOLIO)
    _write(document.add_paragraph(), sheet.title, *_TITLE, centred=True)
    _add_prose(document, sheet.opening)
    for table in sheet.template.tables:
        _turn(document, landscape=table.landscape)
        _add_heading(document, table.title, _HEADING)
        _add_table(document, table, sheet)
    _turn(document, landscape=False)
    _add_prose(document, sheet.closing)
    buffer = BytesIO()
    document.save(buffer)
    return same_bytes(buffer.getvalue())


def _turn(document: Document, *, landscape: bool) -> None:
    """Paper that lies otherwise begins a page; all else flows on."""
    wanted = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    if document.sections[-1].orientation != wanted:
        _set_section(document.add_section(WD_SECTION.NEW_PAGE), landscape=landscape)


def _set_section(section: Section, *, landscape: bool) -> None:
    width, height = reversed(_A4) if landscape else _A4
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)


def _add_prose(document: Document, sections: Sequence[ProseSection]) -> None:
    for section in sections:
        _add_heading(document, section.title, _HEADING)
        for words, is_heading in section.lines:
            if is_heading:
                paragraph = _add_heading(document, words, _SUBHEADING)
            else:
                paragraph = document.add_paragraph()
                _write(paragraph, words, *_BODY)
            paragraph.paragraph_format.first_line_indent = Pt(2 * _BODY[1])
            paragraph.paragraph_format.line_spacing = 1.5


def _add_heading(document: Document, words: str, style: tuple[str, float]) -> WordParagraph:
    heading = document.add_paragraph()
    heading.paragraph_format.keep_with_next = True
    _write(heading, words, *style)
    return heading


def _add_table(document: Document, table: FormTable, sheet: AnnualSheet) -> None:
    grid = document.add_table(rows=len(table.rows), cols=len(table.widths))
    grid.style = "Table Grid"
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    for column, width in zip(grid.columns, table.widths, strict=True):
        column.width = Mm(width)
    for placed in table.placed():
        cell = _merged(grid, placed, table)
        _write(cell.paragraphs[0], sheet.words(placed), *_CELL, centred=not is_label(placed))
    for row in grid.rows[: table.heading_rows]:
        mark = OxmlElement("w:tblHeader")
        row._tr.get_or_add_trPr().append(mark)
    _keep_whole(grid)


def _keep_whole(grid: Table) -> None:
    """On one page where a page holds it: every row stays with the next one."""
    for line in grid._tbl.tr_lst[:-1]:
        for properties in (one.get_or_add_pPr() for one in line.iter(qn("w:p"))):
            properties.keepNext_val = True


def _merged(grid: Table, placed: Placed, table: FormTable) -> _Cell:
    span = placed.span
    cell = grid.cell(placed.row, placed.column)
    if span.rows > 1 or span.columns > 1:
        far = grid.cell(placed.row + span.rows - 1, placed.column + span.columns - 1)
        cell = cell.merge(far)
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    cell.width = Mm(sum(table.widths[placed.column : placed.column + span.columns]))
    return cell


def _write(
    paragraph: WordParagraph, words: str, face: str, size: float, *, centred: bool = False
) -> None:
    run: Run = paragraph.add_run(words)
    run.font.size, run.font.name = Pt(size), face
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
