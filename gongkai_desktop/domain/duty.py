"""Recurring duties of the office (定期任务) and the next day each falls due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs


@attrs.frozen(kw_only=True)
class YearlyDuty:
    """A duty of every year: what, the day it is due, and where it is laid down."""

    title: str
    month: int
    day: int
    source: str


@attrs.frozen(kw_only=True)
class DutyDue:
    """A duty with the next day it falls due."""

    duty: YearlyDuty
    due: date


def next_duties(duties: Iterable[YearlyDuty], today: date) -> tuple[DutyDue, ...]:
    """Each duty's next day on or after today, the nearest first."""
    due = (DutyDue(duty=duty, due=_next_day(duty, today)) for duty in duties)
    return tuple(sorted(due, key=lambda one: one.due))


def _next_day(duty: YearlyDuty, today: date) -> date:
    this_year = date(today.year, duty.month, duty.day)
    return this_year if this_year >= today else this_year.replace(year=today.year + 1)
