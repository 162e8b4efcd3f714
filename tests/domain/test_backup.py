"""Rotation of automatic backups: what a year of use leaves behind."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.backup import DAYS, LATEST, MONTHS, WEEKS, kept

NOW = datetime(2026, 11, 22, 17, 0)


def test_daily_use_of_a_year_leaves_days_weeks_and_months() -> None:
    moments = [NOW - timedelta(days=back) for back in range(365)]
    keep = sorted(kept(moments), reverse=True)
    assert keep[:7] == moments[:7]
    assert len(keep) <= LATEST + DAYS + WEEKS + MONTHS
    assert {(one.year, one.month) for one in keep} >= {(2026, month) for month in range(1, 12)}


def test_rare_use_keeps_every_one() -> None:
    moments = [NOW - timedelta(days=90 * back) for back in range(8)]
    assert kept(moments) == frozenset(moments)


def test_many_on_one_day_leave_the_latest_few() -> None:
    moments = [NOW - timedelta(minutes=10 * back) for back in range(30)]
    assert kept(moments) == frozenset(moments[:LATEST])


@given(st.lists(st.datetimes(min_value=datetime(2020, 1, 1), max_value=NOW), max_size=200))
def test_the_newest_always_stays_and_nothing_is_invented(moments: list[datetime]) -> None:
    keep = kept(moments)
    assert keep <= set(moments)
    assert len(keep) <= LATEST + DAYS + WEEKS + MONTHS
    if moments:
        assert max(moments) in keep


@given(st.lists(st.datetimes(min_value=datetime(2020, 1, 1), max_value=NOW), max_size=200))
def test_rotating_twice_is_rotating_once(moments: list[datetime]) -> None:
    assert kept(kept(moments)) == kept(moments)
