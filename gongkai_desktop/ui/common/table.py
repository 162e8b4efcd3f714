"""Rows of lists of any length: all ids, rows fetched in pages when they are shown."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import attrs
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from gongkai_desktop.ui.common.badge import NOTE_ROLE, TONE_ROLE, Tone
from gongkai_desktop.ui.common.plain import plain

PAGE_ROWS = 200
PAGES_KEPT = 8
R = TypeVar("R")


@attrs.frozen(kw_only=True)
class Column(Generic[R]):
    """One column: heading, text of a row, key to sort by (empty: not sortable), width in pixels.

    ``width`` 0 stretches. ``tone`` makes the cell a badge, ``note`` adds a small second line;
    ``tip`` is shown at rest. ``gives_way`` is the order in which columns are hidden where the
    table is too narrow, the highest first; 0 stays.
    """

    title: str
    text: Callable[[R], str]
    sort: str = ""
    width: int = 0
    tone: Callable[[R], Tone | None] | None = None
    note: Callable[[R], str] | None = None
    tip: Callable[[R], str] | None = None
    right: bool = False
    gives_way: int = 0


Ids = Sequence[Any]


class VirtualTableModel(QAbstractTableModel, Generic[R]):
    """A table over ids; rows come in pages of 200, eight pages are kept.

    ``find(sort_key, descending)`` gives the ids in order, ``fetch(ids)`` the rows for some of
    them in the same order. Sorting asks the source again; there is never a proxy model.
    """

    counted = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column[R]],
        find: Callable[[str, bool], Ids],
        fetch: Callable[[Ids], Sequence[R]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._find = find
        self._fetch = fetch
        self._ids: Ids = ()
        self._pages: OrderedDict[int, Sequence[R]] = OrderedDict()
        self._sort_key = ""
        self._descending = False

    def reload(self) -> None:
        """Ask the source again, keeping the order."""
        self.show_ids(self._find(self._sort_key, self._descending))

    @property
    def order(self) -> tuple[str, bool]:
        """The key sorted by and whether downwards."""
        return self._sort_key, self._descending

    def show_ids(self, found: Ids) -> None:
        """Show what was found, in its order."""
        self.beginResetModel()
        self._ids = found
        self._pages.clear()
        self.endResetModel()
        self.counted.emit(len(found))

    def record(self, row: int) -> R:
        """The row at a position; IndexError outside."""
        page, offset = divmod(row, PAGE_ROWS)
        if page not in self._pages:
            start = page * PAGE_ROWS
            self._pages[page] = self._fetch(self._ids[start : start + PAGE_ROWS])
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page][offset]

    def identity(self, row: int) -> object:
        """The id at a position, None outside."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def position(self, identity: object) -> int:
        """Where an id stands, -1 where it does not."""
        return next((at for at, one in enumerate(self._ids) if one == identity), -1)

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """The columns as given."""
        return self._columns

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: N802, B008
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: N802, B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Text, tone, tool tip and alignment of a cell."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(self.record(index.row()))
        if role == TONE_ROLE and column.tone is not None:
            return column.tone(self.record(index.row()))
        if role == NOTE_ROLE and column.note is not None:
            return column.note(self.record(index.row()))
        if role == Qt.ItemDataRole.ToolTipRole:
            tip = column.tip or column.text
            return plain(tip(self.record(index.row())))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask the source for another order; columns without a sort key leave it as it is."""
        if not 0 <= column < len(self._columns) or not self._columns[column].sort:
            return
        self._sort_key = self._columns[column].sort
        self._descending = order == Qt.SortOrder.DescendingOrder
        self.reload()


class ListTableModel(VirtualTableModel[R]):
    """A table over rows that are all at hand, in the order given."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        self.rows: Sequence[R] = ()
        super().__init__(columns, self._all, self._some, parent)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show other rows."""
        self.rows = rows
        self.reload()

    def _all(self, sort: str, descending: bool) -> Ids:
        return range(len(self.rows))

    def _some(self, positions: Ids) -> Sequence[R]:
        return [self.rows[at] for at in positions]
