"""The yearly tables for the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import attrs

from gongkai_desktop.domain.annual.cells import (
    BLOCKS,
    RESULT3_NAMES,
    TABLE1,
    cell_name,
)
from gongkai_desktop.domain.annual.chart import Chart
from gongkai_desktop.domain.annual.manual import BESIDE, ENTERED, Entered
from gongkai_desktop.domain.annual.narrative import PartText, filled
from gongkai_desktop.domain.annual.number import Number, shown
from gongkai_desktop.domain.annual.rules import column_name, line_name
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.violation import Level, Violation
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import annual as annual_service
from gongkai_desktop.services import (
    annual_charts,
    annual_final,
    annual_record,
    annual_text,
    cover_letter,
    dispute_listing,
)
from gongkai_desktop.services.desk import lines_of
from gongkai_desktop.ui.bridge.dispute_line import dispute_entry
from gongkai_desktop.ui.bridge.session import Session, register_line
from gongkai_desktop.ui.ports import AnnualTables, RegisterLine
from gongkai_desktop.ui.ports.annual import FigureLine, ReportText, TextLine, VersionLine
from gongkai_desktop.ui.ports.dispute import DisputeEntry

_WHOLE = ("docx", "pdf", "html")
"""Kinds of file the whole report is written as."""


class AnnualBridge:
    """Annual over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def years(self) -> Sequence[int]:
        """Years that can be compiled, latest first."""
        return annual_service.years(self._session.workspace)

    def compile(self, year: int) -> AnnualTables:
        """The tables of a year."""
        compiled = annual_service.compile_year(self._session.workspace, year)
        changed = {
            one.path: ("" if one.counted is None else shown(one.counted), one.reason)
            for one in compiled.changes
        }
        tables = tables_of(compiled.report, compiled.violations)
        return attrs.evolve(tables, changed=changed, locked=compiled.locked)

    def behind(self, year: int, row: str, column: str) -> Sequence[RegisterLine]:
        """The cases counted in one cell of table two."""
        workspace = self._session.workspace
        rows = annual_service.cases_behind(workspace, year, row, column)
        return [register_line(line) for line in lines_of(rows, workspace)]

    def disputes_behind(self, year: int, block: str, result: str) -> Sequence[DisputeEntry]:
        """The disputes counted in one cell of table three."""
        found = dispute_listing.behind(self._session.workspace, year, block, result)
        return [dispute_entry(line) for line in found]

    def change(self, year: int, path: str, value: str, reason: str) -> None:
        """Change a cell by hand."""
        annual_record.change_cell(self._session.workspace, year, path, value, reason)

    def restore(self, year: int, path: str) -> None:
        """Take a change by hand back."""
        annual_record.restore_cell(self._session.workspace, year, path)

    def figures(self, year: int) -> Sequence[FigureLine]:
        """What sections supply, whether supplied or not."""
        with self._session.workspace.office.read() as reader:
            kept = {one.key: one for one in annual_record.entered(reader, year)}
            paid = annual_text.collected_fees(reader, year)
        report = annual_service.compile_year(self._session.workspace, year).report
        return [
            _figure_line(
                key, title, kept.get(key), paid.get(key) or report.number(f"table1.{key}") or 0
            )
            for key, title in ENTERED.items()
        ]

    def enter(self, year: int, values: Mapping[str, str], section: str) -> None:
        """Keep figures as a section supplied them."""
        annual_record.enter(self._session.workspace, year, values, section=section)

    def text(self, year: int) -> ReportText:
        """The text as drafted or written."""
        workspace = self._session.workspace
        text = annual_text.narrative(workspace, annual_service.compile_year(workspace, year))
        return ReportText(
            parts=tuple(_text_line(one) for one in text.texts),
            numbers=tuple(
                (label, filled(f"{{{label}}}", text.form, text.values)) for label in text.values
            ),
            told=tuple((one.level == Level.HARD, one.message) for one in text.violations),
            promised=text.promised,
            hints=text.hints,
            length=text.length,
            limit=text.form.limit,
        )

    def write(self, year: int, key: str, text: str) -> None:
        """Keep a part of the text."""
        annual_text.write(self._session.workspace, year, key, text)

    def charts(self, year: int) -> Sequence[Chart]:
        """The year's requests beside last year's."""
        return annual_charts.year_charts(self._session.workspace, year)

    def versions(self, year: int) -> Sequence[VersionLine]:
        """Every final version, the latest last."""
        return [_version_line(one) for one in annual_record.versions(self._session.workspace, year)]

    def freeze(self, year: int, reason: str) -> VersionLine:
        """Make the report final."""
        return _version_line(annual_final.freeze_year(self._session.workspace, year, reason))

    def addressee(self) -> str:
        """The office a cover letter goes to."""
        return cover_letter.addressee_of(self._session.workspace)

    def write_cover(
        self, year: int, path: Path, number: str = "", addressee: str = "", day: date | None = None
    ) -> None:
        """Write the cover letter of a year's report."""
        workspace = self._session.workspace
        heading = cover_letter.Heading(number=number, addressee=addressee, day=day)
        cover_letter.for_year(workspace, year, heading).write(path)
        workspace.note("打印报送函", what=f"{year}年", file=path.name)

    def export(self, year: int, path: Path) -> None:
        """Write the tables (xlsx) or the whole report, by the file's ending; UserError for none."""
        kind = path.suffix.lower().lstrip(".")
        if kind not in (*_WHOLE, "xlsx"):
            raise UserError(
                f"“{path.name}”是哪一种文件看不出来", "请存为 .docx、.pdf、.html 或者 .xlsx"
            )
        workspace = self._session.workspace
        compiled = annual_service.compile_year(workspace, year)
        if kind in _WHOLE:
            annual_text.write_documents(workspace, compiled, {kind: path})
        else:
            annual_service.write_workbook(workspace, compiled, path)
        workspace.note("导出年度报告", what=f"{year}年", file=path.name)


def _figure_line(key: str, title: str, kept: Entered | None, counted: Number) -> FigureLine:
    if kept is None:
        where = "登记簿缴费记录" if key in BESIDE else "政策文件台账"
        source = f"{where} {shown(counted)}" if counted else ""
        return FigureLine(key=key, title=title, section=source)
    supplied = kept.supplied.isoformat() if kept.supplied else ""
    return FigureLine(
        key=key, title=title, value=str(kept.value), section=kept.section, supplied=supplied
    )


def _text_line(one: PartText) -> TextLine:
    state = "待补写" if one.open else ("已改写" if one.edited else "草稿")
    part = one.part
    return TextLine(
        key=part.key,
        section=part.section,
        title=part.title,
        written=one.written,
        words=one.words,
        state=state,
    )


def _version_line(one: annual_record.Version) -> VersionLine:
    return VersionLine(
        number=one.number,
        at=one.frozen_at,
        fingerprint=one.fingerprint,
        reason=one.reason,
        intact=one.intact,
    )


def _count(report: AnnualReport, path: str) -> int:
    return int(report.number(path) or 0)


def _shown(report: AnnualReport, path: str) -> str:
    cell = report.cell(path)
    return "" if cell is None else str(cell)


def tables_of(report: AnnualReport, violations: Sequence[Violation]) -> AnnualTables:
    """A report as the page shows it, on the rows and columns of its form."""
    shape = report.shape
    return AnnualTables(
        year=report.year or 0,
        shape=shape,
        columns=tuple((column, column_name(report, column)) for column in shape.columns),
        table1=tuple(
            (
                key,
                TABLE1.get(key) or shape.names.get(f"table1.{key}", key),
                (_shown(report, f"table1.{key}"),),
            )
            for key in shape.table1
        ),
        table2=tuple(
            (
                key,
                line_name(report, key),
                tuple(_count(report, f"table2.{key}.{column}") for column in shape.columns),
            )
            for key in shape.rows
        ),
        table3=tuple(
            (name, tuple(_count(report, f"table3.{block}.{result}") for result in RESULT3_NAMES))
            for block, name in BLOCKS.items()
        ),
        violations=tuple(
            (one.rule, one.level == Level.HARD, cell_name(one.cell), one.message)
            for one in violations
        ),
    )
