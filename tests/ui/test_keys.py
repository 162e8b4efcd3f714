"""快捷键表 (issue 8): the sheet names every key there is, and none that is not there."""

import re

import pytest
from fake import letter_pdf
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from gongkai_desktop.library.help import load_help
from gongkai_desktop.ui.common.preview import PdfPreview
from gongkai_desktop.ui.places import PLACES

SPELT = {"回车": "Return", "←": "Left", "→": "Right", "↑": "Up", "↓": "Down"}
ANYWHERE = {"Tab", "Shift+Tab", "Up", "Down", "Left", "Right", "Return", "Esc"}
"""What the system's own lists, fields and dialogs answer to."""


PREVIEW = {"Ctrl++", "Ctrl+-", "Ctrl+0"}
"""What a preview answers to by itself."""


def told() -> set[str]:
    """The keys of the sheet, ranges spelt out."""
    found: set[str] = set()
    for group in load_help().keys:
        for keys, _ in group.keys:
            if re.search(r"\d{6}", keys):  # ways to write a day
                continue
            for words in re.split(r"、|(?<=[↑←]) ", keys):
                for said, key in SPELT.items():
                    words = words.replace(said, key)
                first, _, last = words.partition(" … ")
                if last:
                    stem, begin = first[:-1], int(first[-1])
                    found |= {f"{stem}{at}" for at in range(begin, int(last[-1]) + 1)}
                else:
                    found.add(words)
    return found


def bound(window: QWidget) -> set[str]:
    """Every key something in the window is bound to."""
    keys: list[QKeySequence] = []
    for one in window.findChildren(QShortcut):
        keys += one.keys()
    keys += [one.shortcut() for one in window.findChildren(QAbstractButton)]
    keys += [one.shortcut() for one in window.findChildren(QAction)]
    return {one.toString() for one in keys} - {""}


@pytest.fixture
def everything(shell, qtbot, context):
    """Every page, every part, whatever brings keys of its own."""
    found: set[str] = set()
    for place in PLACES:
        shell.open_place(place.key)
        found |= bound(shell)
    shell.aids.palette.begin()
    shell.aids.help()
    shell.aids.show_keys()
    page = shell.open_place("request")
    page.show_intake()
    found |= bound(shell)
    page.open_request("2026-016")
    page.detail.begin_event()
    for at in range(page.detail.tabs.count()):
        page.detail.tabs.setCurrentIndex(at)
        found |= bound(shell)
    shell.open_place("review").begin()
    found |= bound(shell)
    shell.open_place("settings", "style")
    found |= bound(shell)
    qtbot.waitUntil(lambda: not context.tasks.busy)
    return found


def test_the_sheet_is_true(everything):
    sheet = told() - ANYWHERE - PREVIEW
    assert sheet - everything == set(), "keys the sheet names and nothing answers to"
    assert everything - sheet - ANYWHERE == set(), "keys that answer and no sheet names"


def test_no_key_is_named_twice_for_different_things():
    seen: dict[str, str] = {}
    for group in load_help().keys:
        for keys, what in group.keys:
            if group.title in ("到处可用", "办理", "预览"):
                assert keys not in seen, (keys, what, seen.get(keys))
                seen[keys] = what


def test_a_preview_answers_to_its_keys(context, qtbot):
    preview = PdfPreview(context.ports.printing.previews, context.tasks)
    qtbot.addWidget(preview)
    preview.resize(600, 400)
    preview.show()
    preview.show_pdf(letter_pdf("样张"))
    qtbot.waitUntil(lambda: preview.page_count > 0)
    wide = preview._pages.page_width
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(preview, Qt.Key.Key_Plus, control)
    assert preview._pages.page_width > wide
    qtbot.keyClick(preview, Qt.Key.Key_0, control)
    assert preview._pages.page_width == wide
    qtbot.keyClick(preview, Qt.Key.Key_Minus, control)
    assert preview._pages.page_width < wide
