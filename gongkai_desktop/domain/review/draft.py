"""A draft before publication as the rules read it (待审稿)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cached_property

import attrs

from gongkai_desktop.domain.review.source import Source

_FOLDED = {chr(0xFF01 + at): chr(0x21 + at) for at in range(94)}
for _kept in "，．：；！？（）＂＇":
    _FOLDED.pop(_kept)
_FOLDED |= dict.fromkeys("\u00a0\u3000\u2002\u2003\u2009\u202f\t", " ")
_RUN = re.compile(r"\d(?:[ -]?[0-9A-Za-z*＊×●■#]){5,}")
_PARTNERS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"), ("〔", "〕"))
_SENTENCE_ENDS = "。；！？\n"


@attrs.frozen(kw_only=True)
class Line:
    """One line of the draft without the white space around it, and where it starts."""

    words: str
    start: int

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.words)


@attrs.frozen
class Draft:
    """The text of one file with what is known of its publication.

    ``day`` is the day it is to be published, by which laws are judged; ``attribute`` its
    disclosure attribute (公开属性) and ``kind`` what it is (公告, 公开征求意见 …) where the office
    said so. Offsets into ``text`` are offsets into the source: folding changes no length.
    """

    source: Source
    day: date
    attribute: str = ""
    kind: str = ""

    @cached_property
    def text(self) -> str:
        """The words with full-width letters, digits and every kind of space in one form."""
        text = self.source.text
        for sign, plain in _FOLDED.items():
            text = text.replace(sign, plain)
        return text

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines that hold anything, in order."""
        found, at = [], 0
        for raw in self.text.split("\n"):
            words = raw.strip()
            if words:
                found.append(Line(words=words, start=at + raw.index(words)))
            at += len(raw) + 1
        return tuple(found)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_number(self, offset: int) -> int:
        """Which of ``lines`` an offset lies on."""
        return max(0, bisect_right(self._line_starts, offset) - 1)

    def before(self, offset: int, most: int = 40) -> str:
        """The words before an offset, of the same line only."""
        words = self.text[max(0, offset - most) : offset]
        return words[words.rfind("\n") + 1 :]

    def after(self, offset: int, most: int = 40) -> str:
        """The words from an offset on, of the same line only."""
        return self.text[offset : offset + most].partition("\n")[0]

    def around(self, start: int, end: int, reach: int = 200) -> str:
        """The words of the line about a stretch, ``reach`` characters on either side."""
        return self.before(start, reach) + self.text[start:end] + self.after(end, reach)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the sentence around a stretch, at most 200 characters each way."""
        low, high = max(0, start - 200), min(len(self.text), end + 200)
        left = max(self.text.rfind(sign, low, start) for sign in _SENTENCE_ENDS) + 1
        rights = [self.text.find(sign, end, high) for sign in _SENTENCE_ENDS]
        right = min([at for at in rights if at >= 0], default=high)
        return max(left, low), right

    def quoted(self, start: int) -> bool:
        """Whether an offset stands inside “…” that opened on the same line."""
        before = self.before(start, 200)
        return before.rfind("“") > before.rfind("”")

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """A stretch with the mark beside it that is the partner of one inside it."""
        words = self.text[start:end]
        for open_, close in _PARTNERS:
            inside = words.count(open_) - words.count(close)
            if inside < 0 and self.text[start - 1 : start] == open_:
                start -= 1
            elif inside > 0 and self.text[end : end + 1] == close:
                end += 1
        return start, end

    @cached_property
    def _runs(self) -> tuple[tuple[int, int], ...]:
        """Where the long runs of digits stand, with what may belong to them."""
        return tuple((max(0, run.start() - 6), run.end() + 4) for run in _RUN.finditer(self.text))

    def numbers(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every place a pattern of six digits or more matches: only the runs are looked at."""
        last = -1
        for low, high in self._runs:
            for match in pattern.finditer(self.text, max(low, last), high):
                last = match.end()
                yield match

    def near(
        self, pattern: re.Pattern[str], start: int, end: int, reach: int = 60
    ) -> Iterator[re.Match[str]]:
        """Matches that cover a stretch, looked for around it on its own line."""
        low = start - len(self.before(start, reach))
        high = end + len(self.after(end, reach))
        for match in pattern.finditer(self.text, low, high):
            if match.start() <= start and end <= match.end():
                yield match

    def all(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every place a pattern matches."""
        return pattern.finditer(self.text)
