"""The end of a run: a shutdown waits, typing is kept, what went wrong is told at the next start."""

import os
import threading
import zipfile
from datetime import date, datetime
from pathlib import Path

from gongkai_desktop.services.draft import keep_draft
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.store import OfficeLock
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.session_end import SessionEnd
from gongkai_desktop.ui.common.unattended import UnattendedPrompts
from gongkai_desktop.ui.common.widgets import InfoBanner
from gongkai_desktop.ui.request.intake import Intake
from gongkai_desktop.ui.start import Start


class Manager:
    """The system's session manager, as far as it is asked."""

    cancelled = False

    def cancel(self):
        self.cancelled = True


def test_a_shutdown_waits_while_something_is_written(qtbot, context, shell) -> None:
    free = threading.Event()
    ending = SessionEnd(context.tasks, shell, shell.keep_typing)
    task = context.tasks.write(lambda progress: free.wait(10), "写入", cancellable=False)
    busy = Manager()
    ending.asked(busy)
    assert busy.cancelled
    with qtbot.waitSignal(task.ended):
        free.set()
    quiet = Manager()
    ending.asked(quiet)
    assert not quiet.cancelled


def test_what_is_being_typed_is_kept_when_the_session_ends(qtbot, context, shell, office) -> None:
    page = shell.open_place("request")
    page.show_intake()
    (intake,) = page.findChildren(Intake)
    intake.fields.name.setText("李某二")
    assert "李某二" not in str(office.drafts)
    SessionEnd(context.tasks, shell, shell.keep_typing).asked(Manager())
    assert "李某二" in str(office.drafts)


def banners(start: Start) -> list[str]:
    """The sentences above the pages."""
    assert start.shell is not None
    layout = start.shell._banners
    found = [layout.itemAt(at).widget() for at in range(layout.count())]
    return [one._text.text() for one in found if isinstance(one, InfoBanner)]


def test_the_start_after_a_crash_says_what_was_kept(qtbot, tmp_path: Path) -> None:
    location = tmp_path / "公开台.gkt"
    workspace = open_workspace(location, today=date(2026, 11, 22), operator="丁某", create=True)
    keep_draft(workspace, "intake", {"name": "李某二"})
    workspace.close()
    lock = OfficeLock(location)
    lock.acquire(datetime(2026, 11, 22, 9))
    words = lock.path.read_text(encoding="utf-8")
    gone = words.replace(f'"process": {os.getpid()}', '"process": 999999999')
    lock.path.write_text(gone, encoding="utf-8")
    start = Start(str(location), today=None, password=None, prompts=UnattendedPrompts())
    start.open()
    assert any("新申请1份" in one for one in banners(start))
    start.close()
    again = Start(str(location), today=None, password=None, prompts=UnattendedPrompts())
    again.open()
    assert banners(again) == []
    again.close()


def test_a_defect_offers_the_package(qtbot, shell, prompts, context, tmp_path: Path) -> None:
    prompts.path = tmp_path / "诊断包.zip"
    prompts.defect = lambda parent, report: True
    desk = ErrorDesk(prompts)
    desk.show(shell, ValueError("欧阳寻常"))
    with zipfile.ZipFile(prompts.path) as package:
        whole = b"".join(package.read(name) for name in package.namelist()).decode()
    assert "ValueError" in whole
    assert "欧阳寻常" not in whole


def test_the_settings_export_the_package(qtbot, shell, prompts, context, tmp_path) -> None:
    prompts.path = tmp_path / "诊断包.zip"
    page = shell.open_place("settings")
    page.arrive("about")
    page.part().export()
    qtbot.waitUntil(prompts.path.exists)
    qtbot.waitUntil(lambda: not context.tasks.busy)
