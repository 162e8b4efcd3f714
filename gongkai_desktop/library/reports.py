"""Loads the yearly report's form (年度报告格式), and what its checks know of places."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from gongkai_desktop.domain.annual.cells import COLUMN_NAMES, COLUMNS, ROW_NAMES
from gongkai_desktop.domain.annual.counting import Counting, CountRule
from gongkai_desktop.domain.annual.narrative import (
    UNIT_WORDS,
    BoundFigure,
    NarrativeForm,
    NarrativePart,
    Sentence,
    check_written,
)
from gongkai_desktop.domain.annual.template import AnnualTemplate, FormTable, Span
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library.paths import form, resource
from gongkai_desktop.library.toml import Table, read_table

_IN_FORCE_FROM = 2021


def load_annual_template(version: str = "2021") -> AnnualTemplate:
    """The form of a version; raises UserError where none is shipped or the file is broken."""
    path = form("reports", f"annual_{version}.toml")
    if not path.is_file():
        raise UserError(
            f"没有{version}年格式的年报表", "请改用现行格式（国办公开办函〔2021〕30号）"
        )
    return _template(path)


@cache
def _template(path: Path) -> AnnualTemplate:
    """One file of the form, read once: it is shipped and does not change while we run."""
    file = read_table(path)
    template = AnnualTemplate(
        version=file.text("version"),
        basis=file.text("basis"),
        title=file.text("title"),
        tables=tuple(_table(entry) for entry in file.tables("table")),
        confirmed=file.flag("confirmed", True),
        from_year=file.integer("from_year"),
        counting=Counting(rules=tuple(_count_rule(one) for one in file.tables("count"))),
    )
    file.finish()
    _refuse_unknown(file, template)
    return template


def _count_rule(entry: Table) -> CountRule:
    rule = CountRule(
        row=entry.text("row", ""),
        column=entry.text("column", ""),
        rows=entry.texts("rows"),
        grounds=entry.texts("grounds"),
        kinds=entry.texts("kinds"),
        channels=entry.texts("channels"),
    )
    entry.finish()
    if bool(rule.row) == bool(rule.column):
        raise entry.fail("row", "row 和 column 应当写且只写一个")
    return rule


def _refuse_unknown(file: Table, template: AnnualTemplate) -> None:
    """A count for what the form does not have, or by what no register knows, is a slip."""
    for rule in template.counting.rules:
        asked = (
            (rule.row, template.shape.results, "row", "表二里没有这一行"),
            (rule.column, template.shape.kinds, "column", "表二里没有这一列"),
            *((one, ROW_NAMES, "rows", "不是登记簿里的办理结果") for one in rule.rows),
            *((one, COLUMN_NAMES, "kinds", "不是登记簿里的申请人类型") for one in rule.kinds),
        )
        for name, known, key, why in asked:
            if name and name not in known:
                raise file.fail(f"count.{key}", f"“{name}”{why}")


def load_annual_templates() -> tuple[AnnualTemplate, ...]:
    """Every version of the form there is a file for, the oldest first."""
    versions = (path.stem.removeprefix("annual_") for path in form("reports").glob("annual_*.toml"))
    found = (load_annual_template(version) for version in versions)
    return tuple(sorted(found, key=lambda one: one.from_year))


def template_due(year: int | None) -> AnnualTemplate:
    """The form the report of a year is due on; without a year the one in force now."""
    known = load_annual_templates()
    if year is None:
        return load_annual_template()
    return next((one for one in reversed(known) if one.from_year <= year), known[0])


def template_in_use(year: int) -> AnnualTemplate:
    """The form a year is compiled on: the one due, never the trial form of 2019."""
    return template_due(max(year, _IN_FORCE_FROM))


def load_narrative(version: str = "2021") -> NarrativeForm:
    """The text parts of a form; raises UserError where the file is broken or binds to nothing."""
    file = read_table(form("reports", f"narrative_{version}.toml"))
    figures = file.table("figures")
    narrative = NarrativeForm(
        version=file.text("version"),
        figures={label: _bound(figures.table(label)) for label in figures.values},
        parts=tuple(_part(entry) for entry in file.tables("part")),
        limit=file.integer("limit"),
    )
    file.text("basis")
    file.finish()
    known = {*narrative.figures, *UNIT_WORDS}
    for part in narrative.parts:
        for one in part.sentences:
            check_written(one.text, narrative)
            strangers = {condition[1:] for condition in one.when} - known
            if strangers or any(condition[:1] not in "有无" for condition in one.when):
                raise file.fail("part", f"{part.key} 的 when 写了不认识的条件")
    return narrative


def _bound(entry: Table) -> BoundFigure:
    figure = BoundFigure(
        cells=entry.text("cells", ""),
        percent=entry.flag("percent", False),
        ground=entry.text("ground", ""),
        late=entry.flag("late", False),
        ledger=entry.text("ledger", ""),
        date=entry.text("date", ""),
        total=entry.text("sum", ""),
        column=entry.text("column", ""),
        value=entry.text("value", ""),
        entered=entry.text("entered", ""),
    )
    entry.finish()
    return figure


def _part(entry: Table) -> NarrativePart:
    part = NarrativePart(
        key=entry.text("key"),
        section=entry.text("section"),
        title=entry.text("title", ""),
        sentences=tuple(_sentence(one) for one in entry.tables("text")),
    )
    entry.finish()
    return part


def _sentence(entry: Table) -> Sentence:
    sentence = Sentence(
        text=entry.text("text"), when=entry.texts("when"), joined=entry.flag("joined", False)
    )
    entry.finish()
    return sentence


def load_county_cities() -> frozenset[str]:
    """The names of all 县级市, which make no 规章 (立法法第九十三条)."""
    file = read_table(resource("law", "county_cities.toml"))
    by_province = file.table("cities")
    return frozenset(
        city for province in by_province.values for city in by_province.texts(province)
    )


def _table(entry: Table) -> FormTable:
    key = entry.text("key")
    columns = entry.texts("columns") or COLUMNS
    table = FormTable(
        name=entry.text("name"),
        title=entry.text("title"),
        widths=tuple(float(width) for width in entry.raw("widths", [])),
        rows=tuple(_row(entry, key, row, columns) for row in entry.raw("rows", [])),
        heading_rows=entry.integer("heading_rows", 1),
        landscape=entry.flag("landscape", False),
    )
    entry.finish()
    return table


def _row(entry: Table, key: str, row: object, columns: tuple[str, ...]) -> tuple[Span, ...]:
    if not isinstance(row, list):
        raise entry.fail("rows", "每行应为格的列表")
    return tuple(span for cell in row for span in _spans(entry, key, cell, columns))


def _spans(entry: Table, key: str, values: object, columns: tuple[str, ...]) -> tuple[Span, ...]:
    """One cell as written; a ``line`` stands for the cells of a row of 表二, one a column."""
    if not isinstance(values, dict):
        raise entry.fail("rows", "每格应写成 { text = … }、{ cell = … } 或者 { line = … }")
    cell = Table(values, f"{key} 的 rows")
    line = cell.text("line", "")
    if line:
        spans = tuple(Span(path=f"{key}.{line}.{column}") for column in columns)
    else:
        name = cell.text("cell", "")
        spans = (
            Span(
                text=cell.text("text", "") if not name else "",
                path=f"{key}.{name}" if name else "",
                rows=cell.integer("rows", 1),
                columns=cell.integer("columns", 1),
            ),
        )
    cell.finish()
    return spans
