"""How letters write dates, ordinals and lists: GB/T 9704-2012 7.3.3 and 7.3.5.4."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.wording import (
    chinese_number,
    date_words,
    in_print,
    item_words,
    list_words,
    number_in,
)


def test_dates_have_arabic_figures_and_no_leading_zeros():
    assert date_words(date(2026, 11, 22)) == "2026年11月22日"
    assert date_words(date(2026, 1, 2)) == "2026年1月2日"


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_ordinals_of_items(number, words):
    assert chinese_number(number) == words


@given(st.integers(min_value=1, max_value=98))
def test_every_item_has_its_own_ordinal(number):
    assert chinese_number(number) != chinese_number(number + 1)


@given(st.integers(min_value=1, max_value=99))
def test_numbers_read_back(number):
    assert number_in(chinese_number(number)) == number
    assert number_in(str(number)) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [("一百零三", 103), ("一百〇三", 103), ("一百二十", 120), ("百", 100), ("两", 2), ("若干", 0)],
)
def test_larger_numbers_and_words_that_are_none(words, number):
    assert number_in(words) == number


def test_lists_within_a_sentence_end_without_their_own_stops():
    assert list_words(["甲。", "乙；"]) == "（一）甲；（二）乙"
    assert list_words(["甲。"]) == "甲"


def test_items_are_named_by_ordinal():
    assert item_words([2, 4]) == "第二项、第四项"


def test_a_sentence_of_the_clock_is_shown_with_full_width_marks() -> None:
    fixed = "收到日为非工作日: 按实际收到日起算(较早);另一做法视为次一工作日收到,届满日顺延"
    assert in_print(fixed) == (
        "收到日为非工作日：按实际收到日起算（较早）；另一做法视为次一工作日收到，届满日顺延"
    )
    assert in_print("2026-11-20 14:30, A:B") == "2026-11-20 14:30, A:B"
