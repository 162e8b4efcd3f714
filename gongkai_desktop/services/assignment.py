"""Handing a request out to sections and chasing them (批办、协办、催办): one ledger, its slips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.calendar import CalendarMissingError
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.chase import Chase
from gongkai_desktop.domain.ledger.limit import day_of
from gongkai_desktop.domain.letter.course import course_of
from gongkai_desktop.domain.letter.evidence import Search, search_values
from gongkai_desktop.domain.letter.step_event import party_of
from gongkai_desktop.domain.next_step import MadeLetter, Work
from gongkai_desktop.domain.outcome import is_separated
from gongkai_desktop.domain.request import Request, RequestRow
from gongkai_desktop.domain.request_doubts import corrections_of
from gongkai_desktop.services import slip
from gongkai_desktop.services.clock import deadline_of
from gongkai_desktop.services.evidence import SECRECY, searches_of
from gongkai_desktop.services.ledger import add_within, ledger_named
from gongkai_desktop.services.request import find, save
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, LedgerQuery, LedgerRow, Reader, RequestQuery, StoredLetter

ASSIGNMENTS = "assignments"
_REVIEW = "保密审查"
HANDED_OUT, ASSISTING, REMINDED = "批办", "协办", "催办"


def work_of(workspace: Workspace, reader: Reader, request: Request) -> Work:
    """What the office has done on a request beside its events."""
    rows = assignments_of(reader, request.register_no)
    return Work(
        letters=tuple(
            _made(one) for one in reader.letters.of_request(request.id) if not one.void_reason
        ),
        handed_out=bool(request.section or rows),
        late_sections=late_sections(rows, workspace.today),
        unclear=bool(corrections_of(request, workspace.today)),
        unreviewed=_gives(workspace, request) and not _reviewed(reader, request),
    )


def _gives(workspace: Workspace, request: Request) -> bool:
    """Whether something is to be given whose file must hold a secrecy review (条例第十七条)."""
    law, forms, day = workspace.knowledge.law, workspace.knowledge.forms, workspace.today
    return any(
        is_separated(item)
        or any(_REVIEW in one for one in forms.get(law.outcome(item.ground, day).letter).file)
        for item in request.items
        if item.ground and law.find_ground(item.ground, day)
    )


def _reviewed(reader: Reader, request: Request) -> bool:
    query = LedgerQuery(ledger=SECRECY, equals=(("request", request.register_no),))
    return bool(reader.ledgers.find(query))


def _made(letter: StoredLetter) -> MadeLetter:
    return MadeLetter(
        code=letter.code,
        party=party_of(letter.code, letter.facts),
        numbered=bool(letter.number),
        sent=bool(course_of(letter.steps).deliveries),
    )


def assignments_of(reader: Reader, register_no: str) -> list[LedgerRow]:
    """What was handed out and chased for a request, the oldest first."""
    query = LedgerQuery(ledger=ASSIGNMENTS, equals=(("request", register_no),), sort="date")
    return reader.ledgers.find(query)


def late_sections(rows: list[LedgerRow], today: date) -> tuple[str, ...]:
    """Sections whose latest day to report back has passed without a report."""
    latest: dict[str, dict[str, Any]] = {}
    for row in rows:
        latest[str(row.body.get("section"))] = dict(row.body)
    reported = {str(row.body.get("section")) for row in rows if row.body.get("returned")}
    return tuple(
        section
        for section, body in latest.items()
        if section not in reported and (day_of(body.get("reply_by")) or today) < today
    )


def instruction_pdf(workspace: Workspace, request: Request, row_id: str = "") -> bytes:
    """批办单 of a request, filled from a row of the ledger where one is given."""
    with workspace.office.read() as reader:
        rows = assignments_of(reader, request.register_no)
    handed = [one for one in rows if one.body.get("kind") != REMINDED]
    row = next((one for one in handed if one.id == row_id), handed[-1] if handed else None)
    body = row.body if row else {"section": request.section}
    others = [str(one.body.get("section")) for one in rows if one.body.get("kind") == ASSISTING]
    data = {
        "section": body.get("section"),
        "co_sections": "、".join(dict.fromkeys(others)),
        "advice": body.get("advice"),
        "reply_by": body.get("reply_by"),
        "days_left": _left(workspace, request),
        "handler": body.get("person") or workspace.operator,
    }
    return slip.for_request(workspace, request, "instruction", _filled(data))


def search_record_pdf(workspace: Workspace, request: Request) -> bytes:
    """检索记录单 of a request from its search records; blank lines where there are none."""
    with workspace.office.read() as reader:
        searches = searches_of(reader, request.register_no)
        duty = _duty_checked(reader, request)
    found = [one.found for one in searches if one.found]
    values = search_values(searches)
    data = {
        "search_from": values.get("search_from"),
        "search_to": values.get("search_to"),
        "section": values.get("search_sections") or request.section,
        "keywords": values.get("search_terms"),
        "conclusion": "；".join(found) or ("未查找到申请公开的政府信息" if searches else ""),
        "duty_check": duty,
        "searches": [_search_line(one) for one in searches],
    }
    return slip.for_request(workspace, request, "search_record", _filled(data))


def _duty_checked(reader: Reader, request: Request) -> str:
    """Why there is nothing (职责核对), as the latest answer says it; empty before one does."""
    for letter in reversed(reader.letters.of_request(request.id)):
        told = letter.composed.paragraphs if letter.composed and not letter.void_reason else ()
        words = "".join(one.text for one in told if one.text.startswith(_DUTY))
        if words:
            return words.removeprefix(_DUTY).lstrip("，")
    return ""


_DUTY = "经核对职责"


def _search_line(one: Search) -> dict[str, str]:
    return {
        "place": one.place,
        "terms": one.words,
        "method": one.method,
        "result": one.found or one.result,
        "by": f"{one.person} {one.day.month}月{one.day.day}日",
    }


def to_chase(workspace: Workspace) -> tuple[Chase, ...]:
    """Every open request with a section that has not reported back, late ones first."""
    query = RequestQuery(group="open", today=workspace.today)
    with workspace.office.read() as reader:
        requests = reader.requests.rows(query)
        handed = reader.ledgers.of_open_requests(
            LedgerQuery(ledger=ASSIGNMENTS, sort="date"), "request"
        )
    handed_out: dict[str, list[LedgerRow]] = {}
    for one in handed:
        handed_out.setdefault(str(one.body.get("request")), []).append(one)
    found = [
        chase
        for row in requests
        for chase in _chases(row, handed_out.get(row.register_no, ()), workspace.today)
    ]
    return tuple(sorted(found, key=lambda one: (not one.late, one.section, one.register_no)))


def _chases(row: RequestRow, rows: Sequence[LedgerRow], today: date) -> list[Chase]:
    """What sections still owe on a request, from what was handed out of it, the oldest first."""
    reported = {str(one.body.get("section")) for one in rows if one.body.get("returned")}
    sections = {str(one.body.get("section")) for one in rows} or {row.section}
    found = []
    for section in sorted(sections - reported - {""}):
        mine = [one.body for one in rows if one.body.get("section") == section]
        limits = [day for day in (day_of(one.get("reply_by")) for one in mine) if day]
        last, due = limits[-1] if limits else None, row.view.due_date
        late = last is not None and last < today
        found.append(
            Chase(
                register_no=row.register_no,
                text=row.request_text,
                section=section,
                reply_by=last,
                due=due,
                times=sum(one.get("kind") == REMINDED for one in mine),
                late=late,
                pressing=late or (due is not None and due <= today),
            )
        )
    return found


def chase(workspace: Workspace, chosen: Sequence[Chase], reply_by: date) -> bytes:
    """Enter a reminder for each and print one sheet per section, as one PDF."""
    refuse_empty(chosen)
    form = ledger_named(workspace, ASSIGNMENTS)
    with workspace.change("催办") as change:
        for one in chosen:
            add_within(change, workspace, form, _reminder(one, reply_by, workspace))
    sections = sorted({one.section for one in chosen})
    sheets = [
        _sheet(workspace, section, [one for one in chosen if one.section == section], reply_by)
        for section in sections
    ]
    return slip.bound("政府信息公开申请催办单", sheets)


def refuse_empty(chosen: Sequence[Chase]) -> None:
    """Raise UserError where nothing was chosen."""
    if not chosen:
        raise UserError("没有选择要催办的申请", "请勾选后重试")


def _reminder(one: Chase, reply_by: date, workspace: Workspace) -> dict[str, Any]:
    return {
        "request": one.register_no,
        "kind": REMINDED,
        "section": one.section,
        "date": workspace.today.isoformat(),
        "reply_by": reply_by.isoformat(),
        "person": workspace.operator,
    }


def _sheet(workspace: Workspace, section: str, chosen: list[Chase], reply_by: date) -> slip.Slip:
    query = LedgerQuery(
        ledger=ASSIGNMENTS,
        equals=(("section", section), ("kind", REMINDED)),
        year=workspace.today.year,
        year_column="date",
    )
    with workspace.office.read() as reader:
        total = len(reader.ledgers.find(query))
    data = {
        "section": section,
        "count": f"{len(chosen)}件",
        "new_reply_by": reply_by.isoformat(),
        "reminded_on": workspace.today.isoformat(),
        "reminder_total": f"{total}次",
        "handler": workspace.operator,
        "requests": [_chase_line(workspace, one) for one in chosen],
    }
    known, unit = workspace.knowledge, the_unit(workspace)
    return slip.make("reminder", data, knowledge=known, unit=unit, mark=workspace.mark)


def _chase_line(workspace: Workspace, one: Chase) -> dict[str, str]:
    left = _workdays_left(workspace, one.due)
    return {
        "register_no": one.register_no,
        "text": one.text,
        "due": one.due.isoformat() if one.due else "等待条件",
        "left": "" if left is None else str(left) if left >= 0 else f"超期{-left}",
        "reply_by": one.reply_by.isoformat() if one.reply_by else "",
        "times": str(one.times + 1),
    }


def _left(workspace: Workspace, request: Request) -> str:
    left = _workdays_left(workspace, deadline_of(request, workspace.knowledge, None).due_date)
    if left is None:
        return ""
    return f"{left}个工作日" if left >= 0 else f"已超期{-left}个工作日"


def _workdays_left(workspace: Workspace, due: date | None) -> int | None:
    """Working days from today to a day, negative once it has passed; None beyond the calendar."""
    if due is None:
        return None
    calendar, today = workspace.knowledge.calendar, workspace.today
    try:
        if due < today:
            return -calendar.workdays_between(due, today)
        return calendar.workdays_between(today, due)
    except CalendarMissingError:
        return None


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def note_section(change: Change, workspace: Workspace, register_no: str, section: str) -> None:
    """The section first handed a request is its 承办科室; one entered already stays."""
    request = find(change, register_no)
    if section and not request.section:
        save(change, attrs.evolve(request, section=section), workspace)
