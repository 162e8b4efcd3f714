"""登录: who is there is chosen by name; roles are given, and shown in the window."""

from datetime import date
from pathlib import Path

import pytest
from fake_sign_in import FakeSignIn

from gongkai_desktop.domain.role import Role
from gongkai_desktop.services import people, sign_in
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.store import Person
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.unattended import UnattendedPrompts
from gongkai_desktop.ui.first_run.sign_in import SignInWindow
from gongkai_desktop.ui.frame import READING_RIBBON
from gongkai_desktop.ui.ports.sign_in import DeskLine
from gongkai_desktop.ui.start import Start

TWO = (DeskLine(name="丁某", roles="管理员", locked=True), DeskLine(name="戊某", roles="经办"))


@pytest.fixture
def door(app, qtbot, prompts):
    window = SignInWindow(FakeSignIn(*TWO), ErrorDesk(prompts), "戊某")
    qtbot.addWidget(window)
    window.show()
    return window


def test_the_last_one_is_chosen_and_comes_in_without_a_password(qtbot, door):
    assert (door.name.currentData(), door.password.isVisible()) == ("戊某", False)
    with qtbot.waitSignal(door.entered):
        door.submit()


def test_a_wrong_personal_password_costs_time(qtbot, door, prompts):
    door.name.setCurrentIndex(0)
    assert door.password.isVisible()
    door.password.setText("falsch")
    with qtbot.assertNotEmitted(door.entered):
        door.submit()
    assert prompts.said[-1][0] == "trouble"
    assert (door.button.isEnabled(), door.password.text()) == (False, "")
    qtbot.waitUntil(door.button.isEnabled)
    door.password.setText("geheim")
    with qtbot.waitSignal(door.entered):
        door.submit()


def test_roles_are_ticked_in_the_settings(shell):
    page = shell.open_place("settings")
    page.arrive("people")
    part = page.part()
    part.name.setText("戊某某")
    part.roles[Role.HANDLER].setChecked(True)
    part.roles[Role.REVIEWER].setChecked(True)
    part.submit()
    known = {one.name: one.roles for one in page.context.ports.settings.people()}
    assert known == {"丁某": (), "戊某某": ("经办", "审核")}


def test_the_operators_own_password(shell, office, prompts):
    page = shell.open_place("settings")
    page.arrive("people")
    part = page.part()
    prompts.text = "三棵香樟树"
    part.own_password()
    assert office.signing.own == "三棵香樟树"
    part.edit(page.context.ports.settings.people()[0])
    part.clear_password()
    assert office.signing.cleared == ["丁某"]


def test_a_reader_sees_the_office_and_the_ribbon(qtbot, tmp_path: Path) -> None:
    location = tmp_path / "公开台.gkt"
    workspace = open_workspace(location, today=date(2026, 11, 22), operator="丁某", create=True)
    for name, role in (("丁某", Role.ADMIN), ("庚某", Role.READER)):
        people.save_person(workspace, Person(name=name, roles=(str(role),)))
    sign_in.enter(workspace, "丁某")
    workspace.close()
    start = Start(
        str(location), today=date(2026, 11, 22), password=None, prompts=UnattendedPrompts()
    )
    start.open()
    assert start.shell is None
    assert start.sign_in is not None
    start.sign_in.name.setCurrentIndex(1)
    start.sign_in.submit()
    assert start.shell is not None
    shown = {one.text() for one in start.shell.findChildren(type(start.shell._notice._ribbon))}
    assert READING_RIBBON in shown
    assert "经办：庚某（只读）" in shown
    assert start.shell._notice._reading.isVisible()
    start.close()
