"""Over every page (产品要求 Q1、设计 §4): search of everything, help, keys, all by keyboard."""

import pytest
from PySide6.QtCore import Qt

from gongkai_desktop.library.help import load_help
from gongkai_desktop.ui.common.forms import DateField
from gongkai_desktop.ui.common.help import topic_in
from gongkai_desktop.ui.places import PLACES
from gongkai_desktop.ui.search.palette import NOTHING

CTRL = Qt.KeyboardModifier.ControlModifier
KEYS = {one.key for one in load_help().topics}


@pytest.fixture
def palette(shell, qtbot):
    qtbot.waitUntil(shell.isActiveWindow)
    qtbot.keyClick(shell, Qt.Key.Key_K, CTRL)
    qtbot.waitUntil(lambda: shell.aids.palette.hits.count() > 0)
    return shell.aids.palette


def test_what_is_found_opens_by_the_keyboard_alone(shell, palette, qtbot):
    qtbot.keyClicks(palette.field, "zdbc")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isHidden()
    assert shell.page.title == "依申请公开"
    assert shell.page.detail.isVisible()


def test_arrows_pass_over_headings_and_help_opens_beside_the_page(shell, palette, qtbot):
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.hits.currentItem().text() == "期限"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert shell.aids.panel.title.text() == "期限演算"
    assert shell.page.title == "工作台"


def test_escape_gives_the_keyboard_back(shell, qtbot):
    button = shell.navigation.entry("desk")
    button.setFocus()
    qtbot.keyClick(shell, Qt.Key.Key_K, CTRL)
    qtbot.keyClick(shell.aids.palette.field, Qt.Key.Key_Escape)
    assert shell.aids.palette.isHidden()
    assert shell.focusWidget() is button


def test_nothing_found_says_what_to_do(palette, qtbot):
    palette.field.setText("没有")
    qtbot.waitUntil(lambda: palette.note.text() == NOTHING)
    palette.open_current()
    assert palette.isVisible()


@pytest.mark.parametrize("key", [place.key for place in PLACES])
def test_every_page_has_its_own_help(shell, key):
    page = shell.open_place(key)
    assert topic_in(page) in KEYS
    shell.aids.help()
    assert shell.aids.panel.isVisible()


def test_every_part_of_a_request_and_of_the_settings_has_its_own_help(shell, qtbot, context):
    page = shell.open_place("request")
    page.open_request("2026-016")
    seen = []
    for at in range(page.detail.tabs.count()):
        page.detail.tabs.setCurrentIndex(at)
        seen.append(topic_in(page))
    page.show_intake()
    seen.append(topic_in(page))
    page.show_bring_in()
    seen.append(topic_in(page))
    settings = shell.open_place("settings")
    for at in range(settings.parts.count()):
        settings.parts.setCurrentRow(at)
        seen.append(topic_in(settings))
    assert len(set(seen)) == len(seen)
    assert set(seen) <= KEYS
    qtbot.waitUntil(lambda: not context.tasks.busy)


def test_f1_in_a_field_tells_of_the_field_first(shell, qtbot):
    page = shell.open_place("request", "new")
    day = page.findChild(DateField)
    day.setFocus()
    qtbot.keyClick(day, Qt.Key.Key_F1)
    panel = shell.aids.panel
    assert panel.title.text() == "收到日期"
    assert "第三十一条" in panel.said()
    assert "门卫2月20日签收" in panel.said()
    assert "登记新申请" in panel.said()
    qtbot.keyClick(panel, Qt.Key.Key_F1)
    assert panel.isHidden()
    assert shell.focusWidget() is day


def test_every_topic_that_names_a_place_leads_there(shell, context, qtbot):
    for topic in load_help().topics:
        if topic.go:
            place, _, argument = topic.go.partition(":")
            page = shell.open_place(place, argument or None)
            explained = topic_in(page)
            if topic.key.startswith("care."):  # how something is done, not what a page is
                assert explained == f"settings.{argument}" if argument else explained == place
            else:
                assert explained == topic.key
    qtbot.waitUntil(lambda: not context.tasks.busy)


def test_the_sheet_of_keys_comes_and_goes(shell, qtbot):
    qtbot.keyClick(shell, Qt.Key.Key_Slash, CTRL)
    assert shell.aids.sheet.isVisible()
    qtbot.keyClick(shell.aids.sheet, Qt.Key.Key_Escape)
    assert shell.aids.sheet.isHidden()


def test_the_last_step_is_named_asked_about_and_taken_back(shell, qtbot, office, prompts):
    prompts.yes = False
    qtbot.keyClick(shell, Qt.Key.Key_Z, CTRL)
    assert prompts.said[-1][:2] == ("confirm", "撤销上一步")
    assert "2026-021" in prompts.said[-1][2]
    assert office.undoing.steps
    prompts.yes = True
    qtbot.keyClick(shell, Qt.Key.Key_Z, CTRL)
    assert office.undoing.steps == []


def test_a_step_that_cannot_be_taken_back_says_the_way_out(shell, qtbot, office, prompts):
    office.undoing.steps = []
    qtbot.keyClick(shell, Qt.Key.Key_Z, CTRL)
    assert prompts.said[-1] == ("trouble", "上一步“保存单位”不能撤销", "请到原来的地方更正")


def test_while_typing_ctrl_z_belongs_to_the_field(shell, qtbot, office):
    page = shell.open_place("request", "new")
    day = page.findChild(DateField)
    day.setFocus()
    qtbot.keyClicks(day, "1")
    qtbot.keyClick(day, Qt.Key.Key_Z, CTRL)
    assert office.undoing.steps
