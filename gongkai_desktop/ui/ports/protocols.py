"""What the pages need of the services, as narrow protocols; tests hand them a fake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.domain.calendar import LocalDays
    from gongkai_desktop.domain.clock.rules import Conventions
    from gongkai_desktop.domain.duty import DutyDue
    from gongkai_desktop.domain.event import Event
    from gongkai_desktop.domain.law import Ground, ReportRow
    from gongkai_desktop.domain.law_lines import LawLine
    from gongkai_desktop.domain.letter.evidence import UsualDays
    from gongkai_desktop.domain.outcome import Proposal
    from gongkai_desktop.domain.progress import Report
    from gongkai_desktop.domain.request import Item, Request
    from gongkai_desktop.domain.unit import Unit
    from gongkai_desktop.ui.ports.annual import Annual
    from gongkai_desktop.ui.ports.arrivals import Arrivals
    from gongkai_desktop.ui.ports.audit import Audits
    from gongkai_desktop.ui.ports.backup import Backups
    from gongkai_desktop.ui.ports.desk import Desk, DutyLine, OfficeFacts, RegisterLine
    from gongkai_desktop.ui.ports.dispute import Disputes
    from gongkai_desktop.ui.ports.exchange import Exchanges
    from gongkai_desktop.ui.ports.forms import Forms
    from gongkai_desktop.ui.ports.handover import Handovers
    from gongkai_desktop.ui.ports.ledger import Ledgers
    from gongkai_desktop.ui.ports.letters import Letters
    from gongkai_desktop.ui.ports.papers import Papers
    from gongkai_desktop.ui.ports.precedent import Precedents
    from gongkai_desktop.ui.ports.printing import Printing
    from gongkai_desktop.ui.ports.records import Records, Scans, Steps
    from gongkai_desktop.ui.ports.review import Reviews
    from gongkai_desktop.ui.ports.review_settings import ReviewSettings
    from gongkai_desktop.ui.ports.search import Search
    from gongkai_desktop.ui.ports.secret import Secret
    from gongkai_desktop.ui.ports.sections import Sections
    from gongkai_desktop.ui.ports.sign_in import SignIn
    from gongkai_desktop.ui.ports.statistics import StatisticsForms
    from gongkai_desktop.ui.ports.undo import Undoing
    from gongkai_desktop.ui.ports.values import (
        ImportPlan,
        ImportResult,
        NoticeReading,
        PersonLine,
        RegisterQuery,
        RequestFile,
    )

Moved = tuple[str, str, str]
"""An open deadline that moved: 登记号, old day, new day."""


class Desktop(Protocol):
    """The frame and the 工作台."""

    def facts(self) -> OfficeFacts:
        """What the frame shows."""
        ...

    def starting_words(self, left_behind: bool) -> Sequence[str]:
        """What is said once at the start: a clock set back, a last run that did not end well."""
        ...

    def write_diagnosis(self, path: Path, report: str) -> None:
        """The package for the maintainers: versions, counts and the log, nobody's data."""
        ...

    def desk(self) -> Desk:
        """What is pressing today."""
        ...

    def desk_page(self) -> bytes:
        """The desk as one A4 page, PDF."""
        ...

    def record_duty(self, duty: DutyDue, day: date, evidence: Path) -> None:
        """A duty was met: the day, and the file that shows it; UserError where it cannot be."""
        ...

    def switch_duty(self, key: str, off_reason: str) -> None:
        """Take a duty off the desk with a reason, or put it back with none."""
        ...

    def duty_lines(self) -> Sequence[DutyLine]:
        """Every duty, those switched off too."""
        ...

    def move_duty(self, key: str, day: int) -> None:
        """Set the day of the month a movable duty falls due."""
        ...


class Register(Protocol):
    """The register of requests (依申请公开)."""

    def find(self, query: RegisterQuery) -> Sequence[str]:
        """登记号 of all requests that answer, in order; cheap for 100,000."""
        ...

    def lines(self, register_nos: Sequence[str]) -> Sequence[RegisterLine]:
        """The lines of some of them, in the order given."""
        ...

    def years(self) -> Sequence[int]:
        """Years that have requests, latest first."""
        ...

    def sections(self) -> Sequence[str]:
        """承办科室 in use."""
        ...

    def saved_filters(self) -> Mapping[str, RegisterQuery]:
        """Filters kept by name (常用筛选)."""
        ...

    def save_filter(self, name: str, query: RegisterQuery) -> None:
        """Keep a filter; UserError for an unusable name."""
        ...

    def drop_filter(self, name: str) -> None:
        """Forget a filter."""
        ...

    def open(self, register_no: str) -> RequestFile:
        """One request; UserError where there is none."""
        ...

    def register(
        self, request: Request, mail: str = "", judged: Mapping[str, str] | None = None
    ) -> RequestFile:
        """Enter a new request, from a row of the 收件簿 where one is given; ``judged`` is what the
        clerk made of earlier ones like it. UserError where it cannot be."""
        ...

    def keep_draft(self, key: str, words: Mapping[str, str]) -> None:
        """Keep what is being typed in a form (自动保存)."""
        ...

    def draft(self, key: str) -> Mapping[str, str]:
        """What was typed and not entered, empty where nothing was."""
        ...

    def drop_draft(self, key: str) -> None:
        """Forget a form that was entered or given up."""
        ...

    def notes_on(self, request: Request) -> Sequence[str]:
        """Doubts about a request not yet saved: check digits, late hand-over; never refusals."""
        ...

    def record_event(self, register_no: str, event: Event, corrected_text: str = "") -> RequestFile:
        """Add a dated event; a supplement brings along what is now asked for."""
        ...

    def answer_items(
        self,
        register_no: str,
        items: tuple[Item, ...],
        row: str,
        seen: tuple[Item, ...] | None = None,
    ) -> RequestFile:
        """Set items with their grounds and the report row the clerk confirmed ('' = proposed)."""
        ...

    def amend(
        self, request: Request, receipt: Event | None = None, seen: Request | None = None
    ) -> RequestFile:
        """Save changed particulars, with the receipt corrected where one is given."""
        ...

    def void(self, register_no: str, reason: str) -> RequestFile:
        """作废 with a reason."""
        ...

    def attach(self, register_no: str, path: Path, report: Report) -> str:
        """Keep a copy of a file with the request; says what is doubtful about it."""
        ...

    def save_attachment(self, file_id: str, path: Path) -> None:
        """Write a kept file out."""
        ...

    def clock_sheet(self, register_no: str) -> bytes:
        """期限演算单 as PDF."""
        ...

    def export(self, query: RegisterQuery, path: Path, report: Report) -> None:
        """Write the requests that answer to an xlsx file."""
        ...


class Law(Protocol):
    """The choices that law gives."""

    def grounds(self, day: date) -> Sequence[Ground]:
        """Legal grounds on a day."""
        ...

    def rows(self) -> Sequence[ReportRow]:
        """The report rows of table two."""
        ...

    def propose(self, items: Sequence[Item], day: date) -> Proposal:
        """The report row that follows from items."""
        ...

    def articles(self, ground: str, day: date) -> str:
        """The citations of a ground in words."""
        ...


class Import(Protocol):
    """Reading an old register (导入旧登记簿)."""

    def plan(self, path: Path, report: Report) -> ImportPlan:
        """Look at a file; UserError where it cannot be read."""
        ...

    def run(
        self, plan: ImportPlan, answers: Mapping[str, str], dry: bool, report: Report
    ) -> ImportResult:
        """Import all sheets of the plan, all or nothing per batch; ``dry`` writes nothing."""
        ...

    def export_issues(self, result: ImportResult, path: Path) -> None:
        """Write what did not go in to an xlsx file."""
        ...


class Settings(Protocol):
    """Unit, calendar, law and backup."""

    def unit(self) -> Unit:
        """The unit as kept."""
        ...

    def save_unit(self, unit: Unit) -> None:
        """Keep it; UserError where it cannot be right."""
        ...

    def calendar_years(self) -> Sequence[tuple[int, str]]:
        """Known years with their source."""
        ...

    def read_notice(self, text: str, year: int, report: Report) -> NoticeReading:
        """Understand a pasted notice without keeping it."""
        ...

    def accept_notice(self, text: str, year: int, report: Report) -> NoticeReading:
        """Keep it and recompute what is open."""
        ...

    def local_days(self) -> LocalDays | None:
        """The regional holidays (地方假日) of the office."""
        ...

    def save_local_days(self, local: LocalDays) -> Sequence[Moved]:
        """Keep them; says which deadlines moved."""
        ...

    def conventions(self) -> Conventions:
        """The conventions of the clock (期限口径)."""
        ...

    def save_conventions(self, conventions: Conventions) -> Sequence[Moved]:
        """Keep them; says which deadlines moved."""
        ...

    def usual_days(self) -> UsualDays:
        """How long the office usually gives an applicant to supplement or to give reasons."""
        ...

    def save_usual_days(self, usual: UsualDays) -> None:
        """Set the usual periods; letters already made keep theirs."""
        ...

    def near(self) -> int:
        """How many working days before its limit a request counts as near."""
        ...

    def save_near(self, workdays: int) -> None:
        """Keep that number."""
        ...

    def people(self) -> Sequence[PersonLine]:
        """Everyone of the office, those who left too."""
        ...

    def save_person(self, person: PersonLine) -> None:
        """Enter or change someone."""
        ...

    def choose_operator(self, name: str) -> None:
        """Whose name the operations bear from now on."""
        ...

    def guides(self) -> Sequence[tuple[str, str]]:
        """Key and title of every one-page guide."""
        ...

    def guide(self, key: str) -> bytes:
        """A guide with the office's own particulars, PDF."""
        ...

    def news(self, path: Path) -> Sequence[str]:
        """What the notes beside an installer say is newer than this program."""
        ...

    def law_lines(self) -> Sequence[LawLine]:
        """Statutes, grounds and remedies with the days they are in force."""
        ...


@attrs.frozen(kw_only=True)
class Ports:
    """All that the window is given."""

    desktop: Desktop
    register: Register
    law: Law
    forms: Forms
    letters: Letters
    imports: Import
    annual: Annual
    settings: Settings
    secret: Secret
    ledgers: Ledgers
    exchanges: Exchanges
    sections: Sections
    reviews: Reviews
    review_settings: ReviewSettings
    precedents: Precedents
    backups: Backups
    statistics: StatisticsForms
    disputes: Disputes
    papers: Papers
    handovers: Handovers
    arrivals: Arrivals
    records: Records
    steps: Steps
    scans: Scans
    audits: Audits
    signing: SignIn
    search: Search
    printing: Printing
    undoing: Undoing
