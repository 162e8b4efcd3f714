"""Numbers of letters: GB/T 9704-2012 7.2.5 (六角括号, full year, no zeros, no 第)."""

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.numbering import (
    CASE_PATTERN,
    DEFAULT_PATTERN,
    letter_number,
    letter_series,
    register_number,
)


def test_the_default_family():
    number = letter_number(DEFAULT_PATTERN, prefix="望资", kind_word="答", year=2025, serial=3)
    assert number == "望资公开答〔2025〕3号"


def test_the_family_that_numbers_the_case():
    number = letter_number(
        CASE_PATTERN, prefix="望资", kind_word="补", year=2026, serial=1, case_serial=18
    )
    assert number == "望资公开〔2026〕18号—补"


def test_each_kind_of_letter_has_its_counter_unless_the_pattern_shares_it():
    assert letter_series(DEFAULT_PATTERN, prefix="望资", kind_word="答") == "望资公开答"
    assert letter_series(CASE_PATTERN, prefix="望资", kind_word="答") == "望资公开"
    assert letter_series(CASE_PATTERN, prefix="望资", kind_word="补") == "望资公开"


@pytest.mark.parametrize(
    "pattern", ["{代字}[{年}]{序号}号", "{代字}〔{年}〕号", "{代字}〔{年}〕{号码}{序号}号"]
)
def test_patterns_without_year_brackets_counter_or_with_unknown_names_are_refused(pattern):
    with pytest.raises(UserError):
        letter_number(pattern, prefix="望资", kind_word="答", year=2026, serial=1)


def test_register_numbers_sort_as_text_within_a_year():
    assert register_number(2026, 18) == "2026-018"
    assert register_number(2026, 123, width=4) == "2026-0123"
