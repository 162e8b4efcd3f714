"""What a letter itself tells of the clock (文中写明的经过): receipt, 补正, 征求意见, 缴费, 延期.

Only dated events count. Where the text speaks of one without its days nothing is concluded
(条例第三十条、第三十三条; 国办函〔2020〕109号).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import attrs

from gongkai_desktop.domain.lint.rules import Case
from gongkai_desktop.domain.lint.text import read_day
from gongkai_desktop.domain.wording import number_in

PERIOD = 20
_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
_GAP = r"[^。；]{0,24}?"
_RESTARTS = tuple(
    re.compile(one)
    for one in (
        rf"({_DAY})(?:(?!{_DAY})[^。；，]){{0,16}}?(?:收到|签收|收悉)(?:(?!告知|通知)[^。；，]){{0,12}}?(?:补正|补充)",
        rf"(?:[您你]|单位|公司|申请人)[^。；，]{{0,6}}?({_DAY})(?:(?!告知|通知|收到)[^。；，]){{0,14}}?"
        rf"(?:补正(?!告知|通知)|补充(?:提交|材料|说明|了|完善))",
        rf"({_DAY})(?:(?!告知|通知|收到|应|前)[^。；，]){{0,12}}?(?:完成缴费|缴纳(?:了)?|缴费(?!通知))",
    )
)
_AWAITED = re.compile(
    r"(?<![无不]需)(?<![无不]需要)(?<!不必)补正|收费通知|缴费|责令|复议决定|判决|重新(?:作出)?答复|说明理由"
)
_CONSULTING = re.compile(r"(?:征求|征询|听取)[^。；，]{0,24}意见|意见征[求询]")
_STILL_TO_COME = re.compile(r"(?:需要?|拟|将|尚须|须|有待|还要|正在?准备)[^。；，]{0,16}$")
_RANGE = re.compile(rf"({_DAY})(?:起)?(?:至|到|—|－|-){_GAP}({_DAY})")
_SENT = re.compile(rf"({_DAY})(?:(?!{_DAY})[^。；]){{0,40}}?(?:征求|征询|听取|意见征[求询])")
_ANSWERED = re.compile(
    rf"({_DAY})(?:(?!{_DAY}|未|没有)[^。；]){{0,24}}?(?:收到|回复|复函|答复|反馈|提出|同意|表示|出具|函告|寄回)"
)
_QUOTED = re.compile(r"“[^”]{0,600}”|《[^》]{0,80}》")
_IN_GENERAL = re.compile(r"所需(?:的)?时间|[时期]间不|不计[入算]")
_EXTENDED = re.compile(r"延长|延期")
_NOT_EXTENDED = re.compile(r"(?:如|若|不)(?:需要?|再)?(?:延长|延期)")
UNTIL = re.compile(rf"(?:延长|延期)[^。；]{{0,24}}?至({_DAY})")
_BY_DAYS = re.compile(r"(?:延长|延期)[^。；]{0,12}?(\d{1,3}|[一二三四五六七八九十]{1,3})个工作日")


@attrs.frozen(kw_only=True)
class Told:
    """The course of a request as its letter tells it; dates in days, terms in working days.

    ``start``: from when the period runs (收到申请 or 补正 or 缴费); ``consulted``: from the day
    of sending to that of the answer; ``extension``: days added; ``until``: the day it is extended
    to.
    """

    start: date
    consulted: tuple[tuple[date, date], ...] = ()
    extension: int = 0
    until: date | None = None


def told_by(case: Case, end: date) -> Told | None:
    """The course up to ``end`` as told; None where the text leaves it open."""
    received = case.letter.received
    words = _QUOTED.sub("", case.letter.body.words)
    restarts = [day for one in _RESTARTS for day in _days(one, words)]
    if received is None or (_AWAITED.search(words) and not restarts):
        return None
    consulted = _consultations(words, end)
    if consulted is None:
        return None
    start = max([received, *(day for day in restarts if received <= day <= end)])
    counted = tuple((max(sent, start), back) for sent, back in consulted if back > start)
    until = next(_days(UNTIL, words), None)
    return Told(start=start, consulted=_merged(counted), extension=_extension(words), until=until)


def used(case: Case, told: Told, day: date) -> int:
    """Working days of the period used on a day; those of the consultations do not count."""
    excluded = sum(case.workdays(sent, min(back, day)) for sent, back in told.consulted)
    return case.workdays(told.start, day) - excluded


def _days(pattern: re.Pattern[str], words: str) -> Iterator[date]:
    for match in pattern.finditer(words):
        day = read_day(match.group(1))
        if day:
            yield day


def _consultations(words: str, end: date) -> tuple[tuple[date, date], ...] | None:
    """Every consultation with its days; one still open runs to ``end``. None where undated."""
    found: list[tuple[date, date]] = []
    undated = False
    for match in _CONSULTING.finditer(words):
        begin = max(words.rfind(mark, 0, match.start()) for mark in "。；") + 1
        if _STILL_TO_COME.search(words[begin : match.start()]):
            continue
        pair = _consultation(words[begin : match.end() + 160], end)
        if pair:
            found.append(pair)
        elif not _IN_GENERAL.search(words[begin : match.end() + 20]):
            return None
        undated = undated or pair is None
    return None if undated and not found else tuple(dict.fromkeys(found))


def _consultation(words: str, end: date) -> tuple[date, date] | None:
    ranged = _RANGE.search(words)
    days = [read_day(one) for one in ranged.groups()] if ranged else []
    if len(days) == 2 and days[0] and days[1]:
        return days[0], days[1]
    sent = _SENT.search(words)
    day = read_day(sent.group(1)) if sent else None
    if sent is None or day is None:
        return None
    answers = [one for one in _days(_ANSWERED, words[sent.end() :]) if day <= one <= end]
    return day, max(answers, default=end)


def _merged(pairs: tuple[tuple[date, date], ...]) -> tuple[tuple[date, date], ...]:
    """Consultations at the same time are excluded once."""
    merged: list[tuple[date, date]] = []
    for sent, back in sorted(pairs):
        if merged and sent <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(back, merged[-1][1]))
        else:
            merged.append((sent, back))
    return tuple(merged)


def _extension(words: str) -> int:
    """Working days told as added; twenty where the letter does not say how many."""
    days = _BY_DAYS.search(words)
    told = _EXTENDED.search(words) and not _NOT_EXTENDED.search(words)
    return number_in(days.group(1)) if days else PERIOD if told else 0
