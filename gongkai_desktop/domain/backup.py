"""Which automatic backups to keep (备份轮换)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

LATEST, DAYS, WEEKS, MONTHS = 3, 7, 5, 12
"""The latest few, the last of each of so many days, weeks and months that have one."""


def kept(moments: Iterable[datetime]) -> frozenset[datetime]:
    """The moments of the backups to keep; all others may go.

    A month without a backup takes no place, so that an office that opens the program a few times
    a year still has a year behind it.
    """
    newest_first = sorted(set(moments), reverse=True)
    keep = set(newest_first[:LATEST])
    keep |= _last_of_each(newest_first, lambda one: one.date(), DAYS)
    keep |= _last_of_each(newest_first, lambda one: one.isocalendar()[:2], WEEKS)
    keep |= _last_of_each(newest_first, lambda one: (one.year, one.month), MONTHS)
    return frozenset(keep)


def _last_of_each(
    newest_first: list[datetime], period: Callable[[datetime], Hashable], most: int
) -> set[datetime]:
    last: dict[Hashable, datetime] = {}
    for one in newest_first:
        last.setdefault(period(one), one)
    return set(list(last.values())[:most])
