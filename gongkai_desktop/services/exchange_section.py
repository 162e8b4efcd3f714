"""A request out to a section (协办): what its package carries, and what the section does with it.

The section has its own data file, or none and fills in the 反馈表; its answer comes back through
``exchange_opinion``. Personal data go along only as far as the section needs them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.exchange_package import Package
from gongkai_desktop.documents.opinion_book import write_opinion_book
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.opinion import opinion_from_record, opinion_record
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.request import Request
from gongkai_desktop.services import letter
from gongkai_desktop.services.assignment import (
    ASSIGNMENTS,
    HANDED_OUT,
    REMINDED,
    assignments_of,
    note_section,
)
from gongkai_desktop.services.attachment import attachments_of
from gongkai_desktop.services.clock import deadline_of
from gongkai_desktop.services.exchange_answer import (
    TAKEN,
    Received,
    answer_of,
    known,
    received_now,
)
from gongkai_desktop.services.exchange_content import (
    ASSIGNMENT_PART,
    OPINION_PART,
    OWNER,
    Choice,
    Content,
    as_json,
)
from gongkai_desktop.services.exchange_files import (
    file_parts,
    files_in,
    keep_files,
    read_files,
)
from gongkai_desktop.services.exchange_handed import assignments_in
from gongkai_desktop.services.exchange_record import row_of
from gongkai_desktop.services.ledger import add_within, ledger_named
from gongkai_desktop.services.masking import masked_words
from gongkai_desktop.services.press import press_for
from gongkai_desktop.services.request import find, request_numbered
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Attachment, LedgerRow, Reader

NOTICE = "B8"
_WHO, _WORDS, _PAPERS = "申请人姓名和联系方式", "申请内容里的个人信息", "附件"
_LONGEST = 20_000
_FOUND, _SAID = "查到的材料", "意见里的个人信息"


def key_of(row: LedgerRow) -> str:
    """协办编号: the identity of a row of 批办催办 as packages and the 反馈表 bear it."""
    return row.id.replace("-", "")


@attrs.frozen(kw_only=True)
class HandOut:
    """To whom a request is handed and what is asked: ``kind`` is 批办 or 协办."""

    section: str
    reply_by: date
    advice: str = ""
    kind: str = HANDED_OUT


def hand_out(workspace: Workspace, register_no: str, order: HandOut) -> LedgerRow:
    """The row of 批办催办 for this; one that says the same and is not answered yet serves again."""
    form = ledger_named(workspace, ASSIGNMENTS)
    body = {
        "request": register_no,
        "kind": order.kind,
        "section": order.section.strip(),
        "date": workspace.today.isoformat(),
        "reply_by": order.reply_by.isoformat(),
        "advice": order.advice.strip(),
        "person": workspace.operator,
    }
    with workspace.office.read() as reader:
        find(reader, register_no)
        rows = _handed(reader, register_no)
    same = ("kind", "section", "reply_by", "advice")
    for row in rows:
        told = {name: row.body.get(name) or "" for name in same}
        if not row.body.get("returned") and told == {name: body[name] for name in same}:
            return row
    with workspace.change(f"登记台账：{form.title}") as change:
        made = add_within(change, workspace, form, body).row
        if order.kind == HANDED_OUT:
            note_section(change, workspace, register_no, order.section.strip())
    return made


def _handed(reader: Reader, register_no: str) -> list[LedgerRow]:
    """What was handed out for a request, without reminders and struck rows, the oldest first."""
    rows = assignments_of(reader, register_no)
    return [one for one in rows if one.body.get("kind") != REMINDED and not one.void_reason]


def assignment_numbered(reader: Reader, register_no: str, key: str) -> LedgerRow:
    """The row an opinion answers; raises UserError where the request has none of that number."""
    for row in _handed(reader, register_no):
        if key_of(row) == key:
            return row
    raise UserError(
        f"{register_no}的批办记录里没有这个协办编号", "这份反馈可能是别的申请的，请核对后再导入"
    )


def assignment_content(workspace: Workspace, register_no: str, choice: Choice) -> Content:
    """What goes to the section: the 协办通知单, the 反馈表, the files chosen.

    Raises UserError where the request was handed to nobody.
    """
    request = request_numbered(workspace, register_no)
    with workspace.office.read() as reader:
        rows = _handed(reader, register_no)
    row = next((one for one in rows if one.id == choice.assignment), rows[-1] if rows else None)
    if row is None:
        raise UserError(f"{register_no}还没有交给科室", "请先写明交给哪个科室、什么时候反馈")
    papers = _papers(workspace, request, choice)
    shown = _shown(workspace, request, choice)
    facts = _facts(workspace, request, row, shown, choice, [one.name for one in papers])
    personal = personal_in(workspace, request, choice)
    with workspace.office.read() as reader:
        files = [(one.name, reader.attachments.read(one.id)) for one in papers]
    parts = {
        ASSIGNMENT_PART: as_json(facts),
        **_sheets(workspace, request, row, shown, facts),
        **file_parts(files),
    }
    return Content(
        parts={} if personal else parts,
        secret=parts if personal else {},
        body={**facts, "sha256": [one.sha256 for one in papers]},
        records=1,
        personal=personal,
        party=str(row.body.get("section")),
        key=key_of(row),
    )


def personal_in(workspace: Workspace, request: Request, choice: Choice) -> tuple[str, ...]:
    """The kinds of personal data that would go to the section; files are taken to hold some."""
    plain = _shown(workspace, request, attrs.evolve(choice, masked=True))
    told = {
        _WHO: choice.applicant,
        _WORDS: _shown(workspace, request, choice) != plain,
        _PAPERS: bool(choice.attachments),
    }
    return tuple(name for name, held in told.items() if held)


def _shown(workspace: Workspace, request: Request, choice: Choice) -> str:
    """The request's words as the section gets them."""
    text = request.corrected_text or request.request_text
    return masked_words(workspace, text, [request.applicant.name]) if choice.masked else text


def _papers(workspace: Workspace, request: Request, choice: Choice) -> list[Attachment]:
    kept = {one.id: one for one in attachments_of(workspace, request.id)}
    lost = next((one for one in choice.attachments if one not in kept), None)
    if lost is not None:
        raise UserError("选的附件不在这件申请里", "请重新选择")
    return [kept[one] for one in choice.attachments]


def _facts(
    workspace: Workspace,
    request: Request,
    row: LedgerRow,
    text: str,
    choice: Choice,
    papers: list[str],
) -> dict[str, Any]:
    unit, received = the_unit(workspace), request.received
    due = deadline_of(request, workspace.knowledge, None).due_date
    facts: dict[str, Any] = {
        "assignment": key_of(row),
        "register_no": request.register_no,
        "request_text": text,
        "received_date": received.date.isoformat() if received else "",
        "due_date": due.isoformat() if due else "",
        "unit": unit.name,
        "phone": unit.office_phone,
        "files": papers,
    }
    told = ("section", "kind", "date", "reply_by", "advice", "person")
    facts |= {name: str(row.body.get(name) or "") for name in told}
    if choice.applicant:
        who = request.applicant
        facts["applicant"] = {"name": who.name, "phone": who.phone, "address": who.address}
    return facts


def _sheets(
    workspace: Workspace, request: Request, row: LedgerRow, text: str, facts: Mapping[str, Any]
) -> dict[str, bytes]:
    """The 协办通知单 as PDF and the 反馈表, for a section without the program."""
    shown = attrs.evolve(request, request_text=text, corrected_text="")
    data = {
        "section": facts["section"],
        "handler": facts["person"] or workspace.operator,
        "reply_by": facts["reply_by"],
        "third_party_hint": facts["advice"],
    }
    filled = {name: value for name, value in data.items() if value}
    press = press_for(workspace)
    made = letter.make(workspace, press, shown, NOTICE, filled, profile=Profile.FINAL)
    book = write_opinion_book({**facts, "assignment": key_of(row)})
    return {"协办通知单.pdf": press.pdf(made.layout), "协办反馈表.xlsx": book}


# ------------------------------------------------------------------ at the section


def take_assignment(
    workspace: Workspace, path: Path, package: Package, *, dry_run: bool
) -> Received:
    """Keep what was handed to us, with its files; a second time changes nothing.

    Raises UserError where it is our own package come back.
    """
    facts = package.record(ASSIGNMENT_PART)
    if not _told(facts) or facts.get("register_no") != package.manifest.period:
        raise UserError(f"“{path.name}”里的协办读不出来", "请公开工作机构重新生成协办包")
    key = str(facts.get("assignment") or "")[:64]
    row = attrs.evolve(row_of(package, facts), unit_code=key, status=TAKEN)
    with workspace.office.read() as reader:
        if any(one.seal == package.seal for one in reader.exchanges.sent(row.kind, row.period)):
            raise UserError(
                "这是本单位自己发出的协办包", "请交给科室；科室交回的是协办反馈包或者反馈表"
            )
        answered = known(reader, path, row)
    if answered is not None:
        return answered
    notes = (
        f"申请内容：{facts.get('request_text') or ''}",
        f"要求：{facts.get('advice') or '检索并提出意见'}，{facts.get('reply_by') or '尽快'}前反馈",
    )
    if not dry_run:
        with workspace.change(f"接收协办：{row.period}") as change:
            kept = change.exchanges.save(received_now(workspace, row))
            keep_files(change, OWNER, kept.id, files_in(package))
    return answer_of(path, row, TAKEN, notes)


def _told(facts: Any) -> bool:
    """Whether a part is an assignment: words under the keys there are, names of files."""
    if not isinstance(facts, dict) or not facts.get("assignment"):
        return False
    files, who = facts.get("files", []), facts.get("applicant", {})
    if not isinstance(files, list) or not isinstance(who, dict):
        return False
    words = [value for key, value in facts.items() if key not in ("files", "applicant")]
    return all(
        isinstance(one, str) and len(one) <= _LONGEST for one in (*words, *files, *who.values())
    )


def opinion_content(workspace: Workspace, register_no: str, choice: Choice) -> Content:
    """What the section gives back; raises UserError where it was handed nothing of that number."""
    handed = [one for one in assignments_in(workspace) if one.period == register_no]
    chosen = next((one for one in handed if one.unit_code == choice.assignment), None)
    assignment = chosen or (handed[0] if handed else None)
    if assignment is None:
        raise UserError(f"没有收到过{register_no}的协办", "请先导入公开工作机构发来的协办包")
    if choice.opinion is None:
        raise UserError("还没有填写意见", "请填写意见，或者用 --opinion 指明填好的反馈表")
    section = str(assignment.body.get("section") or the_unit(workspace).name)
    told = {"section": section, **choice.opinion}
    told |= {"register_no": register_no, "assignment": assignment.unit_code}
    opinion = opinion_from_record(told)
    record = opinion_record(opinion)
    files = file_parts(read_files(choice.materials))
    said = "\n".join([opinion.words, *(one["found"] for one in opinion.searches)])
    personal = [_SAID] if masked_words(workspace, said, ()) != said else []
    personal += [_FOUND] if files else []
    parts = {OPINION_PART: as_json(record), **files}
    return Content(
        parts={} if personal else parts,
        secret=parts if personal else {},
        body={**record, "files": [*files]},
        records=1,
        personal=tuple(personal),
        party=section,
        key=assignment.unit_code,
    )
