"""What the scan of a draft says (预审结论): rule, gate, severity, place, reason, suggestion."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from enum import StrEnum

import attrs


class Gate(StrEnum):
    """Which of the five gates (五关) a finding belongs to; personal data stand under 保密."""

    POLITICS = "政治"
    POLICY = "政策"
    LAW = "法律"
    SECRECY = "保密"
    WORDING = "文字"


class Severity(StrEnum):
    """How heavy a finding weighs; a single 严重 fails a whole site (国办秘函〔2019〕19号)."""

    GRAVE = "严重"
    HIGH = "高"
    MEDIUM = "中"
    LOW = "低"
    HINT = "提示"

    @property
    def rank(self) -> int:
        """0 for the heaviest."""
        return list(Severity).index(self)

    @property
    def holds(self) -> bool:
        """Whether the item must be dealt with before it may go out."""
        return self in (Severity.GRAVE, Severity.HIGH)


@attrs.frozen(kw_only=True)
class Finding:
    """One finding: code points ``start``–``end`` of the extracted text, never a change to it.

    ``rule`` is the id of the rule, ``message`` one line for the clerk, ``basis`` where the rule
    comes from, ``suggestion`` what would stand there instead, empty where only a person can say.
    """

    rule: str
    gate: Gate
    severity: Severity
    start: int
    end: int
    message: str
    suggestion: str = ""
    basis: str = ""


def finding(
    rule: str,
    gate: Gate,
    severity: Severity,
    span: tuple[int, int],
    message: str,
    suggestion: str = "",
    basis: str = "",
) -> Finding:
    """A finding over ``span``, for the rules that make many."""
    start, end = span
    return Finding(
        rule=rule,
        gate=gate,
        severity=severity,
        start=start,
        end=end,
        message=message,
        suggestion=suggestion,
        basis=basis,
    )


SECRET_MARKS = frozenset({"BM01", "BM02", "BM04", "BM06"})
"""Rules whose 严重 means a real mark of secrecy: the desk then keeps nothing of the text."""


STANDS_ALONE = "BM09"
"""Hidden content tells of a place in the file, not of its words: both are to be said."""


def settled(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """In the order of the text, one for each stretch; that something is hidden beside it.

    Of two findings where one lies within the other the heavier stays, of equals the longer: a
    phone number inside an ID number, a wrong character inside a wrong name. No two that are kept
    lie within each other, so their ends are in the order of their starts.
    """
    kept: list[Finding] = []
    alone: list[Finding] = []
    for one in sorted(findings, key=_weight):
        if one.rule == STANDS_ALONE:
            alone.append(one)
            continue
        at = bisect_right(kept, one.start, key=_start)
        within = at > 0 and kept[at - 1].end >= one.end
        around = at < len(kept) and kept[at].end <= one.end
        if not (within or around):
            kept.insert(at, one)
    return tuple(sorted([*kept, *alone], key=_start))


def _weight(one: Finding) -> tuple[int, int, int, str]:
    return (one.severity.rank, one.start - one.end, one.start, one.rule)


def _start(one: Finding) -> int:
    return one.start
