"""What the letter check means for the next step of the chain (检查结论).

An error holds up the step its rule names and those after it, never one before. A warning wants a
reason on record. Once the answer is due an error too can be passed with a reason: no rule may
make a late answer impossible (条例第三十三条).
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from gongkai_desktop.domain.letter.finding import Finding, Severity
from gongkai_desktop.domain.lint.rules import Step, step_of

_STEPS = tuple(Step)


@attrs.frozen(kw_only=True)
class Verdict:
    """Findings of one letter with the reasons recorded for them, by ``reason_key``.

    ``pressing`` is true from the last day of the term on.
    """

    findings: tuple[Finding, ...] = ()
    reasons: Mapping[str, str] = attrs.field(factory=dict)
    pressing: bool = False

    def reason_for(self, finding: Finding) -> str:
        """The reason recorded for a finding, empty where there is none."""
        return self.reasons.get(reason_key(finding), "")

    def blocking(self, step: Step) -> tuple[Finding, ...]:
        """The errors that hold up a step; with a reason they let a pressing answer pass."""
        return tuple(
            one
            for one in self.findings
            if one.severity is Severity.ERROR
            and _STEPS.index(step_of(one.rule)) <= _STEPS.index(step)
            and not (self.pressing and self.reason_for(one))
        )

    @property
    def unexplained(self) -> tuple[Finding, ...]:
        """The warnings that still want a reason."""
        return tuple(
            one
            for one in self.findings
            if one.severity is Severity.WARNING and not self.reason_for(one)
        )

    def clear_for(self, step: Step) -> bool:
        """Whether the letter may go on to a step."""
        return not self.blocking(step) and not self.unexplained


def reason_key(finding: Finding) -> str:
    """By what a reason finds its finding again: rule and words, not the place, which moves."""
    return f"{finding.rule}|{finding.message}"
