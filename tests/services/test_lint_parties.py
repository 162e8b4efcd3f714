"""R05 to R07, D08, D27, T02 on wordings of every day: who asked, how the reader is spoken to."""

from __future__ import annotations

import re
from datetime import date

import pytest

from gongkai_desktop.services import lint
from tests.services.test_lint import TODAY, knowledge
from tests.services.test_lint_letters import letters


def sound(start: str) -> tuple[str, str]:
    return next((code, text) for code, manner, text in letters() if manner.startswith(start))


def rules(code: str, text: str, day: date | None = None, **fields: str) -> set[str]:
    return {
        one.rule
        for one in lint.check_words(
            text, code, day=day, today=TODAY, knowledge=knowledge(), fields=fields
        )
    }


TOLD = "我局近日收到一件政府信息公开申请，申请公开的内容包含您2024年提交的临时救助申请表"
ASKERS = [
    ("近日，李某某向我局申请公开您的材料", True),
    ("李国强于2026年5月6日向我局申请公开您的申请表", True),
    ("我局收到李某某（女，1980年生）关于公开您申请表的申请", True),
    ("应李某某申请，我局拟公开您的申请表", True),
    ("根据李某某的政府信息公开申请，我局拟公开您的申请表", True),
    ("申请人：李某某，申请公开您的申请表", True),
    ("我局收到某某律师事务所提交的政府信息公开申请，涉及您的申请表", True),
    ("我局近日收到一名群众提交的政府信息公开申请", False),
    ("我局近日收到政府信息公开申请，申请人要求公开您的申请表", False),
    ("根据相关申请，我局拟公开您的申请表", False),
]


@pytest.mark.parametrize(("told", "named"), ASKERS)
def test_a_third_party_is_not_told_who_asked(told: str, named: bool) -> None:
    """条例第十五条, 第三十二条."""
    code, text = sound("B5 自然人第三方")
    changed = text.replace(TOLD, told)
    assert changed != text
    assert ("R06" in rules(code, changed)) is named


def test_the_request_is_quoted_word_for_word_whatever_its_marks() -> None:
    code, text = sound("C12 不存在 档案移交未见")
    asked = "2011年石桥市第二化工厂搬迁环境风险评估报告"
    assert "D08" not in rules(
        code, text, request_text=f"“２０１１年石桥市第二化工厂，{asked[13:]}”；"
    )
    assert "D08" in rules(code, text, request_text=asked.replace("2011", "2012"))


def test_one_of_several_applicants_may_stand_for_all() -> None:
    code, text = sound("C12 不存在 档案移交未见")
    several = text.replace("蓝某某：", "蓝某某等3人：")
    assert "R05" not in rules(code, several, applicant="蓝某某、华某、金某")
    assert "R05" in rules(code, several, applicant="金某、蓝某某")


def test_a_person_is_no_unit() -> None:
    code, text = sound("C12 不存在 档案移交未见")
    named = text.replace("蓝某某：", "蓝建国：")
    assert "R07" not in rules(code, named)
    assert "R07" in rules(code, named.replace("告知你：你申请", "告知贵单位：贵单位申请"))


@pytest.mark.parametrize(
    ("consent", "found"),
    [
        ("经我局政府信息公开工作机构负责人批准，", False),
        ("经分管负责人同意，", False),
        ("经研究决定，", True),
        ("经研究同意，", True),
    ],
)
def test_an_extension_names_whose_consent_it_has(consent: str, found: bool) -> None:
    """条例第三十三条第二款."""
    code, text = sound("B3 延期 教育")
    changed = text.replace("经我局政府信息公开工作机构负责人批准，", consent)
    assert ("T02" in rules(code, changed)) is found


def test_a_local_rule_alone_is_no_ground() -> None:
    code, text = sound("C12 不存在 档案移交未见")
    local = re.sub(
        "《中华人民共和国政府信息公开条例》第[^，]*", "《东临省政府信息公开办法》第二十条", text
    )
    assert {"D01", "D27"} <= rules(code, local)
    assert "D27" not in rules(code, text)
