"""What a request's page asks for its records (记录) and for its steps before they are recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.domain.event import Event
    from gongkai_desktop.domain.ledger.chase import Chase
    from gongkai_desktop.domain.ledger.form import LedgerForm
    from gongkai_desktop.domain.progress import Report
    from gongkai_desktop.ui.ports.ledger import LedgerLine
    from gongkai_desktop.ui.ports.values import RequestFile


@attrs.frozen(kw_only=True)
class RecordGroup:
    """One ledger with its rows that belong to a request; ``slip`` names what can be printed."""

    form: LedgerForm
    lines: tuple[LedgerLine, ...]
    slip: str = ""


@attrs.frozen(kw_only=True)
class Effect:
    """What an event would do: refused with the article, warned of, and the clock after it."""

    refusal: str = ""
    warnings: tuple[str, ...] = ()
    status: str = ""
    due: date | None = None


@attrs.frozen(kw_only=True)
class FeeAsked:
    """A fee by the tariff of a day: its amount in yuan and how it was reached in words."""

    amount: int
    words: str


class Records(Protocol):
    """Rows of the ledgers that belong to a request, and the slips made of them."""

    def groups(self, register_no: str) -> Sequence[RecordGroup]:
        """Ledgers that records of a request are kept in, each with its rows."""
        ...

    def blank(self, register_no: str, ledger: str) -> Mapping[str, str]:
        """What a new row starts with; the 登记号 is filled in."""
        ...

    def save(
        self,
        register_no: str,
        ledger: str,
        row_id: str,
        words: Mapping[str, str],
        seen: Mapping[str, Any] | None = None,
    ) -> Sequence[str]:
        """Enter or change a row; returns doubts.

        Raises CollisionError where somebody changed the same columns since ``seen`` was read.
        """
        ...

    def slip(self, register_no: str, ledger: str, row_id: str) -> bytes:
        """批办单 or 检索记录单 as PDF."""
        ...

    def to_chase(self) -> Sequence[Chase]:
        """Open requests whose section has not reported back, late ones first."""
        ...

    def chase(self, chosen: Sequence[Chase], reply_by: date) -> bytes:
        """Enter the reminders and return one sheet per section as PDF."""
        ...


class Steps(Protocol):
    """Steps of a request (办理步骤)."""

    def effect(self, register_no: str, event: Event) -> Effect:
        """What recording an event would do."""
        ...

    def fee_count(self, register_no: str) -> tuple[int, int]:
        """Requests of the applicant in the calendar month, and how many are charged already."""
        ...

    def fee(self, basis: str, count: int, charged: int, day: date) -> FeeAsked | None:
        """The fee by the tariff of a day; None where there is none."""
        ...

    def strike_event(self, register_no: str, event_id: str, reason: str) -> RequestFile:
        """Strike a wrongly recorded event with a reason."""
        ...


@attrs.frozen(kw_only=True)
class ScanLine:
    """A file of the scan folder that is not yet kept: its size in bytes, when it was written."""

    path: Path
    size: int
    written: datetime


class Scans(Protocol):
    """The folder a scanner writes to (扫描文件夹)."""

    def folder(self) -> Path | None:
        """The folder as set."""
        ...

    def set_folder(self, folder: Path | None) -> None:
        """Watch a folder, or none."""
        ...

    def fresh(self, report: Report) -> Sequence[ScanLine]:
        """Files of the folder that are not yet kept, the newest first."""
        ...
