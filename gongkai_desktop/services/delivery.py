"""Serving a letter (送达): the sealed file and no other, with what the way of service must record.

For a decision the register's event and mail number come from here; for mail the day of posting
counts (国办公开办函〔2016〕235号).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs

from gongkai_desktop.documents.files import content_of
from gongkai_desktop.domain.approval import StepRole, next_step
from gongkai_desktop.domain.delivery import (
    check_delivery,
    delivered,
    followed_up,
)
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.letter.course import Delivery, course_of
from gongkai_desktop.domain.letter.fees import letter_fee
from gongkai_desktop.domain.letter.step_event import Sent, event_of_letter
from gongkai_desktop.domain.request import Request
from gongkai_desktop.services import letter as letter_service
from gongkai_desktop.services import letter_record
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.chain import chain_of
from gongkai_desktop.services.letter_file import refuse_changed, refuse_other
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, Reader, StoredLetter

_LARGEST = 100 * 1024 * 1024


def post(
    workspace: Workspace, letter_id: str, delivery: Delivery, file: Path | None = None
) -> StoredLetter:
    """Record that a sealed letter was posted or handed over; ``file`` is compared where given.

    Raises UserError before the seal, while an earlier parcel is on its way, for mail without its
    number or by a courier, impossible days, and a file that is not the one sealed.
    """
    with workspace.change("登记寄送") as change:
        letter = letter_record.letter_named(change, letter_id)
        request = letter_record.request_of(change, letter)
        course = course_of(letter.steps)
        _refuse_unsealed(change, letter)
        assert letter.letter_date is not None
        check_delivery(delivery, letter.letter_date, workspace.today)
        refuse_changed(change, letter)
        if delivery.posted < course.seals[0].date:
            raise UserError(
                f"寄送日期早于用印日期{course.seals[0].date.isoformat()}", "请核对两处日期"
            )
        if course.seals[-1].fingerprint != letter.file_fingerprint:
            raise UserError("要寄送的文件与用印的文件不同", "请取出用印稿重新用印")
        if file is not None:
            refuse_other(change, letter, content_of(file, _LARGEST, "文书", "请核对文件"))
        grown = delivered(course, delivery)
        _tell_register(change, workspace, request, letter, grown.deliveries)
        return letter_record.put(change, letter, grown)


def _refuse_unsealed(reader: Reader, letter: StoredLetter) -> None:
    if letter.void_reason:
        raise UserError("这份文书已作废，不能寄送", "如有需要请重拟一份")
    due = next_step(chain_of(reader), letter.code, course_of(letter.steps))
    if due is not None and due.role is not StepRole.POST:
        raise UserError(f"“{due.title}”还没有完成，不能寄送", "用印登记后才能寄送")


def follow_up(
    workspace: Workspace,
    letter_id: str,
    *,
    signed: date | None = None,
    signer: str = "",
    returned: date | None = None,
    reason: str = "",
) -> StoredLetter:
    """Record what became of a parcel: signed for, or come back with the reason on the slip."""
    with workspace.change("登记投递结果") as change:
        letter = letter_record.letter_named(change, letter_id)
        request = letter_record.request_of(change, letter)
        course = course_of(letter.steps)
        last = course.on_its_way
        if last is None:
            raise UserError("这份文书没有在途的邮件", "请先登记寄送")
        now = attrs.evolve(
            last,
            signed=signed,
            signer=signer.strip(),
            returned=returned,
            return_reason=reason.strip(),
        )
        assert letter.letter_date is not None
        check_delivery(now, letter.letter_date, workspace.today)
        if returned:
            request_service.refuse_future(returned, workspace.today, "退回日期")
        grown = followed_up(course, now)
        _tell_register(change, workspace, request, letter, grown.deliveries)
        return letter_record.put(change, letter, grown)


def _tell_register(
    change: Change,
    workspace: Workspace,
    request: Request,
    letter: StoredLetter,
    deliveries: tuple[Delivery, ...],
) -> None:
    """The event and the mail number of a letter sent; the first posting keeps its day."""
    if not letter_record.answers(workspace, letter.code):
        _tell_step(change, workspace, request, letter, deliveries)
        return
    first, last = deliveries[0], deliveries[-1]
    sent = Event(
        type=EventType.REPLY_SENT,
        date=first.posted,
        method=first.method,
        signed=last.signed,
        note=_note(letter, deliveries),
    )
    told = _with_event(request, letter, sent)
    changed = attrs.evolve(told, service_no=last.mail_no or request.service_no)
    request_service.save(change, changed, workspace)


def _tell_step(
    change: Change,
    workspace: Workspace,
    request: Request,
    letter: StoredLetter,
    deliveries: tuple[Delivery, ...],
) -> None:
    """The clock's event of a procedural letter: 告知补正, 征求意见, 延长答复期限 and the like."""
    form = workspace.knowledge.forms.get(letter.code)
    values = {**letter_service.known_values(workspace, request, form), **letter.facts}
    fee = letter_fee(values, workspace.knowledge.law, letter.letter_date or workspace.today)
    sent = Sent(
        posted=deliveries[0].posted,
        reached=deliveries[-1].signed,
        amount=fee.amount if fee else None,
        note=_note(letter, deliveries),
    )
    event = event_of_letter(letter.code, values, sent, workspace.knowledge.calendar)
    if event is not None:
        request_service.save(change, _with_event(request, letter, event), workspace)


def _with_event(request: Request, letter: StoredLetter, event: Event) -> Request:
    """The request with a letter's event: a new one, or the one it made before written anew."""
    known = _event_of(request, letter, event)
    if known is None:
        return attrs.evolve(request, events=(*request.events, event))
    kept = attrs.evolve(event, id=known.id)
    events = tuple(kept if one is known else one for one in request.events)
    return attrs.evolve(request, events=events)


def _note(letter: StoredLetter, deliveries: tuple[Delivery, ...]) -> str:
    """The letter's number, by which its event is found again, and every parcel."""
    return f"{letter.number}　" + "；".join(parcel_words(one) for one in deliveries)


def parcel_words(delivery: Delivery) -> str:
    """One parcel in words: day, way, number, what became of it."""
    parts = [f"{delivery.posted.isoformat()}{delivery.method}", delivery.mail_no, delivery.state]
    return "".join((*parts, f"（{delivery.return_reason}）" if delivery.return_reason else ""))


def _event_of(request: Request, letter: StoredLetter, event: Event) -> Event | None:
    """The event a letter made, or the same step entered by hand before the letter went out."""
    same = [one for one in request.events if one.type is event.type]
    mine = next((one for one in same if one.note.startswith(f"{letter.number}　")), None)
    if mine is not None or event.type is EventType.REPLY_SENT:
        return mine
    by_hand = (one for one in same if (one.party, one.date) == (event.party, event.date))
    return next(by_hand, None)
