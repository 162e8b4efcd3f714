"""How letters write dates, ordinals and lists (公文用语), GB/T 9704-2012 7.3.5.4."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

_DIGITS = "零一二三四五六七八九"
_FIGURES = {sign: figure for figure, sign in enumerate(_DIGITS)} | {"两": 2}
_ENDS = "。；;，,、.． "


def date_words(day: date) -> str:
    """A date in Arabic figures, full year, month and day without zeros: 2026年11月22日."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_number(number: int) -> str:
    """A whole number from 1 to 99 in Chinese, for 一、二、三… of items."""
    if not 1 <= number <= 99:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")


def number_in(words: str) -> int:
    """The number written as 二, 十二, 一百零三, 两 or 15; 0 where it is none."""
    if words.isdecimal():
        return int(words)
    hundreds, mark, rest = words.rpartition("百")
    total = 100 * _FIGURES.get(hundreds, 1) if mark else 0
    rest = rest.lstrip("零〇")
    if "十" in rest:
        tens, ones = rest.split("十", 1)
        return total + 10 * _FIGURES.get(tens, 1) + _FIGURES.get(ones, 0)
    return total + _FIGURES.get(rest, 0)


def list_words(entries: Sequence[str]) -> str:
    """Several entries in one sentence, （一）…；（二）…, one entry alone without a number."""
    clean = [entry.strip().rstrip(_ENDS) for entry in entries]
    if len(clean) == 1:
        return clean[0]
    return "；".join(
        f"（{chinese_number(number)}）{entry}" for number, entry in enumerate(clean, start=1)
    )


def item_words(numbers: Sequence[int]) -> str:
    """Which items of a letter: 第一项、第三项."""
    return "、".join(f"第{chinese_number(number)}项" for number in numbers)


_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff”〕）)])([,;:]) ?(?=[\u4e00-\u9fff“\d])")
_HALF_BRACKETS = re.compile(r"\(([^()]*[\u4e00-\u9fff][^()]*)\)")
_FULL_WIDTH = {",": "，", ";": "；", ":": "："}


def in_print(words: str) -> str:
    """A sentence of the clock as people read it: the marks of its fixed answers are half-width."""
    brackets = _HALF_BRACKETS.sub(r"（\1）", words)
    return _HALF_WIDTH.sub(lambda mark: _FULL_WIDTH[mark.group(1)], brackets)
