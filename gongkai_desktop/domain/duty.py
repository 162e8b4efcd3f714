"""Recurring duties of the office (定期任务): when each falls due, how much is done of how much."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import attrs

from gongkai_desktop.domain.ledger.form import Counter, LedgerForm, Period
from gongkai_desktop.domain.ledger.limit import day_of
from gongkai_desktop.domain.ledger.tally import Tally

# A day that went by unrecorded stays on the desk this long; after that the next one is meant.
_REMEMBERED = timedelta(days=31)
_TASKS_AHEAD = timedelta(days=60)


@attrs.frozen(kw_only=True)
class YearlyDuty:
    """A duty of fixed days (month, day) in every year, and where it is laid down.

    ``movable`` days differ from place to place: the office sets its own. ``proof`` says how it is
    known to be done: ``record`` by a dated record with evidence, ``calendar`` by next year's
    arrangement being known, ``review`` by the reviews of documents not made public.
    """

    key: str
    title: str
    days: tuple[tuple[int, int], ...]
    source: str
    proof: str = "record"
    movable: bool = False


@attrs.frozen(kw_only=True)
class DutySetting:
    """What the office decided about a duty: switched off with a reason, or another day."""

    off_reason: str = ""
    day: int | None = None


@attrs.frozen(kw_only=True)
class DutyDue:
    """A duty with the next day it falls due and how much is done of what is needed.

    ``period`` is how often a counted one returns (每月). ``ledger`` and ``row`` name what is opened
    to do it; a ``recordable`` one is met by a record of its own.
    """

    key: str
    title: str
    due: date
    source: str
    done: int = 0
    needed: int = 1
    period: str = ""
    ledger: str = ""
    row: str = ""
    recordable: bool = False

    @property
    def met(self) -> bool:
        """Whether nothing is left to do until the day."""
        return self.done >= self.needed

    @property
    def progress(self) -> str:
        """How much is done of what is needed, in words."""
        return f"已办{self.done}，应办{self.needed}"


def moved(duty: YearlyDuty, setting: DutySetting | None) -> YearlyDuty:
    """The duty on the day of the month the office set, where its days may be moved."""
    if setting is None or setting.day is None or not duty.movable:
        return duty
    day = setting.day
    return attrs.evolve(duty, days=tuple((month, day) for month, _ in duty.days))


def occurrence(duty: YearlyDuty, today: date, recorded: Collection[date] = ()) -> date:
    """The first day not recorded as done: one just gone by, else the next."""
    days = sorted(
        date(year, month, day)
        for year in range(today.year - 1, today.year + 3)
        for month, day in duty.days
    )
    return next(day for day in days if day >= today - _REMEMBERED and day not in recorded)


def ordered(duties: Iterable[DutyDue]) -> tuple[DutyDue, ...]:
    """What is left to do first, the nearest day first; what is met follows."""
    return tuple(sorted(duties, key=lambda one: (one.met, one.due, one.title)))


@attrs.frozen(kw_only=True)
class Asked:
    """What a plan asks of a counter: how often at least, and the document that says so."""

    need: int | None
    source: str


Body = Mapping[str, Any]

_EVERY = {
    "每年": Period.YEAR,
    "每季度": Period.QUARTER,
    "每月": Period.MONTH,
    "每周": Period.WEEK,
}


def plan_source(task: Body) -> str:
    """The document a task comes from, with its number: 《某要点》（某发〔2026〕3号）."""
    plan, number = str(task.get("plan") or ""), str(task.get("plan_number") or "")
    title = plan if plan.startswith("《") or not plan else f"《{plan}》"
    return f"{title}（{number}）" if title and number else title or number


def of_latest_year(tasks: Sequence[Body], year: int) -> list[Body]:
    """The tasks of the plan in force: of the latest year up to ``year``, and those without one."""
    years = [int(task["year"]) for task in tasks if task.get("year")]
    latest = max((one for one in years if one <= year), default=year)
    return [task for task in tasks if not task.get("year") or int(task["year"]) >= latest]


def asked_by(counter: Counter, tasks: Iterable[Body]) -> Asked | None:
    """What the office's own plan asks of a counter, None where no task names it.

    A task names a counter by one of its words; the number is taken from the clause with that word
    where it speaks of the same period (列席每年不少于5次).
    """
    for task in tasks:
        clauses = [part for part in task.get("subtasks") or () if _names(counter, part.get("text"))]
        if not clauses and not _names(counter, task.get("requirement")):
            continue
        needs = [
            int(part["at_least"])
            for part in clauses
            if part.get("at_least") and _EVERY.get(part.get("every") or "每年") == counter.period
        ]
        return Asked(need=needs[0] if needs else None, source=plan_source(task))
    return None


def _names(counter: Counter, text: object) -> bool:
    return any(word in str(text or "") for word in counter.words)


def of_counter(form: LedgerForm, tally: Tally, asked: Asked | None) -> DutyDue:
    """A counter of a ledger as a duty (列席 3/5): the plan's number goes before the form's."""
    counter = tally.counter
    return DutyDue(
        key=f"ledger/{form.key}/{counter.key}",
        title=counter.title,
        due=tally.due,
        source=(asked.source if asked else "") or f"{form.title}：{counter.source}",
        done=tally.done,
        needed=(asked.need if asked else None) or tally.needed,
        period=counter.period.label,
        ledger=form.key,
    )


def of_subtasks(row_id: str, task: Body, ledger: str, today: date) -> list[DutyDue]:
    """The dated clauses of a task that are still to be done soon (7月15日前报送落实细则)."""
    found = []
    for at, part in enumerate(task.get("subtasks") or ()):
        due = day_of(part.get("due"))
        if due is None or day_of(part.get("done_on")) or due > today + _TASKS_AHEAD:
            continue
        found.append(
            DutyDue(
                key=f"task/{row_id}/{at}",
                title=str(part.get("text") or ""),
                due=due,
                source=plan_source(task),
                needed=int(part.get("at_least") or 1),
                done=int(part.get("done") or 0),
                ledger=ledger,
                row=row_id,
            )
        )
    return found


def of_counted_subtasks(
    row_id: str, task: Body, ledger: str, today: date, counters: Iterable[Counter]
) -> list[DutyDue]:
    """The clauses of a task that return (每季度通报一次) and no ledger counts, as they come due.

    Done is what the clerk wrote of the period: the number, while the last day lies in it.
    """
    counted = tuple(counters)
    found = []
    for at, part in enumerate(task.get("subtasks") or ()):
        months = _MONTHS.get(str(part.get("every") or ""))
        text = str(part.get("text") or "")
        if months is None or day_of(part.get("due")) or any(_names(one, text) for one in counted):
            continue
        first, last = _stretch(today, months)
        if last > today + _TASKS_AHEAD:
            continue
        day = day_of(part.get("done_on"))
        needed = int(part.get("at_least") or 1)
        done = int(part.get("done") or needed) if day and first <= day <= last else 0
        found.append(
            DutyDue(
                key=f"task/{row_id}/{at}",
                title=text,
                due=last,
                source=plan_source(task),
                needed=needed,
                done=done,
                period=str(part["every"]),
                ledger=ledger,
                row=row_id,
            )
        )
    return found


_MONTHS = {"每年": 12, "每半年": 6, "每季度": 3, "每月": 1}


def _stretch(day: date, months: int) -> tuple[date, date]:
    """First and last day of the period of so many months a day lies in."""
    month = (day.month - 1) // months * months + 1
    last = month + months - 1
    return date(day.year, month, 1), date(day.year, last, monthrange(day.year, last)[1])


@attrs.frozen(kw_only=True)
class PlanTask:
    """A task of a plan that concerns this office, its day, and whether it is done."""

    source: str
    due: date
    done: bool


def of_plans(tasks: Sequence[PlanTask], ledger: str) -> list[DutyDue]:
    """The tasks of each plan due on one day taken together (重点任务 5/28)."""
    found = []
    for source, due in dict.fromkeys((one.source, one.due) for one in tasks):
        mine = [one for one in tasks if (one.source, one.due) == (source, due)]
        found.append(
            DutyDue(
                key=f"plan/{source}/{due.isoformat()}",
                title=f"{source}各项任务" if source else "重点任务",
                due=due,
                source="重点任务分工台账",
                done=sum(one.done for one in mine),
                needed=len(mine),
                ledger=ledger,
            )
        )
    return found


def of_reviews(duty: YearlyDuty, due: date, bodies: Iterable[Body]) -> DutyDue:
    """Documents not made public that must be looked at again by a day (条例第十八条)."""
    closed = [body for body in bodies if body.get("attribute") not in (None, "", "主动公开")]
    asked = [body for body in closed if _review_asked(body, due)]
    return DutyDue(
        key=duty.key,
        title=duty.title,
        due=due,
        source=duty.source,
        done=sum(_reviewed_in(body, due.year) for body in asked),
        needed=len(asked),
        ledger="attributes",
    )


def _review_asked(body: Body, due: date) -> bool:
    """Reviewed this year already, or its next review falls due by the day; unset means due."""
    following = day_of(body.get("next_review"))
    return following is None or following <= due or _reviewed_in(body, due.year)


def _reviewed_in(body: Body, year: int) -> bool:
    days = (day_of(part.get("date")) for part in body.get("reviews") or ())
    return any(day is not None and day.year == year for day in days)
