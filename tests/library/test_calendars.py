"""Arrangements as files and as records of the data file; the rule book as shipped."""

from datetime import date

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library.calendars import (
    arrangement_from_record,
    arrangement_to_record,
    load_calendar,
    read_local_days,
    shipped_arrangements,
)

LOCAL = """source = "自治区办公厅通知"
work = [2026-04-18]

[[off]]
name = "三月三"
start = 2026-04-20
end = 2026-04-21
"""


def test_an_arrangement_survives_the_data_file() -> None:
    for one in shipped_arrangements():
        if one.computable_until is None:
            assert arrangement_from_record(arrangement_to_record(one)) == one


def test_regional_days_are_read_and_laid_on_top() -> None:
    local = read_local_days(LOCAL, "local.toml")
    assert local.source == "自治区办公厅通知"
    assert load_calendar(local=[local]).why(date(2026, 4, 20)) == "三月三放假"


def test_a_broken_list_of_days_names_file_and_key() -> None:
    with pytest.raises(UserError) as refused:
        read_local_days('source = "甲"\nwork = ["2026-04-18"]\n', "local.toml")
    assert "local.toml" in str(refused.value)
    assert "work" in str(refused.value)


def test_the_shipped_years_are_official_where_the_notice_was_read() -> None:
    known = {one.year: one for one in shipped_arrangements()}
    assert known[2026].document == "国办发明电〔2025〕7号"
    assert known[2025].document == "国办发明电〔2024〕12号"
    assert known[2024].document == "国办发明电〔2023〕7号"
    assert known[2023].document == "国办发明电〔2022〕16号"
    assert known[2027].computable_until == date(2027, 1, 29)
