"""ZC05, ZC06: published in time, explained with its policy (条例第二十六条, 国办发〔2016〕80号)."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.review.timing import Timing
from tests.domain.review.drafts import draft

timing = Timing(last_day=lambda day: date(2026, 9, 28) if day.year == 2026 else None)
PAPER = "关于印发方案的通知\n正文。\n望山县民政局\n2026年8月31日\n（此件公开发布）"


def rules(text, day, attribute="主动公开", kind=""):
    paper = attrs.evolve(draft(text, day, kind), attribute=attribute)
    return [(one.rule, one.severity.value, text[one.start : one.end]) for one in timing.read(paper)]


@pytest.mark.parametrize(
    ("text", "day", "attribute", "words"),
    [
        (PAPER, date(2026, 9, 28), "主动公开", []),
        (PAPER, date(2026, 9, 29), "主动公开", ["2026年8月31日"]),
        (PAPER, date(2026, 9, 29), "", []),
        (PAPER.replace("2026年8月", "2020年8月"), date(2026, 9, 29), "主动公开", []),
        (PAPER.replace("\n2026年8月31日", ""), date(2026, 9, 29), "主动公开", []),
        (PAPER.replace("8月31日", "8月32日"), date(2026, 9, 29), "主动公开", []),
    ],
)
def test_what_is_to_be_public_is_published_in_time(text, day, attribute, words):
    assert rules(text, day, attribute) == [("ZC05", "中", word) for word in words]


def test_a_policy_paper_is_published_with_its_explanation():
    day = date(2026, 9, 1)
    assert [one[:2] for one in rules(PAPER, day, kind="政策文件")] == [("ZC06", "提示")]
    assert rules(PAPER, day, kind="动态信息") == []
    assert rules(PAPER, day, attribute="依申请公开", kind="政策文件") == []
