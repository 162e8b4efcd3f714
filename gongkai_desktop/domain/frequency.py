"""How often one applicant asks (数量、频次), the facts that 条例第三十五条 speaks of.

No number of requests is unreasonable by itself: the counts are shown, the office judges.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import attrs


@attrs.frozen(kw_only=True)
class PeriodCount:
    """How many requests, with how many items, fell into a stretch of time."""

    title: str
    requests: int
    items: int


@attrs.frozen(kw_only=True)
class Frequency:
    """An applicant's requests counted in all, by year, and by month of the last twelve months."""

    requests: int
    items: int
    first: date | None
    last: date | None
    years: tuple[PeriodCount, ...]
    months: tuple[PeriodCount, ...]


def frequency_of(asked: Iterable[tuple[date, int]], today: date) -> Frequency:
    """Count requests given as (day received, number of items)."""
    listed = sorted(asked)
    days = [day for day, _ in listed]
    recent = [one for one in listed if _months_between(one[0], today) < 12]
    return Frequency(
        requests=len(listed),
        items=sum(count for _, count in listed),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        years=_grouped((f"{day.year}年", count) for day, count in listed),
        months=_grouped((f"{day.year}年{day.month}月", count) for day, count in recent),
    )


def _months_between(day: date, today: date) -> int:
    return (today.year - day.year) * 12 + today.month - day.month


def _grouped(titled: Iterable[tuple[str, int]]) -> tuple[PeriodCount, ...]:
    """In the order the periods first occur."""
    requests: Counter[str] = Counter()
    items: Counter[str] = Counter()
    for title, count in titled:
        requests[title] += 1
        items[title] += count
    return tuple(
        PeriodCount(title=title, requests=count, items=items[title])
        for title, count in requests.items()
    )
