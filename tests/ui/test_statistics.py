"""统计报表 in the window: a form chosen, a figure entered, the workbook and the page written."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import attrs
import pytest

from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.annual.scoring import ScoringView
from gongkai_desktop.ui.annual.statistics import StatisticsView
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.bridge.statistics import StatisticsBridge


@pytest.fixture
def view(qtbot, context, tmp_path: Path):
    workspace = open_workspace(tmp_path / "a.gkt", today=date(2026, 11, 22), create=True)
    bridge = StatisticsBridge(Session(workspace))
    made = StatisticsView(
        attrs.evolve(context, ports=attrs.evolve(context.ports, statistics=bridge))
    )
    qtbot.addWidget(made)
    made.form.setCurrentIndex(made.form.findData("quarter"))
    made.open()
    yield made
    workspace.close()


def test_the_period_that_ended_last_comes_first(view) -> None:
    assert view.about.text() == "2026年第三季度　10月6日前报送　零报告"
    view.form.setCurrentIndex(view.form.findData("month"))
    assert view.about.text() == "2026年10月　11月5日前报送　零报告"


def test_a_figure_by_hand_is_entered_by_opening_its_line(view, prompts) -> None:
    rows = view._made.form.rows
    at = [one.key for one in rows].index("complaints")
    prompts.text = "2"
    view.table.opened.emit(at)
    assert view._made.figures["complaints"] == (2, None)
    assert view.table.model().index(at, 3).data() == "2"
    prompts.text = "两件"
    view.table.opened.emit(at)
    assert prompts.said[-1][0] == "trouble"


def test_a_counted_line_cannot_be_typed_over(view, prompts) -> None:
    view.table.opened.emit(1)
    assert prompts.said == []


def test_workbook_and_page_are_written(view, prompts, qtbot, context, tmp_path) -> None:
    prompts.path = tmp_path / "季报.xlsx"
    view._export()
    assert prompts.path.read_bytes().startswith(b"PK")
    prompts.path = tmp_path / "季报.pdf"
    view._print()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert prompts.path.read_bytes().startswith(b"%PDF")


def test_an_indicator_is_scored_by_opening_its_line(
    qtbot, context, prompts, sample_file, tmp_path
) -> None:
    shutil.copyfile(sample_file, tmp_path / "b.gkt")
    workspace = open_workspace(tmp_path / "b.gkt")
    bridge = StatisticsBridge(Session(workspace))
    view = ScoringView(attrs.evolve(context, ports=attrs.evolve(context.ports, statistics=bridge)))
    qtbot.addWidget(view)
    view.open([2026, 2025], 2025)
    assert view.total.text() == "自评 3 / 80 分　8 项待评"
    prompts.text = "6"
    view.table.opened.emit(0)
    assert view.total.text() == "自评 9 / 80 分　7 项待评"
    prompts.path = tmp_path / "佐证"
    view._export()
    assert (prompts.path / "目录.xlsx").is_file()
    prompts.path = tmp_path / "自评.pdf"
    view._print()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert prompts.path.read_bytes().startswith(b"%PDF")
    workspace.close()
