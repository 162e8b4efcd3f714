"""What the law expects next of a request (下一步): the steps a clerk is offered, in order.

The rules here choose the steps; their words and articles are dated data
(``resources/law/steps.toml``), handed in as ``texts``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Protocol

import attrs

from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.request import Request, Stage
from gongkai_desktop.domain.stage import awaits_reanswer, stage_of

CORRECTION_LAST_DAY = "补正告知最后日"
ANSWER_LETTER = "*"
REANSWER_LETTER = "G2"


class ClockToday(Protocol):
    """What is read of the request's deadline."""

    @property
    def due_date(self) -> date | None:
        """Last day of the reply period, None while it cannot be given."""
        ...

    @property
    def awaited(self) -> str:
        """What is awaited from others, empty when the office itself must act."""
        ...

    @property
    def awaited_until(self) -> date | None:
        """Last day of what is awaited."""
        ...

    @property
    def milestones(self) -> Mapping[str, date]:
        """Named days of the clock."""
        ...


@attrs.frozen(kw_only=True)
class StepText:
    """The words of one kind of step: title, why, and the article it rests on."""

    title: str
    reason: str
    basis: str


@attrs.frozen(kw_only=True)
class NextStep:
    """One step on offer, with the letter or the event that performs it.

    ``letter`` is a form's code, ``*`` the answer that the items' outcomes call for. ``by`` is
    the last day for it where the law sets one; ``main`` marks the step expected now.
    """

    key: str
    text: StepText
    letter: str = ""
    event: EventType | None = None
    by: date | None = None
    main: bool = False


StepTexts = Mapping[str, StepText]


def next_steps(
    request: Request,
    clock: ClockToday,
    letters_made: Collection[str],
    today: date,
    texts: StepTexts,
) -> tuple[NextStep, ...]:
    """The steps that fit a request today, the expected one first; none for a closed file."""
    stage = stage_of(request)
    if stage in (Stage.VOID, Stage.ARCHIVED):
        return ()
    if stage == Stage.ANSWERED:
        return (_after_the_answer(request, texts),)
    if clock.awaited:
        return _while_waiting(request, clock, today, texts)
    return _while_counting(request, clock, letters_made, today, texts)


def _while_counting(
    request: Request,
    clock: ClockToday,
    letters_made: Collection[str],
    today: date,
    texts: StepTexts,
) -> tuple[NextStep, ...]:
    steps = []
    if awaits_reanswer(request):
        reanswer = texts["reanswer"]
        steps.append(
            NextStep(key="reanswer", text=reanswer, letter=REANSWER_LETTER, by=clock.due_date)
        )
    elif "A1" not in letters_made:
        steps.append(NextStep(key="receipt", text=texts["receipt"], letter="A1"))
    steps += _answering(request, clock, texts)
    last_day = clock.milestones.get(CORRECTION_LAST_DAY)
    if last_day and today <= last_day:
        notice = EventType.CORRECTION_NOTICE
        steps.append(
            NextStep(key="correct", text=texts["correct"], letter="B1", event=notice, by=last_day)
        )
    sent = EventType.THIRD_PARTY_SENT
    steps.append(NextStep(key="consult", text=texts["consult"], event=sent))
    if request.first(EventType.EXTENSION) is None:
        extension = EventType.EXTENSION
        steps.append(
            NextStep(
                key="extend", text=texts["extend"], letter="B3", event=extension, by=clock.due_date
            )
        )
    steps.append(NextStep(key="withdraw", text=texts["withdraw"], event=EventType.WITHDRAWN))
    return (attrs.evolve(steps[0], main=True), *steps[1:])


def _answering(request: Request, clock: ClockToday, texts: StepTexts) -> list[NextStep]:
    if not request.items or not all(item.ground for item in request.items):
        return [NextStep(key="examine", text=texts["examine"], by=clock.due_date)]
    decided = EventType.DECIDED
    decide = NextStep(key="decide", text=texts["decide"], event=decided, by=clock.due_date)
    if awaits_reanswer(request):
        return [decide]
    draft = NextStep(key="draft", text=texts["draft"], letter=ANSWER_LETTER, by=clock.due_date)
    return [draft, decide]


_AWAITED: Mapping[EventType, tuple[EventType, EventType]] = {
    EventType.CORRECTION_NOTICE: (EventType.CORRECTION_RETURNED, EventType.CORRECTION_LAPSED),
    EventType.FEE_NOTICE: (EventType.FEE_PAID, EventType.FEE_LAPSED),
    EventType.REASONS_ASKED: (EventType.REASONS_GIVEN, EventType.REASONS_LAPSED),
    EventType.THIRD_PARTY_SENT: (EventType.THIRD_PARTY_ANSWERED, EventType.THIRD_PARTY_LAPSED),
    EventType.AGENCY_SENT: (EventType.AGENCY_ANSWERED, EventType.AGENCY_LAPSED),
}


def _while_waiting(
    request: Request, clock: ClockToday, today: date, texts: StepTexts
) -> tuple[NextStep, ...]:
    until = clock.awaited_until
    lapsed = until is not None and until < today
    steps = []
    for asked, (answered, expired) in _AWAITED.items():
        if _is_open(request, asked, (answered, expired)):
            steps.append(_waiting_step(answered, until, texts, main=not lapsed))
            steps.append(_waiting_step(expired, until, texts, main=lapsed))
    return tuple(sorted(steps, key=lambda step: not step.main))


def _is_open(request: Request, asked: EventType, ends: tuple[EventType, EventType]) -> bool:
    questions = sum(event.type == asked for event in request.events)
    closed = sum(event.type in ends for event in request.events)
    return questions > closed


def _waiting_step(
    event: EventType, until: date | None, texts: StepTexts, *, main: bool
) -> NextStep:
    return NextStep(key=event.value, text=texts[event.value], event=event, by=until, main=main)


def _after_the_answer(request: Request, texts: StepTexts) -> NextStep:
    decided, sent = request.last(EventType.DECIDED), request.last(EventType.REPLY_SENT)
    if decided and (sent is None or sent.date < decided.date):
        return NextStep(key="send", text=texts["send"], event=EventType.REPLY_SENT, main=True)
    return NextStep(key="archive", text=texts["archive"], main=True)
