"""Brings a published plan into the tasks ledger (导入重点任务): tables, paragraphs, pasted text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.ledger_book import ledger_in
from gongkai_desktop.documents.plan_file import read_blocks
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.plan.cleaning import cleaned_text
from gongkai_desktop.domain.ledger.plan.read import Block, read_plan
from gongkai_desktop.domain.ledger.plan.task import Plan, Task, subtask_document, task_document
from gongkai_desktop.domain.ledger.plan.units import concerns
from gongkai_desktop.library.plans import load_plan_words, load_simplified
from gongkai_desktop.services.ledger import ledger_named
from gongkai_desktop.services.ledger_import import (
    Candidate,
    LedgerImport,
    LedgerImportOptions,
    bring_in,
    import_document,
    import_ledger,
)
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace

TASKS = "tasks"


@attrs.frozen(kw_only=True)
class TaskImport:
    """What an import of a plan did, with the plan as read."""

    result: LedgerImport
    plan: Plan | None = None
    ours: tuple[bool, ...] = ()


def import_tasks(workspace: Workspace, path: Path, *, dry_run: bool = False) -> TaskImport:
    """Read a plan and enter its tasks; a second import adds nothing.

    Our own export comes back as it was. Raises UserError where the file has no tasks.
    """
    if ledger_in(path):
        options = LedgerImportOptions(dry_run=dry_run)
        return TaskImport(result=import_ledger(workspace, TASKS, path, options))
    return _bring_in(workspace, read_blocks(path), path.stem, dry_run=dry_run)


def import_pasted(workspace: Workspace, text: str, *, dry_run: bool = False) -> TaskImport:
    """Read tasks out of pasted text."""
    return _bring_in(workspace, [Block(text=text)], "粘贴的任务", dry_run=dry_run)


def _bring_in(
    workspace: Workspace, blocks: Sequence[Block], name: str, *, dry_run: bool
) -> TaskImport:
    words, simplified = load_plan_words(), load_simplified()
    clean = [
        Block(
            text=cleaned_text(block.text, simplified),
            grid=[[cleaned_text(cell, simplified) for cell in row] for row in block.grid],
        )
        for block in blocks
    ]
    plan = read_plan(clean, words, name=name, this_year=workspace.today.year)
    if not plan.tasks:
        raise UserError(
            f"“{name}”里没有找到任务",
            "任务分工表应有工作任务、责任单位等表头；段落式的应有一、（一）等编号",
        )
    unit = the_unit(workspace)
    names = [unit.name, unit.short_name]
    ours = tuple(concerns(task.units, names, words) for task in plan.tasks)
    candidates = [
        Candidate(sheet=plan.title, row=at, body=_body(plan, task, mine))
        for at, (task, mine) in enumerate(zip(plan.tasks, ours, strict=True), start=1)
    ]
    form = ledger_named(workspace, TASKS)
    return TaskImport(
        result=bring_in(workspace, form, candidates, dry=dry_run), plan=plan, ours=ours
    )


def _body(plan: Plan, task: Task, ours: bool) -> dict[str, Any]:
    return {
        "number": task.no,
        "plan": plan.title,
        "plan_number": plan.number,
        "basis": plan.basis,
        "year": plan.year,
        "heading": task.heading,
        "subheading": task.subheading,
        "requirement": task.requirement,
        "units": list(task.units),
        "lead": list(task.lead),
        "support": list(task.support),
        "deadline_text": task.deadline_text,
        "deadline": task.deadline.isoformat() if task.deadline else None,
        "ours": "是" if ours else "否",
        "state": "长期坚持" if task.deadline_text and not task.deadline else "推进中",
        "subtasks": [_line(subtask_document(one)) for one in task.subtasks],
    }


_EVERY = {
    "year": "每年",
    "half_year": "每半年",
    "quarter": "每季度",
    "month": "每月",
    "week": "每周",
    "day": "每日",
}


def _line(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, **({"every": _EVERY[one["every"]]} if "every" in one else {})}


def tasks_document(done: TaskImport) -> dict[str, Any]:
    """What ``ledger import tasks`` prints as JSON."""
    document = import_document(done.result)
    if done.plan is not None:
        document["title"] = done.plan.title
        document["number"] = done.plan.number
        document["basis"] = done.plan.basis
        document["year"] = done.plan.year
        document["tasks"] = [
            {**task_document(task), "concerns_us": mine}
            for task, mine in zip(done.plan.tasks, done.ours, strict=True)
        ]
    return document


def tasks_lines(done: TaskImport) -> list[str]:
    """What ``ledger import tasks`` says to people."""
    if done.plan is None:
        return []
    found = sum(bool(task.subtasks) for task in done.plan.tasks)
    return [
        f"《{done.plan.title}》{done.plan.number}：{len(done.plan.tasks)}项任务，"
        f"与本单位有关{sum(done.ours)}项，{found}项含有具体日期或者次数"
    ]
