"""Formats and colours of a workbook's cells (单元格样式)."""

from __future__ import annotations

from typing import TypeVar

from lxml.etree import _Element as Element

from gongkai_desktop.documents.review.markup import child, local, value
from gongkai_desktop.documents.review.number_shown import BUILT_IN, NumberFormat
from gongkai_desktop.domain.review import hidden

_WHITES = ("ffffffff", "00ffffff", "ffffff")
_PAPER_THEME = "0"
_SMALLEST = 2
"""Points."""


class Styles:
    """Answers by the number a cell gives for its style; a missing part of styles means plain."""

    def __init__(self, root: Element | None, from_1904: bool) -> None:
        own = {value(one, "numFmtId"): value(one, "formatCode") for one in _listed(root, "numFmts")}
        fonts = [_font_hidden(one) for one in _listed(root, "fonts")]
        fills = [_is_paper(one) for one in _listed(root, "fills")]
        self._formats: list[NumberFormat] = []
        self._hidden: list[str] = []
        for one in _listed(root, "cellXfs"):
            number = value(one, "numFmtId") or "0"
            code = own.get(number) or BUILT_IN.get(_index(number), "")
            self._formats.append(NumberFormat(code, from_1904))
            how = _at(fonts, _index(value(one, "fontId")), "")
            paper = _at(fills, _index(value(one, "fillId")), True)
            self._hidden.append("" if how == hidden.SAME_COLOUR and not paper else how)
        self._plain = NumberFormat("")

    def format(self, style: int) -> NumberFormat:
        """The number format of a style."""
        return _at(self._formats, style, self._plain)

    def hidden(self, style: int) -> str:
        """How a style hides text by its font: white on white, or too small."""
        return _at(self._hidden, style, "")


def _listed(root: Element | None, name: str) -> list[Element]:
    found = child(root, name)
    return [] if found is None else list(found)


_T = TypeVar("_T")


def _at(values: list[_T], index: int, otherwise: _T) -> _T:
    return values[index] if 0 <= index < len(values) else otherwise


def _index(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1


def _font_hidden(font: Element) -> str:
    colour, size = child(font, "color"), child(font, "sz")
    if colour is not None and _is_white(colour):
        return hidden.SAME_COLOUR
    points = "" if size is None else value(size, "val")
    whole = points.partition(".")[0]
    return hidden.TINY if whole.isdecimal() and int(whole) <= _SMALLEST else ""


def _is_white(colour: Element) -> bool:
    if value(colour, "theme"):
        return value(colour, "theme") == _PAPER_THEME and not value(colour, "tint").strip("-0.")
    return value(colour, "rgb").lower() in _WHITES


def _is_paper(fill: Element) -> bool:
    """Whether a fill leaves the cell white."""
    pattern = child(fill, "patternFill")
    if pattern is None:
        return not any(local(one) == "gradientFill" for one in fill)
    kind, front = value(pattern, "patternType"), child(pattern, "fgColor")
    return kind in ("", "none") or (kind == "solid" and (front is None or _is_white(front)))
