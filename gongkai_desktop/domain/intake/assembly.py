"""Several rows of an old register put together into one request with several items (一件多项)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import attrs

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.intake.findings import Mark, Question, ReadRow, RowError
from gongkai_desktop.domain.intake.words import plain
from gongkai_desktop.domain.outcome import Proposal
from gongkai_desktop.domain.request import Item, Request

Propose = Callable[[Sequence[Item], date], Proposal]
_ENDS = (EventType.DECIDED, EventType.WITHDRAWN)
_RESULT = "办理结果"
_STOPS = "；;。.，, "


@attrs.frozen(kw_only=True)
class Entry:
    """A request about to go in and the row it first stood in; ``column`` names its number."""

    sheet: str
    row: int
    column: str
    request: Request


@attrs.define(kw_only=True)
class _Group:
    """The rows of one request."""

    rows: list[ReadRow]
    requests: list[Request]
    repeated: int = 0


_Key = tuple[Mark, str, date | None]


class Assembly:
    """Gathers rows in the order of the file; what they leave doubtful is collected beside them.

    A request goes in whole or not at all: where one of its rows cannot be read, none counts.
    ``repeated`` counts rows that say the same as an earlier one.
    """

    def __init__(self, propose: Propose, answers: Mapping[str, str]) -> None:
        self._propose = propose
        self._answers = {plain(words): key for words, key in answers.items()}
        self._groups: dict[_Key, _Group] = {}
        self._bad: dict[Mark, list[ReadRow]] = {}
        self.errors: list[RowError] = []
        self.questions: list[Question] = []
        self.warnings: list[str] = []
        self.repeated = 0

    def add(self, row: ReadRow) -> None:
        """Take the next row of a sheet."""
        self.errors += row.errors
        self.questions += row.questions
        self.warnings += row.warnings
        request = row.request
        if request is None:
            self._bad.setdefault(row.mark, []).append(row)
            return
        received = request.received
        key = (row.mark, row.applicant, received.date if received else None)
        group = self._groups.get(key)
        if group is None:
            self._groups[key] = _Group(rows=[row], requests=[request])
        elif any(one.request_text == request.request_text for one in group.requests):
            self.repeated += 1
        else:
            group.rows.append(row)
            group.requests.append(request)

    def entries(self) -> list[Entry]:
        """The requests, in the order of their first rows."""
        found = []
        for (mark, applicant, _), group in self._groups.items():
            first = group.rows[0]
            bad = self._bad_part(mark, applicant)
            if bad is not None:
                reason = f"同一件申请的第{bad.row}行未能读入，整件没有导入"
                self._refuse(group, reason)
                continue
            request = self._joined(group) if len(group.rows) > 1 else group.requests[0]
            found.append(
                Entry(sheet=first.sheet, row=first.row, column=first.column, request=request)
            )
        return found

    def _bad_part(self, mark: Mark, applicant: str) -> ReadRow | None:
        bad = self._bad.get(mark, ())
        return next((row for row in bad if row.applicant in ("", applicant)), None)

    def _refuse(self, group: _Group, reason: str) -> None:
        self.errors += [
            RowError(sheet=row.sheet, row=row.row, column=row.column, reason=reason)
            for row in group.rows
        ]

    def _joined(self, group: _Group) -> Request:
        """One request of all rows; the latest end counts, the row follows from the items."""
        rows = "、".join(str(row.row) for row in group.rows)
        sheet, count = group.rows[0].sheet, len(group.rows)
        self.warnings.append(f"{sheet}第{rows}行是同一件申请，合为一件，列{count}项")
        last = max(group.requests, key=_end)
        items = _items(group.requests)
        whole = attrs.evolve(
            group.requests[0],
            request_text="；".join(item.text.rstrip(_STOPS) for item in items),
            items=items,
            events=last.events,
            remarks=_together(one.remarks for one in group.requests),
            reply_no=_together(one.reply_no for one in group.requests),
            service_no=_together(one.service_no for one in group.requests),
            original_outcome=_together(one.original_outcome for one in group.requests),
        )
        ended = _end(last)
        if ended == date.min:
            return whole
        row = self._row(whole, ended, group.rows[0])
        events = tuple(_with_outcome(event, row) for event in whole.events)
        return attrs.evolve(whole, row=row, events=events)

    def _row(self, whole: Request, day: date, place: ReadRow) -> str:
        """The report row all items together give; asked where none follows from them."""
        proposal = self._propose(whole.items, day)
        if proposal.row or not proposal.choices:
            return proposal.row
        words = whole.original_outcome
        answered = self._answers.get(plain(f"{_RESULT}:{words}")) or self._answers.get(plain(words))
        if answered in proposal.choices:
            return answered
        question = Question(
            sheet=place.sheet,
            row=place.row,
            column=_RESULT,
            value=words,
            choices=proposal.choices,
        )
        self.questions.append(question)
        return ""


def _end(request: Request) -> date:
    return max((event.date for event in request.events if event.type in _ENDS), default=date.min)


def _items(requests: Sequence[Request]) -> tuple[Item, ...]:
    """An item of each row; one without a result of its own has that of the row above."""
    items: list[Item] = []
    for number, request in enumerate(requests, start=1):
        (own,) = request.items
        said = request.original_outcome or not items
        items.append(attrs.evolve(own, no=number, row=own.row if said else items[-1].row))
    return tuple(items)


def _together(values: Iterable[str]) -> str:
    return "；".join(dict.fromkeys(value for value in values if value))


def _with_outcome(event: Event, row: str) -> Event:
    return attrs.evolve(event, outcome=row) if event.type == EventType.DECIDED else event
