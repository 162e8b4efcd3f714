"""The 审批单 of a letter, printed from its record: boxes not yet signed stay empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai_desktop.domain.approval import Chain, late_reason_of, standings
from gongkai_desktop.domain.letter.course import Course, Signature, course_of
from gongkai_desktop.domain.request import Request
from gongkai_desktop.services import letter_record, parcel, slip
from gongkai_desktop.services.approval_proposal import proposal, spoken_of
from gongkai_desktop.services.chain import chain_of
from gongkai_desktop.services.evidence import SECRECY
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery, LedgerRow, StoredLetter

_STRICTEST_FIRST = ("不得公开", "隐去部分内容", "可以公开")


def approval_slip(workspace: Workspace, letter: StoredLetter) -> bytes:
    """The 审批单 of a letter as it now stands; boxes not yet signed stay empty."""
    with workspace.office.read() as reader:
        request = letter_record.request_of(reader, letter)
        chain = chain_of(reader)
        about = (("request", request.register_no),)
        reviews = reader.ledgers.find(LedgerQuery(ledger=SECRECY, equals=about))
    values = _slip_values(chain, request, letter)
    values["proposal"] = proposal(workspace, request, letter)
    values["service_address"] = parcel.receiver(workspace, request, letter).address
    values |= _secrecy(reviews)
    return slip.for_request(workspace, request, "approval", values)


def _slip_values(chain: Chain, request: Request, letter: StoredLetter) -> dict[str, Any]:
    course = course_of(letter.steps)
    return {
        "letter_no": letter.number,
        "items_count": f"{len(request.items)}项",
        "section": request.section,
        "search_result": _searched(letter),
        "letter_title": letter_record.title_of(letter),
        "draft_no": f"第{course.draft_no}稿",
        "check_code": letter.text_fingerprint[:8].upper(),
        "late_reason": late_reason_of(course),
        "signatures": _signature_rows(chain, letter.code, course),
        "trace": _trace(course),
        **_after_the_issue(course),
    }


def _secrecy(reviews: Sequence[LedgerRow]) -> dict[str, str]:
    """What the secrecy review on record says (条例第十七条); of several the strictest result."""
    if not reviews:
        return {}
    told = [{key: str(value or "") for key, value in row.body.items()} for row in reviews]
    found = {one.get("result", "") for one in told}

    def said(key: str) -> str:
        return "、".join(dict.fromkeys(filter(None, (one.get(key, "") for one in told))))

    return {
        "secrecy_result": next((one for one in _STRICTEST_FIRST if one in found), ""),
        "secrecy_basis": said("basis"),
        "secrecy_person": said("person"),
        "secrecy_date": max(one.get("date", "")[:10] for one in told),
    }


def _searched(letter: StoredLetter) -> str:
    """What the letter itself says of the search."""
    held = letter.composed
    found = held.paragraphs if held else ()
    return spoken_of("".join(one.text for one in found if one.block == "search"))


def _signature_rows(chain: Chain, code: str, course: Course) -> list[dict[str, str]]:
    rows = []
    for one in standings(chain, code, course):
        if not one.step.signs:
            continue
        held = one.signature
        rows.append(
            {
                "step": one.step.title,
                "opinion": opinion_words(held) if held else "",
                "name": held.name if held else "",
                "date": held.date.isoformat() if held else "",
            }
        )
    return rows


def opinion_words(signature: Signature) -> str:
    """The opinion of a signature in words: 同意；按修改意见发."""
    return "；".join(part for part in (signature.opinion.value, signature.words) if part)


def _trace(course: Course) -> str:
    """Signatures that no longer hold, and returns: what became of them."""
    gone = [one for one in course.signatures if not one.holds]
    return "\n".join(
        f"{one.date.isoformat()} {one.title} {one.name} {opinion_words(one)}"
        + (f"（已作废：{one.struck}）" if one.struck else "")
        for one in gone
    )


def _after_the_issue(course: Course) -> dict[str, str]:
    sealed = course.seals[0].date.isoformat() if course.seals else ""
    sent = course.deliveries[-1] if course.deliveries else None
    return {
        "sealed_date": sealed,
        "posted_date": sent.posted.isoformat() if sent else "",
        "service_way": sent.method if sent else "",
    }
