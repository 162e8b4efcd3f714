"""考核自评: an office's own score against a scoring table (评分办法), with what proves it.

Tables differ from place to place and are data; a score is worked out where the table says how, and
given by a person elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import attrs

from gongkai_desktop.domain.annual.number import Number, shown


@attrs.frozen(kw_only=True)
class Deduction:
    """Points taken off for each case (扣分): counted by a named ``count`` or over ``cells``."""

    words: str
    each: Number
    count: str = ""
    cells: str = ""


@attrs.frozen(kw_only=True)
class Indicator:
    """One line of the table: ``full`` points, how they are lost, ledgers that hold the proof."""

    key: str
    group: str
    title: str
    full: Number
    rules: tuple[Deduction, ...] = ()
    proof: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class ScoringTable:
    """A scoring table; ``confirmed`` is False until the office held it against its county's."""

    title: str
    source: str
    indicators: tuple[Indicator, ...]
    confirmed: bool = False


@attrs.frozen(kw_only=True)
class Scored:
    """One indicator of a year: its score, why, and how many pieces prove it.

    ``score`` is None where nobody has given one yet; ``given`` where a person did.
    """

    indicator: Indicator
    score: Number | None
    why: str
    pieces: int
    given: bool = False


@attrs.frozen(kw_only=True)
class ScoreSheet:
    """A year's 自评: every indicator in the order of the table."""

    table: ScoringTable
    year: int
    lines: tuple[Scored, ...]

    @property
    def total(self) -> Number:
        """Points given so far."""
        return sum((one.score or 0 for one in self.lines), Decimal(0))

    @property
    def full(self) -> Number:
        """Points there are."""
        return sum((one.indicator.full for one in self.lines), Decimal(0))

    @property
    def open(self) -> int:
        """Indicators nobody has scored."""
        return sum(one.score is None for one in self.lines)


def scored(
    table: ScoringTable,
    year: int,
    counted: Callable[[Deduction], Number],
    given: Mapping[str, tuple[Number, str]],
    pieces: Mapping[str, int],
) -> ScoreSheet:
    """The sheet of a year; what a person ``given`` (score and reason) goes before the rules."""
    lines = []
    for one in table.indicators:
        by_hand = given.get(one.key)
        score, why = by_hand if by_hand else _by_rule(one, counted)
        lines.append(
            Scored(
                indicator=one,
                score=score,
                why=why,
                pieces=pieces.get(one.key, 0),
                given=by_hand is not None,
            )
        )
    return ScoreSheet(table=table, year=year, lines=tuple(lines))


def _by_rule(one: Indicator, counted: Callable[[Deduction], Number]) -> tuple[Number | None, str]:
    """Points left after every deduction, never below 0; without a rule a person scores."""
    if not one.rules:
        return None, ""
    cases = [(rule, counted(rule)) for rule in one.rules]
    lost = sum((rule.each * n for rule, n in cases), Decimal(0))
    told = "；".join(f"{rule.words}，{shown(n)}件" for rule, n in cases)
    return max(Decimal(0), one.full - lost), told
