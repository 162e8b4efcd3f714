"""The records of a request and its steps, for the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from gongkai_desktop.domain.event import Event
from gongkai_desktop.domain.ledger.chase import Chase
from gongkai_desktop.domain.ledger.form import ColumnType, LedgerForm
from gongkai_desktop.domain.wording import in_print
from gongkai_desktop.services import assignment, ledger, step
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.evidence import SEARCHES, SECRECY
from gongkai_desktop.ui.bridge.ledger import LedgerBridge
from gongkai_desktop.ui.bridge.register import RegisterBridge
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports import RequestFile
from gongkai_desktop.ui.ports.ledger import LedgerLine
from gongkai_desktop.ui.ports.records import Effect, FeeAsked, RecordGroup

_ALWAYS = (
    assignment.ASSIGNMENTS,
    SEARCHES,
    "contacts",
    "mail_in",
    SECRECY,
    "deliberations",
    "publications",
)
_LONGEST_TITLE = 60
_SLIPS = {assignment.ASSIGNMENTS: "批办单", SEARCHES: "检索记录单"}


class RecordBridge:
    """Records over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ledgers = LedgerBridge(session)

    def groups(self, register_no: str) -> Sequence[RecordGroup]:
        """The ledgers every request has, then others that hold a row of it."""
        forms = {form.key: form for form in self._session.workspace.knowledge.ledgers}
        keys = dict.fromkeys((*_ALWAYS, *forms))
        groups = [self._group(register_no, forms[key]) for key in keys if key in forms]
        return [one for one in groups if one.lines or one.form.key in _ALWAYS]

    def _group(self, register_no: str, form: LedgerForm) -> RecordGroup:
        rows: tuple[LedgerLine, ...] = ()
        if form.of_type(ColumnType.REQUEST):
            found = ledger.linked(self._session.workspace, form.key, register_no)
            rows = tuple(self._ledgers.lines(form.key, [row.id for row in found]))
        return RecordGroup(form=form, lines=rows, slip=_SLIPS.get(form.key, ""))

    def blank(self, register_no: str, ledger: str) -> Mapping[str, str]:
        """What a new row starts with: the request's own facts where a column asks for them."""
        workspace = self._session.workspace
        words = dict(self._ledgers.blank(ledger))
        request = request_service.request_numbered(workspace, register_no)
        form = next(one for one in workspace.knowledge.ledgers if one.key == ledger)
        links = {one.key: register_no for one in form.of_type(ColumnType.REQUEST)[:1]}
        known = {
            **links,
            "title": request.request_text[:_LONGEST_TITLE],
            "person": workspace.operator,
            "section": request.section,
            "with_whom": request.applicant.name,
            "phone": request.applicant.phone,
            "object": request.corrected_text or request.request_text,
        }
        return words | {key: word for key, word in known.items() if key in words and word}

    def save(
        self,
        register_no: str,
        ledger: str,
        row_id: str,
        words: Mapping[str, str],
        seen: Mapping[str, Any] | None = None,
    ) -> Sequence[str]:
        """Enter or change a row; the first section handed a request is its 承办科室."""
        doubts = self._ledgers.save(ledger, row_id, words, seen)
        workspace = self._session.workspace
        if ledger == assignment.ASSIGNMENTS and words.get("kind") == assignment.HANDED_OUT:
            with workspace.change("记下承办科室") as change:
                assignment.note_section(change, workspace, register_no, words.get("section", ""))
        return doubts

    def slip(self, register_no: str, ledger: str, row_id: str) -> bytes:
        """批办单 or 检索记录单 as PDF."""
        workspace = self._session.workspace
        request = request_service.request_numbered(workspace, register_no)
        if ledger == SEARCHES:
            return assignment.search_record_pdf(workspace, request)
        return assignment.instruction_pdf(workspace, request, row_id)

    def to_chase(self) -> Sequence[Chase]:
        """Open requests whose section has not reported back."""
        return assignment.to_chase(self._session.workspace)

    def chase(self, chosen: Sequence[Chase], reply_by: date) -> bytes:
        """Enter the reminders and return one sheet per section."""
        return assignment.chase(self._session.workspace, chosen, reply_by)


class StepBridge:
    """Steps over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._register = RegisterBridge(session)

    def effect(self, register_no: str, event: Event) -> Effect:
        """What recording an event would do."""
        workspace = self._session.workspace
        request = request_service.request_numbered(workspace, register_no)
        found = step.effect_of(workspace, request, event)
        return Effect(
            refusal=found.refusal,
            warnings=tuple(map(in_print, found.warnings)),
            status=found.deadline.status,
            due=found.deadline.due_date,
        )

    def fee_count(self, register_no: str) -> tuple[int, int]:
        """Requests of the applicant in the calendar month, and how many are charged already."""
        workspace = self._session.workspace
        request = request_service.request_numbered(workspace, register_no)
        with workspace.office.read() as reader:
            counted = step.fee_count(reader, request)
        return (counted.count, counted.charged) if counted else (0, 0)

    def fee(self, basis: str, count: int, charged: int, day: date) -> FeeAsked | None:
        """The fee by the tariff of a day."""
        found = step.fee(self._session.workspace, basis, count, charged, day)
        return FeeAsked(amount=found.amount, words=found.words) if found else None

    def strike_event(self, register_no: str, event_id: str, reason: str) -> RequestFile:
        """Strike a wrongly recorded event with a reason."""
        request_service.strike_event(self._session.workspace, register_no, event_id, reason)
        return self._register.open(register_no)
