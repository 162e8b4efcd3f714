"""Days and times written in a draft (日期时间): that exist, on their weekday, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import Finding, Severity
from gongkai_desktop.domain.review.wording import wording
from gongkai_desktop.domain.wording import date_words

_DAY = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d\d) ?年 ?)?"
    r"(?<![\d.])(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?[日号]"
)
_DASHED = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<sign>[-./])(?P<month>\d{1,2})(?P=sign)"
    r"(?P<day>\d{1,2})(?![\d./-])"
)
_WEEKDAY = re.compile(
    r" ?[（(]? ?(?:星期|周|礼拜)(?P<day>[一二三四五六日天])(?!年|期|报|刊|边|围|转|到)"
)
_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)年")
_MONTH = re.compile("月")
_NO_MONTH = re.compile(r"(?:19|20)\d\d年(?:0|00|1[3-9]|[2-9]\d)月(?! ?\d)")
_NO_DAY = re.compile(r"(?:本|当|上|下|每)月(?:3[2-9]|[4-9]\d)[日号](?!内|后|前)")
_INSIDE_NUMBERS = frozenset("0123456789./-")
_RANGE = re.compile(r" ?(?:(?:起|开始)?(?:至|到)|—|－|-|~|～|——) ?$")
_CHINESE_YEAR = re.compile(
    r"[一二](?=[一二三四五六七八九〇零○]{0,2}[OoＯｏ0οО])[一二三四五六七八九〇零○OoＯｏ0οО]{3}年"
)
_PADDED = re.compile(r"(?:19|20)\d\d年(?:0\d月\d{1,2}|\d{1,2}月0\d)日")
_CLOCK = re.compile(r"(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?![\d:：%])")
_TIME_WORDS = re.compile(r"(?:上午|下午|晚上|早上|中午|时间|日|时|至|前|—|-|于)[：: ]?$")


def read_days(draft: Draft) -> Iterator[Finding]:
    """WZ07 days that do not exist, wrong weekdays, ranges that run backwards, padded dates."""
    last: tuple[int, date] | None = None
    for match in draft.all(_MONTH):
        found = next(draft.near(_DAY, *match.span(), 9), None)
        if found is None:
            continue
        stood = _stands(draft, found)
        if stood is None:
            yield _wrong(found.span(), "没有这一天")
            last = None
            continue
        yield from _weekday(draft, found, stood)
        yield from _backwards(draft, found, stood, last)
        last = (found.end(), stood)
    for match in draft.all(_DASHED):
        before = draft.text[match.start() - 1 : match.start()]
        if before not in _INSIDE_NUMBERS and _stands(draft, match) is None:
            yield _wrong(match.span(), "没有这一天")
    yield from _years_and_times(draft)


def _stands(draft: Draft, match: re.Match[str]) -> date | None:
    """The day as written; without a year that of the text, and 29 February always stands."""
    year = match.group("year")
    month, day = int(match.group("month")), int(match.group("day"))
    try:
        return date(int(year or _year_near(draft, match.start())), month, day)
    except ValueError:
        leap = not year and (month, day) == (2, 29)
        return date(2024, 2, 29) if leap else None


def _year_near(draft: Draft, at: int) -> int:
    """The year last named before, else that of publication."""
    named = _YEAR_BEFORE.findall(draft.text[max(0, at - 300) : at])
    return int(named[-1]) if named else draft.day.year


def _weekday(draft: Draft, match: re.Match[str], stood: date) -> Iterator[Finding]:
    weekday = _WEEKDAY.match(draft.text, match.end())
    if weekday is None:
        return
    said = "一二三四五六日".find(weekday.group("day").replace("天", "日"))
    if said == stood.weekday():
        return
    sure = match.group("year") is not None
    others = {date(draft.day.year + shift, 1, 1).year for shift in (-1, 0, 1)}
    if not sure and any(_weekday_in(year, stood) == said for year in others):
        return
    right = "一二三四五六日"[stood.weekday()]
    yield wording(
        "WZ07",
        Severity.MEDIUM,
        draft.whole(match.start(), weekday.end()),
        f"{date_words(stood)}是星期{right}",
        f"星期{right}",
    )


def _weekday_in(year: int, day: date) -> int:
    try:
        return day.replace(year=year).weekday()
    except ValueError:
        return -1


def _backwards(
    draft: Draft, match: re.Match[str], stood: date, last: tuple[int, date] | None
) -> Iterator[Finding]:
    if last is None or not _RANGE.fullmatch(draft.text[last[0] : match.start()]):
        return
    if stood < last[1] and match.group("year") is not None:
        yield _wrong(match.span(), "起止日期颠倒")


def _years_and_times(draft: Draft) -> Iterator[Finding]:
    for pattern, message in ((_NO_MONTH, "没有这个月份"), (_NO_DAY, "没有这一天")):
        for match in draft.all(pattern):
            yield _wrong(match.span(), message)
    for match in draft.all(_CHINESE_YEAR):
        yield _wrong(match.span(), "汉字年份里夹了字母或者数字，“零”写作“〇”")
    for line in draft.lines:
        if _PADDED.fullmatch(line.words):
            yield wording(
                "WZ07",
                Severity.LOW,
                (line.start, line.end),
                "成文日期的月、日不编虚位",
                re.sub(r"(?<=[年月])0", "", line.words),
                "GB/T 9704—2012 7.3.5.4",
            )
    for match in draft.all(_CLOCK):
        late = int(match.group("hour")) > 24 or int(match.group("minute")) > 59
        if late and _TIME_WORDS.search(draft.before(match.start(), 6)):
            yield _wrong(match.span(), "没有这个时刻")


def _wrong(span: tuple[int, int], message: str) -> Finding:
    return wording("WZ07", Severity.MEDIUM, span, message, "核对日期")
