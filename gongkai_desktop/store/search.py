"""What the register is searched by: normalised words and their 拼音."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

PINYIN_CHARS = 200
_DIGITS = re.compile(r"\d+")


def normalised(text: str) -> str:
    """Full-width and half-width made one (NFKC), lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def search_text(*parts: str) -> str:
    """The column that Chinese words, numbers and names are looked up in."""
    return normalised("\n".join(part for part in parts if part))


def search_pinyin(*parts: str) -> str:
    """Initials and full 拼音 of each part, one per line; the first 200 characters count."""
    lines: list[str] = []
    for part in parts:
        letters = [_pinyin(char) for char in part[:PINYIN_CHARS]]
        lines.append("".join([letter[0] for letter in letters]))
        lines.append("".join([letter[1] for letter in letters]))
    return "\n".join(lines)


@lru_cache(maxsize=32_768)
def _pinyin(char: str) -> tuple[str, str]:
    """Initial letter and full syllable of one character; ASCII letters stand for themselves."""
    if char.isascii():
        letter = char.lower() if char.isalnum() else ""
        return letter, letter
    # Its tables take a quarter of a second to read in; only what is written needs them.
    from pypinyin import Style, lazy_pinyin

    syllable = "".join(lazy_pinyin(char, style=Style.NORMAL, errors="ignore")).replace("ü", "v")
    return syllable[:1], syllable


def words_of(query: str) -> list[str]:
    """The words of a search box, each of which must be found."""
    return normalised(query).split()


def like_pattern(word: str) -> str:
    """The word anywhere, with the LIKE wildcards in it taken literally (escape character \\)."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def sort_key(register_no: str) -> str:
    """登记号 in the order people read it: runs of digits compare as numbers."""
    return _DIGITS.sub(lambda run: run.group().lstrip("0").zfill(8), normalised(register_no))[:80]
