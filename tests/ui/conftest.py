"""The window off screen, over a fake office, with prompts that never open a dialog."""

import gc
import sys
from datetime import date
from functools import partial
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

sys.path.insert(0, str(Path(__file__).parent))

from fake import FakeOffice, FakePrompts, make_context

from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.bridge.review import ReviewBridge
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.review.page import ReviewPage
from gongkai_desktop.ui.shell import Shell
from gongkai_desktop.ui.style.application import dress


def pytest_collection_modifyitems(items):
    """The off-screen platform says of every top window that it has no frame; that is no fault."""
    ignore = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(ignore)


@pytest.fixture(autouse=True)
def windows_end_with_their_test(qapp: QApplication):
    """What Python still holds at the end of the process, Qt would destroy in no order.

    What outlives a test (lexicons, fonts, forms read once) is set aside before the next one:
    looking through millions of such objects after each test took longer than the tests.
    """
    gc.collect()
    gc.freeze()
    yield
    for window in QApplication.topLevelWidgets():
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    gc.collect()


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Patient: on a loaded machine things come late, and only what never comes may fail."""
    for name in ("waitUntil", "waitSignal", "waitSignals"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=60_000))
    return qtbot


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    dress(qapp)
    return qapp


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def prompts() -> FakePrompts:
    return FakePrompts()


@pytest.fixture
def context(app, office, prompts):
    made = make_context(office, prompts)
    yield made
    made.tasks.blockSignals(True)
    made.tasks.cancel_all()
    while made.tasks.busy:
        app.processEvents()
    made.tasks.finish()


@pytest.fixture
def shell(qtbot, context):
    window = Shell(context)
    qtbot.addWidget(window)
    window.resize(1093, 614)
    window.show()
    return window


@pytest.fixture
def settle(qtbot, context):
    """Wait until what runs off the window's thread has come back."""
    return lambda: qtbot.waitUntil(lambda: not context.tasks.busy)


@pytest.fixture
def review_page(qtbot, context, tmp_path):
    """发布预审 in front of an empty office of its own, ready for the keyboard."""
    workspace = open_workspace(tmp_path / "a.gkt", today=date(2026, 11, 22), create=True)
    ports = attrs.evolve(context.ports, reviews=ReviewBridge(Session(workspace)))
    made = ReviewPage(context._replace(ports=ports))
    qtbot.addWidget(made)
    made.resize(1093, 560)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.refresh()
    yield made
    workspace.close()
