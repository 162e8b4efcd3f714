"""只读 presses every button that is open to him: none writes, none says that he may not."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake import FakePrompts
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QPushButton, QToolButton
from walk import settle, ways

from gongkai_desktop.domain.role import Role
from gongkai_desktop.services import people, sign_in
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.store import Person
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.opened import context_of, leave
from gongkai_desktop.ui.shell import Shell

REFUSED = "角色是只读"
MOST = 1_500
"""Presses; a walk that goes on for ever is a defect of the walk."""


@pytest.fixture
def prompts() -> FakePrompts:
    return FakePrompts()


@pytest.fixture
def reading(
    app: QApplication, sample_file: Path, tmp_path: Path, prompts: FakePrompts
) -> Iterator[tuple[Shell, Context]]:
    location = tmp_path / "office.gkt"
    shutil.copyfile(sample_file, location)
    workspace = open_workspace(location)
    for name, role in (("丁某", Role.ADMIN), ("庚某", Role.READER)):
        people.save_person(workspace, Person(name=name, roles=(str(role),)))
    context = context_of(sign_in.enter(workspace, "庚某"), prompts, ErrorDesk(prompts))
    shell = Shell(context)
    shell.resize(1280, 720)
    shell.show()
    yield shell, context
    settle(context)
    leave(context)
    workspace.close()


def open_buttons(shell: Shell) -> dict[str, QAbstractButton]:
    """What can be pressed in the page in front, by its place and words."""
    found: dict[str, QAbstractButton] = {}
    for one in shell.page.findChildren(QAbstractButton) + shell._top.findChildren(QPushButton):
        if isinstance(one, (QPushButton, QToolButton)) and one.isVisible() and one.isEnabled():
            owner = one.parentWidget()
            found[f"{type(owner).__name__}/{one.text() or one.accessibleName()}"] = one
    return found


def lines_of(menu: QMenu) -> list[QAction]:
    """What a menu offers while it is open, with the menus behind it."""
    menu.aboutToShow.emit()
    lines: list[QAction] = []
    for one in menu.actions():
        below = one.menu()
        if not one.isSeparator() and one.isEnabled():
            lines += lines_of(below) if isinstance(below, QMenu) else [one]
    return lines


def press(one: QAbstractButton) -> list[str]:
    """Press it, or each line of its menu; what was pressed."""
    menu = one.menu() if isinstance(one, (QPushButton, QToolButton)) else None
    if menu is None:
        one.click()
        return [one.text() or one.accessibleName()]
    said = [line.text() for line in lines_of(menu)]
    for words in said:
        again = [line for line in lines_of(menu) if line.text() == words]
        for line in again[:1]:
            line.trigger()
    return said


def new_ones(
    shell: Shell, pressed: set[str], go: Callable[[], object] | None
) -> tuple[str, QAbstractButton] | None:
    """A button not pressed yet, where the window stands now, else where ``go`` brings it."""
    found = {key: one for key, one in open_buttons(shell).items() if key not in pressed}
    if not found and go is not None:
        go()
        found = {key: one for key, one in open_buttons(shell).items() if key not in pressed}
    return next(iter(found.items()), None)


@pytest.mark.long
@pytest.mark.timeout(1_200)
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_nothing_open_to_a_reader_writes_or_is_refused(reading, prompts, tmp_path) -> None:
    shell, context = reading
    prompts.text, prompts.path = "2026-11-20", tmp_path / "写出.pdf"
    refused: list[str] = []
    pressed: set[str] = set()
    for name, go in ways(shell, ledgers=99).items():
        go()
        gone = True
        while fresh := new_ones(shell, pressed, go if not gone else None):
            key, one = fresh
            pressed.add(key)
            prompts.said.clear()
            words = press(one)
            settle(context)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            told = [" ".join(said) for said in prompts.said if said[0] in ("trouble", "defect")]
            refused += [f"{name}：{key} {words} {one}" for one in told if REFUSED in one]
            for top in QApplication.topLevelWidgets():
                if top is not shell and top.isVisible():
                    top.close()
            gone = False
        assert len(pressed) < MOST
    assert len(pressed) > 100
    assert not refused, "\n".join(refused)
