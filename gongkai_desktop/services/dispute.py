"""Reviews and suits (复议诉讼): recorded, amended, struck; the orders they bring to requests."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from gongkai_desktop.domain.collision import Clash, CollisionError
from gongkai_desktop.domain.dispute import (
    Dispute,
    DisputeKind,
    Joined,
    check_dispute,
    doubts_about,
    reanswer_event,
)
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.remedy import RemedyKind, remedy_kind
from gongkai_desktop.domain.request import Request
from gongkai_desktop.domain.same_case import is_same_case
from gongkai_desktop.services.collision import together
from gongkai_desktop.services.dispute_listing import (
    DisputeLine,
    known_dispute,
    lines_of,
    recorded_case,
    the_line,
)
from gongkai_desktop.services.request import find, save
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, Reader

OWNER = "dispute"
"""The kind of owner under which a dispute's files are kept."""


@attrs.frozen(kw_only=True)
class SavedDispute:
    """A dispute as it now stands and what is doubtful about it (never a refusal)."""

    line: DisputeLine
    doubts: tuple[str, ...] = ()


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
        known = known_dispute(change, dispute.id)
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


def _refuse_second_record(reader: Reader, dispute: Dispute, workspace: Workspace) -> None:
    """One case counts once in 表三, however many requests it is about."""
    line = recorded_case(reader, dispute, workspace)
    if line is not None:
        number = line.row.register_no
        if dispute.request_id in line.dispute.requests:
            raise UserError(
                f"{line.dispute.proceeding.case_no}已经登记，涉及{line.numbers}，本件已在其中",
                f"要补充进展的，打开{number}的这件复议诉讼更改",
            )
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
        known = known_dispute(change, dispute_id)
        saved = change.disputes.save(attrs.evolve(known, void_reason=reason.strip()))
        return _kept(change, workspace, saved).line


def _kept(change: Change, workspace: Workspace, saved: Dispute) -> SavedDispute:
    """Let the requests follow the order, then tell what is doubtful."""
    requests = list(change.requests.each(saved.requests))
    for one in requests:
        _refuse_before_receipt(one, saved)
    saved = _follow_order(change, workspace, saved)
    line = lines_of(change, [saved], workspace)[0]
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
