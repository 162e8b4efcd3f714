"""One entry of a lexicon (词表条目): words, and the context in which they are wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import attrs

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import Finding, Gate, Severity
from gongkai_desktop.domain.review.spelling import Vocabulary

_REACH = 60
"""How far a context is looked for on either side, in characters of the same line."""


@attrs.frozen(kw_only=True)
class Entry:
    """Words any of which is a finding where its context fits.

    ``before`` must end at the words and ``after`` begin behind them; ``not_before``,
    ``not_after`` must not. ``pattern`` looks for more than the words around them and then is the
    stretch that is shown. ``within`` and ``without`` are asked of the line about it. The entry
    counts from ``valid_from`` to ``valid_until`` (both may be open), for the day of publication.
    ``except_kinds`` are kinds of item it does not apply to. With a ``vocabulary`` a hit is left
    alone where it is the seam of two words. ``wrong`` and ``right`` are examples
    that it must and must not find.
    """

    key: str
    find: tuple[str, ...]
    rule: str
    gate: Gate
    severity: Severity
    message: str
    suggestion: str = ""
    basis: str = ""
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    not_before: re.Pattern[str] | None = None
    not_after: re.Pattern[str] | None = None
    pattern: re.Pattern[str] | None = None
    within: re.Pattern[str] | None = None
    without: re.Pattern[str] | None = None
    quoted: Severity | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    except_kinds: frozenset[str] = frozenset()
    vocabulary: Vocabulary | None = None
    wrong: tuple[str, ...] = ()
    right: tuple[str, ...] = ()

    def check(self, draft: Draft, start: int, end: int) -> Iterator[Finding]:
        """The finding at one hit of the words, if the context fits."""
        if not self._in_force(draft) or not self._in_context(draft, start, end):
            return
        if self.pattern is not None:
            stretch = self._stretch(draft, start, end)
            if stretch is None:
                return
            start, end = stretch
        severity = self.severity
        if self.quoted is not None and draft.quoted(start):
            severity = self.quoted
        yield Finding(
            rule=self.rule,
            gate=self.gate,
            severity=severity,
            start=start,
            end=end,
            message=self.message.replace("{词}", draft.text[start:end]),
            suggestion=self.suggestion,
            basis=self.basis,
        )

    def _in_force(self, draft: Draft) -> bool:
        if self.valid_from is not None and draft.day < self.valid_from:
            return False
        if self.valid_until is not None and draft.day > self.valid_until:
            return False
        return draft.kind not in self.except_kinds

    def _in_context(self, draft: Draft, start: int, end: int) -> bool:
        if self.vocabulary and self.vocabulary.seam(draft.text, start, end):
            return False
        if self.before or self.not_before:
            before = draft.before(start, _REACH)
            if self.before and not self.before.search(before):
                return False
            if self.not_before and self.not_before.search(before):
                return False
        if self.after or self.not_after:
            after = draft.after(end, _REACH)
            if self.after and not self.after.match(after):
                return False
            if self.not_after and self.not_after.match(after):
                return False
        if self.within or self.without:
            line = draft.around(start, end)
            if self.within and not self.within.search(line):
                return False
            if self.without and self.without.search(line):
                return False
        return True

    def _stretch(self, draft: Draft, start: int, end: int) -> tuple[int, int] | None:
        assert self.pattern is not None
        for match in draft.near(self.pattern, start, end, _REACH):
            return draft.whole(*match.span())
        return None
