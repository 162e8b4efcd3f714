"""Marks that must not go out (保密标志): 密级, 工作秘密, 明电, 份号, 公开属性, unfinished papers.

保守国家秘密法第二十二条: what carries the mark is a state secret; words that merely speak of
secrets are not. So every rule looks for the mark in the shape and at the place it really has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.review.draft import Draft, Line
from gongkai_desktop.domain.review.finding import Finding, Gate, Severity, finding

_HEAD = 15
"""Lines at the head of a file among which a mark may stand alone."""
_LEVEL = r"(?:绝 ?密|机 ?密|秘 ?密)"
_STARRED = re.compile(
    _LEVEL
    + r" ?[★☆✩✭⭐*＊]{1,2}"
    + r"(?: ?(?:(?:\d+|[一二三四五六七八九十]+) ?[年月天日]|长期|[^\s，。；”）]{1,12}前))?"
)
_STARS = re.compile(r"密 ?[★☆✩✭⭐*＊▲△◆◇●※﹡]")
_OTHER_SIGN = re.compile(_LEVEL + r" ?[▲△◆◇●※﹡] ?(?:(?:\d+|[一二三四五六七八九十]+) ?[年月]|长期)")
"""Another sign for the star is a mark only with its period behind it."""
_LEVEL_ALONE = re.compile(
    r"[【\[（(〔]? *(?:绝|机|秘) *密 *(?:[·—-] *)?"
    r"(?:(?:\d+|[一二三四五六七八九十]+) ?[年月]|长期)? *[】\]）)〕]?"
)
_COPY_NUMBER = re.compile(r"(?:(?:№|No\.?|份号[：:]?) ?\d{6}|0\d{5})")
_UNFINISHED = re.compile(
    r"[（(](?:征求意见|送审|讨论|代拟|修改|会签|审议|报审|初|草)稿[）)]"
    r"|^(?:征求意见|送审|讨论|代拟|会签)稿$"
)
_INTERNAL_KIND = re.compile(
    r"(?:关于.{2,60}的(?:请示|签报))$|^.{0,30}(?:会议纪要|情况专报|信息专报|内参|内部参考|签报)$"
)
_CONSULTATIONS = re.compile("征求意见|征集意见|意见征集|公开征集")
_NOT_PUBLIC = {"不予公开": Severity.GRAVE, "依申请公开": Severity.HIGH}
_LAW = "保守国家秘密法第二十二条、第三十五条"


def read_levels(draft: Draft) -> Iterator[Finding]:
    """BM01 a level with its star, BM02 a level alone on a line at the head or in a header."""
    for sign in _STARS.finditer(draft.text):
        match = _starred(draft, sign.start())
        if match is None:
            continue
        quoted = draft.quoted(match.start())
        yield _finding(
            "BM01",
            Severity.HINT if quoted else Severity.GRAVE,
            *match.span(),
            "引号里写出了密级标志，请确认只是举例" if quoted else "有国家秘密标志，不得公开",
            _LAW,
        )
    for line in _marked_lines(draft, _HEAD):
        if _LEVEL_ALONE.fullmatch(line.words):
            yield _finding(
                "BM02", Severity.GRAVE, line.start, line.end, "独占一行的密级标志，不得公开", _LAW
            )


def _starred(draft: Draft, at: int) -> re.Match[str] | None:
    """The level whose last character stands at an offset, with its sign and period."""
    for pattern in (_STARRED, _OTHER_SIGN):
        match = pattern.search(draft.text, max(0, at - 2))
        if match is not None and match.start() <= at:
            return match
    return None


def read_internal(draft: Draft) -> Iterator[Finding]:
    """BM04 内部 alone at the head of a page; the worded marks are entries of the lexicon."""
    for line in _marked_lines(draft, 3):
        if re.fullmatch(r"内 ?部(?: ?(?:文件|资料|材料|使用|刊物))?", line.words):
            yield _finding(
                "BM04",
                Severity.GRAVE,
                line.start,
                line.end,
                "工作秘密标志，先走保密审查",
                "保守国家秘密法第六十四条",
            )


def read_copy_number(draft: Draft) -> Iterator[Finding]:
    """BM03 the copy number (份号) at the head of the first page: six digits alone on a line."""
    for line in draft.lines[:3]:
        if _COPY_NUMBER.fullmatch(line.words):
            yield _finding(
                "BM03",
                Severity.HIGH,
                line.start,
                line.end,
                "像是份号：只有涉密公文编份号，请核对是不是涉密件",
                "GB/T 9704—2012 7.2.1",
            )


def read_papers(draft: Draft) -> Iterator[Finding]:
    """BM07 papers not yet final, BM08 papers for the inside (请示, 会议纪要 …)."""
    consults = "意见" in draft.kind or _CONSULTATIONS.search(draft.text[:3000]) is not None
    for line in draft.lines[:8]:
        unfinished = _UNFINISHED.search(line.words)
        if unfinished and not consults and not draft.quoted(line.start + unfinished.start()):
            start = line.start + unfinished.start()
            end = line.start + unfinished.end()
            yield _finding(
                "BM07", Severity.MEDIUM, start, end, "过程稿字样，请核对是不是定稿", "条例第十六条"
            )
    for line in draft.lines[:5]:
        if len(line.words) <= 60 and _INTERNAL_KIND.search(line.words):
            yield _finding(
                "BM08",
                Severity.MEDIUM,
                line.start,
                line.end,
                "请示、纪要等内部文种一般不公开，请核对公开属性",
                "条例第十六条",
            )


def read_attribute(draft: Draft) -> Iterator[Finding]:
    """BM05 an item whose own attribute (公开属性) forbids what is about to be done with it."""
    if draft.attribute not in _NOT_PUBLIC or not draft.lines:
        return
    first = draft.lines[0]
    yield _finding(
        "BM05",
        _NOT_PUBLIC[draft.attribute],
        first.start,
        first.end,
        f"公开属性是“{draft.attribute}”，不得主动发布",
        "条例第十四条至第十六条",
    )


def _marked_lines(draft: Draft, head: int) -> Iterator[Line]:
    """The first lines, and those of page headers and footers wherever the file has them."""
    yield from draft.lines[:head]
    for span in draft.source.spans:
        if "页眉" in span.place or "页脚" in span.place or "文本框" in span.place:
            words = draft.text[span.start : span.end]
            stripped = words.strip()
            if stripped:
                yield Line(words=stripped, start=span.start + words.index(stripped))


def _finding(
    rule: str, severity: Severity, start: int, end: int, message: str, basis: str
) -> Finding:
    advice = "停止发布，交保密审查" if severity is Severity.GRAVE else ""
    return finding(rule, Gate.SECRECY, severity, (start, end), message, advice, basis)
