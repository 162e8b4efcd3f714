"""The everyday feel (design §4): nothing cut off on a small screen, every dialog by keyboard.

1366×768 at 125 % is 1093×614 logical pixels, 1920×1080 at 200 % is 960×540, less the task bar.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from fake import FakePrompts, letter_pdf
from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QComboBox,
    QDialog,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTableView,
    QToolButton,
    QWidget,
)
from walk import settle, ways

from gongkai_desktop.domain.collision import Clash
from gongkai_desktop.domain.exchange.lock import strength_of
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.common.collision import CollisionDialog
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.flow import Flow, wrapping
from gongkai_desktop.ui.common.forms import text_field
from gongkai_desktop.ui.common.locking import LockDialog
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.widgets import button, label, row
from gongkai_desktop.ui.first_run.page import FirstRun
from gongkai_desktop.ui.first_run.unlock import Unlock
from gongkai_desktop.ui.opened import context_of, leave
from gongkai_desktop.ui.printing.dialog import PrintDialog
from gongkai_desktop.ui.shell import Shell

SMALL, LOW = QSize(960, 540), QSize(960, 470)
EDITORS = ("登记新申请", "登记事件", "新的待发布信息", "催办", "台账一行　")
TYPED = (QLineEdit, QComboBox, QPlainTextEdit, QTableView)


@pytest.fixture
def desk(app, sample_file: Path, tmp_path: Path) -> Iterator[tuple[Shell, Context]]:
    """The sample office in a window."""
    location = tmp_path / "office.gkt"
    shutil.copyfile(sample_file, location)
    workspace = open_workspace(location)
    prompts = FakePrompts()
    context = context_of(workspace, prompts, ErrorDesk(prompts))
    shell = Shell(context)
    shell.resize(SMALL)
    shell.show()
    yield shell, context
    settle(context)
    leave(context)
    workspace.close()


def seen(window: QWidget, *kinds: type) -> list:
    found = window.findChildren(QWidget)
    return [one for one in found if isinstance(one, kinds) and one.isVisible()]


def words_of(one: QWidget) -> str:
    return one.text() if isinstance(one, QAbstractButton | QLabel | QLineEdit) else ""


def cut_off(window: QWidget) -> list[str]:
    """What has less room than its words."""
    found = []
    for one in seen(window, QPushButton, QToolButton):
        needed = one.sizeHint().width()
        if one.text() and one.width() < needed and one.property("kind") != "help":
            found.append(f"按钮“{one.text()}”{one.width()}<{needed}")
    for one in seen(window, QLabel):
        needed = one.fontMetrics().horizontalAdvance(one.text())
        if one.minimumWidth() <= 1 and one.minimumWidth():
            continue  # gives way on purpose, its whole words are in the tip
        if not one.wordWrap() and one.pixmap().isNull() and one.width() < needed:
            found.append(f"“{one.text()}”{one.width()}<{needed}")
    return found


def over_each_other(window: QWidget) -> list[str]:
    found = []
    for owner in [window, *seen(window, QWidget)]:
        kinds = QPushButton | QLabel | QLineEdit | QComboBox
        if isinstance(owner, kinds):
            continue
        parts = [one for one in owner.children() if isinstance(one, kinds) and one.isVisible()]
        for at, one in enumerate(parts):
            for other in parts[at + 1 :]:
                both = one.geometry().intersected(other.geometry())
                if both.width() > 2 and both.height() > 2:
                    found.append(f"“{words_of(one)}”压住“{words_of(other)}”")
    return found


def sideways(window: QWidget) -> list[str]:
    return [
        f"{type(one.widget()).__name__}比窗口宽"
        for one in seen(window, QScrollArea)
        if one.widget() and one.widget().width() > one.viewport().width() + 1
        if one.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    ]


def layouts(top: QWidget) -> Iterator[QLayout]:
    """All layouts in sight. Their items are never asked for: the binding keeps every item it was
    asked for, and Qt deletes items without telling it."""
    for one in seen(top, QWidget):
        outer = one.layout()
        if outer is not None:
            yield outer
            yield from outer.findChildren(QLayout)


def parts_of(layout: QLayout) -> list[QWidget | None]:
    """What stands in a layout, in its order; None for what is no widget."""
    inside: list[QObject] = layout.parentWidget().children()
    placed = {layout.indexOf(one): one for one in inside if isinstance(one, QWidget)}
    return [placed.get(at) for at in range(layout.count())]


def unnamed(window: QWidget) -> list[str]:
    """Small labels that stand before a field and do not lead into it."""
    found = []
    for layout in layouts(window):
        if not isinstance(layout, QBoxLayout | Flow):
            continue
        for words, field in pairwise(parts_of(layout)):
            named = isinstance(words, QLabel) and words.property("role") in ("muted", "caption")
            filled = isinstance(field, QLineEdit | QComboBox)
            paragraph = isinstance(words, QLabel) and words.wordWrap()
            if named and filled and not paragraph and words.isVisible() and words.buddy() is None:
                found.append(f"{words.text()} → {field.accessibleName()}")
    return found


def keys_twice(window: QWidget) -> list[str]:
    """Keys two things in sight answer to: neither would."""
    keys: list[str] = []
    for one in seen(window, QAbstractButton):
        if one.isEnabled() and not one.shortcut().isEmpty():
            keys.append(one.shortcut().toString())
    for one in window.findChildren(QShortcut):
        owner = one.parent()
        live = one.isEnabled() and isinstance(owner, QWidget) and owner.isVisible()
        if live and one.context() == Qt.ShortcutContext.WindowShortcut:
            keys += [key.toString() for key in one.keys()]  # noqa: SIM118 - no dict
    return [key for key, times in Counter(keys).items() if times > 1]


def test_every_page_of_the_window(desk) -> None:
    shell, context = desk
    wrong: list[str] = []
    for name, go in ways(shell).items():
        go()
        settle(context)
        held = shell.focusWidget()
        if name.startswith(EDITORS) and not isinstance(held, TYPED):
            wrong.append(f"{name}：光标在{type(held).__name__}“{words_of(held) if held else ''}”")
        wrong += [f"{name}：{one} 用了两次" for one in keys_twice(shell)]
        wrong += [f"{name}：{one} 没有连上" for one in unnamed(shell)]
        found = [*cut_off(shell), *over_each_other(shell), *sideways(shell)]
        wrong += [f"{name}：{one}" for one in found]
    assert not wrong, "\n".join(wrong)


def dialogs(shell: Shell, context: Context) -> dict[str, QDialog]:
    clashes = [
        Clash(title=f"项目{at}", theirs="别人写的话" * 20, mine="我写的话" * 20) for at in range(12)
    ]
    return {
        "打印": PrintDialog(context, shell, "打印", "清单.pdf", letter_pdf("样张")),
        "加密": LockDialog(shell, ["证件号码"], strength_of, lambda: ""),
        "撞车": CollisionDialog(shell, "别人刚改了这件申请", clashes),
    }


def test_every_dialog_fits_and_answers_to_enter_and_escape(desk, qtbot) -> None:
    shell, context = desk
    shell.activateWindow()
    shell.page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for name, one in dialogs(shell, context).items():
        before = shell.focusWidget()
        one.show()
        settle(context)
        assert one.minimumSizeHint().height() <= LOW.height(), name
        assert one.minimumSize().height() <= LOW.height(), name
        assert one.width() <= SMALL.width(), name
        assert one.height() <= SMALL.height(), name
        default = [it for it in one.findChildren(QPushButton) if it.isDefault()]
        assert len(default) == 1, name
        chance = [it.text() for it in one.findChildren(QPushButton) if it.autoDefault()]
        assert set(chance) <= {default[0].text()}, name
        assert isinstance(one.focusWidget(), QLineEdit) or one.focusWidget() is default[0], name
        QTest.keyClick(one, Qt.Key.Key_Escape)
        assert not one.isVisible(), name
        assert shell.focusWidget() is before, name


@pytest.mark.parametrize("kind", [FirstRun, Unlock])
def test_what_comes_before_the_window_fits(kind, context, qtbot) -> None:
    errors = context.errors
    one = (
        FirstRun(context.prompts, errors, lambda unit: unit.name)
        if kind is FirstRun
        else Unlock(lambda typed: False, errors, "请输入口令。")
    )
    qtbot.addWidget(one)
    one.show()
    assert one.minimumSize().height() <= LOW.height()
    assert one.minimumSizeHint().height() <= LOW.height()


def test_a_click_on_the_name_goes_to_the_field(app, qtbot) -> None:
    holder, words, field = QWidget(), label("主送", "muted"), text_field()
    qtbot.addWidget(holder)
    holder.setLayout(row(words, field, button("印")))
    holder.show()
    holder.activateWindow()
    QTest.mouseClick(words, Qt.MouseButton.LeftButton)
    assert holder.focusWidget() is field


@pytest.mark.parametrize(("width", "lines"), [(1_000, 1), (260, 2), (120, 4)])
def test_what_has_no_room_begins_a_new_line(app, qtbot, width: int, lines: int) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    buttons = [button(words) for words in ("更正登记内容", "全部申请", "显示号码", "作废")]
    layout = wrapping(*buttons)
    holder.setLayout(layout)
    holder.resize(width, layout.heightForWidth(width))
    holder.show()
    QApplication.processEvents()
    assert len({one.y() for one in buttons}) == lines
    assert cut_off(holder) == []
    assert over_each_other(holder) == []


def test_what_follows_a_stretch_keeps_to_the_end(app, qtbot) -> None:
    holder, last = QWidget(), button("保存", kind="primary")
    qtbot.addWidget(holder)
    holder.setLayout(wrapping(button("增加一项"), 1, button("计入年报的那一行"), last))
    holder.resize(200, 120)
    holder.show()
    QApplication.processEvents()
    assert last.geometry().right() == holder.rect().right()


def test_back_from_what_was_opened_the_cursor_stands_on_its_row(desk) -> None:
    shell, context = desk
    shell.activateWindow()
    for place in ("request", "review", "dispute"):
        page = shell.open_place(place)
        settle(context)
        table = page.list.table if place == "request" else page.table
        table.setFocus()
        table.selectRow(1)
        known = table.model().identity(1)
        table.opened.emit(1)
        settle(context)
        page.show_list()
        settle(context)
        assert shell.focusWidget() is table, place
        assert table.model().identity(table.currentIndex().row()) == known, place


def test_tab_goes_through_the_event_before_its_buttons(desk) -> None:
    shell, context = desk
    shell.activateWindow()
    page = shell.open_place("request")
    page.open_request("2026-015")
    page.detail.begin_event()
    settle(context)
    gone = []
    for _ in range(12):
        shell.focusNextChild()
        gone.append(words_of(shell.focusWidget()) or shell.focusWidget().accessibleName())
    assert gone[0].startswith("2026-")
    assert gone.index("备注") < gone.index("保存") < gone.index("取消")
