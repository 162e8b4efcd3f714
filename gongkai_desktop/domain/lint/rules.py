"""What every rule of the letter check is made of (规则): facts, findings, patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

import attrs

from gongkai_desktop.domain.calendar import CalendarMissingError, WorkCalendar
from gongkai_desktop.domain.letter.finding import Finding, Severity
from gongkai_desktop.domain.letter.form import LetterForm
from gongkai_desktop.domain.lint.citation import Citations
from gongkai_desktop.domain.lint.text import LetterText, Span
from gongkai_desktop.domain.remedy import RemedyKind


class Step(StrEnum):
    """The step of the chain that an error holds up, and nothing before it."""

    REVIEW = "送签"
    SEAL = "用印"
    POSTING = "交邮"


AT_SEAL = frozenset({"F01", "F02", "T04", "F11"})
AT_POSTING = frozenset({"T07", "T09"})


ALSO_IN_QUOTES = frozenset({"R06", "F05", "L08", "D27"})
"""Rules whose words count in the applicant's quoted request too."""


def step_of(rule: str) -> Step:
    """Which step a rule's error holds up."""
    if rule in AT_SEAL:
        return Step.SEAL
    return Step.POSTING if rule in AT_POSTING else Step.REVIEW


@attrs.frozen(kw_only=True)
class WordPattern:
    """Words that stand for one defect: patterns on the folded text, valid from a letter date."""

    rule: str
    severity: Severity
    message: str
    article: str
    valid_from: date
    patterns: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None = None
    codes: frozenset[str] = frozenset()
    except_codes: frozenset[str] = frozenset()

    def speaks_of(self, letter: LetterText) -> bool:
        """Whether the rule is for this kind of letter on its date."""
        if letter.day < self.valid_from or letter.code in self.except_codes:
            return False
        return not self.codes or letter.code in self.codes


@attrs.frozen(kw_only=True)
class Repealed:
    """A statute no longer in force: what took its place, and from which day."""

    by: str
    since: date


@attrs.frozen(kw_only=True)
class LintTerms:
    """The data of the check: structure of 条例, patterns, names of statutes.

    ``articles``: how many 条例 has; ``paragraphs`` and ``items`` by article. ``wrong_titles``:
    names no statute has with the right one; ``repealed`` statutes by title. Titles stand without
    中华人民共和国.
    """

    articles: int
    items: Mapping[int, int]
    wrong_titles: Mapping[str, str]
    repealed: Mapping[str, Repealed]
    paragraphs: Mapping[int, int]
    need_paragraph: frozenset[int]
    need_item: frozenset[int]
    patterns: tuple[WordPattern, ...]


_ON_WHAT_WAS_BEFORE = frozenset(
    {"A1", "C17", "C19", "C20", "D1", "E1", "E2", "E3", "G1", "G2"},
)


@attrs.frozen(kw_only=True)
class Case:
    """One letter before the rules: its form and text, its citations, the fields known beside it."""

    form: LetterForm
    letter: LetterText
    fields: Mapping[str, Any] = attrs.Factory(dict)
    terms: LintTerms
    calendar: WorkCalendar | None = None

    @property
    def code(self) -> str:
        """The letter's code (C12)."""
        return self.letter.code

    @property
    def decides(self) -> bool:
        """Whether it decides on a request or on a correction (C, D, E, G)."""
        return self.code[:1] in {"C", "D", "E", "G"}

    @property
    def is_letter(self) -> bool:
        """Whether it has addressee and signature and is no sheet to fill in by hand."""
        return not self.form.is_sheet

    @property
    def tells_remedy(self) -> bool:
        """Whether it must tell of review and suit."""
        return self.form.remedy not in (RemedyKind.NONE, RemedyKind.FEE)

    @property
    def tells_of_other_days(self) -> bool:
        """Whether its matter is an earlier request, answer or decision, with days of its own."""
        return self.code in _ON_WHAT_WAS_BEFORE

    @property
    def withholds(self) -> bool:
        """Whether all it decides is a refusal on Art. 14 to 16, to be reviewed first."""
        return self.form.remedy is RemedyKind.REVIEW_FIRST

    @property
    def unit(self) -> str:
        """The organ as known, else as it signs; empty where neither says."""
        organ = self.letter.signature[0]
        return self.field("unit") or (organ.words if organ else "")

    @cached_property
    def citations(self) -> Citations:
        """The articles it cites."""
        return Citations(self.letter)

    @cached_property
    def anchor(self) -> Span:
        """Where to point at something missing: the sentence that decides, else the title."""
        pattern = r"[^。；]*(?:决定|现告知|特告知|告知[您你]|不予|予以公开|现答复)[^。；]*[。；]?"
        body = next(self.letter.all(pattern), None)
        return body or (self.letter.lines[0] if self.letter.lines else self.letter.span(0, 0))

    def workdays(self, start: date, end: date) -> int:
        """Working days after ``start`` up to ``end``; 0 where the calendar does not reach."""
        try:
            return self.calendar.workdays_between(start, end) if self.calendar else 0
        except CalendarMissingError:
            return 0

    def field(self, name: str) -> str:
        """A field as text, empty where it is not known."""
        value = self.fields.get(name)
        return "" if value is None else str(value).strip()


def finding(
    rule: str,
    severity: str,
    message: str,
    span: Span | None = None,
    *,
    article: str = "",
    suggestion: str = "",
) -> Finding:
    """One finding; the article stands at the end of its sentence.

    ``suggestion`` is what to write in place of the words at ``span``, empty where only the
    clerk can know.
    """
    words = f"{message}（{article}）" if article else message
    place = span or Span(words="", start=0, end=0)
    return Finding(
        rule=rule,
        severity=Severity(severity),
        message=words,
        start=place.start,
        end=place.end,
        suggestion=suggestion,
    )


def pattern_findings(case: Case) -> Iterator[Finding]:
    """All defects that words alone show; each stretch once per rule."""
    told: list[tuple[str, Span]] = []
    for pattern in case.terms.patterns:
        if not pattern.speaks_of(case.letter):
            continue
        for span in _hits(pattern, case.letter):
            quoted = pattern.rule not in ALSO_IN_QUOTES and case.letter.is_quoted(span)
            again = any(pattern.rule == rule and _overlap(span, one) for rule, one in told)
            if not quoted and not again:
                told.append((pattern.rule, span))
                words = f"“{span.words[:30]}”：{pattern.message}"
                yield finding(pattern.rule, pattern.severity, words, span, article=pattern.article)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _hits(pattern: WordPattern, letter: LetterText) -> Iterator[Span]:
    for one in pattern.patterns:
        for match in one.finditer(letter.plain):
            if pattern.unless is None or not pattern.unless.search(_around(match)):
                yield letter.span(*match.span())


def _around(match: re.Match[str]) -> str:
    """What the sentence says before and after a hit, with a line break in the hit's place."""
    before = re.split("[。；]", match.string[: match.start()])[-1]
    after = re.split("[。；]", match.string[match.end() :], maxsplit=1)[0]
    return f"{before}\n{after}"
