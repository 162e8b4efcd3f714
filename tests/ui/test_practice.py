"""练习模式 (产品要求 Q1): a file of its own that is never taken for the office, left at will."""

from pathlib import Path

import pypdfium2
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import exchange, practice, slip
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import PRACTICE_MARK, open_workspace
from gongkai_desktop.ui.common.unattended import UnattendedPrompts
from gongkai_desktop.ui.practice import PracticeStrip
from gongkai_desktop.ui.start import Start

UNIT = "某县自然资源局"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    location = tmp_path / "公开台.gkt"
    workspace = open_workspace(location, create=True)
    save_unit(workspace, Unit(name=UNIT, prefix="某资"))
    workspace.close()
    return location


@pytest.fixture(scope="module")
def practice_office(tmp_path_factory):
    file = tmp_path_factory.mktemp("practice") / practice.FILE
    practice.prepare(file)
    workspace = open_workspace(file)
    yield workspace
    workspace.close()


def started(location: Path) -> Start:
    start = Start(str(location), today=None, password=None, prompts=UnattendedPrompts())
    start.open()
    return start


def test_practice_begins_from_the_window_and_ends_in_the_office(office, qtbot):
    start = started(office)
    assert start.shell.findChild(PracticeStrip).isHidden()
    start.practise()
    qtbot.waitUntil(lambda: PRACTICE_MARK in start.shell.windowTitle())
    assert start.shell.findChild(PracticeStrip).isVisible()
    assert (office.parent / practice.FILE).is_file()
    start.stop_practising()
    qtbot.waitUntil(lambda: UNIT in start.shell.windowTitle())
    assert PRACTICE_MARK not in start.shell.windowTitle()
    start.close()


def test_practice_begins_from_the_wizard_and_ends_there(tmp_path, qtbot):
    start = started(tmp_path / "公开台.gkt")
    start.wizard.sample.emit()
    qtbot.waitUntil(lambda: start.shell is not None)
    assert PRACTICE_MARK in start.shell.windowTitle()
    assert not (tmp_path / "公开台.gkt").exists()
    start.stop_practising()
    qtbot.waitUntil(lambda: start.shell is None and start.wizard.isVisible())
    start.close()


def test_beginning_anew_forgets_what_was_tried(office, qtbot):
    start = started(office)
    start.practise()
    qtbot.waitUntil(lambda: PRACTICE_MARK in start.shell.windowTitle())
    first = start.shell
    start.context.ports.settings.save_near(9)
    start.practise(fresh=True)
    qtbot.waitUntil(lambda: start.shell is not first)
    assert start.context.ports.settings.near() == 3
    start.close()


def test_a_real_office_is_never_written_over(tmp_path):
    file = tmp_path / practice.FILE
    workspace = open_workspace(file, create=True)
    save_unit(workspace, Unit(name=UNIT, prefix="某资"))
    workspace.close()
    with pytest.raises(UserError):
        practice.prepare(file)


def test_what_it_prints_bears_the_mark_on_every_page(practice_office):
    pages = pypdfium2.PdfDocument(slip.for_office(practice_office, "mail_room", {}))
    for number in range(len(pages)):
        text = pages[number].get_textpage().get_text_range()
        assert text.count(PRACTICE_MARK) == 2, number


def test_nothing_of_it_can_be_reported(practice_office, tmp_path):
    with pytest.raises(UserError):
        exchange.pack(practice_office, exchange.PackageKind.ANNUAL, "2025", tmp_path)


def test_the_window_comes_back_in_the_size_it_had(office, qtbot):
    start = started(office)
    start.shell.resize(900, 600)
    qtbot.wait(20)
    start.shell.close()
    start.close()
    again = started(office)
    assert (again.shell.width(), again.shell.height()) == (900, 600)
    again.close()
