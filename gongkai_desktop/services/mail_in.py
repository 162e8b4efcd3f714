"""The 收件簿 and the register: what was signed for at the gate becomes a request, once.

签收日 and 转交日 are kept apart; the period runs from the first (条例第三十一条第（二）项).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event
from gongkai_desktop.domain.ledger.form import ColumnType
from gongkai_desktop.domain.ledger.limit import day_of
from gongkai_desktop.domain.ledger.mail import RequestBegun, UnregisteredMail, unregistered_mail
from gongkai_desktop.domain.request import Request
from gongkai_desktop.services.ledger import add_within, amend_within, ledger_named, the_row
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, LedgerQuery, LedgerRow, Reader

MAIL_IN = "mail_in"


def unregistered(reader: Reader, workspace: Workspace) -> tuple[UnregisteredMail, ...]:
    """Mail that waits, the longest waiting first."""
    knowledge = workspace.knowledge
    rows = reader.ledgers.find(LedgerQuery(ledger=MAIL_IN))
    found = (
        unregistered_mail(row.id, row.no, row.body, knowledge.rules, knowledge.calendar)
        for row in rows
    )
    return tuple(sorted((one for one in found if one), key=lambda one: (one.signed, one.no)))


_KINDS: Mapping[str, str] = {"邮寄(EMS/挂号)": "EMS", "平信": "平信", "转送": "其他"}
"""Channels whose requests pass through the mail room, with the kind of mail they come as."""


def book(change: Change, workspace: Workspace, request: Request, mail_id: str) -> None:
    """Put the 登记号 into the row it came from; a posted request without one gets its row here.

    ``mail_id`` is a row of the mail book, or of another ledger that was turned into a request.
    """
    row = change.ledgers.get(mail_id) if mail_id else _same_mail(change, request)
    if row is not None:
        link = ledger_named(workspace, row.ledger).of_type(ColumnType.REQUEST)[0].key
        amend_within(change, workspace, row.id, {**row.body, link: request.register_no})
        return
    received = request.received
    if received and received.channel in _KINDS and request.signer:
        form = ledger_named(workspace, MAIL_IN)
        add_within(change, workspace, form, _body(request, received, workspace.operator))


def begun_from(workspace: Workspace, row_id: str) -> RequestBegun:
    """What a row tells of the request it is turned into (留言转为公开申请).

    Raises UserError for a row that is a request already, or of a ledger whose rows become none.
    """
    with workspace.office.read() as reader:
        row = the_row(reader, row_id)
    form = ledger_named(workspace, row.ledger)
    if not form.request_text:
        raise UserError(f"{form.title}的记录不能转为公开申请", "请在“依申请公开”里登记")
    known = [row.body.get(one.key) for one in form.of_type(ColumnType.REQUEST)]
    if any(known):
        raise UserError(f"{row.no}已转为公开申请{known[0]}", "请在“依申请公开”里办理")
    people = form.of_type(ColumnType.PERSON)
    channel = workspace.knowledge.rules.channel(str(row.body.get("channel") or ""))
    return RequestBegun(
        row=row.id,
        channel=channel.name if channel else _OTHER_WAY,
        sender=str(row.body.get(people[0].key) or "") if people else "",
        text=str(row.body.get(form.request_text) or row.title),
        received=day_of(row.body.get(form.date_column)),
    )


_OTHER_WAY = "其他"


def _same_mail(change: Change, request: Request) -> LedgerRow | None:
    if not request.mail_no:
        return None
    query = LedgerQuery(ledger=MAIL_IN, equals=(("mail_no", request.mail_no),))
    found = [row for row in change.ledgers.find(query) if not row.body.get("request")]
    return found[0] if found else None


def _body(request: Request, received: Event, operator: str) -> dict[str, Any]:
    kind = _KINDS[received.channel]
    # A hand-over before the receipt is a slip of the pen: told as a doubt, kept out of the book.
    forwarded = request.forwarded
    if forwarded and forwarded < received.date:
        forwarded = None
    return {
        "mail_no": request.mail_no or received.channel,
        "kind": kind,
        "signed": received.date.isoformat(),
        "signer": request.signer,
        "sender": received.party or request.applicant.name,
        "handed_over": forwarded.isoformat() if forwarded else None,
        "receiver": operator if forwarded else "",
        "request": request.register_no,
    }
