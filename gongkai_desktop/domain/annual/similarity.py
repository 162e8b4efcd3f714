"""Paragraphs taken over from last year's or another unit's report (雷同), which is marked down."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.violation import Violation, soft

MOST_ALIKE = 0.6
"""Share above which a paragraph is taken for last year's (``product.md`` M2)."""
_SHORTEST = 30
_FIGURES_IN_A_FORMULA = 2
"""A sentence with as many numbers is the form's own wording, alike every year by right."""
_FIGURE = re.compile(r"\d+(?:\.\d+)?(?![\d.]*年)")
_GAP = re.compile(r"【[^】]*】")
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_SIGNS = re.compile(r"\W+|\d+")


@attrs.frozen
class Alike:
    """A paragraph, the one of last year it resembles most, and the share they have in common."""

    paragraph: str
    earlier: str
    share: float


def alike(text: str, earlier: str) -> Iterator[Alike]:
    """Paragraphs of a text that are more than ``MOST_ALIKE`` those of an earlier one.

    Numbers do not count: a paragraph in which only the figures changed is the same paragraph.
    """
    before = _known(earlier)
    for paragraph, pairs in _known(text):
        shares = [(_common(pairs, other), one) for one, other in before if _may_be(pairs, other)]
        share, nearest = max(shares, default=(0.0, ""))
        if share > MOST_ALIKE:
            yield Alike(paragraph, nearest, share)


def similar_to_last_year(report: AnnualReport, previous: AnnualReport) -> Iterator[Violation]:
    """S1: a paragraph of the text that says what last year's said (年报内容雷同)."""
    for one in alike(report.prose, previous.prose):
        yield soft(
            "S1",
            "prose",
            f"正文“{one.paragraph[:24]}…”一段与上年年报相似{one.share:.0%}，请按本年情况改写",
        )


def similar_to_others(report: AnnualReport, others: Iterable[AnnualReport]) -> Iterator[Violation]:
    """S1: paragraphs that stand in other reports too (与其他单位雷同), each with the nearest."""
    nearest: dict[str, tuple[float, str]] = {}
    for other in others:
        if report.org and (other.org, other.year) == (report.org, report.year):
            # the same report in another kind of file
            continue
        for one in alike(report.prose, other.prose):
            found = (one.share, f"{other.org or '另一份年报'}{_year_words(report, other)}")
            nearest[one.paragraph] = max(nearest.get(one.paragraph, found), found)
    for paragraph, (share, whose) in nearest.items():
        yield soft(
            "S1",
            "prose",
            f"正文“{paragraph[:24]}…”一段与{whose}年报相似{share:.0%}，请按本单位情况改写",
        )


def _year_words(report: AnnualReport, other: AnnualReport) -> str:
    return f"{other.year}年" if other.year and other.year != report.year else "的"


def _known(text: str) -> list[tuple[str, Counter[str]]]:
    """Paragraphs with their pairs, those without words of their own left out."""
    return [(one, pairs) for one in _paragraphs(text) if (pairs := _pairs(one))]


def _may_be(one: Counter[str], other: Counter[str]) -> bool:
    """Whether two paragraphs can be alike at all by their lengths."""
    shorter, longer = sorted((one.total(), other.total()))
    return 2 * shorter > MOST_ALIKE * (shorter + longer)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if len(line.strip()) >= _SHORTEST]


def _pairs(paragraph: str) -> Counter[str]:
    """Neighbouring characters of the sentences that are the office's own."""
    own = "".join(
        sentence
        for sentence in _SENTENCE.findall(_GAP.sub("", paragraph))
        if len(_FIGURE.findall(sentence)) < _FIGURES_IN_A_FORMULA
    )
    plain = _SIGNS.sub("", own)
    if len(plain) < _SHORTEST:
        return Counter()
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1))


def _common(one: Counter[str], other: Counter[str]) -> float:
    shared = sum((one & other).values())
    return 2 * shared / (one.total() + other.total())
