"""Where a file stands in the office, read from its events (条例第四十五条)."""

from __future__ import annotations

from datetime import date

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Request, Stage

_ENDS = {
    EventType.DECIDED,
    EventType.WITHDRAWN,
    EventType.CORRECTION_LAPSED,
    EventType.FEE_LAPSED,
}
MADE_GOOD = {
    EventType.CORRECTION_LAPSED: EventType.CORRECTION_RETURNED,
    EventType.FEE_LAPSED: EventType.FEE_PAID,
}
"""What the office may still accept after a lapse (条例第三十条: 无正当理由): it takes it back."""
_ASKS = {
    EventType.CORRECTION_NOTICE: {EventType.CORRECTION_RETURNED, EventType.CORRECTION_LAPSED},
    EventType.REASONS_ASKED: {EventType.REASONS_GIVEN, EventType.REASONS_LAPSED},
}
_WORK = {
    EventType.THIRD_PARTY_SENT,
    EventType.AGENCY_SENT,
    EventType.EXTENSION,
    EventType.FEE_NOTICE,
    EventType.DELAY_SET,
    EventType.CORRECTION_RETURNED,
    EventType.REASONS_GIVEN,
    EventType.REANSWER_ORDERED,
}


def stage_of(request: Request) -> Stage:
    """The stage (环节) of a request: the furthest its file and events have come.

    An ordered re-answer (责令重新答复) opens an answered or archived request again.
    """
    if request.void_reason:
        return Stage.VOID
    ended = _is_ended(request.events)
    if request.archived and not _is_reopened(request.events, request.archived, ended=ended):
        return Stage.ARCHIVED
    if ended:
        return Stage.ANSWERED
    if _is_asking(request.events):
        return Stage.EXAMINED
    if request.section or any(event.type in _WORK for event in request.events):
        return Stage.HANDLED
    return Stage.REGISTERED


def end_of(request: Request) -> Event | None:
    """The event that first ended the request: decision, withdrawal or a lapse.

    The yearly tables count a request in the year of this event; a later re-answer does not
    count it again. A decision after a lapse is the formal notice of it and takes its place.
    """
    decided = request.first(EventType.DECIDED)
    if decided:
        return decided
    return min(standing_ends(request.events), key=lambda event: event.date, default=None)


def awaits_reanswer(request: Request) -> bool:
    """Whether an order to answer again (责令重新答复) has not been answered yet."""
    return _last_order(request.events) is not None and not _is_ended(request.events)


def standing_ends(events: tuple[Event, ...]) -> list[Event]:
    """The events that end a request and still stand.

    A reply sent without a decision on record (an old register) is the decision.
    """
    decided = any(event.type is EventType.DECIDED for event in events)
    ends = _ENDS if decided else _ENDS | {EventType.REPLY_SENT}
    return [event for event in events if event.type in ends and not _is_made_good(event, events)]


def _is_made_good(lapse: Event, events: tuple[Event, ...]) -> bool:
    kind = MADE_GOOD.get(lapse.type)
    return any(event.type is kind and event.date >= lapse.date for event in events)


def _is_ended(events: tuple[Event, ...]) -> bool:
    ends = [event.date for event in standing_ends(events)]
    ordered = _last_order(events)
    return bool(ends) and (ordered is None or max(ends) > ordered)


def _is_reopened(events: tuple[Event, ...], archived: date, *, ended: bool) -> bool:
    """Whether an order came after the file was closed; on the same day, if not yet answered."""
    ordered = _last_order(events)
    return ordered is not None and (ordered > archived or (ordered == archived and not ended))


def _last_order(events: tuple[Event, ...]) -> date | None:
    orders = [event.date for event in events if event.type == EventType.REANSWER_ORDERED]
    return max(orders, default=None)


def _is_asking(events: tuple[Event, ...]) -> bool:
    for question, answers in _ASKS.items():
        asked = [event.date for event in events if event.type == question]
        answered = [event.date for event in events if event.type in answers]
        if asked and (not answered or max(answered) < max(asked)):
            return True
    return False
