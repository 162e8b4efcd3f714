"""Loads the holiday arrangements: official years from resources/calendars/, older ones seeded.

The years before the first official file come from the package chinese-calendar, which types the
same notices; they serve imported history only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from chinese_calendar import constants

from gongkai_desktop.domain.calendar import (
    DayOff,
    LocalDays,
    Status,
    WorkCalendar,
    YearArrangement,
)
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.toml import Table, parse_table, read_table

_HOLIDAY_NAMES: Mapping[str, str] = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


def load_calendar(
    pasted: Iterable[Mapping[str, Any]] = (), local: Sequence[LocalDays] = ()
) -> WorkCalendar:
    """The calendar of an office: shipped years, replaced by the notices it pasted in itself."""
    years = {one.year: one for one in shipped_arrangements()}
    years.update((one.year, one) for one in map(arrangement_from_record, pasted))
    return WorkCalendar(years.values(), local)


@cache
def shipped_arrangements() -> tuple[YearArrangement, ...]:
    """Every year the program ships with, oldest first."""
    official = [
        _arrangement(read_table(path)) for path in sorted(resource("calendars").glob("*.toml"))
    ]
    first = min(one.year for one in official)
    years = {day.year for day in constants.holidays if day.year < first}
    return (*(_seed(year) for year in sorted(years)), *official)


def load_statutory_days(year: int) -> Mapping[str, int]:
    """Days off the law grants by holiday in a year (全国年节及纪念日放假办法第二条).

    Empty for years before the oldest entry of resources/law/holidays.toml.
    """
    file = read_table(resource("law", "holidays.toml"))
    versions = sorted(file.tables("version"), key=lambda one: one.integer("from_year"))
    in_force = [one for one in versions if one.integer("from_year") <= year]
    if not in_force:
        return {}
    days = in_force[-1].table("days")
    return {name: days.integer(name) for name in days.keys()}  # noqa: SIM118 - a Table, no dict


def read_local_days(text: str, name: str) -> LocalDays:
    """Regional holidays written as TOML: ``source``, ``[[off]]`` and ``work``."""
    table = parse_table(text, name)
    return LocalDays(source=table.text("source"), off=_off(table), work=_work(table))


def write_local_days(local: LocalDays) -> str:
    """Regional holidays as the TOML that read_local_days reads."""
    import tomlkit  # only who writes needs it

    off = [{"name": one.name, "start": one.start, "end": one.end} for one in local.off]
    return str(tomlkit.dumps({"source": local.source, "work": list(local.work), "off": off}))


def arrangement_to_record(one: YearArrangement) -> dict[str, Any]:
    """An arrangement as plain JSON values, to be kept in the data file."""
    return {
        "year": one.year,
        "document": one.document,
        "status": one.status.value,
        "issued": one.issued.isoformat() if one.issued else None,
        "off": [
            {"name": off.name, "start": off.start.isoformat(), "end": off.end.isoformat()}
            for off in one.off
        ],
        "work": [day.isoformat() for day in one.work],
    }


def arrangement_from_record(record: Mapping[str, Any]) -> YearArrangement:
    """Read back what arrangement_to_record wrote."""
    issued = record.get("issued")
    return YearArrangement(
        year=int(record["year"]),
        document=str(record["document"]),
        status=Status(record["status"]),
        issued=date.fromisoformat(issued) if issued else None,
        off=tuple(
            DayOff(
                name=off["name"],
                start=date.fromisoformat(off["start"]),
                end=date.fromisoformat(off["end"]),
            )
            for off in record["off"]
        ),
        work=tuple(date.fromisoformat(day) for day in record["work"]),
    )


def _arrangement(table: Table) -> YearArrangement:
    arrangement = YearArrangement(
        year=table.integer("year"),
        document=table.text("document"),
        status=Status(table.text("status")),
        issued=table.optional_day("issued"),
        off=_off(table),
        work=_work(table),
        computable_until=table.optional_day("computable_until"),
    )
    table.finish()
    return arrangement


def _off(table: Table) -> tuple[DayOff, ...]:
    return tuple(
        DayOff(name=entry.text("name"), start=entry.day("start"), end=entry.day("end"))
        for entry in table.tables("off")
    )


def _work(table: Table) -> tuple[date, ...]:
    days = table.raw("work", [])
    if not isinstance(days, list) or not all(isinstance(day, date) for day in days):
        raise table.fail("work", "应为日期的列表")
    return tuple(days)


def _seed(year: int) -> YearArrangement:
    days = sorted(day for day in constants.holidays if day.year == year)
    work = sorted(day for day in constants.workdays if day.year == year)
    return YearArrangement(
        year=year, document="", status=Status.SEED, off=_stretches(days), work=tuple(work)
    )


def _stretches(days: Sequence[date]) -> tuple[DayOff, ...]:
    stretches: list[DayOff] = []
    for day in days:
        name = _HOLIDAY_NAMES[constants.holidays[day]]
        last = stretches[-1] if stretches else None
        if last and last.name == name and day - last.end == timedelta(days=1):
            stretches[-1] = DayOff(name=name, start=last.start, end=day)
        else:
            stretches.append(DayOff(name=name, start=day, end=day))
    return tuple(stretches)
