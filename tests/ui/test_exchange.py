"""两级报送 in the window: a department's package, the county's list, what is sent back, the sum."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import attrs
import pytest
from PySide6.QtWidgets import QLineEdit

from gongkai_desktop.documents.source import read_source
from gongkai_desktop.domain.annual.record import report_from_record
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.exchange.lock import strength_of
from gongkai_desktop.domain.exchange.paper_code import PaperCode, encoded
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.library.reports import template_due
from gongkai_desktop.services import exchange
from gongkai_desktop.services.exchange_content import ANNUAL_PART, FILING_PART, Content
from gongkai_desktop.services.exchange_members import Member, save_members
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.bridge import exchange as bridge_module
from gongkai_desktop.ui.bridge.exchange import ExchangeBridge
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.common.locking import LockDialog
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
    view = ExchangeView(context._replace(ports=ports))
    qtbot.addWidget(view)
    view.refresh()
    return view


def states(view: ExchangeView) -> list[str]:
    model = view.table.model()
    return [model.index(at, 2).data() for at in range(model.rowCount())]


def words_on(pdf) -> str:
    """The words of a PDF without the spaces of its lines."""
    return "".join(read_source(pdf).text.split())


def test_from_package_to_sum(qtbot, context, prompts, department, county, tmp_path) -> None:
    prompts.path = tmp_path
    ours = view_of(context, department, qtbot)
    ours._pack()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert prompts.said[-1][1] == "已生成第1版"
    package = tmp_path / "001_年报_2025_第1版.zwgk"
    assert package.with_name("001_年报_2025_第1版_报送单.pdf").read_bytes().startswith(b"%PDF")
    assert package.with_name("001_年报_2025_第1版_报送函.pdf").read_bytes().startswith(b"%PDF")
    assert package.with_name("001_年报_2025_第1版_报送函.docx").read_bytes().startswith(b"PK")
    assert "报送函.docx" in prompts.said[-1][2]

    prompts.path = package
    theirs = view_of(context, county, qtbot)
    assert states(theirs) == ["未报", "未报"]
    theirs.receive_button.click()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert states(theirs) == ["已报（零报告）", "未报"]
    assert theirs.counts.text() == "已报 1　退回 0　未报 1"
    theirs._total()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert theirs.views.currentWidget() is theirs.sum

    theirs.table.setCurrentIndex(theirs.table.model().index(0, 0))
    prompts.text, prompts.folder = "缺少盖章的报送单", tmp_path
    prompts.path = tmp_path / "退回通知.pdf"
    theirs._send_back()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert states(theirs) == ["退回", "未报"]
    back = tmp_path / "000_退回_2025_001_第1版.zwgk"
    assert back.exists()
    assert "缺少盖章的报送单" in words_on(prompts.path)
    assert prompts.said[-1][1] == "打印退回通知"

    prompts.path = tmp_path / "再印一份.pdf"
    theirs._notice()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert "缺少盖章的报送单" in words_on(prompts.path)

    prompts.path = back
    ours.receive_button.click()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert "被退回：缺少盖章的报送单" in ours.answers.lines.toPlainText()
    assert "被退回：缺少盖章的报送单" in ours.returned._text.text()

    theirs._accept()
    assert states(theirs) == ["已报（零报告）", "未报"]
    theirs._notice()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert prompts.said[-1][:2] == ("trouble", "001的年报（2025）没有退回")


def test_a_report_sent_back_whose_package_cannot_be_written_says_so(
    qtbot, context, prompts, department, county, tmp_path
) -> None:
    prompts.path = tmp_path
    view_of(context, department, qtbot)._pack()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    theirs = view_of(context, county, qtbot)
    prompts.path = tmp_path / "001_年报_2025_第1版.zwgk"
    theirs.receive_button.click()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    theirs.table.setCurrentIndex(theirs.table.model().index(0, 0))
    prompts.text, prompts.folder = "缺少盖章的报送单", prompts.path / "没有这个文件夹"
    theirs._send_back()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    kind, message, advice = prompts.said[-1]
    assert (kind, message[:14]) == ("trouble", "退回已经登记，退回包没有写成")
    assert "退回所选" in advice


def test_nothing_selected_is_said(qtbot, context, prompts, county) -> None:
    view = view_of(context, county, qtbot)
    view._send_back()
    qtbot.waitUntil(lambda: not context.tasks.busy)
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
    qtbot.waitUntil(lambda: not context.tasks.busy)
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
    assert "应当相等" in view.answers.lines.toPlainText()


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


def test_a_configuration_is_seen_before_it_is_taken(
    qtbot, context, prompts, department, county, tmp_path
) -> None:
    """§6.4: nothing changes silently; giving up leaves everything as it was."""
    prompts.path = tmp_path
    theirs = view_of(context, county, qtbot)
    theirs.kind.setCurrentText("配置")
    theirs._pack()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    prompts.path = next(tmp_path.glob("*_配置_*.zwgk"))
    ours = view_of(context, department, qtbot)
    ours.receive_button.click()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert "单位清单：2个单位" in ours.answers.lines.toPlainText()
    ours.answers._refuse.click()
    ours.refresh()
    assert states(ours) == []
    ours.receive_button.click()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    ours.answers.act.click()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert "已接收" in ours.answers.lines.toPlainText()
    ours.answers.act.click()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert states(ours) == ["未报", "未报"]


def test_a_package_with_personal_data_asks_for_a_password_and_names_them(
    qtbot, context, prompts, department, county, tmp_path, monkeypatch
) -> None:
    secret = {"files/答复书.pdf": b"%PDF-1.4"}

    def content(*_: object, **__: object) -> Content:
        held = ("答复书原文（申请人姓名、联系方式等）",)
        parts = {FILING_PART: b"[]"}
        return Content(parts=parts, body={"replies": []}, secret=secret, personal=held)

    monkeypatch.setattr(exchange, "content_for", content)
    monkeypatch.setattr(bridge_module, "content_for", content)
    ours = view_of(context, department, qtbot)
    ours.kind.setCurrentText("答复备案")
    ours.letters.setChecked(True)
    prompts.path, prompts.text = tmp_path, None
    ours._pack()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert prompts.said[-1][:2] == ("lock", "答复书原文（申请人姓名、联系方式等）")
    assert list(tmp_path.glob("*.zwgk")) == []
    prompts.text = "KM7P-33QX-9DTU-H2WA"
    ours._pack()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    (path,) = tmp_path.glob("*.zwgk")

    theirs = view_of(context, county, qtbot)
    theirs.kind.setCurrentText("答复备案")
    prompts.path, prompts.text = path, None
    theirs.receive_button.click()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert prompts.said[-1][:2] == ("ask", "输入口令")
    assert states(theirs) == ["未报", "未报"]
    prompts.text = "KM7P-33QX-9DTU-H2WA"
    theirs.receive_button.click()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert states(theirs) == ["已报（零报告）", "未报"]
    theirs.table.setCurrentIndex(theirs.table.model().index(0, 0))
    prompts.path = tmp_path
    theirs.files_button.click()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert (tmp_path / "答复书.pdf").read_bytes() == b"%PDF-1.4"


def test_the_dialog_opens_only_for_a_strong_password_twice_and_the_tick(qtbot) -> None:
    """§6.3: AES and a second confirmation that says what goes out."""
    dialog = LockDialog(None, ["申请人姓名"], strength_of, lambda: "KM7P-33QX-9DTU-H2WA")
    qtbot.addWidget(dialog)
    assert not dialog.take.isEnabled()
    dialog.password.setText("123456")
    assert "太短" in dialog.strength.text()
    dialog.password.setText("KM7P-33QX-9DTU-H2WA")
    dialog.again.setText("KM7P-33QX-9DTU-H2WB")
    assert "两次输入的口令不同" in dialog.strength.text()
    dialog.fill()
    assert not dialog.take.isEnabled()
    dialog.sure.setChecked(True)
    assert dialog.take.isEnabled()
    assert "申请人姓名" in dialog.sure.text()
    assert dialog.password.echoMode() == QLineEdit.EchoMode.Normal
    dialog.shown.setChecked(False)
    assert dialog.password.echoMode() == QLineEdit.EchoMode.Password


def test_a_sheet_is_scanned_in(qtbot, context, prompts, department, county, tmp_path) -> None:
    view = view_of(context, county, qtbot)
    prompts.text = "6901234567892"
    view._scan()
    assert "不是报送单上的二维码" in prompts.said[-1][1]
    package = exchange.pack(department.workspace, PackageKind.ANNUAL, "2025", tmp_path).package
    told = PaperCode(
        unit_code="001",
        edition=1,
        seal=package.seal,
        report=report_from_record(json.loads(package.parts[ANNUAL_PART])),
    )
    prompts.text = encoded(told, template_due(2025).shape)
    view._scan()
    assert states(view) == ["已报（零报告）", "未报"]
    assert view.table.model().index(0, 4).data() == "扫码录入"
