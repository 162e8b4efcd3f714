"""Mail signed for and not yet registered (收件簿): what waits, and its way into the register."""

from __future__ import annotations

from gongkai_desktop.domain.ledger.mail import UnregisteredMail, unregistered_mail
from gongkai_desktop.services.ledger import amend, the_row
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery, Reader

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


def link(workspace: Workspace, mail_id: str, register_no: str) -> None:
    """Note in the mail book which request a piece of mail became."""
    with workspace.office.read() as reader:
        body = dict(the_row(reader, mail_id).body)
    amend(workspace, mail_id, body | {"request": register_no})
