"""Reports for the tests: published ones, and consistent ones of any size."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
from hypothesis import strategies as st

from gongkai_desktop.domain.annual.cells import (
    BLOCKS,
    CARRIED_IN,
    CARRIED_OUT,
    KINDS,
    NEW,
    RESULTS3,
    RESULTS_2021,
    TABLE1,
)
from gongkai_desktop.domain.annual.record import report_from_record
from gongkai_desktop.domain.annual.tables import AnnualReport, compile_tables

CASES = Path(__file__).parents[2] / "cases" / "annual"


def published(name: str) -> AnnualReport:
    return report_from_record(published_record(name))


def published_record(name: str) -> dict[str, Any]:
    return json.loads((CASES / f"{name}.json").read_text("utf-8"), parse_float=Decimal)


@attrs.frozen
class Counted:
    part: str
    row: str
    kind: str
    n: int
    ground: str = ""
    channel: str = ""


def with_cell(report: AnnualReport, path: str, value: object) -> AnnualReport:
    """The same report with one cell put otherwise."""
    table, first, *rest = path.split(".")
    lines = dict(getattr(report, table))
    lines[first] = {**lines[first], rest[0]: value} if rest else value
    return attrs.evolve(report, **{table: lines})


@st.composite
def consistent(draw: st.DrawFn) -> AnnualReport:
    """A compiled report in which every request taken in is answered or carried out."""
    numbers = st.integers(0, 40)
    counts = []
    for kind in KINDS:
        results = {row: draw(numbers) for row in draw(st.sets(st.sampled_from(RESULTS_2021)))}
        left = draw(numbers)
        total = sum(results.values()) + left
        carried = draw(st.integers(0, total))
        counts += [Counted("result", row, kind, n) for row, n in results.items()]
        counts += [
            Counted("carried_out", "", kind, left),
            Counted("carried_in", "", kind, carried),
            Counted("new", "", kind, total - carried),
        ]
    keys = st.tuples(st.sampled_from(list(BLOCKS)), st.sampled_from(list(RESULTS3)))
    disputes = draw(st.dictionaries(keys, numbers))
    return compile_tables(2025, counts, disputes, {}, org="望山县自然资源局")


PATHS = [
    *(
        f"table2.{row}.{column}"
        for row in (NEW, CARRIED_IN, CARRIED_OUT, *RESULTS_2021, "r3_7_total")
        for column in (*KINDS, "total")
    ),
]
TABLE1_PATHS = [f"table1.{key}" for key in TABLE1]
