"""What the law expects next of a request (下一步): the steps a clerk is offered, in order.

The rules here choose the steps; their words and articles are dated data
(``resources/law/steps.toml``), handed in as ``texts``. The order is the office's own: receipt,
hand-out, examination, opinions, answer; then what may be called for on the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

import attrs

from gongkai_desktop.domain.clock.deadline import OpenOpinion
from gongkai_desktop.domain.event import OPINION_ENDS, Event, EventType
from gongkai_desktop.domain.letter.step_event import STEP_EVENTS
from gongkai_desktop.domain.request import Request, Stage
from gongkai_desktop.domain.stage import MADE_GOOD, awaits_reanswer, stage_of, standing_ends

CORRECTION_LAST_DAY = "补正告知最后日"
ANSWER_LETTER = "*"
RECEIPT_LETTER = "A1"
_FRESH_DAYS = 7
REANSWER_LETTER = "G2"
INSTRUCTION, REMINDER, SECRECY = "instruction", "reminder", "secrecy"


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
    def opinions(self) -> Sequence[OpenOpinion]:
        """Opinions asked for and not closed."""
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
    """One step on offer, with the letter, the event or the slip that performs it.

    ``letter`` is a form's code, ``*`` the answer that the items' outcomes call for; ``begun``
    holds the event as far as it is known. ``slip`` is that of a hand-out, a reminder or a
    record of secrecy review. ``by`` is
    the last day for it where the law sets one; ``main`` marks the step expected now.
    """

    key: str
    text: StepText
    letter: str = ""
    event: EventType | None = None
    begun: Event | None = None
    slip: str = ""
    by: date | None = None
    main: bool = False


StepTexts = Mapping[str, StepText]


@attrs.frozen(kw_only=True)
class MadeLetter:
    """A letter of the request: its code, whom it asks, whether it has its number, has gone out."""

    code: str
    party: str = ""
    numbered: bool = False
    sent: bool = False


@attrs.frozen(kw_only=True)
class Work:
    """What the office has done beside the events.

    ``handed_out`` when a section was given the request (批办), ``late_sections`` those that have
    not answered in time, ``unclear`` when a supplement would cure a doubt about the application,
    ``unreviewed`` when something is to be given that nobody has reviewed for secrecy.
    """

    letters: tuple[MadeLetter, ...] = ()
    handed_out: bool = False
    late_sections: tuple[str, ...] = ()
    unclear: bool = False
    unreviewed: bool = False

    def made(self, code: str) -> bool:
        """Whether a letter of a kind exists."""
        return any(one.code == code for one in self.letters)


def next_steps(
    request: Request, clock: ClockToday, work: Work, today: date, texts: StepTexts
) -> tuple[NextStep, ...]:
    """The steps that fit a request today, the expected one first; none for a closed file."""
    stage = stage_of(request)
    if stage in (Stage.VOID, Stage.ARCHIVED):
        return ()
    offer = _Offer(request=request, clock=clock, work=work, today=today, texts=texts)
    if stage == Stage.ANSWERED:
        steps = offer.after_the_end()
    elif clock.awaited and not clock.opinions:
        steps = offer.while_the_applicant_owes()
    else:
        steps = offer.while_counting()
    usual = next((step for step in steps if step.key not in _IF_NEEDED), steps[0])
    main = next((step for step in steps if step.main), usual)
    rest = [attrs.evolve(step, main=False) for step in steps if step is not main]
    return (attrs.evolve(main, main=True), *rest)


_IF_NEEDED = frozenset({"correct"})
"""Steps the law provides for and few requests need: offered, but not as what is expected."""

_LAPSE_LETTERS: Mapping[EventType, str] = {
    EventType.CORRECTION_LAPSED: "C21",
    EventType.FEE_LAPSED: "C22",
    EventType.WITHDRAWN: "C23",
}
_OWED: Mapping[EventType, tuple[EventType, EventType]] = {
    EventType.CORRECTION_NOTICE: (EventType.CORRECTION_RETURNED, EventType.CORRECTION_LAPSED),
    EventType.FEE_NOTICE: (EventType.FEE_PAID, EventType.FEE_LAPSED),
    EventType.REASONS_ASKED: (EventType.REASONS_GIVEN, EventType.REASONS_LAPSED),
}


@attrs.frozen(kw_only=True)
class _Offer:
    """What there is to offer for one request today."""

    request: Request
    clock: ClockToday
    work: Work
    today: date
    texts: StepTexts

    def after_the_end(self) -> list[NextStep]:
        """Answered, lapsed or withdrawn: the notice, its sending, the archive."""
        decided, sent = self._last(EventType.DECIDED), self._last(EventType.REPLY_SENT)
        steps, accepted = [], []
        ends = standing_ends(self.request.events)
        last = sorted(ends, key=lambda one: one.date)[-1] if ends else None
        lapse = last.type if last and last.type in _LAPSE_LETTERS else None
        if lapse and decided is None:
            letter = _LAPSE_LETTERS[lapse]
            if not self._sent(letter):
                steps.append(self._step(f"notice_{lapse.value}", letter=letter))
                late = MADE_GOOD.get(lapse)
                accepted = [self._step(f"late_{late.value}", event=late)] if late else []
        elif decided and (sent is None or sent.date < decided.date):
            steps.append(self._step("send", event=EventType.REPLY_SENT))
        return [*steps, self._step("archive"), *accepted]

    def while_the_applicant_owes(self) -> list[NextStep]:
        """A supplement or a payment is awaited: what comes, or the day it lapses."""
        until = self.clock.awaited_until
        lapsed = until is not None and until < self.today
        steps = self._unsent()
        for asked, (given, expired) in _OWED.items():
            if asked is EventType.REASONS_ASKED or not self._is_open(asked):
                continue
            steps.append(self._step(given.value, event=given, by=until, main=not lapsed))
            steps.append(self._step(expired.value, event=expired, by=until, main=lapsed))
        steps.sort(key=lambda step: not step.main)
        return [*steps, self._withdraw()]

    def while_counting(self) -> list[NextStep]:
        """The office must act: in the order it does; a receipt is owed at the beginning."""
        fresh = awaits_reanswer(self.request) or self._is_fresh()
        return [
            *self._unsent(),
            *(self._receipt() if fresh else ()),
            *self._hand_out(),
            *self._opinions(),
            *self._reasons(),
            *self._correction(),
            *self._answering(),
            *self._consulting(),
            *self._exceptional(),
            *(() if fresh else self._receipt()),
            self._withdraw(),
        ]

    def _step(
        self,
        key: str,
        *,
        letter: str = "",
        event: EventType | None = None,
        begun: Event | None = None,
        slip: str = "",
        by: date | None = None,
        main: bool = False,
        about: str = "",
    ) -> NextStep:
        text = self.texts[key]
        if about:
            text = attrs.evolve(text, title=f"{text.title}（{about}）")
        return NextStep(
            key=key, text=text, letter=letter, event=event, begun=begun, slip=slip, by=by, main=main
        )

    def _last(self, kind: EventType) -> Event | None:
        """The latest event of a kind since the request was last opened again."""
        order = self.request.last(EventType.REANSWER_ORDERED)
        found = self.request.last(kind)
        return found if found and (order is None or found.date >= order.date) else None

    def _is_open(self, asked: EventType) -> bool:
        both = (asked, *_OWED[asked])
        of_kind = [one for one in self.request.events if one.type in both]
        return bool(of_kind) and sorted(of_kind, key=lambda one: one.date)[-1].type is asked

    def _sent(self, code: str) -> bool:
        return any(one.code == code and one.sent for one in self.work.letters)

    def _is_fresh(self) -> bool:
        """Whether the request has just come in and nothing has happened since."""
        arrival = (EventType.SUBMITTED, EventType.RECEIVED)
        received = self.request.received
        waited = (self.today - received.date).days if received else 0
        return waited <= _FRESH_DAYS and all(one.type in arrival for one in self.request.events)

    def _is_examined(self) -> bool:
        """Whether every item has its ground."""
        items = self.request.items
        return bool(items) and all(item.ground for item in items)

    def _unsent(self) -> list[NextStep]:
        """Procedural letters that were made and have not gone out."""
        found = []
        for one in self.work.letters:
            kind = STEP_EVENTS.get(one.code)
            if kind is None or one.sent or self._is_recorded(kind, one.party):
                continue
            key = f"send_{one.code}"
            found.append(
                self._step(key, letter=one.code, by=self._by(one.code), main=True, about=one.party)
            )
        return found

    def _is_recorded(self, kind: EventType, party: str) -> bool:
        return any(
            one.type is kind and (not party or not one.party or one.party == party)
            for one in self.request.events
        )

    def _by(self, code: str) -> date | None:
        if code == "B1":
            return self.clock.milestones.get(CORRECTION_LAST_DAY)
        return self.clock.due_date

    def _receipt(self) -> list[NextStep]:
        """The receipt of a new request; one ordered to be answered again has had it."""
        if awaits_reanswer(self.request):
            return [self._step("reanswer", letter=REANSWER_LETTER, by=self.clock.due_date)]
        receipts = [one for one in self.work.letters if one.code == RECEIPT_LETTER]
        given = any(one.numbered or one.sent for one in receipts)
        passed_on = receipts and self._is_examined()  # drafted, and the work has gone further
        return [] if given or passed_on else [self._step("receipt", letter=RECEIPT_LETTER)]

    def _hand_out(self) -> list[NextStep]:
        if self.work.late_sections:
            about = "、".join(self.work.late_sections)
            return [self._step("remind", slip=REMINDER, about=about, main=True)]
        if self.work.handed_out or self._is_examined():
            return []
        return [self._step("assign", slip=INSTRUCTION)]

    def _opinions(self) -> list[NextStep]:
        """Each opinion asked for, with its own party and last day."""
        steps = []
        for one in sorted(self.clock.opinions, key=lambda one: (one.limit or date.max, one.sent)):
            over = one.limit is not None and one.limit < self.today
            third = one.third_party
            asked = EventType.THIRD_PARTY_SENT if third else EventType.AGENCY_SENT
            given, expired = OPINION_ENDS[asked]
            steps.append(self._opinion(given, one, main=not over))
            if over:
                steps.append(self._opinion(expired, one, main=True))
        steps.sort(key=lambda step: step.event not in _LAPSES)
        if steps and not self.work.made("B6"):
            steps.append(self._step("tell_consulted", letter="B6"))
        return steps

    def _opinion(self, kind: EventType, one: OpenOpinion, *, main: bool) -> NextStep:
        begun = Event(type=kind, date=self.today, party=one.party)
        return self._step(
            kind.value, event=kind, begun=begun, by=one.limit, main=main, about=one.party
        )

    def _reasons(self) -> list[NextStep]:
        """条例第三十五条: the period goes on while reasons are awaited."""
        asked = self._last(EventType.REASONS_ASKED)
        if asked is None:
            return []
        if self._is_open(EventType.REASONS_ASKED):
            given, expired = _OWED[EventType.REASONS_ASKED]
            over = asked.deadline is not None and asked.deadline < self.today
            steps = [self._step(given.value, event=given, by=asked.deadline)]
            if over or asked.deadline is None:
                steps.insert(0, self._step(expired.value, event=expired, main=over))
            return steps
        if self._last(EventType.REASONS_GIVEN) and not self._last(EventType.DELAY_SET):
            return [self._step("delay", letter="B4", by=self.clock.due_date)]
        return []

    def _correction(self) -> list[NextStep]:
        last_day = self.clock.milestones.get(CORRECTION_LAST_DAY)
        asked = self._last(EventType.CORRECTION_NOTICE) or self.work.made("B1")
        main = self.work.unclear
        settled = asked or (self._is_examined() and not main)
        if settled or last_day is None or self.today > last_day:
            return []
        return [self._step("correct", letter="B1", by=last_day, main=main)]

    def _answering(self) -> list[NextStep]:
        due = self.clock.due_date
        assist = [] if self.work.made("B8") else [self._step("assist", letter="B8")]
        repeat = self.request.repeat_of
        if not self._is_examined():
            key, about = ("examine_repeat", repeat) if repeat else ("examine", "")
            return [self._step(key, by=due, about=about), *assist]
        decide = self._step("decide", event=EventType.DECIDED, by=due)
        if awaits_reanswer(self.request):
            return [decide]
        review = [self._step("secrecy", slip=SECRECY)] if self.work.unreviewed else []
        return [self._step("draft", letter=ANSWER_LETTER, by=due), *review, decide]

    def _consulting(self) -> list[NextStep]:
        return [
            self._step("consult", letter="B5"),
            self._step("consult_agency", letter="B7"),
        ]

    def _exceptional(self) -> list[NextStep]:
        steps, due = [], self.clock.due_date
        extended = self._last(EventType.EXTENSION) or self._last(EventType.DELAY_SET)
        if not extended and not self.work.made("B3"):
            steps.append(self._step("extend", letter="B3", by=due))
        if not self._last(EventType.REASONS_ASKED) and not self.work.made("B2"):
            steps.append(self._step("ask_reasons", letter="B2", by=due))
        if not self._last(EventType.FEE_NOTICE) and not self.work.made("B9"):
            steps.append(self._step("charge", letter="B9", by=due))
        return steps

    def _withdraw(self) -> NextStep:
        return self._step("withdraw", event=EventType.WITHDRAWN)


_LAPSES = (EventType.THIRD_PARTY_LAPSED, EventType.AGENCY_LAPSED)
