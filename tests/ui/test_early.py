"""The window stands before the office is open, and what is asked of it meanwhile is done."""

from __future__ import annotations

import shutil
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication

from gongkai_desktop.domain.role import Role
from gongkai_desktop.services import people, sign_in
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.store import OfficeLock, Person
from gongkai_desktop.ui.common.local import Local
from gongkai_desktop.ui.early import ASKS_NAME, stands_first
from gongkai_desktop.ui.opened import Home
from gongkai_desktop.ui.shell import Shell
from gongkai_desktop.ui.start import Start


@pytest.fixture
def location(sample_file, tmp_path):
    office = tmp_path / "公开台.gkt"
    shutil.copyfile(sample_file, office)
    return office


@pytest.fixture
def begun(app, location, prompts, qtbot):
    """Starts a window on the office; all are closed at the end."""
    starts = []

    def begin() -> Start:
        start = Start(str(location), today=None, password=None, prompts=prompts)
        starts.append(start)
        start.ended = []
        start.begin(lambda: start.ended.append(True))
        return start

    yield begin
    for start in starts:
        qtbot.waitUntil(lambda start=start: bool(start.ended))
        start.close()


def filled(start, qtbot):
    qtbot.waitUntil(lambda: not start.shell.waiting)
    return start.shell


def test_the_frame_stands_before_the_office_and_is_the_same_window_after(begun, qtbot):
    start = begun()
    frame = start.shell
    assert frame.isVisible()
    assert frame.waiting
    assert filled(start, qtbot) is frame
    assert frame.place == "desk"
    assert frame.page.tiles["open"].accessibleName().startswith("在办")
    assert "单位" not in frame.windowTitle()
    assert start.ended == [True]


def test_a_place_clicked_meanwhile_is_opened(begun, qtbot):
    start = begun()
    entry = start.shell.navigation.entry("annual")
    qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
    assert entry.isChecked()
    assert filled(start, qtbot).place == "annual"


def test_a_key_pressed_meanwhile_is_honoured(begun, qtbot):
    start = begun()
    key(start.shell, "Ctrl+N").activated.emit()
    shell = filled(start, qtbot)
    assert shell.place == "request"
    qtbot.waitUntil(lambda: key(shell, "Ctrl+N") is None)


def test_help_asked_for_meanwhile_comes_with_the_page(begun, qtbot):
    start = begun()
    key(start.shell, "F1").activated.emit()
    shell = filled(start, qtbot)
    assert shell.place == "desk"
    assert shell.aids.panel.isVisible()


def test_closing_meanwhile_closes_when_the_file_is_free(begun, location, qtbot):
    start = begun()
    shell = start.shell
    shell.close()
    qtbot.waitUntil(lambda: not shell.isVisible())
    start.close()
    assert not OfficeLock(location).path.exists()


def test_a_damaged_file_offers_its_backups(begun, location, qtbot):
    damage(location)
    start = begun()
    qtbot.waitUntil(lambda: start.rescue is not None)
    assert start.rescue.isVisible()
    qtbot.waitUntil(lambda: not seen(Shell))
    start.rescue.close()


def test_a_foreign_file_takes_the_window_away_and_says_why(begun, location, qtbot):
    location.write_bytes(foreign(location))
    start = begun()
    qtbot.waitUntil(lambda: start.refusal is not None)
    assert "不是公开台的数据文件" in str(start.refusal)
    assert start.shell is None
    qtbot.waitUntil(lambda: not seen(Shell))
    assert not OfficeLock(location).path.exists()


def test_an_office_that_gives_roles_asks_who_is_there(begun, location, qtbot):
    workspace = open_workspace(location, operator="丁某")
    for name, role in (("丁某", Role.ADMIN), ("庚某", Role.READER)):
        people.save_person(workspace, Person(name=name, roles=(str(role),)))
    sign_in.enter(workspace, "丁某")
    workspace.close()
    start = begun()
    qtbot.waitUntil(lambda: start.sign_in is not None)
    frame = start.shell
    assert not frame.isVisible()
    assert frame.waiting
    start.sign_in.submit()
    assert start.shell is frame
    assert frame.isVisible()
    assert not frame.waiting
    assert not stands_first(Home(location=str(location)), Local.beside(str(location)))


def test_what_has_to_be_asked_first_is_asked_before_any_window(location):
    """A file that is open elsewhere, one that is encrypted, one that is not there yet."""
    home, local = Home(location=str(location)), Local()
    assert stands_first(home, local)
    lock = OfficeLock(location)
    lock.acquire(datetime(2026, 11, 22, 9))
    assert not stands_first(home, local)
    lock.release()
    local.keep(ASKS_NAME, "1")
    assert not stands_first(home, local)
    location.write_bytes(b"\x8a" * 4096)
    assert not stands_first(home, Local())
    location.unlink()
    assert not stands_first(home, Local())
    assert not stands_first(Home(location="postgresql://server/office"), Local())


def key(window, words):
    found = [one for one in window.findChildren(QShortcut) if one.key().toString() == words]
    return found[0] if found else None


def seen(kind):
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    return [one for one in shown if isinstance(one, kind)]


def foreign(location):
    content = bytearray(location.read_bytes())
    content[68:72] = b"\0\0\0\1"  # application_id of another program
    return bytes(content)


def damage(location):
    content = bytearray(location.read_bytes())
    content[8_192:20_000] = b"\xa5" * (20_000 - 8_192)
    location.write_bytes(content)
