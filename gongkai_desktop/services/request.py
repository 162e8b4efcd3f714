"""Registering requests and recording what happens to them (登记与办理)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import attrs

from gongkai_desktop.domain.clock import Deadline
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.numbering import register_number
from gongkai_desktop.domain.outcome import propose
from gongkai_desktop.domain.request import Item, Request, RequestRow
from gongkai_desktop.domain.request_doubts import doubts_of
from gongkai_desktop.services.clock import current_view, deadline_of
from gongkai_desktop.services.collision import items_unchanged, request_together
from gongkai_desktop.services.mail_in import book
from gongkai_desktop.services.step import refusal
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, Reader, RequestQuery

REGISTER_SERIES = "register"


@attrs.frozen(kw_only=True)
class Recorded:
    """What a use case changed: the request as it now stands and its clock today."""

    request: Request
    deadline: Deadline


def find(reader: Reader, register_no: str) -> Request:
    """The request with this 登记号; raises UserError where there is none."""
    request = reader.requests.get(register_no)
    if request is None:
        raise UserError(f"没有登记号为“{register_no}”的申请", "请核对登记号")
    return request


def request_numbered(workspace: Workspace, register_no: str) -> Request:
    """The request with this 登记号; raises UserError where there is none."""
    with workspace.office.read() as reader:
        return find(reader, register_no)


def rows(workspace: Workspace, query: RequestQuery) -> list[RequestRow]:
    """Lines of the register that answer a query, filtered and sorted by the store."""
    with workspace.office.read() as reader:
        return reader.requests.rows(attrs.evolve(query, today=workspace.today))


def show(workspace: Workspace, register_no: str) -> tuple[Request, Deadline]:
    """One request and its deadline as of today."""
    with workspace.office.read() as reader:
        request = find(reader, register_no)
    return request, deadline_of(request, workspace.knowledge, workspace.today)


def register(
    workspace: Workspace,
    request: Request,
    *,
    mail: str = "",
    judged: Mapping[str, str] | None = None,
) -> Recorded:
    """Enter a new request (有申请必登记); an empty 登记号 is taken from the year's counter.

    ``mail`` is the row of the 收件簿 it came in by; a posted request that stands in none is
    entered there too. ``judged`` is what the clerk made of earlier requests like it (登记号 and
    words), kept in the audit. Raises UserError when the receipt is missing, an event lies in the
    future or before it, a code is unknown, or the number is in use.
    """
    received = request.received
    if received is None:
        raise UserError("缺少收到日", "请填写收到申请的日期和渠道")
    refuse_future(received.date, workspace.today, "收到日")
    for event in request.events:
        _refuse_impossible(event, request, workspace)
    _refuse_unknown_codes(request, workspace)
    with workspace.change("登记申请") as change:
        numbered = _numbered(request, received.date.year, change)
        itemised = numbered if numbered.items else _as_one_item(numbered)
        saved = change.requests.add(itemised, current_view(itemised, workspace.knowledge))
        book(change, workspace, saved, mail)
        if judged:
            change.note(疑似重复=dict(judged))
    return _recorded(saved, workspace)


def record_event(
    workspace: Workspace, register_no: str, event: Event, corrected_text: str = ""
) -> Recorded:
    """Append a dated event; its effect on the clock follows from all events together.

    ``corrected_text`` is what a supplement now asks for. A late step is recorded and warned
    about, never refused; what cannot be is refused: a day in the future or before the receipt,
    and what the law does not allow (a second extension, silence before its time).
    """
    with workspace.change(f"登记事件：{event.type.label}") as change:
        request = find(change, register_no)
        _refuse_impossible(event, request, workspace)
        _refuse_unlawful(workspace, request, event)
        grown = attrs.evolve(
            request,
            events=(*request.events, event),
            corrected_text=corrected_text.strip() or request.corrected_text,
        )
        saved = save(change, grown, workspace)
    return _recorded(saved, workspace)


def _refuse_unlawful(workspace: Workspace, request: Request, event: Event) -> None:
    reason = refusal(workspace, request, event)
    if reason:
        raise UserError(reason, "请核对日期和经过；登记有误的事件可以作废后重新登记")


def strike_event(workspace: Workspace, register_no: str, event_id: str, reason: str) -> Recorded:
    """Strike a wrongly recorded event (作废) with a reason; the receipt is corrected, not struck.

    Raises UserError where it is the receipt, unknown, or no reason is given.
    """
    if not reason.strip():
        raise UserError("作废须写明理由", "请填写理由后重试")
    with workspace.change("作废事件") as change:
        request = find(change, register_no)
        left = tuple(event for event in request.events if event.id != event_id)
        struck = [event for event in request.events if event.id == event_id]
        if not struck:
            raise UserError("没有这条事件", "请刷新后重试")
        if struck[0] == request.received:
            raise UserError("收到申请的事件不能作废", "整件登记有误的，请作废申请后重新登记")
        change.requests.void_event(event_id, reason)
        saved = save(change, attrs.evolve(request, events=left), workspace)
    return _recorded(saved, workspace)


def answer_items(
    workspace: Workspace,
    register_no: str,
    items: tuple[Item, ...],
    row: str = "",
    seen: tuple[Item, ...] | None = None,
) -> Recorded:
    """Set the items of a request with their grounds and the report row the clerk confirmed.

    Without a row the one that follows from the items is taken, where one does.
    """
    with workspace.change("填写事项与结果") as change:
        request = find(change, register_no)
        items_unchanged(seen, request, items)
        proposal = propose(items, workspace.knowledge.law, _decision_day(request, workspace))
        answered = attrs.evolve(
            request,
            items=items,
            row=row or proposal.row or request.row,
            ground=proposal.ground or request.ground,
        )
        saved = save(change, answered, workspace)
    return _recorded(saved, workspace)


def _decision_day(request: Request, workspace: Workspace) -> date:
    """The day whose law the outcome rests on: the decision's, today while there is none."""
    decided = request.last(EventType.DECIDED)
    return decided.date if decided else workspace.today


def amend(
    workspace: Workspace,
    request: Request,
    receipt: Event | None = None,
    seen: Request | None = None,
) -> Recorded:
    """Save changed particulars of a request (applicant, text, section); events stay as they are.

    ``receipt`` corrects the receipt (更正收到日、渠道); the audit keeps what stood there. Raises
    UserError where it lies in the future or after what followed from it; CollisionError where
    somebody changed the same fields since ``seen`` was read.
    """
    with workspace.change("更改登记内容") as change:
        kept = find(change, request.register_no)
        request = request_together(seen, kept, request)
        events = _with_receipt(kept, receipt, workspace) if receipt else kept.events
        saved = save(change, attrs.evolve(request, events=events, id=kept.id), workspace)
    return _recorded(saved, workspace)


def _with_receipt(kept: Request, receipt: Event, workspace: Workspace) -> tuple[Event, ...]:
    known = kept.received
    if known is None:
        return (receipt, *kept.events)
    refuse_future(receipt.date, workspace.today, "收到日")
    others = [one for one in kept.events if one not in (known, kept.first(EventType.SUBMITTED))]
    first = min(others, key=lambda one: one.date, default=None)
    if first and receipt.date > first.date:
        raise UserError(
            f"收到日{receipt.date.isoformat()}晚于{first.type.label}{first.date.isoformat()}",
            "请核对日期",
        )
    corrected = attrs.evolve(receipt, id=known.id)
    return tuple(corrected if one is known else one for one in kept.events)


def void(workspace: Workspace, register_no: str, reason: str) -> Recorded:
    """Strike a request from the register (作废) with a reason; its number stays used."""
    if not reason.strip():
        raise UserError("作废须写明理由", "请填写理由后重试")
    with workspace.change("作废申请") as change:
        request = find(change, register_no)
        saved = save(change, attrs.evolve(request, void_reason=reason.strip()), workspace)
    return _recorded(saved, workspace)


def save(change: Change, request: Request, workspace: Workspace) -> Request:
    """Save a request together with its freshly derived view."""
    return change.requests.save(request, current_view(request, workspace.knowledge))


def refuse_future(day: date, today: date, what: str) -> None:
    """Refuse a day that has not come; raises UserError."""
    if day > today:
        raise UserError(f"{what}{day.isoformat()}晚于今天{today.isoformat()}", "请核对日期")


def doubts_about(request: Request, workspace: Workspace) -> tuple[str, ...]:
    """What may be wrong with a request not yet saved: told to the clerk, never refused."""
    deadline = deadline_of(request, workspace.knowledge, None)
    found = doubts_of(request, workspace.knowledge.calendar, workspace.today)
    return (*deadline.warnings, *(doubt.text for doubt in found))


def _refuse_impossible(event: Event, request: Request, workspace: Workspace) -> None:
    if event.type == EventType.AS_OF:
        raise UserError("as_of 只用于计算期限，不能登记", "请去掉这个事件，用 --today 指定日期")
    refuse_future(event.date, workspace.today, event.type.label)
    received = request.received
    if received and event.type != EventType.SUBMITTED and event.date < received.date:
        raise UserError(
            f"{event.type.label}{event.date.isoformat()}早于收到日{received.date.isoformat()}",
            "请核对日期",
        )


def _refuse_unknown_codes(request: Request, workspace: Workspace) -> None:
    """Report rows and grounds must be those of the law; words for them are not guessed."""
    law, day = workspace.knowledge.law, _decision_day(request, workspace)
    rows = {row.key for row in law.rows}
    for row in (request.row, *(item.row for item in request.items)):
        if row and row not in rows:
            raise UserError(f"没有代码为“{row}”的年报结果行", f"可填：{'、'.join(sorted(rows))}")
    for ground in (request.ground, *(item.ground for item in request.items)):
        if ground:
            law.ground(ground, day)


def _numbered(request: Request, year: int, change: Change) -> Request:
    if request.register_no:
        if change.requests.get(request.register_no):
            raise UserError(f"登记号“{request.register_no}”已在使用", "请换一个或者留空自动编号")
        return request
    return attrs.evolve(request, register_no=next_register_no(change, year))


def next_register_no(change: Change, year: int) -> str:
    """The year's next free 登记号; numbers brought in from an old table are passed over."""
    (number,) = next_register_nos(change, year, 1, lambda one: bool(change.requests.get(one)))
    return number


def next_register_nos(
    change: Change, year: int, count: int, in_use: Callable[[str], bool]
) -> list[str]:
    """The year's next free numbers, ``count`` of them; those in use are passed over."""
    found: list[str] = []
    while len(found) < count:
        wanted = count - len(found)
        last = change.counters.take(REGISTER_SERIES, year, wanted)
        numbers = (register_number(year, one) for one in range(last - wanted + 1, last + 1))
        found += [number for number in numbers if not in_use(number)]
    return found


def _as_one_item(request: Request) -> Request:
    return attrs.evolve(request, items=(Item(no=1, text=request.request_text),))


def _recorded(request: Request, workspace: Workspace) -> Recorded:
    deadline = deadline_of(request, workspace.knowledge, workspace.today)
    return Recorded(request=request, deadline=deadline)
