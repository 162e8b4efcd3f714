"""What the place 发布预审 asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

from gongkai_desktop.domain.progress import Report, silent

if TYPE_CHECKING:
    from gongkai_desktop.domain.ledger.form import LedgerForm
    from gongkai_desktop.domain.review.checklist import Checklist, GateQuestions, Reply
    from gongkai_desktop.domain.review.comparison import ParagraphChange
    from gongkai_desktop.domain.review.finding import Finding
    from gongkai_desktop.domain.review.handling import Action, Handling, Scope
    from gongkai_desktop.domain.review.item import Levels, ReviewItem, Signature
    from gongkai_desktop.ui.ports.ledger import Words


@attrs.frozen(kw_only=True)
class ReviewEntry:
    """One line of the list: the item and where it stands."""

    item: ReviewItem
    state: str


@attrs.frozen(kw_only=True)
class FindingLine:
    """One finding as the desk shows it: its place, its words, what was decided (None: open)."""

    finding: Finding
    place: str
    words: str
    handling: Handling | None = None


@attrs.frozen(kw_only=True)
class VersionLine:
    """One earlier version of the draft: the moment it was put up, and that moment in words."""

    at: str
    words: str


@attrs.frozen(kw_only=True)
class ReviewView:
    """An item opened: its text with findings, its questions, what stands in the way.

    ``pasted`` tells whether the text may be edited here; ``unscanned`` says what a person must
    look at. ``handled`` is every decision about it, revoked ones too. ``personal``: personal data
    go out with it, ``assessed``: their effect has been assessed. ``clock`` says in words until
    when it is to be out.
    """

    item: ReviewItem
    state: str
    levels: Levels
    gates: tuple[GateQuestions, ...]
    text: str
    pasted: bool
    findings: tuple[FindingLine, ...]
    unscanned: tuple[str, ...]
    obstacles: tuple[str, ...]
    versions: tuple[VersionLine, ...] = ()
    handled: tuple[Handling, ...] = ()
    personal: bool = False
    assessed: bool = False
    clock: str = ""

    @property
    def fixed(self) -> bool:
        """Whether it is out or struck and cannot be changed any more."""
        return self.item.published is not None or bool(self.item.void_reason)


@attrs.frozen(kw_only=True)
class AssessmentView:
    """个人信息保护影响评估 as a row of its ledger: number and identity empty until it is kept."""

    form: LedgerForm
    cells: Mapping[str, str]
    no: str = ""
    row_id: str = ""


class Reviews(Protocol):
    """Items before publication (发布预审)."""

    def checklist(self) -> Checklist:
        """Gates, kinds, channels, sources."""
        ...

    def today(self) -> date:
        """The day everything is judged by."""
        ...

    def listing(self, text: str) -> Sequence[ReviewEntry]:
        """Items with these words, the latest first."""
        ...

    def open(self, item_id: str, report: Report = silent) -> ReviewView:
        """One item, scanned anew."""
        ...

    def begin(self, item: ReviewItem) -> ReviewView:
        """Enter an item; UserError where something is missing."""
        ...

    def amend(self, item: ReviewItem, seen: ReviewItem | None = None) -> None:
        """Change what it is called and where it goes."""
        ...

    def paste(self, item_id: str, text: str, report: Report) -> ReviewView:
        """Put pasted text up; UserError at a mark of secrecy, nothing is then kept."""
        ...

    def put_files(self, item_id: str, paths: Sequence[Path], report: Report) -> ReviewView:
        """Put files up, likewise."""
        ...

    def decide(
        self, view: ReviewView, line: FindingLine, action: Action, scope: Scope, reason: str
    ) -> ReviewView:
        """Record a decision about a finding."""
        ...

    def revoke(self, view: ReviewView, handling: Handling) -> ReviewView:
        """Take a decision back."""
        ...

    def remembered(self) -> Sequence[Handling]:
        """What the unit let pass in every text (误报·本单位), revoked ones too."""
        ...

    def forget(self, handling: Handling) -> None:
        """Take back what the unit let pass."""
        ...

    def people(self) -> Sequence[str]:
        """Names of the office, to sign with."""
        ...

    def reply(self, item_id: str, answers: Mapping[str, Reply]) -> ReviewView:
        """Answer questions."""
        ...

    def sign(self, item_id: str, signature: Signature) -> ReviewView:
        """Record a signature."""
        ...

    def send_again(self, item_id: str, name: str, day: date, note: str) -> ReviewView:
        """Send it up anew after it was sent back."""
        ...

    def assessment(self, item_id: str) -> AssessmentView:
        """个人信息保护影响评估 of it, or what one begins with."""
        ...

    def save_assessment(self, item_id: str, row_id: str, words: Words) -> ReviewView:
        """Keep the assessment."""
        ...

    def publish(self, item_id: str, day: date, publisher: str, link: str) -> ReviewView:
        """Record that it went out."""
        ...

    def void(self, item_id: str, reason: str) -> ReviewView:
        """Strike it."""
        ...

    def compare(self, item_id: str, at: str) -> Sequence[ParagraphChange]:
        """The version put up at a moment against the one in force."""
        ...

    def masked_copy(self, item_id: str, name: str, target: Path, report: Report) -> int:
        """Write a masked copy of one file; how many places. UserError where there is nothing."""
        ...

    def sheet(self, item_id: str) -> bytes:
        """信息发布审核单 as PDF."""
        ...

    def secrecy_sheet(self, item_id: str) -> bytes:
        """信息公开保密审查单 as PDF."""
        ...

    def assessment_sheet(self, item_id: str) -> bytes:
        """个人信息保护影响评估表 as PDF."""
        ...

    def secrecy_summary(self, year: int, month: int) -> bytes:
        """保密审查汇总表 of a month as PDF."""
        ...
