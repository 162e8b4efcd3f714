"""The list model over ids and pages of rows; the view over it where widths are set."""

import pytest
from PySide6.QtCore import Qt

from gongkai_desktop.domain.urgency import Level
from gongkai_desktop.ui.common.badge import TONE_ROLE, TONES
from gongkai_desktop.ui.common.record_table import READABLE, RecordTable, fitting
from gongkai_desktop.ui.common.table import PAGE_ROWS, PAGES_KEPT, Column, VirtualTableModel


class Source:
    """Numbers as rows; remembers how it was asked."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.orders: list[tuple[str, bool]] = []
        self.fetched: list[tuple[int, int]] = []

    def find(self, key, descending):
        self.orders.append((key, descending))
        return range(self.count)[::-1] if descending else range(self.count)

    def fetch(self, ids):
        self.fetched.append((ids[0], len(ids)))
        return list(ids)


def model_of(source):
    columns = (
        Column(title="数", text=str, sort="number", tone=lambda one: TONES[Level.OVERDUE]),
        Column(title="平方", text=lambda one: str(one * one), right=True),
    )
    model = VirtualTableModel(columns, source.find, source.fetch)
    model.reload()
    return model


def test_only_pages_that_are_looked_at_are_fetched(qapp):
    source = Source(100_000)
    model = model_of(source)
    assert model.rowCount() == 100_000
    assert source.fetched == []
    assert model.data(model.index(50_123, 0)) == "50123"
    assert source.fetched == [(50_000, PAGE_ROWS)]
    model.data(model.index(50_124, 1))
    assert len(source.fetched) == 1


def test_old_pages_are_let_go(qapp):
    source = Source(10_000)
    model = model_of(source)
    for page in range(PAGES_KEPT + 1):
        model.data(model.index(page * PAGE_ROWS, 0))
    model.data(model.index(0, 0))
    assert source.fetched.count((0, PAGE_ROWS)) == 2


def test_sorting_asks_the_source(qapp):
    source = Source(10)
    model = model_of(source)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert source.orders[-1] == ("number", True)
    assert model.data(model.index(0, 0)) == "9"


def test_a_column_without_sort_key_leaves_the_order(qapp):
    source = Source(10)
    model = model_of(source)
    model.sort(1)
    assert len(source.orders) == 1


def test_state_is_given_as_words_and_tone(qapp):
    model = model_of(Source(3))
    tone = model.data(model.index(0, 0), TONE_ROLE)
    assert tuple(tone) == TONES[Level.OVERDUE]
    assert model.headerData(0, Qt.Orientation.Horizontal) == "数"


def test_every_level_has_its_own_shape_or_words():
    """Told apart in black and white: a shape may repeat only within one colour."""
    shapes = {level: tone[1] for level, tone in TONES.items()}
    assert set(TONES) == set(Level)
    assert shapes[Level.OVERDUE] != shapes[Level.NEAR] != shapes[Level.NORMAL]


def test_columns_give_way_where_there_is_no_room():
    columns = [
        Column(title="登记号", text=str, width=100),
        Column(title="内容", text=str),
        Column(title="渠道", text=str, width=100, gives_way=2),
        Column(title="环节", text=str, width=60, gives_way=1),
    ]
    assert fitting(columns, 100 + READABLE + 160) == [True, True, True, True]
    assert fitting(columns, 100 + READABLE + 159) == [True, True, False, True]
    assert fitting(columns, 300) == [True, True, False, False]


def test_a_heading_is_not_asked_for_its_height_with_every_width(qtbot, monkeypatch):
    table = RecordTable(model_of(Source(3)), "数")
    qtbot.addWidget(table)
    table.show()
    asked = []
    answer = VirtualTableModel.headerData
    monkeypatch.setattr(
        VirtualTableModel, "headerData", lambda *about: (asked.append(about), answer(*about))[1]
    )
    for width in range(60, 160):
        table.setColumnWidth(0, width)
    assert len(asked) < 100, "Qt asks four times for every heading and width"
    assert table.horizontalHeader().sizeHint().height() > table.fontMetrics().height()


@pytest.mark.parametrize("rows", [3, 300])
def test_a_list_is_laid_out_in_the_room_of_its_viewport(qtbot, rows):
    table = RecordTable(model_of(Source(rows)), "数")
    qtbot.addWidget(table)
    table.resize(420, 300)
    table.show()
    assert table.verticalScrollBar().isVisible() == (rows > 3)
    assert table._room() == table.viewport().width()


def test_a_column_is_measured_by_the_words_in_sight_alone(qtbot):
    source = Source(100_000)
    table = RecordTable(model_of(source), "数")
    qtbot.addWidget(table)
    table.resize(420, 300)
    table.show()
    table.sizeHintForColumn(0)
    assert source.fetched == [(0, PAGE_ROWS)]
