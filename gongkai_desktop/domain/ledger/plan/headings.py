"""Numbering of Chinese papers (一、 （一） 1. （1）) and the headings it makes."""

from __future__ import annotations

import re

_NUMERAL = "一二三四五六七八九十百"
NO_DECIMAL = r"(?:(?!\d)|(?=\d{1,2}月|20\d{2}年|\d{1,2}个))"
"""Behind the point of a number: 1.4月底前 is item 1 and a month, 1.4万 is no item."""
LEVELS = (
    re.compile(
        rf"\s*(?:第?[{_NUMERAL}]{{1,3}}[、．.]|第[{_NUMERAL}]{{1,3}}(?:部分|章|项)[、，:：\s]?)\s*"
    ),
    re.compile(rf"\s*[（(〔]\s*(?:[{_NUMERAL}]{{1,3}}|[A-Z])\s*[)）〕]\s*[、.．]?\s*"),
    re.compile(
        rf"\s*\d{{1,2}}\s*(?:[.．、]{NO_DECIMAL}|(?=[\u4e00-\u9fff]{{2}}.*[。])(?<=\d)\s)\s*"
    ),
    re.compile(r"\s*(?:[（(]\s*\d{1,2}\s*[)）]|[①-⑳]|\d{1,2}[)）])\s*[、.．]?\s*"),
)
_LONGEST = 60


def level_of(text: str) -> int | None:
    """0 for 一、, 1 for （一）, 2 for 1., 3 for （1）; None where a text has no number."""
    for level, pattern in enumerate(LEVELS):
        if pattern.match(text):
            return level
    return None


def without_number(text: str) -> str:
    """A heading without its number."""
    level = level_of(text)
    if level is None:
        return text.strip()
    return LEVELS[level].sub("", text, count=1).strip()


def is_heading(text: str) -> bool:
    """Whether a cell is a heading by its number and its length, not a numbered requirement."""
    return level_of(text) in (0, 1) and len(text) <= _LONGEST and not re.search(r"。.", text)
