"""A finding of the 文字 gate in one call, for the rules that make many."""

from __future__ import annotations

from gongkai_desktop.domain.review.finding import Finding, Gate, Severity, finding


def wording(
    rule: str,
    severity: Severity,
    span: tuple[int, int],
    message: str,
    suggestion: str = "",
    basis: str = "",
) -> Finding:
    """A finding of the 文字 gate over ``span``."""
    return finding(rule, Gate.WORDING, severity, span, message, suggestion, basis)
