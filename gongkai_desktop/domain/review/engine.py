"""The scan of a draft (扫描): every rule on every anchor, then one finding for each stretch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Protocol

import attrs

from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import Finding, settled

Check = Callable[[Draft, int, int], Iterable[Finding]]
"""What a hit of an anchor is put to: the draft and the stretch of the hit."""

Reading = Callable[[Draft], Iterable[Finding]]
"""A rule that reads the draft by itself: digit runs, lines, brackets, tables."""

Hits = Callable[[str], Iterable[tuple[int, tuple[int, tuple[Check, ...]]]]]
"""Finds every anchor in a text: offset of its last character, its length and its checks."""


class Anchored(Protocol):
    """A rule that looks only where one of its words stands."""

    @property
    def find(self) -> tuple[str, ...]:
        """The words."""

    def check(self, draft: Draft, start: int, end: int) -> Iterable[Finding]:
        """The findings at one of them."""


_HITS_BETWEEN_REPORTS = 256


@attrs.frozen
class Anchor:
    """A rule that is a function, and the words that call it."""

    find: tuple[str, ...]
    check: Check


@attrs.frozen(kw_only=True)
class Scanner:
    """All rules made ready once, for any number of drafts.

    ``hits`` runs all words through one automaton, so that a text is read once whatever the
    number of entries.
    """

    hits: Hits
    readings: Sequence[Reading]

    def scan(self, draft: Draft, report: Report = silent) -> tuple[Finding, ...]:
        """All findings of a draft in the order of its text; ``report`` may stop it."""
        return settled(chain(self._anchored(draft, report), self._read(draft, report)))

    def _anchored(self, draft: Draft, report: Report) -> Iterator[Finding]:
        for at, (last, (length, checks)) in enumerate(self.hits(draft.text)):
            if at % _HITS_BETWEEN_REPORTS == 0:
                report(last, len(draft.text), "正在扫描")
            for check in checks:
                yield from check(draft, last + 1 - length, last + 1)

    def _read(self, draft: Draft, report: Report) -> Iterator[Finding]:
        for at, reading in enumerate(self.readings):
            report(at, len(self.readings), "正在扫描")
            yield from reading(draft)


def checks_by_word(rules: Iterable[Anchored]) -> dict[str, tuple[Check, ...]]:
    """Which checks each anchor calls for; words of one rule alone share what they call for."""
    found: dict[str, tuple[Check, ...]] = {}
    for rule in rules:
        alone = (rule.check,)
        for word in rule.find:
            found[word] = found[word] + alone if word in found else alone
    return found
