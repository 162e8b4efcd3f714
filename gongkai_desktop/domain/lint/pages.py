"""Rules on the printed page (版面): F05, F07, F10, and F06 for what a line is drawn in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint.rules import finding
from gongkai_desktop.domain.typeset.breaker import NO_END, NO_START
from gongkai_desktop.domain.typeset.page import Layout, Line, Page, Role
from gongkai_desktop.domain.unit import LetterLayout

CELLS = 28
_HALF = 0x2E80
_SIGNED = (Role.ORGAN, Role.DATE)
_TEXT = (Role.BODY, Role.ENCLOSURE, Role.TABLE_CELL)


def rules_on_pages(layout: Layout, chosen: LetterLayout) -> Iterator[Finding]:
    """All rules on the pages as they will be printed."""
    yield from _glyphs(layout)
    yield from _signature_together(layout)
    for page in layout.pages:
        yield from _line_ends(page)
    yield from _folios(layout, chosen)


def _glyphs(layout: Layout) -> Iterator[Finding]:
    """F06: every character has a glyph."""
    if layout.missing:
        named = "、".join(f"{char}（U+{ord(char):04X}）" for char in layout.missing)
        words = f"字体里没有这些字：{named}，请安装含有这些字的字体，或者改用规范字"
        yield finding("F06", "E", words)


def _signature_together(layout: Layout) -> Iterator[Finding]:
    """F05: signature, date and seal stand on one page, below text (GB/T 9704 7.3.5)."""
    signing = [page for page in layout.pages if any(page.lines_of(role) for role in _SIGNED)]
    if len(signing) > 1:
        yield finding("F05", "E", "署名和成文日期分在两页", article="GB/T 9704—2012 7.3.5")
    for page in signing:
        if not any(page.lines_of(role) for role in _TEXT):
            words = f"第{page.number}页只有署名和日期，没有正文"
            yield finding("F05", "E", words, article="GB/T 9704—2012 7.3.5.5")


def _line_ends(page: Page) -> Iterator[Finding]:
    """F07: no line too long, none begun or ended by a mark that may not."""
    body = page.lines_of(Role.BODY)
    for line in body:
        if _cells(line) > CELLS + 1:
            words = f"第{page.number}页有一行超过28字：“{line.text[:10]}…”"
            yield finding("F07", "W", words, article="GB/T 9704—2012 5.2.3")
    for line, following in pairwise(body):
        end, start = line.text.rstrip()[-1:], following.text.lstrip()[:1]
        if end in NO_END or start in NO_START:
            words = (
                f"第{page.number}页有一行的首尾标点不当：“{line.text[-6:]}／{following.text[:6]}”"
            )
            yield finding("F07", "W", words, article="标点避头尾")


def _cells(line: Line) -> float:
    return sum(1.0 if ord(char) >= _HALF else 0.5 for char in line.text)


def _folios(layout: Layout, chosen: LetterLayout) -> Iterator[Finding]:
    """F10: no page number on the first page of a 信函; odd right, even left (7.5, 10.1).

    A form sheet (表单) counts its pages in its own way.
    """
    sheet = any(page.lines_of(Role.TABLE_CELL) for page in layout.pages)
    several = len(layout.pages) > 1 and not sheet
    for page in layout.pages:
        for folio in page.lines_of(Role.FOLIO):
            if chosen is LetterLayout.MISSIVE and page.number == 1:
                words = "信函格式首页不显示页码"
                yield finding("F10", "I", words, article="GB/T 9704—2012 10.1")
            right = folio.strip.x > page.width / 2
            if several and right != bool(page.number % 2):
                words = f"第{page.number}页页码应当单页居右、双页居左"
                yield finding("F10", "I", words, article="GB/T 9704—2012 7.5")
