"""The help beside the page (F1): the field someone is in, then the part, its steps and law."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gongkai_desktop.domain.help import Told, Topic
from gongkai_desktop.library.help import load_help
from gongkai_desktop.ui.common.help import about, field_at, topic_in
from gongkai_desktop.ui.common.widgets import (
    button,
    clear,
    column,
    icon_button,
    label,
    row,
    rule,
    scrolled,
)
from gongkai_desktop.ui.style.theme import space

_WIDTH = 348
_COLUMN_OF = {"到处可用": 0, "列表": 0}
_SHEET_WIDTH, _KEY_WIDTH = 840, 176


class HelpPanel(QFrame):
    """Stands at the right edge of its host until Escape, F1 or its cross.

    ``manual`` and ``keys`` ask for the manual and the table of keys; ``alone`` where the window
    can show neither.
    """

    manual = Signal()
    keys = Signal()

    def __init__(self, host: QWidget, top: int, *, alone: bool = False) -> None:
        super().__init__(host)
        self.setProperty("role", "popover")
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName("帮助")
        self._top = top
        self._before: QWidget | None = None
        self.title = label("", "strong", wrap=True)
        self._close = icon_button("close", "关闭帮助（Esc）", self.leave)
        self._words = QVBoxLayout()
        self._words.setSpacing(space("small"))
        content = QWidget()
        content.setLayout(column(self._words, 1))
        self._area = scrolled(content)
        self._area.setAccessibleName("帮助内容")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.addLayout(row(self.title, 1, self._close))
        layout.addWidget(self._area, 1)
        layout.addWidget(rule())
        manual = button("使用手册", self.manual.emit, kind="link")
        keys = button("快捷键", self.keys.emit, kind="link")
        if alone:
            manual.hide()
            keys.hide()
        layout.addLayout(row(manual, keys, 1, label("再按 F1 关闭", "caption"), gap="large"))
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.leave)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        host.installEventFilter(self)
        self.hide()

    def toggle(self, page: QWidget) -> None:
        """Show what is told of where someone is; a second time go away."""
        if self.isVisible():
            self.leave()
            return
        host = self.parentWidget()
        focus = host.focusWidget() if host else None
        self.show_topic(topic_in(page), field_at(focus))
        self._before = focus

    def show_topic(self, key: str, field: tuple[str, Told] | None = None) -> None:
        """Show a topic by key, what is told of one field before it."""
        topic = load_help().topic(key)
        clear(self._words)
        self.title.setText(field[0] if field else topic.title)
        if field:
            self._tell(field[1])
            self._words.addWidget(rule())
            self._words.addWidget(label(topic.title, "strong", wrap=True))
        self._tell(topic.told, topic)
        self._place()
        self.show()
        self.raise_()
        self._close.setFocus()

    def leave(self) -> None:
        """Go, and give the keyboard back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()
            self._before = None

    def said(self) -> str:
        """All that is shown, as text."""
        shown = (one for one in self.findChildren(QLabel) if not one.isHidden())
        return "\n".join(one.text() for one in shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay at the edge when the window changes size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _tell(self, told: Told, topic: Topic | None = None) -> None:
        self._words.addWidget(label(told.meaning, wrap=True, select=True))
        if topic and topic.steps:
            self._words.addWidget(label("怎么做", "heading"))
            for at, step in enumerate(topic.steps, start=1):
                self._words.addWidget(label(f"{at}. {step}", wrap=True, select=True))
        for heading, text in (("依据", told.article), ("例", told.example)):
            if text:
                self._words.addWidget(label(heading, "heading"))
                self._words.addWidget(label(text, "muted", wrap=True, select=True))

    def _place(self) -> None:
        host = self.parentWidget()
        if host is not None:
            edge = space("small")
            height = host.height() - self._top - 4 * edge
            self.setGeometry(host.width() - _WIDTH - edge, self._top, _WIDTH, height)


def offer_help(host: QWidget, topic: str) -> HelpPanel:
    """Let F1 tell of a window that has no page yet: the first run, the door."""
    about(host, topic)
    panel = HelpPanel(host, space("small"), alone=True)
    QShortcut(QKeySequence(Qt.Key.Key_F1), host, lambda: panel.toggle(host))
    return panel


class KeySheet(QFrame):
    """快捷键表 over the page; Escape or another Ctrl+/ takes it away."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setProperty("role", "popover")
        self.setAccessibleName("快捷键")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 20)
        self._close = icon_button("close", "关闭快捷键表（Esc）", self.hide)
        layout.addLayout(row(label("快捷键", "title"), 1, self._close))
        columns = [QVBoxLayout(), QVBoxLayout()]
        for one in columns:
            one.setSpacing(space("tight"))
        for group in load_help().keys:
            into = columns[_COLUMN_OF.get(group.title, 1)]
            into.addWidget(label(group.title, "heading"))
            for key, what in group.keys:
                into.addLayout(_key_line(key, what))
            into.addSpacing(space("medium"))
        for one in columns:
            one.addStretch(1)
        across = row(gap="wide")
        for one in columns:
            across.addLayout(one, 1)
        layout.addLayout(across)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.hide)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.hide()

    def toggle(self) -> None:
        """Come or go."""
        host = self.parentWidget()
        if self.isVisible() or host is None:
            self.hide()
            return
        self.setFixedWidth(min(_SHEET_WIDTH, host.width() - 80))
        self.adjustSize()
        self.move((host.width() - self.width()) // 2, max(8, (host.height() - self.height()) // 2))
        self.show()
        self.raise_()
        self._close.setFocus()


def _key_line(key: str, what: str) -> QVBoxLayout:
    name = label(key, "strong")
    name.setFixedWidth(_KEY_WIDTH)
    told = label(what, "muted", wrap=True)
    told.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return column(row(name, told), gap="tight")
