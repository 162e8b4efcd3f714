"""What the register knows of a letter's file (卷内材料), as the fields the letter check reads."""

from __future__ import annotations

import re
from typing import Any

from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.numbering import SUFFIX_MARK, read_number
from gongkai_desktop.domain.remedy import review_body
from gongkai_desktop.domain.request import Request
from gongkai_desktop.services.clock import deadline_of
from gongkai_desktop.services.unit import read_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery, LedgerRow, Reader, RequestQuery, StoredLetter

GIVEN = frozenset({"open_provide", "already_public", "partial_non_information"})
_STEPS = {
    "correction_dates": EventType.CORRECTION_NOTICE,
    "extension_dates": EventType.EXTENSION,
    "opinion_dates": EventType.THIRD_PARTY_SENT,
    "reasons_dates": EventType.REASONS_ASKED,
    "fee_dates": EventType.FEE_NOTICE,
    "returned_dates": EventType.CORRECTION_RETURNED,
}
_MOST_EARLIER = 50
NUMBER_GAPS = "number_gaps"
"""The setting that explains numbers no letter bears (跳号说明), by number."""
_NAMED = re.compile(r"《([^《》]{4,60})》|([\u4e00-\u9fff]{1,10}[〔\[（(]\d{4}[〕\]）)]第?\d+号)")


def fields_of(
    workspace: Workspace, request: Request, letter: StoredLetter | None = None
) -> dict[str, Any]:
    """The fields of a request's file; ``letter`` is the one being checked, where it is kept."""
    day = (letter.letter_date if letter else None) or workspace.today
    with workspace.office.read() as reader:
        unit = read_unit(reader)
        letters = [
            one
            for one in reader.letters.of_request(request.id)
            if not one.void_reason and (letter is None or one.id != letter.id)
        ]
        known = {
            "unit": unit.name,
            "office_phone": unit.office_phone,
            "court": unit.court,
            "review_body": review_body(unit, workspace.knowledge.law, day),
            **_said_by(request),
            **_dates(workspace, request),
            **_ledgers(reader, request.register_no),
            "quashed_text": _quashed(letters),
            "used_numbers": _used_numbers(reader, letter),
            "earlier_letters": _earlier(reader, request),
        }
    return {name: value for name, value in known.items() if value not in ("", None)}


def _said_by(request: Request) -> dict[str, Any]:
    fields = {name: value for item in request.items for name, value in item.fields.items()}
    known = {
        "applicant": request.applicant.name,
        "applicant_kind": request.applicant.kind.value,
        "applicant_phone": request.applicant.phone,
        "applicant_address": request.applicant.address,
        "agent": request.applicant.agent,
        "request_text": request.request_text,
        "corrected_text": request.corrected_text,
        "item_count": len(request.items),
        "register_no": request.register_no,
    }
    kept = ("secrecy_record", "checked_date")
    return known | {name: str(fields[name]) for name in kept if fields.get(name)}


def _dates(workspace: Workspace, request: Request) -> dict[str, Any]:
    deadline = deadline_of(request, workspace.knowledge, workspace.today)
    received = request.received
    steps = {} if request.imported else _STEPS
    return {
        "received_date": received.date.isoformat() if received else "",
        "due_date": deadline.due_date.isoformat() if deadline.due_date else "",
        **{name: _days(request, kind) for name, kind in steps.items()},
    }


def _days(request: Request, kind: EventType) -> list[str]:
    return [one.date.isoformat() for one in request.events if one.type is kind]


def _ledgers(reader: Reader, register_no: str) -> dict[str, Any]:
    """The searches recorded, and the day the gate signed for the envelope.

    An office that keeps no 检索记录 ledger at all keeps them on paper: then none is missed.
    """
    signed = [str(row.body.get("signed", ""))[:10] for row in _rows(reader, "mail_in", register_no)]
    searches = _rows(reader, "searches", register_no)
    return {
        "search_records": len(searches) if reader.ledgers.numbers("searches") else None,
        "signed_for_date": min((day for day in signed if day), default=""),
    }


def _rows(reader: Reader, ledger: str, register_no: str) -> list[LedgerRow]:
    query = LedgerQuery(ledger=ledger, equals=(("request", register_no),))
    return reader.ledgers.find(query)


def _quashed(others: list[StoredLetter]) -> str:
    """The words of the answer that was quashed, empty where there is none."""
    answers = [one for one in others if one.code.startswith(("C", "G")) and one.composed]
    quashed = answers[-1].composed if answers else None
    return quashed.text if quashed else ""


def _used_numbers(reader: Reader, letter: StoredLetter | None) -> list[str]:
    """The numbers of its series and year that others bear, or whose gap is explained."""
    parts = read_number(letter.number.partition(SUFFIX_MARK)[0]) if letter else None
    if letter is None or parts is None:
        return []
    series = f"{parts[0]}〔{parts[1]}〕"
    given = [number for one, number in reader.letters.numbers(series) if one != letter.id]
    old = [one for one in reader.requests.reply_numbers_like(series) if one != letter.number]
    explained = [one for one in reader.settings.get(NUMBER_GAPS, {}) if one.startswith(series)]
    return list(dict.fromkeys((*given, *old, *explained)))


def _earlier(reader: Reader, request: Request) -> list[dict[str, str]]:
    """Requests of others in which we gave, or named as published, what this one names."""
    named = [one or other for one, other in _NAMED.findall(request.request_text)]
    found: dict[str, dict[str, str]] = {}
    for name in dict.fromkeys(named):
        for row in reader.requests.rows(RequestQuery(text=name, limit=_MOST_EARLIER)):
            if row.id != request.id and row.view.ground in GIVEN:
                number = f"对登记编号{row.register_no}申请的答复"
                found[row.id] = {"number": number, "text": row.request_text}
    return list(found.values())
