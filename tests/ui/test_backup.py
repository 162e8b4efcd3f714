"""备份 in the window: second place, a restore looked at first, what fails is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gongkai_desktop.ui.common.keeper import BackupKeeper
from gongkai_desktop.ui.settings.backup import BackupPart
from gongkai_desktop.ui.shell import Shell


@pytest.fixture
def part(qtbot, context):
    made = BackupPart(context, lambda: None)
    qtbot.addWidget(made)
    return made


def test_a_second_place_is_shown_once_chosen(part, prompts, tmp_path: Path) -> None:
    assert "没有设置" in part.second.text()
    prompts.path = tmp_path
    part._choose_second()
    assert str(tmp_path) in part.second.text()


def test_a_restore_is_shown_before_it_is_agreed_to(
    part, context, prompts, monkeypatch, settle
) -> None:
    quits: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda: quits.append(True))
    prompts.path, prompts.yes = Path("旧.gkt"), False
    part._restore()
    settle()
    assert "恢复后会没有的申请：2026-021" in prompts.said[-1][2]
    assert (context.ports.backups.restored, quits) == (None, [])
    prompts.yes = True
    part._restore()
    settle()
    assert context.ports.backups.restored == Path("旧.gkt")
    assert quits == [True]


def test_trouble_with_an_automatic_backup_stands_in_the_status_bar(qtbot, context) -> None:
    window = Shell(context)
    qtbot.addWidget(window)
    keeper = BackupKeeper(context, window)
    keeper.kept.connect(window.told_of_backup)
    context.ports.backups.trouble = "第二处备份“E:”没有接上，只备份到了本机"
    with qtbot.waitSignal(keeper.kept):
        keeper.keep()
    assert "没有接上" in window.statusBar().currentMessage()
