"""Requests on their way into the register, for the window."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desktop.domain.ledger.mail import UnregisteredMail
from gongkai_desktop.services import applicant, applicant_sheet, history, mail_in, slip
from gongkai_desktop.services.desk import lines_of
from gongkai_desktop.ui.bridge.session import Session, register_line
from gongkai_desktop.ui.ports.arrivals import ApplicantCard, EarlierLine


class ArrivalsBridge:
    """Arrivals over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def mail(self) -> Sequence[UnregisteredMail]:
        """Mail neither registered nor put down as no request."""
        workspace = self._session.workspace
        with workspace.office.read() as reader:
            return mail_in.unregistered(reader, workspace)

    def similar(self, name: str, id_no: str, text: str) -> Sequence[EarlierLine]:
        """Earlier requests of the same person or with much the same text."""
        workspace = self._session.workspace
        found = history.earlier_requests(workspace, name, id_no, text)
        lines = lines_of([one.row for one in found], workspace)
        return [
            EarlierLine(
                line=register_line(line),
                outcome=one.outcome,
                same_person=one.same_person,
                repeats=one.repeats,
            )
            for one, line in zip(found, lines, strict=True)
        ]

    def applicant(self, name: str, id_no: str) -> ApplicantCard:
        """Everything one applicant asked for."""
        workspace = self._session.workspace
        found = applicant.applicant_history(workspace, name, id_no)
        lines = lines_of([row for row, _, _ in found.lines], workspace)
        outcomes = [outcome for _, outcome, _ in found.lines]
        return ApplicantCard(
            name=found.name,
            lines=tuple(zip(map(register_line, lines), outcomes, strict=True)),
            frequency=found.frequency,
        )

    def applicant_sheet(self, name: str, id_no: str) -> bytes:
        """The applicant's requests and counts as PDF."""
        workspace = self._session.workspace
        return applicant_sheet.applicant_sheet(workspace, name, id_no)

    def blank_form(self) -> bytes:
        """The 申请表 for the counter as PDF."""
        return slip.for_office(self._session.workspace, "application", {})
