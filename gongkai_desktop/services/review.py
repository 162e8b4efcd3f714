"""The scan before publication as a use case (发布预审): texts in, findings out, nothing kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import chain
from typing import Any

import attrs

from gongkai_desktop.domain.calendar import WorkCalendar
from gongkai_desktop.domain.clock.periods import proactive_deadline
from gongkai_desktop.domain.clock.rules import RuleBook
from gongkai_desktop.domain.overlay import Overlay
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.engine import Scanner, checks_by_word
from gongkai_desktop.domain.review.finding import Finding
from gongkai_desktop.domain.review.meetings import plenaries
from gongkai_desktop.domain.review.places import Belonging, NoSuchCity
from gongkai_desktop.domain.review.private_documents import PrivateDocument
from gongkai_desktop.domain.review.rules import ANCHORS, readings
from gongkai_desktop.domain.review.source import Source
from gongkai_desktop.domain.review.statutes import CitedTitle, NamedRepealed
from gongkai_desktop.domain.review.timing import Timing
from gongkai_desktop.library.calendars import load_calendar
from gongkai_desktop.library.clock_rules import load_clock_rules
from gongkai_desktop.library.facts import (
    load_festivals,
    load_places,
    load_statutes,
)
from gongkai_desktop.library.fixed_names import load_fixed_names
from gongkai_desktop.library.lexicon import load_entries, load_facts
from gongkai_desktop.library.matcher import Matcher
from gongkai_desktop.library.spelling import load_misspellings, load_vocabulary
from gongkai_desktop.services.workspace import Workspace

_ATTRIBUTES = "attributes"
_NOT_PUBLIC = ("依申请公开", "不予公开")


@attrs.frozen(kw_only=True)
class Publication:
    """What is known of a publication: its day, disclosure attribute and kind."""

    day: date
    attribute: str = ""
    kind: str = ""


@attrs.frozen(kw_only=True)
class Scanned:
    """One file with what the scan says of it."""

    source: Source
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether something must be dealt with before the file may go out."""
        return any(one.severity.holds for one in self.findings)


def build_scanner(overlays: Iterable[Overlay] = ()) -> Scanner:
    """All rules with the packs in force for an office."""
    places, statutes = load_places(), load_statutes()
    overlays = tuple(overlays)
    facts = load_facts(overlays)
    words = checks_by_word(
        [
            *load_entries(overlays),
            *(fact.rule for fact in facts if fact.rule is not None),
            *load_misspellings(),
            *load_fixed_names(),
            *ANCHORS,
            Belonging(places=places),
            NoSuchCity(places=places),
            CitedTitle(statutes=statutes),
            NamedRepealed(statutes=statutes),
            plenaries(facts),
            load_festivals(),
        ]
    )
    return Scanner(hits=Matcher(words), readings=tuple(readings(load_vocabulary())))


@cache
def shipped_scanner() -> Scanner:
    """All rules with the shipped packs and calendar alone, made once."""
    return _timed(build_scanner(), load_calendar(), load_clock_rules())


def _timed(scanner: Scanner, calendar: WorkCalendar, rules: RuleBook) -> Scanner:
    """The scanner with the rules on the day of publication."""

    def last_day(formed: date) -> date | None:
        return proactive_deadline(formed, calendar, rules).due_date

    return attrs.evolve(scanner, readings=(*scanner.readings, Timing(last_day=last_day).read))


def office_scanner(workspace: Workspace) -> Scanner:
    """All rules with the packs in force for an open office and its documents not public."""
    laid = workspace.knowledge.lexicon
    known = workspace.knowledge
    scanner = _timed(_scanner_over(laid), known.calendar, known.rules)
    own = Matcher(checks_by_word(private_documents(workspace)))
    return attrs.evolve(scanner, hits=lambda text: chain(scanner.hits(text), own(text)))


def private_documents(workspace: Workspace) -> tuple[PrivateDocument, ...]:
    """The documents of the ledger 公开属性认定 that are not to be published."""
    with workspace.office.read() as reader:
        rows = [row for row in reader.ledgers.rows(_ATTRIBUTES) if not row.void_reason]
    return tuple(
        PrivateDocument(
            title=str(row.body.get("title", "")).strip("《》 "),
            number=str(row.body.get("number", "")).replace(" ", ""),
            attribute=row.body["attribute"],
        )
        for row in rows
        if row.body.get("attribute") in _NOT_PUBLIC
    )


@lru_cache(maxsize=2)
def _scanner_over(overlays: tuple[Overlay, ...]) -> Scanner:
    return build_scanner(overlays)


def scan(
    source: Source, publication: Publication, scanner: Scanner, report: Report = silent
) -> Scanned:
    """One file's findings; ``report`` may stop the scan."""
    draft = Draft(source, publication.day, publication.attribute, publication.kind)
    return Scanned(source=source, findings=scanner.scan(draft, report))


def scanned_document(scanned: Scanned) -> Mapping[str, Any]:
    """A file and its findings as the command line prints them."""
    source = scanned.source
    return {
        "path": source.path,
        "chars": len(source.text),
        "findings": [_finding_document(source, one) for one in scanned.findings],
        "unscanned": [{"where": one.where, "why": one.why} for one in source.unscanned],
    }


def _finding_document(source: Source, one: Finding) -> Mapping[str, Any]:
    return {
        "rule": one.rule,
        "gate": one.gate.value,
        "severity": one.severity.value,
        "start": one.start,
        "end": one.end,
        "text": source.text[one.start : one.end],
        "message": one.message,
        "suggestion": one.suggestion,
        "basis": one.basis,
        "place": place_of(source, one.start),
    }


def place_of(source: Source, offset: int) -> str:
    """Where a reader finds an offset: as the file says, else by line of the text."""
    span = source.at(offset)
    if span is not None:
        return f"{span.place}（{span.hidden}）" if span.hidden else span.place
    return f"第{source.text.count(chr(10), 0, offset) + 1}行"


def hold(scanned: Sequence[Scanned]) -> bool:
    """Whether any file holds up publication."""
    return any(one.holds for one in scanned)
