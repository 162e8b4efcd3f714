"""Figures of the text that should add up (其中各项 C3、各渠道 B4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from gongkai_desktop.domain.annual.cells import CARRIED_IN, NEW
from gongkai_desktop.domain.annual.number import shown
from gongkai_desktop.domain.annual.numerals import in_figures
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.violation import Violation, hard, soft

_ITEMISED = re.compile(
    r"(\d+)(人次|条|件|篇|次|场|个|份|项|期|家|部|起|宗|人)"
    r"(?:[,、:(]*(?:其中|包括|分别是)[,:]?([^。;]*)|\(([^()]*\d[^()]*)\))"
)
_AMONG = re.compile(r"(\d+)件[^。;,\d]{0,8}(?:申请)?(?:中|里),?(?:共?有|其中)?(\d+)件")
_WITHDRAWN = re.compile(r"撤[回销](?:的?申请)?(?:的)?(?:有|共)?(\d+)件")
_OTHER_MATTER = re.compile(
    r"其中|结转|办结|答复|另|此外|同时|全年|复议|诉讼|同比|较上|增[长加]|减少|占"
)
_CHANNELS = (
    "当面|现场|窗口|口头|线下",
    "信函|邮寄|信件|邮政|快递|挂号|EMS|来信|来函",
    "网络|网上|在线|互联网|网站|线上|平台",
    "电子邮件|邮箱",
    "传真",
    "其[他它](?:渠道|方式|形式|途径)",
)
_CHANNEL = re.compile(rf"({'|'.join(_CHANNELS)})[^\d,。;:、]{{0,8}}(\d+)件")
_ONE_MORE = re.compile(r"[,、和及](?!办结|答复|已|均|予以|结转|其中|办理)[^,。;\d]{1,8}\d+件")
_LEAST = 2
"""As many items make a list that can be added up."""


def check_itemised(report: AnnualReport) -> Iterator[Violation]:
    """C3 and B4 over the text of a published report."""
    text = in_figures(report.prose)
    for match in _ITEMISED.finditer(text):
        whole, unit, rest, bracketed = match.groups()
        yield from _items(
            int(whole), unit, rest or bracketed, ends=text[match.end() : match.end() + 1]
        )
    for sentence in re.split("[。;]", text):
        yield from _channels(report, sentence)
        yield from _part_above_whole(sentence)
        yield from _withdrawn(report, sentence)


def _items(whole: int, unit: str, rest: str, *, ends: str) -> Iterator[Violation]:
    """C3: items cannot exceed the whole; fewer are examples unless 其他 closes the list."""
    end = _OTHER_MATTER.search(rest)
    listed = re.sub(r"\([^()]*\)", "", rest[: end.start()] if end else rest)
    parts = [int(number) for number in re.findall(rf"(\d+){unit}", listed)]
    total = sum(parts)
    if len(parts) < _LEAST or whole in _running(parts) or (whole and total % whole == 0):
        return
    mixed = re.search(rf"\d(?!\d|{unit}|年|月|日|%|\.)", listed) is not None
    closed = re.search(rf"其[他它][^\d,、]{{0,12}}\d+{unit}[)]?$", listed) is not None
    if total < whole and (unit == "件" or mixed or not closed or ends == ";"):
        # classes of requests picked out of all: each is held against its cell
        return
    told = hard if total > whole else soft
    yield told(
        "C3",
        "prose",
        f"正文“{whole}{unit}，其中{listed[:30]}”写的总数是{whole}，其中各项之和为{total}",
    )


def _part_above_whole(sentence: str) -> Iterator[Violation]:
    """C3: of some requests there cannot be more of one kind (20件申请中有21件…)."""
    for match in _AMONG.finditer(sentence):
        whole, part = match.groups()
        if int(part) > int(whole):
            yield hard("C3", "prose", f"正文“{match.group()}”：{part}件多于{whole}件")


def _withdrawn(report: AnnualReport, sentence: str) -> Iterator[Violation]:
    """C3: requests withdrawn are counted in （六）其他处理，3.其他."""
    other = report.number("table2.r3_6_3_other.total")
    match = _WITHDRAWN.search(sentence)
    if match is None or other is None or re.search("复议|诉讼|上年|同比", sentence):
        return
    if int(match.group(1)) > other:
        yield hard(
            "C3",
            "table2.r3_6_3_other.total",
            f"正文“{match.group()}”，表二“（六）其他处理3.其他”只有{shown(other)}件，"
            "申请人撤回的应当计在其中",
        )


def _running(parts: Sequence[int]) -> list[int]:
    """Sums of the first two, three, … items: a list may go on to another matter."""
    return list(accumulate(parts))[1:]


def _channels(report: AnnualReport, sentence: str) -> Iterator[Violation]:
    """B4: requests by channel add up to the new ones, where the text lists the channels."""
    new, carried = (report.number(f"table2.{row}.total") for row in (NEW, CARRIED_IN))
    matches = [*_CHANNEL.finditer(sentence)]
    found = [one.groups() for one in matches]
    if matches:
        # a kind between them that is not known leaves the list open
        listed = sentence[matches[0].start() : matches[-1].end()]
        if len(re.findall(r"\d+件", listed)) > len(matches):
            return
    if (
        new is None
        or len(found) < _LEAST
        or "申请" not in sentence
        or re.search("等|同比", sentence)
    ):
        return
    total = sum(int(number) for _, number in found)
    goes_on = matches and _ONE_MORE.match(sentence, matches[-1].end()) is not None
    if total not in (new, new + (carried or 0)) and not (goes_on and total < new):
        yield hard(
            "B4",
            f"table2.{NEW}.total",
            f"正文各渠道（{'、'.join(f'{name}{number}件' for name, number in found)}）"
            f"之和为{total}件，表二本年新收为{shown(new)}件，两者应当相等",
        )
