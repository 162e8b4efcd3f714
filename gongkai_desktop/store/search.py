"""What the register is searched by: normalised words and their 拼音."""

from __future__ import annotations

import re
import unicodedata

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
        begun = part[:PINYIN_CHARS]
        lines += (begun.translate(_INITIALS), begun.translate(_SYLLABLES))
    return "\n".join(lines)


class _Spoken(dict[int, str]):
    """What stands for a character, by its code point; each is looked up once."""

    def __init__(self, letters: int | None) -> None:
        super().__init__()
        self._letters = letters

    def __missing__(self, code: int) -> str:
        spoken = self[code] = _pinyin(chr(code))[: self._letters]
        return spoken


_INITIALS, _SYLLABLES = _Spoken(1), _Spoken(None)


def _pinyin(char: str) -> str:
    """The full syllable of one character; ASCII letters stand for themselves."""
    if char.isascii():
        return char.lower() if char.isalnum() else ""
    # Its tables take a quarter of a second to read in; only what is written needs them.
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(char, style=Style.NORMAL, errors="ignore")).replace("ü", "v")


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
