"""The things asked for, read from a text (分项): one per numbered paragraph, else one per line."""

from __future__ import annotations

import re

_FIGURES = "一二三四五六七八九十"
_MARK = re.compile(
    rf"^\s*(?:[（(]\s*(?:[{_FIGURES}]+|\d{{1,2}})\s*[)）]|[{_FIGURES}]+\s*、|\d{{1,2}}\s*(?:[、）)]|[.．](?!\d))"
    r"|第[一二三四五六七八九十\d]+项[、：:]?|[①-⑳])\s*"
)
_INLINE = re.compile(
    r"(?:(?<=[；;。：:])|(?<=公开|信息|如下|内容))\s*(?=\d{1,2}[、.．](?!\d)|[（(]\d{1,2}[)）]|[①-⑳])"
)


def items_in(text: str) -> tuple[str, ...]:
    """The items of a text without their numbers, in order; a text without numbers is one item.

    Words before the first number (请公开以下信息：) belong to none; lines without a number go on
    with the item before them.
    """
    found: list[str] = []
    for line in _lines(text):
        mark = _MARK.match(line)
        if mark:
            found.append(line[mark.end() :].strip())
        elif found:
            found[-1] += line.strip()
    items = tuple(one.rstrip("；;。 ") for one in found if one.strip("；;。 "))
    return items if len(items) > 1 else tuple(filter(None, (text.strip(),)))


def items_listed(text: str) -> tuple[str, ...]:
    """The items of a list typed one per line, numbers left out."""
    lines = (_MARK.sub("", line).strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def _lines(text: str) -> list[str]:
    return [part for line in text.splitlines() for part in _INLINE.split(line) if part.strip()]
