"""The rows of every ledger (台账): entered, changed, struck, found; limits derived, all audited."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.condition import is_filled
from gongkai_desktop.domain.ledger.form import ColumnType, LedgerForm
from gongkai_desktop.domain.ledger.limit import day_of
from gongkai_desktop.domain.ledger.row import (
    Derived,
    Problem,
    changed_for_good,
    derive,
    future_days,
    problems_of,
)
from gongkai_desktop.domain.ledger.values import cleaned
from gongkai_desktop.library.ledgers import FOLDER, check_ledger
from gongkai_desktop.services.collision import body_together
from gongkai_desktop.services.ledger_links import link_back, with_history
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, LedgerQuery, LedgerRow, Reader

OWNER = "ledger_row"
TODAY_WORD = "今天"


@attrs.frozen(kw_only=True)
class SavedRow:
    """A row as it now stands and what is doubtful about it (never a refusal)."""

    row: LedgerRow
    warnings: tuple[str, ...] = ()


def ledger_named(workspace: Workspace, name: str) -> LedgerForm:
    """A ledger by key or title; raises UserError where there is none."""
    for form in workspace.knowledge.ledgers:
        if name in (form.key, form.title):
            return form
    known = "、".join(f"{one.key}（{one.title}）" for one in workspace.knowledge.ledgers)
    raise UserError(f"没有“{name}”这个台账", f"可用：{known}")


def initial_body(form: LedgerForm, workspace: Workspace) -> dict[str, Any]:
    """What a new row starts with."""
    body: dict[str, Any] = {}
    for column in form.columns:
        if column.initial:
            first = workspace.today.isoformat() if column.initial == TODAY_WORD else column.initial
            many = column.many or column.type == ColumnType.CHOICES
            body[column.key] = [first] if many else first
    return body


def judged(
    form: LedgerForm, body: Mapping[str, Any], workspace: Workspace
) -> tuple[Derived, list[Problem]]:
    """What follows from a body and what is wrong with it, before it is saved."""
    derived = derive(form, body, workspace.knowledge.calendar)
    late = future_days(form, body, workspace.today)
    return derived, [*late, *problems_of(form, body, derived.limits)]


def add(workspace: Workspace, ledger: str, body: Mapping[str, Any]) -> SavedRow:
    """Enter a row; raises UserError with the first thing that keeps it out."""
    form = ledger_named(workspace, ledger)
    with workspace.change(f"登记台账：{form.title}") as change:
        return add_within(change, workspace, form, body)


def add_within(
    change: Change, workspace: Workspace, form: LedgerForm, body: Mapping[str, Any]
) -> SavedRow:
    """Enter a row within a change that does more (收件 and 登记 in one)."""
    kept = cleaned(form.columns, body)
    derived, problems = judged(form, kept, workspace)
    refuse(problems)
    row = row_of(form, kept, derived)
    if not row.no:
        used = change.ledgers.numbers(form.key)
        row = attrs.evolve(row, no=next_number(change, form, kept, workspace, used))
    added = change.ledgers.add(row)
    link_back(change, workspace.knowledge.ledgers, form, {}, added)
    return SavedRow(row=added, warnings=_warnings(problems))


def amend(
    workspace: Workspace,
    row_id: str,
    body: Mapping[str, Any],
    seen: Mapping[str, Any] | None = None,
) -> SavedRow:
    """Write a row anew; raises UserError where it is struck or the new body is refused.

    CollisionError where somebody changed the same columns since ``seen`` was read.
    """
    with workspace.change("更改台账") as change:
        known = the_row(change, row_id)
        form = ledger_named(workspace, known.ledger)
        body = body_together(form, known.no, seen, known.body, body)
        return amend_within(change, workspace, row_id, body)


def amend_within(
    change: Change, workspace: Workspace, row_id: str, body: Mapping[str, Any]
) -> SavedRow:
    """Write a row anew within a change that does more."""
    known = the_row(change, row_id)
    form = ledger_named(workspace, known.ledger)
    if known.void_reason:
        raise UserError(f"{form.title}的{known.no}已作废，不能更改", "如有需要请另行登记")
    kept = with_history(form, known.body, cleaned(form.columns, body), workspace.today)
    derived, problems = judged(form, kept, workspace)
    refuse([*changed_for_good(form, known.body, kept), *problems])
    new = attrs.evolve(row_of(form, kept, derived), id=known.id)
    saved = change.ledgers.save(attrs.evolve(new, no=new.no or known.no))
    link_back(change, workspace.knowledge.ledgers, form, known.body, saved)
    return SavedRow(row=saved, warnings=_warnings(problems))


def void(workspace: Workspace, row_id: str, reason: str) -> LedgerRow:
    """Strike a row (作废) with a reason; its number stays used."""
    if not reason.strip():
        raise UserError("作废须写明理由", "请填写理由后重试")
    with workspace.change("作废台账记录") as change:
        known = the_row(change, row_id)
        return change.ledgers.save(attrs.evolve(known, void_reason=reason.strip()))


def row_of(form: LedgerForm, body: Mapping[str, Any], derived: Derived) -> LedgerRow:
    """A body as a row of the data file."""
    return LedgerRow(
        ledger=form.key,
        no=derived.no,
        title=derived.title,
        status=derived.status,
        due_date=derived.due_date,
        done_date=derived.done_date,
        unit=derived.unit,
        body=body,
    )


def next_number(
    change: Change,
    form: LedgerForm,
    body: Mapping[str, Any],
    workspace: Workspace,
    used: Container[str],
) -> str:
    """The next number of the row's year: 2026-014; numbers already ``used`` are passed over."""
    day = day_of(body.get(form.date_column)) if form.date_column else None
    year = (day or workspace.today).year
    while True:
        number = f"{year}-{change.counters.take(f'{FOLDER}/{form.key}', year):03d}"
        if number not in used:
            return number


def refuse(problems: Sequence[Problem]) -> None:
    """Raise UserError for the first problem that keeps a row out."""
    for problem in problems:
        if problem.refuse:
            raise UserError(problem.message, "请补充或者改正后再保存")


def _warnings(problems: Sequence[Problem]) -> tuple[str, ...]:
    return tuple(one.message for one in problems if not one.refuse)


def the_row(reader: Reader, row_id: str) -> LedgerRow:
    """A row by identity; raises UserError where it is gone."""
    row = reader.ledgers.get(row_id)
    if row is None:
        raise UserError("没有这条台账记录", "请刷新列表后重试")
    return row


def find(workspace: Workspace, query: LedgerQuery) -> list[LedgerRow]:
    """The rows that answer a query, as of today."""
    with workspace.office.read() as reader:
        return reader.ledgers.find(attrs.evolve(query, today=workspace.today))


def linked(workspace: Workspace, ledger: str, register_no: str) -> list[LedgerRow]:
    """The rows of a ledger that belong to a request (its 收件, 用印, 沟通, 检索 records)."""
    form = ledger_named(workspace, ledger)
    found: dict[str, LedgerRow] = {}
    with workspace.office.read() as reader:
        for column in form.of_type(ColumnType.REQUEST):
            query = LedgerQuery(ledger=form.key, equals=((column.key, register_no),))
            found.update({row.id: row for row in reader.ledgers.find(query)})
    return list(found.values())


def refresh_limits(workspace: Workspace) -> int:
    """Count the limits of open rows anew after the calendar changed; returns how many moved."""
    moved = 0
    forms = [form for form in workspace.knowledge.ledgers if form.limits]
    with workspace.change("重新计算台账时限") as change:
        for form in forms:
            for row in change.ledgers.find(LedgerQuery(ledger=form.key)):
                derived, _ = judged(form, row.body, workspace)
                new = attrs.evolve(row, due_date=derived.due_date, status=derived.status)
                if new != row:
                    change.ledgers.save(new)
                    moved += 1
    return moved


def add_ledger(workspace: Workspace, path: Path) -> LedgerForm:
    """Take in a ledger the office wrote itself; its key is the file's name.

    Raises UserError naming key and reason where the file is no valid ledger, or where rows there
    are already would lose a column they fill.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"读不了文件“{path.name}”", "请选择 UTF-8 编码的 .toml 文件") from error
    form = check_ledger(text, path.stem)
    _refuse_lost_columns(workspace, form)
    with workspace.change(f"增加台账：{form.title}") as change:
        change.entries.put("office", f"{FOLDER}/{form.key}", text)
    return form


def _refuse_lost_columns(workspace: Workspace, form: LedgerForm) -> None:
    kept = {column.key for column in form.columns}
    for row in find(workspace, LedgerQuery(ledger=form.key)):
        lost = [key for key, value in row.body.items() if key not in kept and is_filled(value)]
        if lost:
            raise UserError(
                f"台账“{form.key}”已有记录用到栏目“{lost[0]}”，新文件里没有这一栏",
                "请保留原有栏目，或者换一个文件名作为新台账",
            )
