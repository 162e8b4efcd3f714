"""Reports in every shape offices publish: each cell is read back, each broken one is named."""

import random
from pathlib import Path
from typing import Any

import pytest

from gongkai_desktop.documents.annual_read import read_report
from gongkai_desktop.domain.annual.cells import COLUMNS, KINDS, TOTAL, cell_name
from gongkai_desktop.domain.annual.number import shown
from gongkai_desktop.domain.annual.rules import check_report
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.library.reports import load_annual_template
from tests.documents.annual_variants import BLANKS, variant
from tests.domain.annual.reports import PATHS, published, with_cell

FORM, TRIAL = load_annual_template(), load_annual_template("2019")
REPORTS = ("full_04_shuyang_drc_2023", "full_05_jinhu_county_2023")
SEEDS = (*range(24), 115)
"""115: 表二 in two sheets, the second further right and unheaded, with 小计 and 备注 added."""


def reread(report: AnnualReport, seed: int, folder: Path) -> tuple[AnnualReport, str]:
    made = variant(report, FORM, seed)
    path = folder / f"年报{made.ending}"
    path.write_bytes(made.content)
    return read_report(path), " ".join(made.steps)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_cell_is_read_back_from_any_shape(seed: int, tmp_path: Path) -> None:
    report = published(REPORTS[seed % 2])
    read, steps = reread(report, seed, tmp_path)
    for name in ("table1", "table2", "table3", "org", "year"):
        assert getattr(read, name) == getattr(report, name), steps


def trial_report() -> AnnualReport:
    """A report of 2020 on the trial form (国办公开办函〔2019〕60号), every cell filled."""
    tables: dict[str, dict[str, Any]] = {"table1": {}, "table2": {}, "table3": {}}
    for at, path in enumerate(one.span.path for table in TRIAL.tables for one in table.placed()):
        table, _, rest = path.partition(".")
        row, _, column = rest.partition(".")
        if column:
            tables[table].setdefault(row, {})[column] = at % 37
        elif row:
            tables[table][row] = at % 37
    return AnnualReport(year=2020, org="望山县教育局", template="2019", **tables)


@pytest.mark.parametrize("seed", range(8))
def test_every_cell_of_the_trial_form_is_read_back(seed: int, tmp_path: Path) -> None:
    made = variant(trial_report(), TRIAL, seed)
    path = tmp_path / f"年报{made.ending}"
    path.write_bytes(made.content)
    read = read_report(path)
    for name in ("template", "table1", "table2", "table3", "year"):
        assert getattr(read, name) == getattr(trial_report(), name), made.steps
    assert [one for one in read.reading if one.level == "hard"] == []


@pytest.mark.long
@pytest.mark.parametrize("start", range(200, 3200, 250))
def test_every_cell_is_read_back_from_many_shapes(start: int, tmp_path: Path) -> None:
    for seed in range(start, start + 250):
        report = published(REPORTS[seed % 2])
        read, steps = reread(report, seed, tmp_path)
        for name in ("table1", "table2", "table3", "org", "year"):
            assert getattr(read, name) == getattr(report, name), (seed, steps)
        assert [one for one in read.reading if one.level == "hard"] == [], (seed, steps)


@pytest.mark.parametrize("seed", SEEDS[::3])
def test_one_wrong_cell_is_named_with_both_numbers(seed: int, tmp_path: Path) -> None:
    """A1, A2, A3 (勾稽关系): the rule, the place, what stands there and what it should be."""
    draw = random.Random(seed)
    sound = published(REPORTS[1])
    path = draw.choice(PATHS)
    value = int(sound.number(path) or 0) + draw.randint(1, 9)
    read, steps = reread(with_cell(sound, path, value), seed, tmp_path)
    _, row, column = path.split(".")
    parts = sum(int(read.number(f"table2.{row}.{kind}") or 0) for kind in KINDS)
    total = int(read.number(f"table2.{row}.{TOTAL}") or 0)
    (told,) = [one for one in check_report(read) if one.rule == "A3"]
    assert told.cell == f"table2.{row}.{TOTAL}", steps
    assert shown(parts) in told.message and shown(total) in told.message
    columns = {one.cell.split(".")[2] for one in check_report(read) if one.rule in ("A1", "A2")}
    assert columns == {column} and column in COLUMNS


@pytest.mark.parametrize("seed", SEEDS[::6])
def test_a_blank_is_named_where_it_stands(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    path, blank = draw.choice(PATHS), draw.choice(BLANKS)
    read, steps = reread(with_cell(published(REPORTS[1]), path, blank), seed, tmp_path)
    told = [one for one in check_report(read) if one.rule == "F1"]
    assert [one.cell for one in told] == [path], steps
    assert cell_name(path) in told[0].message
