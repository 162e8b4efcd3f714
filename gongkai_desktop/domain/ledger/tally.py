"""Counts over the rows of a ledger (计数与统计): done and needed, shares, monthly figures."""

from __future__ import annotations

import calendar as month_lengths
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import attrs

from gongkai_desktop.domain.ledger.condition import Body, holds, is_filled, values_of
from gongkai_desktop.domain.ledger.form import Counter, Measure, Period, Statistic
from gongkai_desktop.domain.ledger.limit import day_of


@attrs.frozen(kw_only=True)
class Tally:
    """A counter in its period (3/5): ``due`` is the period's last day."""

    counter: Counter
    done: int
    needed: int
    due: date

    @property
    def met(self) -> bool:
        """Whether the need is met."""
        return self.done >= self.needed


@attrs.frozen(kw_only=True)
class Figure:
    """A statistic of a year: ``value`` is None where there is nothing to work it out from."""

    statistic: Statistic
    value: float | None
    hits: int = 0
    of: int = 0

    @property
    def words(self) -> str:
        """The figure as read: 87.5%（7/8）, 2.4天, 12."""
        if self.value is None:
            return "—"
        number = f"{self.value:.1f}".removesuffix(".0")
        if self.statistic.measure == Measure.SHARE:
            return f"{number}%（{self.hits}/{self.of}）"
        return f"{number}天" if self.statistic.measure == Measure.DAYS else number

    @property
    def below_goal(self) -> bool:
        """Whether a share misses its goal."""
        goal = self.statistic.goal
        return goal is not None and self.value is not None and self.value < goal


def period_of(period: Period, day: date) -> tuple[date, date]:
    """First and last day of the period a day lies in."""
    if period == Period.WEEK:
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    months = {Period.YEAR: 12, Period.QUARTER: 3, Period.MONTH: 1}[period]
    month = (day.month - 1) // months * months + 1
    last = month + months - 1
    length = month_lengths.monthrange(day.year, last)[1]
    return date(day.year, month, 1), date(day.year, last, length)


def tally(counter: Counter, bodies: Iterable[Body], day: date) -> Tally:
    """Done and needed in the period of a day."""
    first, last = period_of(counter.period, day)
    return Tally(
        counter=counter,
        done=_counted(counter, bodies, first, last),
        needed=counter.need,
        due=last,
    )


def tallies_of_year(counter: Counter, bodies: Sequence[Body], year: int) -> list[Tally]:
    """A counter in each period of a year, in order: the grid of a monthly need (逐月)."""
    found, day = [], date(year, 1, 1)
    while day.year == year:
        one = tally(counter, bodies, day)
        found.append(one)
        day = one.due + timedelta(days=1)
    return found


def _counted(counter: Counter, bodies: Iterable[Body], first: date, last: date) -> int:
    inside = [
        body
        for body in bodies
        if _within(body.get(counter.date), first, last) and holds(counter.when, body)
    ]
    if counter.sum:
        return int(sum(_figure(body.get(counter.sum)) for body in inside))
    return len(inside)


def _within(value: object, first: date, last: date) -> bool:
    day = day_of(value)
    return day is not None and first <= day <= last


Others = Mapping[str, Sequence[Body]]
"""Rows of other ledgers by the ledger's key, for statistics that look beyond their own."""
_NO_OTHERS: Others = {}


def figure(
    statistic: Statistic,
    bodies: Iterable[Body],
    first: date,
    last: date,
    others: Others = _NO_OTHERS,
) -> Figure:
    """A statistic over the rows whose day lies between two days."""
    asked = [
        body
        for body in bodies
        if _within(body.get(statistic.date), first, last) and holds(statistic.when, body)
    ]
    if statistic.subject:
        found = subjects_of(statistic, asked, first, last, others)
        hits = sum(one.hit(statistic) for one in found)
        value = 100 * hits / len(found) if found else None
        return Figure(statistic=statistic, value=value, hits=hits, of=len(found))
    if statistic.measure == Measure.SHARE:
        hits = sum(holds(statistic.hit, body) for body in asked)
        value = 100 * hits / len(asked) if asked else None
        return Figure(statistic=statistic, value=value, hits=hits, of=len(asked))
    return Figure(statistic=statistic, value=_value(statistic, asked), of=len(asked))


@attrs.define(kw_only=True)
class Subject:
    """What several rows are about (一份政策文件): its own row, None where only they name it."""

    body: Body | None
    rows: list[Body] = attrs.Factory(list)

    def hit(self, statistic: Statistic) -> bool:
        """Whether one of its rows is a hit; several of them count once."""
        return any(holds(statistic.hit, row) for row in self.rows)


def subjects_of(
    statistic: Statistic, asked: Iterable[Body], first: date, last: date, others: Others
) -> list[Subject]:
    """What a share is counted over, each with the rows about it: the period's, and those named."""
    known: dict[frozenset[str], Subject] = {
        _names(body, statistic.among_subject): Subject(body=body)
        for body in others.get(statistic.among, ())
        if _within(body.get(statistic.date), first, last) and holds(statistic.among_when, body)
    }
    for body in asked:
        names = _names(body, statistic.subject)
        key = next((one for one in known if one & names), names)
        known.setdefault(key, Subject(body=None)).rows.append(body)
    return list(known.values())


def _names(body: Body, keys: Sequence[str]) -> frozenset[str]:
    """What a document is known by: its number and title without marks and spaces."""
    words = ("".join(str(body.get(key) or "").split()).strip("《》") for key in keys)
    return frozenset(word for word in words if word)


def _value(statistic: Statistic, asked: Sequence[Body]) -> float | None:
    if statistic.measure == Measure.SUM:
        return sum(_figure(body.get(statistic.column)) for body in asked)
    if statistic.measure == Measure.DISTINCT:
        return len({word for body in asked for word in values_of(body.get(statistic.column))})
    if statistic.measure == Measure.DAYS:
        spans = [_span(body, statistic) for body in asked]
        known = [span for span in spans if span is not None]
        return sum(known) / len(known) if known else None
    return len(asked)


def _span(body: Body, statistic: Statistic) -> int | None:
    start, end = day_of(body.get(statistic.start)), day_of(body.get(statistic.column))
    return (end - start).days if start and end else None


def _figure(value: Any) -> float:
    return float(value) if is_filled(value) else 0.0
