"""Outcomes: words of old registers, and the row proposed from the items."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.outcome import propose, read_outcome
from gongkai_desktop.domain.request import Item
from gongkai_desktop.library.law import load_law_book

LAW = load_law_book()
TODAY = date(2026, 11, 22)
SECTION = {"不予公开": "三", "无法提供": "四", "不予处理": "五", "其他处理": "六"}


def spellings(row):
    label, number = row.label, row.number
    if not row.group:
        return [label, f"（{number}）{label}", f"三、（{number}）{label}", label[:4], row.key]
    section = SECTION[row.group]
    return [
        label,
        row.key,
        f"{row.group}-{label}",
        f"{row.group}（{label}）",
        f"{row.group}：{label}",
        f"（{section}）{number}.{label}",
        f"({section}){row.group} {number}．{label}",
        f"三、（{section}）{number}.{label}",
        f"三、本年度办理结果 （{section}）{row.group} {number}.{label}",
        f"{number}.{label}",
        f" {number} {label} ",
        f"{row.group}—{number}、{label}",
        f"{row.group}{number}",
        f"{row.group}-{label[:6]}",
    ]


@pytest.mark.parametrize(
    ("row", "text"), [(row.key, text) for row in LAW.rows for text in spellings(row)]
)
def test_official_labels_are_read_with_and_without_number_and_group(row, text):
    assert read_outcome(text, LAW).row == row


OLD_WORDS = [
    ("同意公开", "r3_1_open"),
    ("予以公开(提供)", "r3_1_open"),
    ("予以公开（已主动公开，告知途径）", "r3_1_open"),
    ("同意部分公开", "r3_2_partial"),
    ("信息不存在", "r3_4_1_not_held"),
    ("非本机关", "r3_4_1_not_held"),
    ("无法提供-不掌握(信息不存在)", "r3_4_1_not_held"),
    ("无法提供-需另行制作", "r3_4_2_no_existing"),
    ("不予公开-保护第三方", "r3_3_4_third_party"),
    ("不予公开-三类内部事务", "r3_3_5_internal"),
    ("不予公开-其他法律行政法规禁止", "r3_3_2_other_law"),
    ("不予处理-确认/重新出具", "r3_5_5_reconfirm"),
    ("其他-逾期不补正", "r3_6_1_overdue_correction"),
    ("其他-其他(撤回等)", "r3_6_3_other"),
    ("申请人撤回", "r3_6_3_other"),
    ("政府信息不存在（无法提供）", "r3_4_1_not_held"),
    ("重复申请（不予处理）", "r3_5_2_duplicate"),
    ("（三）不予公开-4.保护第三方合法权益（商业秘密）", "r3_3_4_third_party"),
    ("属于国家", "r3_3_1_state_secret"),
]


@pytest.mark.parametrize(("text", "row"), OLD_WORDS)
def test_old_words_with_one_meaning_are_read(text, row):
    assert read_outcome(text, LAW).row == row


ASKED = [
    ("不予公开", 8),
    ("否决公开", 8),
    ("无法提供", 3),
    ("其他处理", 3),
    ("非政府信息", 4),
    ("视为放弃", 3),
    ("（三）2.属于国家秘密", 2),
    ("予以公开（部分）", 2),
    ("予以公开（其中第二项不予公开）", 2),
    ("公开", 2),
]


@pytest.mark.parametrize(("text", "choices"), ASKED)
def test_words_that_may_mean_several_rows_are_asked_never_guessed(text, choices):
    reading = read_outcome(text, LAW)
    assert not reading.known
    assert len(reading.choices) == choices


@pytest.mark.parametrize("text", ["", "待定", "办理中", "1", "予以公开/不予公开", "依申请公开"])
def test_other_words_stay_unknown(text):
    assert read_outcome(text, LAW).row == ""
    assert read_outcome(text, LAW).choices == ()


@given(st.text(max_size=30))
def test_any_text_is_read_without_failing_and_names_known_rows_only(text):
    reading = read_outcome(text, LAW)
    keys = {row.key for row in LAW.rows}
    assert {reading.row, *reading.choices} <= keys | {""}
    assert not (reading.row and reading.choices)


def items(*grounds, **fields):
    return [
        Item(no=number, text=f"事项{number}", ground=ground, fields=fields)
        for number, ground in enumerate(grounds, start=1)
    ]


PROPOSED = [
    ("all given", ["open_provide", "already_public"], "r3_1_open"),
    ("given and refused", ["open_provide", "third_party"], "r3_2_partial"),
    ("given and not held", ["open_provide", "not_exist"], "r3_2_partial"),
    ("one row, two letters", ["not_exist", "not_ours"], "r3_4_1_not_held"),
    ("single refusal", ["process"], "r3_3_6_process"),
    ("withdrawn besides given", ["open_provide", "withdrawn"], "r3_1_open"),
    ("all withdrawn", ["withdrawn", "withdrawn"], "r3_6_3_other"),
    ("14 items of a law firm", ["open_provide"] * 9 + ["not_exist"] * 3 + ["process"] * 2,
     "r3_2_partial"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("grounds", "row"), [case[1:] for case in PROPOSED], ids=[case[0] for case in PROPOSED]
)
def test_the_row_of_a_request_follows_from_its_items(grounds, row):
    assert propose(items(*grounds), LAW, TODAY).row == row


def test_a_refusal_with_the_rest_given_counts_as_partial_article_37():
    single = items("third_party", separation="可以区分")
    assert propose(single, LAW, TODAY).row == "r3_2_partial"
    assert propose(items("third_party", separation="不能区分"), LAW, TODAY).row == (
        "r3_3_4_third_party"
    )


def test_refusals_of_different_rows_need_the_clerks_main_ground():
    proposal = propose(items("process", "not_exist"), LAW, TODAY)
    assert proposal.row == ""
    assert proposal.choices == ("r3_3_6_process", "r3_4_1_not_held")
    assert "主要理由" in proposal.reason


def test_an_item_without_a_result_leaves_the_request_open():
    assert propose(items("open_provide", ""), LAW, TODAY).row == ""
    assert propose([], LAW, TODAY).row == ""


def test_an_imported_item_may_carry_a_row_without_a_ground():
    imported = [Item(no=1, text="旧事项", row="r3_3_4_third_party")]
    assert propose(imported, LAW, TODAY).row == "r3_3_4_third_party"
