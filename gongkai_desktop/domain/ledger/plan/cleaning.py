"""Cleaning pasted text (粘贴清洗): bracketed pinyin, full-width letters, stray spaces, 繁体字."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])[（(][A-Za-züÜāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,7}[)）]")
_WIDE = {
    code: code - 0xFEE0
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_SPACES = {0x3000: 32, 0xA0: 32, 0x2002: 32, 0x2003: 32, 0x2009: 32, 0xFEFF: None, 0x200B: None}
_INNER_SPACE = re.compile(
    r"(?<=[\u4e00-\u9fff，。；：、）（“”]) +(?=[\u4e00-\u9fff，。；：、）（“”])"
    r"(?![一二三四五六七八九十]{1,3}、)"  # a page flattened to one line: 要点 一、
)
_TRADITIONAL_SHARE = 0.03


def cleaned_text(text: str, simplified: Mapping[str, str]) -> str:
    """A pasted text as it was meant; ``simplified`` maps 繁体字 to 简体字.

    Characters are only simplified where enough of the text is traditional, so that a single
    name keeps its own.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_WIDE).translate(_SPACES)
    text = _PINYIN.sub("", text)
    hanzi = sum("\u4e00" <= char <= "\u9fff" for char in text)
    old = sum(char in simplified for char in text)
    if hanzi and old / hanzi >= _TRADITIONAL_SHARE:
        text = text.translate({ord(char): plain for char, plain in simplified.items()})
    lines = [_INNER_SPACE.sub("", line.strip(" ")) for line in text.split("\n")]
    return "\n".join(lines)
