"""What a person decided about a finding (处置), and how it is known again after a change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from enum import StrEnum

import attrs

from gongkai_desktop.domain.review.finding import Finding, Severity

_AROUND = 12
"""Code points on each side that make a place known again when the text around it moves.

They end at the paragraph: what is added above or below changes no decision."""


class Action(StrEnum):
    """What was done about a finding."""

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

    ``context`` is the fingerprint of the words around the place. Only 误报 may reach beyond the
    place. ``revoked`` says who took it back and when, empty while it holds.
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

    def covers(self, finding: Finding, text: str) -> bool:
        """Whether the decision is about this finding of a text."""
        if self.revoked or finding.rule != self.rule or words_of(finding, text) != self.words:
            return False
        return self.scope != Scope.PLACE or context_of(finding, text) == self.context


def words_of(finding: Finding, text: str) -> str:
    """The words a finding points at."""
    return text[finding.start : finding.end]


def context_of(finding: Finding, text: str) -> str:
    """A fingerprint of the place: the words with what stands around them in their paragraph."""
    before = text[max(0, finding.start - _AROUND) : finding.start].rpartition("\n")[2]
    after = text[finding.end : finding.end + _AROUND].partition("\n")[0]
    around = before + words_of(finding, text) + after
    return hashlib.sha256("".join(around.split()).encode()).hexdigest()[:16]


def handling_of(finding: Finding, text: str, handled: Iterable[Handling]) -> Handling | None:
    """The latest decision about a finding, None where it is open."""
    found = [one for one in handled if one.covers(finding, text)]
    return found[-1] if found else None


def open_findings(
    findings: Sequence[Finding], text: str, handled: Sequence[Handling]
) -> tuple[Finding, ...]:
    """The findings nobody has decided about; 提示 and 低 may be left without a word."""
    return tuple(
        one
        for one in findings
        if one.severity not in (Severity.LOW, Severity.HINT)
        and handling_of(one, text, handled) is None
    )


def reason_needed(finding: Finding, action: Action) -> bool:
    """Whether a decision must say why: to keep what is heavy, and to claim a legal basis."""
    return action == Action.GROUNDED or (action == Action.ACCEPTED and finding.severity.holds)
