"""The box over the page in which anything is found and opened by the keyboard (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gongkai_desktop.ui.common.forms import text_field
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.tasks import Progress
from gongkai_desktop.ui.common.widgets import label
from gongkai_desktop.ui.ports.search import Hit
from gongkai_desktop.ui.search.delegate import HitDelegate
from gongkai_desktop.ui.style.icons import icon

_WIDTH, _HEIGHT, _TOP = 680, 430, 64
_PAUSE_MS = 150
_HEAD_HEIGHT, _ROW_HEIGHT = 26, 44
HINT = "↑↓ 选择　回车 打开　Esc 关闭"
NOTHING = "没有找到。可以少写几个字，或者只写拼音首字母。"


class Palette(QFrame):
    """Appears over its host; ``chosen`` carries the Hit someone opened.

    A search runs off the window's thread, and only the answer to the latest words is shown.
    """

    chosen = Signal(object)

    def __init__(self, host: QWidget, context: Context) -> None:
        super().__init__(host)
        self.setProperty("role", "popover")
        self.setAccessibleName("搜索全部")
        self._context = context
        self._asked = 0
        self._before: QWidget | None = None
        self.field = text_field(placeholder="写登记号、姓名、文号、内容，或者要去的地方、要问的事")
        self.field.setAccessibleName("全局搜索")
        self.field.addAction(icon("search", "faint"), self.field.ActionPosition.LeadingPosition)
        self.hits = QListWidget()
        self.hits.setAccessibleName("搜索结果")
        self.hits.setFrameShape(QFrame.Shape.NoFrame)
        self.hits.setItemDelegate(HitDelegate(self.hits))
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.note = label(HINT, "caption")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.search)
        self.field.textChanged.connect(lambda _: self._pause.start())
        self.hits.itemClicked.connect(lambda _: self.open_current())
        self.hits.itemActivated.connect(lambda _: self.open_current())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 8)
        for part in (self.field, self.hits, self.note):
            layout.addWidget(part)
        for watched in (self.field, self.hits, host):
            watched.installEventFilter(self)
        self.hide()

    def begin(self, text: str = "") -> None:
        """Come to the front with the field ready; words given are searched at once."""
        host = self.parentWidget()
        self._before = host.focusWidget() if host and not self.isVisible() else self._before
        self._place()
        self.field.setText(text)
        self.field.selectAll()
        self.show()
        self.raise_()
        self.field.setFocus()
        self.search()

    def leave(self) -> None:
        """Go, and give the keyboard back to where it was."""
        self._pause.stop()
        self.hide()
        if self._before is not None:
            self._before.setFocus()
            self._before = None

    def search(self) -> None:
        """Look for the words typed."""
        self._pause.stop()
        self._asked += 1
        number, text = self._asked, self.field.text()

        def find(progress: Progress) -> Sequence[Hit]:
            return self._context.ports.search.find(text)

        task = self._context.tasks.read(find, "搜索")
        task.done.connect(lambda hits: self._show(hits, number))
        task.failed.connect(lambda error: self._context.errors.show(self, error))

    def open_current(self) -> None:
        """Open the line that is marked."""
        item = self.hits.currentItem()
        hit = item.data(Qt.ItemDataRole.UserRole) if item else None
        if isinstance(hit, Hit):
            self._before = None
            self.leave()
            self.chosen.emit(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrows move in the list while the field keeps the keyboard; Escape goes."""
        if watched is self.parentWidget():
            if event.type() == QEvent.Type.Resize:
                self._place()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif watched is self.field and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _move(self, by: int) -> None:
        at = self.hits.currentRow() + by
        while 0 <= at < self.hits.count():
            item = self.hits.item(at)
            if item.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.hits.setCurrentRow(at)
                return
            at += by

    def _show(self, hits: Sequence[Hit], number: int) -> None:
        if number != self._asked:
            return
        self.hits.clear()
        kind = ""
        for hit in hits:
            if hit.kind != kind:
                kind = hit.kind
                self.hits.addItem(_head(kind))
            self.hits.addItem(_line(hit))
        self.note.setText(HINT if hits else NOTHING)
        self.hits.setCurrentRow(-1)
        self._move(1)

    def _place(self) -> None:
        host = self.parentWidget()
        if host is not None:
            width = min(_WIDTH, host.width() - 2 * _TOP)
            height = min(_HEIGHT, host.height() - 2 * _TOP)
            self.setGeometry((host.width() - width) // 2, _TOP, width, height)


def _head(kind: str) -> QListWidgetItem:
    item = QListWidgetItem(kind)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setSizeHint(QSize(0, _HEAD_HEIGHT))
    return item


def _line(hit: Hit) -> QListWidgetItem:
    item = QListWidgetItem(hit.title)
    item.setData(Qt.ItemDataRole.UserRole, hit)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.kind}：{hit.title}。{hit.detail}")
    item.setSizeHint(QSize(0, _ROW_HEIGHT))
    return item
