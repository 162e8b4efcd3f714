"""The fee of 国办函〔2020〕109号: by request in the month or by page, never both."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.fee import FeeBasis, amount_words, fee_of
from gongkai_desktop.library.law import load_law_book

LAW = load_law_book()
TARIFF = LAW.fee_tariff(date(2026, 11, 22))
REQUESTS, PAGES = FeeBasis.BY_REQUEST, FeeBasis.BY_PAGE


@pytest.mark.parametrize(
    ("basis", "count", "amount"),
    [
        (REQUESTS, 1, 0), (REQUESTS, 10, 0), (REQUESTS, 11, 100), (REQUESTS, 30, 2000),
        (REQUESTS, 31, 2200), (REQUESTS, 40, 4000), (REQUESTS, 41, 4300), (REQUESTS, 50, 7000),
        (REQUESTS, 51, 7400),
        (PAGES, 30, 0), (PAGES, 31, 10), (PAGES, 100, 700), (PAGES, 101, 720),
        (PAGES, 200, 2700), (PAGES, 201, 2740), (PAGES, 1500, 54700),
    ],
)  # fmt: skip
def test_the_bands_of_the_tariff(basis, count, amount):
    assert fee_of(TARIFF, basis, count).amount == amount


def test_requests_charged_before_are_not_charged_again():
    assert fee_of(TARIFF, REQUESTS, 31, charged=30).amount == 200
    assert fee_of(TARIFF, REQUESTS, 12, charged=5).amount == 200


def test_the_count_is_told_band_by_band():
    words = fee_of(TARIFF, REQUESTS, 31).words
    assert "第11件至第30件共20件，每件100元，计2000元" in words
    assert words.endswith("第31件1件，每件200元，计200元")


def test_there_was_no_fee_before_2021():
    assert LAW.fee_tariff(date(2020, 12, 31)) is None


@given(st.integers(0, 400), st.integers(0, 400))
def test_charging_in_two_notices_costs_what_one_would(first, more):
    whole = fee_of(TARIFF, REQUESTS, first + more).amount
    parts = fee_of(TARIFF, REQUESTS, first).amount
    parts += fee_of(TARIFF, REQUESTS, first + more, charged=first).amount
    assert whole == parts


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "零元整"), (10, "壹拾元整"), (100, "壹佰元整"), (2200, "贰仟贰佰元整"),
        (2005, "贰仟零伍元整"), (54700, "伍万肆仟柒佰元整"), (10050, "壹万零伍拾元整"),
        (100100, "壹拾万零壹佰元整"), (1000000, "壹佰万元整"), (10000001, "壹仟万零壹元整"),
        (100000005, "壹亿零伍元整"),
    ],
)  # fmt: skip
def test_amounts_in_characters_that_cannot_be_altered(amount, words):
    assert amount_words(amount) == words
