"""Periodic statistics reported upward (统计报表): a form over named counts, month or quarter.

The forms differ from place to place and are data; what they count is named here once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.form import Period
from gongkai_desktop.domain.ledger.tally import period_of

CountOf = Callable[[str, date, date], int]
"""The figure of a named count between two days, both included."""


class Measure(StrEnum):
    """What a column of a form shows of each count."""

    PERIOD = "period"
    YEAR = "year"
    BLANK = "blank"


@attrs.frozen(kw_only=True)
class StatisticsColumn:
    """One column: its heading and the stretch it counts over (YEAR: 本年累计)."""

    title: str
    measure: Measure


@attrs.frozen(kw_only=True)
class StatisticsRow:
    """One indicator (指标): its sum of named counts; without any it is a heading or by hand.

    ``by_hand`` figures are supplied by a section.
    """

    key: str
    title: str
    unit: str = ""
    code: str = ""
    counts: tuple[str, ...] = ()
    by_hand: bool = False
    level: int = 0

    @property
    def heading(self) -> bool:
        """Whether the row only groups those below it."""
        return not self.counts and not self.by_hand


@attrs.frozen(kw_only=True)
class StatisticsForm:
    """A form as one place asks for it: ``due`` is the day of the month after the period."""

    key: str
    title: str
    period: Period
    due: int
    source: str
    columns: tuple[StatisticsColumn, ...]
    rows: tuple[StatisticsRow, ...]


@attrs.frozen(kw_only=True)
class Span:
    """One reporting period: its name as printed, first and last day."""

    label: str
    first: date
    last: date

    @property
    def key(self) -> str:
        """The period as kept with figures by hand: its first day."""
        return self.first.isoformat()


@attrs.frozen(kw_only=True)
class Statistics:
    """A form filled in: figures by row and column, None where nothing is counted."""

    form: StatisticsForm
    span: Span
    figures: Mapping[str, tuple[int | None, ...]]

    @property
    def zero(self) -> bool:
        """Whether there is nothing to report (零报告)."""
        return not any(value for line in self.figures.values() for value in line)


_MONTH = re.compile(r"(20\d\d)(?:年|-)(\d{1,2})月?")
_QUARTER = re.compile(r"(20\d\d)年?(?:[Qq]|第)([1-4一二三四])(?:季度)?")
_YEAR = re.compile(r"(20\d\d)年?")
_ORDINALS = "一二三四"


def span_of(period: Period, text: str) -> Span:
    """The period some words mean; raises UserError where they fit the form's period not."""
    words = text.strip()
    if period == Period.MONTH and (found := _MONTH.fullmatch(words)):
        year, month = int(found.group(1)), int(found.group(2))
        if 1 <= month <= 12:
            first, last = period_of(period, date(year, month, 1))
            return Span(label=f"{year}年{month}月", first=first, last=last)
    if period == Period.QUARTER and (found := _QUARTER.fullmatch(words)):
        quarter = found.group(2)
        at = _ORDINALS.index(quarter) + 1 if quarter in _ORDINALS else int(quarter)
        first, last = period_of(period, date(int(found.group(1)), at * 3, 1))
        return Span(label=f"{first.year}年第{_ORDINALS[at - 1]}季度", first=first, last=last)
    if period == Period.YEAR and (found := _YEAR.fullmatch(words)):
        first, last = period_of(period, date(int(found.group(1)), 1, 1))
        return Span(label=f"{first.year}年", first=first, last=last)
    examples = {Period.MONTH: "2026-10", Period.QUARTER: "2026Q3", Period.YEAR: "2026"}
    raise UserError(f"期间“{text}”不对", f"这张表请写成 {examples.get(period, '2026')}")


def due_day(form: StatisticsForm, span: Span, moved: int | None = None) -> date:
    """The day a period's form is due: ``due`` of the month after it, ``moved`` where set."""
    following = span.last + timedelta(days=1)
    return following.replace(day=moved or form.due)


def compiled(
    form: StatisticsForm, span: Span, count: CountOf, by_hand: Mapping[str, int]
) -> Statistics:
    """The form filled in; a figure by hand stands in the first column that is counted."""
    return Statistics(
        form=form,
        span=span,
        figures={row.key: _line(form, row, span, count, by_hand) for row in form.rows},
    )


def _line(
    form: StatisticsForm, row: StatisticsRow, span: Span, count: CountOf, by_hand: Mapping[str, int]
) -> tuple[int | None, ...]:
    if row.heading:
        return tuple(None for _ in form.columns)
    return tuple(_cell(column, row, span, count, by_hand) for column in form.columns)


def _cell(
    column: StatisticsColumn,
    row: StatisticsRow,
    span: Span,
    count: CountOf,
    by_hand: Mapping[str, int],
) -> int | None:
    if column.measure == Measure.BLANK:
        return None
    if row.by_hand:
        return by_hand.get(row.key) if column.measure == Measure.PERIOD else None
    first = date(span.first.year, 1, 1) if column.measure == Measure.YEAR else span.first
    return sum(count(name, first, span.last) for name in row.counts)
