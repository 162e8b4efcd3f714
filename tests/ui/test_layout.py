"""布局 (product O1, design §4): what a person moved stays, and a broken memory harms nothing."""

import json

import pytest
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QRect, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desktop.ui.common.layout import BEGINS, BEGINS_LAST, LAST_PLACE, LAYOUT, Panes
from gongkai_desktop.ui.common.local import FILE, Local
from gongkai_desktop.ui.common.record_table import MOST, RecordTable, fitting, widths_of
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.shell import Shell

COLUMNS = (
    Column(title="编号", text=str, sort="no", width=80),
    Column(title="内容", text=str),
    Column(title="备注", text=str, sort="note", width=120, gives_way=1),
)
NAME = f"{LAYOUT}列/清单"


class Window(QWidget):
    """A window that remembers, with one table."""

    def __init__(self, local: Local, width: int = 800) -> None:
        super().__init__()
        self.local = local
        self.asked: list[tuple[str, bool]] = []
        model = VirtualTableModel(COLUMNS, self._find, list, self)
        self.table = RecordTable(model, "清单")
        QVBoxLayout(self).addWidget(self.table)
        self.resize(width, 300)

    def _find(self, key, descending):
        self.asked.append((key, descending))
        return range(3)


@pytest.fixture
def open_window(app, qtbot):
    def make(local: Local, width: int = 800) -> Window:
        window = Window(local, width)
        qtbot.addWidget(window)
        window.table.sort_by(0, Qt.SortOrder.AscendingOrder)
        window.show()
        return window

    return make


def draw(window: Window, at: int, width: int, qtbot) -> None:
    window.table.horizontalHeader().resizeSection(at, width)
    qtbot.waitUntil(lambda: not window.table._settled.isActive())


def test_widths_and_order_outlive_the_window(open_window, qtbot, tmp_path):
    first = open_window(Local(tmp_path / FILE))
    draw(first, 0, 150, qtbot)
    first.table.horizontalHeader().setSortIndicator(2, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: not first.table._settled.isActive())
    again = open_window(Local(tmp_path / FILE))
    assert again.table.columnWidth(0) == 150
    assert again.asked[-1] == ("note", True)


def test_the_first_widths_come_back(open_window, qtbot):
    local = Local()
    window = open_window(local)
    draw(window, 0, 150, qtbot)
    window.table.horizontalHeader().setSortIndicator(2, Qt.SortOrder.DescendingOrder)
    window.table.as_it_came()
    assert window.table.columnWidth(0) == 80
    assert window.asked[-1] == ("no", False)
    assert local.figures(NAME) == {}
    assert open_window(local).table.columnWidth(0) == 80


def test_nothing_is_remembered_that_nobody_moved(open_window, qtbot):
    local = Local()
    window = open_window(local)
    window.resize(200, 300)
    window.resize(900, 300)
    qtbot.wait(20)
    assert not window.table._settled.isActive()
    assert local.figures(NAME) == {}


@pytest.mark.parametrize(
    "broken",
    [
        "宽",
        7,
        None,
        [],
        {"编号": "宽", "备注": None},
        {"编号": -5},
        {"编号": 0},
        {"编号": MOST + 1},
        {"编号": True},
        {"没有这一列": 300, "排序：没有这一列": 1},
        {"排序：内容": 1},
    ],
)
def test_a_memory_that_cannot_be_used_is_passed_over(open_window, tmp_path, broken):
    file = tmp_path / FILE
    file.write_text(json.dumps({NAME: broken}), encoding="utf-8")
    window = open_window(Local(file))
    assert window.table.columnWidth(0) == 80
    assert window.asked[-1] == ("no", False)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": NaN}', "\x00", '"x"'])
def test_a_broken_file_of_memory_is_as_none(tmp_path, text):
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    local = Local(tmp_path / FILE)
    assert (local.text("a"), local.number("a"), local.figures("a")) == ("", 0.0, {})
    local.keep("a", {"b": 1.0})
    assert Local(tmp_path / FILE).figures("a") == {"b": 1.0}


def test_a_width_of_a_large_screen_does_not_hide_the_list_on_a_small_one(open_window):
    local = Local()
    local.keep(NAME, {"编号": 900.0})
    assert open_window(local, 1400).table.columnWidth(0) == 900
    small = open_window(local, 500).table
    assert small.columnWidth(0) == 80
    assert small.columnWidth(1) >= 100
    assert local.figures(NAME) == {"编号": 900.0}


def test_drawn_widths_decide_what_gives_way():
    wide = widths_of(COLUMNS, {"编号": 300.0}, 620)
    assert wide == [300, 0, 120]
    assert fitting(COLUMNS, 620, wide) == [True, True, False]
    assert fitting(COLUMNS, 620) == [True, True, True]


def test_an_empty_list_says_so(app, qtbot):
    model = VirtualTableModel(COLUMNS, lambda *_: (), list)
    table = RecordTable(model, "清单", empty="还没有文号")
    qtbot.addWidget(table)
    table.resize(400, 200)
    bare = RecordTable(model, "清单", empty="")
    qtbot.addWidget(bare)
    bare.resize(400, 200)
    assert table.grab().toImage() != bare.grab().toImage()


def test_panes_keep_their_shares(app, qtbot):
    local = Local()

    def panes() -> Panes:
        window = QWidget()
        window.local = local
        made = Panes("分", QWidget(), QWidget(), shares=(1, 1))
        QVBoxLayout(window).addWidget(made)
        window.resize(1000, 300)
        qtbot.addWidget(window)
        window.show()
        made.window_ = window
        return made

    first = panes()
    first.setSizes([700, 300])
    first.splitterMoved.emit(700, 1)
    qtbot.waitUntil(lambda: not first._moved.isActive())
    sizes = panes().sizes()
    assert sizes[0] / sum(sizes) == pytest.approx(0.7, abs=0.03)
    local.keep(f"{LAYOUT}分栏/分", {"0": 1.0, "1": 0.0})
    sizes = panes().sizes()
    assert sizes[0] / sum(sizes) == pytest.approx(0.5, abs=0.03)
    first.as_they_came()
    assert first.sizes()[0] == pytest.approx(first.sizes()[1], abs=30)


def test_the_window_begins_on_the_desk_unless_told_otherwise(shell, context, qtbot):
    shell.open_place("annual")
    shell.close()
    assert context.local.text(LAST_PLACE) == "annual"
    for begins, place in (("", "desk"), (BEGINS_LAST, "annual")):
        context.local.keep(BEGINS, begins)
        again = Shell(context)
        qtbot.addWidget(again)
        assert again.place == place
    context.local.keep(LAST_PLACE, "没有这一处")
    again = Shell(context)
    qtbot.addWidget(again)
    assert again.place == "desk"


def test_a_window_of_a_screen_that_is_gone_comes_back_into_view(shell, app):
    shell.setGeometry(5000, 4000, 1100, 600)
    kept = shell.saveGeometry()
    assert shell.restoreGeometry(moved(kept, QRect(5000, 4000, 1100, 600)))
    assert app.primaryScreen().availableGeometry().intersects(shell.frameGeometry())
    assert not shell.restoreGeometry(QByteArray(b"\x00broken"))
    assert not shell.restoreGeometry(QByteArray())


def moved(kept: QByteArray, to: QRect) -> QByteArray:
    """The same geometry as saved on a screen that lay to the right."""
    reading = QDataStream(kept, QIODevice.OpenModeFlag.ReadOnly)
    head = [reading.readUInt32(), reading.readUInt16(), reading.readUInt16()]
    made = QByteArray()
    writing = QDataStream(made, QIODevice.OpenModeFlag.WriteOnly)
    writing.writeUInt32(head[0])
    writing.writeUInt16(head[1])
    writing.writeUInt16(head[2])
    frame, normal = QRect(), QRect()
    reading >> frame >> normal
    writing << to << to
    rest = kept.mid(reading.device().pos())
    return made + rest


def test_the_ledger_opened_last_is_opened_again(shell, context):
    page = shell.open_place("ledger")
    keys = list(page._shown)
    context.local.keep(page._last, keys[-1])
    other = type(page)(context)
    other.refresh()
    assert other._key == keys[-1]
    context.local.keep(page._last, "没有这本")
    other = type(page)(context)
    other.refresh()
    assert other._key == keys[0]


def test_the_settings_put_the_layout_back(shell, context, prompts):
    page = shell.open_place("settings")
    page.arrive("look")
    context.local.keep(NAME, {"编号": 300.0})
    page.part().forget()
    assert context.local.figures(NAME) == {}
    assert prompts.said[-1][0] == "tell"
