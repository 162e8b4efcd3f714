"""The recurring duties of the office today (定期任务): from the law, its plan and its ledgers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.domain.duty import (
    Asked,
    Body,
    DutyDue,
    DutySetting,
    PlanTask,
    YearlyDuty,
    asked_by,
    moved,
    occurrence,
    of_counted_subtasks,
    of_counter,
    of_latest_year,
    of_plans,
    of_reviews,
    of_subtasks,
    ordered,
    plan_source,
)
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.form import Counter, LedgerForm
from gongkai_desktop.domain.ledger.limit import day_of
from gongkai_desktop.domain.ledger.tally import tally
from gongkai_desktop.library.duties import load_duties
from gongkai_desktop.services.ledger import OWNER, add_within, ledger_named
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery, LedgerRow, Reader

DUTIES_SETTING = "duties"
QUARTERLY = "quarterly"
RECORDS, TASKS, ATTRIBUTES = "duties", "tasks", "attributes"


@attrs.frozen(kw_only=True)
class DutyChoice:
    """A duty as the settings show it: on or off with the reason, and the day where it moves."""

    key: str
    title: str
    source: str
    setting: DutySetting
    day: int | None = None


def duties_of(reader: Reader, workspace: Workspace) -> tuple[DutyDue, ...]:
    """Every duty that is not switched off, what is left to do first."""
    settings = _settings(reader)
    return ordered(one for one in _all(reader, workspace, settings) if not _off(settings, one.key))


def choices(workspace: Workspace) -> list[DutyChoice]:
    """Every duty there is, the ones switched off too."""
    with workspace.office.read() as reader:
        settings = _settings(reader)
        found = _all(reader, workspace, settings)
    days = {one.key: moved(one, settings.get(one.key)).days for one in load_duties() if one.movable}
    return [
        DutyChoice(
            key=one.key,
            title=one.title,
            source=one.source,
            setting=settings.get(one.key, DutySetting()),
            day=days[one.key][0][1] if one.key in days else None,
        )
        for one in found
        if not one.row
    ]


def switch_off(workspace: Workspace, key: str, reason: str) -> None:
    """Take a duty off the desk; raises UserError without a reason."""
    if not reason.strip():
        raise UserError("停用定期任务须写明理由", "请填写理由后重试")
    _keep(workspace, key, "停用定期任务", off_reason=reason.strip())


def switch_on(workspace: Workspace, key: str) -> None:
    """Put a duty back on the desk."""
    _keep(workspace, key, "启用定期任务", off_reason="")


def move(workspace: Workspace, key: str, day: int) -> None:
    """Set the day of the month a movable duty falls due; raises UserError outside 1 to 28."""
    if not 1 <= day <= 28:
        raise UserError("报送日应在1日至28日之间", "请按本级要求填写")
    _keep(workspace, key, "更改定期任务日期", day=day)


def moved_day(reader: Reader, key: str) -> int | None:
    """The day of the month the office set for a duty; None where it left the usual one."""
    setting = _settings(reader).get(key)
    return setting.day if setting else None


def record_done(workspace: Workspace, duty: DutyDue, day: date, evidence: Path) -> LedgerRow:
    """Record that a duty was met: the day, and the file that shows it.

    Raises UserError for a day still to come and for a file that cannot be read.
    """
    if day > workspace.today:
        raise UserError("完成日期晚于今天", "请核对日期")
    from gongkai_desktop.services.attachment import opened, typed  # the desk is filled without it

    form = ledger_named(workspace, RECORDS)
    body = {"duty": duty.title, "due": duty.due.isoformat(), "done": day.isoformat()}
    body |= {"evidence": evidence.name, "person": workspace.operator}
    with opened(evidence) as stream, workspace.change("登记定期任务完成") as change:
        saved = add_within(change, workspace, form, body).row
        change.attachments.add(OWNER, saved.id, evidence.name, typed(evidence), stream)
    return saved


# ------------------------------------------------------------------ what they are made of


def _all(
    reader: Reader, workspace: Workspace, settings: Mapping[str, DutySetting]
) -> list[DutyDue]:
    tasks = _tasks(reader, workspace)
    return [
        *_fixed(reader, workspace, settings),
        *_counted(reader, workspace, plan_in_force(reader, workspace)),
        *_planned(tasks, workspace),
    ]


def _fixed(
    reader: Reader, workspace: Workspace, settings: Mapping[str, DutySetting]
) -> list[DutyDue]:
    recorded = _recorded(reader)
    known = workspace.knowledge.calendar.known_until.year
    found = []
    for shipped in load_duties():
        duty = moved(shipped, settings.get(shipped.key))
        days = recorded.get(duty.title, set())
        if duty.proof == "calendar":
            days = {
                date(year, month, day) for year in range(2000, known) for month, day in duty.days
            }
        due = occurrence(duty, workspace.today, days)
        found.append(_fixed_duty(reader, duty, due))
    return found


def _fixed_duty(reader: Reader, duty: YearlyDuty, due: date) -> DutyDue:
    if duty.proof == "review":
        rows = reader.ledgers.find(LedgerQuery(ledger=ATTRIBUTES))
        return of_reviews(duty, due, [row.body for row in rows])
    return DutyDue(
        key=duty.key,
        title=duty.title,
        due=due,
        source=duty.source,
        recordable=duty.proof == "record",
    )


def _recorded(reader: Reader) -> dict[str, set[date]]:
    """The days each duty is recorded for, by its title."""
    found: dict[str, set[date]] = {}
    for row in reader.ledgers.find(LedgerQuery(ledger=RECORDS)):
        due = day_of(row.body.get("due"))
        if due:
            found.setdefault(str(row.body.get("duty")), set()).add(due)
    return found


def _counted(reader: Reader, workspace: Workspace, tasks: Sequence[Body]) -> list[DutyDue]:
    """The counters of ledgers that the office keeps, or that its plan asks for."""
    kept = reader.ledgers.counts()
    found = []
    for form in workspace.knowledge.ledgers:
        asked = {one.key: asked_by(one, tasks) for one in form.counters}
        if not kept.get(form.key) and not any(asked.values()):
            continue
        found += _counters(reader, workspace, form, asked)
    return found


def _counters(
    reader: Reader, workspace: Workspace, form: LedgerForm, asked: Mapping[str, Asked | None]
) -> list[DutyDue]:
    if not form.counters:
        return []
    bodies = [row.body for row in reader.ledgers.find(LedgerQuery(ledger=form.key))]
    return [
        of_counter(form, tally(one, bodies, workspace.today), asked[one.key])
        for one in form.counters
    ]


def plan_in_force(reader: Reader, workspace: Workspace) -> list[Body]:
    """The tasks of this year's plan that concern the office, or of the last one there is."""
    bodies = [row.body for row in _tasks(reader, workspace)]
    return of_latest_year(bodies, workspace.today.year)


def counter_in_force(counter: Counter, tasks: Sequence[Body]) -> Counter:
    """A counter with the number and the source the office's own plan gives it."""
    asked = asked_by(counter, tasks)
    if asked is None:
        return counter
    return attrs.evolve(counter, need=asked.need or counter.need, source=asked.source)


def _tasks(reader: Reader, workspace: Workspace) -> list[LedgerRow]:
    """The tasks of the plan that concern this office."""
    rows = reader.ledgers.find(LedgerQuery(ledger=TASKS))
    return [
        row for row in rows if row.body.get("ours") != "否" and row.body.get("state") != "不适用"
    ]


def _planned(tasks: Sequence[LedgerRow], workspace: Workspace) -> list[DutyDue]:
    today = workspace.today
    plans = [
        PlanTask(source=plan_source(row.body), due=due, done=row.done_date is not None)
        for row in tasks
        if (due := day_of(row.body.get("deadline"))) and due.year >= today.year
    ]
    counters = [one for form in workspace.knowledge.ledgers for one in form.counters]
    current = of_latest_year([row.body for row in tasks], today.year)
    parts = [
        one
        for row in tasks
        if row.done_date is None and row.body in current
        for one in (
            *of_subtasks(row.id, row.body, TASKS, today),
            *of_counted_subtasks(row.id, row.body, TASKS, today, counters),
        )
    ]
    return [*of_plans(plans, TASKS), *parts]


# ------------------------------------------------------------------ settings


def _settings(reader: Reader) -> dict[str, DutySetting]:
    raw: Mapping[str, Mapping[str, Any]] = reader.settings.get(DUTIES_SETTING, {})
    return {
        key: DutySetting(off_reason=one.get("off_reason", ""), day=one.get("day"))
        for key, one in raw.items()
    }


def _off(settings: Mapping[str, DutySetting], key: str) -> bool:
    return key in settings and bool(settings[key].off_reason)


def _keep(workspace: Workspace, key: str, use_case: str, **values: Any) -> None:
    with workspace.change(use_case) as change:
        kept = dict(change.settings.get(DUTIES_SETTING, {}))
        kept[key] = {**kept.get(key, {}), **values}
        change.settings.put(DUTIES_SETTING, kept)
