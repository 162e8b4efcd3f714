"""统计报表 in the window: a form chosen, a figure entered, the workbook and the page written."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt

from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.annual.scoring import ScoringView
from gongkai_desktop.ui.annual.scoring_table import ScoringTableView
from gongkai_desktop.ui.annual.statistics import StatisticsView
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.bridge.statistics import StatisticsBridge


@pytest.fixture
def view(qtbot, context, tmp_path: Path):
    workspace = open_workspace(tmp_path / "a.gkt", today=date(2026, 11, 22), create=True)
    bridge = StatisticsBridge(Session(workspace))
    made = StatisticsView(context._replace(ports=attrs.evolve(context.ports, statistics=bridge)))
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
    qtbot.waitUntil(lambda: not context.tasks.busy)
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
    view = ScoringView(context._replace(ports=attrs.evolve(context.ports, statistics=bridge)))
    qtbot.addWidget(view)
    view.open([2026, 2025], 2025)
    assert view.total.text() == "自评 3 / 80 分　8 项待评"
    prompts.text = "6"
    view.table.opened.emit(0)
    assert view.total.text() == "自评 9 / 80 分　7 项待评"
    prompts.path = tmp_path / "佐证"
    view._export()
    qtbot.waitUntil((prompts.path / "目录.xlsx").is_file)
    qtbot.waitUntil(lambda: not context.tasks.busy)
    prompts.path = tmp_path / "自评.pdf"
    view._print()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert prompts.path.read_bytes().startswith(b"%PDF")
    workspace.close()


def test_the_scoring_table_is_changed_without_code(
    qtbot, context, prompts, sample_file, tmp_path
) -> None:
    shutil.copyfile(sample_file, tmp_path / "c.gkt")
    workspace = open_workspace(tmp_path / "c.gkt")
    session = Session(workspace)
    bridge = StatisticsBridge(session)
    here = context._replace(ports=attrs.evolve(context.ports, statistics=bridge))
    editor, view = ScoringTableView(here), ScoringView(here)
    for widget in (editor, view):
        qtbot.addWidget(widget)
    editor.open()
    assert editor.total.text() == "10 项　共 80 分"
    editor.indicators.list.setCurrentRow(2)
    assert [(choice.currentText(), each.value()) for choice, each in editor.rules] == [
        ("超期答复的申请", 6.0)
    ]
    editor.rules[0][1].setValue(2.5)
    editor.indicators.add()
    editor.save()
    assert prompts.said[-1][0] == "trouble"
    editor.name.setText("信函渠道畅通")
    editor.full.setValue(2.5)
    editor.standard.setPlainText("邮寄抽查不通的不得分")
    editor._add_rule()
    editor.proof.item(editor.proof.count() - 1).setCheckState(Qt.CheckState.Checked)
    editor.indicators.shift(-1)
    editor.confirmed.setChecked(True)
    editor.save()
    assert editor.total.text() == "11 项　共 82.5 分"
    assert editor.state.text() == "现在用的：本机关"
    view.open([2025], 2025)
    assert view.total.text().startswith("自评")
    assert "82.5" in view.total.text()
    kept = bridge.scoring_table().indicators[2]
    assert (kept.title, kept.group, len(kept.proof)) == ("信函渠道畅通", "依申请公开", 1)
    prompts.path = tmp_path / "评分表.toml"
    editor.write_out()
    editor.restore()
    assert editor.total.text() == "10 项　共 80 分"
    editor.take_in()
    assert (editor.total.text(), editor.state.text()) == (
        "11 项　共 82.5 分",
        "现在用的：随程序提供",
    )
    editor.indicators.remove()
    assert editor.total.text() == "10 项　共 72.5 分"
    session.workspace.close()
