"""What does not tie in a yearly report (勾稽关系不成立之处)."""

from __future__ import annotations

from enum import StrEnum

import attrs


class Level(StrEnum):
    """Hard: the report is wrong. Soft: it may be right, somebody should look."""

    HARD = "hard"
    SOFT = "soft"


@attrs.frozen(kw_only=True)
class Violation:
    """One broken identity: its code, the cell it is shown at, and both numbers in words."""

    rule: str
    level: Level
    cell: str
    message: str


def hard(rule: str, cell: str, message: str) -> Violation:
    """A violation that stops the report from being final."""
    return Violation(rule=rule, level=Level.HARD, cell=cell, message=message)


def soft(rule: str, cell: str, message: str) -> Violation:
    """A violation that asks for a look."""
    return Violation(rule=rule, level=Level.SOFT, cell=cell, message=message)
