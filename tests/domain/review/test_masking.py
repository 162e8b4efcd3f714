"""What the unit's rules cover in running text (个人信息保护法第五十一条): numbers and homes."""

from __future__ import annotations

import attrs
import pytest

from gongkai_desktop.domain.review.masking import masked_numbers
from gongkai_desktop.library.checklists import MASKING, check_masks, load_masks, shipped_text

SHIPPED = load_masks()
WITH_TELEPHONES = SHIPPED | {
    one.rule: attrs.evolve(one, on=True)
    for one in check_masks(shipped_text(MASKING), "masking.toml")
    if one.rule == "YS04"
}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("身份证号110105194912310021", "身份证号11*************021"),
        ("手机13812345678打不通", "手机138****5678打不通"),
        ("申请人住青石镇北坪村三组15号", "申请人住青石镇***"),
        ("家住人民路8号3单元", "家住人民路***"),
        ("电话0431-87654321", "电话0431-87654321"),
        ("依据《青石镇政府第12号文》", "依据《青石镇政府第12号文》"),
        ("青石镇北坪村2号地块的批复", "青石镇北坪村2号地块的批复"),
        ("望资发〔2026〕12号", "望资发〔2026〕12号"),
    ],
)
def test_running_text_is_masked_by_the_rules_as_shipped(text: str, masked: str) -> None:
    assert masked_numbers(SHIPPED, text) == masked


def test_telephones_are_masked_where_the_unit_says_so() -> None:
    assert masked_numbers(WITH_TELEPHONES, "电话0431-87654321。") == "电话0431******21。"
