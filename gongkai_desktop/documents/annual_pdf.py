"""The yearly tables as PDF on A4 (年报打印稿), spans and borders as in the official form."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from gongkai_desktop.documents.annual_chart import ChartDrawing
from gongkai_desktop.documents.annual_sheet import AnnualSheet, ProseSection, by_row, is_label
from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.documents.flow_text import SetText
from gongkai_desktop.documents.fonts import FontSet
from gongkai_desktop.documents.pdf import draw_mark
from gongkai_desktop.domain.annual.template import FormTable
from gongkai_desktop.domain.typeset.metrics import Face

_MARGIN = 15 * mm
_LYING, _STANDING = "lying", "standing"


def write_annual_pdf(path: Path, sheet: AnnualSheet, fonts: FontSet, mark: str = "") -> None:
    """Write the file, a mark across its pages; raises UserError where it cannot be written."""
    atomic_write(path, annual_pdf(sheet, fonts, mark))


def annual_pdf(sheet: AnnualSheet, fonts: FontSet, mark: str = "") -> bytes:
    """The bytes of the PDF: sections one below the other, a table whole where a page holds it."""
    buffer = BytesIO()
    document = BaseDocTemplate(buffer, title=sheet.title, creator="公开台", invariant=1)
    names = dict.fromkeys([_STANDING, *(_lie(table) for table in sheet.template.tables)])
    document.addPageTemplates([_page(name, fonts, mark) for name in names])
    document.build(_story(sheet, fonts))
    return buffer.getvalue()


def _lie(table: FormTable) -> str:
    """The name of the page a table lies on; a document begins with its first page."""
    return _LYING if table.landscape else _STANDING


def _page(name: str, fonts: FontSet, mark: str) -> PageTemplate:
    width, height = landscape(A4) if name == _LYING else A4
    frame = Frame(_MARGIN, _MARGIN, width - 2 * _MARGIN, height - 2 * _MARGIN, 0, 0, 0, 0)

    def number(canvas: Any, document: Any) -> None:
        draw_mark(canvas, mark, width, height, fonts)
        canvas.setFont(fonts.font(Face.SONGTI).fontName, 10.5)
        canvas.drawCentredString(width / 2, 8 * mm, f"— {document.page} —")

    return PageTemplate(id=name, frames=[frame], onPage=number, pagesize=(width, height))


def _story(sheet: AnnualSheet, fonts: FontSet) -> list[Flowable]:
    story: list[Flowable] = [_paragraph(sheet.title, fonts, Face.TITLE, 18), Spacer(0, 6 * mm)]
    story += _prose(sheet.opening, fonts)
    lies = _STANDING
    for table in sheet.template.tables:
        if _lie(table) != lies:
            lies = _lie(table)
            story += [NextPageTemplate(lies), PageBreak()]
        title = _paragraph(table.title, fonts, Face.HEITI, 14, left=True)
        whole = [title, Spacer(0, 3 * mm), _table(table, sheet, fonts), Spacer(0, 6 * mm)]
        story.append(KeepTogether(whole))
    if lies != _STANDING:
        story += [NextPageTemplate(_STANDING), PageBreak()]
    story += _prose(sheet.closing, fonts)
    if any(not chart.empty for chart in sheet.charts):
        story += [NextPageTemplate(_STANDING), PageBreak(), *_annex(sheet, fonts)]
    return story


def _annex(sheet: AnnualSheet, fonts: FontSet) -> list[Flowable]:
    """附图: the charts on a page of their own."""
    words = f"附图　{sheet.report.year}年政府信息公开申请情况"
    story: list[Flowable] = [_paragraph(words, fonts, Face.HEITI, 14, left=True)]
    for chart in sheet.charts:
        if not chart.empty:
            story += [Spacer(0, 4 * mm), ChartDrawing(chart, fonts)]
    return story


def _prose(sections: Sequence[ProseSection], fonts: FontSet) -> list[Flowable]:
    story: list[Flowable] = []
    for section in sections:
        story += [_paragraph(section.title, fonts, Face.HEITI, 14, left=True), Spacer(0, 2 * mm)]
        for words, is_heading in section.lines:
            face = Face.KAITI if is_heading else Face.FANGSONG
            story.append(SetText(words, fonts, face))
        story.append(Spacer(0, 4 * mm))
    return story


def _table(table: FormTable, sheet: AnnualSheet, fonts: FontSet) -> Table:
    cells: list[list[Any]] = [["" for _ in table.widths] for _ in table.rows]
    style: list[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.6, (0, 0, 0)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    for row in by_row(table):
        for one in row:
            words, left = sheet.words(one), is_label(one)
            cell = _paragraph(words, fonts, Face.SONGTI, 9.5, left=left)
            cells[one.row][one.column] = cell
            right, down = one.column + one.span.columns - 1, one.row + one.span.rows - 1
            style.append(("SPAN", (one.column, one.row), (right, down)))
    widths = [width * mm for width in table.widths]
    room = (landscape(A4) if table.landscape else A4)[0] - 2 * _MARGIN
    scale = min(1.0, room / sum(widths))
    scaled = [width * scale for width in widths]
    return Table(cells, colWidths=scaled, style=style, repeatRows=table.heading_rows)


def _paragraph(words: str, fonts: FontSet, face: Face, size: float, *, left: bool = False) -> Any:
    style = ParagraphStyle(
        name=face.name,
        fontName=fonts.font(face).fontName,
        fontSize=size,
        leading=size * 1.35,
        alignment=TA_LEFT if left else TA_CENTER,
        wordWrap="CJK",
    )
    return Paragraph(escape(words), style)
