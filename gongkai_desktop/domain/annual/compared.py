"""What the text says against last year (同比、较上年), worked out from both reports (C1、C2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from gongkai_desktop.domain.annual.cells import CARRIED_IN, DONE, NEW
from gongkai_desktop.domain.annual.numerals import in_figures
from gongkai_desktop.domain.annual.prose import evaluate, fraction_words, rounded
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.violation import Violation, hard

_SUITS = "t3.suit_direct.total + t3.suit_after_review.total"
_NEW = (f"t2.{NEW}.total", f"t2.{NEW}.total + t2.{CARRIED_IN}.total")
_SUBJECTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("自然人", "自然人申请", (f"t2.{NEW}.natural",)),
    ("行政复议和?(?:、)?行政诉讼", "行政复议和行政诉讼", (f"t3.review.total + {_SUITS}",)),
    ("行政复议", "行政复议", ("t3.review.total",)),
    ("行政诉讼", "行政诉讼", (_SUITS,)),
    ("办结|答复", "办结", (f"t2.{DONE}.total",)),
    ("行政处罚", "行政处罚决定", ("t1.penalty_decisions",)),
    ("行政许可", "行政许可决定", ("t1.licence_decisions",)),
    ("新收", "本年新收", _NEW[:1]),
    (
        "(?:收到|受理|办理)[^,;]{0,16}申请|申请(?:数量|总量|量|件数|数)|依申请公开",
        "本年新收",
        _NEW,
    ),
)
"""Nouns a comparison may be about; the one that stands last before it counts."""
_OTHERS = re.compile(
    "信息\\d|条|次|篇|期|场|人|访问|粉丝|留言|解读|培训|不予公开|予以公开|部分公开|公开率"
)
_COMPARED = re.compile(
    r"(?:同比|[较比与同](?:上一?年|去年|20\d\d年)度?(?:同期)?(?:的?\d+件)?(?:相比)?)"
    r"(?P<between>[^。;%]{0,24}?)"
    r"(?P<way>增[加长多幅]|上升|提高|多|减少|下降|降低|降幅|少)(?:了|约|为|达|到)*"
    r"(?P<number>\d+(?:\.\d+)?)(?P<unit>%|件)"
)
_LEVEL = re.compile("[与和同](?:上一?年|去年)度?(?:同期)?持平")
_DOWN = re.compile("减|降|少")


def check_compared(report: AnnualReport, previous: AnnualReport) -> Iterator[Violation]:
    """C1 and C2: a rise or fall told in the text is that of the two years' tables."""
    for sentence in re.split("[。;!\n]", "\n".join(map(in_figures, report.prose.split("\n")))):
        for match in _COMPARED.finditer(sentence):
            years = re.findall(r"20\d\d(?=年)", match.group())
            if report.year is None or any(int(one) != report.year - 1 for one in years):
                continue
            yield from _held(report, previous, sentence, match)
        for match in _LEVEL.finditer(sentence):
            yield from _held_level(report, previous, sentence[: match.start()], match.group())


def _held(
    report: AnnualReport, previous: AnnualReport, sentence: str, match: re.Match[str]
) -> Iterator[Violation]:
    before = sentence[: match.start()] + match["between"]
    subject = _subject(before)
    if subject is None:
        return
    name, exprs = subject
    due = [one for expr in exprs if (one := _change(report, previous, expr, match)) is not None]
    stated = Fraction(match["number"]) * (-1 if _DOWN.search(match["way"]) else 1)
    if due and stated not in due:
        now, then = (evaluate(one, exprs[0]) for one in (report, previous))
        yield hard(
            "C2" if match["unit"] == "%" else "C1",
            "prose",
            f"正文“{match.group()[:40]}”，表中{name}上年{fraction_words(then or Fraction(0))}、"
            f"本年{fraction_words(now or Fraction(0))}，应当是{_told(due[0], match['unit'])}",
        )


def _held_level(
    report: AnnualReport, previous: AnnualReport, before: str, words: str
) -> Iterator[Violation]:
    """持平 means the same figure; 基本持平 means nothing that could be counted."""
    subject = _subject(before)
    if subject is None:
        return
    name, exprs = subject
    pairs = [(evaluate(report, one), evaluate(previous, one)) for one in exprs]
    known = [(now, then) for now, then in pairs if now is not None and then is not None]
    if known and all(now != then for now, then in known):
        now, then = known[0]
        told = f"正文写{name}“{words}”，表中上年{fraction_words(then)}、本年{fraction_words(now)}"
        yield hard("C1", "prose", told)


def _subject(before: str) -> tuple[str, tuple[str, ...]] | None:
    """What the comparison is about: the noun nearest before it, unless another kind of count."""
    found: tuple[int, str, tuple[str, ...]] | None = None
    for words, name, exprs in _SUBJECTS:
        for one in re.finditer(words, before):
            if found is None or one.end() > found[0]:
                found = (one.end(), name, exprs)
    if found is None or _OTHERS.search(before[found[0] :]):
        return None
    return found[1], found[2]


def _change(
    report: AnnualReport, previous: AnnualReport, expr: str, match: re.Match[str]
) -> Fraction | None:
    now, then = evaluate(report, expr), evaluate(previous, expr)
    if now is None or then is None:
        return None
    if match["unit"] == "件":
        return now - then
    if not then:
        return None
    places = len(match["number"].partition(".")[2])
    share = (now - then) / then * 100
    return rounded(share, places) if share >= 0 else -rounded(-share, places)


def _told(value: Fraction, unit: str) -> str:
    way = "减少" if value < 0 else "增加"
    return f"{way}{fraction_words(abs(value))}{unit}" if value else "持平"
