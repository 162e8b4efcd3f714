"""What the file of a request proves (证据): searches, steps, an earlier reply, for its letters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.clock.effects import FEE_DAY
from gongkai_desktop.domain.delivery import parcel_values, receiver_of
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.letter.course import course_of
from gongkai_desktop.domain.letter.evidence import (
    EarlierReply,
    Numbers,
    Search,
    item_values,
    office_values,
    receipt_values,
    step_values,
)
from gongkai_desktop.domain.letter.opinion import opinion_values, reply_values
from gongkai_desktop.domain.letter.step_event import PARTY_FIELDS, STEP_EVENTS, party_of
from gongkai_desktop.domain.next_step import RECEIPT_LETTER
from gongkai_desktop.domain.request import Item, Request
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services.applicant import requests_of
from gongkai_desktop.services.clock import deadline_of
from gongkai_desktop.services.clock_choices import usual_days_kept
from gongkai_desktop.services.history import outcome_words
from gongkai_desktop.services.people import person_present
from gongkai_desktop.services.step import fee_values
from gongkai_desktop.services.unit import read_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery, LedgerRow, Reader, StoredLetter

SEARCHES, SECRECY = "searches", "secrecy"
_COUNTING = ("B2", "C19")
_ACKNOWLEDGING = "A1"
_CHARGING = "B9"
_EXTENDING = "B3"
_CONTACTS, _APPLICANTS, _NOT_REACHED = "contacts", ("申请人", "代理人"), "未联系上"
_SERVING = ("F1", "F2")
_FOLLOWING = {"D1": "B5"}
"""A letter that goes on from another: what was typed there is not typed again."""
_OPINION_FACTS = ("info_title", "info_no", "interest")


def searches_of(reader: Reader, register_no: str) -> list[Search]:
    """The searches recorded for a request, in the order of their days."""
    query = LedgerQuery(ledger=SEARCHES, equals=(("request", register_no),))
    found = [_search(row) for row in reader.ledgers.find(query)]
    return sorted(found, key=lambda one: one.day)


def _search(row: LedgerRow) -> Search:
    body = row.body
    texts = ("place", "words", "section", "method", "person", "result", "found")
    return Search(
        day=date.fromisoformat(str(body["date"])[:10]),
        **{name: str(body.get(name) or "") for name in texts},
    )


def letter_values(
    workspace: Workspace, request: Request, code: str, party: str = ""
) -> dict[str, Any]:
    """Fields of a letter that the steps of the request give; ``party`` is whom it is about."""
    if code == RECEIPT_LETTER:
        channel = workspace.knowledge.rules.channel(request.channel)
        named = channel.name if channel else ""
        return receipt_values(request, named, person_present(workspace))
    reply_to = workspace.knowledge.forms.get(code).reply_to
    with workspace.office.read() as reader:
        values = step_values(request, _numbers(reader, request), workspace.today)
        values |= office_values(read_unit(reader), usual_days_kept(reader))
        values |= _contacted(reader, request)
        if code == _ACKNOWLEDGING:
            values |= _receipt_rule(workspace, request)
        if code == _CHARGING:
            values |= fee_values(reader, request)
        if code in _COUNTING:
            values |= _counts(reader, request)
        if code in _SERVING:
            values |= _served(workspace, reader, request)
        if code in _FOLLOWING:
            values = _followed(reader, request, _FOLLOWING[code], values)
        if code in PARTY_FIELDS:
            values = _without_those_asked(reader, request, code, values)
        if reply_to:
            values |= _returned(reader, request, reply_to, party)
    return values


def _receipt_rule(workspace: Workspace, request: Request) -> dict[str, Any]:
    """Which day the receipt is, as the channel decides it (条例第三十一条)."""
    channel = workspace.knowledge.rules.channel(request.channel)
    return {"receipt_rule": channel.told} if channel and channel.told else {}


def _contacted(reader: Reader, request: Request) -> dict[str, Any]:
    """When and how the applicant was spoken to (沟通记录); what was said stays in the file."""
    query = LedgerQuery(ledger=_CONTACTS, equals=(("request", request.register_no),))
    talks = sorted(
        {
            (str(row.body.get("at") or "")[:10], str(row.body.get("way") or ""))
            for row in reader.ledgers.find(query)
            if row.body.get("party") in (None, "", *_APPLICANTS)
            and row.body.get("result") != _NOT_REACHED
        }
    )
    words = "、".join(f"{date_words(date.fromisoformat(day))}{way}" for day, way in talks if day)
    return {"contacted": words} if words else {}


def with_derived(
    workspace: Workspace, request: Request, code: str, values: Mapping[str, Any]
) -> dict[str, Any]:
    """Values with what the clock makes of them: the new last day of an extension (新期限日)."""
    days = str(values.get("extension_days") or "")
    if code != _EXTENDING or values.get("extended_due_date") or not days.isdecimal():
        return dict(values)
    told = Event(type=EventType.EXTENSION, date=workspace.today, days=int(days) or None)
    if told.days is None or request.last(EventType.EXTENSION):
        return dict(values)
    grown = attrs.evolve(request, events=(*request.events, told))
    due = deadline_of(grown, workspace.knowledge, None).due_date
    return {**values, "extended_due_date": due} if due else dict(values)


def items_of(workspace: Workspace, request: Request) -> tuple[Item, ...]:
    """The items with what the file gives them; what the clerk wrote on an item goes before it."""
    with workspace.office.read() as reader:
        known = item_values(
            request,
            _numbers(reader, request),
            searches_of(reader, request.register_no),
            _earlier_reply(workspace, reader, request),
            deadline_of(request, workspace.knowledge, workspace.today).milestones.get(FEE_DAY),
        )
        asked = _asked_about(reader, request)
    alone = len(request.items) == 1
    return tuple(
        attrs.evolve(
            item,
            fields={
                **known,
                **(asked if alone or item.ground == "third_party" else {}),
                **item.fields,
            },
        )
        for item in request.items
    )


def _asked_about(reader: Reader, request: Request) -> dict[str, Any]:
    """What the letters of opinion (B5) say of the information, where they all say the same."""
    facts = [one.facts for one in _written(reader, request, "B5")]
    named = {name: {one.get(name) for one in facts} for name in _OPINION_FACTS}
    said = {name: values.pop() for name, values in named.items() if len(values) == 1}
    return {name: value for name, value in said.items() if value}


def _followed(
    reader: Reader, request: Request, code: str, values: Mapping[str, Any]
) -> dict[str, Any]:
    """Values of a letter that goes on from another (``code``): its number, fields and opinion.

    Of several parties asked it is the one that did not consent; where that is not one alone,
    the clerk says whom the letter is for, and only what all letters say alike is given.
    """
    asked = [
        {
            "consult_no": one.number,
            **opinion_values(request, party_of(code, one.facts)),
            **one.facts,
        }
        for one in _written(reader, request, code)
    ]
    if not asked:
        return dict(values)
    against = [one for one in asked if one["third_party_answer"]]
    found = against if len(against) == 1 else asked
    alike = {
        name: value
        for name, value in found[0].items()
        if value and all(one.get(name) == value for one in found)
    }
    return {name: value for name, value in values.items() if name != PARTY_FIELDS[code]} | alike


def _without_those_asked(
    reader: Reader, request: Request, code: str, values: Mapping[str, Any]
) -> dict[str, Any]:
    """Values of a further letter of opinion: one who was written to is not asked again."""
    name = PARTY_FIELDS[code]
    asked = {party_of(code, one.facts) for one in _written(reader, request, code)}
    return {key: value for key, value in values.items() if key != name or value not in asked}


def _returned(reader: Reader, request: Request, code: str, party: str) -> dict[str, Any]:
    """What the form that comes back is about: the letter to this party, else the last one."""
    letters = _written(reader, request, code)
    to_party = [one for one in letters if party_of(code, one.facts) == party]
    found = to_party or (letters if not party else [])
    if found:
        return returned_values(request, found[-1])
    asked = [one for one in request.events if one.type is STEP_EVENTS[code]]
    names = {one.party for one in asked} if not party else {party}
    told = reply_values(request, STEP_EVENTS[code], names.pop() if len(names) == 1 else "")
    return {name: value for name, value in told.items() if value}


def returned_values(request: Request, letter: StoredLetter) -> dict[str, Any]:
    """Fields of the form enclosed with a letter of opinion, and what came back on it."""
    told = reply_values(request, STEP_EVENTS[letter.code], party_of(letter.code, letter.facts))
    values = {**letter.facts, "consult_no": letter.number, **told}
    return {name: value for name, value in values.items() if value}


def _written(reader: Reader, request: Request, code: str) -> list[StoredLetter]:
    letters = reader.letters.of_request(request.id)
    return [one for one in letters if one.code == code and not one.void_reason]


def _numbers(reader: Reader, request: Request) -> Numbers:
    letters = reader.letters.of_request(request.id)
    return {one.code: one.number for one in letters if one.number and not one.void_reason}


def _counts(reader: Reader, request: Request) -> dict[str, Any]:
    """Number and span of the applicant's requests up to this one (条例第三十五条)."""
    found = requests_of(reader, request.applicant.name, request.applicant.id_no)
    days = [one.received.date for one in found if one.received]
    if not days:
        return {}
    return {"count_from": days[0], "count_to": days[-1], "request_count": len(days)}


def _served(workspace: Workspace, reader: Reader, request: Request) -> dict[str, Any]:
    """What 送达回证 and 邮寄交接单 say of the letter numbered last, and of its delivery."""
    letters = [one for one in reader.letters.of_request(request.id) if not one.void_reason]
    letter = next((one for one in reversed(letters) if one.number), None)
    return served_values(workspace, request, letter) if letter else {}


def served_values(workspace: Workspace, request: Request, letter: StoredLetter) -> dict[str, Any]:
    """What 送达回证 and 邮寄交接单 say of one letter, and of its delivery."""
    if letter.composed is None:
        return {}
    recipient = workspace.knowledge.forms.get(letter.code).recipient
    course = course_of(letter.steps)
    receiver = receiver_of(recipient, request.applicant, letter.composed, course)
    return parcel_values(receiver, letter.composed, course)


def _earlier_reply(workspace: Workspace, reader: Reader, request: Request) -> EarlierReply | None:
    """The reply to the request this one repeats (条例第三十六条第（六）项)."""
    earlier = reader.requests.get(request.repeat_of) if request.repeat_of else None
    if earlier is None:
        return None
    (row,) = reader.requests.rows_of([earlier.id])
    decided, sent = earlier.last(EventType.DECIDED), earlier.last(EventType.REPLY_SENT)
    return EarlierReply(
        received=earlier.received.date if earlier.received else None,
        number=earlier.reply_no,
        decided=decided.date if decided else None,
        served=(sent.signed or sent.date) if sent else None,
        gist=outcome_words(row, workspace),
    )
