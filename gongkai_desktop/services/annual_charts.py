"""Charts of a year's requests (年报图表): month, outcome, channel, days used, against last year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from gongkai_desktop.domain.annual.cells import GROUPS
from gongkai_desktop.domain.annual.chart import (
    DAYS_USED,
    LONGER,
    MONTHS,
    Chart,
    Series,
    used_bands,
)
from gongkai_desktop.domain.calendar import CalendarMissingError, WorkCalendar
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader

_OUTCOMES = {
    "r3_1": "予以公开",
    "r3_2": "部分公开",
    **{group: name.partition("）")[2] for group, name in GROUPS.items()},
}


def year_charts(workspace: Workspace, year: int) -> tuple[Chart, ...]:
    """The charts of a year beside the year before; struck requests count nowhere."""
    years = (year, year - 1)
    with workspace.office.read() as reader:
        received = [[_received(reader, one, month) for month in range(1, 13)] for one in years]
        answered = [reader.counts.answered(*_whole(one)) for one in years]
        calendar = workspace.knowledge.calendar
        used = [_used(reader, one, calendar) for one in years]
    channels = [_added(months) for months in received]
    months = [tuple(sum(one.values()) for one in each) for each in received]
    running = workspace.today.year == year
    until = f"（截至{workspace.today.month}月{workspace.today.day}日）" if running else ""
    return (
        _chart(f"各月收到的申请{until}", MONTHS, years, months, upright=True),
        _chart("办理结果", (*_OUTCOMES.values(),), years, [_outcomes(one) for one in answered]),
        _chart("申请渠道", *_by_channel(years, channels)),
        _chart(
            "答复用时",
            (*(name for _, name in DAYS_USED), LONGER),
            years,
            used,
            note="从收到到作出决定的工作日，含补正、征求意见的时间",
        ),
    )


def _chart(
    title: str,
    labels: tuple[str, ...],
    years: tuple[int, int],
    values: list[tuple[int, ...]],
    *,
    upright: bool = False,
    note: str = "",
) -> Chart:
    series = tuple(
        Series(name=f"{year}年", values=one) for year, one in zip(years, values, strict=True)
    )
    return Chart(title=title, labels=labels, series=series, upright=upright, note=note)


def _whole(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _received(reader: Reader, year: int, month: int) -> Mapping[str, int]:
    """Requests of one month by channel."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return reader.counts.received(date(year, month, 1), following - timedelta(days=1))


def _added(months: list[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for month in months:
        for channel, n in month.items():
            total[channel or "未登记"] = total.get(channel or "未登记", 0) + n
    return total


def _outcomes(rows: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sum(n for row, n in rows.items() if row.startswith(group)) for group in _OUTCOMES)


def _by_channel(
    years: tuple[int, int], channels: list[dict[str, int]]
) -> tuple[tuple[str, ...], tuple[int, int], list[tuple[int, ...]]]:
    """Channels in use, the most used of the two years first."""
    total = _added([*channels])
    names = tuple(sorted(total, key=lambda name: (-total[name], name))) or ("没有申请",)
    return names, years, [tuple(one.get(name, 0) for name in names) for one in channels]


def _used(reader: Reader, year: int, calendar: WorkCalendar) -> tuple[int, ...]:
    """Answers of a year by working days used; years without holiday notice are left out."""
    spans = []
    for received, decided, n in reader.counts.spans(*_whole(year)):
        try:
            spans.append((calendar.workdays_between(received, decided), n))
        except CalendarMissingError:
            continue
    return used_bands(spans)
