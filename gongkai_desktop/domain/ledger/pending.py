"""What of a plan's tasks is still to be done soon (待办任务), and who is to be reminded of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import attrs

from gongkai_desktop.domain.ledger.limit import day_of

AHEAD = timedelta(days=30)
UNASSIGNED = "尚未指定承办科室"
_CLOSED = ("已完成", "不适用")
_REMINDERS = ("提醒", "通报", "约谈")


@attrs.frozen(kw_only=True)
class Pending:
    """A task, or a dated clause of one, that is late or falls due soon.

    ``row`` is the identity of the task's row, ``who`` those it is asked of, ``times`` how often
    they were reminded.
    """

    row: str
    number: str
    text: str
    due: date
    who: tuple[str, ...]
    progress: str = ""
    times: int = 0

    def late_days(self, today: date) -> int:
        """How many days it is late, 0 where it is not."""
        return max(0, (today - self.due).days)


@attrs.frozen(kw_only=True)
class Standing:
    """How the tasks of one unit stand (落实情况): all, done, lasting ones, late, reminders."""

    who: str
    tasks: int
    done: int
    lasting: int
    late: int
    reminded: int

    @property
    def share(self) -> str:
        """Done of those that have an end, in percent; — where there is none."""
        ending = self.tasks - self.lasting
        return f"{100 * self.done / ending:.0f}%" if ending else "—"


def asked_of(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Whom a task is asked of: the section, for others' tasks those that lead, else all named."""
    if body.get("section"):
        return (str(body["section"]),)
    if body.get("ours") != "否":
        return (UNASSIGNED,)
    return tuple(body.get("lead") or body.get("units") or (UNASSIGNED,))


def pending_of(row: str, body: Mapping[str, Any], today: date) -> list[Pending]:
    """The task by its limit, and each dated clause (7月15日前编制落实细则), due within a month."""
    if body.get("state") in _CLOSED:
        return []
    number = str(body.get("number") or "")
    dated = [(str(body.get("requirement") or ""), day_of(body.get("deadline")))]
    for part in body.get("subtasks") or ():
        if not day_of(part.get("done_on")):
            dated.append((str(part.get("text") or ""), day_of(part.get("due"))))
    return [
        Pending(
            row=row,
            number=number,
            text=text,
            due=due,
            who=asked_of(body),
            progress=str(body.get("progress") or ""),
            times=reminders(body),
        )
        for text, due in dated
        if due and due <= today + AHEAD
    ]


def reminders(body: Mapping[str, Any]) -> int:
    """How often those who do a task were reminded (提醒、通报、约谈)."""
    return sum(one.get("way") in _REMINDERS for one in body.get("dispatches") or ())


def standings(bodies: Iterable[Mapping[str, Any]], today: date) -> list[Standing]:
    """How each unit's tasks stand, the one with most late ones first."""
    by_unit: dict[str, list[Mapping[str, Any]]] = {}
    for body in bodies:
        if body.get("state") != "不适用":
            for who in asked_of(body):
                by_unit.setdefault(who, []).append(body)
    found = [
        Standing(
            who=who,
            tasks=len(tasks),
            done=sum(one.get("state") == "已完成" for one in tasks),
            lasting=sum(one.get("state") == "长期坚持" for one in tasks),
            late=sum(_is_late(one, today) for one in tasks),
            reminded=sum(map(reminders, tasks)),
        )
        for who, tasks in by_unit.items()
    ]
    return sorted(found, key=lambda one: (-one.late, one.who))


def _is_late(body: Mapping[str, Any], today: date) -> bool:
    return any(one.late_days(today) for one in pending_of("", body, today))
