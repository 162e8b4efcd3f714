"""The text of a published report (正文): its document number, period, headings, main figures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from gongkai_desktop.domain.annual.cells import CARRIED_IN, CARRIED_OUT, COLUMN_NAMES, NEW
from gongkai_desktop.domain.annual.number import shown
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.template import AnnualTemplate
from gongkai_desktop.domain.annual.violation import Violation, hard

_TRIAL_NUMBER = re.compile(r"公开办函[〔\[（(【]?2019[〕\]）)】]?60号")
_PERIOD = re.compile(
    r"(?:期限|时间|时限|数据)[^。\n]{0,12}?(20\d\d)年1月1日[^。\n]{0,3}?[至到\-—－~～]+"
    r"(?:(20\d\d)年)?12月31日"
)
_HEADINGS = {
    "一": "总体情况",
    "二": "主动公开政府信息情况",
    "三": "收到和处理政府信息公开申请情况",
    "四": "政府信息公开行政复议、行政诉讼情况",
    "五": "存在的主要问题及改进情况",
    "六": "其他需要报告的事项",
}
_HEADING = re.compile(r"^\s*([一二三四五六])、\s*(\S{2,40}?)\s*$", re.MULTILINE)
_FIGURES = (
    (re.compile(r"本年度?新收(?:政府信息公开)?(?:申请)?(?:数量)?(?:为|共)?(\d+)件"), NEW),
    (re.compile(r"上年度?结转(?:政府信息公开)?(?:申请)?(?:数量)?(?:为|共)?(\d+)件"), CARRIED_IN),
    (re.compile(r"结转下(?:一)?年度?(?:继续办理)?(?:为|共)?(\d+)件"), CARRIED_OUT),
)


_PART = "网|信|函|当面|现场|邮|线[上下]|自然人|法人|部门|单位|镇|街道|平台|其中|上年|去年|同比"
"""Words that make a number received one of several, not the whole."""
_RECEIVED = re.compile(
    rf"(?:本年度?|全年|(20\d\d)年度?)(?:(?!{_PART})[^。；\d]){{0,16}}(?:收到|受理)"
    rf"(?:(?!{_PART})[^。；\d]){{0,4}}(?:政府信息公开|依申请公开|信息公开)申请(?:共|共计|为)?"
    r"(\d+)件"
)


def check_wording(report: AnnualReport) -> Iterator[Violation]:
    """F2 and C1 over the text around the tables; a report without text gives nothing."""
    if not report.prose:
        return
    yield from _document_number(report)
    yield from _period(report)
    yield from _section_titles(report)
    yield from _main_figures(report)
    yield from _received(report)


def _document_number(report: AnnualReport) -> Iterator[Violation]:
    if report.year is None or report.year < 2021:
        return
    if _TRIAL_NUMBER.search("".join(report.prose.split())):
        yield hard(
            "F2",
            "prose",
            f"{report.year}年年报引用了国办公开办函〔2019〕60号，"
            "该试行格式已由国办公开办函〔2021〕30号取代",
        )


def _period(report: AnnualReport) -> Iterator[Violation]:
    for first, last in _PERIOD.findall("".join(report.prose.split(" "))):
        if report.year is not None and {first, last or first} != {str(report.year)}:
            yield hard(
                "F2",
                "prose",
                f"正文的统计期限是{first}年1月1日至{last or first}年12月31日，"
                f"年报是{report.year}年的",
            )


def _section_titles(report: AnnualReport) -> Iterator[Violation]:
    """A heading changed in wording; only where the text has all six as headings."""
    if report.year is None or report.year < 2021:
        return
    found: dict[str, list[str]] = {}
    for number, title in _HEADING.findall(report.prose):
        found.setdefault(number, []).append(title)
    if set(found) != set(_HEADINGS):
        return
    for number, due in _HEADINGS.items():
        if _letters(due) not in map(_letters, found[number]):
            yield hard(
                "F2",
                "prose",
                f"第{number}部分的标题是“{found[number][0]}”，格式规定为“{due}”",
            )


def check_labels(report: AnnualReport, form: AnnualTemplate) -> Iterator[Violation]:
    """F2: rows and columns worded otherwise than the form (行名、列名被改)."""
    if report.template != form.version:
        return
    due = form.labels()
    for cell, seen in report.labels.items():
        if cell in due and _wording(seen) != _wording(due[cell]):
            yield hard(
                "F2",
                cell.removesuffix(".heading"),
                f"{_whose(cell)}写的是“{seen.strip()[:40]}”，格式规定为“{due[cell]}”",
            )


def _whose(key: str) -> str:
    """The place of a wording: a row's label, or the heading above a column."""
    table = {"table1": "表一", "table2": "表二", "table3": "表三"}[key.partition(".")[0]]
    is_heading = key.endswith(".heading") or key.rpartition(".")[2] in COLUMN_NAMES
    return f"{table}{'列名' if is_heading else '行名'}"


def _wording(label: str) -> str:
    """A label without its number, punctuation and width; 其它 is 其他."""
    letters = _letters(unicodedata.normalize("NFKC", label)).replace("它", "他")
    return re.sub(r"^[一二三四五六七\d]+", "", letters)


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text))


def _main_figures(report: AnnualReport) -> Iterator[Violation]:
    """C1 over the three wordings that can mean one row only (本年新收、上年结转、结转下年度)."""
    text = "".join(report.prose.split())
    for pattern, row in _FIGURES:
        stated = [int(number) for number in pattern.findall(text)]
        due = report.number(f"table2.{row}.total")
        if due is None or not stated or due in stated:
            continue
        yield hard(
            "C1",
            f"table2.{row}.total",
            f"正文“{_sentence(pattern, text)}”写的是{stated[0]}，表二为{shown(due)}",
        )


def _received(report: AnnualReport) -> Iterator[Violation]:
    """C1: the number received in the year means the new ones, or those carried in as well."""
    stated = [
        int(number)
        for year, number in _RECEIVED.findall("".join(report.prose.split()))
        if year in ("", str(report.year))
    ]
    new, carried = (report.number(f"table2.{row}.total") for row in (NEW, CARRIED_IN))
    if not stated or new is None or carried is None or {new, new + carried} & set(stated):
        return
    yield hard(
        "C1",
        f"table2.{NEW}.total",
        f"正文写收到政府信息公开申请{stated[0]}件，表二本年新收为{shown(new)}"
        + (f"，加上年结转为{shown(new + carried)}" if carried else ""),
    )


def _sentence(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group() if match else ""
