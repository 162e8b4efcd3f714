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

_HAN = ("\u4e00", "\u9fff")


@attrs.frozen(kw_only=True)
class FixedName:
    """One name, and words a careless eye would take for it that are right (``allowed``).

    ``rule`` and ``severity`` are those of its findings: the state's own names weigh most.
    """

    name: str
    allowed: frozenset[str] = frozenset()
    rule: str = "ZZ01"
    severity: Severity = Severity.GRAVE

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
            if len(words) == length and self._off_by_one(words):
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
