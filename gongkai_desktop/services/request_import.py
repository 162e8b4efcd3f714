"""Brings an old register into the office (导入旧登记簿): good rows go in, bad ones are named.

One import is one transaction: killed at any moment, the file is as before or after it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.register_book import is_register_book, read_register
from gongkai_desktop.documents.sheets import read_sheets
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.intake.rows import Question, ReadRow, RowError, RowReader
from gongkai_desktop.domain.intake.table import Layout, RawSheet, find_layout
from gongkai_desktop.domain.intake.words import IntakeWords, plain
from gongkai_desktop.domain.outcome import OutcomeReading, read_outcome
from gongkai_desktop.domain.request import ApplicantKind, CurrentView, Request
from gongkai_desktop.library.intake import load_intake_words
from gongkai_desktop.services.clock import current_view
from gongkai_desktop.services.knowledge import Knowledge
from gongkai_desktop.services.request import next_register_no
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import ImportKeys

Report = Callable[[int, int, str], None]
_STEP = 500
_MOST_SHOWN = 50
# A plain count 1, 2, 3 begins anew each year: taken for a 登记号 it would hide other requests.
_NUMBER = 6


def silent(done: int, total: int, words: str) -> None:
    """Report to nobody."""


@attrs.frozen(kw_only=True)
class ImportOptions:
    """How to read the file: sheet, header row, header → field, old outcome → report row."""

    sheet: str | None = None
    header_row: int | None = None
    mapping: Mapping[str, str] = attrs.field(factory=dict)
    outcomes: Mapping[str, str] = attrs.field(factory=dict)
    dry_run: bool = False


@attrs.frozen(kw_only=True)
class Difference:
    """An imported limit that is not the computed one (期限差异)."""

    register_no: str
    original: date
    computed: date | None


@attrs.frozen(kw_only=True)
class ImportReport:
    """What an import did, or would do."""

    imported: int
    skipped: int
    errors: tuple[RowError, ...] = ()
    questions: tuple[Question, ...] = ()
    warnings: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    mapping: Mapping[str, str] = attrs.field(factory=dict)


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
    """What reading a file has given so far."""

    requests: list[Request] = attrs.Factory(list)
    errors: list[RowError] = attrs.Factory(list)
    questions: list[Question] = attrs.Factory(list)
    warnings: list[str] = attrs.Factory(list)


def find_registers(path: Path, options: ImportOptions) -> list[FoundSheet]:
    """Every sheet of a file that holds a register; raises UserError where none does.

    A hidden sheet counts only when it is named: nobody sees what would come from it.
    """
    words = load_intake_words()
    mapping = _fields_of(options.mapping, words)
    sheets = read_sheets(path)
    if options.sheet is not None:
        sheets = [sheet for sheet in sheets if sheet.name == options.sheet]
        if not sheets:
            raise UserError(f"“{path.name}”里没有工作表“{options.sheet}”", "请核对工作表名称")
    found = []
    for sheet in sheets:
        layout = find_layout(sheet, words, header_row=options.header_row, mapping=mapping)
        if layout and (options.sheet is not None or not sheet.hidden):
            found.append(FoundSheet(sheet=sheet, layout=layout))
    if not found:
        raise UserError(
            f"“{path.name}”里没有找到登记簿的表头",
            "表头应有申请人、申请内容、收到日期等列；也可以指明工作表和表头行",
        )
    return _whole(path, found, words)


def _whole(path: Path, found: list[FoundSheet], words: IntakeWords) -> list[FoundSheet]:
    """The sheets that have every column a register needs; raises UserError where none has."""
    whole = [one for one in found if not one.layout.missing]
    if whole:
        return whole
    first = found[0]
    lacking = "、".join(words.labels[field] for field in first.layout.missing)
    raise UserError(
        f"“{path.name}”的工作表“{first.sheet.name}”第{first.layout.header_row}行是表头，"
        f"但是没有认出{lacking}这一列",
        "请指明这一列的表头对应哪个字段",
    )


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
    answers = _answers(options.outcomes, workspace.knowledge)
    options = attrs.evolve(options, outcomes=answers)
    report(0, 0, "正在读取文件")
    if options.sheet is None and options.header_row is None and is_register_book(path):
        return _bring_in(workspace, _Collected(requests=read_register(path)), {}, options, report)
    found = find_registers(path, options)
    collected = _Collected()
    for one in found:
        _collect(one, workspace, options, collected, report)
    mapping = {header: field for one in found for header, field in one.layout.mapping.items()}
    return _bring_in(workspace, collected, mapping, options, report)


def _answers(given: Mapping[str, str], knowledge: Knowledge) -> dict[str, str]:
    """Old words → report row or kind of applicant, given by key or by official label."""
    known = {row.key for row in knowledge.law.rows} | {kind.value for kind in ApplicantKind}
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


def _collect(
    found: FoundSheet,
    workspace: Workspace,
    options: ImportOptions,
    collected: _Collected,
    report: Report,
) -> None:
    reader = _reader(found, workspace, options)
    total = len(found.sheet.rows)
    for number, values in enumerate(found.sheet.rows[found.layout.first_row - 1 :], start=0):
        if number % _STEP == 0:
            report(number, total, f"正在读取“{found.sheet.name}”")
        row = reader.read(found.layout.first_row + number, values)
        if row is not None:
            _take(row, collected)


def _take(row: ReadRow, collected: _Collected) -> None:
    if row.request:
        collected.requests.append(row.request)
    collected.errors += row.errors
    collected.questions += row.questions
    collected.warnings += row.warnings


def _reader(found: FoundSheet, workspace: Workspace, options: ImportOptions) -> RowReader:
    knowledge = workspace.knowledge
    read: dict[str, OutcomeReading] = {}

    def outcome(words: str) -> OutcomeReading:
        if words not in read:
            read[words] = read_outcome(words, knowledge.law)
        return read[words]

    def channel(words: str) -> str:
        known = knowledge.rules.channel(words) if words else None
        return known.name if known else words

    return RowReader(
        found.sheet.name,
        found.layout,
        load_intake_words(),
        outcome,
        outcomes=options.outcomes,
        today=workspace.today,
        year=_year_hint(found),
        serial_is_number=_serial_is_number(found),
        channel_of=channel,
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
        keys = reader.requests.keys()
    fresh = _unknown(collected, keys)
    knowledge = workspace.knowledge
    report(0, len(fresh), "正在计算期限")
    prepared = list(_with_views(fresh, knowledge, report))
    if prepared and not options.dry_run:
        prepared = _write(workspace, prepared, report)
    return ImportReport(
        imported=len(prepared),
        skipped=len(collected.requests) - len(fresh),
        errors=tuple(collected.errors),
        questions=tuple(collected.questions),
        warnings=tuple(collected.warnings),
        differences=_differences(prepared),
        mapping=mapping,
    )


_Content = tuple[date | None, str, str]


def _unknown(collected: _Collected, keys: ImportKeys) -> list[Request]:
    """The requests not in yet: other number, and other day, applicant or text.

    A number that stands in the table again over something else is doubted aloud.
    """
    numbers: dict[str, _Content | None] = dict.fromkeys(keys.register_nos)
    contents: Counter[_Content] = Counter(keys.contents)
    fresh = []
    for request in collected.requests:
        number, content = request.register_no, _content(request)
        if number in numbers or (not number and contents[content]):
            if numbers.get(number) not in (None, content):
                collected.warnings.append(
                    f"登记号{number}在表里不止一行且内容不同，只导入了第一行，"
                    f"没有导入：{request.applicant.name} {request.request_text[:20]}"
                )
            continue
        if number:
            numbers[number] = content
        contents[content] += 1
        fresh.append(request)
    return fresh


def _content(request: Request) -> _Content:
    received = request.received.date if request.received else None
    return received, request.applicant.name, request.request_text


Prepared = tuple[Request, CurrentView]


def _with_views(
    requests: Sequence[Request], knowledge: Knowledge, report: Report
) -> Iterator[Prepared]:
    for number, request in enumerate(requests):
        if number % _STEP == 0:
            report(number, len(requests), "正在计算期限")
        yield request, current_view(request, knowledge)


def _write(workspace: Workspace, prepared: list[Prepared], report: Report) -> list[Prepared]:
    """All of them in one transaction; those without a number get the year's next ones."""
    numbered: list[Prepared] = []

    def taken() -> Iterator[Prepared]:
        for number, (request, view) in enumerate(prepared):
            if number % _STEP == 0:
                report(number, len(prepared), "正在写入登记簿")
            if not request.register_no:
                year = view.received_date.year if view.received_date else workspace.today.year
                request = attrs.evolve(request, register_no=next_register_no(change, year))
            numbered.append((request, view))
            yield request, view

    with workspace.change("导入登记簿") as change:
        change.requests.add_many(taken())
    return numbered


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


def report_document(report: ImportReport) -> dict[str, Any]:
    """What ``register import`` prints as JSON."""
    return {
        "imported": report.imported,
        "skipped": report.skipped,
        "errors": [attrs.asdict(one) for one in report.errors],
        "questions": [
            {**attrs.asdict(one), "choices": list(one.choices)} for one in report.questions
        ],
        "mapping": dict(report.mapping),
        "warnings": list(report.warnings),
        "differences": [
            {
                "register_no": one.register_no,
                "original": one.original.isoformat(),
                "computed": one.computed.isoformat() if one.computed else None,
            }
            for one in report.differences
        ],
    }


def report_lines(report: ImportReport) -> list[str]:
    """What ``register import`` says to people."""
    lines = [f"导入{report.imported}件，已有而跳过{report.skipped}件，未导入{len(report.errors)}行"]
    lines += [
        f"  {one.sheet} 第{one.row}行 {one.column}：{one.reason}"
        for one in report.errors[:_MOST_SHOWN]
    ]
    lines += [
        f"  请确认：{one.sheet} 第{one.row}行 {one.column}“{one.value}”"
        for one in report.questions[:_MOST_SHOWN]
    ]
    lines += [
        f"  期限不同：{one.register_no} 原表{one.original} 计算{one.computed or '—'}"
        for one in report.differences[:_MOST_SHOWN]
    ]
    return lines
