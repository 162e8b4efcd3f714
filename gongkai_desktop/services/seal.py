"""Sealing a letter (用印): only an issued, numbered letter, only its very file, always registered.

The ledger 用印登记 gets its row from here; a reprint after sealing is a further row with its
reason.
"""

from __future__ import annotations

from typing import Any

import attrs

from gongkai_desktop.documents.files import content_of
from gongkai_desktop.domain.approval import next_step
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.form import LedgerForm
from gongkai_desktop.domain.letter.course import Course, SealUse, course_of
from gongkai_desktop.domain.letter.form import Recipient
from gongkai_desktop.domain.lint.rules import Step
from gongkai_desktop.domain.seal import Sealing
from gongkai_desktop.services import approval, letter_record
from gongkai_desktop.services.chain import chain_of
from gongkai_desktop.services.ledger import add_within, ledger_named
from gongkai_desktop.services.letter_file import refuse_changed, refuse_other
from gongkai_desktop.services.request import refuse_future
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, StoredLetter

LEDGER = "seals"
_ANSWERING, _ASKING = "依申请公开答复办理", "函询"
_LARGEST = 100 * 1024 * 1024


def seal(workspace: Workspace, letter_id: str, sealing: Sealing) -> StoredLetter:
    """Register the seal on an issued letter, or on a reprint of one sealed before.

    Raises UserError before the issue, for findings that hold up the seal, for a file or words
    that differ from what was issued, an impossible day, and a reprint without a reason.
    """
    with workspace.office.read() as reader:
        held = letter_record.letter_named(reader, letter_id)
        request = letter_record.request_of(reader, held)
        chain = chain_of(reader)
    course = course_of(held.steps)
    due = next_step(chain, held.code, course)
    if held.void_reason:
        raise UserError("这份文书已作废，不能用印", "如有需要请重拟一份")
    if due is not None and due.signs:
        raise UserError(f"“{due.title}”还没有签，不能用印", "各环节签完、编号并签发后才能用印")
    _check(workspace, held, course, sealing)
    if not course.seals:
        found = approval.verdict(workspace, request, held)
        course = approval.explained(workspace, course, found, sealing.explanation, Step.SEAL)
        approval.refuse_blocked(found, course, Step.SEAL)
    with workspace.change("用印") as change:
        letter_record.refuse_stale(change, held)
        refuse_changed(change, held)
        if sealing.file:
            refuse_other(change, held, content_of(sealing.file, _LARGEST, "文书", "请核对文件"))
        use = _registered(change, workspace, held, request.register_no, request.section, sealing)
        return letter_record.put(change, held, attrs.evolve(course, seals=(*course.seals, use)))


def _check(workspace: Workspace, letter: StoredLetter, course: Course, sealing: Sealing) -> None:
    refuse_future(sealing.date, workspace.today, "用印日期")
    if not letter.number or letter.letter_date is None:
        raise UserError("没有文号和成文日期的文书不能用印", "请先编号、签发")
    if sealing.date < letter.letter_date:
        raise UserError(
            f"用印日期{sealing.date.isoformat()}早于签发日期{letter.letter_date.isoformat()}",
            "请核对日期",
        )
    if sealing.copies < 1:
        raise UserError("用印份数应当不少于1份", "请核对份数")
    if not sealing.person.strip():
        raise UserError("没有填写用印人", "请填写办理用印的人")
    if course.seals and not sealing.reason.strip():
        raise UserError("这份文书已经用过印，再次用印须写明原因", "如“退件重寄，补印一份”")


def _registered(
    change: Change,
    workspace: Workspace,
    letter: StoredLetter,
    register_no: str,
    section: str,
    sealing: Sealing,
) -> SealUse:
    """The use, entered in the ledger by itself."""
    approver = sealing.approver.strip() or _issuer(workspace, letter)
    form = workspace.knowledge.forms.get(letter.code)
    to_others = form.recipient in (Recipient.ORGAN, Recipient.THIRD_PARTY)
    body: dict[str, Any] = {
        "date": sealing.date.isoformat(),
        "use": _ASKING if to_others else _ANSWERING,
        "document": letter_record.title_of(letter),
        "number": letter.number,
        "copies": sealing.copies,
        "section": section,
        "person": sealing.person.strip(),
        "approver": approver,
        "seal": sealing.seal,
        "request": register_no,
        "fingerprint": letter.file_fingerprint[:16].upper(),
        "note": sealing.reason.strip(),
    }
    ledger = ledger_named(workspace, LEDGER)
    kept = {name: value for name, value in body.items() if value and name in _columns(ledger)}
    saved = add_within(change, workspace, ledger, kept)
    return SealUse(
        date=sealing.date,
        seal=sealing.seal,
        copies=sealing.copies,
        person=sealing.person.strip(),
        approver=approver,
        fingerprint=letter.file_fingerprint,
        row=saved.row.no,
        reason=sealing.reason.strip(),
    )


def _columns(ledger: LedgerForm) -> set[str]:
    return {column.key for column in ledger.columns}


def _issuer(workspace: Workspace, letter: StoredLetter) -> str:
    signature = approval.issuer(workspace, letter)
    return signature.name if signature else ""
