"""The text of a published report (正文): its document number, period, headings, main figures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from gongkai_desktop.domain.annual.cells import COLUMN_NAMES
from gongkai_desktop.domain.annual.denied import check_denied
from gongkai_desktop.domain.annual.itemised import check_itemised
from gongkai_desktop.domain.annual.stated import check_stated
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.template import AnnualTemplate
from gongkai_desktop.domain.annual.violation import Violation, hard

_REPLACED = (
    (
        re.compile(r"公开办函[〔\[(【]?2019[〕\])】]?60号"),
        "国办公开办函〔2019〕60号",
        "国办公开办函〔2021〕30号",
    ),
    (
        re.compile(r"工作年度报告格式\(试行\)"),
        "年度报告格式（试行）",
        "国办公开办函〔2021〕30号修订后的格式",
    ),
    (re.compile(r"国务院令第?492号"), "国务院令第492号", "国务院令第711号修订后的条例"),
)
"""What an old text still cites, and what stands in its place."""
_PERIOD = re.compile(
    r"(?:期限|时间|时限|数据)[^。\n]{0,12}?(20\d\d)年1月1日[^。\n]{0,3}?[至到\-—－~～]+"
    r"(?:(20\d\d)年)?12月31日"
)
HEADINGS = {
    "一": "总体情况",
    "二": "主动公开政府信息情况",
    "三": "收到和处理政府信息公开申请情况",
    "四": "政府信息公开行政复议、行政诉讼情况",
    "五": "存在的主要问题及改进情况",
    "六": "其他需要报告的事项",
}
_HEADING = re.compile(r"^\s*([一二三四五六])、\s*(\S{2,40}?)\s*$", re.MULTILINE)


def check_wording(report: AnnualReport) -> Iterator[Violation]:
    """F2, C1 to C3 and B4 over the text around the tables; without text there is nothing."""
    if not report.prose:
        return
    yield from _document_number(report)
    yield from _period(report)
    yield from _section_titles(report)
    yield from check_stated(report)
    yield from check_itemised(report)
    yield from check_denied(report)


def _document_number(report: AnnualReport) -> Iterator[Violation]:
    """Documents that were replaced before the report's year."""
    if report.year is None or report.year < 2021:
        return
    text = "".join(unicodedata.normalize("NFKC", report.prose).split())
    for pattern, old, new in _REPLACED:
        if pattern.search(text):
            yield hard("F2", "prose", f"{report.year}年年报引用了{old}，已由{new}取代")


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
    if set(found) != set(HEADINGS):
        return
    for number, due in HEADINGS.items():
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
