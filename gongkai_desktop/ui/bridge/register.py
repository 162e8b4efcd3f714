"""The register of requests for the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.domain.request import ApplicantKind, Item, Request, Stage
from gongkai_desktop.domain.request_doubts import doubts_of_receipt
from gongkai_desktop.domain.stage import stage_of
from gongkai_desktop.domain.wording import in_print
from gongkai_desktop.services import attachment, draft, saved_filter
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.clock import deadline_of
from gongkai_desktop.services.desk import lines_of, near_limit
from gongkai_desktop.store import Reader, RequestQuery, StoredLetter
from gongkai_desktop.ui.bridge.session import Session, register_line
from gongkai_desktop.ui.ports import (
    AmendmentLine,
    ClockSheet,
    CountedDay,
    FileLine,
    LetterLine,
    RegisterLine,
    RegisterQuery,
    RequestFile,
    StateFilter,
)

_SORTS = {
    "register_no": "register_no",
    "received": "received_date",
    "applicant": "applicant",
    "text": "request_text",
    "channel": "channel",
    "stage": "stage",
    "section": "section",
    "handler": "handler",
    "sent": "sent_date",
    "outcome": "report_row",
    "due": "urgency",
}
_OPEN_EVENTS = (
    EventType.CORRECTION_NOTICE,
    EventType.CORRECTION_RETURNED,
    EventType.CORRECTION_LAPSED,
    EventType.THIRD_PARTY_SENT,
    EventType.THIRD_PARTY_ANSWERED,
    EventType.THIRD_PARTY_LAPSED,
    EventType.AGENCY_SENT,
    EventType.AGENCY_ANSWERED,
    EventType.AGENCY_LAPSED,
    EventType.EXTENSION,
    EventType.FEE_NOTICE,
    EventType.FEE_PAID,
    EventType.FEE_LAPSED,
    EventType.REASONS_ASKED,
    EventType.REASONS_GIVEN,
    EventType.REASONS_LAPSED,
    EventType.DELAY_SET,
    EventType.DECIDED,
    EventType.WITHDRAWN,
    EventType.REPLY_SENT,
)
_CLOSED_EVENTS = (EventType.REPLY_SENT, EventType.REANSWER_ORDERED)


class RegisterBridge:
    """Register over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, query: RegisterQuery) -> Sequence[str]:
        """登记号 of all requests that answer, in order."""
        with self._session.workspace.office.read() as reader:
            return reader.requests.numbers(self._asked(query))

    def _asked(self, query: RegisterQuery) -> RequestQuery:
        workspace = self._session.workspace
        asked = RequestQuery(
            text=query.text,
            kind=ApplicantKind(query.kind) if query.kind else None,
            section=query.section or None,
            year=query.year,
            sort=_SORTS.get(query.sort, "urgency"),  # type: ignore[arg-type]
            descending=query.descending,
            today=workspace.today,
        )
        return narrowed(asked, query.state, near_limit(workspace), workspace.today)

    def lines(self, register_nos: Sequence[str]) -> Sequence[RegisterLine]:
        """The lines of some of them, in the order given."""
        workspace = self._session.workspace
        with workspace.office.read() as reader:
            rows = reader.requests.rows_numbered(register_nos)
        return [register_line(line) for line in lines_of(rows, workspace)]

    def years(self) -> Sequence[int]:
        """Years that have requests, latest first."""
        with self._session.workspace.office.read() as reader:
            return sorted(reader.requests.years(), reverse=True)

    def sections(self) -> Sequence[str]:
        """承办科室 in use."""
        with self._session.workspace.office.read() as reader:
            return reader.requests.sections()

    def saved_filters(self) -> Mapping[str, RegisterQuery]:
        """Filters kept by name."""
        found = saved_filter.saved_filters(self._session.workspace)
        return {
            name: RegisterQuery(**{**values, "state": StateFilter(values["state"])})
            for name, values in found.items()
        }

    def save_filter(self, name: str, query: RegisterQuery) -> None:
        """Keep a filter."""
        saved_filter.save_filter(self._session.workspace, name, attrs.asdict(query))

    def drop_filter(self, name: str) -> None:
        """Forget a filter."""
        saved_filter.drop_filter(self._session.workspace, name)

    def open(self, register_no: str) -> RequestFile:
        """One request; UserError where there is none."""
        with self._session.workspace.office.read() as reader:
            return self._file(reader, request_service.find(reader, register_no))

    def _file(self, reader: Reader, request: Request) -> RequestFile:
        # The list does without what one request is told from.
        from gongkai_desktop.domain.next_step import next_steps
        from gongkai_desktop.domain.review.masking import CONCEALED, masked_field
        from gongkai_desktop.services.amendment import amendments_of
        from gongkai_desktop.services.assignment import work_of
        from gongkai_desktop.services.placing import placed

        workspace = self._session.workspace
        (row,) = reader.requests.rows_of([request.id])
        (line,) = lines_of([row], workspace)
        deadline = deadline_of(request, workspace.knowledge, workspace.today)
        letters = [one for one in reader.letters.of_request(request.id) if not one.void_reason]
        work = work_of(workspace, reader, request)
        steps = next_steps(request, deadline, work, workspace.today, workspace.knowledge.steps)
        masks = self._session.workspace.knowledge.masks
        return RequestFile(
            request=request,
            view=row.view,
            urgency=line.urgency,
            clock=self._clock(request),
            steps=steps,
            fitting=fitting_events(request, [step.event for step in steps if step.event]),
            letters=tuple(map(self._letter_line, letters)),
            files=_file_lines(reader, request),
            amendments=tuple(
                AmendmentLine(
                    when=one.when, who=one.who, what=one.what, before=one.before, after=one.after
                )
                for one in amendments_of(reader, request, masks)
            ),
            concealed={
                name: masked_field(masks, name, getattr(request.applicant, name))
                for name in CONCEALED
            },
            placed=placed(row, workspace.today),
        )

    def _letter_line(self, letter: StoredLetter) -> LetterLine:
        workspace = self._session.workspace
        return LetterLine(
            id=letter.id,
            code=letter.code,
            title=workspace.knowledge.forms.get(letter.code).title,
            number=letter.number,
            made=letter.letter_date or workspace.today,
            state=letter.status,
            **self._sending(letter),
        )

    def _sending(self, letter: StoredLetter) -> dict[str, Any]:
        """How a letter went out whose sending is no event (回执, 告知 and the like)."""
        from gongkai_desktop.domain.letter.course import course_of
        from gongkai_desktop.domain.letter.step_event import STEP_EVENTS
        from gongkai_desktop.services import delivery, letter_record

        sent = course_of(letter.steps).deliveries
        told = letter.code in STEP_EVENTS or letter_record.answers(
            self._session.workspace, letter.code
        )
        if not sent or told or letter.void_reason:
            return {}
        return {"sent": sent[0].posted, "parcels": "；".join(map(delivery.parcel_words, sent))}

    def _clock(self, request: Request) -> ClockSheet:
        from gongkai_desktop.services.clock_sheet import counted_days

        workspace = self._session.workspace
        deadline = deadline_of(request, workspace.knowledge, workspace.today)
        days = counted_days(workspace, request, deadline)
        doubts = doubts_of_receipt(request, workspace.knowledge.calendar)
        return ClockSheet(
            status=deadline.status,
            due=deadline.due_date,
            provisional=deadline.provisional,
            awaited=deadline.awaited,
            awaited_until=deadline.awaited_until,
            excluded_workdays=deadline.excluded_workdays,
            extension_days=deadline.extension_days,
            used_workdays=deadline.used_workdays,
            remaining_workdays=deadline.remaining_workdays,
            milestones=deadline.milestones,
            warnings=(*map(in_print, deadline.warnings), *(doubt.text for doubt in doubts)),
            days=tuple(CountedDay(day=one.date, number=one.number, why=one.why) for one in days),
        )

    def register(
        self, request: Request, mail: str = "", judged: Mapping[str, str] | None = None
    ) -> RequestFile:
        """Enter a new request."""
        workspace = self._session.workspace
        recorded = request_service.register(workspace, request, mail=mail, judged=judged)
        return self.open(recorded.request.register_no)

    def keep_draft(self, key: str, words: Mapping[str, str]) -> None:
        """Keep what is being typed in a form."""
        draft.keep_draft(self._session.workspace, key, words)

    def draft(self, key: str) -> Mapping[str, str]:
        """What was typed and not entered."""
        return draft.draft_of(self._session.workspace, key)

    def drop_draft(self, key: str) -> None:
        """Forget a form that was entered or given up."""
        draft.drop_draft(self._session.workspace, key)

    def notes_on(self, request: Request) -> Sequence[str]:
        """Doubts about a request not yet saved; never refusals."""
        return request_service.doubts_about(request, self._session.workspace)

    def record_event(self, register_no: str, event: Event, corrected_text: str = "") -> RequestFile:
        """Add a dated event; a supplement brings along what is now asked for."""
        request_service.record_event(self._session.workspace, register_no, event, corrected_text)
        return self.open(register_no)

    def answer_items(
        self,
        register_no: str,
        items: tuple[Item, ...],
        row: str,
        seen: tuple[Item, ...] | None = None,
    ) -> RequestFile:
        """Set items with their grounds and the report row the clerk confirmed."""
        request_service.answer_items(self._session.workspace, register_no, items, row, seen)
        return self.open(register_no)

    def amend(
        self, request: Request, receipt: Event | None = None, seen: Request | None = None
    ) -> RequestFile:
        """Save changed particulars, with the receipt corrected where one is given."""
        request_service.amend(self._session.workspace, request, receipt, seen)
        return self.open(request.register_no)

    def void(self, register_no: str, reason: str) -> RequestFile:
        """作废 with a reason."""
        request_service.void(self._session.workspace, register_no, reason)
        return self.open(register_no)

    def attach(self, register_no: str, path: Path, report: Report) -> str:
        """Keep a copy of a file with the request; says what is doubtful about it."""
        doubt = attachment.doubt_about(path)
        attachment.attach(self._session.workspace.reporting(report), register_no, path)
        return doubt

    def save_attachment(self, file_id: str, path: Path) -> None:
        """Write a kept file out."""
        attachment.save_attachment(self._session.workspace, file_id, path)

    def clock_sheet(self, register_no: str) -> bytes:
        """期限演算单 as PDF."""
        from gongkai_desktop.services.clock_sheet import sheet_pdf

        workspace, press = self._session.workspace, self._session.press
        return sheet_pdf(workspace, press, register_no)[0]

    def export(self, query: RegisterQuery, path: Path, report: Report) -> None:
        """Write the requests that answer to an xlsx file."""
        from gongkai_desktop.services import request_export  # reads in what writes workbooks

        request_export.export_register(self._session.workspace, path, self._asked(query), report)


def _file_lines(reader: Reader, request: Request) -> tuple[FileLine, ...]:
    """The files kept with a request, struck ones left out."""
    return tuple(
        FileLine(
            id=one.id,
            name=one.name,
            size=one.size,
            added=datetime.fromisoformat(one.added).date(),
            kind=one.mime,
        )
        for one in reader.attachments.list(attachment.OWNER, request.id)
        if not one.void_reason
    )


def narrowed(
    query: RequestQuery, state: StateFilter, near_until: date, today: date
) -> RequestQuery:
    """The query with the state a list is filtered by."""
    changes: dict[StateFilter, dict[str, object]] = {
        StateFilter.ALL: {},
        StateFilter.OPEN: {"group": "open"},
        StateFilter.OVERDUE: {"group": "overdue"},
        StateFilter.NEAR: {"group": "due", "due_from": today, "due_until": near_until},
        StateFilter.WAITING: {"group": "waiting"},
        StateFilter.CLOSED: {"group": "closed"},
        StateFilter.CLOSED_THIS_YEAR: {"group": "closed", "decided_year": today.year},
        StateFilter.VOID: {"stages": frozenset({Stage.VOID})},
    }
    return attrs.evolve(query, **changes[state])  # type: ignore[arg-type]


def fitting_events(request: Request, offered: Sequence[EventType]) -> tuple[EventType, ...]:
    """Events that make sense now: those of the next steps first."""
    stage = stage_of(request)
    if stage in (Stage.VOID, Stage.ARCHIVED):
        return ()
    others = _CLOSED_EVENTS if stage == Stage.ANSWERED else _OPEN_EVENTS
    expected = [one for one in offered if one is not EventType.WITHDRAWN]
    return tuple(dict.fromkeys((*expected, *others)))
