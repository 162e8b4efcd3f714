"""The letter as a Word file (.docx): paragraphs that reflow on the grid of GB/T 9704-2012.

Word and WPS break the lines themselves; the file only says grid, faces, indents and what must
stay together (稿件可在 Word、WPS 中修改).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run as DocxRun

from gongkai_desktop.documents.docx_package import same_bytes
from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.letter.composed import (
    ComposedLetter,
    Enclosure,
    Paragraph,
    ParagraphKind,
    Profile,
)
from gongkai_desktop.domain.typeset import grid
from gongkai_desktop.domain.typeset.letter_rows import date_words, enclosure_words
from gongkai_desktop.domain.typeset.metrics import Face

_EAST_ASIAN = {
    Face.FANGSONG: "仿宋_GB2312",
    Face.TITLE: "方正小标宋简体",
    Face.HEITI: "黑体",
    Face.KAITI: "楷体_GB2312",
    Face.SONGTI: "宋体",
}
"""Names the standard's offices know; the font table names the substitutes."""
_SUBSTITUTES = {
    "仿宋_GB2312": "仿宋",
    "方正小标宋简体": "小标宋",
    "楷体_GB2312": "楷体",
    "黑体": "SimHei",
    "宋体": "SimSun",
}
_KIND_FACE = {
    ParagraphKind.BODY: Face.FANGSONG,
    ParagraphKind.FLUSH: Face.FANGSONG,
    ParagraphKind.HEADING_1: Face.HEITI,
    ParagraphKind.HEADING_2: Face.KAITI,
}
_LINE_PITCH = int(grid.PITCH * 20)
"""Line pitch in twentieths of a point, rounded down so that Word fits the 22nd line."""
_CHAR_SPACE = round((grid.CELL - grid.BODY_SIZE) * 4096)
"""What the grid adds to a 16 pt character, in 1/4096 pt."""
_TRACKING = -5
"""Twentieths of a point taken from each character of the text: 28 of 15.75 pt fill 156 mm.

The page declares the grid; the paragraphs reach it by pitch and spacing of their own, for
LibreOffice gives a glyph wider than its cell two cells.
"""
_SWITCHES = ("w:kinsoku", "w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid")
_NUMBER_CHARS = 125
"""Room for "1." before an enclosure's name, in hundredths of a character."""
_FOOTER_MM = 35 - 7 - 3.2
_PROPERTY_CHARS = 255
"""The longest value a property of the file may have."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""Characters XML cannot hold; none of them prints."""
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""A fixed date in the file's properties: the same letter gives the same file."""


def draw_docx(letter: ComposedLetter, profile: Profile, title_lines: tuple[str, ...]) -> bytes:
    """The letter as a Word file; ``title_lines`` are the title broken by its meaning."""
    document = Document()
    _set_defaults(document)
    _name_substitutes(document)
    _set_page(document.sections[0])
    _footers(document)
    _head(document, letter, profile, title_lines)
    for paragraph in letter.paragraphs:
        _text(document, paragraph)
    _enclosures(document, letter.enclosures)
    _signature(document, letter, profile)
    properties = document.core_properties
    properties.title = letter.title[:_PROPERTY_CHARS]
    properties.author, properties.comments = letter.organ[:_PROPERTY_CHARS], ""
    properties.created = properties.modified = _MADE
    buffer = BytesIO()
    document.save(buffer)
    return same_bytes(buffer.getvalue())


def write_docx(
    path: Path, letter: ComposedLetter, profile: Profile, title_lines: tuple[str, ...]
) -> None:
    """Make and write the file whole; UserError where it cannot be written."""
    atomic_write(path, draw_docx(letter, profile, title_lines))


def _set_defaults(document: DocumentType) -> None:
    normal = document.styles["Normal"]
    normal.font.size = Pt(grid.BODY_SIZE)
    _set_faces(normal.element.get_or_add_rPr(), Face.FANGSONG)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    normal.element.rPr.append(language)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    normal.paragraph_format.line_spacing = Pt(_LINE_PITCH / 20)
    normal.paragraph_format.widow_control = False
    properties = normal.element.get_or_add_pPr()
    for name in _SWITCHES:
        switch = OxmlElement(name)
        switch.set(qn("w:val"), "1" if name == "w:kinsoku" else "0")
        _insert_paragraph_property(properties, switch)
    settings = document.settings.element
    if document.settings.odd_and_even_pages_header_footer is False:
        document.settings.odd_and_even_pages_header_footer = True
    compress = OxmlElement("w:characterSpacingControl")
    compress.set(qn("w:val"), "compressPunctuation")
    for old in settings.findall(qn("w:characterSpacingControl")):
        settings.remove(old)
    anchor = settings.find(qn("w:compat"))
    settings.append(compress) if anchor is None else anchor.addprevious(compress)


def _name_substitutes(document: DocumentType) -> None:
    """Say in the font table which face to take where the standard's own is missing."""
    part = next(
        relation.target_part
        for relation in document.part.rels.values()
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE
    )
    table = parse_xml(part.blob)
    for name, substitute in _SUBSTITUTES.items():
        font = OxmlElement("w:font")
        font.set(qn("w:name"), name)
        other = OxmlElement("w:altName")
        other.set(qn("w:val"), substitute)
        font.append(other)
        table.append(font)
    part._blob = serialize_part_xml(table)


def _insert_paragraph_property(properties: object, switch: object) -> None:
    """East-Asian switches stand before spacing and indents in the schema's order."""
    later = ("w:spacing", "w:ind", "w:jc")
    found = [properties.find(qn(name)) for name in later]  # type: ignore[attr-defined]
    anchor = next((one for one in found if one is not None), None)
    if anchor is None:
        properties.append(switch)  # type: ignore[attr-defined]
    else:
        anchor.addprevious(switch)


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(_FOOTER_MM)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    doc_grid = OxmlElement("w:docGrid")
    doc_grid.set(qn("w:type"), "linesAndChars")
    doc_grid.set(qn("w:linePitch"), str(_LINE_PITCH))
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
        _indent(paragraph, {side: 100})
        _run(paragraph, "— ", Face.SONGTI, grid.FOLIO_SIZE)
        _page_field(paragraph)
        _run(paragraph, " —", Face.SONGTI, grid.FOLIO_SIZE)


def _page_field(paragraph: DocxParagraph) -> None:
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = _run(paragraph, "", Face.SONGTI, grid.FOLIO_SIZE)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run._r.append(mark)


def _head(
    document: DocumentType, letter: ComposedLetter, profile: Profile, title: tuple[str, ...]
) -> None:
    _paragraph(document, "")
    heading = _paragraph(document, "")
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for number, words in enumerate(title):
        run = _run(heading, words, Face.TITLE, grid.TITLE_SIZE)
        if number < len(title) - 1:
            run.add_break()
    _paragraph(document, "")
    number_words = letter.number or ("〔　　〕　　号" if profile is Profile.DRAFT else "")
    if number_words:
        _paragraph(document, number_words).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _paragraph(document, "")
    if letter.addressee:
        _paragraph(document, f"{letter.addressee}：")


def _text(document: DocumentType, paragraph: Paragraph) -> None:
    for words in paragraph.text.splitlines():
        made = _paragraph(document, words, _KIND_FACE[paragraph.kind])
        made.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if paragraph.kind is not ParagraphKind.FLUSH:
            _indent(made, {"w:firstLineChars": 200})
        if paragraph.kind in (ParagraphKind.HEADING_1, ParagraphKind.HEADING_2):
            made.paragraph_format.keep_with_next = True


def _enclosures(document: DocumentType, enclosures: tuple[Enclosure, ...]) -> None:
    """附件说明: names hang on their own first character (7.3.4)."""
    if not enclosures:
        return
    _paragraph(document, "")
    numbered = len(enclosures) > 1
    for number, enclosure in enumerate(enclosures, 1):
        label = "附件：" if number == 1 else ""
        words = f"{label}{number}.\t" if numbered else label
        made = _paragraph(document, words + enclosure_words(enclosure))
        hanging = (300 if label else 0) + (_NUMBER_CHARS if numbered else 0)
        name_at = 500 + (_NUMBER_CHARS if numbered else 0)
        _indent(made, {"w:leftChars": name_at, "w:hangingChars": hanging})
        made.paragraph_format.tab_stops.add_tab_stop(Pt(grid.CELL * name_at / 100))


def _signature(document: DocumentType, letter: ComposedLetter, profile: Profile) -> None:
    """署名, date and note in one block; the last two paragraphs of text keep with it (F05)."""
    if letter.organ:
        _keep_with_block([one for one in document.paragraphs if one.text])
        day = date_words(letter.letter_date, profile)
        for words in ("", "", letter.organ, day):
            made = _paragraph(document, words)
            made.paragraph_format.keep_together = True
            made.paragraph_format.keep_with_next = words != day or bool(letter.note)
            if words:
                made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                _indent(made, {"w:rightChars": _right_chars(words, day, letter.organ)})
    if letter.note:
        note = _paragraph(document, f"（{letter.note}）")
        note.paragraph_format.keep_together = True
        _indent(note, {"w:firstLineChars": 200})


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


def _paragraph(document: DocumentType, words: str, face: Face = Face.FANGSONG) -> DocxParagraph:
    paragraph = document.add_paragraph()
    if words:
        _track(_run(paragraph, words, face, grid.BODY_SIZE), _TRACKING)
    return paragraph


def _track(run: DocxRun, twentieths: int) -> None:
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(twentieths))
    run._r.get_or_add_rPr().find(qn("w:sz")).addprevious(spacing)


def _run(paragraph: DocxParagraph, words: str, face: Face, size: float) -> DocxRun:
    run = paragraph.add_run(_CONTROL.sub("", words))
    run.font.size = Pt(size)
    _set_faces(run._r.get_or_add_rPr(), face)
    return run


def _set_faces(properties: object, face: Face) -> None:
    fonts = properties.get_or_add_rFonts()  # type: ignore[attr-defined]
    for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(attribute), _EAST_ASIAN[face])
    fonts.set(qn("w:hint"), "eastAsia")
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def _indent(paragraph: DocxParagraph, chars: dict[str, int]) -> None:
    """Indents in hundredths of a character, with twips beside them for other readers."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for name, hundredths in chars.items():
        indent.set(qn(name), str(hundredths))
        twips = round(hundredths / 100 * grid.CELL * 20)
        indent.set(qn(name.removesuffix("Chars")), str(twips))
