"""Loads the forms of periodic statistics (统计报表) of forms/reports/, an office's own first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai_desktop.domain.ledger.form import Period
from gongkai_desktop.domain.overlay import Overlay
from gongkai_desktop.domain.statistics import (
    Measure,
    StatisticsColumn,
    StatisticsForm,
    StatisticsRow,
)
from gongkai_desktop.library.paths import form
from gongkai_desktop.library.toml import Table, parse_table, read_table

FOLDER = "statistics"
_NAMED = re.compile(
    r"requests\.(?:received(?:/.+)?|answered(?:/r3_\w+)?|late|open)"
    r"|disputes\.(?:review|suit)|ledger:[a-z][a-z0-9_]*(?:/[a-z_]+)?"
)


def load_statistics_forms(overlays: Sequence[Overlay] = ()) -> tuple[StatisticsForm, ...]:
    """Every form in force by key; a later layer's form takes an earlier one's place.

    Raises UserError naming file, key and reason where one is no valid form.
    """
    forms = {}
    for path in sorted(form("reports").glob(f"{FOLDER}_*.toml")):
        key = path.stem.removeprefix(f"{FOLDER}_")
        forms[key] = read_statistics_form(key, read_table(path))
    for one in overlays:
        if one.key.startswith(f"{FOLDER}/"):
            key = one.key.removeprefix(f"{FOLDER}/")
            forms[key] = read_statistics_form(key, parse_table(one.text, one.key))
    return tuple(forms.values())


def is_named_count(name: str) -> bool:
    """Whether a name is that of a count the program can make (``requests.late``)."""
    return _NAMED.fullmatch(name) is not None


def read_statistics_form(key: str, file: Table) -> StatisticsForm:
    """One form; every count it names must be one the program knows."""
    made = StatisticsForm(
        key=key,
        title=file.text("title"),
        period=_period(file),
        due=file.integer("due"),
        source=file.text("source", ""),
        columns=tuple(_column(one) for one in file.tables("columns")),
        rows=tuple(_row(one) for one in file.tables("row")),
    )
    file.finish()
    keys = [row.key for row in made.rows]
    twice = next((one for one in keys if keys.count(one) > 1), None)
    if twice is not None:
        raise file.fail("row", f"“{twice}”用了两次")
    return made


def _period(file: Table) -> Period:
    words = file.text("period")
    if words not in ("month", "quarter", "year"):
        raise file.fail("period", "应为 month、quarter 或者 year")
    return Period(words)


def _column(table: Table) -> StatisticsColumn:
    measure = table.text("measure", "period")
    if measure not in [one.value for one in Measure]:
        raise table.fail("measure", "应为 period、year 或者 blank")
    column = StatisticsColumn(title=table.text("title"), measure=Measure(measure))
    table.finish()
    return column


def _row(table: Table) -> StatisticsRow:
    row = StatisticsRow(
        key=table.text("key"),
        title=table.text("title"),
        unit=table.text("unit", ""),
        code=table.text("code", ""),
        counts=table.texts("counts"),
        by_hand=table.flag("by_hand", False),
        level=table.integer("level", 0),
    )
    for name in row.counts:
        if not is_named_count(name):
            raise table.fail("counts", f"没有“{name}”这个统计数")
    table.finish()
    return row
