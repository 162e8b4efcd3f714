"""Paragraphs and runs of a Word file in the faces and on the grid of GB/T 9704-2012."""

from __future__ import annotations

import re

from docx.document import Document as DocumentType
from docx.enum.text import WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run as DocxRun

from gongkai_desktop.domain.typeset import grid
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
LINE_PITCH = int(grid.PITCH * 20)
"""Line pitch in twentieths of a point, rounded down so that Word fits the 22nd line."""
_TRACKING = -5
"""Twentieths of a point taken from each character of the text: 28 of 15.75 pt fill 156 mm.

The page declares the grid; the paragraphs reach it by pitch and spacing of their own, for
LibreOffice gives a glyph wider than its cell two cells.
"""
_SWITCHES = ("w:kinsoku", "w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""Characters XML cannot hold; none of them prints."""


def set_defaults(document: DocumentType) -> None:
    """Face, size, pitch and East-Asian switches of every paragraph that says nothing else."""
    normal = document.styles["Normal"]
    normal.font.size = Pt(grid.BODY_SIZE)
    _set_faces(normal.element.get_or_add_rPr(), Face.FANGSONG)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    normal.element.rPr.append(language)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    normal.paragraph_format.line_spacing = Pt(LINE_PITCH / 20)
    normal.paragraph_format.widow_control = False
    properties = normal.element.get_or_add_pPr()
    for name in _SWITCHES:
        switch = OxmlElement(name)
        switch.set(qn("w:val"), "1" if name == "w:kinsoku" else "0")
        insert_paragraph_property(properties, switch)
    settings = document.settings.element
    if document.settings.odd_and_even_pages_header_footer is False:
        document.settings.odd_and_even_pages_header_footer = True
    compress = OxmlElement("w:characterSpacingControl")
    compress.set(qn("w:val"), "compressPunctuation")
    for old in settings.findall(qn("w:characterSpacingControl")):
        settings.remove(old)
    anchor = settings.find(qn("w:compat"))
    settings.append(compress) if anchor is None else anchor.addprevious(compress)


def name_substitutes(document: DocumentType) -> None:
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


def insert_paragraph_property(properties: object, switch: object) -> None:
    """East-Asian switches stand before spacing and indents in the schema's order."""
    later = ("w:spacing", "w:ind", "w:jc")
    found = [properties.find(qn(name)) for name in later]  # type: ignore[attr-defined]
    anchor = next((one for one in found if one is not None), None)
    if anchor is None:
        properties.append(switch)  # type: ignore[attr-defined]
    else:
        anchor.addprevious(switch)


def add_text(document: DocumentType, words: str, face: Face = Face.FANGSONG) -> DocxParagraph:
    """Append a paragraph of 3号 text on the grid."""
    paragraph = document.add_paragraph()
    if words:
        _track(add_run(paragraph, words, face, grid.BODY_SIZE), _TRACKING)
    return paragraph


def _track(run: DocxRun, twentieths: int) -> None:
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(twentieths))
    run._r.get_or_add_rPr().find(qn("w:sz")).addprevious(spacing)


def add_run(paragraph: DocxParagraph, words: str, face: Face, size: float) -> DocxRun:
    """Append words in a face and size; what XML cannot hold is left out."""
    run = paragraph.add_run(_CONTROL.sub("", words))
    run.font.size = Pt(size)
    _set_faces(run._r.get_or_add_rPr(), face)
    return run


def add_page_number(paragraph: DocxParagraph, size: float) -> None:
    """Append — 1 —, the number of the page it stands on."""
    add_run(paragraph, "— ", Face.SONGTI, size)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = add_run(paragraph, "", Face.SONGTI, size)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run._r.append(mark)
    add_run(paragraph, " —", Face.SONGTI, size)


def _set_faces(properties: object, face: Face) -> None:
    fonts = properties.get_or_add_rFonts()  # type: ignore[attr-defined]
    for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(attribute), _EAST_ASIAN[face])
    fonts.set(qn("w:hint"), "eastAsia")
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def set_indent(paragraph: DocxParagraph, chars: dict[str, int]) -> None:
    """Indents in hundredths of a character, with twips beside them for other readers."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for name, hundredths in chars.items():
        indent.set(qn(name), str(hundredths))
        twips = round(hundredths / 100 * grid.CELL * 20)
        indent.set(qn(name.removesuffix("Chars")), str(twips))
