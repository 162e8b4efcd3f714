"""Mail signed for and not yet registered (未登记来件), as the mail book holds it."""

from __future__ import annotations

from datetime import date

import attrs

from gongkai_desktop.domain.calendar import CalendarMissingError, WorkCalendar
from gongkai_desktop.domain.clock import RuleBook
from gongkai_desktop.domain.ledger.condition import Body
from gongkai_desktop.domain.ledger.limit import day_of

_UNKNOWN = "其他"


@attrs.frozen(kw_only=True)
class UnregisteredMail:
    """A piece of mail nobody has registered yet, or said to be no request.

    ``due`` is the day its answer would fall due were it a request: the clock runs from the day it
    was signed for (条例第三十一条第二项). ``channel`` is the register's word for its kind.
    """

    id: str
    no: str
    mail_no: str
    kind: str
    channel: str
    sender: str
    signer: str
    signed: date
    handed_over: date | None = None
    due: date | None = None


@attrs.frozen(kw_only=True)
class RequestBegun:
    """What a row of a ledger knows of a request it is turned into (留言转为公开申请).

    ``row`` is its identity; it notes the 登记号 once the request is registered.
    """

    row: str
    channel: str
    sender: str
    text: str
    received: date | None = None


def unregistered_mail(
    row_id: str, no: str, body: Body, rules: RuleBook, calendar: WorkCalendar
) -> UnregisteredMail | None:
    """A row of the mail book that still waits; None once it is a request or said to be none."""
    signed = day_of(body.get("signed"))
    if signed is None or body.get("request") or body.get("not_request"):
        return None
    kind = str(body.get("kind") or "")
    channel = rules.channel(kind)
    return UnregisteredMail(
        id=row_id,
        no=no,
        mail_no=str(body.get("mail_no") or ""),
        kind=kind,
        channel=channel.name if channel else _UNKNOWN,
        sender=str(body.get("sender") or ""),
        signer=str(body.get("signer") or ""),
        signed=signed,
        handed_over=day_of(body.get("handed_over")),
        due=_due(signed, rules, calendar),
    )


def _due(signed: date, rules: RuleBook, calendar: WorkCalendar) -> date | None:
    try:
        return calendar.nth_workday_after(signed, rules.at(signed).reply)
    except CalendarMissingError:
        return None
