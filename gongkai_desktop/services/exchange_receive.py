"""Taking packages in (接收报送): proved, judged, kept or sent back; never half of one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.exchange_package import (
    Package,
    PasswordNeededError,
    is_package,
    manifest_of,
    read_package,
    without_further_volumes,
)
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.exchange.manifest import Manifest
from gongkai_desktop.services.exchange_annual import take_annual, take_workbook
from gongkai_desktop.services.exchange_answer import (
    KNOWN,
    REFUSED,
    TAKEN,
    Received,
    answer_of,
    keep,
    known,
)
from gongkai_desktop.services.exchange_configuration import take_configuration
from gongkai_desktop.services.exchange_content import (
    PRECEDENTS_PART,
    QUARTER_PART,
    REGISTER_FIELDS,
    REGISTER_PART,
    REGISTER_TEXT,
    TASKS_PART,
    ZERO_REPORTED,
)
from gongkai_desktop.services.exchange_filing import take_filing
from gongkai_desktop.services.exchange_members import refuse_manifest
from gongkai_desktop.services.exchange_opinion import take_opinion, take_opinion_book
from gongkai_desktop.services.exchange_record import row_of
from gongkai_desktop.services.exchange_return import take_return
from gongkai_desktop.services.exchange_section import take_assignment
from gongkai_desktop.services.ledger_import import (
    LedgerImport,
    LedgerImportOptions,
    import_ledger,
)
from gongkai_desktop.services.masking import masked_words
from gongkai_desktop.services.precedent import PRECEDENTS
from gongkai_desktop.services.task_import import import_tasks
from gongkai_desktop.services.workspace import Workspace

_WORKBOOKS = (".xlsx", ".xls", ".et", ".ods")


def receive(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    passwords: Sequence[str] = (),
    dry_run: bool = False,
    agreed: bool = False,
) -> list[Received]:
    """Take in every file; one that is refused does not stop the others.

    Each of the passwords is tried on a locked package. ``agreed``: whoever takes a configuration
    has been told what speaks against its being meant for this office.
    """
    answers = []
    chosen = without_further_volumes(paths)
    for at, path in enumerate(chosen):
        workspace.report(at, len(chosen), f"正在接收 {path.name}")
        try:
            answers.append(_receive_one(workspace, path, passwords, dry_run=dry_run, agreed=agreed))
        except UserError as error:
            why = str(_named(path, error))
            answers.append(Received(path=str(path), status=REFUSED, notes=(why,)))
    return answers


def look_into(workspace: Workspace, path: Path) -> Received:
    """What taking a file in would say and change; raises UserError where it would be refused."""
    workspace.report(0, 0, f"正在读取 {path.name}")
    try:
        return _receive_one(workspace, path, (), dry_run=True)
    except UserError as error:
        raise _named(path, error) from error


def _named(path: Path, error: UserError) -> UserError:
    """Why a file is refused, with its name: of many files chosen at once it must be clear which."""
    if path.name in str(error):
        return error
    return UserError(f"“{path.name}”：{error.message}", error.advice)


def _receive_one(
    workspace: Workspace,
    path: Path,
    passwords: Sequence[str],
    *,
    dry_run: bool,
    agreed: bool = False,
) -> Received:
    if is_package(path):
        package = read_package(path, passwords)
        refuse_manifest(workspace, package.manifest)
        if package.manifest.kind == PackageKind.CONFIGURATION:
            return take_configuration(workspace, path, package, dry_run=dry_run, agreed=agreed)
        takers = {
            PackageKind.ANNUAL: take_annual,
            PackageKind.QUARTER: _take_quarter,
            PackageKind.REGISTER: _take_register,
            PackageKind.FILING: take_filing,
            PackageKind.TASKS: _take_tasks,
            PackageKind.PRECEDENTS: _take_precedents,
            PackageKind.RETURN: take_return,
            PackageKind.ASSIGNMENT: take_assignment,
            PackageKind.OPINION: take_opinion,
        }
        return takers[package.manifest.kind](workspace, path, package, dry_run=dry_run)
    if path.suffix.lower() in _WORKBOOKS:
        opinion = take_opinion_book(workspace, path, dry_run=dry_run)
        if opinion is not None:
            return opinion
    return take_workbook(workspace, path, dry_run=dry_run)


def locked(paths: Sequence[Path]) -> list[Path]:
    """The packages among some files that ask for a password."""
    return [path for path, manifest in _manifests(paths) if manifest.personal]


def of_kind(paths: Sequence[Path], kind: PackageKind) -> list[Path]:
    """The packages of a kind among some files; those that cannot be read are left out."""
    return [path for path, manifest in _manifests(paths) if manifest.kind == kind]


def _manifests(paths: Sequence[Path]) -> Iterator[tuple[Path, Manifest]]:
    for path in without_further_volumes(paths):
        with suppress(UserError):
            if is_package(path):
                yield path, manifest_of(path)


def opens(path: Path, password: str) -> bool:
    """Whether a password opens a locked package; UserError where the file itself is wrong."""
    try:
        read_package(path, (password,))
    except PasswordNeededError:
        return False
    return True


def take_back(
    workspace: Workspace,
    register_no: str,
    paths: Sequence[Path],
    *,
    passwords: Sequence[str] = (),
    dry_run: bool = False,
) -> Received:
    """What a section gave back on one request: its package, or the 反馈表 with files beside it.

    Raises UserError where neither is among the files, or it belongs to another request.
    """
    for path in paths:
        if is_package(path):
            package = read_package(path, passwords)
            if package.manifest.kind != PackageKind.OPINION:
                raise UserError(
                    f"“{path.name}”是{package.manifest.kind.value}包，不是协办反馈",
                    "请核对选的文件",
                )
            return take_opinion(workspace, path, package, dry_run=dry_run, expected=register_no)
    for path in (one for one in paths if one.suffix.lower() in _WORKBOOKS):
        others = [one for one in paths if one != path]
        taken = take_opinion_book(workspace, path, others, dry_run=dry_run, expected=register_no)
        if taken is not None:
            return taken
    raise UserError("没有找到反馈包或者反馈表", "请选择科室交回的 .zwgk 文件，或者填好的协办反馈表")


# ------------------------------------------------------------------ kinds of few words


def _take_quarter(workspace: Workspace, path: Path, package: Package, *, dry_run: bool) -> Received:
    """A quarter's form: whole numbers under the indicators it names, tied to the 报送单."""
    record = package.record(QUARTER_PART)
    try:
        figures = [(str(one["title"]), _whole_numbers(one["values"])) for one in record["rows"]]
    except (KeyError, TypeError) as error:
        raise UserError(f"“{path.name}”里的季报读不出来", "请报送单位重新生成报送包") from error
    printed = {(title, values[0] or 0) for title, values in figures if values}
    for label, total in package.manifest.totals.items():
        if (label, total) not in printed:
            told = f"“{path.name}”报送单上的{label}{total}与表格中的不符"
            raise UserError(told, "请报送单位重新生成报送包")
    row = row_of(package, record)
    if not figures:
        raise UserError(f"“{path.name}”里的季报没有内容", "请报送单位重新生成报送包")
    if not any(value for _, line in figures for value in line):
        row = attrs.evolve(row, status=ZERO_REPORTED)
    with workspace.office.read() as reader:
        answered = known(reader, path, row)
    if answered is not None:
        return answered
    keep(workspace, row, dry_run=dry_run)
    return answer_of(path, row, row.status)


def _whole_numbers(values: Sequence[Any]) -> list[int | None]:
    for one in values:
        if one is not None and (isinstance(one, bool) or not isinstance(one, int) or one < 0):
            raise TypeError(f"{one!r} is no count")
    return list(values)


def _take_register(
    workspace: Workspace, path: Path, package: Package, *, dry_run: bool
) -> Received:
    """The year's requests without persons; one that says more than it should is refused."""
    records = package.record(REGISTER_PART)
    if not isinstance(records, list) or len(records) != package.manifest.records:
        raise UserError(f"“{path.name}”里的记录数与说明不符", "请报送单位重新生成报送包")
    for at, one in enumerate(records, start=1):
        if not _masked(workspace, one):
            raise UserError(
                f"“{path.name}”第{at}条记录不是脱敏台账的内容",
                "可能含有个人信息，请报送单位重新生成",
            )
    row = row_of(package, {"requests": records})
    with workspace.office.read() as reader:
        answered = known(reader, path, row)
    if answered is not None:
        return answered
    keep(workspace, row, dry_run=dry_run)
    return answer_of(path, row, row.status, (f"申请{len(records)}件",))


def _masked(workspace: Workspace, record: Any) -> bool:
    """Whether a record says no more than 台账脱敏 may: its fields, and words without numbers."""
    if not isinstance(record, dict) or not set(record) <= {*REGISTER_FIELDS, REGISTER_TEXT}:
        return False
    text = record.get(REGISTER_TEXT) or ""
    plain = all(value is None or isinstance(value, str) for value in record.values())
    return plain and masked_words(workspace, text, ()) == text


def _take_tasks(workspace: Workspace, path: Path, package: Package, *, dry_run: bool) -> Received:
    """Tasks handed down go into this office's own ledger; a second time adds nothing."""
    with _unpacked(package, TASKS_PART) as book:
        done = import_tasks(workspace, book, dry_run=dry_run).result
    return _ledgeranswer_of(path, package, done, "任务")


def _take_precedents(
    workspace: Workspace, path: Path, package: Package, *, dry_run: bool
) -> Received:
    """Cases of another office go into the library; a second time adds nothing."""
    with _unpacked(package, PRECEDENTS_PART) as book:
        options = LedgerImportOptions(dry_run=dry_run)
        done = import_ledger(workspace, PRECEDENTS, book, options)
    return _ledgeranswer_of(path, package, done, "案例")


@contextmanager
def _unpacked(package: Package, part: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        book = Path(folder) / Path(part).name
        book.write_bytes(package.parts.get(part, b""))
        yield book


def _ledgeranswer_of(path: Path, package: Package, done: LedgerImport, what: str) -> Received:
    notes = [f"{what}{done.imported}项，已有{done.skipped}项"]
    notes += [f"第{one.row}行{one.column}：{one.reason}" for one in done.errors]
    return answer_of(path, row_of(package, {}), TAKEN if done.imported else KNOWN, tuple(notes))
