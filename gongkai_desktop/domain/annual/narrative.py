"""The text of a yearly report (叙述): drafted from data, every number bound to what it counts.

A bound number stands in the text as ``{新收}``; a person writes around it. Sections 一, 五, 六 of
国办公开办函〔2021〕30号 are text, 二 to 四 are the tables alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import attrs

from gongkai_desktop.domain.annual.number import Number, shown
from gongkai_desktop.domain.annual.prose import evaluate
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.errors import UserError

YEAR = "年份"
UNIT_WORDS = ("单位", "地址", "邮编", "电话")
"""What the text may say of the office itself."""
_BOUND = re.compile(r"\{([^{}\n]{1,40})\}")
_OPEN = re.compile(r"【请补写[^】\n]*】")
_LOOSE = re.compile(
    r"(?<![\d〔.])\d+(?:\.\d+)?(?=\s*(?:件|条|次|篇|期|场|人次|个|项|份|万元|元|%|％))"
)
_PERCENT_STEP = Decimal("0.01")
_MANY_REFUSED = 5
_TELLING = ("超期答复", "纠正", "不掌握占比", "部分公开", "不予公开")
"""The figures that suggest what to write about."""


@attrs.frozen(kw_only=True)
class BoundFigure:
    """Where a number of the text comes from; one of the five is given.

    ``cells`` is an expression over the tables; ``ground`` counts requests decided on a legal
    ground, ``late`` those answered after their limit; ``ledger`` counts rows by a ``date`` in
    the year, or adds up their column ``total``, only those whose ``column`` holds ``value`` where
    one is given; ``entered`` is a figure supplied by hand.
    """

    cells: str = ""
    percent: bool = False
    ground: str = ""
    late: bool = False
    ledger: str = ""
    date: str = ""
    total: str = ""
    column: str = ""
    value: str = ""
    entered: str = ""


@attrs.frozen(kw_only=True)
class Sentence:
    """A sentence or paragraph of the draft; ``joined`` ones go on in the line before."""

    text: str
    when: tuple[str, ...] = ()
    joined: bool = False


@attrs.frozen(kw_only=True)
class NarrativePart:
    """One heading's text: ``section`` is the heading of the form, ``title`` the one below it."""

    key: str
    section: str
    title: str = ""
    sentences: tuple[Sentence, ...] = ()


@attrs.frozen(kw_only=True)
class NarrativeForm:
    """The text parts of a form, and every number they may be bound to."""

    version: str
    figures: Mapping[str, BoundFigure]
    parts: tuple[NarrativePart, ...]
    limit: int
    """Characters that section 一 should not pass."""


Values = Mapping[str, Number | str]


@attrs.frozen(kw_only=True)
class PartText:
    """One part as written: its words with numbers bound, and as they read."""

    part: NarrativePart
    written: str
    edited: bool
    words: str

    @property
    def open(self) -> tuple[str, ...]:
        """What is still to be written."""
        return tuple(_OPEN.findall(self.words))

    @property
    def loose(self) -> tuple[str, ...]:
        """Numbers typed by hand, which nothing keeps in step with the tables."""
        return tuple(_LOOSE.findall(_BOUND.sub("", self.written)))


def drafted(part: NarrativePart, values: Values) -> str:
    """The draft of a part with its numbers bound, one paragraph a line."""
    lines: list[str] = []
    for one in part.sentences:
        if not all(_holds(condition, values) for condition in one.when):
            continue
        if one.joined and lines and not _OPEN.search(lines[-1]):
            lines[-1] += one.text
        else:
            lines.append(one.text)
    return "\n".join(lines)


def written(form: NarrativeForm, values: Values, kept: Mapping[str, str]) -> tuple[PartText, ...]:
    """Every part as the office wrote it, else as drafted."""
    found = []
    for part in form.parts:
        text = kept.get(part.key) or drafted(part, values)
        edited = bool(kept.get(part.key))
        found.append(
            PartText(part=part, written=text, edited=edited, words=filled(text, form, values))
        )
    return tuple(found)


def filled(text: str, form: NarrativeForm, values: Values) -> str:
    """The text as it reads, every bound number in place; an unknown one stays as written."""

    def number(match: re.Match[str]) -> str:
        label = match.group(1)
        if label not in values:
            return match.group()
        return value_words(values[label], form.figures.get(label))

    return _BOUND.sub(number, text)


def value_words(value: Number | str, figure: BoundFigure | None = None) -> str:
    """A bound value as it is printed."""
    if isinstance(value, str):
        return value
    return _percent(value) if figure and figure.percent else shown(value)


def check_written(text: str, form: NarrativeForm) -> None:
    """Raise UserError where a text is bound to a number that does not exist."""
    for label in _BOUND.findall(text):
        if label not in (*form.figures, YEAR, *UNIT_WORDS):
            raise UserError(f"没有叫“{label}”的数", "请从可以引用的数里选择，或者去掉花括号")


def table_values(form: NarrativeForm, report: AnnualReport) -> dict[str, Number]:
    """The numbers that come from the tables, and the year."""
    values: dict[str, Number] = {YEAR: report.year or 0}
    for label, figure in form.figures.items():
        if figure.cells:
            value = evaluate(report, figure.cells)
            # A share of nothing is none: its sentence has a condition of its own.
            values[label] = _exact(value if value is not None else Fraction(0), figure.percent)
    return values


def prose_of(texts: Iterable[PartText]) -> str:
    """The whole text under its headings, as it is printed."""
    lines: list[str] = []
    for one in texts:
        if one.part.section not in lines:
            lines.append(one.part.section)
        lines += [one.part.title] if one.part.title else []
        lines += one.words.split("\n")
    return "\n".join(lines)


def length_of(texts: Iterable[PartText], section: str) -> int:
    """Characters of a section without its headings."""
    return sum(len("".join(one.words.split())) for one in texts if one.part.section == section)


def hints(values: Values) -> tuple[str, ...]:
    """What the year's numbers suggest to write about under 存在的主要问题."""
    found = []
    late, corrected, share, partial, refused = (
        _number(values, label)
        for label in ("超期答复", "纠正", "不掌握占比", "部分公开", "不予公开")
    )
    if late:
        found.append(f"超过期限答复{shown(late)}件，可以写明原因和期限管理的改进")
    if corrected:
        found.append(f"复议、诉讼纠正{shown(corrected)}件，可以写明原因和整改")
    if share >= Decimal("0.3"):
        found.append(f"答复“不掌握”的占{_percent(share)}，可以写检索和职责告知方面的改进")
    if partial == 0 and refused >= _MANY_REFUSED:
        found.append("没有部分公开而不予公开较多，可以写区分处理方面的改进")
    return tuple(found)


def _number(values: Values, label: str) -> Number:
    value = values.get(label, 0)
    return 0 if isinstance(value, str) else value


def promised(text: str) -> tuple[str, ...]:
    """What last year's text promised to improve, one sentence each."""
    sentences = re.split(r"[。；\n]", _OPEN.sub("", text))
    return tuple(one.strip() for one in sentences if len(one.strip()) > 8)


def _holds(condition: str, values: Values) -> bool:
    there = bool(values.get(condition[1:], 0))
    return there if condition.startswith("有") else not there


def _exact(value: Fraction, percent: bool) -> Number:
    if value.denominator == 1 and not percent:
        return value.numerator
    return Decimal(value.numerator) / Decimal(value.denominator)


def _percent(value: Number) -> str:
    """Two decimals, half up; never bent to make a hundred."""
    return f"{(Decimal(value) * 100).quantize(_PERCENT_STEP, rounding=ROUND_HALF_UP)}%"
