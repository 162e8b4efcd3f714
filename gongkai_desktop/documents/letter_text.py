"""The whole text of a letter in a file (全文): Word with tables and text boxes, or plain text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn
from lxml.etree import _Element

from gongkai_desktop.documents.files import damage_told
from gongkai_desktop.domain.errors import UserError

_ADVICE = "请给出 .docx 或 .txt 文件；其他格式请先在 Word 或 WPS 里另存"
_LARGEST = 20 * 1024 * 1024
_LARGEST_UNPACKED = 200 * 1024 * 1024


def read_letter_text(path: Path) -> str:
    """The text, a line per paragraph; raises UserError in one line for what cannot be read."""
    content = _content(path)
    ending = path.suffix.lower()
    if ending == ".txt":
        return _decoded(path, content)
    if ending != ".docx":
        raise UserError(f"“{path.name}”不是能检查的文书文件", _ADVICE)
    with damage_told(path, _ADVICE), ZipFile(path) as package:
        unpacked = sum(entry.file_size for entry in package.infolist())
    if unpacked > _LARGEST_UNPACKED:
        raise UserError(f"“{path.name}”解开后过大，不予读取", _ADVICE)
    with damage_told(path, _ADVICE):
        return "\n".join(_paragraphs(path))


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UserError(f"“{path}”是文件夹", "请选择一个文件")
        if path.stat().st_size > _LARGEST:
            raise UserError(f"“{path.name}”大于20兆字节，不像是一份文书", _ADVICE)
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError(f"找不到文件“{path}”", "请核对文件名和所在文件夹") from None
    except OSError as error:
        raise UserError(f"读不了文件“{path.name}”", "请关闭正在使用它的程序后重试") from error


def _decoded(path: Path, content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(f"“{path.name}”的文字编码认不出来", "请另存为 UTF-8 编码的文本")


def _paragraphs(path: Path) -> Iterator[str]:
    """Body first, text boxes where they are anchored; then nothing that is page furniture."""
    document = docx.Document(str(path))
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
