"""The letter check: sound letters of every kind pass, each defect is found under its own rule."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from gongkai_desktop.documents.letter_text import word_text
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.letter.finding import Severity
from gongkai_desktop.services import letter as letter_service
from gongkai_desktop.services import lint
from gongkai_desktop.services.knowledge import Knowledge, load_knowledge
from gongkai_desktop.services.press import the_press

TODAY = date(2026, 11, 22)
CODES = sorted(form.code for form in load_knowledge().forms)


@cache
def sample(code: str) -> str:
    """The whole text of a form filled with its sample values."""
    knowledge, unit = letter_service.knowledge_and_unit_at("nowhere.gkt", None)
    made = letter_service.render(
        knowledge, the_press(), unit, code, {}, profile=Profile.FINAL, today=TODAY
    )
    return lint.whole_text(made.composition.letter)


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


def found(code: str, text: str, **fields: str) -> set[str]:
    """Rules that complain of a text."""
    return {
        one.rule
        for one in lint.check_words(
            text, code, day=None, today=TODAY, knowledge=knowledge(), fields=fields
        )
    }


@pytest.mark.parametrize("code", CODES)
def test_our_own_letters_have_no_error(code: str) -> None:
    findings = lint.check_words(
        sample(code), code, day=None, today=TODAY, knowledge=knowledge(), fields={}
    )
    assert [one for one in findings if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("code", CODES)
def test_our_own_word_files_have_no_error(code: str) -> None:
    knowledge, unit = letter_service.knowledge_and_unit_at("nowhere.gkt", None)
    made = letter_service.render(
        knowledge, the_press(), unit, code, {}, profile=Profile.FINAL, today=TODAY
    )
    content = the_press().docx(made.composition.letter, Profile.FINAL, made.style)
    text = word_text(content, "定稿.docx")
    findings = lint.check_words(text, code, day=None, today=TODAY, knowledge=knowledge, fields={})
    assert [one for one in findings if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("code", ["C1", "C7", "C12", "C3", "B1"])
def test_wrapped_lines_and_full_width_figures_change_nothing(code: str) -> None:
    wide = sample(code).translate({ord(str(n)): 0xFF10 + n for n in range(10)})
    head, *body = wide.split("\n")
    wrapped = "\n".join([head, *("\n".join(re.findall(r".{1,28}", line)) for line in body)])
    errors = {rule for rule in found(code, wrapped) if rule[0] in "DRLT"}
    assert errors <= {"D07", "D24"}, errors


CHOICE_TERM = "自收到本答复书之日起60日内"
DEFECTS = [
    # rule, letter, words, what stands there instead
    ("D01", "C12", r"第三十六条第（四）项", ""),
    ("D02", "C12", r"第三十六条第（四）项", "第三十六条"),
    ("D02", "C9", r"第十六条第二款", "第十六条"),
    ("D03", "C12", r"第三十六条第（四）项", "第三十六条第一款第（四）项"),
    ("D03", "C4", r"第十四条", "第十四条第一款"),
    ("D04", "C12", r"第三十六条第（四）项", "第三十六条第（五）项"),
    ("D04", "C13", r"第十条第一款、第三十六条第（五）项", "第三十六条第（四）项"),
    ("D06", "C4", r"经审查，该信息不能作区分处理：[^。]*。", ""),
    ("D09", "C12", r"收到申请后[^。]*。\n经核对职责[^。]*。", "经检索，未找到。"),
    ("D10", "C12", r"检索范围为[^，]*、征收科存档材料", "检索范围为公文处理系统"),
    ("D13", "C2", r"，网址为https\S+（[^）]*）|（索引号[^）]*）", ""),
    ("D14", "C7", r"本机关于2026年11月11日书面征求第三方意见，|办理中[^。]*。", ""),
    ("D15", "C9", r"过程稿", "有关材料"),
    ("D20", "C17", r"（望资公开答〔2025〕27号）", ""),
    ("D21", "C15", r"因申请内容不明确，本机关[^。]*。", ""),
    ("D24", "C20", r"$^", ""),
    ("D25", "C1", r"（见附件）|，以纸质形式提供|，提供途径为邮寄|附件：[^\n]*\n", ""),
    ("D27", "C9", r"第十六条第二款、", "第十六条第二款、国办发〔2010〕5号、"),
    ("L01", "C1", r"经检索，", "本机关自收到申请之日起15个工作日内予以答复。经检索，"),
    (
        "L02",
        "B1",
        r"（一）旧城改造项目",
        "（一）与自身生产、生活、科研等特殊需要相关的证明；旧城改造项目",
    ),
    ("L03", "C1", r"提供途径为邮寄", "提供途径为邮寄，请缴纳检索费"),
    ("L04", "B5", r"由本机关依照[^。]*决定是否公开", "视为不同意公开"),
    ("L05", "C1", r"6个月内直接", "3个月内"),
    ("L06", "C1", r"向望山县人民政府申请", "向望山县人民政府或者望海市自然资源和规划局申请"),
    ("L06", "C1", r"向望山县人民政府申请", "向上一级主管部门申请"),
    ("L07", "C12", r"第三十六条第（四）项", "第二十一条第（三）项"),
    (
        "L08",
        "C1",
        r"经审查，",
        "依照《最高人民法院关于审理政府信息公开行政案件若干问题的规定》（法释〔2011〕17号），经审查，",
    ),
    ("L09", "C4", r"决定对该信息不予公开", "决定对该信息免予公开"),
    ("T02", "B3", r"延长20个工作日", "延长30个工作日"),
    ("T02", "B3", r"经本机关政府信息公开工作机构负责人同意，", ""),
    ("T04", "C1", r"2026年7月20日", "2026年6月20日"),
    ("T06", "B5", r"15个工作日内提出意见", "10个工作日内提出意见"),
    ("T06", "B7", r"第三十四条", "第十一条第一款"),
    ("T06", "B5", r"15个工作日内提出意见", "七个工作日内提出意见"),
    ("T02", "B3", r"延长20个工作日", "延长二十二个工作日"),
    ("T07", "C1", r"提供途径为邮寄", "通过顺丰寄送"),
    ("R01", "C12", r"如不服[^。]*。", ""),
    ("R01", "C12", r"，也可以自收到[^。]*提起行政诉讼", ""),
    ("R01", "C12", r"可以自收到[^，]*申请行政复议，也", ""),
    (
        "R01",
        "B1",
        r"补正材料请提交至",
        "如不服本告知书，可以自收到之日起60日内申请行政复议。补正材料请提交至",
    ),
    (
        "R02",
        "C4",
        r"应当先(自收到[^；]*)；[^。]*。",
        r"可以\1，或者自收到本答复书之日起6个月内直接向望山县人民法院提起行政诉讼。",
    ),
    ("R02", "C12", r"可以自收到(本答复书之日起60日内)", r"应当先自收到\1"),
    ("R03", "C1", r"60日", "30日"),
    ("R03", "C4", r"15日内向", "30日内向"),
    ("R04", "C1", r"望山县人民法院", ""),
    ("R04", "C1", r"望山县人民政府", "望山县自然资源局"),
    ("R07", "C1", r"您申请公开的内容", "您（单位）申请公开的内容"),
    ("R08", "C1", r"\n望山县自然资源局\n", "\n望山县自然资源局政务公开科\n"),
    ("F01", "C1", r"共6页", "共××××页"),
    ("F01", "C1", r"望资公开答〔2026〕18号", "望资公开答〔2026〕号"),
    ("F02", "C1", r"答〔2026〕", "答〔2025〕"),
    ("F02", "C1", r"公开答〔", "公开补〔"),
    ("F03", "C1", r"〔2026〕18号", "[2026]第018号"),
    ("F04", "C1", r"2026年7月20日", "二〇二六年七月二十日"),
    ("F04", "C1", r"2026年7月20日", "2026年07月20日"),
    ("F05", "C1", r"\n望山县自然资源局\n", "\n（此页无正文）\n望山县自然资源局\n"),
    ("F08", "C3", r"　2\. F地块出让合同及补充协议（已作区分处理）", ""),
    ("F12", "C16", r"经审查，", "经审查，您的申请属无理取闹，"),
    ("F13", "C1", r"（联系机构[^\n]*", ""),
]


@pytest.mark.parametrize(("rule", "code", "words", "instead"), DEFECTS)
def test_each_defect_is_found_under_its_rule(
    rule: str, code: str, words: str, instead: str
) -> None:
    text = sample(code)
    broken = re.sub(words, instead, text)
    assert broken != text or rule == "D24"
    assert rule in found(code, broken)


def test_a_date_broken_over_two_lines_is_no_short_date() -> None:
    text = sample("C1")
    date_line = re.findall(r"2026年\d+月\d+日", text)[-1]
    broken = date_line.replace("年", "年\n")
    assert "F04" not in found("C1", text.replace(f"\n{date_line}", f"\n{broken}"))
    short = date_line.removeprefix("2026年")
    assert "F04" in found("C1", text.replace(f"\n{date_line}", f"\n{short}"))


def test_what_the_register_knows_is_compared() -> None:
    text = sample("C1")
    told = {"applicant": "谢某乙", "request_text": "X片区土地征收成片开发方案的批复"}
    assert not found("C1", text, **told) & {"R05", "D08"}
    assert "R05" in found("C1", text, applicant="张三")
    assert "D08" in found("C1", text, request_text="Y片区的批复")
    assert "T03" in found("C1", text, due_date="2026-07-10")
    assert "R08" in found("C1", text, unit="望山县水务局")


def test_a_letter_is_judged_by_the_law_of_its_date() -> None:
    old = sample("C4").replace("2026年5月25日", "2020年5月25日").replace("2026", "2020")
    assert "R02" in found("C4", old), "review first came with the law of 2024"
    assert "L06" not in found(
        "C1",
        sample("C1")
        .replace("2026", "2021")
        .replace("向望山县人民政府申请", "向望山县人民政府或者望海市自然资源和规划局申请"),
    )


def test_an_unknown_code_is_refused() -> None:
    from gongkai_desktop.domain.errors import UserError

    with pytest.raises(UserError, match="没有代号"):
        found("C99", "文")
