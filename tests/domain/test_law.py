"""Law as dated data: 条例 and its neighbours, resolved at the letter's date."""

from datetime import date

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library.law import load_law_book
from gongkai_desktop.library.letters import load_letter_forms

LAW = load_law_book()
FORMS = load_letter_forms(LAW)
TODAY = date(2026, 11, 22)

# 国办公开办函〔2021〕30号, table two: key, printed number, printed label.
ROWS = [
    ("r3_1_open", "", "一", "予以公开"),
    ("r3_2_partial", "", "二", "部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("r3_3_1_state_secret", "不予公开", "1", "属于国家秘密"),
    ("r3_3_2_other_law", "不予公开", "2", "其他法律行政法规禁止公开"),
    ("r3_3_3_three_safety", "不予公开", "3", "危及“三安全一稳定”"),
    ("r3_3_4_third_party", "不予公开", "4", "保护第三方合法权益"),
    ("r3_3_5_internal", "不予公开", "5", "属于三类内部事务信息"),
    ("r3_3_6_process", "不予公开", "6", "属于四类过程性信息"),
    ("r3_3_7_enforcement_file", "不予公开", "7", "属于行政执法案卷"),
    ("r3_3_8_admin_query", "不予公开", "8", "属于行政查询事项"),
    ("r3_4_1_not_held", "无法提供", "1", "本机关不掌握相关政府信息"),
    ("r3_4_2_no_existing", "无法提供", "2", "没有现成信息需要另行制作"),
    ("r3_4_3_unclear_after_correction", "无法提供", "3", "补正后申请内容仍不明确"),
    ("r3_5_1_petition", "不予处理", "1", "信访举报投诉类申请"),
    ("r3_5_2_duplicate", "不予处理", "2", "重复申请"),
    ("r3_5_3_publication", "不予处理", "3", "要求提供公开出版物"),
    ("r3_5_4_abusive", "不予处理", "4", "无正当理由大量反复申请"),
    ("r3_5_5_reconfirm", "不予处理", "5", "要求行政机关确认或重新出具已获取信息"),
    (
        "r3_6_1_overdue_correction",
        "其他处理",
        "1",
        "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    ),
    (
        "r3_6_2_overdue_fee",
        "其他处理",
        "2",
        "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    ),
    ("r3_6_3_other", "其他处理", "3", "其他"),
]


def test_the_21_rows_are_the_national_form_word_for_word():
    assert [(row.key, row.group, row.number, row.label) for row in LAW.rows] == ROWS


@pytest.mark.parametrize("row", [row[0] for row in ROWS])
def test_each_row_is_reached_from_a_ground_with_letter_and_remedy(row):
    outcomes = LAW.outcomes_of_row(row, TODAY)
    assert outcomes
    for outcome in outcomes:
        ground = LAW.ground(outcome.ground, TODAY)
        assert ground.name
        assert ground.file
        assert ground.citations or not outcome.reviewable
        assert outcome.letter in FORMS


def test_every_ground_has_an_outcome():
    assert {one.ground for one in LAW.outcomes} == {ground.code for ground in LAW.grounds}


def test_every_letter_of_the_catalogue_has_a_form():
    codes = {"A1", "B5r", "B7r", "D1", "F1", "F2", "G1", "G2"}
    codes |= {f"B{n}" for n in range(1, 10)} | {f"C{n}" for n in range(1, 27)}
    codes |= {"E1", "E2", "E3"}
    assert {form.code for form in FORMS} == codes


def test_not_existing_and_not_ours_share_a_row_but_not_a_letter():
    letters = {one.ground: one.letter for one in LAW.outcomes_of_row("r3_4_1_not_held", TODAY)}
    assert letters["not_exist"] == "C12"
    assert letters["not_ours"] == "C13"


# The structure of the articles of the 条例: which have 款 and 项.
CITED = [
    ("open_provide", "第三十六条第（二）项"),
    ("state_secret", "第十四条"),
    ("third_party", "第十五条"),
    ("internal", "第十六条第一款"),
    ("process", "第十六条第二款"),
    ("enforcement_file", "第十六条第二款"),
    ("admin_query", "第三十六条第（七）项"),
    ("not_exist", "第三十六条第（四）项"),
    ("not_ours", "第十条第一款"),
    ("no_existing", "第三十八条"),
    ("unclear_after_correction", "第二十九条第二款第（二）项"),
    ("petition", "第三十九条第一款"),
    ("publication", "第三十九条第二款"),
    ("duplicate", "第三十六条第（六）项"),
    ("abusive", "第三十五条"),
    ("overdue_fee", "第四十二条第一款"),
]


@pytest.mark.parametrize(("ground", "article"), CITED)
def test_grounds_cite_article_paragraph_and_item_in_their_right_form(ground, article):
    assert article in LAW.ground(ground, TODAY).citations[0].articles


@pytest.mark.parametrize(
    ("statute", "day", "document"),
    [
        ("tiaoli", date(2019, 5, 14), "国务院令第492号"),
        ("tiaoli", date(2019, 5, 15), "国务院令第711号"),
        ("fuyifa", date(2023, 12, 31), "主席令第十六号公布，2017年修正"),
        ("fuyifa", date(2024, 1, 1), "主席令第九号"),
        ("fashi_gongkai_2011", date(2025, 5, 31), "法释〔2011〕17号"),
        ("fashi_gongkai", date(2025, 6, 1), "法释〔2025〕8号"),
        ("fuyi_shishi", date(2026, 7, 1), "2026年修订"),
    ],
)
def test_statutes_have_the_version_of_the_day(statute, day, document):
    version = LAW.statute(statute).at(day)
    assert version is not None
    assert version.document == document


def test_the_old_interpretation_is_gone_from_june_2025():
    assert LAW.statute("fashi_gongkai_2011").at(date(2025, 6, 1)) is None
    in_force = {statute.id for statute, _ in LAW.statutes_in_force(date(2025, 6, 1))}
    assert "fashi_gongkai" in in_force
    assert "fashi_gongkai_2011" not in in_force


def test_what_nobody_confirmed_is_listed_for_the_settings_page():
    listed = "\n".join(LAW.unconfirmed())
    assert "行政复议法实施条例" in listed
    assert "国办函〔2020〕109号" in listed


def test_a_ground_unknown_on_the_day_is_a_users_error():
    with pytest.raises(UserError, match="2018年1月1日没有"):
        LAW.ground("third_party", date(2018, 1, 1))
    with pytest.raises(UserError, match="没有2019年5月14日的救济规定"):
        LAW.remedy_period(date(2019, 5, 14))
