"""Reading an old register, for the window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from gongkai_desktop.documents.issue_book import write_issues
from gongkai_desktop.documents.register_read import is_register_book
from gongkai_desktop.domain.intake.cells import read_text
from gongkai_desktop.domain.intake.findings import Question
from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.domain.request import ApplicantKind
from gongkai_desktop.library.intake import load_intake_words
from gongkai_desktop.services import request_import
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports import (
    ImportIssue,
    ImportPlan,
    ImportQuestion,
    ImportResult,
    ImportSheet,
)

_PREVIEW_ROWS = 5


class ImportBridge:
    """Import over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def plan(self, path: Path, report: Report) -> ImportPlan:
        """Look at a file; UserError where it cannot be read."""
        report(0, 0, "正在读取文件")
        if is_register_book(path):
            return ImportPlan(path=path, sheets=(), fields=load_intake_words().labels)
        found = request_import.find_registers(path, request_import.ImportOptions())
        return ImportPlan(
            path=path,
            sheets=tuple(map(_sheet, found.registers)),
            fields=load_intake_words().labels,
        )

    def run(
        self, plan: ImportPlan, answers: Mapping[str, str], dry: bool, report: Report
    ) -> ImportResult:
        """Import all sheets of the plan in one batch; ``dry`` writes nothing."""
        mapping = {
            header: field for sheet in plan.sheets for header, field in sheet.mapping.items()
        }
        options = request_import.ImportOptions(mapping=mapping, outcomes=answers, dry_run=dry)
        done = request_import.import_register(self._session.workspace, plan.path, options, report)
        return ImportResult(
            imported=done.imported,
            skipped=done.skipped,
            errors=tuple(
                ImportIssue(sheet=one.sheet, row=one.row, column=one.column, reason=one.reason)
                for one in done.errors
            ),
            questions=self._questions(done.questions),
            warnings=done.warnings,
            differences=tuple(
                ImportIssue(
                    sheet=one.register_no,
                    row=0,
                    column="原表期限",
                    reason=f"原表{one.original}，推算{one.computed or '—'}",
                )
                for one in done.differences
            ),
        )

    def _questions(self, questions: tuple[Question, ...]) -> tuple[ImportQuestion, ...]:
        """Each word of a column once, the most frequent first."""
        law = self._session.workspace.knowledge.law
        labels = {row.key: row.full_label for row in law.rows}
        labels |= {kind.value: kind.label for kind in ApplicantKind}
        times = Counter((one.column, one.value) for one in questions)
        choices = {(one.column, one.value): one.choices for one in questions}
        return tuple(
            ImportQuestion(
                column=column,
                value=value,
                times=count,
                choices=tuple((key, labels.get(key, key)) for key in choices[column, value]),
                later=_later(choices[column, value], law),
            )
            for (column, value), count in times.most_common()
        )

    def export_issues(self, result: ImportResult, path: Path) -> None:
        """Write what did not go in to an xlsx file."""
        issues = (*result.errors, *result.differences)
        write_issues(path, [(one.sheet, one.row, one.column, one.reason) for one in issues])


def _later(choices: Sequence[str], law: LawBook) -> str:
    """What the import does with a word nobody explains."""
    if set(choices) & {row.key for row in law.rows}:
        return "先记为待定"
    if not set(choices) & {kind.value for kind in ApplicantKind}:
        return "先照原样记"
    legal = ApplicantKind.NATURAL.value not in choices
    return f"先记为{(ApplicantKind.OTHER_ORG if legal else ApplicantKind.NATURAL).label}"


def _sheet(found: request_import.FoundSheet) -> ImportSheet:
    layout = found.layout
    fields = layout.mapping
    first = layout.first_row - 1
    preview = found.sheet.rows[first : first + _PREVIEW_ROWS]
    return ImportSheet(
        name=found.sheet.name,
        header_row=layout.header_row,
        mapping={header: fields.get(header, "") for header in layout.headers if header},
        preview=tuple(tuple(map(read_text, row)) for row in preview),
        rows=found.rows,
    )
