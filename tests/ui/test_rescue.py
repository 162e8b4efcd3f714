"""A damaged data file at the start: its backups are offered, and one brings the office back."""

from datetime import date
from pathlib import Path

import pytest
from fake import FakePrompts

from gongkai_desktop.services import backup
from gongkai_desktop.services.request import register
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.start import Start
from tests.hostile.scenario import new_request


@pytest.fixture
def location(tmp_path: Path) -> Path:
    location = tmp_path / "公开台.gkt"
    workspace = open_workspace(location, today=date(2026, 11, 22), operator="丁某", create=True)
    register(workspace, new_request())
    backup.backup(workspace, tmp_path / "备份")
    workspace.close()
    return location


def begun(location: Path, prompts: FakePrompts) -> Start:
    start = Start(str(location), today=date(2026, 11, 22), password=None, prompts=prompts)
    start.open()
    return start


def test_a_damaged_file_offers_its_backups(qtbot, location: Path) -> None:
    content = bytearray(location.read_bytes())
    content[8_192:20_000] = b"\xa5" * (20_000 - 8_192)
    location.write_bytes(content)
    prompts = FakePrompts()
    start = begun(location, prompts)
    assert start.shell is None
    assert start.rescue is not None
    assert start.rescue.list.count() == 1
    start.rescue.submit()
    assert start.shell is not None
    assert start.shell._context.ports.register.years() == [2026]
    assert any("已恢复" in said[-1] for said in prompts.said)
    assert len(list((location.parent / "备份").glob("*恢复前*"))) == 1
    start.close()


def test_a_file_without_its_beginning_is_told_from_a_wrong_password(qtbot, location: Path) -> None:
    content = bytearray(location.read_bytes())
    content[:4_096] = b"\xa5" * 4_096
    location.write_bytes(content)
    start = begun(location, FakePrompts())
    assert start.unlock is not None
    for _ in range(3):
        start.unlock.field.setText("wrong password")
        start.unlock.button.setEnabled(True)
        start.unlock.submit()
    assert start.unlock.restore.isVisible()
    start.unlock.restore.click()
    assert start.rescue is not None
    start.rescue.submit()
    assert start.shell is not None
    start.close()
