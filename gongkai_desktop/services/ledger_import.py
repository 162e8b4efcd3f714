"""Brings rows into a ledger (导入台账): good rows go in, bad ones are named, nothing twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.ledger_book import BookRow, ledger_in, read_ledger, write_ledger
from gongkai_desktop.documents.sheets import read_sheets
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.intake.findings import RowError
from gongkai_desktop.domain.ledger.form import LedgerForm
from gongkai_desktop.domain.ledger.intake import (
    LedgerReader,
    columns_named,
    find_table,
    identity_of,
)
from gongkai_desktop.domain.ledger.values import cleaned
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.library.intake import load_intake_words
from gongkai_desktop.services.import_report import left_hidden
from gongkai_desktop.services.ledger import judged, ledger_named, next_number, row_of
from gongkai_desktop.services.ledger_links import link_back, one_sided
from gongkai_desktop.services.practised import refuse_practised
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, LedgerQuery, LedgerRow

_MOST_SHOWN = 50


@attrs.frozen(kw_only=True)
class LedgerImportOptions:
    """How to read the file: sheet, heading row, heading → column."""

    sheet: str | None = None
    header_row: int | None = None
    mapping: Mapping[str, str] = attrs.field(factory=dict)
    dry_run: bool = False


@attrs.frozen(kw_only=True)
class LedgerImport:
    """What an import did, or would do; ``warnings`` are doubts about rows that went in."""

    ledger: str
    imported: int
    skipped: int
    errors: tuple[RowError, ...] = ()
    warnings: tuple[str, ...] = ()
    mapping: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Candidate:
    """A row about to go in: where it stood, its body, and its own number if it has one."""

    sheet: str
    row: int
    body: Mapping[str, Any]
    no: str = ""
    void_reason: str = ""


_Ready = tuple[Candidate, LedgerRow]


@attrs.define(kw_only=True)
class _Found:
    candidates: list[Candidate] = attrs.Factory(list)
    errors: list[RowError] = attrs.Factory(list)
    mapping: dict[str, str] = attrs.Factory(dict)
    warnings: list[str] = attrs.Factory(list)


def import_ledger(
    workspace: Workspace,
    ledger: str,
    path: Path,
    options: LedgerImportOptions,
    report: Report = silent,
) -> LedgerImport:
    """Import a table; a second import adds nothing; our own export comes back as it was.

    Raises UserError where the file cannot be read or holds no such table.
    """
    form = ledger_named(workspace, ledger)
    report(0, 0, "正在读取文件")
    refuse_practised(workspace, path)
    found = _own_book(path, form) if ledger_in(path) else _tables(path, form, options, workspace)
    done = bring_in(
        workspace, form, found.candidates, found.errors, found.mapping, dry=options.dry_run
    )
    return attrs.evolve(done, warnings=(*found.warnings, *done.warnings))


def _own_book(path: Path, form: LedgerForm) -> _Found:
    key = ledger_in(path)
    if key != form.key:
        raise UserError(f"“{path.name}”是台账“{key}”的导出文件", f"请导入到台账“{key}”")
    return _Found(
        candidates=[
            Candidate(
                sheet=form.title, row=number, body=row.body, no=row.no, void_reason=row.void_reason
            )
            for number, row in enumerate(read_ledger(path, form), start=2)
        ]
    )


def _tables(
    path: Path, form: LedgerForm, options: LedgerImportOptions, workspace: Workspace
) -> _Found:
    unknown = [*columns_named(form, options.mapping)]
    if unknown:
        titles = "、".join(column.title for column in form.columns)
        raise UserError(f"{form.title}没有“{unknown[0]}”这一栏", f"可用：{titles}")
    words = load_intake_words()
    found = _Found()
    for sheet in read_sheets(path):
        if options.sheet not in (None, sheet.name):
            continue
        layout = find_table(sheet, form, header_row=options.header_row, mapping=options.mapping)
        if layout is None:
            continue
        if sheet.hidden and options.sheet is None:
            found.warnings.append(left_hidden(sheet.name))
            continue
        found.mapping |= layout.mapping
        above = [str(value) for line in sheet.rows[: layout.header_row] for value in line if value]
        reader = LedgerReader(sheet.name, layout, words, _year(" ".join([sheet.name, *above])))
        for number, values in enumerate(sheet.rows[layout.first_row - 1 :], layout.first_row):
            row = reader.read(number, values)
            if row is not None and row.errors:
                found.errors += row.errors
            elif row is not None:
                found.candidates.append(Candidate(sheet=sheet.name, row=number, body=row.body))
    if not found.mapping:
        titles = "、".join(column.title for column in form.columns[:6])
        raise UserError(
            f"“{path.name}”里没有找到{form.title}的表头",
            f"表头应有{titles}等栏目；也可以指明表头行",
        )
    return found


def _year(words: str) -> int | None:
    years = set(re.findall(r"(20\d{2})", words))
    return int(years.pop()) if len(years) == 1 else None


def bring_in(
    workspace: Workspace,
    form: LedgerForm,
    candidates: Sequence[Candidate],
    errors: Sequence[RowError] = (),
    mapping: Mapping[str, str] | None = None,
    *,
    dry: bool = False,
) -> LedgerImport:
    """Enter the rows that are not in yet, in one transaction; refused ones become errors."""
    bad = list(errors)
    ready: list[_Ready] = []
    warnings: list[str] = []
    for one in candidates:
        body = cleaned(form.columns, one.body)
        derived, problems = judged(form, body, workspace)
        refused = [problem for problem in problems if problem.refuse]
        for problem in refused:
            title = next((c.title for c in form.columns if c.key == problem.column), "")
            bad.append(RowError(sheet=one.sheet, row=one.row, column=title, reason=problem.message))
        if refused:
            continue
        warnings += [f"第{one.row}行：{problem.message}" for problem in problems]
        row = attrs.evolve(row_of(form, body, derived), void_reason=one.void_reason)
        ready.append((one, attrs.evolve(row, no=one.no or row.no)))
    fresh = _unknown(workspace, form, ready)
    warnings += _unlinked(workspace, form, fresh)
    if fresh and not dry:
        _write(workspace, form, [row for _, row in fresh])
    return LedgerImport(
        ledger=form.key,
        imported=len(fresh),
        skipped=len(ready) - len(fresh),
        errors=tuple(bad),
        warnings=tuple(warnings),
        mapping=mapping or {},
    )


def _unknown(workspace: Workspace, form: LedgerForm, ready: Sequence[_Ready]) -> list[_Ready]:
    """Rows not in yet, by their own number, else by what makes two rows the same."""
    with workspace.office.read() as reader:
        numbers = reader.ledgers.numbers(form.key)
        known = [*reader.ledgers.find(LedgerQuery(ledger=form.key))]
        known += reader.ledgers.find(LedgerQuery(ledger=form.key, state="void"))
    counts = Counter(identity_of(form, row.body) for row in known)
    fresh = []
    for candidate, row in ready:
        key = identity_of(form, row.body)
        if (candidate.no and candidate.no in numbers) or counts[key] > 0:
            counts[key] -= 1
            continue
        fresh.append((candidate, row))
    return fresh


def _unlinked(workspace: Workspace, form: LedgerForm, fresh: Sequence[_Ready]) -> list[str]:
    """What rows name that is not there to name them in turn."""
    with workspace.office.read() as reader:
        told = one_sided(reader, form, [row for _, row in fresh])
    return [
        f"第{one.row}行：{words}"
        for (one, _), some in zip(fresh, told, strict=True)
        for words in some
    ]


def _write(workspace: Workspace, form: LedgerForm, rows: Sequence[LedgerRow]) -> None:
    with workspace.change(f"导入台账：{form.title}") as change:
        numbered = _numbered(change, form, rows, workspace)
        change.ledgers.add_many(numbered)
        for row in numbered:
            if not row.void_reason:
                link_back(change, workspace.knowledge.ledgers, form, {}, row, strict=False)


def _numbered(
    change: Change, form: LedgerForm, rows: Sequence[LedgerRow], workspace: Workspace
) -> list[LedgerRow]:
    """Rows without a number get the year's next ones, none that another row brings along."""
    used = {*change.ledgers.numbers(form.key), *(row.no for row in rows if row.no)}
    return [
        row
        if row.no
        else attrs.evolve(row, no=next_number(change, form, row.body, workspace, used))
        for row in rows
    ]


def export_ledger(workspace: Workspace, ledger: str, path: Path, query: LedgerQuery) -> int:
    """Write the rows that answer a query, struck ones too where it asks for all; returns how many.

    ``query`` without any filter writes the whole ledger.
    """
    workspace.demand("导出台账")
    form = ledger_named(workspace, ledger)
    with workspace.office.read() as reader:
        rows = reader.ledgers.find(attrs.evolve(query, ledger=form.key, today=workspace.today))
        if query == LedgerQuery(ledger=query.ledger):
            rows += reader.ledgers.find(LedgerQuery(ledger=form.key, state="void"))
    count = write_ledger(
        path, form, [_book_row(row) for row in rows], workspace.mark, workspace.report
    )
    workspace.note("导出台账", what=form.title, file=path.name, entries_written=count)
    return count


def _book_row(row: LedgerRow) -> BookRow:
    return BookRow(
        no=row.no,
        body=row.body,
        status=row.status,
        due_date=row.due_date,
        done_date=row.done_date,
        void_reason=row.void_reason,
    )


def import_document(result: LedgerImport) -> dict[str, Any]:
    """What ``ledger import`` prints as JSON, as ``register import`` does."""
    return {
        "ledger": result.ledger,
        "imported": result.imported,
        "skipped": result.skipped,
        "errors": [attrs.asdict(one) for one in result.errors],
        "questions": [],
        "mapping": dict(result.mapping),
        "warnings": list(result.warnings),
    }


def import_lines(result: LedgerImport) -> list[str]:
    """What ``ledger import`` says to people."""
    bad = len({(one.sheet, one.row) for one in result.errors})
    lines = [f"导入{result.imported}条，已有而跳过{result.skipped}条，未导入{bad}行"]
    lines += [
        f"  {one.sheet} 第{one.row}行 {one.column}：{one.reason}"
        for one in result.errors[:_MOST_SHOWN]
    ]
    lines += [f"  请留意：{one}" for one in result.warnings[:_MOST_SHOWN]]
    return lines
