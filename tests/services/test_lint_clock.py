"""T02 and T03 from the letter's own words: what they tell of the clock, and silence where they
do not tell enough (条例第三十条、第三十三条; 国办函〔2020〕109号)."""

from __future__ import annotations

import pytest

from gongkai_desktop.services import lint
from tests.services.test_lint import TODAY, knowledge

EXTENDED = (
    "根据《中华人民共和国政府信息公开条例》第三十三条第二款，经本局政府信息公开工作机构负责人同意，"
    "因材料较多，延长20个工作日答复"
)
RECEIVED = "我局于2026年6月1日收到你的申请"
JULY = "我局于2026年7月1日收到你的申请。"
ASKED = "我局于2026年7月8日书面征求第三方意见，"


def severities(code: str, rule: str, body: str, day: str) -> set[str]:
    text = f"某局告知书\n某信公答〔2026〕2号\n魏某：\n{body}。\n某局\n{day}\n电话：0000-123456"
    return {
        one.severity.value
        for one in lint.check_words(
            text, code, day=None, today=TODAY, knowledge=knowledge(), fields={}
        )
        if one.rule == rule
    }


EXTENSIONS = [
    # what is told before the extension, its date, how far it goes, what is found
    (f"{RECEIVED}。", "2026年6月30日", "", ""),
    (f"{RECEIVED}。", "2026年7月2日", "", "W"),
    (f"{RECEIVED}，无需补正。", "2026年7月24日", "", "W"),
    (f"{RECEIVED}，你申请公开“规划征求意见稿及补正材料”。", "2026年7月24日", "", "W"),
    # 补正: the period begins anew on the day it comes back
    (f"{RECEIVED}，于2026年6月8日告知补正，你于2026年6月18日补正。", "2026年7月10日", "", ""),
    (f"{RECEIVED}，我局于2026年6月18日收到你的补正材料。", "2026年7月25日", "", "W"),
    (f"{RECEIVED}，经你补正。", "2026年8月25日", "", ""),
    # 缴费
    (f"{RECEIVED}，你于2026年7月6日缴纳信息处理费。", "2026年7月24日", "", ""),
    (f"{RECEIVED}，已向你发出收费通知书。", "2026年7月24日", "", ""),
    # 征求意见: from the day of sending to the day of the answer
    (f"{JULY}{ASKED}2026年7月20日收到意见。", "2026年8月10日", "", ""),
    (f"{JULY}{ASKED}2026年7月20日收到意见。", "2026年8月11日", "", "W"),
    (f"{JULY}征求意见时间（2026年7月8日至2026年7月20日）不计入期限。", "2026年8月11日", "", "W"),
    (f"{JULY}{ASKED}第三方至今没有回复。", "2026年8月11日", "", ""),
    (f"{JULY}其间征求了第三方意见。", "2026年8月11日", "", ""),
    (f"{JULY}现需征求第三方意见。", "2026年8月11日", "", "W"),
    # no further than twenty working days behind the first last day, and once
    (f"{RECEIVED}。", "2026年6月22日", "，至2026年7月28日", ""),
    (f"{RECEIVED}。", "2026年6月22日", "，至2026年8月28日", "E"),
    (f"{RECEIVED}，原定2026年6月30日前答复。", "2026年6月22日", "，延长至2026年8月18日", "E"),
    (f"{RECEIVED}。前已延期，现再次延长期限。", "2026年6月22日", "", "E"),
]


@pytest.mark.parametrize(("told", "day", "until", "found"), EXTENSIONS)
def test_an_extension_is_judged_by_what_the_letter_tells(
    told: str, day: str, until: str, found: str
) -> None:
    assert severities("B3", "T02", f"{told}{EXTENDED}{until}", day) == set(found)


ANSWERS = [
    ("C1", f"{RECEIVED}", "2026年6月30日", ""),
    ("C1", f"{RECEIVED}", "2026年7月3日", "W"),
    ("C1", f"{RECEIVED}，已于2026年6月20日告知延期", "2026年7月28日", ""),
    ("C1", f"{RECEIVED}，已告知你答复期限延长至2026年7月10日", "2026年7月13日", "W"),
    ("C1", f"{RECEIVED}，你于2026年6月18日补正", "2026年7月10日", ""),
    ("C7", f"{JULY}{ASKED}第三方于2026年7月20日回复", "2026年8月10日", ""),
    ("C7", f"{JULY}{ASKED}第三方于2026年7月20日回复", "2026年8月12日", "W"),
    ("C7", f"{JULY}经征求第三方意见", "2026年8月12日", ""),
    ("C21", f"{RECEIVED}，于2026年6月8日告知补正", "2026年8月12日", ""),
    ("D1", f"{RECEIVED}", "2026年8月12日", ""),
]


@pytest.mark.parametrize(("code", "told", "day", "found"), ANSWERS)
def test_a_late_answer_is_warned_of_by_what_the_letter_tells(
    code: str, told: str, day: str, found: str
) -> None:
    assert severities(code, "T03", told, day) == set(found)
