"""What the frame and the 工作台 are shown: frozen, complete, free of Qt.

Apart from the other values (``values.py``), for the first page is shown without those.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.domain.duty import DutyDue
    from gongkai_desktop.domain.exchange.handed import HandedIn
    from gongkai_desktop.domain.ledger.mail import UnregisteredMail
    from gongkai_desktop.domain.request import RequestRow
    from gongkai_desktop.domain.role import Right
    from gongkai_desktop.domain.urgency import Urgency
    from gongkai_desktop.ui.ports.dispute import DisputeEntry


@attrs.frozen(kw_only=True)
class OfficeFacts:
    """What the frame of the window shows of the open office.

    ``calendar_until`` is the last day of the known holiday arrangements, ``location`` the data
    file in words, ``backed_up`` the last backup or None; ``roles`` are the operator's in words,
    empty where the office gives none, ``writes`` is whether they allow writing, and ``refusals``
    says of every right they do not carry who has it; ``practice`` whether this is the file for
    practising.
    """

    unit_name: str
    demo: bool
    today: date
    operator: str
    calendar_until: date
    location: str
    backed_up: datetime | None = None
    roles: str = ""
    writes: bool = True
    refusals: Mapping[Right, str] = attrs.field(factory=dict)
    practice: bool = False


@attrs.frozen(kw_only=True)
class RegisterLine:
    """A line of the register with how pressing it is; ``why`` says what its date rests on.

    ``alert`` is one working day before the due date (内部警戒日), None where it has none.
    """

    row: RequestRow
    urgency: Urgency
    why: str = ""
    alert: date | None = None


@attrs.frozen(kw_only=True)
class DeskCounts:
    """The tiles of the 工作台; ``on_time`` in percent, None before the year's first answer."""

    overdue: int
    near: int
    open: int
    waiting: int
    closed_this_year: int
    on_time: int | None = None
    corrected: int = 0

    @property
    def quality(self) -> str:
        """How this year's answers did, in a few words; empty before the first of them."""
        if self.on_time is None:
            return ""
        return f"按时{self.on_time}%，被纠错{self.corrected}"


@attrs.frozen(kw_only=True)
class LedgerDueLine:
    """A row of a ledger late or near its limit: ``ledger`` and ``row`` open it."""

    ledger: str
    row: str
    title: str
    text: str
    due: date
    urgency: Urgency


@attrs.frozen(kw_only=True)
class DutyLine:
    """A duty as the settings show it: why it is off, and its day of the month where that moves."""

    key: str
    title: str
    source: str
    off_reason: str = ""
    day: int | None = None


@attrs.frozen(kw_only=True)
class CalendarHorizon:
    """How far dates are firm; ``missing_year`` is the year whose arrangement is awaited."""

    known_until: date
    computable_until: date
    missing_year: int | None
    affected: int = 0


@attrs.frozen(kw_only=True)
class Desk:
    """Everything the 工作台 shows, most pressing first; ``near`` is how many working days before
    its limit something counts as near."""

    counts: DeskCounts
    urgent: tuple[RegisterLine, ...]
    waiting: tuple[RegisterLine, ...]
    duties: tuple[DutyDue, ...]
    horizon: CalendarHorizon
    near: int
    mail: tuple[UnregisteredMail, ...] = ()
    ledger_rows: tuple[LedgerDueLine, ...] = ()
    disputes: tuple[DisputeEntry, ...] = ()
    handed: tuple[HandedIn, ...] = ()


class StateFilter(StrEnum):
    """Which requests a list shows; the value is the word in the choice."""

    ALL = "全部状态"
    OPEN = "在办"
    OVERDUE = "已超期"
    NEAR = "即将到期"
    WAITING = "等待条件"
    CLOSED = "已办结"
    CLOSED_THIS_YEAR = "本年办结"
    VOID = "已作废"
