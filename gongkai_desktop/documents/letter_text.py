"""The whole text of a letter in a file (全文): Word with tables and text boxes, or plain text."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
from docx.oxml.ns import qn
from lxml.etree import _Element

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


def _paragraphs(content: bytes) -> Iterator[str]:
    """Body first, text boxes where they are anchored; then nothing that is page furniture."""
    document = docx.Document(BytesIO(content))
    for element in document.element.body.iter(qn("w:p")):
        words = _words(element)
        if words.strip():
            yield words


def _words(paragraph: _Element) -> str:
    """Words of one paragraph as it now reads: insertions kept, deletions left out."""
    signs: list[str] = []
    for node in paragraph.iter():
        if next(node.iterancestors(qn("w:p")), None) is not paragraph:
            continue
        if node.tag == qn("w:t"):
            signs.append(node.text or "")
        elif node.tag == qn("w:tab"):
            signs.append("\t")
        elif node.tag in (qn("w:br"), qn("w:cr")):
            signs.append("\n")
    return "".join(signs)
