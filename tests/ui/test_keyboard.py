"""By keyboard alone (design §4): Tab reaches everything, and everything says what it is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)

from gongkai_desktop.ui.places import PLACES

_STEPS = 300


def asked(shell) -> list[QWidget]:
    """What a person must be able to reach."""
    return [
        widget
        for widget in shell.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollArea)
    ]


def reached(shell) -> set[QWidget]:
    found: set[QWidget] = set()
    for _ in range(_STEPS):
        shell.focusNextChild()
        found.add(shell.focusWidget())
    return found


def said(widget: QWidget) -> str:
    """What a screen reader has to say of it."""
    words = widget.accessibleName() or widget.toolTip()
    if not words and isinstance(widget, QAbstractButton):
        words = widget.text()
    if not words and isinstance(widget, QLineEdit):
        words = widget.placeholderText()
    return words


def check(shell) -> None:
    widgets = asked(shell)
    there = reached(shell)
    assert [said(widget) or type(widget) for widget in widgets if widget not in there] == []
    assert [type(one) for one in widgets if not said(one)] == []


@pytest.mark.parametrize("key", [place.key for place in PLACES])
def test_every_place_is_reached_by_tab_and_names_its_parts(shell, key):
    shell.open_place(key)
    check(shell)


def test_the_form_of_a_new_request_ends_in_its_button(shell):
    shell.open_place("request").show_intake()
    check(shell)


def test_every_part_of_a_request(shell):
    page = shell.open_place("request")
    page.open_request("2026-016")
    for at in range(page.detail.tabs.count()):
        page.detail.tabs.setCurrentIndex(at)
        check(shell)


def test_every_part_of_the_settings(shell, context, qtbot):
    page = shell.open_place("settings")
    for at in range(page.parts.count()):
        page.parts.setCurrentRow(at)
        check(shell)
    qtbot.waitUntil(lambda: not context.tasks.busy)  # previews of pages are still drawn


def test_places_and_searching_have_keys(shell, qtbot):
    for number, place in enumerate(PLACES, start=1):
        qtbot.keyClick(shell, str(number), Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda title=place.title: shell.page.title == title)
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
    qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert shell.focusWidget().accessibleName() == "全局搜索"


def test_tabs_of_a_request_turn_by_arrow_keys(shell, qtbot):
    page = shell.open_place("request")
    page.open_request("2026-016")
    bar = page.detail.tabs.findChild(QTabBar) or page.detail.tabs
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert page.detail.tabs.currentIndex() == 1
