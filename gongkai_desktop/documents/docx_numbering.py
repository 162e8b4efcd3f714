"""The automatic numbers of a Word file (一、 1.), which its text does not hold (自动编号)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml.etree import _Element

from gongkai_desktop.domain.wording import chinese_number

_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital")
_MOST = 9999
_Level = tuple[str, str, int]
"""Style of the numerals, text around them, first number."""


class Numbering:
    """Counts paragraphs as they are asked for, which must be in reading order.

    ``root`` is the numbering part, ``styles`` the part of styles through which a heading gets its
    number; either may be missing.
    """

    def __init__(self, root: _Element | None, styles: _Element | None = None) -> None:
        self._levels: dict[tuple[str, str], _Level] = {}
        self._counts: Counter[tuple[str, int]] = Counter()
        self._seen: dict[_Element, str] = {}
        self._by_style = dict(_styled(styles)) if styles is not None else {}
        if root is not None:
            self._read(root)

    def mark(self, paragraph: _Element) -> str:
        """The number Word shows before a paragraph; one met twice (merged cells) counts once."""
        if paragraph not in self._seen:
            self._seen[paragraph] = self._next(paragraph)
        return self._seen[paragraph]

    def _read(self, root: _Element) -> None:
        abstract = {
            one.get(qn("w:abstractNumId")): one for one in root.findall(qn("w:abstractNum"))
        }
        for one in root.findall(qn("w:num")):
            link = one.find(qn("w:abstractNumId"))
            form = abstract.get(link.get(qn("w:val"))) if link is not None else None
            for level in form.findall(qn("w:lvl")) if form is not None else ():
                key = (one.get(qn("w:numId")) or "", level.get(qn("w:ilvl")) or "")
                self._levels[key] = (
                    _value(level, "w:numFmt"),
                    _value(level, "w:lvlText"),
                    _integer(_value(level, "w:start"), 1),
                )

    def _next(self, paragraph: _Element) -> str:
        number, depth = self._asked(paragraph)
        style = self._levels.get((number, str(depth)))
        if style is None or style[0] in ("bullet", "none", ""):
            return ""
        self._counts[number, depth] += 1
        for lower in range(depth + 1, 9):
            self._counts[number, lower] = 0
        return re.sub(r"%([1-9])", lambda at: self._shown(number, int(at.group(1)) - 1), style[1])

    def _asked(self, paragraph: _Element) -> tuple[str, int]:
        """Which list and level a paragraph belongs to, by itself or by its style."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        number, depth = self._by_style.get(_value(properties, "w:pStyle"), ("", 0))
        own = properties.find(qn("w:numPr"))
        if own is not None:
            number = _value(own, "w:numId") or number
            depth = _integer(_value(own, "w:ilvl"), depth)
        return number, depth

    def _shown(self, number: str, depth: int) -> str:
        style, _, first = self._levels.get((number, str(depth)), ("decimal", "", 1))
        count = max(1, self._counts[number, depth]) + first - 1
        return chinese_number(count) if style in _CHINESE and count < 100 else str(count)


def _styled(styles: _Element) -> Iterator[tuple[str, tuple[str, int]]]:
    for style in styles.findall(qn("w:style")):
        own = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if own is not None:
            number = _value(own, "w:numId")
            yield style.get(qn("w:styleId")) or "", (number, _integer(_value(own, "w:ilvl"), 0))


def _value(element: _Element, name: str) -> str:
    found = element.find(qn(name))
    return (found.get(qn("w:val")) or "") if found is not None else ""


def _integer(text: str, otherwise: int) -> int:
    return min(int(text), _MOST) if text.isascii() and text.isdecimal() else otherwise
