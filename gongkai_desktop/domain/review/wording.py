"""A finding of the 文字 gate in one call, for the rules that make many."""

from __future__ import annotations

from gongkai_desktop.domain.review.finding import Finding, Gate, Severity


def wording(
    rule: str,
    severity: Severity,
    span: tuple[int, int],
    message: str,
    suggestion: str = "",
    basis: str = "",
) -> Finding:
    """A finding of the 文字 gate over ``span``."""
    return Finding(
        rule=rule,
        gate=Gate.WORDING,
        severity=severity,
        start=span[0],
        end=span[1],
        message=message,
        suggestion=suggestion,
        basis=basis,
    )
