"""Steps on the way to an answer, each walked in the window: opinions, delay, fee, second delivery.

Every act begins at the step on offer; what a letter or a step already said is not typed again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.request import Stage
from gongkai_desktop.domain.stage import stage_of
from gongkai_desktop.services import annual, unit
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.ui.dispute.page import DisputePage
from gongkai_desktop.ui.request.letter_acts import FollowForm, PostForm
from tests.cases.whole_life import FEE, OFFICE, RECEIVED, WALKS, applicant_of, carried, day
from tests.services.printed import text_of
from tests.ui.test_whole_life import WindowClerk, put, said

pytestmark = pytest.mark.long

LOOK = os.environ.get("GONGKAI_TEST_PICTURES", "")
GIVEN = next(one for one in WALKS if one.ground == "open_provide")
REFUSED = next(one for one in WALKS if one.ground == "process")
ASKED = {
    "organ": "望山县生态环境分局",
    "info_title": "《关于W片区生态修复工程实施方案的通知》",
    "consult_kind": "共同制作且本机关牵头",
    "copy_pages": 9,
}
ORGAN = ASKED["organ"]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "office.gkt", today=RECEIVED, operator="丁某", create=True)
    unit.save_unit(opened, OFFICE)
    yield opened
    opened.close()


@pytest.fixture
def clerk(
    app: QApplication, qtbot: Any, workspace: Workspace, tmp_path: Path, request: Any
) -> Iterator[WindowClerk]:
    folder = Path(LOOK) / request.node.name if LOOK else tmp_path / "纸"
    folder.mkdir(parents=True, exist_ok=True)
    made = WindowClerk(workspace, applicant_of(GIVEN), folder, qtbot)
    yield made
    made.leave()


def answers(clerk: WindowClerk, on: date) -> None:
    """The information is given, in time."""
    clerk.on(on)
    clerk.decides("open_provide")
    clerk.sends("C1", GIVEN.facts, on)
    assert clerk.found == []
    _, deadline = request_service.show(clerk.workspace, clerk.no)
    assert deadline.status == "按期答复"
    assert stage_of(clerk.request) is Stage.ANSWERED


def due(clerk: WindowClerk) -> date | None:
    return request_service.show(clerk.workspace, clerk.no)[1].due_date


def printed(clerk: WindowClerk, name: str) -> str:
    paper = next(clerk.desk.folder.glob(f"{clerk.no}-*{name}*用印稿.pdf"))
    return "".join(text_of(paper.read_bytes()).split())


def test_an_organ_asked_agrees_in_time(clerk: WindowClerk) -> None:
    """条例第三十四条、第三十三条第三款: the letter with its reply form, the opinion, the answer."""
    clerk.registers(GIVEN.text)
    before = due(clerk)
    clerk.sends("B7", ASKED, day(11, 4), reached=day(11, 6))
    asked = printed(clerk, "征求有关机关")
    assert ORGAN in asked
    assert "征求意见复函" in asked
    clerk.records(EventType.AGENCY_ANSWERED, day(11, 12), party=ORGAN, outcome="同意公开")
    after = due(clerk)
    assert before and after and after > before, "the time of the asking is not counted"
    answers(clerk, day(11, 16))


def test_an_organ_that_is_silent_is_taken_to_agree_after_fifteen_working_days(
    clerk: WindowClerk,
) -> None:
    """条例第三十四条: no opinion within 15 working days is consent, and not a day earlier."""
    clerk.registers(GIVEN.text)
    clerk.sends("B7", ASKED, day(11, 4), reached=day(11, 6))
    clerk.is_refused(EventType.AGENCY_LAPSED, day(11, 26), "第三十四条", party=ORGAN)
    clerk.records(EventType.AGENCY_LAPSED, day(11, 30), party=ORGAN)
    answers(clerk, day(12, 2))


def test_reasons_given_lead_to_a_delayed_answer(clerk: WindowClerk) -> None:
    """条例第三十五条: reasonable reasons, a later day is told; the answer is in time until then."""
    clerk.registers(GIVEN.text, received=day(9, 7))
    gist = {"request_gist": "均涉及同一片区土地征收的各类会议记录和往来函件"}
    clerk.sends("B2", gist, day(9, 9), reached=day(9, 11))
    clerk.records(EventType.REASONS_GIVEN, day(9, 18), note="房屋在征收范围内，正在协商补偿")
    facts = {"delay_until": "2026-11-27"}
    clerk.sends("B4", facts, day(9, 22), reached=day(9, 24))
    assert due(clerk) == day(11, 27)
    assert "2026年11月27日" in printed(clerk, "延迟答复")
    answers(clerk, day(11, 20))


def test_a_fee_asked_and_paid_lets_the_answer_go_on(clerk: WindowClerk) -> None:
    """国办函〔2020〕109号: the clock rests until the fee is paid; then the answer goes on."""
    clerk.registers(GIVEN.text, received=day(9, 7))
    before = due(clerk)
    clerk.sends("B9", FEE, day(9, 9), reached=day(9, 11))
    clerk.records(EventType.FEE_PAID, day(9, 21))
    after = due(clerk)
    assert before and after and after > before
    answers(clerk, day(9, 28))


def test_what_comes_back_is_delivered_a_second_time(clerk: WindowClerk) -> None:
    """A parcel returned: the reason is kept, a second posting has its own number and address."""
    clerk.registers(GIVEN.text)
    answers(clerk, day(11, 16))
    clerk.on(day(11, 23))
    section = clerk.detail.section("文书")
    section.choose("C1")
    clerk.settle()
    form = clerk._act(section, FollowForm)
    put(form.result, "returned")
    put(form.reason, "地址不详")
    clerk.look("退回")
    clerk._done(section)
    form = clerk._act(section, PostForm)
    assert said(form.to) == clerk.applicant.name
    assert said(form.mail_no) == "", "the number of the first parcel is not that of the second"
    put(form.mail_no, "1000000000061")
    put(form.address, "望山县新示例路2号")
    clerk.look("第二次送达")
    clerk._done(section)
    form = clerk._act(section, FollowForm)
    clerk._done(section)
    _, deadline = request_service.show(clerk.workspace, clerk.no)
    assert deadline.status == "按期答复", "the first posting keeps its day (235号)"
    sent = clerk.request.last(EventType.REPLY_SENT)
    assert sent is not None and sent.date == day(11, 16)
    clerk.look("第二次送达后")


def test_files_come_by_drop_and_from_the_scan_folder(clerk: WindowClerk, tmp_path: Path) -> None:
    """A file dropped on the page and one that the scanner wrote are kept with the request."""
    clerk.registers(GIVEN.text)
    dropped, scans = tmp_path / "信封.pdf", tmp_path / "扫描"
    scans.mkdir()
    pages = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    dropped.write_bytes(pages)
    section = clerk.detail.section("文件")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(dropped))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    section.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, keys))
    clerk.settle()
    clerk.desk.folder, before = scans, clerk.desk.folder
    section.scans._choose()
    clerk.desk.folder = before
    (scans / "回执.pdf").write_bytes(pages + b"\n")
    clerk.qtbot.waitUntil(lambda: section.scans.list.count() == 1)
    clerk.look("扫描")
    section.scans.keep()
    clerk.settle()
    clerk.look("文件")
    names = [file.name for file in clerk.detail._file.files]
    assert sorted(names) == ["信封.pdf", "回执.pdf"]
    assert section.scans.list.count() == 0


def test_an_order_entered_in_the_place_of_disputes_opens_the_request_again(
    clerk: WindowClerk,
) -> None:
    """行政复议法: refusal quashed; typed in 复议诉讼, the order leads to G2 and counts in 表三."""
    clerk.applicant = applicant_of(REFUSED)
    carried(clerk, REFUSED)
    clerk.on(day(11, 25))
    clerk.detail.section("复议诉讼").begin()
    page = clerk.shell.page
    assert isinstance(page, DisputePage)
    fields = page.form.fields
    assert (said(fields.number), said(fields.organ)) == (clerk.no, OFFICE.government)
    put(fields.received, day(11, 25))
    put(fields.case_no, "望府复〔2026〕41号")
    page.form.save()
    clerk.look("复议登记")
    page.form.closed.emit()
    assert clerk.detail.isVisible()

    clerk.on(day(12, 7))
    section = clerk.detail.section("复议诉讼")
    section.table.opened.emit(0)
    page = clerk.shell.page
    fields = page.form.fields
    put(fields.answered, day(12, 1))
    put(fields.ruling, "review_revoked_reanswer")
    put(fields.concluded, day(12, 4))
    put(fields.decision_no, "望府复决〔2026〕41号")
    put(fields.decision_received, day(12, 7))
    assert fields.grid.first_problem() == ""
    page.form.save()
    clerk.settle()
    clerk.look("复议决定")
    assert "重新进入在办" in clerk.desk.told[-1]
    assert clerk.detail._file.steps[0].letter == "G2"
    clerk.decides("open_provide")
    typed = {name: value for name, value in GIVEN.facts.items() if name != "separation"}
    clerk.sends("G2", typed, day(12, 14))
    assert clerk.found == []
    assert stage_of(clerk.request) is Stage.ANSWERED
    tables = annual.compile_year(clerk.workspace, 2026).report
    assert tables.to_record()["table3"]["review"]["corrected"] == 1
