"""The values pages and services exchange: frozen, complete, free of Qt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from gongkai_desktop.ui.ports.desk import StateFilter

if TYPE_CHECKING:
    from gongkai_desktop.domain.annual.cells import Shape
    from gongkai_desktop.domain.annual.placing import Placing
    from gongkai_desktop.domain.event import EventType
    from gongkai_desktop.domain.next_step import NextStep
    from gongkai_desktop.domain.request import CurrentView, Request
    from gongkai_desktop.domain.urgency import Urgency


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
