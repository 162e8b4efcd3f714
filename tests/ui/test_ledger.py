"""The places 台账 and 主动公开 on a real office: a row entered, found, changed, struck."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest
from PySide6.QtWidgets import QPushButton

from gongkai_desktop.services.ledger import add
from gongkai_desktop.services.ledger_listing import ledger_rows
from gongkai_desktop.services.unit import save_unit, the_unit
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.bridge.ledger import LedgerBridge
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ledger.evidence import EvidencePanel
from gongkai_desktop.ui.ledger.form import RowForm
from gongkai_desktop.ui.ledger.page import LedgerPage, PrecedentPage, PublicationPage


@pytest.fixture
def session(tmp_path: Path):
    workspace = open_workspace(tmp_path / "a.gkt", today=date(2026, 11, 22), create=True)
    yield Session(workspace)
    workspace.close()


def page_of(kind, context, session: Session):
    ports = attrs.evolve(context.ports, ledgers=LedgerBridge(session))
    page = kind(context._replace(ports=ports))
    page.refresh()
    return page


def test_a_row_is_entered_by_the_form_and_shown_in_the_list(qtbot, context, session) -> None:
    page = page_of(LedgerPage, context, session)
    qtbot.addWidget(page)
    page.open_row()
    form = page.views.currentWidget()
    assert isinstance(form, RowForm)
    form.saved.emit(
        {"mail_no": "1000000000041", "signed": "2026-11-13 16:20", "signer": "门卫戊某"}
    )
    (row,) = ledger_rows(session.workspace, "mail_in")
    assert (row["no"], row["signed"]) == ("2026-001", "2026-11-13T16:20")
    assert page.search("门卫")
    assert "收件簿（1）" in page.names.currentItem().text()


def test_publication_holds_its_own_ledgers(qtbot, context, session) -> None:
    add(session.workspace, "publications", {"title": "通知", "formed": "2026-07-01"})
    page = page_of(PublicationPage, context, session)
    qtbot.addWidget(page)
    names = [page.names.item(at).text() for at in range(page.names.count())]
    assert any("公文公开属性认定（0）" in name for name in names)
    assert any("主动公开台账（1）　超期1" in name for name in names)


def test_lines_within_a_row_are_typed_and_come_back(qtbot, context, session) -> None:
    body = {"title": "第8次会", "held": "2026-10-14", "who": "代表", "people": 2}
    add(session.workspace, "attendance", body)
    page = page_of(LedgerPage, context, session)
    qtbot.addWidget(page)
    page._key = "attendance"
    page.refresh()
    page.open_row(page._fetch(page._find("no", False))[0])
    form = page.views.currentWidget()
    field = form.fields["opinions"]
    field.add_line()
    for at, words in enumerate(("代表甲", "延长公示时间", "采纳")):
        field.table.item(0, at).setText(words)
    field.add_line()
    form._save()
    (row,) = ledger_rows(session.workspace, "attendance")
    assert row["opinions"] == [{"who": "代表甲", "text": "延长公示时间", "adopted": "采纳"}]
    page.open_row(page._fetch(page._find("no", False))[0])
    again = page.views.currentWidget().fields["opinions"]
    assert again.lines() == [
        {"who": "代表甲", "text": "延长公示时间", "adopted": "采纳", "reason": ""}
    ]


def test_evidence_files_are_kept_and_taken_out(
    qtbot, context, session, prompts, settle, tmp_path: Path
) -> None:
    saved = add(session.workspace, "trainings", {"title": "培训", "held": "2026-11-20"})
    page = page_of(LedgerPage, context, session)
    qtbot.addWidget(page)
    photo = tmp_path / "签到表.pdf"
    photo.write_bytes(b"%PDF-1.7 sample")
    page._key = "trainings"
    page.refresh()
    page.open_row(page._fetch([saved.row.id])[0])
    panel = page.views.currentWidget().findChild(EvidencePanel)
    prompts.path = photo
    panel._choose()
    settle()
    assert panel.list.item(0).text() == "签到表.pdf"
    prompts.path = tmp_path / "取出.pdf"
    panel._save(panel.list.item(0))
    settle()
    assert prompts.path.read_bytes() == photo.read_bytes()


def open_ledger(page, key: str) -> None:
    page.arrive((key, ""))


def test_a_plan_is_pasted_and_only_ours_is_shown(qtbot, context, session) -> None:
    page = page_of(LedgerPage, context, session)
    qtbot.addWidget(page)
    open_ledger(page, "tasks")
    page.show_paste()
    view = page.views.currentWidget()
    view.text.setPlainText(
        "2026年县政务公开工作要点\n一、基础\n（一）每月報(bào)送１篇信息。（责任单位：各部门）\n"
        "（二）做好學校信息公開。（責任單位：縣教育局）"
    )
    view.pasted.emit(view.text.toPlainText())
    qtbot.waitUntil(lambda: not context.tasks.busy)
    first, second = ledger_rows(session.workspace, "tasks")
    assert first["subtasks"][0]["every"] == "每月"
    assert (first["ours"], second["ours"], second["units"]) == ("是", "否", ["县教育局"])
    page.head.choice.setCurrentText("与本单位有关")
    qtbot.waitUntil(lambda: page.head.choice.currentText() == "与本单位有关")
    qtbot.waitUntil(lambda: len(page._find("no", False)) == 1)


def test_the_papers_of_a_ledger_are_saved(qtbot, context, session, prompts, tmp_path: Path) -> None:
    add(session.workspace, "info_reports", {"title": "信息", "sent": "2026-11-20"})
    page = page_of(LedgerPage, context, session)
    qtbot.addWidget(page)
    open_ledger(page, "info_reports")
    prompts.path = tmp_path / "逐月.pdf"
    (action,) = page.head.papers.actions()
    assert action.text() == "逐月统计表…"
    action.trigger()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert prompts.path.read_bytes().startswith(b"%PDF")


def test_a_message_is_turned_into_a_request(qtbot, context, session) -> None:
    body = {"title": "问征地批文", "channel": "网站咨询留言", "received": "2026-11-20"}
    saved = add(session.workspace, "messages", {**body, "person": "甲", "content": "申请公开批文"})
    page = page_of(LedgerPage, context, session)
    qtbot.addWidget(page)
    open_ledger(page, "messages")
    page.open_row(page._fetch([saved.row.id])[0])
    with qtbot.waitSignal(page.go) as gone:
        page.views.currentWidget().converted.emit()
    place, begun = gone.args
    assert (place, begun.sender, begun.text) == ("request", "甲", "申请公开批文")
    assert (begun.received, begun.row) == (date(2026, 11, 20), saved.row.id)


def test_cases_leave_as_a_package_and_come_into_another_office(
    qtbot, context, session, prompts, tmp_path: Path
) -> None:
    unit = attrs.evolve(the_unit(session.workspace), name="甲县局", code="990101001")
    save_unit(session.workspace, unit)
    body = {
        "title": "补偿明细",
        "shelf": "典型案例",
        "request": "2026-001",
        "entered": "2026-11-02",
    }
    add(session.workspace, "precedents", {**body, "entered": "2026-11-02"})
    page = page_of(PrecedentPage, context, session)
    qtbot.addWidget(page)
    prompts.path = tmp_path / "案例包.zwgk"
    pack = next(one for one in page.head.findChildren(QPushButton) if one.text() == "导出案例包")
    pack.click()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert ("tell", "导出案例包", "已导出到 案例包.zwgk") in prompts.said
    other = open_workspace(tmp_path / "b.gkt", today=date(2026, 11, 22), create=True)
    second = page_of(PrecedentPage, context, Session(other))
    qtbot.addWidget(second)
    second._bring_in()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    (row,) = ledger_rows(other, "precedents")
    assert (row["title"], row["shelf"], row.get("request")) == ("补偿明细", "典型案例", None)
    other.close()
