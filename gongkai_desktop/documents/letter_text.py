"""The whole text of a letter in a file (全文): Word with tables and text boxes, or plain text."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as DocumentType
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import _Element

from gongkai_desktop.documents.docx_numbering import Numbering
from gongkai_desktop.documents.files import content_of, damage_told, text_of
from gongkai_desktop.documents.packages import PackageLimits, guard_package
from gongkai_desktop.domain.errors import UserError

_ADVICE = "请给出 .docx 或 .txt 文件；其他格式请先在 Word 或 WPS 里另存"
_LARGEST = 20 * 1024 * 1024
_LIMITS = PackageLimits(unpacked=200 * 1024 * 1024)


def read_letter_text(path: Path) -> str:
    """The text, a line per paragraph; raises UserError in one line for what cannot be read."""
    if path.is_dir():
        raise UserError(f"“{path}”是文件夹", "请选择一个文件")
    content = content_of(path, _LARGEST, "文书", _ADVICE)
    ending = path.suffix.lower()
    if ending == ".txt":
        text = text_of(content)
        if text is None:
            raise UserError(f"“{path.name}”的文字编码认不出来", "请另存为 UTF-8 编码的文本")
        return text
    if ending != ".docx":
        raise UserError(f"“{path.name}”不是能检查的文书文件", _ADVICE)
    return word_text(content, path.name)


def word_text(content: bytes, name: str) -> str:
    """The text of a Word file held in memory; ``name`` is what messages call it."""
    guard_package(content, name, _ADVICE, _LIMITS)
    with damage_told(Path(name), _ADVICE):
        return "\n".join(_paragraphs(content))


_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({qn("w:del"), qn("w:moveFrom"), _FALLBACK})
"""What Word keeps and does not show: deletions, moves away, the second copy of a text box."""
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}


def _paragraphs(content: bytes) -> Iterator[str]:
    """Body first, text boxes where they are anchored; then nothing that is page furniture."""
    document = docx.Document(BytesIO(content))
    numbering = Numbering(_numbering_of(document), document.styles.element)
    words = ""
    for element in document.element.body.iter(qn("w:p")):
        if _is_gone(element, document.element.body):
            continue
        words += numbering.mark(element) + _words(element)
        if element.find(_DELETED_MARK, _NAMESPACES) is not None:
            continue
        if words.strip():
            yield words
        words = ""
    if words.strip():
        yield words


_NAMESPACES = {"w": qn("w:p")[1:].partition("}")[0]}
_DELETED_MARK = "w:pPr/w:rPr/w:del"


def _numbering_of(document: DocumentType) -> _Element | None:
    relations = document.part.rels.values()
    part = next((one.target_part for one in relations if one.reltype == RT.NUMBERING), None)
    return None if part is None else parse_xml(part.blob)


def _is_gone(element: _Element, top: _Element) -> bool:
    """Whether a part stands in something that Word does not show."""
    for above in element.iterancestors():
        if above.tag in _GONE:
            return True
        if above is top:
            break
    return False


def _words(paragraph: _Element) -> str:
    """Words of one paragraph as it now reads: insertions kept, deletions left out."""
    signs: list[str] = []
    for node in paragraph.iter(qn("w:t"), *_SIGNS):
        if next(node.iterancestors(qn("w:p")), None) is not paragraph or _is_gone(node, paragraph):
            continue
        if node.getparent().find("w:rPr/w:vanish", _NAMESPACES) is None:
            signs.append(_SIGNS.get(node.tag) or node.text or "")
    return "".join(signs)
