"""Festivals and days of the farmers' calendar against their days (GB/T 33661—2017)."""

from datetime import date

import pytest

from gongkai_desktop.library.facts import load_festivals
from tests.domain.review.drafts import anchored, found

read_festivals = anchored(load_festivals())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026年中秋节（9月25日）放假", []),
        ("2026年中秋节（9月26日）放假", ["中秋节（9月26日）"]),
        ("中秋节（10月6日）", []),  # 2025: without a year the years beside it count too
        ("春节为2026年2月17日", []),
        ("春节为2026年2月18日", ["春节为2026年2月18日"]),
        ("春节（2月15日至23日）放假9天", []),
        ("2026年10月18日（重阳节）", []),
        ("2026年10月20日（星期二，重阳节）", ["2026年10月20日（星期二，重阳节）"]),
        ("2026年10月18日（农历九月初九）", []),
        ("2026年10月18日（农历九月初十）", ["2026年10月18日（农历九月初十）"]),
        ("2025年7月25日（农历闰六月初一）", []),
        ("2026年2月16日是除夕", []),
        ("2026年2月17日是除夕", ["2026年2月17日是除夕"]),
        ("农历八月三十五", ["农历八月三十五"]),
        ("农历腊月廿三", []),
        ("12月4日是国家宪法日", []),
        ("12月5日是第13个国家宪法日", ["12月5日是第13个国家宪法日"]),
        ("2026年清明节（4月5日）", []),
        ("2026年清明节（4月15日）", ["清明节（4月15日）"]),
        ("在中秋节前（9月20日）完成", []),
        ("教师节期间，9月9日召开座谈会", []),
    ],
)
def test_festivals_stand_on_their_days(text, words):
    assert [one[2] for one in found(read_festivals, text)] == words


@pytest.mark.parametrize(
    ("year", "month", "day", "leap", "stands"),
    [
        (2025, 1, 1, False, date(2025, 1, 29)),
        (2025, 6, 1, True, date(2025, 7, 25)),
        (2025, 8, 15, False, date(2025, 10, 6)),
        (2026, 8, 15, False, date(2026, 9, 25)),
        (2026, 6, 1, True, None),
        (2026, 12, 0, False, date(2027, 2, 5)),
    ],
)
def test_the_farmers_calendar(year, month, day, leap, stands):
    assert load_festivals().years[year].day(month, day, leap=leap) == stands


def test_each_year_begins_where_the_last_one_ends():
    years = load_festivals().years
    for year in range(1991, 2051):
        last = years[year - 1]
        assert (years[year].begins - last.begins).days == sum(last.months)
        assert len(last.months) == (13 if last.leap else 12)
