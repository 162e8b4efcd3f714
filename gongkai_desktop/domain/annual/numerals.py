"""Numbers written in Chinese (汉字数字) before a unit, as figures that can be compared."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {
    word: n
    for n, words in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for word in words
}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_WORDS = "零〇一二两三四五六七八九十百千万"
_COUNTED = re.compile(
    rf"(?<![第{_WORDS}\d])([{_WORDS}]+)(?=(?:件|条|次|份|篇|期|场|人次|宗|余?起)(?!套))"
)
_SHARE = re.compile(rf"百分之(百|[{_WORDS}]+)(?:点([零〇一二三四五六七八九]+))?")
_SEPARATORS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def in_figures(text: str) -> str:
    """A text in one line of half-width figures: 一百四十三件 as 143件, 百分之五十 as 50%."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    plain = _SEPARATORS.sub("", plain)
    plain = _SHARE.sub(_percent, plain)
    return _COUNTED.sub(lambda match: str(number_of(match.group(1))), plain)


def number_of(words: str) -> int:
    """The number some Chinese numerals say; digit by digit where they bear no powers (二〇二五)."""
    if not any(word in "十百千万" for word in words):
        return int("".join(str(_DIGITS[word]) for word in words))
    high, _, low = words.rpartition("万")
    return _below_ten_thousand(high) * 10_000 + _below_ten_thousand(low)


def _below_ten_thousand(words: str) -> int:
    total, digit = 0, 0
    for at, word in enumerate(words):
        if word in _POWERS:
            total += (digit or (1 if at == 0 else 0)) * _POWERS[word]
            digit = 0
        else:
            digit = _DIGITS.get(word, 0)
    return total + digit


def _percent(match: re.Match[str]) -> str:
    whole = 100 if match.group(1) == "百" else number_of(match.group(1))
    decimals = "".join(str(_DIGITS[word]) for word in match.group(2) or "")
    return f"{whole}.{decimals}%" if decimals else f"{whole}%"
