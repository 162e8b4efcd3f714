"""A register built from a published report compiles back to it in every cell (条例第五十条)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai_desktop.domain.annual.cells import BLOCKS, CARRIED_IN, CARRIED_OUT, KINDS, RESULTS3
from gongkai_desktop.domain.annual.manual import ENTERED
from gongkai_desktop.domain.annual.number import shown
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.dispute import Dispute
from gongkai_desktop.domain.request import ApplicantKind, Stage
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import annual, annual_record
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import Workspace, open_workspace
from tests.domain.annual.reports import consistent, published
from tests.store.conftest import Case, case


def requests_of(report: AnnualReport) -> Iterator[Case]:
    """Requests that give 表二: carried in first, their results in the order of the form."""
    year = report.year or 0
    for kind in KINDS:
        carried = int(report.number(f"table2.{CARRIED_IN}.{kind}") or 0)
        rows = [
            row
            for row in report.results()
            for _ in range(int(report.number(f"table2.{row}.{kind}") or 0))
        ]
        left = int(report.number(f"table2.{CARRIED_OUT}.{kind}") or 0)
        for at, row in enumerate([*rows, *[""] * left]):
            received = date(year - (at < carried), 12 if at < carried else 1, 2 + at % 26)
            decided = date(year, 1, 31) + timedelta(days=at % 330) if row else None
            if decided is None and at % 2:
                # decided after the year: it is carried out all the same
                row, decided = "r3_1_open", date(year + 1, 2, 3)
            yield case(
                f"{year}-{kind}-{at:04d}",
                received=received,
                decided=decided,
                row=row,
                kind=ApplicantKind(kind),
                stage=Stage.ANSWERED if decided else Stage.HANDLED,
            )


def disputes_of(report: AnnualReport) -> Iterator[Dispute]:
    """Disputes that give 表三; those pending at the year's end are concluded after it."""
    year = report.year or 0
    for block in BLOCKS:
        for result in RESULTS3:
            for at in range(int(report.number(f"table3.{block}.{result}") or 0)):
                later = result == "pending"
                yield Dispute(
                    kind=block,
                    received=date(year - (at % 3 == 0), 12, 1) if not later else date(year, 11, 1),
                    concluded=date(year + later, 6, 1),
                    result="corrected" if later else result,
                )


def rebuilt(workspace: Workspace, report: AnnualReport) -> AnnualReport:
    """The report that an office with such a register compiles."""
    cases = list(requests_of(report))
    with workspace.change("登记") as change:
        change.requests.add_many(cases)
    anchor = cases[0][0].register_no if cases else ""
    with workspace.change("复议诉讼") as change:
        found = change.requests.get(anchor) if anchor else None
        for dispute in disputes_of(report) if found else ():
            change.disputes.add(found.id, dispute)
    figures = {
        key: shown(value)
        for key in ENTERED
        if (value := report.number(f"table1.{key}")) is not None
    }
    annual_record.enter(workspace, report.year or 0, figures, section="办公室")
    return annual.compile_year(workspace, report.year or 0).report


def office(folder: Path, name: str) -> Workspace:
    workspace = open_workspace(folder / "a.gkt", today=date(2026, 11, 22), create=True)
    save_unit(workspace, Unit(name=name))
    return workspace


def zeros(report: AnnualReport) -> dict[str, dict[str, object]]:
    """Blanks as published stand for 0."""
    return {
        row: {column: report.number(f"table2.{row}.{column}") for column in line}
        for row, line in (report.table2 or {}).items()
    }


@pytest.mark.parametrize("name", ["full_04_shuyang_drc_2023", "full_05_jinhu_county_2023"])
def test_a_published_report_comes_back_in_every_cell(name: str, tmp_path: Path) -> None:
    report = published(name)
    workspace = office(tmp_path, report.org)
    made = rebuilt(workspace, report)
    workspace.close()
    assert made.table2 == zeros(report)
    for key in ENTERED:
        assert made.number(f"table1.{key}") == report.number(f"table1.{key}")
    for block in BLOCKS:
        for result in (*RESULTS3, "total"):
            path = f"table3.{block}.{result}"
            assert made.number(path) == report.number(path), path


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(consistent(), st.integers(2022, 2025))
def test_any_consistent_report_comes_back(report: AnnualReport, year: int) -> None:
    report = attrs.evolve(report, year=year)
    with tempfile.TemporaryDirectory() as folder:
        workspace = office(Path(folder), "望山县自然资源局")
        made = rebuilt(workspace, report)
        workspace.close()
    assert made.table2 == report.table2
    if any(requests_of(report)):
        assert made.table3 == report.table3
