"""What typesetting must know of fonts: widths and which face holds a character (字体度量)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

import attrs


class Face(StrEnum):
    """The typefaces (字体) of an official document, GB/T 9704-2012, 5.2.2, 7.3 and 7.5."""

    FANGSONG = "仿宋"
    TITLE = "小标宋"
    HEITI = "黑体"
    KAITI = "楷体"
    SONGTI = "宋体"
    SANS = "无衬线"


class FontMetrics(Protocol):
    """Font knowledge as typesetting asks for it; files stay on the documents floor."""

    def width(self, char: str, face: Face, size: float) -> float:
        """Natural advance of one character in points."""

    def face_for(self, char: str, face: Face) -> Face | None:
        """The face that really holds ``char``: ``face`` itself, its fallback, or None (缺字)."""


@attrs.frozen(kw_only=True, eq=False)
class CellStyle:
    """How neighbouring characters of one kind are drawn; interned, so compared by identity.

    ``full`` characters fill a cell of the grid (字格), the others keep their own width.
    ``joined`` marks (—— and ……) touch and never spread. ``face`` None is a missing glyph.
    """

    face: Face | None
    full: bool
    joined: bool
    natural: float


_JOINED = frozenset("—…")
_WEIGHTLESS = frozenset(chr(code) for code in (*range(0xFE00, 0xFE10), 0x200B, 0x200D, 0xFEFF))
# From this share of the em on, a character outside ASCII counts as filling its cell.
_FULL_SHARE = 0.85


class Ruler:
    """Advances and styles of characters in one face and size on one pitch (字距).

    ``pitch`` is the width of a cell in points: 156 mm / 28 = 15.793 pt for 3号 text
    (GB/T 9704-2012, 5.2.3). What it has looked up once it remembers.
    """

    def __init__(self, metrics: FontMetrics, face: Face, size: float, pitch: float) -> None:
        self.size = size
        self.pitch = pitch
        self._metrics = metrics
        self._face = face
        self.advance: dict[str, float] = {}
        self.style: dict[str, CellStyle] = {}
        self.missing: set[str] = set()
        self._styles: dict[tuple[Face | None, bool, bool, float], CellStyle] = {}

    def advances(self, text: str) -> list[float]:
        """The advance of every character of ``text`` in points."""
        known = self.advance
        try:
            return [known[char] for char in text]
        except KeyError:
            self._learn(set(text) - known.keys())
            return [known[char] for char in text]

    def measure(self, text: str) -> float:
        """The width of ``text`` in points, unspread."""
        return sum(self.advances(text))

    def missing_in(self, text: str) -> tuple[str, ...]:
        """The characters of ``text`` no font holds, each once, in order of appearance."""
        if not self.missing:
            return ()
        return tuple(dict.fromkeys(char for char in text if char in self.missing))

    def _learn(self, chars: Iterable[str]) -> None:
        for char in chars:
            weightless = char in _WEIGHTLESS or char < " " or 0xE0100 <= ord(char) <= 0xE01EF
            face = None if weightless else self._metrics.face_for(char, self._face)
            if face is None and not weightless:
                self.missing.add(char)
            natural = self._metrics.width(char, face, self.size) if face else 0.0
            wide = char >= "\x80" and natural >= _FULL_SHARE * self.size
            full = (face is None and not weightless) or wide
            self.advance[char] = self.pitch if full else natural
            self.style[char] = self._style(face, full, char in _JOINED, natural if full else 0.0)

    def _style(self, face: Face | None, full: bool, joined: bool, natural: float) -> CellStyle:
        key = (face, full, joined, natural)
        if key not in self._styles:
            self._styles[key] = CellStyle(face=face, full=full, joined=joined, natural=natural)
        return self._styles[key]
