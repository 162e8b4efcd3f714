"""What the pages need of the services: narrow protocols and the values they exchange.

Pages know nothing else of the floors below; tests hand them a fake with the same shape.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

import attrs

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.law import Ground, ReportRow
from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.letter.form import Field
from gongkai_desktop.domain.next_step import NextStep
from gongkai_desktop.domain.outcome import Proposal
from gongkai_desktop.domain.request import CurrentView, Item, Request, RequestRow
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.domain.urgency import Urgency

Report = Callable[[int, int, str], None]
"""How long work says how far it is: done, total (0: unknown), words. May raise to stop it."""


@attrs.frozen(kw_only=True)
class OfficeFacts:
    """What the frame of the window shows of the open office.

    ``calendar_until`` is the last day of the known holiday arrangements, ``location`` the data
    file in words, ``backed_up`` the last backup or None.
    """

    unit_name: str
    demo: bool
    today: date
    operator: str
    calendar_until: date
    location: str
    backed_up: datetime | None = None


@attrs.frozen(kw_only=True)
class RegisterLine:
    """A line of the register with how pressing it is; ``why`` says what its date rests on."""

    row: RequestRow
    urgency: Urgency
    why: str = ""


@attrs.frozen(kw_only=True)
class DeskCounts:
    """The tiles of the 工作台."""

    overdue: int
    near: int
    open: int
    waiting: int
    closed_this_year: int


@attrs.frozen(kw_only=True)
class Duty:
    """A recurring duty (定期任务): its day, how much is done of how much, where it is laid down."""

    title: str
    due: date | None = None
    done: int = 0
    needed: int = 1
    source: str = ""


@attrs.frozen(kw_only=True)
class CalendarHorizon:
    """How far dates are firm; ``missing_year`` is the year whose arrangement is awaited."""

    known_until: date
    computable_until: date
    missing_year: int | None
    affected: int = 0


@attrs.frozen(kw_only=True)
class Desk:
    """Everything the 工作台 shows, most pressing first."""

    counts: DeskCounts
    urgent: tuple[RegisterLine, ...]
    waiting: tuple[RegisterLine, ...]
    duties: tuple[Duty, ...]
    horizon: CalendarHorizon


class StateFilter(StrEnum):
    """Which requests a list shows; the value is the word in the choice."""

    ALL = "全部状态"
    OPEN = "在办"
    OVERDUE = "已超期"
    NEAR = "3个工作日内到期"
    WAITING = "等待条件"
    CLOSED = "已办结"
    CLOSED_THIS_YEAR = "本年办结"
    VOID = "已作废"


@attrs.frozen(kw_only=True)
class RegisterQuery:
    """What the list of requests asks for; ``sort`` is register_no, received, applicant, text,
    stage, due or handler."""

    text: str = ""
    state: StateFilter = StateFilter.ALL
    year: int | None = None
    kind: str = ""
    section: str = ""
    sort: str = "due"
    descending: bool = False


@attrs.frozen(kw_only=True)
class CountedDay:
    """One day of the clock sheet (期限演算单): ``number`` of the working day or None, and why."""

    day: date
    number: int | None
    why: str


@attrs.frozen(kw_only=True)
class ClockSheet:
    """The clock of one request as of today, day by day."""

    status: str
    due: date | None
    provisional: bool = False
    awaited: str = ""
    awaited_until: date | None = None
    excluded_workdays: int = 0
    extension_days: int = 0
    used_workdays: int | None = None
    remaining_workdays: int | None = None
    milestones: Mapping[str, date] = attrs.field(factory=dict)
    warnings: tuple[str, ...] = ()
    days: tuple[CountedDay, ...] = ()


@attrs.frozen(kw_only=True)
class LetterLine:
    """A letter made for a request."""

    id: str
    code: str
    title: str
    number: str
    made: date
    state: str


@attrs.frozen(kw_only=True)
class FileLine:
    """An attachment: name, size in bytes, when it came in."""

    id: str
    name: str
    size: int
    added: date
    kind: str = ""


@attrs.frozen(kw_only=True)
class AmendmentLine:
    """One entry of the record of changes (更正记录)."""

    when: datetime
    who: str
    what: str
    before: str = ""
    after: str = ""


@attrs.frozen(kw_only=True)
class RequestFile:
    """One request opened: the record, its clock, what may be done next, what belongs to it.

    ``fitting`` are the events that make sense now, in the order they are offered.
    """

    request: Request
    view: CurrentView
    urgency: Urgency
    clock: ClockSheet
    steps: tuple[NextStep, ...]
    fitting: tuple[EventType, ...]
    letters: tuple[LetterLine, ...] = ()
    files: tuple[FileLine, ...] = ()
    amendments: tuple[AmendmentLine, ...] = ()


@attrs.frozen(kw_only=True)
class LetterChoice:
    """A letter that can be made for a request; ``proposed`` when the next step calls for it."""

    code: str
    title: str
    proposed: bool = False


@attrs.frozen(kw_only=True)
class LetterDraft:
    """What a clerk fills in for a letter. ``item_fields`` are asked for every item's number.

    ``values`` are by field name; those of items stand under ``items``, a list of mappings.
    """

    code: str
    title: str
    fields: tuple[Field, ...]
    values: Mapping[str, Any]


@attrs.frozen(kw_only=True)
class RenderedLetter:
    """A letter as PDF with what is found wrong with it."""

    pdf: bytes
    pages: int
    findings: tuple[Finding, ...] = ()


class Desktop(Protocol):
    """The frame and the 工作台."""

    def facts(self) -> OfficeFacts:
        """What the frame shows."""
        ...

    def desk(self) -> Desk:
        """What is pressing today."""
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

    def open(self, register_no: str) -> RequestFile:
        """One request; UserError where there is none."""
        ...

    def register(self, request: Request) -> RequestFile:
        """Enter a new request; UserError where it cannot be."""
        ...

    def similar(self, name: str, id_no: str, text: str) -> Sequence[RegisterLine]:
        """Earlier requests of the same person or with much the same text (疑似重复)."""
        ...

    def notes_on(self, request: Request) -> Sequence[str]:
        """Doubts about a request not yet saved: check digits, late hand-over; never refusals."""
        ...

    def record_event(self, register_no: str, event: Event) -> RequestFile:
        """Add a dated event."""
        ...

    def answer_items(self, register_no: str, items: tuple[Item, ...], row: str) -> RequestFile:
        """Set items with their grounds and the report row the clerk confirmed ('' = proposed)."""
        ...

    def amend(self, request: Request) -> RequestFile:
        """Save changed particulars."""
        ...

    def void(self, register_no: str, reason: str) -> RequestFile:
        """作废 with a reason."""
        ...

    def archive(self, register_no: str, day: date) -> RequestFile:
        """归档."""
        ...

    def attach(self, register_no: str, path: Path) -> RequestFile:
        """Keep a copy of a file with the request."""
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


class Letters(Protocol):
    """Letters of a request (文书)."""

    def choices(self, register_no: str) -> Sequence[LetterChoice]:
        """Letters that can be made, the proposed one first."""
        ...

    def draft(self, register_no: str, code: str) -> LetterDraft:
        """Fields with what the register already knows."""
        ...

    def render(
        self, register_no: str, code: str, values: Mapping[str, Any], final: bool
    ) -> RenderedLetter:
        """The letter as PDF with findings; final is 用印稿, else 审签稿."""
        ...

    def pictures(self, pdf: bytes) -> Sequence[bytes]:
        """Every page as PNG."""
        ...

    def keep(
        self,
        register_no: str,
        code: str,
        values: Mapping[str, Any],
        path: Path,
        *,
        word: bool,
        final: bool,
    ) -> RequestFile:
        """Write the letter as PDF or Word file and record that it was made."""
        ...


@attrs.frozen(kw_only=True)
class ImportSheet:
    """A sheet that may hold a register: its header row (1-based), headers with the field each
    is read as ('' = not read), and some rows as they stand."""

    name: str
    header_row: int
    mapping: Mapping[str, str]
    preview: tuple[tuple[str, ...], ...]
    rows: int


@attrs.frozen(kw_only=True)
class ImportPlan:
    """What was understood of a file; ``fields`` are the names a header can be read as."""

    path: Path
    sheets: tuple[ImportSheet, ...]
    fields: Mapping[str, str]


@attrs.frozen(kw_only=True)
class ImportQuestion:
    """An old word that may mean several rows: ``choices`` are (row key, label)."""

    value: str
    times: int
    choices: tuple[tuple[str, str], ...]


@attrs.frozen(kw_only=True)
class ImportIssue:
    """A row that did not go in, or a date that differs: place and reason."""

    sheet: str
    row: int
    column: str
    reason: str


@attrs.frozen(kw_only=True)
class ImportResult:
    """What an import did (or would do)."""

    imported: int
    skipped: int
    errors: tuple[ImportIssue, ...] = ()
    questions: tuple[ImportQuestion, ...] = ()
    differences: tuple[ImportIssue, ...] = ()


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


@attrs.frozen(kw_only=True)
class AnnualTables:
    """The yearly tables of one year as printed: table two by row key and column key.

    ``table1`` and ``table3`` are lines of (label, values); ``violations`` (rule, hard, cell,
    message).
    """

    year: int
    table1: tuple[tuple[str, tuple[str, ...]], ...]
    table2: tuple[tuple[str, str, tuple[int, ...]], ...]
    table3: tuple[tuple[str, tuple[int, ...]], ...]
    violations: tuple[tuple[str, bool, str, str], ...] = ()


class Annual(Protocol):
    """The yearly tables (年度报告)."""

    def years(self) -> Sequence[int]:
        """Years that can be compiled, latest first."""
        ...

    def compile(self, year: int) -> AnnualTables:
        """The tables of a year."""
        ...

    def behind(self, year: int, row: str, column: str) -> Sequence[RegisterLine]:
        """The cases counted in one cell of table two."""
        ...

    def export(self, year: int, path: Path) -> None:
        """Write the tables as xlsx in the official layout."""
        ...


@attrs.frozen(kw_only=True)
class NoticeReading:
    """A holiday notice as understood (放假通知): days off, working weekends, problems, and the
    open deadlines it moves as (登记号, old, new)."""

    year: int
    off: tuple[date, ...]
    work: tuple[date, ...]
    problems: tuple[str, ...]
    moved: tuple[tuple[str, str, str], ...]


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

    def read_notice(self, text: str, year: int) -> NoticeReading:
        """Understand a pasted notice without keeping it."""
        ...

    def accept_notice(self, text: str, year: int) -> NoticeReading:
        """Keep it and recompute what is open."""
        ...

    def law_entries(self) -> Sequence[tuple[str, str, str, bool]]:
        """(name, document, valid from–until in words, confirmed) of the statutes."""
        ...

    def back_up(self, folder: Path, report: Report) -> Path:
        """Write a safe copy and return it."""
        ...

    def verify(self, report: Report) -> Sequence[tuple[str, bool]]:
        """What was checked and whether it was in order."""
        ...


@attrs.frozen(kw_only=True)
class Ports:
    """All that the window is given."""

    desktop: Desktop
    register: Register
    law: Law
    letters: Letters
    imports: Import
    annual: Annual
    settings: Settings
