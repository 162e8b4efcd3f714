"""Brings an old register into the office (导入旧登记簿): good rows go in, bad ones are named.

One import is one transaction: killed at any moment, the file is as before or after it.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.register_read import is_register_book, read_register
from gongkai_desktop.documents.sheets import read_sheets
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.intake.assembly import Assembly, Entry
from gongkai_desktop.domain.intake.findings import Question, RowError
from gongkai_desktop.domain.intake.rows import RowReader
from gongkai_desktop.domain.intake.table import Layout, RawSheet, find_layout
from gongkai_desktop.domain.intake.words import IntakeWords, plain
from gongkai_desktop.domain.outcome import OutcomeReading, propose, read_outcome
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.domain.request import ApplicantKind
from gongkai_desktop.library.intake import load_intake_words
from gongkai_desktop.services.import_report import Difference, ImportReport, left_hidden
from gongkai_desktop.services.import_writing import (
    STEP,
    Prepared,
    with_views,
    write_requests,
)
from gongkai_desktop.services.knowledge import Knowledge
from gongkai_desktop.services.practised import refuse_practised
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import StoredLetter

# A plain count 1, 2, 3 begins anew each year: taken for a 登记号 it would hide other requests.
_NUMBER = 6


@attrs.frozen(kw_only=True)
class ImportOptions:
    """How to read the file: sheet, header row, header → field, old outcome → report row."""

    sheet: str | None = None
    header_row: int | None = None
    mapping: Mapping[str, str] = attrs.field(factory=dict)
    outcomes: Mapping[str, str] = attrs.field(factory=dict)
    dry_run: bool = False


@attrs.frozen(kw_only=True)
class FoundSheet:
    """A sheet that holds a register, with its layout."""

    sheet: RawSheet
    layout: Layout

    @property
    def rows(self) -> int:
        """Rows below the header."""
        return len(self.sheet.rows) - self.layout.first_row + 1


@attrs.define(kw_only=True)
class _Collected:
    """What reading a file has given: the requests and what is to be said about it."""

    entries: list[Entry]
    letters: Mapping[str, Sequence[StoredLetter]] = attrs.Factory(dict)
    repeated: int = 0
    errors: list[RowError] = attrs.Factory(list)
    questions: list[Question] = attrs.Factory(list)
    warnings: list[str] = attrs.Factory(list)


@attrs.frozen(kw_only=True)
class FoundFile:
    """The registers of a file, and what was left aside and why."""

    registers: tuple[FoundSheet, ...]
    warnings: tuple[str, ...] = ()


def find_registers(path: Path, options: ImportOptions) -> FoundFile:
    """Every sheet of a file that holds a register; raises UserError where none does.

    A hidden sheet counts only when it is named: nobody sees what would come from it. What is
    left aside is said.
    """
    words = load_intake_words()
    mapping = _fields_of(options.mapping, words)
    sheets = read_sheets(path)
    if options.sheet is not None:
        sheets = [sheet for sheet in sheets if sheet.name == options.sheet]
        if not sheets:
            raise UserError(f"“{path.name}”里没有工作表“{options.sheet}”", "请核对工作表名称")
    found, warnings = [], []
    for sheet in sheets:
        layout = find_layout(sheet, words, header_row=options.header_row, mapping=mapping)
        if layout is None:
            warnings += [_no_register(sheet)] if len(sheet.rows) > 1 else []
        elif sheet.hidden and options.sheet is None:
            warnings.append(left_hidden(sheet.name))
        else:
            found.append(FoundSheet(sheet=sheet, layout=layout))
    if not found:
        raise UserError(
            f"“{path.name}”里没有找到登记簿的表头",
            "表头应有申请人、申请内容、收到日期等列；也可以指明工作表和表头行",
        )
    return _whole(path, found, warnings, words)


def _no_register(sheet: RawSheet) -> str:
    return f"工作表“{sheet.name}”里没有找到登记簿的表头，没有读"


def _whole(
    path: Path, found: list[FoundSheet], warnings: list[str], words: IntakeWords
) -> FoundFile:
    """The sheets that have every column a register needs; raises UserError where none has."""
    whole = [one for one in found if not one.layout.missing]
    lacking = [
        f"工作表“{one.sheet.name}”第{one.layout.header_row}行是表头，但是没有认出"
        f"{'、'.join(words.labels[field] for field in one.layout.missing)}这一列"
        for one in found
        if one.layout.missing
    ]
    if not whole:
        raise UserError(f"“{path.name}”的{lacking[0]}", "请指明这一列的表头对应哪个字段")
    told = (*warnings, *(f"{words}，没有读" for words in lacking))
    return FoundFile(registers=tuple(whole), warnings=told)


def _fields_of(mapping: Mapping[str, str], words: IntakeWords) -> dict[str, str]:
    """Header → field as given by key or by Chinese name; an empty field leaves a column out."""
    by_name = {label: field for field, label in words.labels.items()}
    fields = {}
    for header, named in mapping.items():
        field = by_name.get(named, named)
        if field and field not in words.labels:
            raise UserError(
                f"对应表里“{header}”的字段“{named}”不认识", f"可用：{'、'.join(words.labels)}"
            )
        fields[header] = field
    return fields


def import_register(
    workspace: Workspace, path: Path, options: ImportOptions, report: Report = silent
) -> ImportReport:
    """Import a file; what is already in is skipped, so a second import adds nothing.

    Our own export comes back exactly. ``report`` may raise to stop: nothing is then changed.
    """
    refuse_practised(workspace, path)
    answers = _answers(options.outcomes, workspace.knowledge)
    answered = attrs.evolve(options, outcomes=answers)
    report(0, 0, "正在读取文件")
    with _collector_still():
        return _import(workspace, path, answered, report)


@contextmanager
def _collector_still() -> Iterator[None]:
    """Hundreds of thousands of rows are made and all of them are kept: nothing to collect."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _import(
    workspace: Workspace, path: Path, options: ImportOptions, report: Report
) -> ImportReport:
    if options.sheet is None and options.header_row is None and is_register_book(path):
        return _bring_in(workspace, _own_book(path), {}, options, report)
    found = find_registers(path, options)
    collected = _collected(found, workspace, options, report)
    mapping = {
        header: field for one in found.registers for header, field in one.layout.mapping.items()
    }
    return _bring_in(workspace, collected, mapping, options, report)


def _own_book(path: Path) -> _Collected:
    book = read_register(path)
    entries, letters = [], {}
    for one in book.entries:
        request = one.entry.request
        entries.append(Entry(sheet="登记", row=one.row, column="登记号", request=request))
        letters[request.register_no] = [_letter(letter) for letter in one.entry.letters]
    return _Collected(entries=entries, errors=list(book.errors), letters=letters)


def _letter(row: Mapping[str, Any]) -> StoredLetter:
    """A letter as far as the workbook tells of it: its words stay where they were made."""
    return StoredLetter(
        code=row["code"],
        number=row["number"],
        letter_date=date.fromisoformat(row["date"]) if row["date"] else None,
        status=row["state"],
        void_reason=row["void_reason"],
    )


def _answers(given: Mapping[str, str], knowledge: Knowledge) -> dict[str, str]:
    """Old words → report row, kind of applicant or channel, by key or by official label."""
    known = {row.key for row in knowledge.law.rows} | {kind.value for kind in ApplicantKind}
    known |= {channel.name for channel in knowledge.rules.channels}
    kinds = {kind.label: kind.value for kind in ApplicantKind}
    answers = {}
    for words, named in given.items():
        key = named if named in known else read_outcome(named, knowledge.law).row
        key = key or kinds.get(named, "")
        if not key:
            raise UserError(
                f"结果“{words}”对应的“{named}”不是年报行", "请填写 r3_1_open 等行的键或者官方名称"
            )
        answers[words] = key
    return answers


def _collected(
    found: FoundFile, workspace: Workspace, options: ImportOptions, report: Report
) -> _Collected:
    law = workspace.knowledge.law
    assembly = Assembly(lambda items, day: propose(items, law, day), options.outcomes)
    for one in found.registers:
        reader, first = _reader(one, workspace, options), one.layout.first_row
        for number, values in enumerate(one.sheet.rows[first - 1 :], start=first):
            if number % STEP == 0:
                report(number, len(one.sheet.rows), f"正在读取“{one.sheet.name}”")
            row = reader.read(number, values)
            if row is not None:
                assembly.add(row)
    entries = assembly.entries()
    return _Collected(
        entries=entries,
        repeated=assembly.repeated,
        errors=assembly.errors,
        questions=assembly.questions,
        warnings=[*found.warnings, *assembly.warnings],
    )


def _reader(found: FoundSheet, workspace: Workspace, options: ImportOptions) -> RowReader:
    knowledge = workspace.knowledge
    read: dict[str, OutcomeReading] = {}

    def outcome(words: str) -> OutcomeReading:
        if words not in read:
            read[words] = read_outcome(words, knowledge.law)
        return read[words]

    def channel(words: str) -> str:
        known = knowledge.rules.channel(words) or knowledge.rules.channel_within(words)
        return known.name if known else ""

    return RowReader(
        found.sheet.name,
        found.layout,
        load_intake_words(),
        outcome,
        outcomes=options.outcomes,
        today=workspace.today,
        year=_year_hint(found),
        serial_is_number=_serial_is_number(found),
        channel_of=cache(channel),
        channels=tuple(one.name for one in knowledge.rules.channels),
        rows=tuple(row.key for row in knowledge.law.rows),
    )


def _year_hint(found: FoundSheet) -> int | None:
    """The year in the sheet's name or title, for days written without one."""
    years = re.findall(r"(20\d{2})", f"{found.sheet.name} {found.layout.title}")
    return int(years[0]) if len(set(years)) == 1 else None


def _serial_is_number(found: FoundSheet) -> bool:
    """序号 is a 登记号 only where no better column stands and it looks like one, all unlike."""
    columns = found.layout.columns
    if "register_no" in columns or "serial" not in columns:
        return False
    place = columns["serial"][0]
    rows = found.sheet.rows[found.layout.first_row - 1 :]
    said = [plain(row[place]) for row in rows if place < len(row) and plain(row[place])]
    numbers = [word for word in said if word[-1].isdigit()]
    return len(set(numbers)) == len(numbers) and all(len(word) >= _NUMBER for word in numbers)


def _bring_in(
    workspace: Workspace,
    collected: _Collected,
    mapping: Mapping[str, str],
    options: ImportOptions,
    report: Report,
) -> ImportReport:
    with workspace.office.read() as reader:
        known = reader.requests.known()
    fresh, letters = [], {}
    for entry in collected.entries:
        request = known.place(entry)
        if request is not None:
            fresh.append(request)
            letters[request.register_no] = collected.letters.get(entry.request.register_no, ())
    report(0, len(fresh), "正在计算期限")
    prepared = list(with_views(fresh, workspace.knowledge, report))
    if prepared and not options.dry_run:
        prepared = write_requests(workspace, prepared, letters, known, report)
    return ImportReport(
        imported=len(prepared),
        skipped=known.skipped + collected.repeated,
        errors=_in_order([*collected.errors, *known.errors]),
        questions=tuple(collected.questions),
        warnings=(*collected.warnings, *known.warnings),
        differences=_differences(prepared),
        mapping=mapping,
    )


def _in_order(errors: Iterable[RowError]) -> tuple[RowError, ...]:
    """As the rows stand in the file, the sheets in the order they were read."""
    listed = list(errors)
    sheets = list(dict.fromkeys(one.sheet for one in listed))
    return tuple(sorted(listed, key=lambda one: (sheets.index(one.sheet), one.row)))


def _differences(prepared: Sequence[Prepared]) -> tuple[Difference, ...]:
    return tuple(
        Difference(
            register_no=request.register_no,
            original=request.original_due,
            computed=view.due_date,
        )
        for request, view in prepared
        if request.imported and request.original_due and request.original_due != view.due_date
    )
