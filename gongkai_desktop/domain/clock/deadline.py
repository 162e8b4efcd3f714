"""What the clock says of one request (期限): status, dates, and what they were counted from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs

COUNTING = "计时"
SUSPENDED = "暂停(征求意见中)"
AWAITING_CORRECTION = "等待补正"
AWAITING_FEE = "等待缴费"
ABANDONED = "视为放弃申请"
WITHDRAWN = "已撤回"
IN_TIME = "按期答复"
LATE_REPLY = "超期答复"
OVERDUE = "已超期"


def needs_year(year: int) -> str:
    """The status of a date that a missing arrangement keeps from being computed."""
    return f"需要{year}年放假安排"


@attrs.frozen(kw_only=True)
class Excluded:
    """Days that do not count (不计算在期限内), first and last included, and why."""

    first: date
    last: date
    why: str


@attrs.frozen(kw_only=True)
class OpenOpinion:
    """An opinion asked for and neither given nor closed; ``limit`` None where law sets none."""

    third_party: bool
    party: str
    sent: date
    limit: date | None


@attrs.frozen(kw_only=True)
class Deadline:
    """The clock of one request.

    ``due_date`` None: suspended, waiting, abandoned or not computable. ``latest_due``: the
    latest day should nobody answer. ``start`` is day 0 of the running period and ``period`` its
    working days without extension and exclusions. ``used_workdays`` and ``remaining_workdays``
    are given only as of a day. ``alert_date`` is one working day before the due date
    (内部警戒日). ``served`` is the day by which the reply is judged. ``pending`` are days of an
    opinion, supplement or payment still awaited: they are not counted while it may yet come.
    ``opinions`` are all that are asked for and not closed, those whose limit ran out too.
    """

    status: str
    due_date: date | None = None
    latest_due: date | None = None
    start: date | None = None
    period: int = 0
    awaited: str = ""
    awaited_until: date | None = None
    abandoned_after: date | None = None
    served: date | None = None
    milestones: Mapping[str, date] = attrs.field(factory=dict)
    warnings: tuple[str, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    pending: tuple[Excluded, ...] = ()
    opinions: tuple[OpenOpinion, ...] = ()
    excluded_workdays: int = 0
    extension_days: int = 0
    used_workdays: int | None = None
    remaining_workdays: int | None = None
    provisional: bool = False
    needs_calendar_year: int | None = None
    alert_date: date | None = None
    as_of: date | None = None
    set_by_delay: bool = False
