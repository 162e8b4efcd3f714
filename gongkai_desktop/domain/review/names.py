"""Names of state and party that must stand letter by letter (固定名称逐字核对).

Whatever one character is replaced, left out, put in or swapped with its neighbour, one half of
the name still stands; so each half is looked for, and the whole compared around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import attrs

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import Finding, Gate, Severity
from gongkai_desktop.domain.review.spelling import Vocabulary

_HAN = ("\u4e00", "\u9fff")
_SERIES = (
    "东西南北中",
    "上中下",
    "前后",
    "左右",
    "新老",
    "大小",
    "一二三四五六七八九十",
    "甲乙丙丁",
)
"""Signs that tell offices of one name apart: 东城、西城, 第一、第二."""
_LONGEST_PLACE = 8


@attrs.frozen(kw_only=True)
class FixedName:
    """One name, and words a careless eye would take for it that are right (``allowed``).

    ``rule`` and ``severity`` are those of its findings: the state's own names weigh most.
    The ``vocabulary`` tells a wrong last character from the first of the next word (中国共产|主义
    青年团). ``places`` are names of divisions: the office of the next county is another office.
    """

    name: str
    allowed: frozenset[str] = frozenset()
    rule: str = "ZZ01"
    severity: Severity = Severity.GRAVE
    vocabulary: Vocabulary | None = None
    places: frozenset[str] = frozenset()

    @cached_property
    def find(self) -> tuple[str, ...]:
        """The two halves of the name."""
        middle = len(self.name) // 2
        return (self.name[:middle], self.name[middle:])

    def check(self, draft: Draft, start: int, end: int) -> Iterator[Finding]:
        """The finding where one half stands and the whole is one character off."""
        text, name = draft.text, self.name
        first, _ = self.find
        half = text[start:end]
        if half == first and text.startswith(name, start):
            return
        if half != first and text.startswith(name, end - len(name)):
            return
        for length in (len(name), len(name) - 1, len(name) + 1):
            low = start if half == first else end - length
            words = text[low : low + length] if low >= 0 else ""
            if len(words) != length or self._another(words):
                continue
            if self._off_by_one(words) and not self._runs_on(words, text, low + length):
                yield self._finding(low, low + length, words)
                return

    def _off_by_one(self, words: str) -> bool:
        if words in self.allowed or not all(_HAN[0] <= sign <= _HAN[1] for sign in words):
            return False
        name = self.name
        if len(words) == len(name):
            wrong = [at for at, sign in enumerate(name) if words[at] != sign]
            swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
            return len(wrong) == 1 or (
                swapped and words[wrong[0]] == name[wrong[1]] and words[wrong[1]] == name[wrong[0]]
            )
        if len(words) > len(name) and words.replace("的", "", 1) == name:
            return False
        longer, shorter = (name, words) if len(words) < len(name) else (words, name)
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer) - 1))

    def _runs_on(self, words: str, text: str, end: int) -> bool:
        """Whether the last character, where it is the wrong one, begins the next word."""
        if self.vocabulary is None or words[:-1] != self.name[:-1]:
            return False
        return text[end - 1 : end + 1] in self.vocabulary.words

    def _another(self, words: str) -> bool:
        """Whether the words name another office: of another place, or the next of a series."""
        wrong = [
            at
            for at, (one, other) in enumerate(zip(words, self.name, strict=False))
            if one != other
        ]
        if len(words) != len(self.name) or len(wrong) != 1:
            return False
        at = wrong[0]
        if any(words[at] in series and self.name[at] in series for series in _SERIES):
            return self.rule != "ZZ01"
        return any(
            words[low:high] in self.places
            for low in range(max(0, at - _LONGEST_PLACE), at + 1)
            for high in range(at + 1, min(len(words), low + _LONGEST_PLACE) + 1)
        )

    def _finding(self, start: int, end: int, words: str) -> Finding:
        return Finding(
            rule=self.rule,
            gate=Gate.POLITICS,
            severity=self.severity,
            start=start,
            end=end,
            message=f"“{words}”与“{self.name}”差一个字",
            suggestion=self.name,
            basis="逐字核对",
        )
