"""Scoring tables as counties publish them (product.md §2.12), read into indicators."""

from decimal import Decimal

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.scoring_draft import indicators_in

LEDGERS = {"trainings": "培训记录", "messages": "留言", "interpretations": "政策解读"}
TABLE = [
    ["2026年政务公开考核评分表"] * 5,
    ["序号", "一级指标", "二级指标", "分值", "评分标准"],
    ["1", "依申请公开", "按期答复", "6分", "超期答复的，每件扣6分"],
    ["1", "依申请公开", "按期答复", "6分", "未及时送交答复意见的，每次扣3分"],
    ["2", "依申请公开", "答复合法", "6", "被复议机关、人民法院纠错的每件扣3分，扣完为止"],
    ["3", "监督保障", "组织培训", "4.5", "年内开展培训不少于两次，有政策解读课程"],
    ["合计", "合计", "合计", "16.5", ""],
]


def test_indicators_points_standards_and_what_can_be_counted() -> None:
    late, lawful, trained = indicators_in([TABLE], LEDGERS)
    assert (late.group, late.title, late.full) == ("依申请公开", "按期答复", 6)
    assert late.standard == "超期答复的，每件扣6分；未及时送交答复意见的，每次扣3分"
    assert [(one.count, one.each) for one in late.rules] == [("requests.late", 6)]
    (rule,) = lawful.rules
    assert rule.each == 3 and "review.corrected" in rule.cells
    assert (trained.full, trained.rules) == (Decimal("4.5"), ())
    assert set(trained.proof) == {"trainings", "interpretations"}
    assert len({one.key for one in (late, lawful, trained)}) == 3


@pytest.mark.parametrize(
    ("heads", "group", "title"),
    [
        (["考核项目", "考核内容", "满分", "扣分办法"], "甲", "乙"),
        (["类别", "指标", "分值（分）", "佐证材料"], "甲", "乙"),
        (["项目", "评分细则", "标准分", "备注"], "甲", "乙"),
    ],
)
def test_headings_in_other_words(heads: list[str], group: str, title: str) -> None:
    rows = [heads, ["甲", "乙", "10", "丙"], ["甲", "丁", "5", "丙"]]
    first, _ = indicators_in([rows], {})
    assert (first.group, first.title, first.full) == (group, title, 10)


def test_a_table_without_points_is_no_scoring_table() -> None:
    with pytest.raises(UserError, match="没有找到评分表"):
        indicators_in([[["指标", "说明"], ["甲", "乙"]]], {})
