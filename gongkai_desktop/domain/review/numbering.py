"""Ordinals at the head of lines (结构层次序数), GB/T 9704—2012 7.3.3: 一、（一）1.（1）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import Finding, Severity
from gongkai_desktop.domain.review.wording import wording
from gongkai_desktop.domain.wording import number_in

_STANDARD = "GB/T 9704—2012 7.3.3"
_C = "[一二三四五六七八九十]{1,3}"
_WRONG = (
    (re.compile(rf"^[（(]{_C}[）)][、，.．]"), "（一）后面不加顿号", ""),
    (re.compile(rf"^{_C}[.．,，](?=[ \u4e00-\u9fff])"), "“一”后面用顿号", "、"),
    (re.compile(r"^[（(]\d{1,2}[）)][、，.．]"), "（1）后面不加标点", ""),
    (re.compile(r"^[①-⑳][、，.．]"), "①后面不加标点", ""),
)
_FIGURE = re.compile(r"^(\d{1,2})、")
_FIRST = re.compile(rf"第{_C}、(?!{_C}|\d|第)")
_BEGINNINGS = frozenset("。；：，\n ")
_LEVELS = (
    re.compile(rf"^({_C})、"),
    re.compile(rf"^[（(]({_C})[）)]"),
    re.compile(r"^(\d{1,2})[.．](?!\d)"),
    re.compile(r"^[（(](\d{1,2})[）)]"),
)
_CHAPTERS = (
    re.compile(rf"^第({_C})章(?=[ \u3000]|$)"),
    re.compile(r"^第([一二三四五六七八九十百零]{1,5})条(?=[ \u3000])"),
)
_CONTENTS = re.compile(r"[.…·]{4,}|(?<![\d ])[ \t]+\d{1,3}$|(?<=[\u4e00-\u9fff])\d{1,3}$")


def read_numbering(draft: Draft) -> Iterator[Finding]:
    """WZ13 marks behind ordinals, and ordinals that are left out or stand twice."""
    yield from _marks(draft)
    yield from _gaps(draft)


def _marks(draft: Draft) -> Iterator[Finding]:
    figures = [(line, match) for line in draft.lines if (match := _FIGURE.match(line.words))]
    if figures:
        line, match = figures[0]
        more = f"，全文共{len(figures)}处" if len(figures) > 1 else ""
        yield _mark(line.start, match, f"阿拉伯数字后面用“.”{more}", ".")
    for line in draft.lines:
        for pattern, message, mark in _WRONG:
            wrong = pattern.match(line.words)
            if wrong:
                yield _mark(line.start, wrong, message, mark)
    for match in draft.all(_FIRST):
        if draft.text[match.start() - 1 : match.start()] in _BEGINNINGS or not match.start():
            yield _mark(0, match, "“第一”后面用逗号", "，")


def _mark(offset: int, match: re.Match[str], message: str, mark: str) -> Finding:
    span = (offset + match.start(), offset + match.end())
    right = match.group().strip("、，.．,") + mark
    return wording("WZ13", Severity.LOW, span, message, right, _STANDARD)


def _gaps(draft: Draft) -> Iterator[Finding]:
    """Ordinals level by level; a higher one begins the lower ones anew."""
    last = [0] * (len(_CHAPTERS) + len(_LEVELS))
    said = [""] * len(last)
    for line in draft.lines:
        for level, pattern in enumerate((*_CHAPTERS, *_LEVELS)):
            match = pattern.match(line.words)
            if match is None:
                continue
            if _CONTENTS.search(line.words) and len(line.words) < 60:
                break
            number = number_in(match.group(1))
            before, same = last[level], said[level] == line.words
            said[level] = line.words
            # Articles run on through chapters; all else begins anew below a higher ordinal.
            lowest = level + 1 if level else 2
            last[level] = number
            last[lowest:] = [0] * (len(last) - lowest)
            if before and before + 2 <= number <= before + 3:
                yield _gap(line.start, match, f"序号不连续，前面是{before}，这里是{number}")
            elif before > 1 and number == before and not same:
                yield _gap(line.start, match, f"序号{number}重复")
            break


def _gap(offset: int, match: re.Match[str], message: str) -> Finding:
    span = (offset + match.start(), offset + match.end())
    return wording("WZ13", Severity.LOW, span, message, "核对有没有漏写", _STANDARD)
