"""The steps of a request (办理步骤): what a step would do before it is recorded, and the fee."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.clock import Deadline
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.fee import Fee, FeeBasis, fee_of
from gongkai_desktop.domain.request import Request
from gongkai_desktop.domain.step_rules import refusal_of
from gongkai_desktop.services.applicant import requests_in_month
from gongkai_desktop.services.clock import deadline_of
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader


@attrs.frozen(kw_only=True)
class StepEffect:
    """What an event would do: why it is refused, what it warns of, and the clock after it."""

    refusal: str = ""
    warnings: tuple[str, ...] = ()
    deadline: Deadline


def effect_of(workspace: Workspace, request: Request, event: Event) -> StepEffect:
    """What recording an event would do, without recording it."""
    grown = attrs.evolve(request, events=(*request.events, event))
    before = deadline_of(request, workspace.knowledge, workspace.today)
    try:
        after = deadline_of(grown, workspace.knowledge, workspace.today)
    except UserError as error:
        return StepEffect(refusal=str(error), deadline=before)
    return StepEffect(
        refusal=refusal(workspace, request, event),
        warnings=tuple(words for words in after.warnings if words not in before.warnings),
        deadline=after,
    )


def refusal(workspace: Workspace, request: Request, event: Event) -> str:
    """Why the law does not allow an event, with the article; empty where it does."""
    received = request.received
    if received is None or event.date < received.date:
        return ""
    clock = deadline_of(request, workspace.knowledge, event.date)
    return refusal_of(request, event, clock, workspace.knowledge.rules.at(received.date))


@attrs.frozen(kw_only=True)
class FeeCount:
    """What a fee by request counts (按件): the applicant's requests of the calendar month.

    ``count`` is the number up to this request, each item counting as one where a request asks
    for several (一事一申请); ``charged`` the number already charged for in the month.
    """

    month: date
    count: int
    charged: int


def fee_count(reader: Reader, request: Request) -> FeeCount | None:
    """The count for a fee by request; None before the receipt is known."""
    received = request.received
    if received is None:
        return None
    month = requests_in_month(reader, request.applicant, received.date)
    upto = [
        one for one in month if (_day(one), one.register_no) <= (received.date, request.register_no)
    ]
    charged = [
        event.count or 0
        for one in month
        if one.id != request.id
        for event in one.events
        if event.type is EventType.FEE_NOTICE and event.basis == FeeBasis.BY_REQUEST
    ]
    return FeeCount(
        month=received.date.replace(day=1),
        count=sum(max(1, len(one.items)) for one in upto),
        charged=max(charged, default=0),
    )


def _day(request: Request) -> date:
    return request.received.date if request.received else date.min


def fee(workspace: Workspace, basis: str, count: int, charged: int, day: date) -> Fee | None:
    """The fee by the tariff of a day; None where there was none."""
    tariff = workspace.knowledge.law.fee_tariff(day)
    if tariff is None:
        return None
    paid = charged if basis == FeeBasis.BY_REQUEST else 0
    return fee_of(tariff, FeeBasis(basis), count, paid)


def fee_values(reader: Reader, request: Request) -> dict[str, Any]:
    """The fields of a fee notice (收费通知书) the register knows."""
    counted = fee_count(reader, request)
    if counted is None:
        return {}
    notice = request.last(EventType.FEE_NOTICE)
    values: dict[str, Any] = {
        "fee_month": f"{counted.month.year}年{counted.month.month}月",
        "fee_requests": counted.count,
        "fee_charged_requests": counted.charged or None,
    }
    if notice and notice.basis:
        values["fee_basis"] = notice.basis
        by_page = notice.basis == FeeBasis.BY_PAGE
        values["fee_pages" if by_page else "fee_requests"] = notice.count
    return {name: value for name, value in values.items() if value}
