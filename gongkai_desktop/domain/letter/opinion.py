"""What others answered when asked (征求意见): third parties and organs, each by its own name."""

from __future__ import annotations

from typing import Any

import attrs

from gongkai_desktop.domain.event import OPINION_ENDS, Event, EventType
from gongkai_desktop.domain.request import Request

_REFUSAL, _IN_PART, _SILENT = "不同意公开", "同意部分公开", "逾期未提出意见"
_ANSWERS = {"不同意": _REFUSAL, "同意部分": _IN_PART}
"""How the words of an opinion begin, with what letters call it."""


@attrs.frozen(kw_only=True)
class Asked:
    """One who was asked for an opinion (征求意见): the letter sent, the answer, or silence."""

    sent: Event
    given: Event | None
    lapsed: bool

    @property
    def answer(self) -> str:
        """The opinion as letters word it; empty for consent and while it is awaited."""
        if self.given is None:
            return _SILENT if self.lapsed else ""
        told = self.given.outcome
        return next((answer for start, answer in _ANSWERS.items() if told.startswith(start)), "")


def those_asked(request: Request, asked: EventType) -> list[Asked]:
    """All who were asked, in the order of the letters; each with the answer of its own name."""
    sent = [one for one in request.events if one.type is asked]
    given, lapsed = OPINION_ENDS[asked]

    def last(kind: EventType, to: Event) -> Event | None:
        # An answer without a name closes the only letter.
        names = ("", to.party) if len(sent) == 1 else (to.party,)
        own = [one for one in request.events if one.type is kind and one.party in names]
        return next((one for one in reversed(own) if one.date >= to.date), None)

    return [Asked(sent=one, given=last(given, one), lapsed=bool(last(lapsed, one))) for one in sent]


def opinion_values(request: Request, party: str = "") -> dict[str, Any]:
    """The opinion of a third party as D1 states it, or of those not consenting as C7 does.

    Where several do not consent their reasons stand together; a date that is not the same for
    all is left to the clerk (条例第三十二条).
    """
    asked = those_asked(request, EventType.THIRD_PARTY_SENT)
    alone = len(asked) == 1
    found = [one for one in asked if alone or party in ("", one.sent.party)]
    answers = [one.answer for one in found]
    worded = (_REFUSAL, _SILENT, _IN_PART) if party else (_REFUSAL, _SILENT)
    answer = next((one for one in worded if one in answers), "")
    those = [one for one in found if one.answer == answer] if answer else found
    dates = {one.sent.date for one in those}
    reasons = dict.fromkeys(one.given.note for one in those if one.given and one.given.note)
    return {
        "opinion_date": dates.pop() if len(dates) == 1 else None,
        "third_party_answer": answer,
        "third_party_reason": "；".join(reasons) if answer else "",
    }


def reply_values(request: Request, asked: EventType, party: str) -> dict[str, Any]:
    """What came back of one letter of opinion: when it was received, the answer, the reasons.

    For the form the party fills in (意见反馈表、复函): blank until the answer is on record.
    """
    to_party = [one for one in those_asked(request, asked) if party in ("", one.sent.party)]
    if not to_party:
        return {}
    answer = to_party[-1].given
    return {
        "letter_received": to_party[-1].sent.letter_received,
        "opinion": answer.outcome if answer else "",
        "opinion_reason": answer.note if answer else "",
        "answered_date": answer.date if answer else None,
    }
