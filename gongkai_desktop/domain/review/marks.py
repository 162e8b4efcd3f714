"""Punctuation (标点符号), GB/T 15834—2011: pairs, doubled marks, half-width marks among Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.review.draft import Draft, Line
from gongkai_desktop.domain.review.finding import Finding, Severity
from gongkai_desktop.domain.review.wording import wording

_STANDARD = "GB/T 15834—2011"
_PAIRS = {
    "《": "》",
    "〈": "〉",
    "“": "”",
    "（": "）",
    "〔": "〕",
    "【": "】",
    "「": "」",
    "『": "』",
}
_CLOSING = {close: open_ for open_, close in _PAIRS.items()}
_SIGNS = re.compile("[《》〈〉“”（）〔〕【】「」『』()]")
_ITEM = re.compile(r"(?:^|[\s，。；：、])(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z]|[①-⑳])$")
_DOUBLED = re.compile(r"([。，、；：！？])[ ]?[。，、；：]|。{2,}|，{2,}|[！？]{4,}")
_ALLOWED = re.compile("[！？][！？]")
# The mark is looked for first and its left neighbour then: the other way round is far slower.
_HALF = re.compile(r"[,;:!?](?<=[\u4e00-\u9fff》”）].)(?= ?[\u4e00-\u9fff《“（])")
_CHINESE_STOP = re.compile("[，。；]")
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_MANY = 8
"""From this many half-width marks on the text was made that way; one finding says so."""
_BETWEEN_TITLES = re.compile("》、《")
_FULL_STOP_POINT = re.compile(r"\.(?<=[\u4e00-\u9fff].)(?=\n|$)")


def read_marks(draft: Draft) -> Iterator[Finding]:
    """WZ04 pairs, WZ05 doubled and half-width marks."""
    yield from _pairs(draft)
    for match in draft.all(_DOUBLED):
        if not _ALLOWED.fullmatch(match.group()):
            yield wording(
                "WZ05",
                Severity.MEDIUM,
                match.span(),
                "标点重复",
                match.group()[-1] if match.group()[0] in "、，" else match.group()[0],
                _STANDARD,
            )
    yield from _half_width(draft)
    for match in draft.all(_FULL_STOP_POINT):
        yield wording("WZ05", Severity.LOW, match.span(), "句末用了半角点", "。", _STANDARD)
    first = _BETWEEN_TITLES.search(draft.text)
    if first:
        yield wording(
            "WZ05",
            Severity.HINT,
            (first.start() + 1, first.end() - 1),
            "并列的书名号之间通常不用顿号",
            "",
            _STANDARD,
        )


def _half_width(draft: Draft) -> Iterator[Finding]:
    found = [one for one in draft.all(_HALF) if not _between_cells(draft, one)]
    shown = found[:1] if len(found) >= _MANY else found
    for match in shown:
        more = f"，全文另有{len(found) - 1}处" if len(found) > len(shown) else ""
        yield wording(
            "WZ05",
            Severity.LOW,
            match.span(),
            f"中文之间用了半角标点{more}",
            _FULL[match.group()],
            _STANDARD,
        )


def _between_cells(draft: Draft, mark: re.Match[str]) -> bool:
    """Whether a comma parts the cells of a row rather than the clauses of a sentence."""
    if mark.group() != ",":
        return False
    words = draft.lines[draft.line_number(mark.start())].words
    return words.count(",") >= 2 and _CHINESE_STOP.search(words) is None


def _pairs(draft: Draft) -> Iterator[Finding]:
    lines = draft.lines
    for number, line in enumerate(lines):
        if not _SIGNS.search(line.words):
            continue
        after = lines[number + 1].words if number + 1 < len(lines) else ""
        yield from _unpaired(line, goes_on=after.startswith("“"))


def _unpaired(line: Line, *, goes_on: bool) -> Iterator[Finding]:
    """Marks of one paragraph without their partner, and titles within titles."""
    stack: list[tuple[str, int]] = []
    for match in _SIGNS.finditer(line.words):
        sign, at = match.group(), match.start()
        if sign in _PAIRS or sign == "(":
            if sign == "《" and any(open_ == "《" for open_, _ in stack):
                yield _pair(line, at, Severity.LOW, "书名号里的书名号应为单书名号", "〈 〉")
            if sign == "“" and stack and stack[-1][0] == "“":
                following = _SIGNS.search(line.words, match.end())
                if following is None or following.group() != "”":
                    stack.pop()
                    yield _pair(line, at, Severity.MEDIUM, "后引号写成了前引号", "”")
                    continue
            stack.append((sign, at))
            continue
        wanted = "(" if sign == ")" else _CLOSING[sign]
        if stack and (stack[-1][0] == wanted or {stack[-1][0], wanted} == {"（", "("}):
            stack.pop()
        elif any(open_ == wanted for open_, _ in stack):
            while stack[-1][0] != wanted:
                open_, place = stack.pop()
                yield from _open(line, open_, place, goes_on=False)
            stack.pop()
        elif sign not in ")）" or not _ITEM.search(line.words[:at]):
            yield _pair(line, at, Severity.MEDIUM, f"“{sign}”没有与之配对的前一半", wanted)
    for open_, place in stack:
        yield from _open(line, open_, place, goes_on=goes_on)


def _open(line: Line, sign: str, at: int, *, goes_on: bool) -> Iterator[Finding]:
    if not (sign == "“" and goes_on):
        close = ")" if sign == "(" else _PAIRS[sign]
        yield _pair(line, at, Severity.MEDIUM, f"“{sign}”没有与之配对的后一半", close)


def _pair(line: Line, at: int, severity: Severity, message: str, suggestion: str) -> Finding:
    start = line.start + at
    return wording("WZ04", severity, (start, start + 1), message, suggestion, _STANDARD)
