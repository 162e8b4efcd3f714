"""Whole drafts with faults planted in them, and clean ones with traps (tests/cases/review)."""

import re
import tomllib
from datetime import date
from pathlib import Path

import attrs
import pytest

from gongkai_desktop.domain.review.finding import Severity
from gongkai_desktop.domain.review.source import Source
from gongkai_desktop.services.review import Publication, scan, shipped_scanner

FOLDER = Path(__file__).parent.parent / "cases" / "review"
DAY = date(2026, 11, 22)
MARK = re.compile(r"⟦([A-Z]{2}\d\d)(严重|高|中|低)\|([^⟧]*)⟧")


@attrs.frozen(kw_only=True)
class Planted:
    """A draft without its marks, and what the marks say: rule, severity, start, end."""

    text: str
    faults: tuple[tuple[str, str, int, int], ...]
    publication: Publication


def planted(record):
    marked, text, faults, at = record["text"], "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        faults.append((mark[1], mark[2], len(text), len(text) + len(mark[3])))
        text += mark[3]
        at = mark.end()
    publication = Publication(
        day=record.get("day", DAY),
        attribute=record.get("attribute", ""),
        kind=record.get("kind", ""),
    )
    return Planted(text=text + marked[at:], faults=tuple(faults), publication=publication)


def drafts():
    for file in sorted(FOLDER.glob("*.toml")):
        for number, record in enumerate(tomllib.loads(file.read_text("utf-8"))["draft"], start=1):
            yield pytest.param(planted(record), id=f"{file.stem}-{number}")


@pytest.mark.parametrize("draft", list(drafts()))
def test_a_draft_shows_its_faults_and_nothing_else(draft):
    source = Source(path="稿件", text=draft.text)
    found = scan(source, draft.publication, shipped_scanner()).findings
    assert [
        (one.rule, one.severity.value, one.start, one.end)
        for one in found
        if one.severity is not Severity.HINT
    ] == list(draft.faults)
