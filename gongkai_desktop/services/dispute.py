"""Reviews and suits (复议诉讼): recorded, amended, struck; their limits; orders to answer again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import attrs

from gongkai_desktop.domain.annual.cells import BLOCKS, RESULTS3, TOTAL
from gongkai_desktop.domain.collision import Clash, CollisionError
from gongkai_desktop.domain.dispute import (
    PENDING,
    Dispute,
    DisputeKind,
    OwnLimit,
    check_dispute,
    doubts_about,
    next_hearing,
    own_limit,
    reanswer_event,
    urgency_of_dispute,
)
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.remedy import RemedyKind, remedy_kind
from gongkai_desktop.domain.request import Request, RequestRow, Stage
from gongkai_desktop.domain.urgency import Level, Urgency
from gongkai_desktop.services.collision import together
from gongkai_desktop.services.request import find, save
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, Reader

OWNER = "dispute"
"""The kind of owner under which a dispute's files are kept."""


class DisputeState(StrEnum):
    """Which disputes a list shows; the value is the word in the choice."""

    ALL = "全部"
    OPEN = "尚未审结"
    CLOSED = "已审结"
    VOID = "已作废"


@attrs.frozen(kw_only=True)
class DisputeLine:
    """A dispute with its request, its own limit, how pressing it is, what is to be answered again.

    ``reanswer`` is empty where nothing was ordered.
    """

    dispute: Dispute
    row: RequestRow
    limit: OwnLimit | None
    urgency: Urgency
    reanswer: str = ""

    @property
    def due(self) -> date | None:
        """The day by which the office must still answer; None once it has answered."""
        return self.limit.due if self.limit and not self.dispute.proceeding.answered else None


@attrs.frozen(kw_only=True)
class SavedDispute:
    """A dispute as it now stands and what is doubtful about it (never a refusal)."""

    line: DisputeLine
    doubts: tuple[str, ...] = ()


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
        lines = _lines(reader, chosen, workspace)
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
        return tuple(_lines(reader, reader.disputes.of_request(request_id), workspace))


def the_line(workspace: Workspace, dispute_id: str) -> DisputeLine:
    """One dispute; raises UserError where there is none."""
    with workspace.office.read() as reader:
        return _lines(reader, [_known(reader, dispute_id)], workspace)[0]


def record(workspace: Workspace, register_no: str, dispute: Dispute) -> SavedDispute:
    """Enter a review or suit over a request; raises UserError for what cannot be."""
    check_dispute(dispute, workspace.knowledge.disputes, workspace.today)
    with workspace.change("登记复议诉讼") as change:
        request = find(change, register_no)
        return _kept(change, workspace, request, change.disputes.add(request.id, dispute))


def amend(workspace: Workspace, dispute: Dispute, seen: Dispute | None = None) -> SavedDispute:
    """Write a dispute as it now stands; an order it brings opens the request again.

    Raises CollisionError where somebody changed the same fields since ``seen`` was read.
    """
    check_dispute(dispute, workspace.knowledge.disputes, workspace.today)
    with workspace.change("更改复议诉讼") as change:
        known = _known(change, dispute.id)
        if known.void_reason:
            raise UserError("这件复议诉讼已作废，不能更改", "如有需要请另行登记")
        if seen is not None and seen != known:
            dispute = _together(seen, known, dispute)
        event = known.proceeding.reanswer_event
        proceeding = attrs.evolve(dispute.proceeding, reanswer_event=event)
        saved = change.disputes.save(
            attrs.evolve(dispute, request_id=known.request_id).with_proceeding(proceeding)
        )
        return _kept(change, workspace, _request(change, saved), saved)


def _together(seen: Dispute, now: Dispute, mine: Dispute) -> Dispute:
    what = "这件复议诉讼"
    clashes: list[Clash] = []
    proceeding, settled = mine.proceeding, seen
    try:
        proceeding = together(what, seen.proceeding, now.proceeding, mine.proceeding)
    except CollisionError as error:
        clashes += error.clashes
        settled = settled.with_proceeding(error.now)
    try:
        mine = together(what, settled, now, mine, "id", "details", "request_id")
    except CollisionError as error:
        clashes += error.clashes
        settled = error.now
    if clashes:
        raise CollisionError(what, clashes, settled)
    return mine.with_proceeding(proceeding)


def void(workspace: Workspace, dispute_id: str, reason: str) -> DisputeLine:
    """Strike a dispute (作废) with a reason; the order it brought is struck with it."""
    if not reason.strip():
        raise UserError("作废须写明理由", "请填写理由后重试")
    with workspace.change("作废复议诉讼") as change:
        known = _known(change, dispute_id)
        saved = change.disputes.save(attrs.evolve(known, void_reason=reason.strip()))
        return _kept(change, workspace, _request(change, saved), saved).line


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


def _kept(change: Change, workspace: Workspace, request: Request, saved: Dispute) -> SavedDispute:
    """Let the request follow the order, then tell what is doubtful."""
    _refuse_before_receipt(request, saved)
    saved = _follow_order(change, workspace, request, saved)
    line = _lines(change, [saved], workspace)[0]
    others = [one for one in change.disputes.of_request(saved.request_id) if one.id != saved.id]
    told = (*doubts_about(saved, others, line.limit), *_past_review(request, saved, workspace))
    return SavedDispute(line=line, doubts=told)


def _refuse_before_receipt(request: Request, dispute: Dispute) -> None:
    received = request.received
    if received and dispute.received and dispute.received < received.date:
        raise UserError(
            f"收到副本日早于收到申请日{received.date.isoformat()}", "请核对登记号和日期"
        )


def _past_review(request: Request, dispute: Dispute, workspace: Workspace) -> tuple[str, ...]:
    """A suit that went past a review which had to come first (行政复议法第二十三条)."""
    decided = request.first(EventType.DECIDED)
    if dispute.kind != DisputeKind.SUIT_DIRECT or decided is None:
        return ()
    kind = remedy_kind(request.items, workspace.knowledge.law, decided.date)
    if kind not in (RemedyKind.REVIEW_FIRST, RemedyKind.MIXED):
        return ()
    return ("对答复中不予公开的部分应当先申请行政复议，直接起诉的可以在答辩中向法院提出",)


def _follow_order(
    change: Change, workspace: Workspace, request: Request, dispute: Dispute
) -> Dispute:
    """Write, correct or strike the event 责令重新答复 so that it says what was ordered."""
    one, ordered = dispute.proceeding, reanswer_event(dispute)
    known = next((event for event in request.events if event.id == one.reanswer_event), None)
    if ordered is None:
        if known:
            change.requests.void_event(known.id, dispute.void_reason or "裁决没有责令重新答复")
            kept = tuple(event for event in request.events if event is not known)
            save(change, attrs.evolve(request, events=kept), workspace)
        return _linked(change, dispute, "")
    if known is None:  # the clerk may have entered the order by hand before the decision
        known = next((event for event in request.events if _same_order(event, ordered)), None)
    kept = tuple(event for event in request.events if event is not known)
    event = attrs.evolve(ordered, id=known.id if known else "")
    saved = save(change, attrs.evolve(request, events=(*kept, event)), workspace)
    before = {event.id for event in kept}
    return _linked(change, dispute, next(one.id for one in saved.events if one.id not in before))


def _same_order(event: Event, ordered: Event) -> bool:
    return event.type == ordered.type and event.date == ordered.date


def _linked(change: Change, dispute: Dispute, event_id: str) -> Dispute:
    if dispute.proceeding.reanswer_event == event_id:
        return dispute
    linked = attrs.evolve(dispute.proceeding, reanswer_event=event_id)
    return change.disputes.save(dispute.with_proceeding(linked))


def _known(reader: Reader, dispute_id: str) -> Dispute:
    known = reader.disputes.get(dispute_id)
    if known is None:
        raise UserError("找不到这件复议诉讼", "请刷新后重试")
    return known


def _request(reader: Reader, dispute: Dispute) -> Request:
    return next(iter(reader.requests.each([dispute.request_id])))


def _lines(reader: Reader, disputes: Iterable[Dispute], workspace: Workspace) -> list[DisputeLine]:
    listed = list(disputes)
    ids = list(dict.fromkeys(one.request_id for one in listed))
    rows = {row.id: row for row in reader.requests.rows_of(ids)}
    return [
        attrs.evolve(
            _line(one, rows[one.request_id], workspace),
            reanswer=_reanswer_words(reader, one, rows[one.request_id]),
        )
        for one in listed
    ]


def _line(dispute: Dispute, row: RequestRow, workspace: Workspace) -> DisputeLine:
    known = workspace.knowledge
    limit = own_limit(dispute, known.disputes, known.calendar, known.rules.remedy)
    return DisputeLine(
        dispute=dispute,
        row=row,
        limit=limit,
        urgency=urgency_of_dispute(dispute, limit, known.calendar, workspace.today),
    )


def _reanswer_words(reader: Reader, dispute: Dispute, row: RequestRow) -> str:
    """How the ordered re-answer stands; the request itself tells whether the order still holds."""
    if reanswer_event(dispute) is None:
        return ""
    events = _request(reader, dispute).events
    if dispute.proceeding.reanswer_event not in {event.id for event in events}:
        return "责令重新答复的事件已作废"
    if row.view.stage in (Stage.ANSWERED, Stage.ARCHIVED):
        return "已重新答复"
    due = row.view.due_date
    return f"待重新答复，期限{due.isoformat()}" if due else "待重新答复"


def _is(dispute: Dispute, state: DisputeState) -> bool:
    if state == DisputeState.VOID or dispute.void_reason:
        return state == DisputeState.VOID and bool(dispute.void_reason)
    if state == DisputeState.OPEN:
        return dispute.concluded is None
    return state == DisputeState.ALL or dispute.concluded is not None


def _has(line: DisputeLine, text: str) -> bool:
    one = line.dispute.proceeding
    words = (line.row.register_no, line.row.applicant, line.row.request_text)
    return text.strip() in "\n".join((*words, one.organ, one.case_no, one.decision_no))


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
