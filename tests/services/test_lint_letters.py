"""The letter check on letters in the manner of many offices: sound ones pass, planted defects show.

The letters (tests/cases/letters/clean_*.txt) are invented; each begins ``### CODE manner``. Those
written wrong (wrong_*.txt) begin ``### CODE | RULES | manner``: every rule must speak, of those
joined by ``/`` one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from gongkai_desktop.domain.letter.finding import Finding, Severity
from gongkai_desktop.services import lint
from tests.cases.letters.defects import DEFECTS
from tests.services.test_lint import TODAY, knowledge

FOLDER = Path(__file__).parents[1] / "cases" / "letters"
# C20 and C25 rest on no article of their own: W always (D24). The others are as offices write.
EXPECTED = {"C20": {"D24"}, "C25": {"D24"}}


@cache
def letters() -> tuple[tuple[str, str, str], ...]:
    """Code, manner and text of every sound letter."""
    return tuple(
        (head.split()[0], head, text)
        for path in sorted(FOLDER.glob("clean_*.txt"))
        for part in re.split(r"(?m)^### ", path.read_text(encoding="utf-8"))[1:]
        for head, text in [part.split("\n", 1)]
    )


@cache
def found(code: str, text: str) -> tuple[Finding, ...]:
    return lint.check_words(text, code, day=None, today=TODAY, knowledge=knowledge(), fields={})


def rules(code: str, text: str) -> set[str]:
    return {one.rule for one in found(code, text)}


def wrapped(text: str) -> str:
    lines = (re.findall(".{1,28}", line) or [""] for line in text.split("\n"))
    return "\n".join(part for line in lines for part in line)


def short_title(text: str) -> str:
    full = "《中华人民共和国政府信息公开条例》"
    short = text.replace(full, "《条例》")
    return short.replace("《条例》", f"{full}（以下简称《条例》）", 1)


def counted(number: str) -> str:
    tens, ones = divmod(int(number), 10)
    ten = "" if not tens else "十" if tens == 1 else f"{ONES[tens]}十"
    return ten + (ONES[ones] if ones else "")


ONES = "〇一二三四五六七八九"


def chinese_dates(text: str) -> str:
    return re.sub(
        r"(\d{4})年(\d{1,2})月(\d{1,2})日",
        lambda day: f"{day[1].translate(IN_CHINESE)}年{counted(day[2])}月{counted(day[3])}日",
        text,
    )


IN_CHINESE = {ord(str(at)): sign for at, sign in enumerate(ONES)}


def between(text: str, folio: str) -> str:
    """A page number in the middle of a line, as copied pages have it."""
    lines = text.split("\n")
    at = max(range(len(lines)), key=lambda one: len(lines[one]))
    half = len(lines[at]) // 2
    lines[at] = f"{lines[at][:half]}\n{folio}\n{lines[at][half:]}"
    return "\n".join(lines)


ENCLOSED = """附件1
关于某某事项的通知
某发〔2018〕3号
各单位：
请于15个工作日内答复。
某某局
2018年3月4日"""


DISGUISES: dict[str, Callable[[str], str]] = {
    "as written": lambda text: text,
    "wrapped at 28": wrapped,
    "full-width figures": lambda text: text.translate({ord(str(n)): 0xFF10 + n for n in range(10)}),
    "half-width brackets": lambda text: text.replace("（", "(").replace("）", ")"),
    "dates in Chinese figures": chinese_dates,
    "short title": short_title,
    "page numbers between": lambda text: between(text, "— 2 —"),
    "pages counted between": lambda text: between(text, "第2页　共3页"),
    "with an enclosure": lambda text: f"{text.rstrip()}\n{ENCLOSED}",
    "blank lines": lambda text: text.replace("\n", "\r\n\r\n"),
}


@pytest.mark.parametrize(("code", "manner", "text"), letters(), ids=[one[1] for one in letters()])
def test_a_sound_letter_passes_in_every_disguise(code: str, manner: str, text: str) -> None:
    told = {one.rule for one in found(code, text)}
    assert told - EXPECTED.get(code, set()) <= {"F03", "F09"}, found(code, text)
    for name, disguise in DISGUISES.items():
        errors = [one for one in found(code, disguise(text)) if one.severity is Severity.ERROR]
        # A date broken by a hard line break is no date any more.
        assert not [one for one in errors if one.rule != "F04"], (name, errors)


def changed(codes: str, pattern: str, instead: str) -> Iterator[tuple[str, str, str]]:
    for code, manner, text in letters():
        if not codes or code in codes.split():
            broken = re.sub(pattern, instead, text)
            if broken != text:
                yield code, manner, broken


@pytest.mark.parametrize(("rule", "codes", "pattern", "instead"), DEFECTS)
def test_a_planted_defect_is_found(rule: str, codes: str, pattern: str, instead: str) -> None:
    planted = list(changed(codes, pattern, instead))
    assert planted, "no letter has these words"
    missed = [one[1] for one in planted[:4] if not rules(one[0], one[2]) & set(rule.split("/"))]
    assert not missed


def wrong_letters() -> Iterator[tuple[str, str, str, str]]:
    """Code, rules, manner and text of every letter written wrong."""
    for path in sorted(FOLDER.glob("wrong_*.txt")):
        for part in re.split(r"(?m)^### ", path.read_text(encoding="utf-8"))[1:]:
            head, text = part.split("\n", 1)
            code, told, manner = head.split(" | ")
            yield code, told, manner, text


@pytest.mark.parametrize(
    ("code", "told", "manner", "text"), [*wrong_letters()], ids=[one[2] for one in wrong_letters()]
)
def test_a_wrong_letter_is_told_of_every_fault(
    code: str, told: str, manner: str, text: str
) -> None:
    found_rules = rules(code, text)
    assert [one for one in told.split(",") if not found_rules & set(one.split("/"))] == []


@pytest.mark.long
@pytest.mark.parametrize("name", DISGUISES)
def test_every_planted_defect_is_found_in_every_disguise(name: str) -> None:
    missed = [
        (rule, manner, instead)
        for rule, codes, pattern, instead in DEFECTS
        for code, manner, broken in changed(codes, pattern, instead)
        if not rules(code, DISGUISES[name](broken)) & set(rule.split("/"))
    ]
    assert not missed


def test_what_is_found_points_at_the_words() -> None:
    code, _, text = next(one for one in letters() if one[1].startswith("C12 县水利局"))
    broken = text.replace("第三十六条第（四）项", "第三十六条第一款第（四）项")
    finding = next(one for one in found(code, broken) if one.rule == "D03")
    assert broken[finding.start : finding.end] == "第三十六条第一款第（四）项"
    mended = broken[: finding.start] + finding.suggestion + broken[finding.end :]
    assert mended == text


def test_a_refusal_on_the_wrong_ground_is_mended_at_that_ground() -> None:
    """第三十六条第（三）项 stays: it is the ground beside it that is wrong (条例第十六条)."""
    code, _, text = next(one for one in letters() if one[1].startswith("C8 内部"))
    broken = text.replace("第十六条第一款", "第十六条第二款")
    mended = [
        broken[: one.start] + one.suggestion + broken[one.end :]
        for one in found(code, broken)
        if one.rule == "D04" and one.suggestion
    ]
    assert mended == [text]


def test_the_asker_is_found_in_a_letter_to_others_without_the_register() -> None:
    """条例第十五条: a third party is not told who asked."""
    code, _, text = next(one for one in letters() if one[0] == "B5")
    told = re.sub(
        r"收到[^，。]{0,12}政府信息公开申请", "收到张某提出的政府信息公开申请", text, count=1
    )
    assert told != text
    assert "R06" in rules(code, told)


def test_fifteen_days_to_answer_after_a_supplement_is_the_old_law() -> None:
    """条例第三十条, 第三十三条第二款: the full twenty working days begin anew."""
    code, _, text = next(one for one in letters() if one[0] == "B1")
    old = text + "\n本机关将自收到补正材料之日起15个工作日内答复。"
    assert "L01" in rules(code, old)


def test_a_finding_after_dates_in_chinese_figures_points_at_the_words() -> None:
    code, _, text = next(one for one in letters() if one[1].startswith("C12 县水利局"))
    broken = chinese_dates(text.replace("第三十六条第（四）项", "第三十六条第一款第（四）项"))
    finding = next(one for one in found(code, broken) if one.rule == "D03")
    assert broken[finding.start : finding.end] == "第三十六条第一款第（四）项"


def test_another_body_than_the_settings_name_is_told() -> None:
    """行政复议法第二十四条, 行政诉讼法第十八条: a Word file may name a neighbour's court."""
    code, _, text = next(one for one in letters() if one[1].startswith("C12 转行"))

    def told(**known: str) -> list[str]:
        every = lint.check_words(
            text, code, day=None, today=TODAY, knowledge=knowledge(), fields=known
        )
        return [one.suggestion for one in every if one.rule == "R04"]

    assert told(review_body="青河市人民政府", court="青河市城关区人民法院") == []
    assert told(court="青河铁路运输法院") == ["青河铁路运输法院"]
    assert told(review_body="临川县人民政府") == ["临川县人民政府"]


def test_personal_data_in_an_enclosure_are_still_told() -> None:
    code, _, text = next(one for one in letters() if one[0] == "C1")
    leak = f"{text.rstrip()}\n附件\n名单\n张某 990101198001010014\n"
    assert "R06" in rules(code, leak)


def test_an_extension_told_after_the_period_is_warned_of() -> None:
    """条例第三十三条第二款: late it has no effect; nothing is made impossible, so W."""

    def severities(text: str) -> set[str]:
        return {one.severity.value for one in found("B3", text) if one.rule == "T02"}

    text = next(one[2] for one in letters() if one[1].startswith("B3 延期"))
    assert severities(text) == set()
    late = text.replace("2026年10月30日", "2026年11月20日")
    assert severities(late) == {"W"}
    silent = re.sub("本机关无法在[^。]*前作出答复。", "本机关不能按期作出答复。", late)
    assert severities(silent) == {"W"}
