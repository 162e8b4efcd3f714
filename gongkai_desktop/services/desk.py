"""What is pressing today (工作台): what goes wrong first, what is awaited, what recurs.

Nothing on the desk may refuse for a day the calendar does not reach: it says what it cannot count.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from gongkai_desktop.domain.calendar import WorkCalendar
from gongkai_desktop.domain.duty import DutyDue
from gongkai_desktop.domain.exchange.handed import HandedIn
from gongkai_desktop.domain.ledger.limit import day_of
from gongkai_desktop.domain.ledger.mail import UnregisteredMail
from gongkai_desktop.domain.request import CurrentView, RequestRow
from gongkai_desktop.domain.urgency import Urgency, alert_day, near_until, urgency_of
from gongkai_desktop.services.dispute_listing import DisputeLine, open_disputes
from gongkai_desktop.services.duty import TASKS, duties_of
from gongkai_desktop.services.exchange_handed import owed
from gongkai_desktop.services.mail_in import MAIL_IN, unregistered
from gongkai_desktop.services.quality import corrected_in, quality_between
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerRow, Reader, RequestQuery

# Shown by their own cards: mail as 未登记来件, tasks of a plan as duties.
_SHOWN_APART = (MAIL_IN, TASKS)
MOST_LINES = 40
"""A group on the desk shows its most pressing ones; all of them stand in the register."""


@attrs.frozen(kw_only=True)
class DeskLine:
    """One request on the desk, how pressing it is, its 内部警戒日 (None where there is none)."""

    row: RequestRow
    urgency: Urgency
    alert: date | None = None


@attrs.frozen(kw_only=True)
class DeskCounts:
    """How many requests are late, near their day, open, waiting, and closed this year.

    ``on_time`` is the percent of this year's answers given in time, None while there are none;
    ``corrected`` how many reviews and suits corrected an answer this year.
    """

    overdue: int
    near: int
    open: int
    waiting: int
    closed_this_year: int
    on_time: int | None = None
    corrected: int = 0


@attrs.frozen(kw_only=True)
class Horizon:
    """How far the calendar reaches: firm until, computable until, the year that is awaited."""

    known_until: date
    computable_until: date
    missing_year: int | None
    affected: int


@attrs.frozen(kw_only=True)
class LedgerDue:
    """A row of a ledger late or near its limit, with the ledger's title."""

    row: LedgerRow
    ledger: str
    urgency: Urgency


@attrs.frozen(kw_only=True)
class Desk:
    """Everything the 工作台 shows, most pressing first; ``disputes`` are those not concluded."""

    counts: DeskCounts
    urgent: tuple[DeskLine, ...]
    waiting: tuple[DeskLine, ...]
    mail: tuple[UnregisteredMail, ...]
    ledger_rows: tuple[LedgerDue, ...]
    duties: tuple[DutyDue, ...]
    disputes: tuple[DisputeLine, ...]
    horizon: Horizon
    handed: tuple[HandedIn, ...] = ()


def desk_of(workspace: Workspace) -> Desk:
    """The desk as of today."""
    with workspace.office.read() as reader:
        counts = _counts(reader, workspace)
        due = _lines(reader, RequestQuery(group="due", limit=MOST_LINES), workspace)
        waiting = _lines(reader, RequestQuery(group="waiting", limit=MOST_LINES), workspace)
        affected = reader.requests.count(RequestQuery(group="open", unsettled=True))
        mail = unregistered(reader, workspace)
        ledger_rows = _ledger_rows(reader, workspace)
        duties = duties_of(reader, workspace)
        handed = _handed(reader, workspace)
    return Desk(
        counts=counts,
        urgent=due,
        waiting=waiting,
        disputes=open_disputes(workspace),
        mail=mail,
        ledger_rows=ledger_rows,
        duties=duties,
        horizon=_horizon(workspace.knowledge.calendar, affected, workspace.today),
        handed=handed,
    )


def lines_of(rows: Iterable[RequestRow], workspace: Workspace) -> tuple[DeskLine, ...]:
    """Rows of the register with their urgency today."""
    calendar = workspace.knowledge.calendar
    return tuple(
        DeskLine(
            row=row,
            urgency=urgency_of(row.view, calendar, workspace.today, workspace.near),
            alert=alert_day(row.view, calendar),
        )
        for row in rows
    )


def _lines(reader: Reader, query: RequestQuery, workspace: Workspace) -> tuple[DeskLine, ...]:
    today = attrs.evolve(query, today=workspace.today)
    return lines_of(reader.requests.rows(today), workspace)


def _counts(reader: Reader, workspace: Workspace) -> DeskCounts:
    today = workspace.today
    count = reader.requests.count
    waiting = count(RequestQuery(group="waiting"))
    near = RequestQuery(group="due", due_from=today, due_until=near_limit(workspace))
    return DeskCounts(
        overdue=count(RequestQuery(group="overdue", today=today)),
        near=count(near),
        open=count(RequestQuery(group="due")) + waiting,
        waiting=waiting,
        closed_this_year=reader.counts.decided(date(today.year, 1, 1), date(today.year, 12, 31)),
        on_time=quality_between(reader, date(today.year, 1, 1), today).on_time,
        corrected=corrected_in(reader, today.year),
    )


def _horizon(calendar: WorkCalendar, affected: int, today: date) -> Horizon:
    """The awaited year is next year's from the day its notice is usually out."""
    known = calendar.known_until
    return Horizon(
        known_until=known,
        computable_until=calendar.computable_until,
        missing_year=known.year + 1 if today.year >= known.year else None,
        affected=affected,
    )


def near_limit(workspace: Workspace) -> date:
    """The last day that still counts as near."""
    return near_until(workspace.knowledge.calendar, workspace.today, workspace.near)


def _ledger_rows(reader: Reader, workspace: Workspace) -> tuple[LedgerDue, ...]:
    """Rows of all ledgers that are late or near, the earliest limit first."""
    titles = {form.key: form.title for form in workspace.knowledge.ledgers}
    closed = {
        form.key: {status.word for status in form.statuses if status.closed}
        for form in workspace.knowledge.ledgers
    }
    return tuple(
        LedgerDue(row=row, ledger=titles[row.ledger], urgency=_urgency(row.due_date, workspace))
        for row in reader.ledgers.due(near_limit(workspace))
        if row.ledger in titles
        and row.ledger not in _SHOWN_APART
        and row.status not in closed[row.ledger]
    )


def _handed(reader: Reader, workspace: Workspace) -> tuple[HandedIn, ...]:
    return tuple(
        HandedIn(
            key=one.unit_code,
            register_no=one.period,
            unit=one.unit,
            text=str(one.body.get("request_text") or ""),
            due=due,
            urgency=_urgency(due, workspace),
        )
        for one in owed(reader)
        for due in (day_of(one.body.get("reply_by")),)
    )


def _urgency(due: date | None, workspace: Workspace) -> Urgency:
    view = CurrentView(due_date=due)
    return urgency_of(view, workspace.knowledge.calendar, workspace.today, workspace.near)
