"""What the ledgers show (台账概览): rows, limits, counters and statistics as of today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.ledger.condition import Body
from gongkai_desktop.domain.ledger.form import Column, LedgerForm
from gongkai_desktop.domain.ledger.tally import Figure, Others, Tally, figure, tally
from gongkai_desktop.services.desk import near_limit
from gongkai_desktop.services.duty import counter_in_force, plan_in_force
from gongkai_desktop.services.ledger import find, ledger_named
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery, LedgerRow, Reader


@attrs.frozen(kw_only=True)
class LedgerSummary:
    """One ledger today: how many rows, how many open, late and near, its counters and figures."""

    form: LedgerForm
    rows: int
    open: int = 0
    overdue: int = 0
    near: int = 0
    tallies: tuple[Tally, ...] = ()
    figures: tuple[Figure, ...] = ()


def summaries(workspace: Workspace) -> tuple[LedgerSummary, ...]:
    """Every ledger in the order of the window."""
    with workspace.office.read() as reader:
        counts = reader.ledgers.counts()
        plan = plan_in_force(reader, workspace)
    forms = [_in_force(form, plan) for form in workspace.knowledge.ledgers]
    return tuple(
        summary_of(workspace, form)
        if counts.get(form.key)
        else LedgerSummary(
            form=form,
            rows=0,
            tallies=tuple(tally(one, (), workspace.today) for one in form.counters),
        )
        for form in forms
    )


def form_in_force(workspace: Workspace, form: LedgerForm) -> LedgerForm:
    """A ledger with the needs its own plan gives it (每年不少于5次), each naming its source."""
    with workspace.office.read() as reader:
        return _in_force(form, plan_in_force(reader, workspace))


def _in_force(form: LedgerForm, plan: Sequence[Body]) -> LedgerForm:
    counters = tuple(counter_in_force(one, plan) for one in form.counters)
    return attrs.evolve(form, counters=counters)


def summary_of(workspace: Workspace, form: LedgerForm) -> LedgerSummary:
    """One ledger with everything counted as of today."""
    rows = find(workspace, LedgerQuery(ledger=form.key))
    bodies = [row.body for row in rows]
    today, near = workspace.today, near_limit(workspace)
    limited = [row for row in rows if row.due_date and not row.done_date]
    days = [row.due_date for row in limited if row.due_date]
    year = (date(today.year, 1, 1), date(today.year, 12, 31))
    with workspace.office.read() as reader:
        others = others_of(reader, form)
    return LedgerSummary(
        form=form,
        rows=len(rows),
        open=sum(row.done_date is None for row in rows),
        overdue=sum(day < today for day in days),
        near=sum(today <= day <= near for day in days),
        tallies=tuple(tally(one, bodies, today) for one in form.counters),
        figures=tuple(figure(one, bodies, *year, others) for one in form.statistics),
    )


def others_of(reader: Reader, form: LedgerForm) -> Others:
    """The rows of other ledgers that a ledger's statistics look at."""
    wanted = dict.fromkeys(one.among for one in form.statistics if one.among)
    return {
        key: [row.body for row in reader.ledgers.find(LedgerQuery(ledger=key))] for key in wanted
    }


def ledger_list(workspace: Workspace) -> list[dict[str, Any]]:
    """Every ledger as ``ledger list`` prints it."""
    return [
        {
            "name": one.form.key,
            "title": one.form.title,
            "group": one.form.group,
            "place": one.form.place,
            "rows": one.rows,
            "open": one.open,
            "overdue": one.overdue,
            "near": one.near,
            "columns": [_column(column) for column in one.form.columns],
            "counters": [_tally(each) for each in one.tallies],
            "statistics": [_figure(each) for each in one.figures],
        }
        for one in summaries(workspace)
    ]


def _column(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.key,
        "title": column.title,
        "type": column.type.value,
        "required": column.required,
    }
    if column.choices:
        found["choices"] = list(column.choices)
    if column.parts:
        found["parts"] = [_column(part) for part in column.parts]
    return found


def _tally(one: Tally) -> dict[str, Any]:
    return {
        "name": one.counter.key,
        "title": one.counter.title,
        "period": one.counter.period.value,
        "done": one.done,
        "needed": one.needed,
        "due": one.due.isoformat(),
    }


def _figure(one: Figure) -> dict[str, Any]:
    return {
        "name": one.statistic.key,
        "title": one.statistic.title,
        "value": one.value,
        "words": one.words,
        "below_goal": one.below_goal,
    }


def ledger_rows(workspace: Workspace, ledger: str) -> list[dict[str, Any]]:
    """Every row of a ledger that is not struck, with its own columns."""
    form = ledger_named(workspace, ledger)
    return [row_document(row) for row in find(workspace, LedgerQuery(ledger=form.key))]


def row_document(row: LedgerRow) -> dict[str, Any]:
    """A row as plain JSON values."""
    return {
        "no": row.no,
        "title": row.title,
        "status": row.status,
        "unit": row.unit,
        "due_date": row.due_date.isoformat() if row.due_date else None,
        "done_date": row.done_date.isoformat() if row.done_date else None,
        **dict(row.body),
    }
