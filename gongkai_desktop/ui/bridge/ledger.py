"""The ledgers (台账) for the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gongkai_desktop.documents.exchange_package import is_package
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.intake.cells import UnreadableError
from gongkai_desktop.domain.ledger.form import Column, ColumnType, LedgerForm
from gongkai_desktop.domain.ledger.mail import RequestBegun
from gongkai_desktop.domain.ledger.values import (
    read_lines,
    read_value,
    shown,
    shown_lines,
)
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.services import (
    attachment,
    exchange,
    exchange_receive,
    ledger,
    ledger_files,
    ledger_import,
    ledger_listing,
    ledger_print,
    ledger_sheets,
    mail_in,
    policy_cleaning,
    publication,
    task_import,
)
from gongkai_desktop.services.press import press_for
from gongkai_desktop.store import LedgerQuery, LedgerRow
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports.ledger import LedgerLine, LedgerOverview, LedgerQuestion, Words


class LedgerBridge:
    """Ledgers over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def overviews(self, place: str) -> Sequence[LedgerOverview]:
        """The ledgers of a place."""
        found = ledger_listing.summaries(self._session.workspace)
        return [
            LedgerOverview(
                form=one.form,
                rows=one.rows,
                overdue=one.overdue,
                counters=tuple(
                    [f"{each.counter.title} {each.done}/{each.needed}" for each in one.tallies]
                    + [f"{each.statistic.title} {each.words}" for each in one.figures]
                ),
                sources=tuple(
                    f"{each.counter.title}：{each.counter.period.label}"
                    f"{each.needed}{each.counter.unit}，{each.counter.source}"
                    for each in one.tallies
                ),
                sheets=ledger_sheets.sheets_of(one.form),
            )
            for one in found
            if one.form.place == place
        ]

    def place_of(self, key: str) -> str:
        """The place of the window a ledger stands in."""
        return ledger.ledger_named(self._session.workspace, key).place

    def find(self, question: LedgerQuestion) -> Sequence[str]:
        """Identities of the rows that answer."""
        with self._session.workspace.office.read() as reader:
            return reader.ledgers.ids(self._query(question))

    def _query(self, question: LedgerQuestion) -> LedgerQuery:
        workspace = self._session.workspace
        form = ledger.ledger_named(workspace, question.ledger)
        numbers = [
            one.key for one in form.columns if one.type in (ColumnType.NUMBER, ColumnType.MONEY)
        ]
        return LedgerQuery(
            ledger=form.key,
            text=question.text,
            equals=(question.only,) if question.only else (),
            state=question.state or None,  # type: ignore[arg-type]
            sort=question.sort or "no",
            number=question.sort in numbers,
            descending=question.descending,
            today=workspace.today,
        )

    def lines(self, key: str, ids: Sequence[str]) -> Sequence[LedgerLine]:
        """Some rows."""
        form = ledger.ledger_named(self._session.workspace, key)
        with self._session.workspace.office.read() as reader:
            return [self._line(form, row) for row in reader.ledgers.rows_of(ids)]

    def _line(self, form: LedgerForm, row: LedgerRow) -> LedgerLine:
        today = self._session.workspace.today
        late = row.due_date is not None and row.done_date is None and row.due_date < today
        return LedgerLine(
            id=row.id,
            no=row.no,
            status=row.status if not row.void_reason else "作废",
            due=row.due_date,
            overdue=late and not row.void_reason,
            cells={one.key: shown(one, row.body.get(one.key)) for one in form.columns},
            lines={
                one.key: shown_lines(one, row.body.get(one.key) or ())
                for one in form.of_type(ColumnType.LINES)
            },
            kept=row.body,
        )

    def blank(self, key: str) -> Mapping[str, str]:
        """What a new row starts with."""
        workspace = self._session.workspace
        form = ledger.ledger_named(workspace, key)
        body = ledger.initial_body(form, workspace)
        return {one.key: shown(one, body.get(one.key)) for one in form.columns}

    def save(
        self, key: str, row_id: str, words: Words, seen: Mapping[str, Any] | None = None
    ) -> Sequence[str]:
        """Enter or change a row; columns the form did not show keep what they hold."""
        workspace = self._session.workspace
        form = ledger.ledger_named(workspace, key)
        kept = self._kept(row_id) if seen is None else seen
        body = {**kept, **_body(form, words, workspace.today.year)}
        if row_id:
            return ledger.amend(workspace, row_id, body, seen).warnings
        return ledger.add(workspace, key, body).warnings

    def _kept(self, row_id: str) -> Mapping[str, Any]:
        if not row_id:
            return {}
        with self._session.workspace.office.read() as reader:
            return ledger.the_row(reader, row_id).body

    def files(self, row_id: str) -> Sequence[tuple[str, str]]:
        """The evidence files of a row."""
        return [
            (one.id, one.name) for one in ledger_files.files_of(self._session.workspace, row_id)
        ]

    def attach(self, row_id: str, path: Path, report: Report) -> str:
        """Keep a copy of a file with a row; says what is doubtful about it."""
        doubt = attachment.doubt_about(path)
        ledger_files.attach(self._session.workspace.reporting(report), row_id, path)
        return doubt

    def save_file(self, file_id: str, path: Path) -> None:
        """Write an evidence file out."""
        attachment.save_attachment(self._session.workspace, file_id, path)

    def begin_cleaning(self, batch: str) -> int:
        """Put every policy in force up for a cleaning."""
        return policy_cleaning.begin_batch(self._session.workspace, batch)

    def end_cleaning(self) -> int:
        """Let the policies follow the results."""
        return policy_cleaning.write_back(self._session.workspace)

    def mark_handed_over(self) -> int:
        """Record that all that waits was handed over today."""
        return publication.mark_handed_over(self._session.workspace)

    def void(self, row_id: str, reason: str) -> None:
        """Strike a row."""
        ledger.void(self._session.workspace, row_id, reason)

    def bring_in(self, key: str, path: Path, report: Report) -> Sequence[str]:
        """Import a table, a plan, or a package of tasks or cases."""
        workspace = self._session.workspace.reporting(report)
        if is_package(path):
            return [
                words
                for one in exchange_receive.receive(workspace, [path])
                for words in (f"{path.name}：{one.status}", *one.notes)
            ]
        if key == task_import.TASKS:
            return _tasks_told(task_import.import_tasks(workspace, path))
        options = ledger_import.LedgerImportOptions()
        return ledger_import.import_lines(
            ledger_import.import_ledger(workspace, key, path, options)
        )

    def export(self, key: str, path: Path, report: Report) -> None:
        """Write the whole ledger."""
        query = LedgerQuery(ledger=key)
        ledger_import.export_ledger(self._session.workspace.reporting(report), key, path, query)

    def printed(self, question: LedgerQuestion, report: Report) -> bytes:
        """The rows that answer as PDF."""
        workspace = self._session.workspace.reporting(report)
        query = self._query(question)
        return ledger_print.ledger_pdf(workspace, press_for(workspace), question.ledger, query)

    def sheet(self, key: str, sheet: str) -> bytes:
        """One of the ledger's papers as PDF."""
        workspace = self._session.workspace
        form = ledger.ledger_named(workspace, key)
        return ledger_sheets.sheet_pdf(workspace, self._session.press, form, sheet)

    def bring_in_text(self, text: str, report: Report) -> Sequence[str]:
        """Read tasks out of pasted text."""
        workspace = self._session.workspace.reporting(report)
        return _tasks_told(task_import.import_pasted(workspace, text))

    def pack(self, path: Path) -> None:
        """Write this year's cases as a package for other offices."""
        workspace = self._session.workspace
        exchange.pack(workspace, PackageKind.PRECEDENTS, str(workspace.today.year), path)

    def beginning(self, row_id: str) -> RequestBegun:
        """What a row knows of a request it is turned into."""
        return mail_in.begun_from(self._session.workspace, row_id)


def _tasks_told(done: task_import.TaskImport) -> list[str]:
    return [*task_import.tasks_lines(done), *ledger_import.import_lines(done.result)]


def _value(column: Column, words: str | Sequence[Mapping[str, str]], year: int) -> Any:
    if isinstance(words, str):
        return read_value(column, words, year)
    return read_lines(column, words, year)


def _body(form: LedgerForm, words: Words, year: int) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for column in form.columns:
        if column.key not in words:
            continue
        try:
            body[column.key] = _value(column, words[column.key], year)
        except UnreadableError as error:
            raise UserError(f"{column.title}：{error}", "请改正后再保存") from None
    return body
