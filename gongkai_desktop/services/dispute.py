"""Reviews and suits (复议诉讼): recorded, amended, struck; their limits; orders to answer again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

import attrs

from gongkai_desktop.domain.annual.cells import BLOCKS, RESULTS3, TOTAL
from gongkai_desktop.domain.collision import Clash, CollisionError
from gongkai_desktop.domain.dispute import (
    PENDING,
    Dispute,
    DisputeKind,
    Joined,
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
from gongkai_desktop.domain.same_case import is_same_case
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

    ``reanswer`` is empty where nothing was ordered; ``joined`` are the 登记号 of further requests.
    """

    dispute: Dispute
    row: RequestRow
    limit: OwnLimit | None
    urgency: Urgency
    reanswer: str = ""
    joined: tuple[str, ...] = ()

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


def record(
    workspace: Workspace, register_no: str, dispute: Dispute, also: Sequence[str] = ()
) -> SavedDispute:
    """Enter a review or suit over a request, and over those of ``also`` (登记号) in one case.

    Raises UserError for what cannot be, and for a case that is recorded already.
    """
    check_dispute(dispute, workspace.knowledge.disputes, workspace.today)
    with workspace.change("登记复议诉讼") as change:
        new = attrs.evolve(dispute, request_id=find(change, register_no).id, id="")
        proceeding = attrs.evolve(new.proceeding, joined=_joined(change, new, also))
        new = new.with_proceeding(proceeding)
        _refuse_second_record(change, new, workspace)
        return _kept(change, workspace, change.disputes.save(new))


def same_case(workspace: Workspace, dispute: Dispute) -> DisputeLine | None:
    """The record of the same case under another dispute, None where there is none."""
    with workspace.office.read() as reader:
        return _same_case(reader, dispute, workspace)


def join(workspace: Workspace, dispute_id: str, register_no: str) -> SavedDispute:
    """Let a recorded case be about one more request (并入), instead of recording it again."""
    line = the_line(workspace, dispute_id)
    return amend(workspace, line.dispute, also=(*line.joined, register_no))


def amend(
    workspace: Workspace,
    dispute: Dispute,
    seen: Dispute | None = None,
    also: Sequence[str] | None = None,
) -> SavedDispute:
    """Write a dispute as it now stands; an order it brings opens its requests again.

    ``also`` None leaves the further requests as they are. Raises CollisionError where somebody
    changed the same fields since ``seen`` was read, UserError for what cannot be.
    """
    check_dispute(dispute, workspace.knowledge.disputes, workspace.today)
    with workspace.change("更改复议诉讼") as change:
        known = _known(change, dispute.id)
        if known.void_reason:
            raise UserError("这件复议诉讼已作废，不能更改", "如有需要请另行登记")
        if seen is not None and seen != known:
            dispute = _together(seen, known, dispute)
        before = known.proceeding
        joined = before.joined if also is None else _joined(change, known, also)
        proceeding = attrs.evolve(
            dispute.proceeding, reanswer_event=before.reanswer_event, joined=joined
        )
        changed = attrs.evolve(dispute, request_id=known.request_id).with_proceeding(proceeding)
        if not is_same_case(known, changed):
            _refuse_second_record(change, changed, workspace)
        for one in before.joined:
            if one.request_id not in changed.requests:
                _ordered(change, workspace, one, None, "本件不再属于这一案件")
        return _kept(change, workspace, change.disputes.save(changed))


def _joined(reader: Reader, dispute: Dispute, also: Sequence[str]) -> tuple[Joined, ...]:
    """The further requests named, each once, with the events they already have of the order."""
    events = {one.request_id: one.reanswer_event for one in dispute.proceeding.joined}
    ids = dict.fromkeys(find(reader, number).id for number in also)
    ids.pop(dispute.request_id, None)
    return tuple(Joined(request_id=one, reanswer_event=events.get(one, "")) for one in ids)


def _same_case(reader: Reader, dispute: Dispute, workspace: Workspace) -> DisputeLine | None:
    others = (one for one in reader.disputes.all() if not one.void_reason)
    found = [one for one in others if one.id != dispute.id and is_same_case(one, dispute)]
    return next(iter(_lines(reader, found[:1], workspace)), None)


def _refuse_second_record(reader: Reader, dispute: Dispute, workspace: Workspace) -> None:
    """One case counts once in 表三, however many requests it is about."""
    line = _same_case(reader, dispute, workspace)
    if line is not None:
        number = line.row.register_no
        raise UserError(
            f"{line.dispute.proceeding.case_no}已经登记在{number}名下，一个案件在表三只计一件",
            f"案件还涉及本件的，打开{number}的这件复议诉讼，在“一并涉及的申请”里加上本件",
        )


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
        return _kept(change, workspace, saved).line


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


def _kept(change: Change, workspace: Workspace, saved: Dispute) -> SavedDispute:
    """Let the requests follow the order, then tell what is doubtful."""
    requests = list(change.requests.each(saved.requests))
    for one in requests:
        _refuse_before_receipt(one, saved)
    saved = _follow_order(change, workspace, saved)
    line = _lines(change, [saved], workspace)[0]
    others = [one for one in change.disputes.of_request(saved.request_id) if one.id != saved.id]
    told = (*doubts_about(saved, others, line.limit), *_past_review(requests[0], saved, workspace))
    return SavedDispute(line=line, doubts=told)


def _refuse_before_receipt(request: Request, dispute: Dispute) -> None:
    received = request.received
    if received and dispute.received and dispute.received < received.date:
        raise UserError(
            f"收到副本日早于{request.register_no}收到申请日{received.date.isoformat()}",
            "请核对登记号和日期",
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


def _follow_order(change: Change, workspace: Workspace, dispute: Dispute) -> Dispute:
    """Let every request of the case say what was ordered; returns the dispute with the events."""
    one, order = dispute.proceeding, reanswer_event(dispute)
    why = dispute.void_reason or "裁决没有责令重新答复"
    own = Joined(request_id=dispute.request_id, reanswer_event=one.reanswer_event)
    first, *joined = (
        attrs.evolve(each, reanswer_event=_ordered(change, workspace, each, order, why))
        for each in (own, *one.joined)
    )
    linked = attrs.evolve(one, reanswer_event=first.reanswer_event, joined=tuple(joined))
    return dispute if linked == one else change.disputes.save(dispute.with_proceeding(linked))


def _ordered(
    change: Change, workspace: Workspace, which: Joined, order: Event | None, why: str
) -> str:
    """Write, correct or strike one request's event 责令重新答复; returns its identity."""
    request = next(iter(change.requests.each([which.request_id])))
    known = next((event for event in request.events if event.id == which.reanswer_event), None)
    if order is None:
        if known:
            change.requests.void_event(known.id, why)
            kept = tuple(event for event in request.events if event is not known)
            save(change, attrs.evolve(request, events=kept), workspace)
        return ""
    if known is None:  # the clerk may have entered the order by hand before the decision
        known = next((event for event in request.events if _same_order(event, order)), None)
    kept = tuple(event for event in request.events if event is not known)
    event = attrs.evolve(order, id=known.id if known else "")
    saved = save(change, attrs.evolve(request, events=(*kept, event)), workspace)
    before = {event.id for event in kept}
    return next(one.id for one in saved.events if one.id not in before)


def _same_order(event: Event, ordered: Event) -> bool:
    return event.type == ordered.type and event.date == ordered.date


def _known(reader: Reader, dispute_id: str) -> Dispute:
    known = reader.disputes.get(dispute_id)
    if known is None:
        raise UserError("找不到这件复议诉讼", "请刷新后重试")
    return known


def _request(reader: Reader, dispute: Dispute) -> Request:
    return next(iter(reader.requests.each([dispute.request_id])))


def _lines(reader: Reader, disputes: Iterable[Dispute], workspace: Workspace) -> list[DisputeLine]:
    listed = list(disputes)
    ids = list(dict.fromkeys(request for one in listed for request in one.requests))
    rows = {row.id: row for row in reader.requests.rows_of(ids)}
    return [
        attrs.evolve(
            _line(one, rows[one.request_id], workspace),
            reanswer=_reanswer_words(reader, one, rows[one.request_id]),
            joined=tuple(rows[each].register_no for each in one.requests[1:]),
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
    words = (line.row.register_no, *line.joined, line.row.applicant, line.row.request_text)
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
