"""How alike two texts are (内容相近), by the pairs of characters they share."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

ALIKE = 0.6
_PARTS = re.compile(r"[\W_]+|[的和与及]")
_LONG_ENOUGH, _CUT = 4, 8
_COMMON = "申请|公开|项目|政府|信息|资料|材料|文件|有关|相关|情况|内容|复印件|全部|所有|示例"


def likeness(one: str, other: str) -> float:
    """From 0 (nothing shared) to 1 (the same words), punctuation and width left out."""
    mine, theirs = _pairs(one), _pairs(other)
    total = mine.total() + theirs.total()
    if not total:
        return float(bool(one) and _plain(one) == _plain(other))
    return 2 * (mine & theirs).total() / total


def telling_words(text: str, most: int = 3) -> tuple[str, ...]:
    """The longest unbroken words of a text, cut to a length a search finds them by."""
    parts = [part for part in _PARTS.split(text) if len(part) >= _LONG_ENOUGH]
    longest = sorted(dict.fromkeys(parts), key=len, reverse=True)[:most]
    return tuple(part[:_CUT] for part in longest)


def telling_pairs(text: str, most: int = 8) -> tuple[str, ...]:
    """Words of two characters a text is cut into, those every request has left out."""
    parts = [re.sub(_COMMON, " ", part) for part in _PARTS.split(text)]
    pieces = [piece for part in parts for piece in part.split()]
    pairs = [piece[at : at + 2] for piece in pieces for at in range(0, len(piece) - 1, 2)]
    return tuple(dict.fromkeys(pair for pair in pairs if not pair.isascii()))[:most]


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())


def _pairs(text: str) -> Counter[str]:
    plain = _plain(text)
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1))
