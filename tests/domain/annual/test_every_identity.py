"""Each identity (annual.md A5), broken by one in every cell it rests on, is found by its rule."""

import attrs
import pytest

from gongkai_desktop.domain.annual.cells import (
    BLOCKS,
    CARRIED_IN,
    CARRIED_OUT,
    COLUMNS,
    DONE,
    KINDS,
    NEW,
    RESULTS3,
    RESULTS_2021,
    TABLE1,
    TABLE2_ROWS,
    TOTAL,
)
from gongkai_desktop.domain.annual.rules import check_report
from gongkai_desktop.domain.annual.tables import AnnualReport, compile_tables
from tests.domain.annual.reports import Counted, with_cell

FIGURES = {"docs_made": 3, "docs_repealed": 2, "docs_valid": 15, "licence_decisions": 12}


def report(year: int = 2025) -> AnnualReport:
    """A report in which every cell that may be is filled."""
    counts = []
    for at, kind in enumerate(KINDS, start=2):
        counts += [Counted("result", row, kind, at + n) for n, row in enumerate(RESULTS_2021)]
        done = sum(at + n for n in range(len(RESULTS_2021)))
        counts += [Counted("carried_out", "", kind, at + 1), Counted("carried_in", "", kind, at)]
        counts.append(Counted("new", "", kind, done + 1))
    disputes = {(block, result): 3 for block in BLOCKS for result in RESULTS3}
    return compile_tables(year, counts, disputes, FIGURES, org="望山县自然资源局")


def last_year() -> AnnualReport:
    """The year before: what it left is what this year took over."""
    line = (report().table2 or {})[CARRIED_IN]
    earlier = report(2024)
    tables = {**(earlier.table2 or {}), CARRIED_OUT: line}
    figures = {**(earlier.table1 or {}), "docs_valid": 14}
    return attrs.evolve(earlier, table1=figures, table2=tables)


def cells() -> list[tuple[str, set[str]]]:
    """Every cell with the rules that must speak when one more stands there."""
    found: list[tuple[str, set[str]]] = []
    for row in TABLE2_ROWS:
        for column in COLUMNS:
            rules = {"A3"}
            if row in (NEW, CARRIED_IN, CARRIED_OUT, DONE):
                rules.add("A1")
            if row in (*RESULTS_2021, DONE):
                rules.add("A2")
            if row == CARRIED_IN:
                rules.add("X1")
            found.append((f"table2.{row}.{column}", rules))
    found += [(f"table3.{block}.{one}", {"A4"}) for block in BLOCKS for one in (*RESULTS3, TOTAL)]
    found += [(f"table1.{key}", {"A6"}) for key in TABLE1 if key.startswith("rules_")]
    found += [(f"table1.{key}", {"X2"}) for key in TABLE1 if key.startswith("docs_")]
    return found


def test_the_sound_report_ties() -> None:
    assert check_report(report(), last_year()) == ()


@pytest.mark.parametrize("step", [1, -1])
def test_one_more_or_less_in_any_cell_is_found_by_every_rule_it_breaks(step: int) -> None:
    sound, before = report(), last_year()
    for path, rules in cells():
        value = int(sound.number(path) or 0) + step
        told = check_report(with_cell(sound, path, value), before)
        expected = {"A7", "A6"} if path.startswith("table1.rules_") and step < 0 else rules
        assert {one.rule for one in told} >= expected, path
        assert all(one.message for one in told)


@pytest.mark.parametrize("column", COLUMNS)
def test_another_figure_left_by_last_year_is_found_in_its_column(column: str) -> None:
    before = last_year()
    path = f"table2.{CARRIED_OUT}.{column}"
    changed = with_cell(before, path, int(before.number(path) or 0) + 1)
    (told,) = [one for one in check_report(report(), changed) if one.rule == "X1"]
    assert told.cell == f"table2.{CARRIED_IN}.{column}"


@pytest.mark.parametrize("block", BLOCKS)
def test_cases_left_pending_that_do_not_come_again_are_asked_for(block: str) -> None:
    before = with_cell(last_year(), f"table3.{block}.pending", 99)
    assert "X3" in {one.rule for one in check_report(report(), before)}


@pytest.mark.parametrize("blank", ["", "/", "—", "无"])
def test_a_blank_in_any_cell_is_named(blank: str) -> None:
    sound = report()
    for path, _ in cells():
        told = check_report(with_cell(sound, path, blank))
        assert path in {one.cell for one in told if one.rule == "F1"}, path


@pytest.mark.parametrize("value", [-1, "约5", "3①", "=VLOOKUP(A1,B:C,2)"])
def test_what_is_no_count_is_named_in_any_cell(value: object) -> None:
    sound = report()
    for path, _ in cells():
        told = check_report(with_cell(sound, path, value))
        assert path in {one.cell for one in told if one.rule == "A7"}, path
