"""One applicant and all they asked for (申请人), the facts 条例第三十五条 and fees rest on."""

from __future__ import annotations

from datetime import date

import attrs

from gongkai_desktop.domain.frequency import Frequency, frequency_of
from gongkai_desktop.domain.request import Applicant, Request, RequestRow
from gongkai_desktop.services.history import outcome_words
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader


@attrs.frozen(kw_only=True)
class ApplicantHistory:
    """All requests of one applicant, latest first, with their outcome and the counts."""

    name: str
    lines: tuple[tuple[RequestRow, str, int], ...]
    frequency: Frequency


def applicant_history(workspace: Workspace, name: str, id_no: str) -> ApplicantHistory:
    """Everything one applicant asked for; each line is a request, its outcome, its items."""
    with workspace.office.read() as reader:
        requests = requests_of(reader, name, id_no)
        rows = {row.id: row for row in reader.requests.rows_of([one.id for one in requests])}
    asked = [(_day(one), _items(one)) for one in requests]
    return ApplicantHistory(
        name=name,
        lines=tuple(
            (rows[one.id], outcome_words(rows[one.id], workspace), _items(one))
            for one in reversed(requests)
        ),
        frequency=frequency_of(asked, workspace.today),
    )


def requests_of(reader: Reader, name: str, id_no: str) -> list[Request]:
    """The requests of one person in the order received; struck ones do not count.

    Two of one name with different ID numbers are two people.
    """
    keys = [key for key in (id_no.strip(), name.strip()) if key]
    ids = {row.id: None for key in keys for row in reader.requests.history_of(key)}
    found = [one for one in reader.requests.each(list(ids)) if _counts(one, id_no.strip())]
    return sorted(found, key=lambda one: (_day(one), one.register_no))


def _counts(request: Request, id_no: str) -> bool:
    other = request.applicant.id_no.strip()
    same = not id_no or not other or other == id_no
    return same and not request.void_reason and request.received is not None


def requests_in_month(reader: Reader, applicant: Applicant, day: date) -> list[Request]:
    """The applicant's requests received in the calendar month (自然月) of a day, in order."""
    found = requests_of(reader, applicant.name, applicant.id_no)
    return [one for one in found if (_day(one).year, _day(one).month) == (day.year, day.month)]


def _day(request: Request) -> date:
    return request.received.date if request.received else date.min


def _items(request: Request) -> int:
    return max(1, len(request.items))
