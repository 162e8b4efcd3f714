"""How a published report is built (六个部分): what is missing, numbered twice, out of place, stale.

The six parts and their order are those of 国办公开办函〔2021〕30号; what examiners find wrong with
them is collected in annual.md A7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.annual.numerals import in_figures
from gongkai_desktop.domain.annual.published import HEADINGS
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.violation import Violation, hard, soft

_HEADING = re.compile(r"^\s*([一二三四五六七八])[、.．]\s*(\S.{1,38})$")
_ENOUGH = 4
"""As many headings of the form show that the text is that of a whole report."""
_SHORTEST = 30
_ASPECTS = {
    "主动公开": "主动公开",
    "依申请公开": "依申请公开|依申请",
    "政府信息管理": "信息管理|规范性文件|属性",
    "政府信息公开平台建设": "平台|网站|专栏|新媒体",
    "监督保障": "监督|保障|考核|培训",
}
_LIMIT = 1000
_NOTE = re.compile(r"^\s*(注|说明|备注|[（(]?单位|[（(]本列|表[一二三]|附)")
_LONGEST_NOTE = 24
_GAP = re.compile(
    r"(?:主动公开|共公开|公开|发布|收到|受理|办结|答复)(?:政府信息|政务信息|信息|申请)*共?了?(?:条|件)(?=[,。;])"
)
_PLACEHOLDER = re.compile(
    r"(?:[_＿]{1,}|(?<![A-Za-z])[XxＸ]{1,4}|×{1,4}|[○〇]{2,}|\*{1,4})"
    r"(?:件|条|次|场|期|篇|人次|份|项|个|万元|元|%|年|月)"
)
_EMPTY_PLACE = re.compile(
    r"(?:\(\)|\[[^\]\d]{1,6}\])(?:件|条|次|场|期|篇|人次|份|项|个|万元|元|%)"
    r"|(?:材料|解读|信息|申请|会议|政策|文件|稿件)(?:共|计|了)?(?:篇|条|件|次|份)(?=[,。;、])"
)
_PUBLISHED_YEAR = re.compile(
    r"(?:现公布|现发布|特公布|现将|编制|公布|发布)[^。;,\n]{0,12}?(20\d\d)年度?政府信息公开(?:工作)?年度?报告"
)
_OUTLINE = re.compile(
    r"(20\d\d)年度?(?:全国|全省|全市|全县)?政(?:务|府信息)公开(?:重点)?工作(?:要点|安排)"
)
_GAPS = (_GAP, _PLACEHOLDER, _EMPTY_PLACE)
_STALE = re.compile(
    r"(?:^|[。;\n])(?P<year>20\d\d)年度?,?(?P<who>我[局县市区镇乡委厅办院街校]|本(?:机关|单位|局)|全(?:局|县|市|区|镇|乡|年)|共|(?<=,))[^。;\n]*"
)
_OTHER_YEARS = re.compile("上年|去年|同比|相比|较上|整改|改进|问题|以来|规划|计划|目标|起")


def check_structure(report: AnnualReport) -> Iterator[Violation]:
    """F2 over the parts of a report's text; silent where it does not show its headings."""
    lines = [line.strip() for line in report.prose.split("\n") if line.strip()]
    yield from _gaps(report)
    yield from _stale_years(report)
    yield from _stale_outline(report)
    parts = _parts(lines)
    if len(parts) < _ENOUGH or (report.year or 2021) < 2021:
        return
    yield from _missing(parts)
    yield from _numbered_twice(lines)
    yield from _tables_only(parts)
    yield from _overview(parts)


def _parts(lines: list[str]) -> dict[str, list[str]]:
    """The lines below each heading of the form, by its number."""
    parts: dict[str, list[str]] = {}
    at = ""
    for line in lines:
        match = _HEADING.match(line)
        due = HEADINGS.get(match.group(1), "") if match else ""
        if match and due and _alike(match.group(2), due):
            at = match.group(1)
            parts.setdefault(at, [])
        elif at:
            parts[at].append(line)
    return parts


def _alike(seen: str, due: str) -> bool:
    """Whether a heading is the form's, changed in a few words or not."""
    plain = set(re.findall(r"[\u4e00-\u9fff]", seen))
    return len(plain & set(due)) * 2 >= len(set(due))


def _missing(parts: dict[str, list[str]]) -> Iterator[Violation]:
    for number, title in HEADINGS.items():
        if number not in parts:
            yield hard(
                "F2", "prose", f"没有第{number}部分“{number}、{title}”，格式规定六个部分都要有"
            )


def _numbered_twice(lines: list[str]) -> Iterator[Violation]:
    seen = [match.group(1) for line in lines if (match := _HEADING.match(line))]
    if "六" in seen and "一" in seen[seen.index("六") :]:
        yield soft("F2", "prose", "第六部分以后又从“一、”编号，与六个部分的编号重叠")


def _tables_only(parts: dict[str, list[str]]) -> Iterator[Violation]:
    """二 to 四 are the tables alone; the form's own instruction is not copied."""
    for number in "二三四":
        for line in parts.get(number, ()):
            if "以表格形式报告" in line:
                yield soft("F2", "prose", f"第{number}部分把格式的说明“{line[:20]}”抄进了年报")
            elif len(line) > _LONGEST_NOTE and not _NOTE.match(line):
                yield soft(
                    "F2", "prose", f"第{number}部分只放表格，“{line[:20]}…”一段应当移到第一部分"
                )
                break


def _overview(parts: dict[str, list[str]]) -> Iterator[Violation]:
    """一、总体情况 covers five aspects in about a thousand characters."""
    words = "".join(parts.get("一", ()))
    if len(words) < _SHORTEST:
        return
    lacking = [name for name, sign in _ASPECTS.items() if not re.search(sign, words)]
    if lacking:
        yield soft("F2", "prose", f"第一部分没有写到{'、'.join(lacking)}")
    if len(words) > _LIMIT:
        yield soft("F2", "prose", f"第一部分有{len(words)}字，一般要求不超过{_LIMIT}字")


def _gaps(report: AnnualReport) -> Iterator[Violation]:
    """A number forgotten (“共主动公开条”)."""
    text = in_figures(report.prose)
    match = next((found for one in _GAPS if (found := one.search(text))), None)
    if match:
        yield hard("F2", "prose", f"正文“{match.group()}”漏填了数")


def _stale_outline(report: AnnualReport) -> Iterator[Violation]:
    """The yearly outline of work (工作要点) of another year."""
    for match in _PUBLISHED_YEAR.finditer(in_figures(report.prose)):
        if report.year is not None and int(match.group(1)) != report.year:
            told = f"正文“{match.group()}”，年报是{report.year}年的"
            yield hard("F2", "prose", told)
    for match in _OUTLINE.finditer(in_figures(report.prose)):
        if report.year is not None and int(match.group(1)) != report.year:
            told = f"正文引用了“{match.group()}”，年报是{report.year}年的，请核对"
            yield soft("F2", "prose", told)


def _stale_years(report: AnnualReport) -> Iterator[Violation]:
    """A sentence about what was done in a year before the report's (年份没改)."""
    lines = (in_figures(line) for line in report.prose.split("\n"))
    for match in _STALE.finditer("\n".join(lines)):
        year = int(match["year"])
        if (
            report.year is not None
            and year < report.year
            and not _OTHER_YEARS.search(match.group())
            and str(report.year) not in match.group()
        ):
            yield hard(
                "F2",
                "prose",
                f"正文“{match.group().strip('。;')[:20]}…”写的是{year}年，年报是{report.year}年的",
            )
