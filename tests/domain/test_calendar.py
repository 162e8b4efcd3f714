"""The working-day calendar, checked against the published notices and a second source."""

from datetime import date, timedelta

import attrs
import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.calendar import (
    CalendarMissingError,
    DayOff,
    LocalDays,
    Status,
    WorkCalendar,
    YearArrangement,
)
from gongkai_desktop.library.calendars import load_calendar, shipped_arrangements

CALENDAR = load_calendar()
DAY = timedelta(days=1)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + DAY * step for step in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_day_agrees_with_a_second_source(year: int) -> None:
    differing = [
        day for day in days_of(year) if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day)
    ]
    assert differing == []


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        # 2024: leave on New Year's Eve is only encouraged (国办发明电〔2023〕7号).
        (date(2024, 2, 9), True, "工作日"),
        (date(2024, 2, 10), False, "春节放假"),
        (date(2024, 2, 4), True, "调休上班"),
        (date(2024, 2, 18), True, "调休上班"),
        # 2023's New Year begins in 2022 (国办发明电〔2022〕16号).
        (date(2022, 12, 31), False, "元旦放假"),
        (date(2023, 1, 2), False, "元旦放假"),
        (date(2022, 12, 30), True, "工作日"),
        # 2026's working weekends (国办发明电〔2025〕7号).
        (date(2026, 1, 4), True, "调休上班"),
        (date(2026, 2, 14), True, "调休上班"),
        (date(2026, 2, 28), True, "调休上班"),
        (date(2026, 5, 9), True, "调休上班"),
        (date(2026, 9, 20), True, "调休上班"),
        (date(2026, 10, 10), True, "调休上班"),
        (date(2026, 11, 22), False, "周末"),
        (date(2026, 9, 25), False, "中秋节放假"),
        (date(2025, 9, 28), True, "调休上班"),
        (date(2025, 10, 8), False, "国庆节、中秋节放假"),
        (date(2025, 10, 11), True, "调休上班"),
        # 2027: only what statute fixes (全国年节及纪念日放假办法第二条).
        (date(2027, 1, 1), False, "元旦放假"),
        (date(2027, 1, 4), True, "工作日"),
    ],
)
def test_the_traps_of_the_notices(day: date, works: bool, why: str) -> None:
    assert CALENDAR.is_workday(day) is works
    assert CALENDAR.why(day) == why


def test_the_courts_example_of_2022() -> None:
    """签收2022-09-30, 20个工作日: 2022-11-02; the receipt day is not counted, 10-08 is."""
    assert CALENDAR.nth_workday_after(date(2022, 9, 30), 1) == date(2022, 10, 8)
    assert CALENDAR.nth_workday_after(date(2022, 9, 30), 20) == date(2022, 11, 2)


def test_2027_is_provisional_up_to_the_last_friday_before_the_first_exchange() -> None:
    assert CALENDAR.known_until == date(2026, 12, 31)
    assert CALENDAR.computable_until == date(2027, 1, 29)
    assert not CALENDAR.is_provisional(date(2026, 12, 31))
    assert CALENDAR.is_provisional(date(2027, 1, 4))
    assert CALENDAR.nth_workday_after(date(2026, 12, 31), 20) == date(2027, 1, 29)


@pytest.mark.parametrize(
    ("call", "year"),
    [
        (lambda: CALENDAR.is_workday(date(2027, 1, 30)), 2027),
        (lambda: CALENDAR.nth_workday_after(date(2026, 12, 31), 21), 2027),
        (lambda: CALENDAR.on_or_after(date(2027, 2, 10)), 2027),
        (lambda: CALENDAR.why(date(2028, 3, 1)), 2028),
        (lambda: CALENDAR.workdays_between(date(2026, 1, 1), date(2027, 3, 1)), 2027),
        (lambda: CALENDAR.is_workday(date(2003, 12, 31)), 2003),
        (lambda: CALENDAR.workdays_between(date(2003, 1, 1), date(2026, 3, 1)), 2003),
        (lambda: CALENDAR.before(date(2004, 1, 1)), 2003),
    ],
)
def test_an_unknown_year_is_refused_by_name(call: object, year: int) -> None:
    with pytest.raises(CalendarMissingError) as refused:
        call()  # type: ignore[operator]
    assert refused.value.year == year
    assert refused.value.message == f"需要{year}年放假安排"
    assert f"{year}" in refused.value.advice


def test_a_calendar_needs_a_year() -> None:
    with pytest.raises(ValueError, match="at least one year"):
        WorkCalendar([])


def plain_year(year: int, **changes: object) -> YearArrangement:
    one = YearArrangement(year=year, document="通知", status=Status.OFFICIAL)
    return attrs.evolve(one, **changes)  # type: ignore[arg-type]


def test_nothing_behind_a_gap_is_computed() -> None:
    calendar = WorkCalendar([plain_year(2020), plain_year(2022)])
    assert calendar.computable_until == date(2020, 12, 31)
    with pytest.raises(CalendarMissingError) as refused:
        calendar.nth_workday_after(date(2020, 12, 30), 5)
    assert refused.value.year == 2021


def test_the_arrangement_of_the_next_year_may_take_days_of_this_one() -> None:
    new_year = DayOff(name="元旦", start=date(2020, 12, 31), end=date(2021, 1, 2))
    calendar = WorkCalendar([plain_year(2020), plain_year(2021, off=(new_year,))])
    assert not calendar.is_workday(date(2020, 12, 31))


def test_a_year_known_by_statute_only_ends_where_exchange_may_begin() -> None:
    statutory = plain_year(2021, status=Status.STATUTORY, computable_until=date(2021, 1, 29))
    calendar = WorkCalendar([plain_year(2020), statutory, plain_year(2022)])
    assert calendar.computable_until == date(2021, 1, 29)
    alone = WorkCalendar([statutory])
    assert alone.is_provisional(date(2021, 1, 4))


def test_regional_holidays_lie_on_top() -> None:
    """地区性节日 (放假办法第四条): Guangxi's 三月三, with a weekend worked in exchange."""
    local = LocalDays(
        source="自治区通知",
        off=(DayOff(name="三月三", start=date(2026, 4, 20), end=date(2026, 4, 21)),),
        work=(date(2026, 4, 18),),
    )
    calendar = load_calendar(local=[local])
    assert calendar.why(date(2026, 4, 20)) == "三月三放假"
    assert calendar.why(date(2026, 4, 18)) == "调休上班"
    assert calendar.fingerprint != CALENDAR.fingerprint
    # Two days off and one more worked move an end by one day.
    plain = CALENDAR.nth_workday_after(date(2026, 4, 13), 10)
    assert calendar.nth_workday_after(date(2026, 4, 13), 10) == CALENDAR.nth_workday_after(plain, 1)


def test_a_pasted_notice_replaces_the_shipped_year() -> None:
    record = {
        "year": 2027,
        "document": "国办发明电〔2026〕9号",
        "status": "office",
        "issued": None,
        "off": [{"name": "元旦", "start": "2027-01-01", "end": "2027-01-03"}],
        "work": [],
    }
    calendar = load_calendar([record])
    assert calendar.computable_until == date(2027, 12, 31)
    assert not calendar.is_provisional(date(2027, 1, 8))


def test_every_year_names_how_it_is_known() -> None:
    labels = {one.year: one.status.label for one in shipped_arrangements()}
    assert labels[2026] == "国务院办公厅通知"
    assert labels[2027] == "仅法定节日，暂定"
    assert labels[2010] == "历年资料"
    assert Status.OFFICE.label == "本机关导入的通知"
    assert [one.year for one in CALENDAR.arrangements] == list(range(2004, 2028))


DAYS = st.dates(date(2004, 1, 1), date(2026, 6, 30))


@given(DAYS, st.integers(1, 120))
def test_the_nth_day_is_worked_and_counts_back(day: date, n: int) -> None:
    found = CALENDAR.nth_workday_after(day, n)
    assert CALENDAR.is_workday(found)
    assert CALENDAR.workdays_between(day, found) == n


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_counting_on_is_adding(day: date, first: int, second: int) -> None:
    there = CALENDAR.nth_workday_after(CALENDAR.nth_workday_after(day, first), second)
    assert there == CALENDAR.nth_workday_after(day, first + second)


@given(DAYS)
def test_zero_days_after_is_the_day_itself(day: date) -> None:
    assert CALENDAR.nth_workday_after(day, 0) == day
    assert CALENDAR.workdays_between(day, day) == 0
    assert CALENDAR.workdays_between(day, day - DAY) == 0


@given(st.dates(date(2004, 1, 5), date(2026, 6, 30)))
def test_the_day_before_and_the_day_on_or_after_are_the_nearest(day: date) -> None:
    earlier, later = CALENDAR.before(day), CALENDAR.on_or_after(day)
    assert earlier < day <= later
    assert CALENDAR.is_workday(earlier)
    assert CALENDAR.is_workday(later)
    between = (earlier + DAY * step for step in range(1, (later - earlier).days))
    assert not any(CALENDAR.is_workday(one) for one in between)
