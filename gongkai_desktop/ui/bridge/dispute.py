"""Reviews and suits for the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai_desktop.domain.dispute import Dispute, DisputeKind, DisputeTexts, OwnLimit, own_limit
from gongkai_desktop.domain.remedy import review_body
from gongkai_desktop.services import dispute as dispute_service
from gongkai_desktop.services import dispute_listing
from gongkai_desktop.services.dispute_listing import DisputeState
from gongkai_desktop.services.request import request_numbered
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.ui.bridge.dispute_line import dispute_entry
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports.dispute import DisputeEntry, DisputeQuestion


class DisputeBridge:
    """Disputes over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def states(self) -> Sequence[str]:
        """The words of the choice of state."""
        return [state.value for state in DisputeState]

    def years(self) -> Sequence[int]:
        """Years in which a dispute came in."""
        return dispute_listing.years(self._session.workspace)

    def listing(self, question: DisputeQuestion) -> Sequence[DisputeEntry]:
        """The disputes that answer."""
        found = dispute_listing.listing(
            self._session.workspace,
            DisputeState(question.state),
            kind=question.kind,
            year=question.year,
            text=question.text,
        )
        return [dispute_entry(line) for line in found]

    def of_request(self, request_id: str) -> Sequence[DisputeEntry]:
        """Those over one request."""
        found = dispute_listing.of_request(self._session.workspace, request_id)
        return [dispute_entry(line) for line in found]

    def totals(self, year: int | None) -> Mapping[str, Mapping[str, int]]:
        """Counts by block and result."""
        return dispute_listing.totals(self._session.workspace, year)

    def texts(self) -> DisputeTexts:
        """Limits and rulings in words."""
        return self._session.workspace.knowledge.disputes

    def limit(self, dispute: Dispute) -> OwnLimit | None:
        """The own limit of what is being typed."""
        known = self._session.workspace.knowledge
        return own_limit(dispute, known.disputes, known.calendar, known.rules.remedy)

    def about(self, register_no: str) -> tuple[str, str]:
        """Applicant and text of a request."""
        request = request_numbered(self._session.workspace, register_no)
        return request.applicant.name, request.request_text

    def organ(self, kind: str) -> str:
        """The review organ or court the settings name."""
        workspace = self._session.workspace
        unit = the_unit(workspace)
        if kind == DisputeKind.REVIEW:
            return review_body(unit, workspace.knowledge.law, workspace.today)
        return unit.court

    def save(
        self,
        register_no: str,
        dispute: Dispute,
        seen: Dispute | None = None,
        also: Sequence[str] = (),
    ) -> tuple[DisputeEntry, Sequence[str]]:
        """Record or amend."""
        workspace = self._session.workspace
        if dispute.id:
            saved = dispute_service.amend(workspace, dispute, seen, also)
        else:
            saved = dispute_service.record(workspace, register_no, dispute, also)
        return dispute_entry(saved.line), saved.doubts

    def same_case(self, dispute: Dispute) -> DisputeEntry | None:
        """The record of the same case that there is already."""
        line = dispute_listing.same_case(self._session.workspace, dispute)
        return dispute_entry(line) if line else None

    def join(self, dispute_id: str, register_no: str) -> tuple[DisputeEntry, Sequence[str]]:
        """Let a recorded case be about one more request."""
        saved = dispute_service.join(self._session.workspace, dispute_id, register_no)
        return dispute_entry(saved.line), saved.doubts

    def void(self, dispute_id: str, reason: str) -> None:
        """Strike with a reason."""
        dispute_service.void(self._session.workspace, dispute_id, reason)
