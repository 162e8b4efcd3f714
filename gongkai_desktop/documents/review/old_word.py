"""Old Word files for review (.doc, .wps): the text of every flow, as [MS-DOC] lays it out."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator

from gongkai_desktop.documents.review.compound import BrokenContainerError, Container
from gongkai_desktop.documents.review.transcript import Attachment, Transcript
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review import hidden

_ADVICE = "请用 Word 或 WPS 另存为 .docx 再审"
_LOCKED, _TABLE_ONE = 0x0100, 0x0200
_COUNTS, _PIECES = 0x4C, 0x01A2
_COMPRESSED = 0x40000000
_FLOWS = (
    ("", ""),
    ("脚注", ""),
    ("页眉页脚", ""),
    ("", ""),
    ("批注", hidden.COMMENT),
    ("尾注", ""),
    ("文本框", ""),
    ("页眉页脚的文本框", ""),
)
"""The flows in the order of their counts in the head; the fourth is a macro's and empty."""
_FIELD_CODE = re.compile("\x13([^\x13\x14\x15]{0,4000})\x14?")
_ENDS = re.compile("\x07\x07|[\r\x0c]")
_SIGNS = str.maketrans({"\x07": "\t", "\x0b": "\n", "\x1e": "-", "\xa0": " "})
_MARKS = re.compile("[\x00-\x08\x0e-\x1f\ufffc]")


def read_old_word(content: bytes, name: str, transcript: Transcript) -> Iterable[Attachment]:
    """Body, notes, headers, comments and boxes; what the text does not tell is said.

    Raises UserError for a damaged file.
    """
    try:
        container = Container(content)
        document = container.stream("WordDocument")
        flags = struct.unpack_from("<H", document, 0x0A)[0]
        if flags & _LOCKED:
            transcript.skip("", "设了打开密码，没有扫描；请先取消密码，另存后再审")
            return ()
        table = container.stream("1Table" if flags & _TABLE_ONE else "0Table")
        text = "".join(_pieces(document, table))
        counts = struct.unpack_from("<8i", document, _COUNTS)
    except (BrokenContainerError, struct.error, ValueError) as error:
        raise UserError(f"“{name}”已损坏，打不开", _ADVICE) from error
    start = 0
    for (place, how), count in zip(_FLOWS, counts, strict=True):
        _add_flow(text[start : start + max(0, count)], place, how, transcript)
        start += max(0, count)
    transcript.skip(
        "修订、隐藏文字、图片和文件属性", f"旧版 Word 文件的这些内容没有分辨；{_ADVICE}"
    )
    return ()


def _pieces(document: bytes, table: bytes) -> Iterator[str]:
    """The text put together from its pieces, one byte or two to a character."""
    offset, size = struct.unpack_from("<II", document, _PIECES)
    at, end = offset, min(offset + size, len(table))
    while at < end and table[at] == 1:
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    if at >= end or table[at] != 2:
        raise BrokenContainerError
    length = struct.unpack_from("<I", table, at + 1)[0]
    count = (length - 4) // 12
    if not 0 < count <= (end - at) // 12:
        raise BrokenContainerError
    places = struct.unpack_from(f"<{count + 1}I", table, at + 5)
    first = at + 5 + 4 * (count + 1)
    for number in range(count):
        signs = places[number + 1] - places[number]
        where = struct.unpack_from("<I", table, first + 8 * number + 2)[0]
        if signs < 0 or signs > len(document):
            raise BrokenContainerError
        if where & _COMPRESSED:
            start = (where & ~_COMPRESSED) // 2
            yield document[start : start + signs].decode("cp1252", "replace")
        else:
            yield document[where : where + 2 * signs].decode("utf-16-le", "replace")


def _add_flow(text: str, place: str, how: str, transcript: Transcript) -> None:
    """Paragraphs and table rows of one flow; the codes of fields apart from what they show."""
    number = 0
    for raw in _ENDS.split(text):
        codes = [code.strip() for code in _FIELD_CODE.findall(raw)]
        words = _MARKS.sub("", _FIELD_CODE.sub("", raw).translate(_SIGNS)).strip()
        if not words:
            continue
        number += 1
        at = f"{place}{number}" if place else f"第{number}段"
        transcript.add(words, at, hidden=how)
        for code in codes:
            if any(sign in code for sign in '"\\:@') and not code.startswith(("TOC", "PAGE")):
                transcript.add(code, at, hidden=hidden.FIELD_CODE)
