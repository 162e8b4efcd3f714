"""考核自评: an office's own score against a scoring table (评分办法), with what proves it.

Tables differ from place to place and are data; a score is worked out where the table says how, and
given by a person elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import attrs

from gongkai_desktop.domain.annual.number import Number, shown
from gongkai_desktop.domain.errors import UserError

CORRECTED = "t3.review.corrected + t3.suit_direct.corrected + t3.suit_after_review.corrected"
"""The cells of 表三 that count what was corrected (结果纠正)."""


@attrs.frozen(kw_only=True)
class Deduction:
    """Points taken off for each case (扣分): counted by a named ``count`` or over ``cells``."""

    words: str
    each: Number
    count: str = ""
    cells: str = ""


@attrs.frozen(kw_only=True)
class Indicator:
    """One line of the table: ``full`` points, how they are lost, ledgers that hold the proof.

    ``standard`` is the table's own wording of how points are given (评分标准).
    """

    key: str
    group: str
    title: str
    full: Number
    rules: tuple[Deduction, ...] = ()
    proof: tuple[str, ...] = ()
    standard: str = ""


@attrs.frozen(kw_only=True)
class ScoringTable:
    """A scoring table; ``confirmed`` is False until the office held it against its county's."""

    title: str
    source: str
    indicators: tuple[Indicator, ...]
    confirmed: bool = False


def check_table(table: ScoringTable) -> None:
    """Raise UserError where a table cannot be scored with: what, where, what to do."""
    if not table.title.strip():
        raise UserError("评分表没有名称", "如“政务公开工作考核自评表”")
    if not table.indicators:
        raise UserError("评分表里没有指标", "至少留一项")
    seen: set[tuple[str, str]] = set()
    for at, one in enumerate(table.indicators, start=1):
        if not one.title.strip():
            raise UserError(f"第{at}项没有写指标", "请填写或者删除")
        if (one.group, one.title) in seen:
            raise UserError(f"指标“{one.title}”写了两次", "请改名或者合并")
        seen.add((one.group, one.title))
        if one.full <= 0:
            raise UserError(f"“{one.title}”没有分值", "请填写大于0的分值")
        if any(rule.each <= 0 for rule in one.rules):
            raise UserError(f"“{one.title}”的扣分办法没有写每件扣几分", "请填写大于0的分值")


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
