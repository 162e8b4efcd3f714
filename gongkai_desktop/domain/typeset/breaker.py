"""Chinese line breaking (断行, 避头尾): which characters stand together on a line.

Fill the line; when the break is illegal squeeze marks in (挤压), else push out (推出). The slack
of a full line is spread by the setter, not here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise

import attrs

from gongkai_desktop.domain.typeset.metrics import Ruler

NO_START = frozenset(
    "!%),.:;>?]}·ˇ―‖’”…‰℃∶、。〃〉》」』】〕〗〞！＂％＇），．：；？］｀｜｝～—－％々〜"
)
"""Characters no line may begin with (行首禁则)."""

NO_END = frozenset("$([{£¥·‘“〈《「『【〔〖〝（［｛￥＄￡№＃")
"""Characters no line may end with (行尾禁则)."""

_CLOSING = frozenset("，。、；：）》〉」』】〕〗”’］｝")
_OPENING = frozenset("（《〈「『【〔〖“‘［｛")

_FORBIDDEN, _ALLOWED, _DISCOURAGED, _LAST_RESORT = 0, 1, 2, 3
_LOOSE_CELLS = 3.0
"""Slack in cells above which a discouraged break is better than a gaping line."""

_LONG_RUN = 24
_ENDLESS_RUN = 50
_EPSILON = 0.01

_CN = "[一二三四五六七八九十百千零〇两0-9]+"
_UNITS = (
    "个工作日|个自然日|个工作天|个月|工作日|自然日|平方米|平方公里|立方米|万元|亿元|千元|公里|千米|"
    "毫米|厘米|千克|公斤|周年|小时|分钟|人次|年度|个|年|月|日|天|时|分|秒|元|角|份|页|项|条|款|件|号|"
    "人|次|户|名|岁|吨|亩|米|克|周|级|位|楼|室|层|栋|路|张|册|卷|套|期|类|章|节|点|％|℃|‰"
)
_GLUE = re.compile(
    r"(?P<url>(?:https?://|ftp://|www\.)[!-~]+)"
    r"|(?P<date>\d{2,4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日)"
    rf"|(?P<article>第[（(]?{_CN}[）)]?(?:条|款|项|章|节|编|目|号|批|次|届|期)"
    rf"(?:之{_CN})?(?:第[（(]?{_CN}[）)]?[款项目])*)"
    r"|(?P<mail>[A-Z]{2} ?\d(?: ?\d){8,11} ?[A-Z]{2})"
    r"|(?P<phone>[（(]\d{3,4}[）)] ?\d{7,8}|\d{3,4}[-－—]\d{7,8}(?:[-转]\d{1,6})?|\d{11})"
    rf"|(?P<amount>[￥¥$]?\d[\d,]*(?:\.\d+)?(?:{_UNITS})+)"
    r"|(?P<ascii>[!-~]+)"
    r"|(?P<joined>—{2,}|…{2,}|[￥¥№＃]\d+)"
)
_LETTER_NUMBER = re.compile(r"〔\d{4}〕第?\d{1,6}号(?:—\d{1,4})?|[(（\[]\d{4}[)）\]]第?\d{1,6}号")
_HAN = re.compile(r"[\u4e00-\u9fff]{1,8}\Z")
# After these a letter number's own code word (机关代字) begins.
_BEFORE_NUMBER = re.compile(r".*[以由出的据照按到于和与及、为了收]", re.S)
_NO_START_MARK = re.compile("[" + re.escape("".join(sorted(NO_START))) + " ]")
_NO_END_MARK = re.compile("[" + re.escape("".join(sorted(NO_END))) + "] *")
_ATTACHED = re.compile("[\u0300-\u036f\ufe00-\ufe0f\u200d\U000e0100-\U000e01ef]")
_URL_JOINT = re.compile(r"(?<=[/.?&\-=])(?![/.?&\-=:,;!)\]])")
_RUN_JOINT = re.compile(r"(?<=[/.?&\-=_@,:;])(?![/.?&\-=,:;!)\]])")


@attrs.frozen(kw_only=True)
class Span:
    """One line as a slice of the text: [start, end); width in points after squeezing.

    ``squeezed`` are the positions of marks set narrower, each by ``cut`` points; ``final``
    is the paragraph's last line, which stays ragged.
    """

    start: int
    end: int
    width: float
    final: bool = False
    squeezed: tuple[int, ...] = ()
    cut: float = 0.0


def break_levels(text: str) -> bytearray:
    """For each position whether a line may break before it.

    0 never, 1 yes, 2 only in need, 3 only where the line holds no other break.
    """
    levels = bytearray([_ALLOWED]) * (len(text) + 1)
    for match in _NO_START_MARK.finditer(text):
        levels[match.start()] = _FORBIDDEN
    for match in _NO_END_MARK.finditer(text):
        levels[match.end()] = _FORBIDDEN
    for match in _ATTACHED.finditer(text):
        levels[match.start()] = _FORBIDDEN
    for match in _GLUE.finditer(text):
        _glue(text, levels, match)
    if "号" in text:
        for match in _LETTER_NUMBER.finditer(text):
            word = _code_word_start(text, match.start())
            _fill(levels, word, match.end())
            if word < match.start():  # a narrow column parts 代字 from 〔2026〕12号
                levels[match.start()] = _LAST_RESORT
    levels[len(text)] = _ALLOWED
    return levels


def break_lines(text: str, ruler: Ruler, measure: float, indent: float = 0.0) -> list[Span]:
    """Break one paragraph into lines of at most ``measure`` points, the first shorter by indent.

    Every character of ``text`` is in exactly one span. Never loops: a line takes at least one
    character, so what cannot fit at all is broken where the line is full.
    """
    total = len(text)
    ends = list(accumulate(ruler.advances(text), initial=0.0))
    levels: bytearray | None = None
    spans: list[Span] = []
    start, room = 0, measure - indent
    while start < total:
        width = ends[total] - ends[start]
        if width <= room + _EPSILON:
            spans.append(Span(start=start, end=total, width=width, final=True))
            break
        if levels is None:
            levels = break_levels(text)
        spans.append(_next_line(text, ends, levels, start, room, ruler.pitch))
        start, room = spans[-1].end, measure
    return spans


def _next_line(
    text: str, ends: list[float], levels: bytearray, start: int, room: float, cell: float
) -> Span:
    full = bisect_right(ends, ends[start] + room + _EPSILON, start + 1) - 1
    full = max(full, start + 1)
    if levels[full] == _ALLOWED and text[full] != " ":
        return _span(text, ends, start, full)
    squeezed = _squeeze_in(text, ends, levels, start, full, room, cell)
    if squeezed is not None:
        return squeezed
    return _span(text, ends, start, _push_out(ends, levels, start, full, cell))


def _span(text: str, ends: list[float], start: int, end: int) -> Span:
    visible = end
    while visible > start + 1 and text[visible - 1] == " ":
        visible -= 1
    return Span(start=start, end=end, width=ends[visible] - ends[start])


def _squeeze_in(
    text: str,
    ends: list[float],
    levels: bytearray,
    start: int,
    full: int,
    room: float,
    cell: float,
) -> Span | None:
    """Take up to three marks more by setting marks at the line's end or side by side narrower."""
    for end in range(full + 1, min(full + 4, len(text) + 1)):
        if levels[end] != _ALLOWED:
            continue
        visible = start + len(text[start:end].rstrip(" "))
        excess = ends[visible] - ends[start] - room
        final = end == len(text)
        if excess <= _EPSILON:
            return Span(start=start, end=end, width=ends[visible] - ends[start], final=final)
        marks = _squeezable(text, start, visible)
        if marks and excess <= len(marks) * cell / 2 + _EPSILON:
            cut = excess / len(marks)
            return Span(start=start, end=end, width=room, final=final, squeezed=marks, cut=cut)
        return None
    return None


def _squeezable(text: str, start: int, end: int) -> tuple[int, ...]:
    marks = []
    for at in range(start, end):
        char = text[at]
        if char in _CLOSING:
            following = text[at + 1] if at + 1 < end else ""
            if not following or following in _CLOSING or following in _OPENING:
                marks.append(at)
        elif char in _OPENING and at > start and text[at - 1] in _OPENING:
            marks.append(at)
    return tuple(marks)


def is_opening(char: str) -> bool:
    """Whether a squeezed mark loses its left half (opening brackets) rather than its right."""
    return char in _OPENING


def _push_out(ends: list[float], levels: bytearray, start: int, full: int, cell: float) -> int:
    """The last legal break before the line is full; a discouraged one where that gapes."""
    discouraged = last_resort = 0
    for at in range(full, start, -1):
        if levels[at] == _ALLOWED:
            gapes = ends[full] - ends[at] > _LOOSE_CELLS * cell
            return discouraged if gapes and discouraged else at
        if levels[at] == _DISCOURAGED and not discouraged:
            discouraged = at
        if levels[at] == _LAST_RESORT and not last_resort:
            last_resort = at
    return discouraged or last_resort or full


def _fill(levels: bytearray, start: int, end: int) -> None:
    for at in range(start + 1, end):
        levels[at] = _FORBIDDEN


def _glue(text: str, levels: bytearray, match: re.Match[str]) -> None:
    start, end = match.span()
    kind = match.lastgroup
    _fill(levels, start, end)
    if kind == "url":
        _open(levels, _URL_JOINT, text, start, end, _ALLOWED)
    if kind == "article":
        for at in range(start + 1, end):
            if text[at] == "第":
                levels[at] = _DISCOURAGED
    if kind in ("ascii", "url") and end - start > _LONG_RUN:
        if kind == "ascii":
            _open(levels, _RUN_JOINT, text, start, end, _DISCOURAGED)
        _open_endless(text, levels, start, end)


def _open(
    levels: bytearray, joint: re.Pattern[str], text: str, start: int, end: int, level: int
) -> None:
    for match in joint.finditer(text, start + 1, end):
        if match.start() < end and text[match.start()] not in NO_START:
            levels[match.start()] = level


def _open_endless(text: str, levels: bytearray, start: int, end: int) -> None:
    """A stretch without joints that no line could hold may part anywhere."""
    joints = [at for at in range(start + 1, end) if levels[at] != _FORBIDDEN]
    for first, last in pairwise((start, *joints, end)):
        if last - first <= _ENDLESS_RUN:
            continue
        for at in range(first + 1, last):
            if text[at] not in NO_START and text[at - 1] not in NO_END:
                levels[at] = _DISCOURAGED


def _code_word_start(text: str, bracket: int) -> int:
    """Where the code word before 〔2026〕12号 begins: up to eight characters back."""
    han = _HAN.search(text, max(0, bracket - 8), bracket)
    if han is None:
        return bracket
    lead = _BEFORE_NUMBER.match(text, han.start(), bracket)
    return lead.end() if lead and lead.end() < bracket else han.start()
