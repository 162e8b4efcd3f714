"""Yearly reports taken in (接收年报): from a package, a workbook, a sheet of paper."""

from __future__ import annotations

from pathlib import Path

import attrs

from gongkai_desktop.documents.annual_read import read_report
from gongkai_desktop.documents.exchange_package import Package
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
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.exchange.manifest import Manifest
from gongkai_desktop.library.reports import load_annual_templates, load_county_cities
from gongkai_desktop.services.exchange_answer import KNOWN, Received, answer_of, keep, known
from gongkai_desktop.services.exchange_content import (
    ANNUAL_PART,
    BY_HAND,
    BY_PACKAGE,
    BY_WORKBOOK,
    REPORTED,
    SENT_BACK,
    ZERO_REPORTED,
)
from gongkai_desktop.services.exchange_members import Member, members, refuse_manifest
from gongkai_desktop.services.exchange_record import row_of
from gongkai_desktop.services.practised import refuse_practised_name
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Exchange, Reader


def take_annual(workspace: Workspace, path: Path, package: Package, *, dry_run: bool) -> Received:
    """A yearly report out of its package; UserError where its year is not that of the package."""
    report = report_from_record(package.record(ANNUAL_PART))
    manifest = package.manifest
    if str(report.year) != manifest.period:
        raise UserError(
            f"“{path.name}”里的表格是{report.year}年的，与期间{manifest.period}不符",
            "请报送单位重新生成",
        )
    body = {**report.to_record(), "prose": report.prose}
    return _judge(workspace, path, row_of(package, body), report, dry_run)


def take_workbook(workspace: Workspace, path: Path, *, dry_run: bool) -> Received:
    """A yearly workbook filled in by hand counts like a package; its unit is known by name."""
    report = read_report(path, load_annual_templates())
    refuse_practised_name(report.org, path.name)
    if report.year is None:
        raise UserError(f"“{path.name}”里没有写明是哪一年的年报", "请在表头写明单位和年份")
    with workspace.office.read() as reader:
        found = [member for member in members(reader) if member.name == report.org]
    if not found:
        raise UserError(
            f"“{path.name}”的单位“{report.org}”不在单位清单里",
            "请核对表头的单位名称，或者加进清单",
        )
    return take_figures(workspace, path, found[0], report, source=BY_WORKBOOK, dry_run=dry_run)


def take_paper(workspace: Workspace, year: int, unit_code: str, report: AnnualReport) -> Received:
    """A yearly report typed in from stamped paper (手工录入), judged like any other.

    Raises UserError for a unit outside the list, a closed period, and what came in before.
    """
    with workspace.office.read() as reader:
        found = [member for member in members(reader) if member.code == unit_code]
    if not found:
        raise UserError(f"单位代码{unit_code}不在单位清单里", "请先读入单位清单")
    typed = attrs.evolve(report, year=year, org=found[0].name)
    return take_figures(workspace, Path(BY_HAND), found[0], typed, source=BY_HAND)


def take_figures(
    workspace: Workspace,
    path: Path,
    unit: Member,
    report: AnnualReport,
    *,
    source: str,
    edition: int = 0,
    dry_run: bool = False,
) -> Received:
    """Figures that came without a package: the next edition of their unit, or the one they say.

    Typed or scanned once more they take the place of what was typed before.
    """
    kind, period = PackageKind.ANNUAL, str(report.year)
    with workspace.office.read() as reader:
        before = reader.exchanges.of_unit(kind.value, period, unit.code)
    last = before[-1] if before else None
    again = last is not None and last.source != BY_PACKAGE and edition in (0, last.edition)
    manifest = Manifest(
        kind=kind,
        period=period,
        unit=unit.name,
        unit_code=unit.code,
        edition=edition or (1 if last is None else last.edition if again else last.edition + 1),
        zero=is_zero(report),
        totals=totals_of(report),
    )
    refuse_manifest(workspace, manifest)
    if last is not None and not differences(report_from_record(last.body), report):
        return answer_of(path, last, KNOWN)
    body = {**report.to_record(), "prose": report.prose}
    row = attrs.evolve(row_of(Package(manifest=manifest, parts={}, seal=""), body), source=source)
    row = attrs.evolve(row, id=last.id) if last is not None and again else row
    return _judge(workspace, path, row, report, dry_run)


def _judge(
    workspace: Workspace, path: Path, row: Exchange, report: AnnualReport, dry: bool
) -> Received:
    with workspace.office.read() as reader:
        answered = None if row.id else known(reader, path, row)
        if answered is not None:
            return answered
        notes = [*_carry_over(reader, row, report), *_alike(reader, row, report)]
        before = reader.exchanges.of_unit(row.kind, row.period, row.unit_code)
    if before:
        notes += _changes(before[-1], row, report)
        replaced = before[-1].edition == row.edition
        row = attrs.evolve(row, id=before[-1].id) if replaced else row
    row = attrs.evolve(row, status=ZERO_REPORTED if is_zero(report) else REPORTED)
    faults = faults_of(report, row.manifest.get("totals", {}), load_county_cities())
    if faults:
        row = attrs.evolve(row, status=SENT_BACK, reason="；".join(faults))
    keep(workspace, row, dry_run=dry)
    return answer_of(path, row, row.status, (*faults, *notes))


def _changes(before: Exchange, row: Exchange, report: AnnualReport) -> list[str]:
    """What is different from what came in before, cell by cell."""
    changed = differences(report_from_record(before.body), report)
    if before.edition != row.edition:
        head = f"第{before.edition}版改为第{row.edition}版，{len(changed)}格不同"
    else:
        head = f"代替原来{before.source}的数，{len(changed)}格不同，请对照盖章的报送单"
    return [head, *(one.words for one in changed)]


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
