"""Plain text and delimited text for review: the decoded file as it is (文本、CSV)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongkai_desktop.documents.files import text_of
from gongkai_desktop.documents.review.transcript import Attachment, Transcript
from gongkai_desktop.domain.review.source import Cell

_LINE = re.compile(r"[^\r\n]+|\r\n|\r|\n")
_FIELD = r'"(?:[^"]|"")*+"(?=[{mark}\r\n]|\Z)|[^{mark}\r\n]+|{mark}|\r\n|\r|\n'
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_FOREIGN = 0.002
"""Share of undecodable or control characters above which a file is not text."""


def decoded(content: bytes) -> tuple[str, bool] | None:
    """A text file's words and whether all could be decoded; None where it is no text.

    A file cut in the middle of a character, or with a few foreign bytes, is still its own text;
    read in another encoding it would be gibberish without a word.
    """
    text = text_of(content)
    if text is not None and _is_text(text) and not _looks_garbled(text):
        return text, True
    for encoding in ("utf-8-sig", "gb18030"):
        rough = content.decode(encoding, errors="replace")
        lost = rough.count("\ufffd")
        if lost <= 1 + len(rough) * _MOST_FOREIGN and _is_text(rough):
            return rough, False
    return (text, True) if text is not None and _is_text(text) else None


def _is_text(text: str) -> bool:
    return len(_NOT_TEXT.findall(text)) <= len(text) * _MOST_FOREIGN


def _looks_garbled(text: str) -> bool:
    """UTF-8 with a broken byte also decodes as GB 18030, into characters nobody writes."""
    sample = text[:20_000]
    return len(sample) > 20 and sum(sample.count(sign) for sign in "锛銆鐨锟鈥") > len(sample) / 50


def read_plain(content: bytes, _name: str, transcript: Transcript) -> Iterable[Attachment]:
    """Every line with its number."""
    text = _text(content, transcript)
    transcript.whole(text, lines(text))
    return ()


def read_delimited(content: bytes, _name: str, transcript: Transcript) -> Iterable[Attachment]:
    """Every field with its row and column; the text is the file's own."""
    text = _text(content, transcript)
    transcript.whole(text, _fields(text, transcript.table()))
    return ()


def _text(content: bytes, transcript: Transcript) -> str:
    found = decoded(content)
    if found is None:
        transcript.skip("", "文字编码认不出来；请另存为 UTF-8 编码的文本再审")
        return ""
    if not found[1]:
        transcript.skip(
            "个别字节", "有认不出的字节，已用“�”代替；请核对原文，另存为 UTF-8 编码再审"
        )
    return found[0]


def lines(text: str) -> Iterator[tuple[int, int, str, None]]:
    """Start, end and place of each line that holds something, its end mark left out."""
    number = 1
    for found in _LINE.finditer(text):
        if found.group()[0] in "\r\n":
            number += 1
        elif not found.group().isspace():
            yield found.start(), found.end(), f"第{number}行", None


def _fields(text: str, table: int) -> Iterator[tuple[int, int, str, Cell]]:
    mark = max(",\t;", key=text[:4000].count)
    row = column = 0
    for found in re.finditer(_FIELD.format(mark=mark), text):
        words = found.group()
        if words[0] in "\r\n":
            row, column = row + 1, 0
        elif words == mark:
            column += 1
        elif not words.isspace():
            start, end = found.span()
            if len(words) > 1 and words[0] == words[-1] == '"':
                start, end = start + 1, end - 1
            place = f"第{row + 1}行第{column + 1}列"
            yield start, end, place, Cell(table=table, row=row, column=column)
