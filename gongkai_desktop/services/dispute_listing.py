"""Reviews and suits (复议诉讼) as the lists show them: which, how pressing, how they count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import attrs

from gongkai_desktop.domain.annual.cells import BLOCKS, RESULTS3, TOTAL
from gongkai_desktop.domain.dispute import (
    PENDING,
    Dispute,
    OwnLimit,
    next_hearing,
    own_limit,
    reanswer_event,
    urgency_of_dispute,
)
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.request import RequestRow, Stage
from gongkai_desktop.domain.same_case import is_same_case
from gongkai_desktop.domain.urgency import Level, Urgency
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader


class DisputeState(StrEnum):
    """Which disputes a list shows; the value is the word in the choice."""

    ALL = "全部"
    OPEN = "尚未审结"
    CLOSED = "已审结"
    VOID = "已作废"


@attrs.frozen(kw_only=True)
class DisputeLine:
    """A dispute with its request, its own limit, how pressing it is, what is to be answered again.

    ``further`` are the other requests of the same case; ``reanswer`` is empty where nothing was
    ordered.
    """

    dispute: Dispute
    row: RequestRow
    limit: OwnLimit | None
    urgency: Urgency
    further: tuple[RequestRow, ...] = ()
    reanswer: str = ""

    @property
    def rows(self) -> tuple[RequestRow, ...]:
        """Every request the case is about, the one it is recorded under first."""
        return (self.row, *self.further)

    @property
    def joined(self) -> tuple[str, ...]:
        """The 登记号 of the further requests."""
        return tuple(row.register_no for row in self.further)

    @property
    def numbers(self) -> str:
        """Every 登记号 the case is about."""
        return _each(row.register_no for row in self.rows)

    @property
    def applicants(self) -> str:
        """The applicants of the requests, each named once."""
        return _each(row.applicant for row in self.rows)

    @property
    def matter(self) -> str:
        """What was asked for, request by request."""
        return _each((row.request_text for row in self.rows), "；")

    @property
    def due(self) -> date | None:
        """The day by which the office must still answer; None once it has answered."""
        return self.limit.due if self.limit and not self.dispute.proceeding.answered else None


def listing(
    workspace: Workspace,
    state: DisputeState = DisputeState.ALL,
    *,
    kind: str = "",
    year: int | None = None,
    text: str = "",
) -> tuple[DisputeLine, ...]:
    """Disputes that answer, the most pressing first, then the concluded, the latest first.

    ``year``: alive in that year, as 表三 counts them.
    """
    with workspace.office.read() as reader:
        found = reader.disputes.of_year(year) if year else reader.disputes.all()
        chosen = [one for one in found if _is(one, state) and kind in ("", one.kind)]
        lines = lines_of(reader, chosen, workspace)
    return tuple(sorted((one for one in lines if _has(one, text)), key=_place))


def behind(
    workspace: Workspace, year: int, block: str, result: str = TOTAL
) -> tuple[DisputeLine, ...]:
    """The disputes counted in one cell of 表三, ordered as ``listing``; TOTAL means all results."""
    found = listing(workspace, kind=block, year=year)
    return tuple(one for one in found if result in (TOTAL, one.dispute.result_in(year)))


def open_disputes(workspace: Workspace) -> tuple[DisputeLine, ...]:
    """What is not concluded, the most pressing first: what the desk and a hand-over show."""
    return listing(workspace, DisputeState.OPEN)


def of_request(workspace: Workspace, request_id: str) -> tuple[DisputeLine, ...]:
    """The disputes over one request in the order they came in, struck ones too."""
    with workspace.office.read() as reader:
        return tuple(lines_of(reader, reader.disputes.of_request(request_id), workspace))


def the_line(workspace: Workspace, dispute_id: str) -> DisputeLine:
    """One dispute; raises UserError where there is none."""
    with workspace.office.read() as reader:
        return lines_of(reader, [known_dispute(reader, dispute_id)], workspace)[0]


def same_case(workspace: Workspace, dispute: Dispute) -> DisputeLine | None:
    """The record of the same case under another dispute, None where there is none."""
    with workspace.office.read() as reader:
        return recorded_case(reader, dispute, workspace)


def totals(workspace: Workspace, year: int | None = None) -> dict[str, dict[str, int]]:
    """How many disputes by block and result: of one year as 表三 counts them, or of all time."""
    with workspace.office.read() as reader:
        if year:
            counted = reader.disputes.counts(year)
        else:
            counted = _count(one for one in reader.disputes.all() if not one.void_reason)
    return {
        block: {result: counted.get((block, result), 0) for result in RESULTS3} for block in BLOCKS
    }


def years(workspace: Workspace) -> list[int]:
    """Years in which a dispute came in, the latest first."""
    with workspace.office.read() as reader:
        found = {one.received.year for one in reader.disputes.all() if one.received}
    return sorted(found, reverse=True)


def _count(disputes: Iterable[Dispute]) -> dict[tuple[str, str], int]:
    counted: dict[tuple[str, str], int] = {}
    for one in disputes:
        key = (one.kind, one.result if one.concluded else PENDING)
        counted[key] = counted.get(key, 0) + 1
    return counted


def recorded_case(reader: Reader, dispute: Dispute, workspace: Workspace) -> DisputeLine | None:
    """``same_case`` inside a transaction."""
    others = (one for one in reader.disputes.all() if not one.void_reason)
    found = [one for one in others if one.id != dispute.id and is_same_case(one, dispute)]
    return next(iter(lines_of(reader, found[:1], workspace)), None)


def known_dispute(reader: Reader, dispute_id: str) -> Dispute:
    """A dispute by its identity; raises UserError where there is none."""
    known = reader.disputes.get(dispute_id)
    if known is None:
        raise UserError("找不到这件复议诉讼", "请刷新后重试")
    return known


def lines_of(
    reader: Reader, disputes: Iterable[Dispute], workspace: Workspace
) -> list[DisputeLine]:
    """Disputes as lists show them, in the order given."""
    listed = list(disputes)
    ids = list(dict.fromkeys(request for one in listed for request in one.requests))
    rows = {row.id: row for row in reader.requests.rows_of(ids)}
    return [
        _line(reader, one, tuple(rows[request] for request in one.requests), workspace)
        for one in listed
    ]


def _line(
    reader: Reader, dispute: Dispute, rows: tuple[RequestRow, ...], workspace: Workspace
) -> DisputeLine:
    known = workspace.knowledge
    limit = own_limit(dispute, known.disputes, known.calendar, known.rules.remedy)
    return DisputeLine(
        dispute=dispute,
        row=rows[0],
        limit=limit,
        urgency=urgency_of_dispute(dispute, limit, known.calendar, workspace.today),
        further=rows[1:],
        reanswer=_reanswer_words(reader, dispute, rows),
    )


def _reanswer_words(reader: Reader, dispute: Dispute, rows: tuple[RequestRow, ...]) -> str:
    """How the ordered re-answer stands; the requests themselves tell whether the order holds."""
    if reanswer_event(dispute) is None:
        return ""
    standing = _under_order(reader, dispute)
    owed = [row for row in rows if row.id in standing]
    if not owed:
        return "责令重新答复的事件已作废"
    waiting = [row for row in owed if row.view.stage not in (Stage.ANSWERED, Stage.ARCHIVED)]
    if not waiting:
        return "已重新答复"
    which = _each(row.register_no for row in waiting) if len(waiting) < len(rows) else ""
    due = min(filter(None, (row.view.due_date for row in waiting)), default=None)
    words = f"{which}待重新答复"
    return f"{words}，期限{due.isoformat()}" if due else words


def _under_order(reader: Reader, dispute: Dispute) -> set[str]:
    """The requests that still hold the event the order brought them."""
    one = dispute.proceeding
    brought = {one.reanswer_event, *(each.reanswer_event for each in one.joined)}
    return {
        request.id
        for request in reader.requests.each(dispute.requests)
        if any(event.id in brought for event in request.events)
    }


def _each(words: Iterable[str], between: str = "、") -> str:
    return between.join(dict.fromkeys(words))


def _is(dispute: Dispute, state: DisputeState) -> bool:
    if state == DisputeState.VOID or dispute.void_reason:
        return state == DisputeState.VOID and bool(dispute.void_reason)
    if state == DisputeState.OPEN:
        return dispute.concluded is None
    return state == DisputeState.ALL or dispute.concluded is not None


def _has(line: DisputeLine, text: str) -> bool:
    one = line.dispute.proceeding
    words = (line.numbers, line.applicants, line.matter, one.organ, one.case_no, one.decision_no)
    return text.strip() in "\n".join(words)


_ORDER = (Level.OVERDUE, Level.TODAY, Level.NEAR, Level.NORMAL, Level.UNKNOWN, Level.WAITING)


def _place(line: DisputeLine) -> tuple[int, int, str]:
    """Most pressing first; hearings by day; concluded ones from the latest back."""
    dispute, level = line.dispute, line.urgency.level
    if level not in _ORDER:
        ended = dispute.concluded or dispute.received or date.min
        return len(_ORDER), -ended.toordinal(), line.row.register_no
    hearing = next_hearing(dispute.proceeding, dispute.received or date.min)
    day = line.due or (hearing.day if hearing else None) or date.max
    return _ORDER.index(level), day.toordinal(), line.row.register_no
