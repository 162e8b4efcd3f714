"""The frame of the window: nine places, keyboard, standing notice, Chinese buttons."""

from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QToolButton, QWidget

from gongkai_desktop.ui.common.search import SearchBox
from gongkai_desktop.ui.frame import DEMO_RIBBON, SECRECY_NOTICE, NoticeStrip
from gongkai_desktop.ui.places import PLACES


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def test_every_place_opens_by_its_number(shell, qtbot):
    for number, place in enumerate(PLACES, start=1):
        key = Qt.Key(Qt.Key.Key_0 + number)
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
        qtbot.keyClick(shell, key, Qt.KeyboardModifier.ControlModifier)
        assert shell.navigation.entry(place.key).isChecked()
        qtbot.waitUntil(lambda title=place.title: shell.page.title == title)
        assert shell.navigation.entry(place.key).isChecked()


def test_who_turns_elsewhere_before_a_place_has_come_stays_there(shell, context, qtbot):
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(shell, Qt.Key.Key_9, control)
    qtbot.keyClick(shell, Qt.Key.Key_1, control)
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert shell.place == "desk"
    assert shell.navigation.entry("desk").isChecked()


def test_every_place_says_what_belongs_there_while_it_is_empty(shell):
    for key, words in (
        ("review", "还没有待发布"),
        ("dispute", "没有复议诉讼"),
        ("precedent", "三个书架"),
    ):
        page = shell.open_place(key)
        assert words in words_of(page)


def test_the_standing_notice_is_always_there(shell):
    strip = shell.findChild(NoticeStrip)
    assert SECRECY_NOTICE in words_of(strip)
    assert SECRECY_NOTICE in shell.windowTitle()
    assert DEMO_RIBBON in words_of(strip)


def test_a_real_office_has_no_ribbon(shell, office):
    office.demo = False
    shell.show_facts()
    assert DEMO_RIBBON not in words_of(shell.findChild(NoticeStrip))


def test_status_tells_operator_calendar_backup_and_file(shell):
    words = words_of(shell.statusBar())
    for part in ("丁某", "2026-12-31", "2026-11-20 17:30", "望山县.gkt"):
        assert part in words


def test_standard_buttons_are_chinese(app, qtbot):
    buttons = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(buttons.Save | buttons.Cancel | buttons.Yes)
    qtbot.addWidget(box)
    words = [button.text().split("(")[0] for button in box.buttons()]
    assert "保存" in words
    assert "取消" in words


def test_the_box_of_a_page_searches_its_list_and_is_gone_where_there_is_none(shell, office):
    shell.open_place("request")
    shell._search("宅基地")
    assert office.calls[-1][1].text == "宅基地"
    box = shell.findChild(SearchBox)
    assert box.isVisible()
    shell.open_place("annual")
    assert not box.isVisible()


def test_the_window_waits_for_running_work(shell, qtbot, context):
    release = Event()
    task = context.tasks.write(lambda progress: release.wait(5), "保存", cancellable=False)
    shell.close()
    assert shell.isVisible()
    release.set()
    with qtbot.waitSignal(task.ended):
        pass
    qtbot.waitUntil(lambda: not shell.isVisible())


def test_buttons_without_words_have_accessible_names(shell):
    for key in ("desk", "request", "annual", "settings"):
        page = shell.open_place(key)
        for one in page.findChildren(QToolButton):
            assert (
                one.accessibleName() or one.text() or one.parent().__class__.__name__ == "QTabBar"
            )
