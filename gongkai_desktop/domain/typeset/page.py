"""Frozen pages: every glyph has its place (版面). Points, x from the left, y down from the top."""

from __future__ import annotations

from enum import StrEnum

import attrs

from gongkai_desktop.domain.typeset.metrics import Face

MM = 72 / 25.4
A4_WIDTH = 210 * MM
A4_HEIGHT = 297 * MM


class Role(StrEnum):
    """What a line is in the letter (要素), the words of GB/T 9704-2012, 7.2 to 7.5."""

    MARK = "发文机关标志"
    TITLE = "标题"
    NUMBER = "发文字号"
    ADDRESSEE = "主送"
    BODY = "正文"
    ENCLOSURE = "附件说明"
    ORGAN = "署名"
    DATE = "成文日期"
    NOTE = "附注"
    FOLIO = "页码"
    DRAFT = "稿次"
    SEAL_LABEL = "盖章处"
    TABLE_HEAD = "表头"
    TABLE_CELL = "表格"


@attrs.frozen(kw_only=True)
class Run:
    """Glyphs drawn in one go: same face and size, ``char_space`` points added after each."""

    text: str
    face: Face
    size: float
    x: float
    char_space: float = 0.0


@attrs.frozen(kw_only=True)
class Strip:
    """One set line without a height: its words, its runs, its left and right edge."""

    text: str
    role: Role
    runs: tuple[Run, ...]
    x: float
    right: float


@attrs.frozen(kw_only=True)
class Line:
    """A strip at its height: ``baseline`` from the paper's top; ``row`` of the page, 0 outside.

    ``red`` is printed in the red of official heads (发文机关标志).
    """

    strip: Strip
    baseline: float
    row: int = 0
    grey: float = 0.0
    red: bool = False

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.strip.text

    @property
    def role(self) -> Role:
        """What the line is."""
        return self.strip.role


@attrs.frozen(kw_only=True)
class Circle:
    """A dashed circle: where the seal goes (盖章处); centre and radius."""

    x: float
    y: float
    radius: float
    line_width: float = 0.3
    grey: float = 0.8


@attrs.frozen(kw_only=True)
class Rule:
    """A straight line of a table, or a red one of a head."""

    x1: float
    y1: float
    x2: float
    y2: float
    line_width: float = 0.5
    red: bool = False


@attrs.frozen(kw_only=True)
class Box:
    """A region lint asks about: the signature block, the seal."""

    role: Role
    x: float
    y: float
    width: float
    height: float


@attrs.frozen(kw_only=True)
class Page:
    """One page as it will be printed; ``pitch`` is its line pitch (行距)."""

    number: int
    lines: tuple[Line, ...]
    circles: tuple[Circle, ...] = ()
    rules: tuple[Rule, ...] = ()
    boxes: tuple[Box, ...] = ()
    pitch: float = 0.0
    width: float = A4_WIDTH
    height: float = A4_HEIGHT

    def lines_of(self, role: Role) -> tuple[Line, ...]:
        """The page's lines of one kind, top to bottom."""
        return tuple(line for line in self.lines if line.role is role)


@attrs.frozen(kw_only=True)
class Layout:
    """A whole document in pages; ``missing`` are characters without a glyph (缺字, rule F06).

    ``mark`` is drawn across every page of what must not pass for a paper (练习).
    """

    title: str
    pages: tuple[Page, ...]
    missing: tuple[str, ...] = ()
    mark: str = ""
