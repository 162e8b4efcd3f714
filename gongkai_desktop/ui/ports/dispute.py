"""What the place 复议诉讼 asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.domain.dispute import Dispute, DisputeTexts, OwnLimit
    from gongkai_desktop.domain.urgency import Urgency


@attrs.frozen(kw_only=True)
class DisputeEntry:
    """A dispute with the request it is about, its own limit, and how pressing it is.

    ``joined`` are the 登记号 of further requests of the same case; ``applicant`` and
    ``request_text`` speak of all of them. ``reanswer`` says how the ordered re-answer stands,
    empty where none was ordered.
    """

    dispute: Dispute
    register_no: str
    applicant: str
    request_text: str
    limit: OwnLimit | None
    urgency: Urgency
    reanswer: str = ""
    joined: tuple[str, ...] = ()

    @property
    def numbers(self) -> str:
        """Every 登记号 the case is about."""
        return "、".join((self.register_no, *self.joined))


@attrs.frozen(kw_only=True)
class DisputeQuestion:
    """What the list is asked for; ``state`` is a word of ``states``, year None means all."""

    state: str
    kind: str = ""
    year: int | None = None
    text: str = ""


class Disputes(Protocol):
    """Reviews and suits (复议诉讼) of the office."""

    def states(self) -> Sequence[str]:
        """The words of the choice of state, the usual one first."""
        ...

    def years(self) -> Sequence[int]:
        """Years in which a dispute came in, the latest first."""
        ...

    def listing(self, question: DisputeQuestion) -> Sequence[DisputeEntry]:
        """The disputes that answer, most pressing first."""
        ...

    def of_request(self, request_id: str) -> Sequence[DisputeEntry]:
        """Those over one request, struck ones too."""
        ...

    def totals(self, year: int | None) -> Mapping[str, Mapping[str, int]]:
        """Counts by block and result as 表三 takes them, of a year or of all."""
        ...

    def texts(self) -> DisputeTexts:
        """Limits and rulings in words."""
        ...

    def limit(self, dispute: Dispute) -> OwnLimit | None:
        """The own limit of what is being typed; UserError where it cannot be counted."""
        ...

    def about(self, register_no: str) -> tuple[str, str]:
        """Applicant and text of a request; UserError where there is none."""
        ...

    def organ(self, kind: str) -> str:
        """The review organ or court the office's settings name for a kind."""
        ...

    def save(
        self,
        register_no: str,
        dispute: Dispute,
        seen: Dispute | None = None,
        also: Sequence[str] = (),
    ) -> tuple[DisputeEntry, Sequence[str]]:
        """Record or amend; returns it with what is doubtful. UserError for what cannot be."""
        ...

    def same_case(self, dispute: Dispute) -> DisputeEntry | None:
        """The record of the same case that there is already."""
        ...

    def join(self, dispute_id: str, register_no: str) -> tuple[DisputeEntry, Sequence[str]]:
        """Let a recorded case be about one more request."""
        ...

    def void(self, dispute_id: str, reason: str) -> None:
        """Strike with a reason."""
        ...
