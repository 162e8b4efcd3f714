"""Reports in the hard shapes of real websites: exact, or told; never a wrong figure in silence."""

import random
from pathlib import Path

import attrs
import pytest

from gongkai_desktop.documents.annual_read import read_report
from gongkai_desktop.domain.annual.cells import BLOCKS, RESULT3_NAMES
from gongkai_desktop.domain.annual.rules import check_report
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.library.reports import load_annual_template, load_annual_templates
from tests.documents.annual_websites import hard_variant
from tests.domain.annual.reports import PATHS, TABLE1_PATHS, published

FORM, FORMS = load_annual_template(), load_annual_templates()
REPORT = published("full_05_jinhu_county_2023")
EVERY_CELL = (
    *PATHS,
    *TABLE1_PATHS,
    *(f"table3.{block}.{result}" for block in BLOCKS for result in RESULT3_NAMES),
)


def last_year(seed: int) -> AnnualReport:
    """The same tables with other figures, which must not be taken for this year's."""
    draw = random.Random(seed)
    lines = {
        row: {name: int(str(cell)) + draw.randint(0, 3) for name, cell in line.items()}
        for row, line in (REPORT.table2 or {}).items()
    }
    return attrs.evolve(REPORT, year=2022, table2=lines)


def silently_wrong(seed: int, folder: Path) -> tuple[list[str], tuple[str, ...]]:
    """Cells read otherwise than published of which no message speaks; how the file was made."""
    made = hard_variant(REPORT, last_year(seed), FORM, seed)
    path = folder / f"年报{made.ending}"
    path.write_bytes(made.content)
    read = read_report(path, FORMS)
    told = {one.cell for one in check_report(read)}
    wrong = [one for one in EVERY_CELL if read.cell(one) != REPORT.cell(one)]
    return [one for one in wrong if not _places(one) & told], made.steps


def _places(path: str) -> set[str]:
    """The places that speak of a cell: itself, its row, its column, its table."""
    table, row, *column = path.split(".")
    return {path, f"{table}.{row}", table, *(f"{table}.{name}" for name in column)}


@pytest.mark.parametrize("seed", range(12))
def test_no_figure_is_wrong_in_silence(seed: int, tmp_path: Path) -> None:
    wrong, steps = silently_wrong(seed, tmp_path)
    assert wrong == [], steps


@pytest.mark.long
@pytest.mark.parametrize("start", range(100, 3100, 250))
def test_no_figure_is_wrong_in_silence_in_many_shapes(start: int, tmp_path: Path) -> None:
    for seed in range(start, start + 250):
        wrong, steps = silently_wrong(seed, tmp_path)
        assert wrong == [], (seed, steps)
