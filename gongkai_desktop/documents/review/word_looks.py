"""Whether a run of Word text can be seen: hidden, in the colour of the page, or too small."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from lxml.etree import _Element as Element

from gongkai_desktop.documents.review.markup import child, local, switched_on, value
from gongkai_desktop.domain.review import hidden

_WHITES = ("ffffff", "white")
_PAPER = ("bg1", "background1", "light1", "lt1")
_NO_FILL = ("", "auto", "nil", "none", "clear", *_WHITES)
_SMALLEST = 4
"""Half-points: at 2 pt nobody reads."""


@attrs.frozen
class _Look:
    """What one set of run properties says; None where it says nothing."""

    vanished: bool | None = None
    white: bool | None = None
    small: bool | None = None
    filled: bool | None = None

    def over(self, below: _Look) -> _Look:
        """This set, and the one below it where this is silent."""
        mine, other = attrs.astuple(self), attrs.astuple(below)
        return _Look(*(b if a is None else a for a, b in zip(mine, other, strict=True)))


class Looks:
    """Answers for the runs of one file from its part of styles, which may be missing."""

    def __init__(self, styles: Element | None) -> None:
        self._styles = {
            value(one, "styleId"): one
            for one in (styles if styles is not None else ())
            if local(one) == "style"
        }
        self._default = _look(child(styles, "docDefaults", "rPrDefault", "rPr"))
        self._known: dict[str, _Look] = {}

    def hidden(self, run: Element, paragraph: Element | None, filled: bool) -> str:
        """How a run is hidden, empty when it shows; ``filled``: something lies behind it."""
        properties = child(run, "rPr")
        look = _look(properties)
        look = look.over(self._style(_name(properties, "rStyle")))
        if paragraph is not None:
            look = look.over(self._style(_name(paragraph, "pStyle"))).over(_fill(paragraph))
        look = look.over(self._default)
        if look.vanished:
            return hidden.VANISHED
        if look.white and not look.filled and not filled:
            return hidden.SAME_COLOUR
        return hidden.TINY if look.small else ""

    def fills_table(self, table: Element) -> bool:
        """Whether a table's style shades some of its cells."""
        style = self._styles.get(_name(child(table, "tblPr"), "tblStyle"))
        return style is not None and any(
            local(one) == "shd" and _is_fill(one) for one in style.iter()
        )

    def _style(self, name: str) -> _Look:
        if name not in self._known:
            self._known[name] = _Look()
            look = _Look()
            for style in self._chain(name):
                look = look.over(_look(child(style, "rPr"))).over(_fill(child(style, "pPr")))
            self._known[name] = look
        return self._known[name]

    def _chain(self, name: str) -> Iterator[Element]:
        met: set[str] = set()
        while name in self._styles and name not in met:
            met.add(name)
            yield self._styles[name]
            name = _name(self._styles[name], "basedOn")


def shaded(properties: Element | None) -> bool:
    """Whether a paragraph, row or cell has a ground of its own colour."""
    return bool(_fill(properties).filled)


def _name(parent: Element | None, name: str) -> str:
    found = child(parent, name)
    return "" if found is None else value(found, "val")


def _look(properties: Element | None) -> _Look:
    if properties is None:
        return _Look()
    colour, size = child(properties, "color"), _name(properties, "sz")
    white = None
    if colour is not None:
        shade = value(colour, "val").lower()
        white = shade in _WHITES or value(colour, "themeColor").lower() in _PAPER
    vanished = switched_on(child(properties, "vanish"))
    highlight = _name(properties, "highlight")
    return _Look(
        vanished=vanished,
        white=white,
        small=int(size) <= _SMALLEST if size.isascii() and size.isdecimal() else None,
        filled=True if highlight.lower() not in _NO_FILL else _fill(properties).filled,
    )


def _fill(properties: Element | None) -> _Look:
    found = child(properties, "shd")
    return _Look(filled=None if found is None else _is_fill(found))


def _is_fill(shading: Element) -> bool:
    pattern = value(shading, "val").lower() not in ("", "clear", "nil")
    return value(shading, "fill").lower() not in _NO_FILL or pattern
