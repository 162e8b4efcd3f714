"""Misspellings of fixed names and common words (形近音近错字), generated and screened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

import attrs

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import Finding, Gate, Severity
from gongkai_desktop.domain.review.surnames import COMMON_SURNAMES

_OFFICE = re.compile(
    "书记|主席|总理|委员|部长|省长|市长|县长|主任|同志|常委|讲话|指示|批示|会见|主持|调研"
    "|政治局|国务院|省委|中央"
)


LONG = 4
"""From this length on a misspelling is too long to be the seam of two words."""


class Kind(StrEnum):
    """What is misspelt; a lesser leader's name counts only where the text speaks of office."""

    NAME = "名称"
    LEADER = "领导人"
    LESSER_LEADER = "任职人员"
    WORD = "词语"


_WEIGHTS = {
    Kind.NAME: ("ZZ01", Gate.POLITICS, Severity.GRAVE),
    Kind.LEADER: ("ZZ04", Gate.POLITICS, Severity.GRAVE),
    Kind.LESSER_LEADER: ("ZZ04", Gate.POLITICS, Severity.GRAVE),
    Kind.WORD: ("WZ01", Gate.WORDING, Severity.MEDIUM),
}


@attrs.frozen(kw_only=True)
class Vocabulary:
    """The two-character words of the language, for telling a wrong word from a seam of two.

    In 公开|条例 the seam 开条 looks like 开采 misspelt; that 公开 and 条例 are words shows that
    it is none. ``ends`` and ``beginnings`` are the last and first two characters of longer
    words: 事人 of 当事人.
    """

    words: frozenset[str]
    ends: frozenset[str] = frozenset()
    beginnings: frozenset[str] = frozenset()

    def seam(self, text: str, start: int, end: int) -> bool:
        """Whether either end of a stretch makes a word with its neighbour outside."""
        return (start > 0 and text[start - 1 : start + 1] in self.words) or text[
            end - 1 : end + 1
        ] in self.words

    def ends_word(self, text: str, at: int) -> bool:
        """Whether a character ends a word that begins before it."""
        pair = text[at - 1 : at + 1] if at else ""
        return pair in self.words or pair in self.ends

    def begins_word(self, text: str, at: int) -> bool:
        """Whether a character begins a word that goes on behind it."""
        pair = text[at : at + 2]
        return pair in self.words or pair in self.beginnings

    def named(self, text: str, start: int) -> bool:
        """Whether a surname stands before a stretch, which then is the name of a person."""
        if not start or text[start - 1] not in COMMON_SURNAMES:
            return False
        return text[start - 2 : start] not in self.words


@attrs.frozen(kw_only=True)
class Misspelling:
    """A name or word with the characters it may be mistaken for, one string for each place."""

    kind: Kind
    word: str
    mistaken: tuple[str, ...]
    vocabulary: Vocabulary

    @property
    def find(self) -> tuple[str, ...]:
        """Every misspelling."""
        return tuple(
            self.word[:at] + sign + self.word[at + 1 :]
            for at, signs in enumerate(self.mistaken)
            for sign in signs
        )

    def check(self, draft: Draft, start: int, end: int) -> Iterator[Finding]:
        """The finding at one misspelling, unless it is the seam of two words."""
        if self.kind in (Kind.WORD, Kind.NAME):
            if self._no_word(draft.text, start, end):
                return
        elif self.kind is Kind.LESSER_LEADER and not self._of_office(draft, start, end):
            return
        rule, gate, severity = _WEIGHTS[self.kind]
        yield Finding(
            rule=rule,
            gate=gate,
            severity=severity,
            start=start,
            end=end,
            message=f"“{draft.text[start:end]}”像是“{self.word}”的错写",
            suggestion=self.word,
            basis="逐字核对",
        )

    def _no_word(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch is the seam of two words or somebody's name.

        In a long one only a wrong character at its edge can belong to a word outside (年末|按规定).
        """
        known = self.vocabulary
        if len(self.word) >= LONG:
            first = text[start] != self.word[0] and known.ends_word(text, start)
            return first or (text[end - 1] != self.word[-1] and known.begins_word(text, end - 1))
        if known.ends_word(text, start) or known.begins_word(text, end - 1):
            return True
        return known.named(text, start) or _a_name(text, start, end)

    def _of_office(self, draft: Draft, start: int, end: int) -> bool:
        near = draft.before(start, 16) + draft.after(end, 16)
        return _OFFICE.search(near) is not None


def _a_name(text: str, start: int, end: int) -> bool:
    """Whether a stretch lies in two or three characters set off by marks: a person in a list."""
    left = start - 1 if start and _is_han(text[start - 1]) else start
    right = end + 1 if end < len(text) and _is_han(text[end]) else end
    if right - left > 3:
        return False
    before = left == 0 or not _is_han(text[left - 1])
    return before and (right == len(text) or not _is_han(text[right]))


def _is_han(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"
