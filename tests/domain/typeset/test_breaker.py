"""Line breaking: marks, words that stay whole, and text of any kind (避头尾、不可分)."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desktop.domain.typeset import grid
from gongkai_desktop.domain.typeset.breaker import NO_END, NO_START, break_lines
from gongkai_desktop.domain.typeset.metrics import Face, Ruler

sys.path.insert(0, str(Path(__file__).parent))
from fake_metrics import PlainMetrics

RULER = Ruler(PlainMetrics(), Face.FANGSONG, grid.BODY_SIZE, grid.CELL)
INDENT = 2 * grid.CELL


def lines_of(text: str, indent: float = 0.0) -> list[str]:
    spans = break_lines(text, RULER, grid.WIDTH, indent)
    return [text[span.start : span.end] for span in spans]


def han(count: int) -> str:
    return ("政府信息公开申请人民机关答复依据法律法规规定" * 3)[:count]


def test_a_full_line_holds_28_characters():
    assert [len(line) for line in lines_of(han(60))] == [28, 28, 4]


def test_the_first_line_is_indented_by_two():
    assert [len(line) for line in lines_of(han(60), INDENT)] == [26, 28, 6]


@pytest.mark.parametrize("mark", sorted("，。、；：！？）》〉」』】〕”’…—％℃～,.;:?!)%"))
def test_no_line_begins_with_a_closing_mark(mark):
    text = han(28) + mark + han(10)
    assert all(line[0] not in NO_START for line in lines_of(text))


@pytest.mark.parametrize("mark", sorted("（《〈「『【〔“‘￥([{"))
def test_no_line_ends_with_an_opening_mark(mark):
    text = han(27) + mark + han(10)
    assert all(line[-1] not in NO_END for line in lines_of(text))


@pytest.mark.parametrize(
    "whole",
    [
        "2026年12月31日",
        "2026年1月",
        "11月9日",
        "望资公开答〔2026〕12号",
        "国办函〔2020〕109号",
        "15个工作日",
        "6个月",
        "3.5万元",
        "98.5％",
        "0556-7171234",
        "13912345678",
        "EX123456789CN",
        "2026-0123",
        "第三十六条",
        "——",
        "……",
    ],
)
def test_words_that_never_part(whole):
    for before in range(16, 30):
        text = han(before) + "，" + whole + "，" + han(5)
        assert any(whole in line for line in lines_of(text)), before


def test_article_and_item_stay_together_when_the_line_does_not_gape():
    text = han(21) + "第三十条第（二）项" + han(9)
    kept = han(25) + "第十条第二项" + han(9)
    assert lines_of(text)[0].endswith("第三十条")
    assert lines_of(kept)[1].startswith("第十条第二项")


def test_a_pair_of_closing_marks_is_squeezed_in():
    text = han(26) + "》》，" + han(8)
    spans = break_lines(han(27) + "》，" + han(8), RULER, grid.WIDTH)
    assert lines_of(text)[0].endswith("》》，")
    assert spans[0].end == 29
    assert spans[0].width == pytest.approx(grid.WIDTH)
    assert spans[0].cut <= grid.CELL / 2 + 0.01


def test_a_single_mark_is_pushed_out_with_its_character():
    assert [len(line) for line in lines_of(han(28) + "，" + han(3))] == [27, 5]


def test_a_web_address_breaks_after_its_joints():
    url = "https://www.wangjiang.gov.cn/public/column/2000003031?type=4&action=list&page=12"
    lines = lines_of("登录" + url + "查询。")
    assert "".join(lines) == "登录" + url + "查询。"
    assert len(lines) > 1
    assert all(line[-1] in "/.?&-=" for line in lines[:-1])


WORDS = st.sampled_from(
    [
        "政府", "信息", "公开", "的", "申请人", "《条例》", "，", "。", "；", "：", "（", "）",
        "“", "”", "2026年12月31日", "第三十六条第（二）项", "望资公开答〔2026〕12号", "15个工作日",
        "……", "——", "EMS", "100.5", " ", "https://www.gov.cn/zhengce/content/2019-04/15/content_5382991.htm",
    ]
)  # fmt: skip


def sane(text: str) -> bool:
    """No pile of marks that leaves no legal place on a whole line."""
    run = longest = 0
    for char in text:
        run = run + 1 if char in NO_START or char in NO_END or char == " " else 0
        longest = max(longest, run)
    return longest <= 4


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=80).map("".join).filter(sane))
def test_official_text_never_breaks_a_rule(text):
    spans = break_lines(text, RULER, grid.WIDTH, INDENT)
    assert "".join(text[span.start : span.end] for span in spans) == text
    for number, span in enumerate(spans):
        room = grid.WIDTH - (0 if number else INDENT)
        assert span.width <= room + 0.02
        line = text[span.start : span.end].rstrip(" ")
        if number and line:
            assert line[0] not in NO_START
        if number < len(spans) - 1 and line:
            assert line[-1] not in NO_END


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_is_kept_and_never_too_wide(text):
    spans = break_lines(text, RULER, grid.WIDTH, INDENT)
    assert "".join(text[span.start : span.end] for span in spans) == text
    for number, span in enumerate(spans):
        assert span.end > span.start
        assert span.width <= grid.WIDTH - (0 if number else INDENT) + 0.02


@pytest.mark.parametrize(
    "text", ["！" * 100, "（" * 100, "a" * 500, "—" * 90, " " * 200, "1" * 300]
)
def test_hopeless_text_ends_too(text):
    assert "".join(lines_of(text)) == text


def test_a_letter_number_no_line_holds_parts_before_its_year():
    """A narrow column of a register: 代字 / 〔2026〕12号, never inside the brackets."""
    text = "望资公开答〔2026〕118号"
    ruler = Ruler(PlainMetrics(), Face.FANGSONG, 10.0, 10.0)
    spans = break_lines(text, ruler, 75.0)
    assert [text[one.start : one.end] for one in spans] == ["望资公开答", "〔2026〕118号"]
