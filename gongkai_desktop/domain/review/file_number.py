"""Numbers of official papers (发文字号), GB/T 9704—2012 7.2.5: 〔 〕, four-digit year, no 第."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import Finding, Severity
from gongkai_desktop.domain.review.wording import wording

_STANDARD = "GB/T 9704—2012 7.2.5"
_OPEN, _CLOSE = r"[\[［【(（﹝〖{„‟“<〈]", r"[\]］】)）﹞〗}„‟”>〉]"
_YEAR = r" ?(?:19|20)\d\d(?:年)? ?"
_BRACKETS = re.compile(
    rf"({_OPEN}(?<=[\u4e00-\u9fffA-Za-z字].){_YEAR}{_CLOSE}|〔{_YEAR}{_CLOSE}(?<!〕)|{_OPEN}{_YEAR}〕)"
    r" ?(?:第 ?)?\d{1,5} ?号"
)
_COUNTED = re.compile(r"〔(?P<year>[^〕\n]{1,8})〕(?P<tail>[^，。；、\s）)》”]{0,14})")
_NUMBER = re.compile(r"(?P<ordinal>第)?(?P<number>\d{1,5})(?P<unit>号)?")
_ORDERS = re.compile("令|公告|通告|公报|决定书|告知书|裁|复决字|罚|许准|发字|字$")


def read_file_numbers(draft: Draft) -> Iterator[Finding]:
    """WZ06 wrong brackets, 第, leading zeros, two-digit years, a missing 号."""
    for match in draft.all(_BRACKETS):
        yield wording(
            "WZ06",
            Severity.LOW,
            match.span(1),
            "发文字号的年份用六角括号",
            f"〔{re.sub(r'[^0-9]', '', match.group(1))}〕",
            _STANDARD,
        )
    for match in draft.all(_COUNTED):
        yield from _counted(draft, match)


def _counted(draft: Draft, match: re.Match[str]) -> Iterator[Finding]:
    year, start = match.group("year").strip(), match.start()
    number = _NUMBER.match(match.group("tail").strip())
    if number is None or not draft.before(start, 2).strip():
        return
    end = match.start("tail") + number.end()
    if not number.group("unit"):
        if match.group("tail")[number.end() :][:1] not in {"-", "之", "/", "—", "～", "至", "年"}:
            yield _wrong(start, end, "发文字号缺“号”", f"〔{year}〕{number.group('number')}号")
        return
    if re.fullmatch(r"\d{4}年", year):
        plain = f"〔{year.rstrip('年')}〕{number.group('number')}号"
        yield _wrong(start, end, "发文字号的年份不写“年”字", plain)
        return
    if re.fullmatch(r"\d\d", year):
        yield _wrong(start, end, "发文字号的年份写四位", "")
    if number.group("ordinal") and not _ORDERS.search(draft.before(start, 8)):
        yield _wrong(start, end, "发文字号不加“第”", f"〔{year}〕{number.group('number')}号")
    if number.group("number").startswith("0"):
        yield _wrong(
            start,
            end,
            "发文字号的顺序号不编虚位",
            f"〔{year}〕{number.group('number').lstrip('0')}号",
        )


def _wrong(start: int, end: int, message: str, suggestion: str) -> Finding:
    return wording("WZ06", Severity.LOW, (start, end), message, suggestion, _STANDARD)
