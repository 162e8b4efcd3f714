"""What a person decided about a finding (处置), and how it is known again after a change."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum

import attrs

from gongkai_desktop.domain.review.finding import Finding, Severity

_AROUND = 12
"""Code points on each side that make a place known again when the text around it moves.

They end at the paragraph: what is added above or below changes no decision."""

_NEAR = 4
"""Characters on each side that must be the same for 误报·本单位 to hold in another text.

They are counted without spaces and end with the clause: beyond it is another matter."""

_CLAUSE_ENDS = "\n。；;！!？?"


_PERSONAL = "YS"
"""Rules on personal data begin so."""


class Action(StrEnum):
    """What was done about a finding.

    已改 is a promise: while the words are still found there, the finding stays open.
    """

    CHANGED = "已改"
    FALSE_ALARM = "误报"
    GROUNDED = "有依据"
    ACCEPTED = "接受"


class Scope(StrEnum):
    """How far a decision reaches: this place, this text, every text of this unit."""

    PLACE = "本处"
    TEXT = "本文"
    UNIT = "本单位"


@attrs.frozen(kw_only=True)
class Handling:
    """One decision: which finding, what was done, why, by whom, when (ISO to the minute).

    ``context`` is the fingerprint of the words around the place, ``near`` that of the few
    characters next to the words. Only 误报 may reach beyond the place. ``revoked`` says who took
    it back and when, empty while it holds.
    """

    rule: str
    words: str
    context: str
    action: Action
    scope: Scope = Scope.PLACE
    reason: str = ""
    who: str = ""
    at: str = ""
    revoked: str = ""
    near: str = ""

    def covers(self, finding: Finding, text: str) -> bool:
        """Whether the decision is about this finding of a text.

        本处 is the place, 本文 the same words anywhere in the text it was made on, 本单位 the same
        words between the same neighbours: what is right in one sentence may be wrong in another.
        """
        words = words_of(finding, text)
        if self.revoked or finding.rule != self.rule or _folded(words) != _folded(self.words):
            return False
        if self.scope == Scope.TEXT:
            return True
        if self.scope == Scope.UNIT:
            return self._same_neighbours(finding, text)
        return _same_place(context_of(finding, text), self.context)

    def _same_neighbours(self, finding: Finding, text: str) -> bool:
        """One kept before neighbours were holds only where all its wider context is the same."""
        if not self.near:
            return context_of(finding, text) == self.context
        return near_context_of(finding, text) == self.near


def words_of(finding: Finding, text: str) -> str:
    """The words a finding points at."""
    return text[finding.start : finding.end]


def context_of(finding: Finding, text: str) -> str:
    """A fingerprint of the place: what stands before and after the words in their paragraph."""
    before = text[max(0, finding.start - _AROUND) : finding.start].rpartition("\n")[2]
    after = text[finding.end : finding.end + _AROUND].partition("\n")[0]
    return f"{_side(before)}.{_side(after)}"


def near_context_of(finding: Finding, text: str) -> str:
    """A fingerprint of the words with the few characters on both sides of them (词+前后文指纹).

    Spaces and full- or half-width forms make no difference.
    """
    before = _folded(_clause(text[max(0, finding.start - _AROUND) : finding.start][::-1])[::-1])
    after = _folded(_clause(text[finding.end : finding.end + _AROUND]))
    words = _folded(words_of(finding, text))
    return _side(f"{before[-_NEAR:]}|{words}|{after[:_NEAR]}")


def _clause(words: str) -> str:
    """What comes before the first end of a clause."""
    ends = [at for at, sign in enumerate(words) if sign in _CLAUSE_ENDS]
    return words[: ends[0]] if ends else words


def _folded(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())


def _side(words: str) -> str:
    kept = "".join(words.split())
    return hashlib.sha256(kept.encode()).hexdigest()[:12] if kept else ""


def _same_place(one: str, other: str) -> bool:
    """Whether what stands on one side is the same: a correction beside it moves no place."""
    sides = zip(one.split("."), other.split("."), strict=False)
    return one == other or any(left == right and left for left, right in sides)


def handling_of(finding: Finding, text: str, handled: Iterable[Handling]) -> Handling | None:
    """The latest decision about a finding, None where it is open."""
    found = [one for one in handled if one.covers(finding, text)]
    return found[-1] if found else None


def open_findings(
    findings: Sequence[Finding], text: str, handled: Sequence[Handling]
) -> tuple[Finding, ...]:
    """The findings nobody has settled; 提示 and 低 may be left without a word."""
    return tuple(
        one
        for one in findings
        if one.severity not in (Severity.LOW, Severity.HINT)
        and not is_settled(handling_of(one, text, handled))
    )


def is_settled(decision: Handling | None) -> bool:
    """Whether nothing is left to do about a finding that is still there."""
    return decision is not None and decision.action is not Action.CHANGED


def personal_data_kept(
    findings: Sequence[Finding], text: str, handled: Sequence[Handling]
) -> tuple[Finding, ...]:
    """Personal data that go out as they are, because a law says so or somebody accepted it."""
    kept = (Action.GROUNDED, Action.ACCEPTED)
    decided = ((one, handling_of(one, text, handled)) for one in findings)
    return tuple(
        one
        for one, decision in decided
        if one.rule.startswith(_PERSONAL)
        and one.severity not in (Severity.LOW, Severity.HINT)
        and decision is not None
        and decision.action in kept
    )


def changed_away(
    findings: Sequence[Finding], text: str, handled: Sequence[Handling]
) -> tuple[Handling, ...]:
    """What was marked 已改 and is found no more: the corrections that were made."""
    promised = [one for one in handled if one.action is Action.CHANGED and not one.revoked]
    return tuple(
        one for one in promised if not any(one.covers(finding, text) for finding in findings)
    )


def reason_needed(finding: Finding, action: Action, scope: Scope = Scope.PLACE) -> bool:
    """Whether a decision must say why.

    To keep what is heavy, to claim a legal basis, and to let something pass in every text.
    """
    heavy = action == Action.ACCEPTED and finding.severity.holds
    return heavy or action == Action.GROUNDED or scope == Scope.UNIT
