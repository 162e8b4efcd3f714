"""Cells of old registers: every spelling of a day the offices use, or a reason why it is none."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.intake.cells import UnreadableError, read_count, read_day, read_text

MARCH_2 = date(2026, 3, 2)


@pytest.mark.parametrize(
    "written",
    [
        date(2026, 3, 2),
        datetime(2026, 3, 2, 16, 30),
        46083,
        46083.6875,
        "46083",
        "46083.0",
        20260302,
        "20260302",
        "202603021630",
        "20260302163000",
        "2026-3-2",
        "2026/03/02",
        "2026.3.2",
        "2026、3、2",
        "2026—03—02",
        "26.3.2",
        "2026-03-02 16:30:00",
        "2026-03-02T16:30:00",
        "2026年3月2日",
        "2026年3月2号上午",
        "2026 年 3 月 2 日",
        "２０２６年３月２日",
        "二〇二六年三月二日",
        "二○二六年三月二日",
        "二零二六年三月二日",
        "2026年三月二日",
        "2026-3-2（电话确认）",
        "2026年3月2日收到，3月5日转办",
        " 2026-03-02\n",
    ],
)
def test_the_second_of_march(written: object) -> None:
    assert read_day(written) == MARCH_2  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇二五年十二月三十一日", date(2025, 12, 31)),
        ("二〇二五年十月二十日", date(2025, 10, 20)),
        ("二〇二五年十一月廿一日", date(2025, 11, 21)),
        ("二〇二五年元月十日", date(2025, 1, 10)),
    ],
)
def test_chinese_numerals(written: str, day: date) -> None:
    assert read_day(written) == day


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2026-02-30", "没有“2026-02-30”这一天"),
        ("2026年13月2日", "没有“2026年13月2日”这一天"),
        ("20261302", "没有“20261302”这一天"),
        ("3月2日", "没有写年份"),
        ("已答复", "“已答复”不是日期"),
        ("二〇二六年ab月三日", "不是日期"),
        ("1026-03-02", "年份不对"),
        (12, "“12”不是日期"),
        (float("nan"), "不是日期"),
        (time(10, 30), "不是日期"),
    ],
)
def test_what_is_no_day_says_why(written: object, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_day(written)  # type: ignore[arg-type]


def test_a_day_without_year_takes_the_year_of_its_sheet() -> None:
    assert read_day("3月2日", 2026) == MARCH_2
    assert read_day("3.2", 2026) == MARCH_2


@given(
    st.one_of(
        st.none(),
        st.text(max_size=30),
        st.text("0123456789年月日号-/. 〇一二三十廿元T:（", max_size=16),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.dates(),
        st.datetimes(),
        st.times(),
        st.timedeltas(),
    )
)
def test_any_cell_is_read_or_has_a_reason(
    value: str | int | float | bool | date | datetime | time | timedelta | None,
) -> None:
    try:
        day = read_day(value, 2026)
    except UnreadableError as reason:
        assert str(reason)
    else:
        assert day is None or type(day) is date
    assert isinstance(read_text(value), str)
    read_count(value)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_in_every_spelling(day: date) -> None:
    for form in ("{:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0.year}年{0.month}月{0.day}日"):
        assert read_day(form.format(day)) == day
    assert read_day(f"{day:%Y%m%d}") == day
    assert read_day((day - date(1899, 12, 30)).days) == day


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (13800000000.0, "13800000000"),
        (5, "5"),
        (1.5, "1.5"),
        (date(2026, 3, 2), "2026-03-02"),
        ("  张某 ", "张某"),
        (None, ""),
        (True, "是"),
    ],
)
def test_cells_as_text(value: str | float | date | None, text: str) -> None:
    assert read_text(value) == text
