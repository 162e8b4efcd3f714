"""A list of entries beside the form of the one in front (逐项编辑): added, moved, taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import attrs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.common.widgets import button, column, icon_button, row

Entry = TypeVar("Entry")


@attrs.frozen(kw_only=True)
class EntryForm(Generic[Entry]):
    """What the list asks of the form beside it.

    ``line`` is an entry in the list and ``tip`` its whole text; ``fresh`` makes a further one
    behind the one given; ``show`` fills the form, ``taken`` is the entry as the form has it.
    """

    line: Callable[[Entry], str]
    tip: Callable[[Entry], str]
    fresh: Callable[[Entry | None], Entry]
    show: Callable[[Entry], None]
    taken: Callable[[Entry], Entry]


class EntryList(QWidget, Generic[Entry]):
    """The entries in their order; what was typed for one is kept before another is shown."""

    changed = Signal()
    added = Signal()

    def __init__(self, name: str, one: str, form: EntryForm[Entry]) -> None:
        super().__init__()
        self._form = form
        self._entries: list[Entry] = []
        self._at = -1
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentRowChanged.connect(self._show)
        tools = row(
            button("增加", self.add, symbol="plus"),
            icon_button("arrow-up", "上移", lambda: self.shift(-1)),
            icon_button("arrow-down", "下移", lambda: self.shift(1)),
            icon_button("close", f"删除这{one}", self.remove),
            1,
        )
        self.setLayout(column(self.list, tools))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All as they stand, with what is being typed."""
        self._take()
        return tuple(self._entries)

    @property
    def front(self) -> Entry | None:
        """The entry in the form."""
        return self._entries[self._at] if 0 <= self._at < len(self._entries) else None

    def open(self, entries: Sequence[Entry]) -> None:
        """Show these, the first in front; what the form held is gone."""
        self._entries = [*entries]
        self._fill(0)

    def put(self, entry: Entry) -> None:
        """The entry in front, changed by a part of its form."""
        if self.front is not None:
            self._entries[self._at] = entry
            self.retell()

    def add(self) -> None:
        """A further entry behind the one in front."""
        self._take()
        at = min(self._at + 1, len(self._entries))
        self._entries.insert(at, self._form.fresh(self.front))
        self._fill(at)
        self.added.emit()

    def remove(self) -> None:
        """Take the entry in front out."""
        if self.front is not None:
            del self._entries[self._at]
            self._fill(min(self._at, len(self._entries) - 1))

    def shift(self, by: int) -> None:
        """Move the entry in front up or down."""
        self._take()
        at, to = self._at, self._at + by
        if self.front is not None and 0 <= to < len(self._entries):
            self._entries[at], self._entries[to] = self._entries[to], self._entries[at]
            self._fill(to)

    def retell(self) -> None:
        """Word every line again."""
        for at, entry in enumerate(self._entries):
            item = self.list.item(at)
            item.setText(self._form.line(entry))
            item.setToolTip(plain(self._form.tip(entry)))

    def _fill(self, at: int) -> None:
        self._at = -1
        self.list.blockSignals(True)
        self.list.clear()
        for _ in self._entries:
            self.list.addItem(QListWidgetItem())
        self.list.setCurrentRow(-1)
        self.list.blockSignals(False)
        self.retell()
        self.list.setCurrentRow(at)
        self.changed.emit()

    def _take(self) -> None:
        before = self.front
        if before is not None:
            self._entries[self._at] = self._form.taken(before)
            self.retell()

    def _show(self, at: int) -> None:
        self._take()
        self._at = at
        entry = self.front
        if entry is not None:
            self._form.show(entry)
