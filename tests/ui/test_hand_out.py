"""协办 in the window: three steps from the request's page, the section's form, the answer back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest
from PySide6.QtWidgets import QLabel

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Request
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import exchange_receive
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.bridge.sections import SectionBridge
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.desk.page import DeskPage
from gongkai_desktop.ui.exchange.section_tasks import OpinionForm, SectionTasks
from gongkai_desktop.ui.opened import context_of
from gongkai_desktop.ui.ports.sections import HandOutOrder
from gongkai_desktop.ui.request.hand_out import HandOut
from gongkai_desktop.ui.shell import Shell

NUMBER = "2026-004"
WORD = "KM7P-33QX-9DTU-H2WA"


def session_of(path: Path) -> Session:
    workspace = open_workspace(path, today=date(2026, 11, 22), operator="丁某", create=True)
    save_unit(workspace, Unit(name="望山县自然资源局", code="002"))
    return Session(workspace)


@pytest.fixture
def bureau(tmp_path: Path):
    session = session_of(tmp_path / "office.gkt")
    request_service.register(
        session.workspace,
        Request(
            register_no=NUMBER,
            applicant=Applicant(kind=ApplicantKind.NATURAL, name="辛某某", phone="13000000004"),
            request_text="东街片区2024年征收补偿安置方案",
            events=(Event(type=EventType.RECEIVED, date=date(2026, 11, 16), channel="当面"),),
        ),
    )
    yield session
    session.workspace.close()


@pytest.fixture
def section(tmp_path: Path):
    session = session_of(tmp_path / "section.gkt")
    yield session
    session.workspace.close()


def over(context, session: Session):
    return context._replace(ports=attrs.evolve(context.ports, sections=SectionBridge(session)))


def test_out_in_three_steps_and_back_into_the_request(
    qtbot, context, prompts, bureau, section, tmp_path
) -> None:
    prompts.path = tmp_path
    view = HandOut(over(context, bureau), NUMBER)
    qtbot.addWidget(view)
    view.steps.setCurrentIndex(1)
    assert view.steps.currentIndex() == 0  # nothing goes out before it is said to whom
    view.section.setEditText("征收科")
    view.reply_by.setText("2026-11-30")
    view.steps.setCurrentIndex(1)
    assert "包里没有个人信息，不用口令" in view.summary.text()
    view.applicant.setChecked(True)
    view.steps.setCurrentIndex(0)
    view.steps.setCurrentIndex(1)
    assert "申请人姓名和联系方式，须设口令" in view.summary.text()
    prompts.text = None
    view.send()
    assert list(tmp_path.glob("*.zwgk")) == []
    prompts.text = WORD
    view.send()
    (package,) = tmp_path.glob("*.zwgk")
    assert package.name in view.sent._text.text()

    exchange_receive.receive(section.workspace, [package], passwords=[WORD])
    tasks = SectionTasks(over(context, section))
    qtbot.addWidget(tasks)
    tasks.refresh()
    tasks.open_task(0)
    form = tasks.views.widget(1)
    form.give_back()
    assert len(list(tmp_path.glob("*.zwgk"))) == 1  # no opinion, no package
    form.view.setCurrentText("无法提供")
    form.give_back()
    assert prompts.said[-1][0] == "trouble" and "没有写理由" in prompts.said[-1][1]
    form.reasons.setPlainText("没有制作过")
    for place, word in enumerate(("2026-11-20", "档案室", "东街", "", "甲某", "", "")):
        form.searches._put(0, place, word)
    form.searches._put(0, 5, "未找到")
    form.give_back()
    (answer,) = tmp_path.glob("*_协办反馈_*.zwgk")
    assert tasks._lines[0].given

    prompts.path = answer
    view.choose_back()
    assert "无法提供。理由：没有制作过。" in view.shown.toPlainText()
    port = SectionBridge(bureau)
    assert [what for _, what, _ in port.course(NUMBER)] == ["批办　征收科"]
    view.keep()
    assert [what for _, what, _ in port.course(NUMBER)] == ["批办　征收科", "征收科反馈"]


def test_the_answer_of_another_request_is_refused_before_anything_is_kept(
    qtbot, context, prompts, bureau, tmp_path
) -> None:
    view = HandOut(over(context, bureau), NUMBER)
    qtbot.addWidget(view)
    prompts.path = tmp_path / "不是反馈.pdf"
    prompts.path.write_bytes(b"%PDF-1.4")
    view.choose_back()
    assert "没有找到反馈包或者反馈表" in prompts.said[-1][1]
    assert view.keep_button.isHidden()


def test_what_was_handed_to_us_opens_from_the_desk(qtbot, prompts, bureau, section, tmp_path):
    order = HandOutOrder(section="征收科", reply_by=date(2026, 11, 30))
    made = SectionBridge(bureau).send(NUMBER, order, tmp_path, "")
    exchange_receive.receive(section.workspace, [made.path])
    window = Shell(context_of(section.workspace, prompts, ErrorDesk(prompts)))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    desk = window.page
    assert isinstance(desk, DeskPage)
    assert not desk.handed.isHidden()
    desk.handed.table.opened.emit(0)
    form = window.page.findChild(OpinionForm)
    assert form is not None and form.isVisible()
    assert NUMBER in "".join(one.text() for one in form.findChildren(QLabel))
