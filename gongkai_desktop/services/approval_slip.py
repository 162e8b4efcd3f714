"""The 审批单 of a letter, printed from its record: boxes not yet signed stay empty."""

from __future__ import annotations

from typing import Any

from gongkai_desktop.domain.approval import Chain, late_reason_of, standings
from gongkai_desktop.domain.letter.course import Course, Signature, course_of
from gongkai_desktop.domain.request import Request
from gongkai_desktop.services import letter_record, slip
from gongkai_desktop.services.chain import chain_of
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import StoredLetter


def approval_slip(workspace: Workspace, letter: StoredLetter) -> bytes:
    """The 审批单 of a letter as it now stands; boxes not yet signed stay empty."""
    with workspace.office.read() as reader:
        request = letter_record.request_of(reader, letter)
        chain = chain_of(reader)
    values = _slip_values(chain, request, letter)
    values["proposal"] = _proposal(workspace, request, letter)
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
        "service_address": request.applicant.address,
        **_after_the_issue(course),
    }


def _searched(letter: StoredLetter) -> str:
    """What the letter itself says of the search."""
    held = letter.composed
    return "".join(one.text for one in held.paragraphs if one.block == "search") if held else ""


def _proposal(workspace: Workspace, request: Request, letter: StoredLetter) -> str:
    """Each item with the outcome proposed and its articles (拟办意见)."""
    if not letter_record.answers(workspace, letter.code):
        return ""
    law, day = workspace.knowledge.law, letter.letter_date or workspace.today
    lines = []
    for item in request.items:
        if item.ground:
            ground = law.ground(item.ground, day)
            cited = "、".join(law.cite(one) for one in ground.citations)
            lines.append(f"第{item.no}项：{ground.name}（{cited}）" if cited else ground.name)
    return "\n".join(lines)


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
