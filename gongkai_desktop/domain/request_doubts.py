"""What may be wrong with a request as it comes in (收件审查): told to the clerk, never a refusal.

Some doubts a supplement would cure (补正): they bring along the words the notice needs for it, so
that nobody types them twice (条例第二十九条第二款、第三十条).
"""

from __future__ import annotations

from datetime import date

import attrs

from gongkai_desktop.domain.calendar import WorkCalendar
from gongkai_desktop.domain.identity import CREDIT_CODE, ID_CARD, identity_doubt
from gongkai_desktop.domain.request import ApplicantKind, Request

AUTHORITY_GIVEN, AUTHORITY_MISSING = "已附委托书", "没有委托书"
TRANSFERRED = "转送"
MOST_ITEMS = 60


@attrs.frozen(kw_only=True)
class Doubt:
    """One doubt in words; where a supplement cures it, what is unclear and what to supply."""

    text: str
    unclear: str = ""
    correction: str = ""


def doubts_of(request: Request, calendar: WorkCalendar, today: date) -> tuple[Doubt, ...]:
    """Everything doubtful about who asks, how it came in and what is asked."""
    return (
        *doubts_of_receipt(request, calendar),
        *_of_applicant(request, today),
        *_of_content(request),
    )


def corrections_of(request: Request, today: date) -> tuple[Doubt, ...]:
    """The doubts that a supplement would cure."""
    return tuple(doubt for doubt in _of_applicant(request, today) if doubt.correction)


def doubts_of_receipt(request: Request, calendar: WorkCalendar) -> list[Doubt]:
    """What is doubtful about how a request came in: it stays with the file as a warning."""
    received, found = request.received, []
    if received is None:
        return []
    if request.forwarded and request.forwarded < received.date:
        found.append(Doubt(text="转交日早于签收日，请核对"))
    elif request.forwarded:
        gap = calendar.workdays_between(received.date, request.forwarded)
        if gap > 1:
            found.append(Doubt(text=f"签收后{gap}个工作日才转交，期限仍从签收日起算"))
    if received.channel == TRANSFERRED:
        sender = f"{received.party}收到" if received.party else "原收件机关收到"
        words = f"转送来的申请，期限从本机关收到之日起算，不从{sender}之日起算；请保留转送函和信封"
        found.append(Doubt(text=words if received.party else f"{words}，并写明转送机关"))
    return found


def _of_applicant(request: Request, today: date) -> list[Doubt]:
    applicant, found = request.applicant, []
    doubt = identity_doubt(applicant.id_no, applicant.id_kind, today)
    if doubt:
        found.append(Doubt(text=doubt))
    natural = applicant.kind == ApplicantKind.NATURAL
    unlikely = CREDIT_CODE if natural else ID_CARD
    if applicant.id_no and applicant.id_kind == unlikely:
        found.append(Doubt(text=f"申请人是{applicant.kind.label}，证件却是{unlikely}，请核对"))
    if applicant.agent and applicant.authority == AUTHORITY_MISSING:
        found.append(_MISSING_AUTHORITY)
    elif applicant.agent and not applicant.authority:
        found.append(Doubt(text="有代理人，请核对有没有委托书"))
    if applicant.name and not applicant.id_no:
        found.append(_MISSING_IDENTITY)
    return found


_MISSING_AUTHORITY = Doubt(
    text="代理人没有委托书，建议告知补正（条例第二十九条、第三十条）",
    unclear="申请由他人代为提出，没有附申请人签名或者盖章的授权委托书",
    correction="申请人签名或者盖章的授权委托书和双方的身份证明",
)
_MISSING_IDENTITY = Doubt(
    text="没有登记证件号码；申请没有附身份证明的，可以告知补正（条例第二十九条第二款第（一）项）"
)


def _of_content(request: Request) -> list[Doubt]:
    if len(request.items) <= MOST_ITEMS:
        return []
    words = f"分成了{len(request.items)}项，超过{MOST_ITEMS}项的请核对是否分得过细"
    return [Doubt(text=words)]
