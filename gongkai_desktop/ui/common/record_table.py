"""The calm table of every list (列表): opens rows, remembers widths and order, says when empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from gongkai_desktop.ui.common.badge import CellDelegate
from gongkai_desktop.ui.common.headings import Headings
from gongkai_desktop.ui.common.layout import LAYOUT, memory_of, settled
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.style.theme import colour, space

READABLE = 220
"""Logical pixels a column that stretches needs to be readable."""
LEAST, MOST = 40, 1200
"""Logical pixels a column may be drawn to."""
AS_IT_CAME = "恢复默认列宽"
_ORDER = "排序："
_TOLERABLE = 100
_AROUND, _ROWS = 4, 2
_EMPTY_MARGIN = 24


class RecordTable(QTableView):
    """A table over a VirtualTableModel; Enter or a double click opens a row.

    Widths a person draws, and the order where headings sort, are remembered by the computer
    under ``name`` (or ``memory``, where two tables have one name). ``empty`` stands where rows
    would be.
    """

    opened = Signal(int)

    def __init__(
        self,
        model: VirtualTableModel[Any],
        name: str,
        *,
        tall: bool = False,
        empty: str = "没有记录",
        memory: str = "",
    ) -> None:
        super().__init__()
        self.setHorizontalHeader(Headings(self))
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(space("tall_row" if tall else "row"))
        self._columns: Sequence[Column[Any]] = model.columns
        self._empty, self._memory = empty, f"{LAYOUT}列/{memory or name}"
        self._drawn: dict[str, float] = {}
        self._first_order: tuple[int, Qt.SortOrder] | None = None
        self._laying_out = self._read = False
        self._settled = settled(self)
        self._settled.timeout.connect(self._keep)
        self._set_up_header()
        self._rows = model
        self._left: object = None
        self.opened.connect(self._leave)
        self.activated.connect(lambda index: self.opened.emit(index.row()))

    def sort_by(self, column: int, order: Qt.SortOrder) -> None:
        """Allow sorting by headings, starting with one column, or with the order remembered."""
        self._recall()
        if self._first_order is None:
            self._first_order = (column, order)
            column, order = self._order_kept() or (column, order)
        self.horizontalHeader().setSortIndicator(column, order)
        self.setSortingEnabled(True)

    def come_back(self) -> None:
        """Back from what was opened: the cursor stands on its row again, wherever that is now."""
        at = self._rows.position(self._left) if self._left is not None else -1
        if at >= 0:
            self.selectRow(at)
        self.setFocus()

    def _leave(self, at: int) -> None:
        self._left = self._rows.identity(at)

    def as_it_came(self) -> None:
        """Give columns their first widths and the list its first order, and remember no other."""
        self._settled.stop()
        self._drawn = {}
        if self._first_order is not None:
            self.horizontalHeader().setSortIndicator(*self._first_order)
        self._lay_out()
        self._settled.stop()
        memory = memory_of(self)
        if memory:
            memory.forget(self._memory)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Take the remembered widths before it is seen."""
        self._recall()
        self._lay_out()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Hide what has no room, so that what stretches stays readable."""
        super().resizeEvent(event)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The headings and a few rows."""
        row, heading = self.verticalHeader().defaultSectionSize(), self.horizontalHeader()
        return QSize(super().minimumSizeHint().width(), heading.sizeHint().height() + _ROWS * row)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Say so where there are no rows."""
        super().paintEvent(event)
        if self._empty and self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(colour("muted"))
            room = (
                self.viewport()
                .rect()
                .adjusted(_EMPTY_MARGIN, _EMPTY_MARGIN, -_EMPTY_MARGIN, -_EMPTY_MARGIN)
            )
            middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(room, middle | Qt.TextFlag.TextWordWrap, self._empty)
            painter.end()

    def fit_rows(self) -> None:
        """Be exactly as tall as the rows, for short lists on a page that scrolls as a whole."""
        header = (
            0 if self.horizontalHeader().isHidden() else self.horizontalHeader().sizeHint().height()
        )
        rows = self.model().rowCount() * self.verticalHeader().defaultSectionSize()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(header + rows + 2)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(LEAST)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer)
        for position, column in enumerate(self._columns):
            if not column.width:
                header.setSectionResizeMode(position, QHeaderView.ResizeMode.Stretch)
        self._lay_out()
        self.model().modelReset.connect(self._lay_out)
        header.sectionResized.connect(self._resized)
        header.sortIndicatorChanged.connect(lambda _at, _way: self._ordered())

    def _lay_out(self) -> None:
        """Show what has room, as wide as it was drawn; as it came where that has no room."""
        room = self._room()
        wanted = widths_of(self._columns, self._drawn, room)
        if self.isVisible() and is_tight(self._columns, wanted, room):
            wanted = [self._snug(at, width) for at, width in enumerate(wanted)]
        self._laying_out = True
        for at, shown in enumerate(fitting(self._columns, room, wanted)):
            if self.isColumnHidden(at) == shown:
                self.setColumnHidden(at, not shown)
            if shown and wanted[at] and self.columnWidth(at) != wanted[at]:
                self.setColumnWidth(at, wanted[at])
        self._laying_out = False

    def _snug(self, at: int, width: int) -> int:
        """What a column that nobody drew takes at least: its heading and the words in sight."""
        if not width or self._columns[at].title in self._drawn or not self.model().rowCount():
            return width
        heading = self.horizontalHeader().sectionSizeHint(at)
        return min(width, max(heading, self.sizeHintForColumn(at)) + _AROUND)

    def _room(self) -> int:
        """Width of the viewport, logical pixels.

        The viewport itself is not asked: to hand out a widget it did not make, the binding first
        names everything in Qt that could be one, which would hold up the first page.
        """
        bar = self.verticalScrollBar()
        taken = bar.width() if bar.isVisibleTo(self) else 0
        return self.maximumViewportSize().width() - taken

    def _resized(self, at: int, before: int, now: int) -> None:
        """A person drew a column; the table's own laying out is not that."""
        if before and now and self._columns[at].width and not self._laying_out:
            self._drawn[self._columns[at].title] = max(LEAST, min(now, MOST))
            self._settled.start()

    def _ordered(self) -> None:
        if self._first_order is not None and self.isSortingEnabled():
            self._settled.start()

    def _recall(self) -> None:
        """Read what is remembered, once the table stands in a window that remembers."""
        memory = None if self._read else memory_of(self)
        if memory is not None:
            self._read = True
            self._drawn = {**memory.figures(self._memory), **self._drawn}

    def _order_kept(self) -> tuple[int, Qt.SortOrder] | None:
        ways = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)
        for at, one in enumerate(self._columns):
            if one.sort and (kept := self._drawn.get(_ORDER + one.title)) is not None:
                return at, ways[bool(kept)]
        return None

    def _keep(self) -> None:
        header = self.horizontalHeader()
        by = self._columns[header.sortIndicatorSection()]
        values = {name: one for name, one in self._drawn.items() if not name.startswith(_ORDER)}
        if self._first_order is not None and by.sort:
            down = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            values[_ORDER + by.title] = float(down)
        self._drawn = values
        memory = memory_of(self)
        if memory:
            memory.keep(self._memory, values)

    def _offer(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(AS_IT_CAME, self.as_it_came)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(place))


def widths_of(columns: Sequence[Column[Any]], drawn: Mapping[str, float], room: int) -> list[int]:
    """Widths in logical pixels, 0 for what stretches.

    As they were drawn where what must stay still has room beside them, else as they came: a
    width drawn on a large screen must not hide the list on a small one.
    """
    wanted = [_drawn_width(one, drawn) for one in columns]
    stay = sum(
        width or _TOLERABLE for one, width in zip(columns, wanted, strict=True) if not one.gives_way
    )
    return wanted if stay <= room else [one.width for one in columns]


def is_tight(columns: Sequence[Column[Any]], widths: Sequence[int], room: int) -> bool:
    """Whether what stretches would not be readable beside all the others."""
    return sum(width or READABLE for width in widths) > room


def _drawn_width(column: Column[Any], drawn: Mapping[str, float]) -> int:
    width = drawn.get(column.title, 0.0)
    usable = column.width and LEAST <= width <= MOST
    return round(width) if usable else column.width


def fitting(
    columns: Sequence[Column[Any]], room: int, widths: Sequence[int] | None = None
) -> list[bool]:
    """Which columns are shown in ``room`` logical pixels."""
    if widths is not None:
        columns = [
            attrs.evolve(one, width=width) for one, width in zip(columns, widths, strict=True)
        ]
    shown = [True] * len(columns)
    order = sorted(range(len(columns)), key=lambda at: -columns[at].gives_way)
    for at in order:
        needed = sum(
            one.width or READABLE for one, kept in zip(columns, shown, strict=True) if kept
        )
        if needed <= room or not columns[at].gives_way:
            break
        shown[at] = False
    return shown
