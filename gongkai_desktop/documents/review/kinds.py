"""Which reader a file needs, told by what it holds (认文件类型)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import PurePath

from gongkai_desktop.documents.review.archive import read_archive
from gongkai_desktop.documents.review.ofd import read_ofd
from gongkai_desktop.documents.review.old_book import read_old_book
from gongkai_desktop.documents.review.old_word import read_old_word
from gongkai_desktop.documents.review.page import read_page
from gongkai_desktop.documents.review.pdf import read_pdf
from gongkai_desktop.documents.review.plain import decoded, read_delimited, read_plain
from gongkai_desktop.documents.review.transcript import Attachment, Transcript
from gongkai_desktop.documents.review.word import read_word
from gongkai_desktop.documents.review.workbook import read_workbook
from gongkai_desktop.domain.errors import UserError

Reader = Callable[[bytes, str, Transcript], Iterable[Attachment]]
"""Adds a file's own text, given its bytes and name, and hands on the files within."""

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_TEXTS = (".txt", ".md", ".log")
_PAGES = (".html", ".htm", ".xhtml", ".shtml")
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|table|div|p)\b", re.IGNORECASE
)
_OLD_MARKUP = re.compile(rb"\{\\rtf|MIME-Version:|.{0,200}<\?mso-application", re.DOTALL)
_CONTENTS = "[Content_Types].xml"
_ONLY_A_PICTURE = "图片中的文字没有扫描；请人工查看"
_UNKNOWN = "不认识这种文件，没有扫描；请另存为 .docx、.xlsx、.pdf 或 .txt 再审"

_OFFICE: dict[str, Reader] = {"word/": read_word, "xl/": read_workbook}
"""Readers by the folder an Office file keeps its parts in."""


def read_any(content: bytes, name: str, transcript: Transcript) -> None:
    """Add the text of a file of any kind to a transcript; raises UserError for a damaged one."""
    if not content.strip(b"\x00 \r\n\t"):
        transcript.skip("", "文件是空的；请核对选择的文件")
        return
    reader = _reader(content, PurePath(name).suffix.lower())
    for file in reader(content, name, transcript):
        _read_within(file, transcript)


def _read_within(file: Attachment, transcript: Transcript) -> None:
    inner = transcript.inside(file)
    if inner is None:
        return
    try:
        read_any(file.content, file.name, inner)
    except UserError as error:
        transcript.skip(file.name, str(error))


def _reader(content: bytes, ending: str) -> Reader:
    if content.startswith(_ZIP):
        return _package_reader(content)
    if b"%PDF-" in content[:1024]:
        return read_pdf
    if content.startswith(_OLE):
        return _ole_reader(content)
    if content.startswith(_PACKED):
        return _unscanned("不支持这种压缩包；请改用 .zip 压缩，或者解开后分别审查")
    if decoded(content) is None:
        picture = content.startswith(_PICTURES)
        return _unscanned(_ONLY_A_PICTURE if picture else _UNKNOWN)
    return _text_reader(content, ending)


def _text_reader(content: bytes, ending: str) -> Reader:
    if ending in _TEXTS:
        return read_plain
    if ending in (".csv", ".tsv"):
        return read_delimited
    if _OLD_MARKUP.match(content[:1024]):
        return _unscanned("是用标记存的旧版格式，没有扫描；请用 Word 或 WPS 另存为 .docx 再审")
    if ending in _PAGES or _MARKUP.match(content[:1024]):
        return read_page
    return read_plain


def _package_reader(content: bytes) -> Reader:
    """What a zip is for is told by the parts it holds."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
        names = set()
    if "OFD.xml" in names:
        return read_ofd
    if _CONTENTS not in names:
        return read_archive
    for folder, reader in _OFFICE.items():
        if any(name.startswith(folder) for name in names):
            return reader
    return _unscanned("演示文稿等文件没有扫描；请另存为 PDF 再审")


def _ole_reader(content: bytes) -> Reader:
    """Old Office files and locked new ones share a container; the names in it tell them apart."""
    if _stream("EncryptedPackage") in content:
        return _unscanned("设了打开密码，没有扫描；请先取消密码，另存后再审")
    if _stream("WordDocument") in content:
        return read_old_word
    if _stream("Workbook") in content or _stream("Book") in content:
        return read_old_book
    return _unscanned("是旧版格式，没有扫描；请用 Office 或 WPS 另存为 .docx、.xlsx 再审")


def _stream(name: str) -> bytes:
    return f"{name}\0".encode("utf-16-le")


def _unscanned(why: str) -> Reader:
    def told(_content: bytes, _name: str, transcript: Transcript) -> Iterable[Attachment]:
        transcript.skip("", why)
        return ()

    return told
