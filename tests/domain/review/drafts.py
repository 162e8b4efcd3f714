"""Drafts for the tests of the scan, and what a reading finds in them."""

from collections.abc import Callable, Iterable
from datetime import date

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.engine import Anchored, Reading, Scanner, checks_by_word
from gongkai_desktop.domain.review.finding import Finding
from gongkai_desktop.domain.review.source import Source
from gongkai_desktop.library.matcher import Matcher

DAY = date(2026, 11, 22)

Found = list[tuple[str, str, str]]


def draft(text: str, day: date = DAY, kind: str = "") -> Draft:
    return Draft(Source(path="稿件.txt", text=text), day, kind=kind)


def found(
    reading: Callable[[Draft], Iterable[Finding]], text: str, day: date = DAY, kind: str = ""
) -> Found:
    """Rule, severity and words of each finding, in the order of the text."""
    ordered = sorted(reading(draft(text, day, kind)), key=lambda one: one.start)
    return [(one.rule, one.severity.value, text[one.start : one.end]) for one in ordered]


def anchored(*rules: Anchored, also: tuple[Reading, ...] = ()) -> Reading:
    """Rules that stand on words as one reading, with others that read by themselves."""
    return Scanner(hits=Matcher(checks_by_word(rules)), readings=also).scan
