"""The papers of a parcel (信封面、邮寄交接单、送达回证): to whom, where, what is in it."""

from __future__ import annotations

from gongkai_desktop.domain.delivery import Receiver, contents_of, receiver_of
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.letter.course import course_of
from gongkai_desktop.domain.request import Request
from gongkai_desktop.services import evidence, letter_record, slip
from gongkai_desktop.services import letter as letter_service
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import StoredLetter

_RECEIPT = "F1"


def receiver(workspace: Workspace, request: Request, letter: StoredLetter) -> Receiver:
    """To whom and where a letter goes."""
    recipient = workspace.knowledge.forms.get(letter.code).recipient
    composed, course = letter_record.the_composed(letter), course_of(letter.steps)
    return receiver_of(recipient, request.applicant, composed, course)


def envelope(workspace: Workspace, letter: StoredLetter) -> bytes:
    """信封面 of a letter."""
    request = _request(workspace, letter)
    to = receiver(workspace, request, letter)
    values = {
        "to_name": to.name,
        "to_address": to.address,
        "to_postcode": to.postcode,
        "to_phone": to.phone,
        "mail_no": _mail_no(letter),
        "contents": contents_of(letter_record.the_composed(letter)),
    }
    return slip.for_request(workspace, request, "envelope", values)


def posting_list(workspace: Workspace, letter: StoredLetter) -> bytes:
    """邮寄交接单 of a letter's last parcel; what is not known yet stays empty."""
    request = _request(workspace, letter)
    to = receiver(workspace, request, letter)
    sent = course_of(letter.steps).deliveries
    last = sent[-1] if sent else None
    row = {
        "mail_no": last.mail_no if last else "",
        "to": to.name,
        "address": "，".join(part for part in (to.address, to.phone) if part),
        "contents": contents_of(letter_record.the_composed(letter)),
        "pieces": "1件",
        "register_no": request.register_no,
        "note": "第二次送达" if len(sent) > 1 else "",
    }
    values = {"posts": [row], "posted_date": last.posted.isoformat() if last else None}
    return slip.for_request(workspace, request, "posting_list", values)


def receipt(workspace: Workspace, press: Press, letter: StoredLetter) -> bytes:
    """送达回证 of this very letter, to be signed on delivery (国办公开办函〔2016〕235号)."""
    request = _request(workspace, letter)
    values = evidence.served_values(workspace, request, letter)
    named = {field.name for field in workspace.knowledge.forms.get(_RECEIPT).fields}
    data = {name: value for name, value in values.items() if name in named}
    made = letter_service.make(workspace, press, request, _RECEIPT, data, profile=Profile.FINAL)
    return press.pdf(made.layout)


def _mail_no(letter: StoredLetter) -> str:
    sent = course_of(letter.steps).deliveries
    return sent[-1].mail_no if sent else ""


def _request(workspace: Workspace, letter: StoredLetter) -> Request:
    with workspace.office.read() as reader:
        return letter_record.request_of(reader, letter)
