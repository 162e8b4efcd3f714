"""Remedies: 行政复议法第二十三条, 法释〔2025〕8号第一条, by ground and by date."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.remedy import (
    RemedyKind,
    RemedyWords,
    remedy_kind,
    remedy_of,
    review_body,
)
from gongkai_desktop.domain.request import Item
from gongkai_desktop.domain.unit import Unit, UnitKind
from gongkai_desktop.library.law import load_law_book

LAW = load_law_book()
REFUSALS = [
    "state_secret",
    "law_forbids",
    "three_safety",
    "third_party",
    "internal",
    "process",
    "enforcement_file",
]
CHOICES = [ground.code for ground in LAW.grounds if ground.code not in (*REFUSALS, "withdrawn")]
OLD = [date(2019, 5, 15), date(2023, 12, 31)]
NEW = [date(2024, 1, 1), date(2025, 5, 31), date(2025, 6, 1), date(2026, 6, 30), date(2026, 7, 1)]
WORDS = RemedyWords(review_body="望山县人民政府", court="望山县人民法院")


def items(*grounds, **fields):
    return [
        Item(no=number, text="事项", ground=ground, fields=fields)
        for number, ground in enumerate(grounds, start=1)
    ]


@pytest.mark.parametrize("ground", REFUSALS)
@pytest.mark.parametrize("day", NEW)
def test_refusals_under_articles_14_to_16_go_to_review_first(ground, day):
    assert remedy_kind(items(ground), LAW, day) == RemedyKind.REVIEW_FIRST


@pytest.mark.parametrize("ground", REFUSALS)
@pytest.mark.parametrize("day", OLD)
def test_before_2024_every_result_leaves_the_choice(ground, day):
    assert remedy_kind(items(ground), LAW, day) == RemedyKind.CHOICE


@pytest.mark.parametrize("ground", CHOICES)
def test_everything_else_that_ends_a_request_leaves_the_choice(ground):
    assert remedy_kind(items(ground), LAW, date(2026, 11, 22)) == RemedyKind.CHOICE


def test_administrative_query_is_reported_as_refusal_but_leaves_the_choice():
    outcome = LAW.outcome("admin_query", date(2026, 11, 22))
    assert LAW.row(outcome.row).group == "不予公开"
    assert remedy_kind(items("admin_query"), LAW, date(2026, 11, 22)) == RemedyKind.CHOICE


def test_a_withdrawal_decides_nothing_and_has_no_remedy():
    remedy = remedy_of(items("withdrawn"), WORDS, LAW, date(2026, 11, 22))
    assert remedy.kind == RemedyKind.NONE
    assert remedy.paragraphs == ()


def test_review_first_says_so_in_the_act_itself():
    remedy = remedy_of(items("third_party"), WORDS, LAW, date(2026, 6, 1))
    (text,) = remedy.paragraphs
    assert "应当先自收到本答复书之日起60日内向望山县人民政府申请行政复议" in text
    assert "自收到行政复议决定书之日起15日内向望山县人民法院提起行政诉讼" in text
    assert "6个月" not in text


def test_the_choice_names_both_ways_and_periods():
    (text,) = remedy_of(items("not_exist"), WORDS, LAW, date(2026, 6, 1)).paragraphs
    assert "60日内向望山县人民政府申请行政复议" in text
    assert "6个月内直接向望山县人民法院提起行政诉讼" in text
    assert "应当先" not in text


def test_a_mixed_letter_names_the_refused_items():
    mixed = items("open_provide", "third_party", "not_exist", "process")
    remedy = remedy_of(mixed, WORDS, LAW, date(2026, 11, 22))
    assert remedy.kind == RemedyKind.MIXED
    (text,) = remedy.paragraphs
    assert text.startswith("对本答复书第二项、第四项不予公开的决定不服的，应当先")
    assert "对本答复书其他内容不服的" in text


def test_a_single_item_given_in_part_is_mixed_without_numbers():
    partial = items("third_party", separation="可以区分")
    remedy = remedy_of(partial, WORDS, LAW, date(2024, 1, 1))
    assert remedy.kind == RemedyKind.MIXED
    assert remedy.paragraphs[0].startswith("对本答复书中不予公开的决定不服的")


def test_a_withdrawn_item_does_not_change_the_others_path():
    kind = remedy_kind(items("third_party", "withdrawn"), LAW, date(2026, 11, 22))
    assert kind == RemedyKind.REVIEW_FIRST


def test_service_over_the_internet_names_the_address_article_22():
    words = attrs.evolve(WORDS, online_url="https://example.com/fy")
    assert (
        "https://example.com/fy"
        in remedy_of(items("not_exist"), words, LAW, date(2024, 1, 1)).paragraphs[-1]
    )
    old = remedy_of(items("not_exist"), words, LAW, date(2023, 12, 31))
    assert not any("互联网" in text for text in old.paragraphs)


def test_the_period_of_the_unconfirmed_regulation_is_marked():
    assert remedy_of(items("process"), WORDS, LAW, date(2026, 6, 30)).confirmed
    assert not remedy_of(items("process"), WORDS, LAW, date(2026, 7, 1)).confirmed


UNIT = Unit(
    name="本局", government="县政府", superior="市局", local_government="区政府", court="法院"
)
ORGANS = [
    (UnitKind.LOCAL_DEPARTMENT, date(2023, 12, 31), "县政府或者市局"),
    (UnitKind.LOCAL_DEPARTMENT, date(2024, 1, 1), "县政府"),
    (UnitKind.LOCAL_DEPARTMENT, date(2026, 11, 22), "县政府"),
    (UnitKind.VERTICAL, date(2023, 6, 1), "市局"),
    (UnitKind.VERTICAL, date(2026, 11, 22), "市局"),
    (UnitKind.JUSTICE, date(2026, 11, 22), "县政府或者市局"),
    (UnitKind.BRANCH, date(2026, 11, 22), "县政府"),
    (UnitKind.CITY_BRANCH, date(2026, 11, 22), "县政府或者区政府"),
    (UnitKind.LOCAL_GOVERNMENT, date(2026, 11, 22), "市局"),
    (UnitKind.PROVINCIAL_GOVERNMENT, date(2026, 11, 22), "本局"),
    (UnitKind.STATE_COUNCIL_DEPARTMENT, date(2026, 11, 22), "本局"),
]


@pytest.mark.parametrize(("kind", "day", "organ"), ORGANS)
def test_the_review_organ_follows_from_the_kind_of_unit_and_the_date(kind, day, organ):
    assert review_body(attrs.evolve(UNIT, kind=kind), LAW, day) == organ


def test_a_review_organ_without_its_name_is_missing_not_half_printed():
    assert review_body(attrs.evolve(UNIT, superior=""), LAW, date(2023, 1, 1)) == ""
