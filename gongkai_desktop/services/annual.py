"""The yearly tables (年报表格): compiled from the register, checked, written out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.annual_read import read_report
from gongkai_desktop.documents.annual_xlsx import write_annual_xlsx
from gongkai_desktop.domain.annual import normative
from gongkai_desktop.domain.annual.cells import COLUMN_NAMES, TOTAL
from gongkai_desktop.domain.annual.manual import (
    Entered,
    ManualChange,
    carry_differs,
    explained,
)
from gongkai_desktop.domain.annual.merge import merge_reports
from gongkai_desktop.domain.annual.placing import facts_of
from gongkai_desktop.domain.annual.rules import Level, Violation, check_report, filled_by_hand
from gongkai_desktop.domain.annual.similarity import similar_to_others
from gongkai_desktop.domain.annual.tables import AnnualReport, compile_tables
from gongkai_desktop.domain.annual.template import AnnualTemplate
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.request import ApplicantKind, RequestRow
from gongkai_desktop.library.reports import (
    load_annual_template,
    load_annual_templates,
    load_county_cities,
    template_due,
    template_in_use,
)
from gongkai_desktop.services import annual_record
from gongkai_desktop.services.practised import refuse_practised_name
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import AnnualPart

FIRST_YEAR = 2008

_PARTS = {
    "r1_new": AnnualPart.NEW,
    "r2_carried_in": AnnualPart.CARRIED_IN,
    "r3_7_total": AnnualPart.RESULT,
    "r4_carried_out": AnnualPart.CARRIED_OUT,
}


@attrs.frozen(kw_only=True)
class Compiled:
    """One year's tables with everything that does not tie.

    ``counted`` is what the register alone gives; ``report`` differs from it where 上年结转 is
    locked to last year's frozen report (``locked``) and where somebody changed a cell by hand.
    """

    year: int
    report: AnnualReport
    violations: tuple[Violation, ...]
    counted: AnnualReport
    entered: tuple[Entered, ...] = ()
    changes: tuple[ManualChange, ...] = ()
    locked: bool = False


def compile_year(workspace: Workspace, year: int) -> Compiled:
    """Compile the three tables of a year and prove them against the year before.

    The year before is its frozen report, else what the register gives for it. Raises UserError
    for a year without yearly reports (条例 in force from 2008).
    """
    if not FIRST_YEAR <= year <= date.max.year:
        raise UserError(f"年份“{year}”不对", f"请写成四位数的年份，不早于{FIRST_YEAR}年")
    counted = _counted(workspace, year)
    with workspace.office.read() as reader:
        frozen = annual_record.frozen_report(reader, year - 1)
        entered = annual_record.entered(reader, year)
        changes = annual_record.changes(reader, year)
    report = annual_record.laid_over(counted, frozen, changes)
    previous = frozen or _counted(workspace, year - 1)
    broken = check_report(report, previous, county_cities=load_county_cities())
    broken = (*broken, *filled_by_hand(template_in_use(year)))
    if frozen is not None:
        broken = (*broken, *carry_differs(counted, report))
    return Compiled(
        year=year,
        report=report,
        violations=explained(broken, changes),
        counted=counted,
        entered=entered,
        changes=tuple(attrs.evolve(one, counted=counted.number(one.path)) for one in changes),
        locked=frozen is not None,
    )


def _counted(workspace: Workspace, year: int) -> AnnualReport:
    form = template_in_use(year)
    with workspace.office.read() as reader:
        counts = reader.requests.annual_counts(year, in_full=bool(form.counting.rules))
        disputes = reader.disputes.counts(year)
        figures = reader.figures.get(year)
        rows = reader.ledgers.rows(normative.LEDGER)
    # What a section supplied goes before what the ledger counts.
    supplied = {key: value for key, value in figures.items() if value not in (None, "")}
    figures = {
        **normative.document_counts((row.body for row in rows if not row.void_reason), year),
        **supplied,
    }
    return compile_tables(
        year,
        counts,
        disputes,
        figures,
        org=the_unit(workspace).name,
        shape=form.shape,
        counting=form.counting,
    )


def years(workspace: Workspace) -> list[int]:
    """Years that can be compiled, the latest first."""
    with workspace.office.read() as reader:
        return reader.requests.years()


def cases_behind(workspace: Workspace, year: int, row: str, column: str) -> list[RequestRow]:
    """The requests counted in one cell of table two, by the condition that counted them."""
    part = _PARTS.get(row, AnnualPart.RESULT)
    form = template_in_use(year)
    kind = ApplicantKind(column) if column in COLUMN_NAMES and column != TOTAL else None
    if form.counting.rules or (column != TOTAL and kind is None):
        return _cases_on(workspace, year, form, row, column)
    with workspace.office.read() as reader:
        return reader.requests.annual_cases(year, part, None if row in _PARTS else row, kind)


def _cases_on(
    workspace: Workspace, year: int, form: AnnualTemplate, row: str, column: str
) -> list[RequestRow]:
    """The same on a form that counts by rules of its own."""
    with workspace.office.read() as reader:
        found = reader.requests.annual_cases(year, _PARTS.get(row, AnnualPart.RESULT))
    facts = [(one, facts_of(one.view, one.applicant_kind)) for one in found]
    return [
        one
        for one, known in facts
        if (row in _PARTS or form.counting.row(known) == row)
        and column in (TOTAL, form.counting.column(known))
    ]


def write_workbook(workspace: Workspace, compiled: Compiled, path: Path) -> None:
    """Write the tables as a workbook in the official layout."""
    write_annual_xlsx(
        path,
        compiled.report,
        compiled.violations,
        load_annual_template(compiled.report.template),
        unit_name=the_unit(workspace).name,
        mark=workspace.unreal,
        entered=compiled.entered,
        changes=compiled.changes,
    )


def has_hard(violations: Sequence[Violation]) -> bool:
    """Whether a hard identity is broken."""
    return any(violation.level == Level.HARD for violation in violations)


def compiled_document(compiled: Compiled) -> dict[str, Any]:
    """What ``annual compile`` prints as JSON."""
    record = compiled.report.to_record()
    return {**record, "violations": violations_document(compiled.violations)}


def as_printed(workspace: Workspace, compiled: Compiled) -> dict[str, Any]:
    """The same under the name that tables of a practice office bear: nobody adds them up."""
    document = compiled_document(compiled)
    if workspace.mark:
        document["org"] = f"{workspace.mark}　{document.get('org') or ''}"
    return document


def violations_document(violations: Sequence[Violation]) -> list[dict[str, str]]:
    """Violations as the command line prints them."""
    return [
        {"rule": one.rule, "level": one.level.value, "cell": one.cell, "message": one.message}
        for one in violations
    ]


def compiled_lines(compiled: Compiled) -> list[str]:
    """The totals for people."""
    table = compiled.report.to_record()["table2"]
    totals = {key: row["total"] for key, row in table.items()}
    lines = [
        f"{compiled.year}年：新收{totals['r1_new']}件，上年结转{totals['r2_carried_in']}件，"
        f"办结{totals['r3_7_total']}件，结转下年度{totals['r4_carried_out']}件"
    ]
    for one in compiled.violations:
        lines.append(f"  {'错误' if one.level == Level.HARD else '提示'} {one.rule} {one.message}")
    if not compiled.violations:
        lines.append("  勾稽关系全部成立")
    return lines


def merge_files(paths: Sequence[str]) -> dict[str, Any]:
    """The county total (汇总年报) of several units' reports, with the units it adds up.

    Raises UserError for an unreadable file, and for reports that do not belong together.
    """
    reports = [read_report(Path(path), load_annual_templates()) for path in paths]
    for path, report in zip(paths, reports, strict=True):
        refuse_practised_name(report.org, Path(path).name)
    total = merge_reports(reports)
    names = [report.org or Path(path).stem for report, path in zip(reports, paths, strict=True)]
    record = total.to_record()
    tables = {key: record[key] for key in ("table1", "table2", "table3")}
    violations = violations_document(check_report(total))
    return {"year": total.year, "units": names, **tables, "violations": violations}


def check_file(path: str, previous: str | None) -> dict[str, Any]:
    """Check one published report, against last year's where it is given."""
    return _checked(read_report(Path(path), load_annual_templates()), _read_previous(previous), ())


def check_files(
    paths: Sequence[str], previous: str | None
) -> tuple[list[dict[str, Any]], list[UserError]]:
    """Check several reports, each also against the text of the others (雷同).

    Returns the answers with their ``path``, and why the others could not be read.
    """
    earlier = _read_previous(previous)
    reports: dict[str, AnnualReport] = {}
    unreadable: list[UserError] = []
    for path in paths:
        try:
            reports[path] = read_report(Path(path), load_annual_templates())
        except UserError as error:
            unreadable.append(error)
    answers = []
    for path, report in reports.items():
        others = [other for name, other in reports.items() if name != path]
        answers.append({"path": path, **_checked(report, earlier, others)})
    return answers, unreadable


def _read_previous(path: str | None) -> AnnualReport | None:
    return read_report(Path(path), load_annual_templates()) if path else None


def _checked(
    report: AnnualReport, earlier: AnnualReport | None, others: Sequence[AnnualReport]
) -> dict[str, Any]:
    form = template_due(report.year)
    found = (
        *check_report(report, earlier, form, load_county_cities()),
        *similar_to_others(report, others),
    )
    return {"ok": not has_hard(found), "violations": violations_document(found)}
