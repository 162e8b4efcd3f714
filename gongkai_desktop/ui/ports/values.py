"""The values pages and services exchange: frozen, complete, free of Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.domain.annual.cells import Shape
    from gongkai_desktop.domain.annual.placing import Placing
    from gongkai_desktop.domain.duty import DutyDue
    from gongkai_desktop.domain.event import EventType
    from gongkai_desktop.domain.exchange.handed import HandedIn
    from gongkai_desktop.domain.ledger.mail import UnregisteredMail
    from gongkai_desktop.domain.next_step import NextStep
    from gongkai_desktop.domain.request import CurrentView, Request, RequestRow
    from gongkai_desktop.domain.role import Right
    from gongkai_desktop.domain.urgency import Urgency
    from gongkai_desktop.ui.ports.dispute import DisputeEntry

Report = Callable[[int, int, str], None]
"""How long work says how far it is: done, total (0: unknown), words. May raise to stop it."""


@attrs.frozen(kw_only=True)
class OfficeFacts:
    """What the frame of the window shows of the open office.

    ``calendar_until`` is the last day of the known holiday arrangements, ``location`` the data
    file in words, ``backed_up`` the last backup or None; ``roles`` are the operator's in words,
    empty where the office gives none, ``writes`` is whether they allow writing, and ``refusals``
    says of every right they do not carry who has it; ``practice`` whether this is the file for
    practising.
    """

    unit_name: str
    demo: bool
    today: date
    operator: str
    calendar_until: date
    location: str
    backed_up: datetime | None = None
    roles: str = ""
    writes: bool = True
    refusals: Mapping[Right, str] = attrs.field(factory=dict)
    practice: bool = False


@attrs.frozen(kw_only=True)
class RegisterLine:
    """A line of the register with how pressing it is; ``why`` says what its date rests on.

    ``alert`` is one working day before the due date (内部警戒日), None where it has none.
    """

    row: RequestRow
    urgency: Urgency
    why: str = ""
    alert: date | None = None


@attrs.frozen(kw_only=True)
class DeskCounts:
    """The tiles of the 工作台; ``on_time`` in percent, None before the year's first answer."""

    overdue: int
    near: int
    open: int
    waiting: int
    closed_this_year: int
    on_time: int | None = None
    corrected: int = 0

    @property
    def quality(self) -> str:
        """How this year's answers did, in a few words; empty before the first of them."""
        if self.on_time is None:
            return ""
        return f"按时{self.on_time}%，被纠错{self.corrected}"


@attrs.frozen(kw_only=True)
class LedgerDueLine:
    """A row of a ledger late or near its limit: ``ledger`` and ``row`` open it."""

    ledger: str
    row: str
    title: str
    text: str
    due: date
    urgency: Urgency


@attrs.frozen(kw_only=True)
class DutyLine:
    """A duty as the settings show it: why it is off, and its day of the month where that moves."""

    key: str
    title: str
    source: str
    off_reason: str = ""
    day: int | None = None


@attrs.frozen(kw_only=True)
class PersonLine:
    """Someone of the office; ``until`` is the day they left their post."""

    name: str
    post: str = ""
    roles: tuple[str, ...] = ()
    section: str = ""
    phone: str = ""
    until: date | None = None
    id: str = ""


@attrs.frozen(kw_only=True)
class CalendarHorizon:
    """How far dates are firm; ``missing_year`` is the year whose arrangement is awaited."""

    known_until: date
    computable_until: date
    missing_year: int | None
    affected: int = 0


@attrs.frozen(kw_only=True)
class Desk:
    """Everything the 工作台 shows, most pressing first; ``near`` is how many working days before
    its limit something counts as near."""

    counts: DeskCounts
    urgent: tuple[RegisterLine, ...]
    waiting: tuple[RegisterLine, ...]
    duties: tuple[DutyDue, ...]
    horizon: CalendarHorizon
    near: int
    mail: tuple[UnregisteredMail, ...] = ()
    ledger_rows: tuple[LedgerDueLine, ...] = ()
    disputes: tuple[DisputeEntry, ...] = ()
    handed: tuple[HandedIn, ...] = ()


class StateFilter(StrEnum):
    """Which requests a list shows; the value is the word in the choice."""

    ALL = "全部状态"
    OPEN = "在办"
    OVERDUE = "已超期"
    NEAR = "即将到期"
    WAITING = "等待条件"
    CLOSED = "已办结"
    CLOSED_THIS_YEAR = "本年办结"
    VOID = "已作废"


@attrs.frozen(kw_only=True)
class RegisterQuery:
    """What the list of requests asks for; ``sort`` is register_no, received, applicant, text,
    channel, stage, section, handler, due, sent or outcome."""

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
    """A letter made for a request; ``parcels`` says how it went out where no event does."""

    id: str
    code: str
    title: str
    number: str
    made: date
    state: str
    sent: date | None = None
    parcels: str = ""


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

    ``fitting`` are the events that make sense now, in the order they are offered; ``concealed``
    is how numbers and addresses of the applicant are shown until someone asks for them in full;
    ``placed`` are the cells of the yearly reports it counts in.
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
    concealed: Mapping[str, str] = attrs.field(factory=dict)
    placed: tuple[Placing, ...] = ()


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
    """An old word of a column that may mean several things: ``choices`` are (key, label).

    ``later`` says what becomes of it while it is not answered.
    """

    column: str
    value: str
    times: int
    choices: tuple[tuple[str, str], ...]
    later: str = "先记为待定"


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
    warnings: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class AnnualTables:
    """The yearly tables of one year as printed: table two by row key and column key.

    ``columns`` are key and title of those of 表二; ``table1`` lines of (key, label, values),
    ``table3`` of (label, values); ``violations`` (rule, hard, cell,
    message). ``changed`` tells of every cell changed by hand, by path, what the register counts
    and why; ``locked`` that 上年结转 is last year's final report's; ``shape`` is the form's, None
    that of 2021.
    """

    year: int
    columns: tuple[tuple[str, str], ...]
    table1: tuple[tuple[str, str, tuple[str, ...]], ...]
    table2: tuple[tuple[str, str, tuple[int, ...]], ...]
    table3: tuple[tuple[str, tuple[int, ...]], ...]
    violations: tuple[tuple[str, bool, str, str], ...] = ()
    changed: Mapping[str, tuple[str, str]] = attrs.Factory(dict)
    locked: bool = False
    shape: Shape | None = None


@attrs.frozen(kw_only=True)
class NoticeReading:
    """A holiday notice as understood (放假通知): days off, working weekends, problems, and the
    open deadlines it moves as (登记号, old, new)."""

    year: int
    off: tuple[date, ...]
    work: tuple[date, ...]
    problems: tuple[str, ...]
    moved: tuple[tuple[str, str, str], ...]
