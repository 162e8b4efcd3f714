"""The locked door, the password in the settings, the lock after idle minutes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from gongkai_desktop.services import secret
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.store import dialect
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.idle import IdleWatch
from gongkai_desktop.ui.common.unattended import UnattendedPrompts
from gongkai_desktop.ui.first_run.unlock import Unlock
from gongkai_desktop.ui.start import Start

PASSWORD = "窗外有三棵香樟树"


@pytest.fixture
def door(qtbot, app, prompts) -> Unlock:
    door = Unlock(lambda typed: typed == PASSWORD, ErrorDesk(prompts), "请输入口令。")
    qtbot.addWidget(door)
    return door


def test_the_right_password_opens(qtbot, door: Unlock) -> None:
    door.field.setText(PASSWORD)
    with qtbot.waitSignal(door.unlocked) as opened:
        door.submit()
    assert opened.args == [PASSWORD]


def test_every_wrong_one_costs_more_time(door: Unlock) -> None:
    waits = []
    for _ in range(7):
        door.field.setText("猜")
        door.submit()
        assert not door.button.isEnabled() and door.field.text() == ""
        waits.append(door._pause.interval() // 1000)
        door.field.setText(PASSWORD)
        door.submit()
        door.button.setEnabled(True)
    assert waits == [1, 2, 4, 8, 16, 30, 30]


def test_settings_set_a_password_and_print_the_key(
    qtbot, shell, context, prompts, tmp_path: Path
) -> None:
    page = shell.open_place("settings", "secret")
    part = page.part()
    part.password.setText(PASSWORD)
    part.again.setText("别的口令别的口令")
    part.submit()
    assert not part._secret.encrypted()
    part.again.setText(PASSWORD)
    part.submit()
    qtbot.waitUntil(lambda: page.part().submit_button.text() == "更换口令")
    assert any("马上打印恢复密钥" in said[-1] for said in prompts.said)
    prompts.path = tmp_path / "恢复密钥.pdf"
    page.part().print_sheet()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert prompts.path.read_bytes() == b"%PDF"


def test_nobody_there_is_noticed(qtbot, app) -> None:
    watch = IdleWatch(0)
    assert not watch._timer.isActive()
    watch.set_minutes(1)
    watch._timer.setInterval(10)
    with qtbot.waitSignal(watch.idle):
        watch._timer.start()


def test_a_sign_of_life_is_heard_once_the_watch_has_rested(qtbot, app) -> None:
    watch, field = IdleWatch(1), QLineEdit()
    qtbot.addWidget(field)
    assert watch._timer.interval() == 60_000 + watch._rest.interval(), "never early"
    watch._timer.stop()
    qtbot.keyClick(field, "a")
    assert not watch._timer.isActive(), "no event of the window is looked at while it rests"
    watch._rest.timeout.emit()
    qtbot.keyClick(field, "b")
    assert watch._timer.isActive() and watch._rest.isActive()


@pytest.mark.skipif(not dialect.can_encrypt, reason="no encryption on this machine")
def test_an_encrypted_office_is_unlocked_and_locked_again(
    qtbot, sample_file: Path, tmp_path: Path
) -> None:
    location = tmp_path / "公开台.gkt"
    shutil.copyfile(sample_file, location)
    secret.set_password(open_workspace(location), PASSWORD).close()
    start = Start(str(location), today=None, password=None, prompts=UnattendedPrompts())
    start.open()
    assert start.shell is None and start.unlock is not None
    start.unlock.field.setText(PASSWORD)
    start.unlock.submit()
    assert start.shell is not None and start.shell.isVisible()
    start.lock()
    assert not start.shell.isVisible()
    start.unlock.field.setText(PASSWORD)
    start.unlock.submit()
    assert start.shell.isVisible() and not start.unlock.isVisible()
    start.close()
