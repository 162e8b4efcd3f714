"""What the window asks while a request comes in (收件): mail, earlier requests, who asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.domain.frequency import Frequency
    from gongkai_desktop.domain.ledger.mail import UnregisteredMail
    from gongkai_desktop.ui.ports.desk import RegisterLine


@attrs.frozen(kw_only=True)
class EarlierLine:
    """An earlier request of the same person or like content; ``repeats`` when it is both."""

    line: RegisterLine
    outcome: str
    same_person: bool
    repeats: bool


@attrs.frozen(kw_only=True)
class ApplicantCard:
    """All requests of one applicant with their outcomes, and the counts (条例第三十五条)."""

    name: str
    lines: tuple[tuple[RegisterLine, str], ...]
    frequency: Frequency


class Arrivals(Protocol):
    """Requests on their way into the register."""

    def mail(self) -> Sequence[UnregisteredMail]:
        """Mail of the 收件簿 that is neither registered nor put down as no request."""
        ...

    def similar(self, name: str, id_no: str, text: str) -> Sequence[EarlierLine]:
        """Earlier requests of the same person or with much the same text, the likest first."""
        ...

    def applicant(self, name: str, id_no: str) -> ApplicantCard:
        """Everything one applicant asked for."""
        ...

    def applicant_sheet(self, name: str, id_no: str) -> bytes:
        """The same as PDF, to go with a letter under 条例第三十五条."""
        ...

    def blank_form(self) -> bytes:
        """The 申请表 for the counter as PDF."""
        ...
