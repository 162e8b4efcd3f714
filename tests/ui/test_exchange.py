"""两级报送 in the window: a department's package, the county's list, what is sent back, the sum."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services.exchange_members import Member, save_members
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.bridge.exchange import ExchangeBridge
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.exchange.page import ExchangeView


def session_of(path: Path, name: str, code: str) -> Session:
    workspace = open_workspace(path, today=date(2026, 1, 20), create=True)
    save_unit(workspace, Unit(name=name, code=code))
    return Session(workspace)


@pytest.fixture
def department(tmp_path: Path):
    session = session_of(tmp_path / "a.gkt", "望山县某局", "001")
    yield session
    session.workspace.close()


@pytest.fixture
def county(tmp_path: Path):
    session = session_of(tmp_path / "b.gkt", "望山县政务公开办公室", "000")
    save_members(
        session.workspace,
        [Member(code="001", name="望山县某局"), Member(code="002", name="望山县另局")],
    )
    yield session
    session.workspace.close()


def view_of(context, session: Session, qtbot) -> ExchangeView:
    ports = attrs.evolve(context.ports, exchanges=ExchangeBridge(session))
    view = ExchangeView(attrs.evolve(context, ports=ports))
    qtbot.addWidget(view)
    view.refresh()
    return view


def states(view: ExchangeView) -> list[str]:
    model = view.table.model()
    return [model.index(at, 2).data() for at in range(model.rowCount())]


def test_from_package_to_sum(qtbot, context, prompts, department, county, tmp_path) -> None:
    prompts.path = tmp_path
    ours = view_of(context, department, qtbot)
    ours._pack()
    assert prompts.said[-1][1] == "已生成第1版"
    package = tmp_path / "001_年报_2025_第1版.zwgk"
    assert package.with_name("001_年报_2025_第1版_报送单.pdf").read_bytes().startswith(b"%PDF")
    assert package.with_name("001_年报_2025_第1版_报送函.pdf").read_bytes().startswith(b"%PDF")
    assert package.with_name("001_年报_2025_第1版_报送函.docx").read_bytes().startswith(b"PK")
    assert "报送函.docx" in prompts.said[-1][2]

    prompts.path = package
    theirs = view_of(context, county, qtbot)
    assert states(theirs) == ["未报", "未报"]
    theirs._receive()
    assert states(theirs) == ["已报（零报告）", "未报"]
    assert theirs.counts.text() == "已报 1　退回 0　未报 1"
    theirs._total()
    assert theirs.views.currentWidget() is theirs.sum

    theirs.table.setCurrentIndex(theirs.table.model().index(0, 0))
    prompts.text, prompts.path = "缺少盖章的报送单", tmp_path / "退回.pdf"
    theirs._send_back()
    assert states(theirs) == ["退回", "未报"]
    assert prompts.path.read_bytes().startswith(b"%PDF")


def test_nothing_selected_is_said(qtbot, context, prompts, county) -> None:
    view = view_of(context, county, qtbot)
    view._send_back()
    assert prompts.said[-1][:2] == ("trouble", "没有选中单位")


def test_an_office_without_a_list_is_told_the_first_step(
    qtbot, context, prompts, department
) -> None:
    view = view_of(context, department, qtbot)
    assert view._listing.currentIndex() == 1


def typed(view: ExchangeView, table: int, row: int, column: int, text: str) -> None:
    view.paper.tables[table].item(row, column).setText(text)


def test_a_report_on_paper_is_typed_in_and_adds_up(qtbot, context, prompts, county) -> None:
    """§6.4: the county can enter a unit's figures by hand from paper, marked 手工录入."""
    view = view_of(context, county, qtbot)
    view._enter_paper()
    assert prompts.said[-1][:2] == ("trouble", "没有选中单位")
    view.table.setCurrentIndex(view.table.model().index(1, 0))
    view._enter_paper()
    assert view.views.currentWidget() is view.paper
    for row in (0, 2, 23):
        typed(view, 1, row, 1, "3")
        typed(view, 1, row, 7, "3")
    typed(view, 0, 4, 1, "5")
    typed(view, 2, 0, 1, "1")
    typed(view, 2, 0, 5, "1")
    view.paper.saved.emit()
    assert states(view) == ["未报", "已报"]
    assert view.table.model().index(1, 4).data() == "手工录入"
    view._total()
    view.sum.tables[1].opened.emit("r3_1_open", 0, "予以公开")
    assert prompts.said[-1][2] == "望山县另局　3"
    view.sum.tables[0].opened.emit("docs_repealed", 0, "")
    assert prompts.said[-1][2] == "望山县另局　5"
    view.sum.tables[2].opened.emit("review", 4, "行政复议")
    assert prompts.said[-1][1:] == ("行政复议　总计", "望山县另局　1")


def test_paper_that_does_not_tie_is_sent_back(qtbot, context, prompts, county) -> None:
    view = view_of(context, county, qtbot)
    view.table.setCurrentIndex(view.table.model().index(0, 0))
    view._enter_paper()
    typed(view, 1, 0, 1, "3")
    view.paper.saved.emit()
    assert states(view) == ["退回", "未报"]
    assert "应当相等" in prompts.said[-1][2]


def test_a_closed_period_takes_nothing_more(qtbot, context, prompts, county) -> None:
    view = view_of(context, county, qtbot)
    view.close_button.click()
    assert view.close_button.text() == "重新开放报送"
    view.table.setCurrentIndex(view.table.model().index(0, 0))
    view._enter_paper()
    view.paper.saved.emit()
    assert "已经关闭报送" in str(prompts.said[-1])
    view.close_button.click()
    assert view.close_button.text() == "关闭报送"
