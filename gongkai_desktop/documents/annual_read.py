"""Reading yearly reports: our JSON, workbooks, Word files, saved web pages (年报读入)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from gongkai_desktop.documents.files import content_of, damage_told
from gongkai_desktop.documents.html_tables import read_page
from gongkai_desktop.documents.packages import PackageLimits, guard_package
from gongkai_desktop.domain.annual.cells import Shape
from gongkai_desktop.domain.annual.grid import Grid, report_from_grids
from gongkai_desktop.domain.annual.record import report_from_record
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.template import AnnualTemplate
from gongkai_desktop.domain.errors import UserError

_ADVICE = "请给出年报的 JSON、xlsx、docx 或 html 文件"
_LARGEST = 50 * 1024 * 1024
_LIMITS = PackageLimits(unpacked=200 * 1024 * 1024)
_SHEET_ROWS, _SHEET_COLUMNS = 2000, 100


def read_report(path: Path, forms: Iterable[AnnualTemplate] = ()) -> AnnualReport:
    """The report in a file, by its ending; raises UserError with one line for unreadable input.

    ``forms`` are the versions of the form; of those later than 2021's the rows and columns of
    their own are read too.
    """
    shapes = [one.shape for one in forms]
    content = content_of(path, _LARGEST, "年报", _ADVICE)
    ending = path.suffix.lower()
    if ending == ".json":
        return _from_json(path, content)
    if ending in (".html", ".htm"):
        page = read_page(content)
        return _found(path, report_from_grids(page.grids, page.prose, path.stem, shapes))
    if ending not in (".xlsx", ".xlsm", ".docx"):
        raise UserError(f"“{path.name}”不是能读的年报文件", _ADVICE)
    guard_package(content, path.name, _ADVICE, _LIMITS)
    return _from_workbook(path, shapes) if ending != ".docx" else _from_word(path, shapes)


def _from_json(path: Path, content: bytes) -> AnnualReport:
    try:
        record = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise UserError(f"“{path.name}”不是有效的 JSON", _ADVICE) from error
    try:
        return report_from_record(record)
    except UserError as error:
        raise UserError(f"“{path.name}”：{error.message}", error.advice) from error


def _found(path: Path, report: AnnualReport) -> AnnualReport:
    if report.table1 is None and report.table2 is None and report.table3 is None:
        raise UserError(f"“{path.name}”里没有找到年报的三张表", _ADVICE)
    return report


def _from_workbook(path: Path, shapes: list[Shape]) -> AnnualReport:
    with damage_told(path, _ADVICE):
        book = load_workbook(path, data_only=True)
        grids = [_sheet_grid(sheet) for sheet in book.worksheets]
    return _found(path, report_from_grids(grids, "", path.stem, shapes))


def _sheet_grid(sheet: Worksheet) -> Grid:
    rows = [
        ["" if value is None else _shown(value) for value in row]
        for row in sheet.iter_rows(
            max_row=min(sheet.max_row, _SHEET_ROWS),
            max_col=min(sheet.max_column, _SHEET_COLUMNS),
            values_only=True,
        )
    ]
    for span in sheet.merged_cells.ranges:
        if span.min_row > len(rows):
            continue
        text = rows[span.min_row - 1][span.min_col - 1] if span.min_col <= len(rows[0]) else ""
        for row in rows[span.min_row - 1 : span.max_row]:
            row[span.min_col - 1 : span.max_col] = [text] * len(
                row[span.min_col - 1 : span.max_col]
            )
    return rows


def _shown(value: Any) -> str:
    """A cell's value as text; a whole number kept as a float loses its point."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _from_word(path: Path, shapes: list[Shape]) -> AnnualReport:
    with damage_told(path, _ADVICE):
        document = docx.Document(str(path))
        grids = [_word_grid(table) for table in _word_tables(document)]
        prose = _word_prose(document)
    return _found(path, report_from_grids(grids, prose, path.stem, shapes))


def _word_tables(document: Document) -> list[Table]:
    """All tables, those inside a frame, a content control or a cell of another too."""
    return [Table(element, document) for element in document.element.body.iter(qn("w:tbl"))]


def _word_prose(document: Document) -> str:
    """The paragraphs outside tables, wherever they stand."""
    outside = (
        element
        for element in document.element.body.iter(qn("w:p"))
        if next(element.iterancestors(qn("w:tbl")), None) is None
    )
    return "\n".join(Paragraph(element, document).text for element in outside)


def _word_grid(table: Table) -> Grid:
    return [[cell.text for cell in row.cells] for row in table.rows]
