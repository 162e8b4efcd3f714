"""What has happened to one letter (文书办理经过): drafts, signatures, number, seal, delivery.

Nothing here is ever taken out: a signature that no longer holds is struck and says why, a number
given back stays with its reason. Kept with the letter as plain JSON values, in this order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import attrs


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _the_day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


class Opinion(StrEnum):
    """What was decided at a step: agreed, sent back, or the step passed over for a reason."""

    AGREED = "同意"
    RETURNED = "退回"
    PASSED = "跳过"


@attrs.frozen(kw_only=True)
class Version:
    """One draft (稿次): ``facts`` are the clerk's own values, ``fingerprint`` that of the words.

    ``manual`` drafts are edited Word files kept as attachment ``file`` (人工修改).
    """

    no: int
    at: str
    by: str
    fingerprint: str
    facts: Mapping[str, Any] = attrs.field(factory=dict)
    manual: bool = False
    file: str = ""


@attrs.frozen(kw_only=True)
class Signature:
    """A wet signature on the printed draft, as the clerk recorded it.

    ``fingerprint`` names the words signed; ``scan`` is an attachment; ``struck`` says why it
    no longer holds; ``title`` is the step's name on the day it was signed.
    """

    step: str
    name: str
    date: date = attrs.field(converter=_the_day)
    opinion: Opinion = attrs.field(default=Opinion.AGREED, converter=Opinion)
    words: str = ""
    title: str = ""
    fingerprint: str = ""
    back_to: str = ""
    scan: str = ""
    struck: str = ""

    @property
    def holds(self) -> bool:
        """Whether the step counts as done by it."""
        return not self.struck and self.opinion is not Opinion.RETURNED


@attrs.frozen(kw_only=True)
class Reason:
    """Why a finding of the letter check was let pass (说明理由), see domain.lint.verdict."""

    finding: str
    reason: str
    person: str = ""
    date: str = ""


@attrs.frozen(kw_only=True)
class NumberTaken:
    """The document number (文号) and how it came: from the counter, or by hand with a reason."""

    number: str
    at: str
    by: str
    manual: str = ""


@attrs.frozen(kw_only=True)
class SealUse:
    """One use of the seal (用印): ``reason`` is given for a reprint, ``row`` names the ledger row.

    ``fingerprint`` is that of the file sealed.
    """

    date: date = attrs.field(converter=_the_day)
    seal: str
    copies: int
    person: str
    approver: str
    fingerprint: str
    row: str = ""
    reason: str = ""


@attrs.frozen(kw_only=True)
class Delivery:
    """One attempt to serve the letter (送达): posted, signed for, or come back.

    ``posted`` is the day that counts for service by mail (国办公开办函〔2016〕235号).
    """

    method: str
    posted: date = attrs.field(converter=_the_day)
    mail_no: str = ""
    to: str = ""
    address: str = ""
    signed: date | None = attrs.field(default=None, converter=_day)
    signer: str = ""
    returned: date | None = attrs.field(default=None, converter=_day)
    return_reason: str = ""
    note: str = ""

    @property
    def state(self) -> str:
        """How it stands: 已寄出, 已送达, 已退回."""
        if self.returned:
            return "已退回"
        return "已送达" if self.signed else "已寄出"


_KINDS: Mapping[str, tuple[str, type[Any]]] = {
    "version": ("versions", Version),
    "signature": ("signatures", Signature),
    "reason": ("reasons", Reason),
    "number": ("numbers", NumberTaken),
    "seal": ("seals", SealUse),
    "delivery": ("deliveries", Delivery),
}
"""The word for each record in the data file, where a course keeps it, and what it is."""


@attrs.frozen(kw_only=True)
class Course:
    """All of it, each kind in the order it happened."""

    versions: tuple[Version, ...] = ()
    signatures: tuple[Signature, ...] = ()
    reasons: tuple[Reason, ...] = ()
    numbers: tuple[NumberTaken, ...] = ()
    seals: tuple[SealUse, ...] = ()
    deliveries: tuple[Delivery, ...] = ()

    @property
    def valid_signatures(self) -> tuple[Signature, ...]:
        """The signatures that hold."""
        return tuple(one for one in self.signatures if one.holds)

    @property
    def draft_no(self) -> int:
        """The count of the draft in force (稿次), 1 before one is kept."""
        return self.versions[-1].no if self.versions else 1

    @property
    def paper(self) -> str:
        """The attachment of the edited Word file in force, empty where the fields make the text."""
        return self.versions[-1].file if self.versions else ""

    @property
    def on_its_way(self) -> Delivery | None:
        """The delivery that has not come back."""
        last = self.deliveries[-1] if self.deliveries else None
        return None if last is None or last.returned else last


def course_of(steps: Iterable[Mapping[str, Any]]) -> Course:
    """The course that ``records_of`` wrote; fields it does not know are left out."""
    parts: dict[str, list[Any]] = {place: [] for place, _ in _KINDS.values()}
    for raw in steps:
        place, made = _KINDS[str(raw.get("kind", "reason"))]
        names = {field.name for field in attrs.fields(made)}
        parts[place].append(made(**{name: raw[name] for name in names & raw.keys()}))
    return Course(**{place: tuple(records) for place, records in parts.items()})


def records_of(course: Course) -> tuple[Mapping[str, Any], ...]:
    """The course as plain JSON values."""
    kept = ((kind, one) for kind, (place, _) in _KINDS.items() for one in getattr(course, place))
    return tuple({"kind": kind, **attrs.asdict(one, value_serializer=_plain)} for kind, one in kept)


def _plain(_: object, __: object, value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value
