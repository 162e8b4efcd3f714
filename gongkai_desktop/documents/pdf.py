"""Draws frozen pages as PDF, glyph for glyph, with embedded subsets of the fonts only.

The same pages give the same bytes: no clock and no random identity goes into the file.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.documents.fonts import FontSet
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.domain.typeset.metrics import Face
from gongkai_desktop.domain.typeset.page import Layout, Line, Page

_PRODUCER = "公开台"
_SEAL_DASH = (3, 2)
_MARK_SIZE, _MARK_SMALL, _MARK_TOP = 56, 14, 48
_MARK_GREY, _MARK_LEAN = 0.86, 0.8
_BLACK = (0.0, 0.0, 0.0)
_RED = (0.85, 0.0, 0.0)
"""The red of heads and their rules, GB/T 9704-2012 7.2.4 and 10.1."""


def draw_pdf(
    layouts: Iterable[Layout], fonts: FontSet, *, title: str = "", report: Report = silent
) -> bytes:
    """One PDF of all the layouts, one after another; ``title`` goes into its properties."""
    buffer = BytesIO()
    canvas: Canvas | None = None
    for layout in layouts:
        if canvas is None:
            canvas = _canvas(buffer, fonts, title or layout.title, layout.pages[0])
        for page in layout.pages:
            report(page.number, len(layout.pages), f"正在绘制第{page.number}页")
            draw_mark(canvas, layout.mark, page.width, page.height, fonts)
            _draw_page(canvas, page, fonts)
    if canvas is None:
        raise ValueError("a PDF needs at least one page")
    canvas.save()
    return buffer.getvalue()


def write_pdf(path: Path, layouts: Iterable[Layout], fonts: FontSet, *, title: str = "") -> None:
    """Draw and write the file whole; UserError where it cannot be written."""
    atomic_write(path, draw_pdf(layouts, fonts, title=title))


def _canvas(buffer: BytesIO, fonts: FontSet, title: str, page: Page) -> Canvas:
    # Naming an embedded font first keeps reportlab's unembedded Helvetica out of the file.
    canvas = Canvas(
        buffer,
        pagesize=(page.width, page.height),
        invariant=1,
        initialFontName=fonts.font(Face.FANGSONG).fontName,
        lang="zh-CN",
    )
    canvas.setTitle(title)
    canvas.setCreator(_PRODUCER)
    canvas.setProducer(_PRODUCER)
    canvas.setAuthor("")
    canvas.setSubject("")
    return canvas


def draw_mark(canvas: Canvas, mark: str, width: float, height: float, fonts: FontSet) -> None:
    """A mark that cannot be missed: large and grey across the page, small in a box at its top."""
    if not mark:
        return
    font = fonts.font(Face.HEITI).fontName
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(math.degrees(math.atan2(height, width)) * _MARK_LEAN)
    canvas.setFillGray(_MARK_GREY)
    canvas.setFont(font, _MARK_SIZE)
    canvas.drawCentredString(0, 0, mark)
    canvas.restoreState()
    canvas.saveState()
    box = canvas.stringWidth(mark, font, _MARK_SMALL) + 2 * _MARK_SMALL
    left, top = (width - box) / 2, height - _MARK_TOP
    canvas.setLineWidth(1)
    canvas.rect(left, top, box, 1.8 * _MARK_SMALL)
    canvas.setFont(font, _MARK_SMALL)
    canvas.drawCentredString(width / 2, top + 0.55 * _MARK_SMALL, mark)
    canvas.restoreState()


def _draw_page(canvas: Canvas, page: Page, fonts: FontSet) -> None:
    canvas.setPageSize((page.width, page.height))
    for rule in page.rules:
        canvas.setLineWidth(rule.line_width)
        canvas.setStrokeColorRGB(*(_RED if rule.red else _BLACK))
        canvas.line(rule.x1, page.height - rule.y1, rule.x2, page.height - rule.y2)
    for circle in page.circles:
        canvas.saveState()
        canvas.setLineWidth(circle.line_width)
        canvas.setStrokeGray(circle.grey)
        canvas.setDash(*_SEAL_DASH)
        canvas.circle(circle.x, page.height - circle.y, circle.radius)
        canvas.restoreState()
    text = canvas.beginText()
    colour = _BLACK
    for line in page.lines:
        wanted = _RED if line.red else (line.grey, line.grey, line.grey)
        if wanted != colour:
            text.setFillColorRGB(*wanted)
            colour = wanted
        draw_line(text, line, page.height, fonts)
    canvas.drawText(text)
    canvas.showPage()


def draw_line(text: PDFTextObject, line: Line, height: float, fonts: FontSet) -> None:
    """Draw the runs of a line; ``height`` is where the paper its baseline counts from begins."""
    y = height - line.baseline
    for run in line.strip.runs:
        text.setTextOrigin(run.x, y)
        text.setFont(fonts.font(run.face).fontName, run.size)
        text.setCharSpace(run.char_space)
        text.textOut(run.text)
