"""The letter as a Word file (.docx): paragraphs that reflow on the grid of GB/T 9704-2012.

Word and WPS break the lines themselves; the file only says grid, faces, indents and what must
stay together (稿件可在 Word、WPS 中修改).
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph

from gongkai_desktop.documents.docx_package import same_bytes
from gongkai_desktop.documents.docx_table import MARGINS_MM, add_table
from gongkai_desktop.documents.docx_text import (
    LINE_PITCH,
    add_page_number,
    add_run,
    add_text,
    insert_paragraph_property,
    name_substitutes,
    set_defaults,
    set_indent,
)
from gongkai_desktop.domain.letter.composed import (
    ComposedLetter,
    Enclosure,
    Paragraph,
    ParagraphKind,
    Profile,
)
from gongkai_desktop.domain.typeset import grid
from gongkai_desktop.domain.typeset.letter_page import LetterStyle
from gongkai_desktop.domain.typeset.letter_rows import date_words, enclosure_words
from gongkai_desktop.domain.typeset.metrics import Face
from gongkai_desktop.domain.typeset.page import MM
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.unit import LetterLayout

_KIND_FACE = {
    ParagraphKind.BODY: Face.FANGSONG,
    ParagraphKind.FLUSH: Face.FANGSONG,
    ParagraphKind.HEADING_1: Face.HEITI,
    ParagraphKind.HEADING_2: Face.KAITI,
}
_CHAR_SPACE = round((grid.CELL - grid.BODY_SIZE) * 4096)
"""What the grid adds to a 16 pt character, in 1/4096 pt."""
_NUMBER_CHARS = 125
"""Room for "1." before an enclosure's name, in hundredths of a character."""
_FOOTER_MM = 35 - 7 - 3.2
_PROPERTY_CHARS = 255
"""The longest value a property of the file may have."""
_SHEET_TITLE, _SHEET_TEXT, _REMARK = 20.0, 12.0, 10.0
_SHEET_TITLE_CHARS = 23
_MARK_SIZE = 34.0
_MARK_SMALL = 16.0
_RED = RGBColor(0xD9, 0x00, 0x00)
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""A fixed date in the file's properties: the same letter gives the same file."""


def draw_docx(
    letter: ComposedLetter,
    profile: Profile,
    title_lines: tuple[str, ...],
    style: LetterStyle | None = None,
    *,
    mark: str = "",
) -> bytes:
    """The letter as a Word file; ``title_lines`` are the title broken by its meaning.

    ``mark`` stands at the head of every page of what must not pass for a paper (练习).
    """
    document = Document()
    set_defaults(document)
    name_substitutes(document)
    if letter.table:
        _sheet(document, letter, title_lines)
    else:
        _letter(document, letter, profile, title_lines, style or LetterStyle())
    if mark:
        _mark(document.sections[0], mark)
    properties = document.core_properties
    properties.title = letter.title[:_PROPERTY_CHARS]
    properties.author, properties.comments = letter.organ[:_PROPERTY_CHARS], ""
    properties.created = properties.modified = _MADE
    buffer = BytesIO()
    document.save(buffer)
    return same_bytes(buffer.getvalue())


def _mark(section: Section, mark: str) -> None:
    # Odd, even and first pages have heads of their own.
    for head in (section.header, section.even_page_header, section.first_page_header):
        paragraph = head.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_run(paragraph, f"【{mark}】", Face.HEITI, _MARK_SMALL)


def _letter(
    document: DocumentType,
    letter: ComposedLetter,
    profile: Profile,
    title_lines: tuple[str, ...],
    style: LetterStyle,
) -> None:
    _set_page(document.sections[0])
    _footers(document)
    _head(document, letter, profile, title_lines, style)
    for paragraph in letter.paragraphs:
        _text(document, paragraph)
    _enclosures(document, letter.enclosures)
    _signature(document, letter, profile)


def _sheet(document: DocumentType, letter: ComposedLetter, title: tuple[str, ...]) -> None:
    """A form sheet: title, number, words above, table, remarks (表格文书)."""
    section = document.sections[0]
    width, height = (297, 210) if letter.landscape else (210, 297)
    left, right, top, bottom = MARGINS_MM
    section.page_width, section.page_height = Mm(width), Mm(height)
    if letter.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    heading = add_text(document, "")
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    words = "".join(title)
    lines = (words,) if len(words) <= _SHEET_TITLE_CHARS else title
    for at, line in enumerate(lines):
        run = add_run(heading, line, Face.TITLE, _SHEET_TITLE)
        if at < len(lines) - 1:
            run.add_break()
    if letter.number:
        number = document.add_paragraph()
        number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        add_run(number, letter.number, Face.FANGSONG, _SHEET_TEXT)
    if letter.addressee:
        add_text(document, f"{letter.addressee}：")
    for paragraph in letter.paragraphs:
        _text(document, paragraph)
    add_table(document, letter.table, width - left - right, add_run)
    for words in letter.remarks:
        remark = document.add_paragraph()
        remark.paragraph_format.line_spacing = Pt(_REMARK * 1.5)
        add_run(remark, words, Face.SONGTI, _REMARK)


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(_FOOTER_MM)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    doc_grid = OxmlElement("w:docGrid")
    doc_grid.set(qn("w:type"), "linesAndChars")
    doc_grid.set(qn("w:linePitch"), str(LINE_PITCH))
    doc_grid.set(qn("w:charSpace"), str(_CHAR_SPACE))
    section._sectPr.append(doc_grid)


def _footers(document: DocumentType) -> None:
    """— 1 —: 4号宋体, odd pages right, even left, one character in (GB/T 9704-2012, 7.5)."""
    section = document.sections[0]
    sides = (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "w:rightChars"),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "w:leftChars"),
    )
    for footer, align, side in sides:
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align
        set_indent(paragraph, {side: 100})
        add_page_number(paragraph, grid.FOLIO_SIZE)


def _head(
    document: DocumentType,
    letter: ComposedLetter,
    profile: Profile,
    title: tuple[str, ...],
    style: LetterStyle,
) -> None:
    number = letter.number or ("〔　　〕　　号" if profile is Profile.DRAFT else "")
    if style.layout is LetterLayout.MISSIVE:
        _missive_head(document, letter.organ, number)
    elif style.layout is LetterLayout.PREPRINTED:
        _preprinted_head(document, number, style.head_mm)
    else:
        add_text(document, "")
    heading = add_text(document, "")
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for at, words in enumerate(title):
        run = add_run(heading, words, Face.TITLE, grid.TITLE_SIZE)
        if at < len(title) - 1:
            run.add_break()
    add_text(document, "")
    if number and style.layout is LetterLayout.DOCUMENT:
        add_text(document, number).alignment = (
            WD_ALIGN_PARAGRAPH.CENTER
            if style.number_align is Align.CENTRE
            else WD_ALIGN_PARAGRAPH.RIGHT
        )
        add_text(document, "")
    if letter.addressee:
        add_text(document, f"{letter.addressee}：")


def _missive_head(document: DocumentType, organ: str, number: str) -> None:
    """信函格式 (GB/T 9704-2012, 10.1): the organ in red over a double line, the number right."""
    mark = add_text(document, "")
    mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
    mark.paragraph_format.line_spacing = Pt(_MARK_SIZE * 1.3)
    add_run(mark, organ, Face.TITLE, _MARK_SIZE).font.color.rgb = _RED
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "thickThinSmallGap"), ("sz", "18"), ("space", "4")):
        line.set(qn(f"w:{name}"), value)
    line.set(qn("w:color"), str(_RED))
    borders.append(line)
    insert_paragraph_property(mark._p.get_or_add_pPr(), borders)
    add_text(document, number).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add_text(document, "")
    add_text(document, "")


def _preprinted_head(document: DocumentType, number: str, head_mm: float) -> None:
    """Room for a preprinted red head; the number stands last above its red line (套打)."""
    rows = int(max(0.0, head_mm * MM - grid.TOP) / grid.PITCH)
    for _ in range(max(0, rows - 1)):
        add_text(document, "")
    add_text(document, number).alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_text(document, "")
    add_text(document, "")


def _text(document: DocumentType, paragraph: Paragraph) -> None:
    for words in paragraph.text.splitlines():
        made = add_text(document, words, _KIND_FACE[paragraph.kind])
        made.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if paragraph.kind is not ParagraphKind.FLUSH:
            set_indent(made, {"w:firstLineChars": 200})
        if paragraph.kind in (ParagraphKind.HEADING_1, ParagraphKind.HEADING_2):
            made.paragraph_format.keep_with_next = True


def _enclosures(document: DocumentType, enclosures: tuple[Enclosure, ...]) -> None:
    """附件说明: names hang on their own first character (7.3.4)."""
    if not enclosures:
        return
    add_text(document, "")
    numbered = len(enclosures) > 1
    for number, enclosure in enumerate(enclosures, 1):
        label = "附件：" if number == 1 else ""
        words = f"{label}{number}.\t" if numbered else label
        made = add_text(document, words + enclosure_words(enclosure))
        hanging = (300 if label else 0) + (_NUMBER_CHARS if numbered else 0)
        name_at = 500 + (_NUMBER_CHARS if numbered else 0)
        set_indent(made, {"w:leftChars": name_at, "w:hangingChars": hanging})
        made.paragraph_format.tab_stops.add_tab_stop(Pt(grid.CELL * name_at / 100))


def _signature(document: DocumentType, letter: ComposedLetter, profile: Profile) -> None:
    """署名, date and note in one block; the last two paragraphs of text keep with it (F05)."""
    if letter.organ:
        _keep_with_block([one for one in document.paragraphs if one.text])
        day = date_words(letter.letter_date, profile)
        for words in ("", "", letter.organ, day):
            made = add_text(document, words)
            made.paragraph_format.keep_together = True
            made.paragraph_format.keep_with_next = words != day or bool(letter.note)
            if words:
                made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                set_indent(made, {"w:rightChars": _right_chars(words, day, letter.organ)})
    if letter.note:
        note = add_text(document, f"（{letter.note}）")
        note.paragraph_format.keep_together = True
        set_indent(note, {"w:firstLineChars": 200})


def _keep_with_block(written: list[DocxParagraph]) -> None:
    """At least two lines of text go with the block to its page."""
    if not written:
        return
    last = written[-1]
    last.paragraph_format.keep_with_next = True
    last.paragraph_format.widow_control = True
    if _cells(last.text) < grid.CHARS and len(written) > 1:
        written[-2].paragraph_format.keep_with_next = True
        written[-2].paragraph_format.widow_control = True


def _right_chars(words: str, day: str, organ: str) -> int:
    """Hundredths of a character from the right: date four, the organ centred over it."""
    date_cells, organ_cells = _cells(day), _cells(organ)
    centre = max(4 + date_cells / 2, organ_cells / 2)
    own = date_cells if words == day else organ_cells
    return max(0, round((centre - own / 2) * 100))


def _cells(words: str) -> float:
    return sum(0.5 if char < "\x80" else 1.0 for char in words)
