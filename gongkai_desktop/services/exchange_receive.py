"""Taking packages in (接收报送): proved, judged, kept or sent back; never half of one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.annual_read import read_report
from gongkai_desktop.documents.exchange_package import Package, is_package, read_package
from gongkai_desktop.domain.annual.record import report_from_record
from gongkai_desktop.domain.annual.similarity import similar_to_others
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.annual_figures import (
    carried_differently,
    differences,
    faults_of,
    is_zero,
    totals_of,
)
from gongkai_desktop.domain.exchange.manifest import Manifest, PackageKind, period_words
from gongkai_desktop.library.calendars import arrangement_from_record
from gongkai_desktop.library.reports import load_annual_templates, load_county_cities
from gongkai_desktop.services.calendar import preview
from gongkai_desktop.services.clock import rebuild_views
from gongkai_desktop.services.exchange import (
    BY_HAND,
    BY_WORKBOOK,
    REPORTED,
    SENT_BACK,
    ZERO_REPORTED,
    Member,
    closed_periods,
    members,
    row_of,
)
from gongkai_desktop.services.exchange_parts import (
    ANNUAL_PART,
    CONFIGURATION_PART,
    PRECEDENTS_PART,
    QUARTER_PART,
    REGISTER_PART,
    TASKS_PART,
    UNITS_SETTING,
)
from gongkai_desktop.services.knowledge import load_knowledge
from gongkai_desktop.services.ledger_import import (
    LedgerImport,
    LedgerImportOptions,
    import_ledger,
)
from gongkai_desktop.services.precedent import PRECEDENTS
from gongkai_desktop.services.task_import import import_tasks
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Exchange, Reader

TAKEN, KNOWN, REFUSED = "已接收", "已导入过", "拒收"


@attrs.frozen(kw_only=True)
class Received:
    """What became of one file: ``status`` in a word, ``notes`` each in a sentence."""

    path: str
    status: str
    unit: str = ""
    unit_code: str = ""
    kind: str = ""
    period: str = ""
    edition: int = 0
    notes: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing of the file was taken in."""
        return self.status == REFUSED

    @property
    def sent_back(self) -> bool:
        """Whether it came in but does not tie."""
        return self.status == SENT_BACK


def receive(
    workspace: Workspace, paths: Sequence[Path], *, dry_run: bool = False
) -> list[Received]:
    """Take in every file; one that is refused does not stop the others."""
    answers = []
    for path in paths:
        try:
            answers.append(_receive_one(workspace, path, dry_run=dry_run))
        except UserError as error:
            answers.append(Received(path=str(path), status=REFUSED, notes=(str(error),)))
    return answers


def _receive_one(workspace: Workspace, path: Path, *, dry_run: bool) -> Received:
    if is_package(path):
        package = read_package(path)
        _refuse(workspace, package.manifest)
        takers = {
            PackageKind.ANNUAL: _take_annual,
            PackageKind.QUARTER: _take_quarter,
            PackageKind.REGISTER: _take_register,
            PackageKind.TASKS: _take_tasks,
            PackageKind.PRECEDENTS: _take_precedents,
            PackageKind.CONFIGURATION: _take_configuration,
        }
        return takers[package.manifest.kind](workspace, path, package, dry_run)
    return _take_workbook(workspace, path, dry_run)


def _refuse(workspace: Workspace, manifest: Manifest) -> None:
    """What may not come in whatever its figures."""
    if manifest.demo:
        raise UserError("这是演示数据，不能报送", "请报送单位用自己的数据文件生成报送包")
    with workspace.office.read() as reader:
        if f"{manifest.kind.value}{manifest.period}" in closed_periods(reader):
            raise UserError(
                f"{period_words(manifest.period)}{manifest.kind.value}已经关闭报送",
                "确需更正的，请先重新开放",
            )
        listed = members(reader)
    codes = {member.code for member in listed}
    if manifest.kind.goes_up and codes and manifest.unit_code not in codes:
        raise UserError(
            f"{manifest.unit}（{manifest.unit_code}）不在单位清单里", "请核对单位代码，或者加进清单"
        )


# ------------------------------------------------------------------ yearly reports


def _take_annual(workspace: Workspace, path: Path, package: Package, dry: bool) -> Received:
    report = report_from_record(package.record(ANNUAL_PART))
    manifest = package.manifest
    if str(report.year) != manifest.period:
        raise UserError(
            f"“{path.name}”里的表格是{report.year}年的，与期间{manifest.period}不符",
            "请报送单位重新生成",
        )
    body = {**report.to_record(), "prose": report.prose}
    return _judge_annual(workspace, path, row_of(package, body), report, dry)


def _take_workbook(workspace: Workspace, path: Path, dry: bool) -> Received:
    """A yearly workbook filled in by hand counts like a package; its unit is known by name."""
    report = read_report(path, load_annual_templates())
    if report.year is None:
        raise UserError(f"“{path.name}”里没有写明是哪一年的年报", "请在表头写明单位和年份")
    with workspace.office.read() as reader:
        found = [member for member in members(reader) if member.name == report.org]
    if not found:
        raise UserError(
            f"“{path.name}”的单位“{report.org}”不在单位清单里",
            "请核对表头的单位名称，或者加进清单",
        )
    return _take_figures(workspace, path, found[0], report, BY_WORKBOOK, dry)


def take_paper(workspace: Workspace, year: int, unit_code: str, report: AnnualReport) -> Received:
    """A yearly report typed in from stamped paper (手工录入), judged like any other.

    Raises UserError for a unit outside the list, a closed period, and what came in before.
    """
    with workspace.office.read() as reader:
        found = [member for member in members(reader) if member.code == unit_code]
    if not found:
        raise UserError(f"单位代码{unit_code}不在单位清单里", "请先读入单位清单")
    typed = attrs.evolve(report, year=year, org=found[0].name)
    return _take_figures(workspace, Path(BY_HAND), found[0], typed, BY_HAND, False)


def _take_figures(
    workspace: Workspace, path: Path, unit: Member, report: AnnualReport, source: str, dry: bool
) -> Received:
    """Figures that came without a package: the next edition of their unit."""
    kind, period = PackageKind.ANNUAL, str(report.year)
    with workspace.office.read() as reader:
        before = reader.exchanges.of_unit(kind.value, period, unit.code)
    manifest = Manifest(
        kind=kind,
        period=period,
        unit=unit.name,
        unit_code=unit.code,
        edition=(before[-1].edition + 1) if before else 1,
        zero=is_zero(report),
        totals=totals_of(report),
    )
    _refuse(workspace, manifest)
    body = {**report.to_record(), "prose": report.prose}
    row = attrs.evolve(row_of(Package(manifest=manifest, parts={}, seal=""), body), source=source)
    if before and dict(before[-1].body) == body:
        return _answer(path, attrs.evolve(before[-1], source=source), KNOWN)
    return _judge_annual(workspace, path, row, report, dry)


def _judge_annual(
    workspace: Workspace, path: Path, row: Exchange, report: AnnualReport, dry: bool
) -> Received:
    with workspace.office.read() as reader:
        known = _known(reader, path, row)
        if known is not None:
            return known
        notes = [*_carry_over(reader, row, report), *_alike(reader, row, report)]
        before = reader.exchanges.of_unit(row.kind, row.period, row.unit_code)
    if before:
        changed = differences(report_from_record(before[-1].body), report)
        notes += [f"第{before[-1].edition}版改为第{row.edition}版，{len(changed)}格不同"]
        notes += [one.words for one in changed]
    row = attrs.evolve(row, status=ZERO_REPORTED if is_zero(report) else REPORTED)
    faults = faults_of(report, row.manifest.get("totals", {}), load_county_cities())
    if faults:
        row = attrs.evolve(row, status=SENT_BACK, reason="；".join(faults))
    _keep(workspace, row, dry)
    return _answer(path, row, row.status, (*faults, *notes))


def _known(reader: Reader, path: Path, row: Exchange) -> Received | None:
    """An edition that came in before: the same changes nothing, another under its number cannot."""
    for one in reader.exchanges.of_unit(row.kind, row.period, row.unit_code):
        if one.edition != row.edition:
            continue
        if one.seal == row.seal and dict(one.body) == dict(row.body):
            return _answer(path, one, KNOWN)
        raise UserError(
            f"{row.unit}{period_words(row.period)}{row.kind}第{row.edition}版已经收到过，内容不同",
            "请报送单位以新的版次报送",
        )
    later = reader.exchanges.of_unit(row.kind, row.period, row.unit_code)
    if later and later[-1].edition > row.edition:
        raise UserError(
            f"已经收到{row.unit}的第{later[-1].edition}版，这是较早的第{row.edition}版",
            "请核对是否选错了文件",
        )
    return None


def _carry_over(reader: Reader, row: Exchange, report: AnnualReport) -> list[str]:
    """Against the unit's own report of the year before, where it came in here."""
    earlier = reader.exchanges.of_unit(row.kind, str(int(row.period) - 1), row.unit_code)
    if not earlier:
        return []
    pairs = carried_differently(report_from_record(earlier[-1].body), report)
    return [
        f"上年结转与{int(row.period) - 1}年年报的结转下年度不一致：{pair.words}" for pair in pairs
    ]


def _alike(reader: Reader, row: Exchange, report: AnnualReport) -> list[str]:
    """Paragraphs that stand in other units' reports, or in the unit's own of the year before."""
    others = {one.unit_code: one for one in reader.exchanges.received(row.kind, row.period)}
    earlier = reader.exchanges.of_unit(row.kind, str(int(row.period) - 1), row.unit_code)
    kept = [one for code, one in others.items() if code != row.unit_code]
    texts = [
        attrs.evolve(report_from_record(one.body), org=one.unit) for one in (*kept, *earlier[-1:])
    ]
    named = attrs.evolve(report, org=row.unit)
    return [one.message for one in similar_to_others(named, texts)]


# ------------------------------------------------------------------ the other kinds


def _take_quarter(workspace: Workspace, path: Path, package: Package, dry: bool) -> Received:
    """A quarter's form; its figures must be whole numbers under the indicators it names."""
    record = package.record(QUARTER_PART)
    try:
        figures = {str(one["key"]): _whole_numbers(one["values"]) for one in record["rows"]}
    except (KeyError, TypeError) as error:
        raise UserError(f"“{path.name}”里的季报读不出来", "请报送单位重新生成报送包") from error
    row = row_of(package, record)
    if not any(value for line in figures.values() for value in line):
        row = attrs.evolve(row, status=ZERO_REPORTED)
    with workspace.office.read() as reader:
        known = _known(reader, path, row)
    if known is not None:
        return known
    _keep(workspace, row, dry)
    return _answer(path, row, row.status)


def _whole_numbers(values: Sequence[Any]) -> list[int | None]:
    for one in values:
        if one is not None and (isinstance(one, bool) or not isinstance(one, int) or one < 0):
            raise TypeError(f"{one!r} is no count")
    return list(values)


def _take_register(workspace: Workspace, path: Path, package: Package, dry: bool) -> Received:
    records = package.record(REGISTER_PART)
    if not isinstance(records, list) or len(records) != package.manifest.records:
        raise UserError(f"“{path.name}”里的记录数与说明不符", "请报送单位重新生成报送包")
    row = row_of(package, {"requests": records})
    with workspace.office.read() as reader:
        known = _known(reader, path, row)
    if known is not None:
        return known
    _keep(workspace, row, dry)
    return _answer(path, row, row.status, (f"申请{len(records)}件",))


def _take_tasks(workspace: Workspace, path: Path, package: Package, dry: bool) -> Received:
    """Tasks handed down go into this office's own ledger; a second time adds nothing."""
    with _unpacked(package, TASKS_PART) as book:
        done = import_tasks(workspace, book, dry_run=dry).result
    return _ledger_answer(path, package, done, "任务")


def _take_precedents(workspace: Workspace, path: Path, package: Package, dry: bool) -> Received:
    """Cases of another office go into the library; a second time adds nothing."""
    with _unpacked(package, PRECEDENTS_PART) as book:
        options = LedgerImportOptions(dry_run=dry)
        done = import_ledger(workspace, PRECEDENTS, book, options)
    return _ledger_answer(path, package, done, "案例")


@contextmanager
def _unpacked(package: Package, part: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        book = Path(folder) / Path(part).name
        book.write_bytes(package.parts.get(part, b""))
        yield book


def _ledger_answer(path: Path, package: Package, done: LedgerImport, what: str) -> Received:
    notes = [f"{what}{done.imported}项，已有{done.skipped}项"]
    notes += [f"第{one.row}行{one.column}：{one.reason}" for one in done.errors]
    return _answer(path, row_of(package, {}), TAKEN if done.imported else KNOWN, tuple(notes))


def _take_configuration(workspace: Workspace, path: Path, package: Package, dry: bool) -> Received:
    """The county office's data become the middle layer; what it changes is named, old and new."""
    body = package.record(CONFIGURATION_PART)
    try:
        years = [arrangement_from_record(one) for one in body["calendars"]]
        entries = [(str(one["key"]), str(one["text"]), str(one["base"])) for one in body["entries"]]
        units = list(body["units"])
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(f"“{path.name}”里的配置读不出来", "请下发单位重新生成配置包") from error
    notes = [f"{one.year}年放假安排：{one.document}" for one in years]
    notes += [f"条目：{key}" for key, _, _ in entries]
    notes += [f"单位清单：{len(units)}个单位"] if units else []
    for arrangement in years:
        notes += [
            f"{moved.register_no}的期限：{moved.old or '—'} → {moved.new or '—'}"
            for moved in preview(workspace, arrangement)
        ]
    row = row_of(package, {})
    if dry:
        return _answer(path, row, TAKEN, tuple(notes))
    with workspace.change("导入配置包") as change:
        for one in body["calendars"]:
            change.calendars.put(int(one["year"]), one)
        for key, text, base in entries:
            change.entries.put("county", key, text, base)
        if units:
            change.settings.put(UNITS_SETTING, units)
        rebuild_views(change, change.requests.open_ids(), load_knowledge(change))
        change.note(package=package.seal)
    return _answer(path, row, TAKEN, tuple(notes))


def received_document(answers: Sequence[Received]) -> dict[str, Any]:
    """What ``exchange import`` prints as JSON."""
    taken = [one for one in answers if not one.refused and one.status != KNOWN]
    return {"imported": len(taken), "files": [attrs.asdict(one) for one in answers]}


def _keep(workspace: Workspace, row: Exchange, dry: bool) -> None:
    if dry:
        return
    with workspace.change(f"接收报送：{row.unit}{period_words(row.period)}{row.kind}") as change:
        change.exchanges.save(attrs.evolve(row, at=workspace.now().isoformat(timespec="minutes")))


def _answer(path: Path, row: Exchange, status: str, notes: tuple[str, ...] = ()) -> Received:
    return Received(
        path=str(path),
        status=status,
        unit=row.unit,
        unit_code=row.unit_code,
        kind=row.kind,
        period=row.period,
        edition=row.edition,
        notes=notes,
    )
