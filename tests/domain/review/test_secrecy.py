"""保守国家秘密法 22, 35, 64: real marks are found, words about secrecy are not."""

import pytest

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.secrecy import (
    read_attribute,
    read_copy_number,
    read_internal,
    read_levels,
    read_papers,
)
from gongkai_desktop.domain.review.source import Source, Span
from tests.domain.review.drafts import DAY, draft, found


@pytest.mark.parametrize(
    "mark",
    [
        *(
            "秘密★10年",
            "机密★长期",
            "绝密★",
            "机 密★30年",
            "秘密 ☆ 5年",
            "机密★会议开始前",
            "秘密＊3年",
        )
    ],
)
def test_a_level_with_its_star_is_found_anywhere(mark):
    text = f"附件正文\n{mark}\n关于有关情况的报告"
    assert found(read_levels, text) == [("BM01", "严重", mark)]


def test_an_example_in_quotes_is_only_a_hint():
    assert found(read_levels, "应当标注“机密★5年”字样") == [("BM01", "提示", "机密★5年")]


@pytest.mark.parametrize("words", ["秘密", "机　密", "绝 密"])
def test_a_level_alone_on_a_line_at_the_head_is_found(words):
    assert found(read_levels, f"{words}\n某局文件") == [("BM02", "严重", words)]
    assert found(read_levels, "正文\n" * 20 + words) == []


@pytest.mark.parametrize(
    "text",
    [
        "依法确定为国家秘密的信息不予公开",
        "涉及商业秘密、个人隐私的",
        "保密审查制度\n绝密、机密、秘密三级",
        "机密级计算机不得连接互联网",
    ],
)
def test_words_about_secrecy_are_left_alone(text):
    assert found(read_levels, text) == []
    assert found(read_internal, text) == []


def test_a_mark_in_a_page_header_is_found_wherever_it_stands():
    text = "正文\n" * 20 + "秘密"
    source = Source(path="稿.docx", text=text, spans=(Span(start=60, end=62, place="第2节页眉"),))
    draft_of = type(draft(""))(source, DAY)
    assert [one.rule for one in read_levels(draft_of)] == ["BM02"]


def test_the_word_for_internal_alone_at_the_head_is_a_mark():
    assert found(read_internal, "内部\n工作简报") == [("BM04", "严重", "内部")]
    assert found(read_internal, "内部控制制度\n第一条") == []


def test_a_copy_number_stands_on_the_first_lines():
    assert found(read_copy_number, "№000017\n某局文件") == [("BM03", "高", "№000017")]
    assert found(read_copy_number, "一\n二\n三\n000017") == []


def test_unfinished_papers_are_found_but_not_where_opinions_are_asked_for():
    text = "某市优化营商环境办法（送审稿）\n第一条"
    assert found(read_papers, text) == [("BM07", "中", "（送审稿）")]
    asked = "关于公开征求意见的通知\n某市办法（征求意见稿）"
    assert found(read_papers, asked) == []
    assert found(read_papers, "某市办法（征求意见稿）", kind="公开征求意见") == []


def test_papers_for_the_inside_are_asked_about():
    assert [one[0] for one in found(read_papers, "关于增加编制的请示\n市政府：")] == ["BM08"]
    assert found(read_papers, "关于某某项目的批复\n某局：") == []


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [("不予公开", ["严重"]), ("依申请公开", ["高"]), ("主动公开", []), ("", [])],
)
def test_what_is_not_to_be_public_is_not_published(attribute, expected):
    item = Draft(Source(path="稿", text="关于食堂的通知\n各科室："), DAY, attribute)
    assert [one.severity.value for one in read_attribute(item)] == expected
