"""The clock's state while it walks through the events: one running period at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

import attrs

from gongkai_desktop.domain.calendar import WorkCalendar
from gongkai_desktop.domain.clock.deadline import Excluded
from gongkai_desktop.domain.clock.rules import Boundary, ClockRules

_DAY = timedelta(days=1)


class Consulted(StrEnum):
    """Who is asked: a third party (条例第三十二条) or another organ (第三十四条、第十一条)."""

    THIRD_PARTY = "第三方"
    AGENCY = "其他机关"


class Awaited(StrEnum):
    """What the applicant still owes."""

    CORRECTION = "补正"
    FEE = "缴费"


_WAITING = {
    Awaited.CORRECTION: "等待补正，答复期限自收到补正之日起计算（条例第三十条）",
    Awaited.FEE: "等待缴费，处理期限自缴费次日起计算（国办函〔2020〕109号）",
}


@attrs.define(kw_only=True)
class Consultation:
    """One opinion asked for: ``limit`` is the last day to answer, None where law sets none."""

    kind: Consulted
    party: str
    sent: date
    limit: date | None
    ended: date | None = None

    @property
    def why(self) -> str:
        """Why its days do not count."""
        who = f"{self.kind.value}（{self.party}）" if self.party else self.kind.value
        return f"征求{who}意见，不计算在内（条例第三十三条第三款）"

    def end_seen_on(self, day: date) -> date | None:
        """When it ended as seen on a day: answered, or its limit ran out before that day."""
        if self.ended is not None:
            return self.ended
        return self.limit if self.limit is not None and self.limit < day else None


def _still_open(_: Consultation) -> date | None:
    """An open consultation leaves nothing out yet: when it ends is not known."""
    return None


@attrs.define(kw_only=True)
class Waiting:
    """The applicant's move: what is awaited and until when."""

    what: Awaited
    since: date
    until: date | None

    def days_until(self, seen: date | None) -> tuple[Excluded, ...]:
        """The days of waiting, up to the last day given or the day they are seen on."""
        last = self.until or seen
        if last is None or last <= self.since:
            return ()
        return (Excluded(first=self.since + _DAY, last=last, why=_WAITING[self.what]),)


@attrs.define(kw_only=True)
class Run:
    """One running period: day 0, its length, what is added, left out or set.

    A correction returned, a fee paid and an ordered re-answer each begin a new run; extension
    and exclusions of the old one are gone with it.
    """

    start: date
    period: int
    rules: ClockRules
    calendar: WorkCalendar
    extension: int = 0
    set_due: date | None = None
    consultations: list[Consultation] = attrs.Factory(list)
    pauses: list[Excluded] = attrs.Factory(list)

    def open_consultations(self, seen: date | None) -> list[Consultation]:
        """Consultations not over as seen on a day; without a day, those nobody has answered."""
        if not self.consultations:
            return []
        day = seen or date.min
        return [one for one in self.consultations if one.end_seen_on(day) is None]

    def excluded(
        self, seen: date | None, open_end: Callable[[Consultation], date | None] = _still_open
    ) -> tuple[Excluded, ...]:
        """What does not count as seen on a day; ``open_end`` says how far an open one reaches."""
        if not self.pauses and not self.consultations:
            return ()
        found = list(self.pauses)
        for one in self.consultations:
            end = one.end_seen_on(seen or date.min) or open_end(one)
            if end is not None:
                found.append(self._left_out(one.sent, end, one.why))
        return tuple(one for one in found if one.first <= one.last)

    def pause(self, start: date, end: date, why: str) -> None:
        """Leave out the days of a pause that is no consultation."""
        self.pauses.append(self._left_out(start, end, why))

    def excluded_workdays(self, excluded: tuple[Excluded, ...]) -> int:
        """Working days left out; overlapping stretches are merged, never counted twice."""
        if not excluded:
            return 0
        count = 0
        reached = self.start
        for one in sorted(excluded, key=lambda one: one.first):
            first = max(one.first, reached + _DAY)
            if one.last >= first:
                count += self.calendar.workdays_between(first - _DAY, one.last)
                reached = one.last
        return count

    def due(self, excluded: tuple[Excluded, ...]) -> date:
        """The due date with these days left out."""
        return self.due_after(self.excluded_workdays(excluded))

    def due_after(self, left_out: int) -> date:
        """The (period + extension + left out)-th working day after day 0, or the day set."""
        if self.set_due is not None:
            return self.set_due
        return self.calendar.nth_workday_after(self.start, self.period + self.extension + left_out)

    def due_seen_on(self, day: date) -> date | None:
        """The due date as it stood on a day; None while a consultation suspended it."""
        if self.set_due is None and self.open_consultations(day):
            return None
        return self.due(self.excluded(day))

    def _left_out(self, start: date, end: date, why: str) -> Excluded:
        boundary = self.rules.consult_boundary
        first = start if boundary == Boundary.BOTH else start + _DAY
        last = end - _DAY if boundary == Boundary.NEITHER else end
        return Excluded(first=first, last=last, why=why)
