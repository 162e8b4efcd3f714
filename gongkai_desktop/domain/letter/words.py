"""The approved words of a letter and their fingerprint (文本指纹), whoever wrote them.

Number, date and page furniture stay out: they come at the 办公室 step and the issue, after the
words were approved.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date

from gongkai_desktop.domain.lint.text import LetterText

_BLANK_DATE = re.compile(r"(\d{4})?\s*年\s*(\d{1,2})?\s*月\s*(\d{1,2})?\s*日")
_SEAL_PLACE = re.compile(r"[（(]?[^（）()]{0,12}盖章处[^（）()]{0,6}[）)]?")


def fingerprint(words: str) -> str:
    """SHA-256 of words, in hexadecimal."""
    return hashlib.sha256(words.encode()).hexdigest()


def approved_words(text: str, code: str, day: date) -> str:
    """A whole text without its number line, date line and seal place, white space left out.

    A Word file before and after number and date are written in thus gives the same words.
    """
    letter = LetterText(code=code, text=text, day=day)
    number, signed = letter.number, letter.signature[1]
    left_out = {span.start for span in (number, signed) if span is not None}
    kept = [line for line in letter.every_line if line.start not in left_out]
    return "".join("".join(line.words.split()) for line in kept if not _furniture(line.words))


def _furniture(words: str) -> bool:
    plain = words.strip()
    return bool(_BLANK_DATE.fullmatch(plain) or _SEAL_PLACE.fullmatch(plain))


def marks_of(text: str, code: str, day: date) -> tuple[str, date | None]:
    """Number (white space left out) and date that a whole text bears; empty, None where not."""
    letter = LetterText(code=code, text=text, day=day)
    number = "".join(letter.number.words.split()) if letter.number else ""
    return number, letter.signed
