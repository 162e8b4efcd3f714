"""Dates as clerks type them."""

from datetime import date

import pytest

from gongkai_desktop.ui.common.days import read_day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-3-2", date(2026, 3, 2)),
        ("20260302", date(2026, 3, 2)),
        ("2026.03.02", date(2026, 3, 2)),
        ("2026年3月2日", date(2026, 3, 2)),
        ("２０２６－３－２", date(2026, 3, 2)),
        ("3月2日", date(2026, 3, 2)),
        ("今天", TODAY),
        ("昨天", date(2026, 11, 21)),
    ],
)
def test_a_date_is_read_however_it_is_typed(typed, meant):
    assert read_day(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["", "2026-13-01", "2026-02-30", "近日", "12345"])
def test_what_is_no_date_is_none(typed):
    assert read_day(typed, TODAY) is None
