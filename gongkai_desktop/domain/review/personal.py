"""A finding on personal data (个人信息) in one call, for the rules that make many."""

from __future__ import annotations

from gongkai_desktop.domain.review.finding import Finding, Gate, Severity, finding

PRIVACY = "个人信息保护法第二十五条、第二十八条，条例第十五条"
_ADVICE = "隐去或者改用脱敏形式"


def personal(
    rule: str,
    severity: Severity,
    span: tuple[int, int],
    message: str,
    suggestion: str = _ADVICE,
    basis: str = PRIVACY,
) -> Finding:
    """A finding of the 保密 gate on what concerns a person."""
    return finding(rule, Gate.SECRECY, severity, span, message, suggestion, basis)
