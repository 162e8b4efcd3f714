"""灰的按钮写明原因 (issue 8, point 4): nobody has to guess what a closed button waits for."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QPushButton

from gongkai_desktop.ui.common.widgets import ActButton, button
from gongkai_desktop.ui.places import PLACES


def silent(shell) -> list[str]:
    """Closed buttons in sight that say nothing of why."""
    return [
        one.text()
        for one in shell.findChildren(QAbstractButton)
        if one.isVisible() and not one.isEnabled() and _is_closed_alone(one) and not one.toolTip()
    ]


def _is_closed_alone(one: QAbstractButton) -> bool:
    """Not with everything around it, which then says why itself."""
    above = one.parentWidget()
    return isinstance(one, QPushButton) and (above is None or above.isEnabled())


@pytest.mark.parametrize("key", [place.key for place in PLACES])
def test_every_place(shell, key, qtbot, context):
    shell.open_place(key)
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert silent(shell) == []


def test_every_part_of_the_settings(shell, context, qtbot):
    page = shell.open_place("settings")
    for at in range(page.parts.count()):
        page.parts.setCurrentRow(at)
        assert silent(shell) == [], page.parts.item(at).text()
    qtbot.waitUntil(lambda: not context.tasks.busy)


def test_every_part_of_a_request(shell, context, qtbot):
    page = shell.open_place("request")
    page.open_request("2026-016")
    for at in range(page.detail.tabs.count()):
        page.detail.tabs.setCurrentIndex(at)
        qtbot.waitUntil(lambda: not context.tasks.busy)
        assert silent(shell) == [], page.detail.section_titles[at]
    page.show_remind()
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert silent(shell) == []


def test_what_is_wanted_is_said_only_while_it_is_wanted(app, qtbot):
    one = button("采用")
    qtbot.addWidget(one)
    assert isinstance(one, ActButton)
    one.setToolTip("按它计算期限")
    one.allow("先核对")
    assert (one.isEnabled(), one.toolTip()) == (False, "先核对")
    one.allow()
    assert (one.isEnabled(), one.toolTip()) == (True, "按它计算期限")
