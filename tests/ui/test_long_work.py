"""长时间的工作 (design §4): progress off the window's thread; stopped, it leaves all as it was."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from fake import FakePrompts

from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.bridge import ports_of
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.common.tasks import CancelledError

ROWS = 260


@pytest.fixture
def workspace(sample_file: Path, tmp_path: Path):
    shutil.copyfile(sample_file, tmp_path / "office.gkt")
    made = open_workspace(tmp_path / "office.gkt")
    yield made
    made.close()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["邮件号", "邮件种类", "签收时间", "签收人", "寄件人"])
    for number in range(ROWS):
        sheet.append([f"99{number:011d}", "EMS", "2026-11-03 09:00", "戊某", f"寄件人{number}"])
    made.save(tmp_path / "收件.xlsx")
    return tmp_path / "收件.xlsx"


def kept(workspace) -> tuple[int, int, str]:
    """How many rows of mail, how many audit entries, and the chain's head."""
    with workspace.office.read() as reader:
        counts = workspace.office.counts()
        return counts["ledger_row"], counts["audit"], reader.audit.head().hash


def test_an_import_reports_and_a_stopped_one_leaves_everything_as_it_was(workspace, book):
    ledgers = ports_of(Session(workspace)).ledgers
    before = kept(workspace)
    heard: list[int] = []

    def stop(done: int, total: int, words: str) -> None:
        heard.append(done)
        if done > 100:
            raise CancelledError

    with pytest.raises(CancelledError):
        ledgers.bring_in("mail_in", book, stop)
    assert heard == sorted(heard)
    assert heard[-1] > 100
    assert kept(workspace) == before
    assert workspace.office.verify() == []

    ledgers.bring_in("mail_in", book, lambda *_: None)
    assert kept(workspace)[0] == before[0] + ROWS


def test_the_window_s_cancel_reaches_the_import(workspace, book, app, qtbot):
    from gongkai_desktop.ui.common.errors import ErrorDesk
    from gongkai_desktop.ui.ledger.page import LedgerPage
    from gongkai_desktop.ui.opened import context_of

    prompts = FakePrompts()
    prompts.path = book
    context = context_of(workspace, prompts, ErrorDesk(prompts))
    before = kept(workspace)
    page = LedgerPage(context)
    qtbot.addWidget(page)
    page.arrive(("mail_in", ""))
    stopped = []
    context.tasks.started.connect(lambda task: task.stopped.connect(lambda: stopped.append(task)))
    context.tasks.started.connect(lambda task: task.cancel())
    page._bring_in()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert stopped
    assert prompts.said == []
    assert kept(workspace) == before
    context.tasks.finish()
