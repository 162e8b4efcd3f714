"""The section's answer taken in (协办反馈): into the ledgers and files of the very request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.exchange_package import Package
from gongkai_desktop.documents.opinion_book import read_opinion_book
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.exchange.manifest import Manifest
from gongkai_desktop.domain.exchange.opinion import (
    SectionOpinion,
    opinion_from_record,
    opinion_record,
)
from gongkai_desktop.domain.request import Request
from gongkai_desktop.services import attachment
from gongkai_desktop.services.evidence import SEARCHES
from gongkai_desktop.services.exchange_answer import (
    KNOWN,
    TAKEN,
    Received,
    answer_of,
    known,
    received_now,
)
from gongkai_desktop.services.exchange_content import BY_WORKBOOK, OPINION_PART
from gongkai_desktop.services.exchange_files import files_in, keep_files, read_files
from gongkai_desktop.services.exchange_record import row_of
from gongkai_desktop.services.exchange_section import assignment_numbered
from gongkai_desktop.services.ledger import add_within, amend_within, ledger_named
from gongkai_desktop.services.request import find
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Exchange, LedgerQuery, Reader


@attrs.frozen(kw_only=True)
class _Given:
    """What came back: the opinion, the files with it, the record to be kept of it."""

    opinion: SectionOpinion
    files: Mapping[str, bytes]
    row: Exchange


def take_opinion(
    workspace: Workspace, path: Path, package: Package, *, dry_run: bool, expected: str = ""
) -> Received:
    """Take in a section's package; ``expected`` is the request it is imported for, if one is.

    Raises UserError where it belongs to another request, or says what cannot be.
    """
    opinion = opinion_from_record(package.record(OPINION_PART))
    if opinion.register_no != package.manifest.period:
        raise UserError(f"“{path.name}”里的登记号与说明不符", "请科室重新生成反馈包")
    files = files_in(package)
    row = row_of(package, {**opinion_record(opinion), "files": [*files]})
    row = attrs.evolve(row, unit_code=opinion.assignment, unit=opinion.section, status=TAKEN)
    given = _Given(opinion=opinion, files=files, row=row)
    with workspace.office.read() as reader:
        _refuse_other(reader, opinion, expected)
        answered = known(reader, path, row)
    return answered or _taken(workspace, path, given, dry_run=dry_run)


def take_opinion_book(
    workspace: Workspace,
    path: Path,
    materials: Sequence[Path] = (),
    *,
    dry_run: bool,
    expected: str = "",
) -> Received | None:
    """Take in a 反馈表 with the files beside it; None where the workbook is another.

    Raises UserError as ``take_opinion`` does. Filled in anew it is the next edition.
    """
    record = read_opinion_book(path)
    if record is None:
        return None
    opinion = opinion_from_record(record)
    files = dict(read_files(materials))
    body = {**opinion_record(opinion), "files": [*files]}
    with workspace.office.read() as reader:
        _refuse_other(reader, opinion, expected)
        before = reader.exchanges.of_unit(
            PackageKind.OPINION.value, opinion.register_no, opinion.assignment
        )
    manifest = Manifest(
        kind=PackageKind.OPINION,
        period=opinion.register_no,
        unit=opinion.section,
        unit_code=opinion.assignment,
        edition=before[-1].edition + 1 if before else 1,
    )
    row = row_of(Package(manifest=manifest, parts={}, seal=""), body)
    row = attrs.evolve(row, status=TAKEN, source=BY_WORKBOOK)
    if before and dict(before[-1].body) == body:
        return answer_of(path, before[-1], KNOWN)
    given = _Given(opinion=opinion, files=files, row=row)
    return _taken(workspace, path, given, dry_run=dry_run)


def _refuse_other(reader: Reader, opinion: SectionOpinion, expected: str) -> None:
    """What belongs to another request, or to none of ours, may not come in."""
    number = opinion.register_no
    if expected and number != expected:
        raise UserError(f"这是{number}的反馈，不是{expected}的", "请核对是否选错了文件")
    request = reader.requests.get(number)
    if request is None:
        raise UserError(f"登记簿里没有{number}，这份反馈不能导入", "请核对是否选错了文件")
    if request.void_reason:
        raise UserError(f"{number}已作废，不再收反馈", "如作废有误，请重新登记")
    assignment_numbered(reader, number, opinion.assignment)


def _taken(workspace: Workspace, path: Path, given: _Given, *, dry_run: bool) -> Received:
    opinion = given.opinion
    with workspace.office.read() as reader:
        request = find(reader, opinion.register_no)
        handed = assignment_numbered(reader, opinion.register_no, opinion.assignment)
        fresh = _fresh(reader, opinion)
    notes = _notes(request, dict(handed.body), given, len(fresh))
    if not dry_run:
        with workspace.change(f"接收科室反馈：{opinion.register_no}") as change:
            told = {"returned": opinion.date.isoformat(), "answer": opinion.words}
            amend_within(change, workspace, handed.id, {**handed.body, **told})
            form = ledger_named(workspace, SEARCHES)
            for one in fresh:
                add_within(change, workspace, form, one)
            keep_files(change, attachment.OWNER, request.id, given.files)
            change.exchanges.save(received_now(workspace, given.row))
    return answer_of(path, given.row, TAKEN, notes)


def _fresh(reader: Reader, opinion: SectionOpinion) -> list[dict[str, Any]]:
    """The searches that are not in the ledger yet, as its rows."""
    query = LedgerQuery(ledger=SEARCHES, equals=(("request", opinion.register_no),))
    identity = ("date", "place", "words")
    held = {
        tuple(str(row.body.get(name) or "")[:500] for name in identity)
        for row in reader.ledgers.find(query)
    }
    rows = []
    for one in opinion.searches:
        mark = tuple(one[name][:500] for name in identity)
        if mark in held:
            continue
        held.add(mark)
        line = {name: value for name, value in one.items() if value}
        rows.append({**line, "request": opinion.register_no, "section": opinion.section})
    return rows


def _notes(
    request: Request, handed: Mapping[str, Any], given: _Given, fresh: int
) -> tuple[str, ...]:
    opinion = given.opinion
    notes = [f"{opinion.signed}：{opinion.words}"]
    if handed.get("answer") and handed.get("answer") != opinion.words:
        notes.append(f"原来的意见是：{handed['answer']}")
    if handed.get("section") != opinion.section:
        notes.append(f"交办的是{handed.get('section')}，反馈的是{opinion.section}，请核对")
    if opinion.searches:
        notes.append(f"检索记录{len(opinion.searches)}条，新增{fresh}条")
    if given.files:
        notes.append(f"附件{len(given.files)}个：{'、'.join(given.files)}")
    if request.last(EventType.DECIDED):
        notes.append("这件申请已经答复，意见只作记录")
    return tuple(notes)
