"""A disclosure request (申请) and everything the register holds of it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

import attrs

from gongkai_desktop.domain.event import Event, EventType


class ApplicantKind(StrEnum):
    """Column of the yearly table in which the applicant counts (申请人类型)."""

    NATURAL = "natural"
    BIZ = "biz"
    RESEARCH = "research"
    PUBLIC_GOOD = "public_good"
    LEGAL_SVC = "legal_svc"
    OTHER_ORG = "other_org"

    @property
    def label(self) -> str:
        """Column heading as printed in the national form."""
        return {
            "natural": "自然人",
            "biz": "商业企业",
            "research": "科研机构",
            "public_good": "社会公益组织",
            "legal_svc": "法律服务机构",
            "other_org": "其他",
        }[self.value]


class Stage(StrEnum):
    """Where the file stands in the office (条例第四十五条: 登记、审核、办理、答复、归档)."""

    REGISTERED = "登记"
    EXAMINED = "审核"
    HANDLED = "办理"
    ANSWERED = "答复"
    ARCHIVED = "归档"
    VOID = "作废"


@attrs.frozen(kw_only=True)
class Applicant:
    """Who asks (申请人), 条例第二十九条第二款第（一）项.

    ``authority`` says whether the ``agent`` gave a power of attorney (委托书); empty without agent.
    """

    kind: ApplicantKind = ApplicantKind.NATURAL
    name: str
    id_kind: str = ""
    id_no: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    agent: str = ""
    authority: str = ""
    id: str = ""


@attrs.frozen(kw_only=True)
class Item:
    """One thing asked for (申请事项), answered on its own legal ground.

    ``ground`` is a code of resources/law/grounds.toml, ``row`` a report row of outcomes.toml;
    ``fields`` are the letter fields of the item by name (information title, reasons, search).
    """

    no: int
    text: str
    ground: str = ""
    row: str = ""
    fields: dict[str, Any] = attrs.field(factory=dict)
    id: str = ""


@attrs.frozen(kw_only=True)
class Request:
    """One registered request as the office keeps it; dates of law live in ``events``.

    ``row`` is the report row the clerk confirmed (may stand without a ground when imported as
    closed, ``imported`` true); ``original_due`` is the limit an imported table gave, kept only
    for comparison; ``forwarded`` the day the mail room handed it over (转交日); ``repeat_of`` the
    登记号 of the earlier request the clerk found it to repeat (条例第三十六条第（六）项).
    """

    register_no: str
    applicant: Applicant
    request_text: str
    events: tuple[Event, ...] = ()
    items: tuple[Item, ...] = ()
    corrected_text: str = ""
    delivery_form: str = ""
    mail_no: str = ""
    platform_no: str = ""
    signer: str = ""
    forwarded: date | None = None
    section: str = ""
    handler: str = ""
    row: str = ""
    ground: str = ""
    imported: bool = False
    demo: bool = False
    original_due: date | None = None
    original_outcome: str = ""
    reply_no: str = ""
    service_no: str = ""
    remarks: str = ""
    archived: date | None = None
    void_reason: str = ""
    repeat_of: str = ""
    id: str = ""

    def first(self, kind: EventType) -> Event | None:
        """The earliest event of a type, in the order they were recorded for equal dates."""
        found: Event | None = None
        for event in self.events:
            if event.type == kind and (found is None or event.date < found.date):
                found = event
        return found

    def last(self, kind: EventType) -> Event | None:
        """The latest event of a type."""
        found: Event | None = None
        for event in self.events:
            if event.type == kind and (found is None or event.date > found.date):
                found = event
        return found

    @property
    def received(self) -> Event | None:
        """The receipt (收到申请), day 0 of the clock (条例第三十一条)."""
        return self.first(EventType.RECEIVED)

    @property
    def channel(self) -> str:
        """Receipt channel as registered."""
        received = self.received
        return received.channel if received else ""


@attrs.frozen(kw_only=True)
class CurrentView:
    """What lists sort and search by: derived from events, cached, never a fact of its own.

    ``fingerprint`` names the rules, calendar and settings that gave it; nothing here depends on
    the day it is read, so days left and 已超期 are computed in the query.
    """

    stage: Stage = Stage.REGISTERED
    received_date: date | None = None
    channel: str = ""
    clock_state: str = ""
    due_date: date | None = None
    provisional: bool = False
    awaited: str = ""
    awaited_until: date | None = None
    ground: str = ""
    report_row: str = ""
    decided_date: date | None = None
    sent_date: date | None = None
    warnings: tuple[str, ...] = ()
    fingerprint: str = ""


@attrs.frozen(kw_only=True)
class RequestRow:
    """One line of the register list: the request's own words and its current view."""

    id: str
    register_no: str
    applicant: str
    applicant_kind: ApplicantKind
    request_text: str
    section: str
    handler: str
    view: CurrentView
    demo: bool = False
