"""A task of a plan (重点任务) and what its wording asks to be done by when and how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs


@attrs.frozen(kw_only=True)
class Subtask:
    """A duty found in a task's words: a clause with a day, a frequency, a least number.

    ``due`` is a day, ``every`` one of year, half_year, quarter, month, week, day; ``at_least`` a
    number (of ``counted``: 次, 篇, 种 …), ``percent`` a least share, ``within`` a period from an
    occasion (3个工作日).
    """

    text: str
    due: date | None = None
    every: str = ""
    at_least: int | None = None
    counted: str = ""
    percent: int | None = None
    within: str = ""


@attrs.frozen(kw_only=True)
class Task:
    """One task: where it stands in the plan, what is asked, of whom, until when.

    ``no`` is the plan's own number as written. ``units`` are all units named, ``lead`` those that
    lead, ``support`` those that help. ``deadline`` is None for 长期坚持 and the like.
    """

    no: str
    requirement: str
    heading: str = ""
    subheading: str = ""
    units: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    deadline_text: str = ""
    deadline: date | None = None
    subtasks: tuple[Subtask, ...] = ()


@attrs.frozen(kw_only=True)
class Plan:
    """A document read: its title, number (文号), the paper it follows, year, tasks in order."""

    title: str
    number: str
    basis: str = ""
    year: int
    tasks: tuple[Task, ...]


@attrs.frozen(kw_only=True)
class PlanWords:
    """The words plans are written with, loaded from data.

    ``headers`` and ``labels`` map a spelling to a field (no, task, requirement, lead, support,
    units, person, deadline, note). ``skipped`` begin headings whose paragraphs are no tasks.
    ``departments`` are those of ``everyone`` that leave towns and streets out.
    """

    headers: Mapping[str, str]
    labels: Mapping[str, str]
    skipped: Sequence[str]
    rosters: Sequence[str]
    unit_ends: tuple[str, ...]
    everyone: Sequence[str]
    departments: Sequence[str]
    towns: Sequence[str]
    inner: tuple[str, ...]
    lasting: Sequence[str]


def task_document(task: Task) -> dict[str, Any]:
    """A task as ``ledger import tasks`` prints it."""
    return {
        "no": int(task.no) if task.no.isdecimal() else task.no,
        "heading": task.heading,
        "subheading": task.subheading,
        "requirement": task.requirement,
        "units": list(task.units),
        "lead": list(task.lead),
        "support": list(task.support),
        "deadline_text": task.deadline_text,
        "deadline": task.deadline.isoformat() if task.deadline else None,
        "subtasks": [subtask_document(one) for one in task.subtasks],
    }


def subtask_document(one: Subtask) -> dict[str, Any]:
    """A subtask with only what its words say."""
    found: dict[str, Any] = {"text": one.text}
    if one.due:
        found["due"] = one.due.isoformat()
    for key in ("every", "at_least", "counted", "percent", "within"):
        if getattr(one, key):
            found[key] = getattr(one, key)
    return found
