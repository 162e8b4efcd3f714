"""Small building blocks: labels by role, buttons, cards, tiles, banners, empty states."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.style.icons import icon, icon_pixmap
from gongkai_desktop.ui.style.theme import colour, space

SAVE, SAVE_KEY = "保存", "Ctrl+S"
_NAMING = ("muted", "caption")


class Words(QLabel):
    """A text; a click on the name of a field puts the cursor into the field, as the system does."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the field this names."""
        super().mouseReleaseEvent(event)
        field = self.buddy()
        if field is not None and field.isEnabled():
            field.setFocus(Qt.FocusReason.MouseFocusReason)


def name_fields(parts: Sequence[object]) -> None:
    """Let a small label name the field that stands behind it."""
    for words, field in pairwise(parts):
        if not isinstance(words, QLabel) or words.property("role") not in _NAMING:
            continue
        if isinstance(field, QWidget) and _takes_words(field) and words.buddy() is None:
            words.setBuddy(field)


def _takes_words(field: QWidget) -> bool:
    pressed = isinstance(field, QPushButton | QToolButton)
    return not pressed and bool(field.focusPolicy() & Qt.FocusPolicy.TabFocus)


def label(text: str = "", role: str = "", *, wrap: bool = False, select: bool = False) -> QLabel:
    """A text with a role of the style sheet: caption, muted, strong, title, figure, heading."""
    result = Words(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        result.setProperty("role", role)
    result.setWordWrap(wrap)
    if select:
        flags = Qt.TextInteractionFlag.TextSelectableByMouse
        result.setTextInteractionFlags(flags)
    return result


class ActButton(QPushButton):
    """A button that, while it is closed, says why: what is still wanted, or whose role it takes.

    It asks the window it stands in for roles when it is shown; the use case refuses all the same.
    """

    def __init__(self, text: str, right: Right) -> None:
        super().__init__(text)
        self._right, self._refusal, self._tip, self._wanted = right, "", "", ""
        self._wished = True

    def asks(self, right: Right) -> None:
        """From now on its action asks another right."""
        self._right = right
        if self.isVisible():
            self._look()

    def allow(self, wanted: str = "") -> None:
        """Open it, or close it and say what is wanted first."""
        self._wanted = wanted
        self.setEnabled(not wanted)
        self._say()

    def setToolTip(self, tip: str) -> None:  # noqa: N802 - Qt's name
        """What is said of it while it is open."""
        self._tip = tip
        self._say()

    def _say(self) -> None:
        super().setToolTip(self._refusal or self._wanted or self._tip)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Close it before it is seen."""
        self._look()
        super().showEvent(event)

    def _look(self) -> None:
        ask = getattr(self.window(), "refusal_of", None)
        self._refusal = ask(self._right) if ask and self._right is not Right.LOOK else ""
        super().setEnabled(self._wished and not self._refusal)
        self._say()

    def setEnabled(self, enabled: bool) -> None:  # noqa: N802 - Qt's name
        """What a page opens stays closed where a role closes it."""
        self._wished = enabled
        super().setEnabled(enabled and not self._refusal)


def button(
    text: str,
    action: Callable[[], object] | None = None,
    *,
    kind: str = "",
    symbol: str = "",
    right: Right = Right.LOOK,
) -> ActButton:
    """A push button; ``kind`` is primary, quiet, link or danger, ``symbol`` an icon's name.

    ``right`` is what its action asks of the operator's roles.
    """
    result = ActButton(text, right)
    if kind:
        result.setProperty("kind", kind)
    if symbol:
        tint = {"primary": "on_accent", "quiet": "accent"}.get(kind, "muted")
        result.setIcon(icon(symbol, tint))
        result.setIconSize(QSize(16, 16))
    if action is not None:
        result.clicked.connect(lambda: action())
    if (text, kind) == (SAVE, "primary"):
        result.setShortcut(SAVE_KEY)
        result.setToolTip(f"{SAVE}（{SAVE_KEY}）")
    return result


def enter_means(dialog: QWidget, default: QPushButton) -> None:
    """Enter presses this button of a dialog wherever the cursor stands, and no other by chance."""
    for one in dialog.findChildren(QPushButton):
        one.setAutoDefault(False)
    default.setDefault(True)


def icon_button(symbol: str, name: str, action: Callable[[], object] | None = None) -> QToolButton:
    """A button with an icon only; ``name`` is its tool tip and accessible name."""
    result = QToolButton()
    result.setIcon(icon(symbol))
    result.setIconSize(QSize(18, 18))
    result.setToolTip(name)
    result.setAccessibleName(name)
    result.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if action is not None:
        result.clicked.connect(lambda: action())
    return result


def icon_label(symbol: str, tint: str = "muted", size: int = 18) -> QLabel:
    """A still icon, for decoration only."""
    result = QLabel()
    result.setPixmap(icon_pixmap(symbol, tint, size, 2.0))
    result.setFixedSize(size, size)
    result.setScaledContents(True)
    return result


def rule() -> QFrame:
    """A thin horizontal line."""
    result = QFrame()
    result.setProperty("role", "rule")
    return result


def row(*parts: QWidget | int | None, gap: str = "small") -> QHBoxLayout:
    """Widgets side by side; an int is a stretch, None is left out."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(space(gap))
    name_fields(parts)
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part)
        elif part is not None:
            layout.addWidget(part)
    return layout


def column(*parts: QWidget | QLayout | int | None, gap: str = "small") -> QVBoxLayout:
    """Widgets and layouts below each other; an int is a stretch, None is left out."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(space(gap))
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        elif part is not None:
            layout.addWidget(part)
    return layout


def scrolled(content: QWidget) -> QScrollArea:
    """The content in an area that scrolls up and down only."""
    content.setObjectName("scrolled")
    area = QScrollArea()
    # A viewport of our own: nothing fills it, and Qt's is not asked for (RecordTable._room).
    area.setViewport(QWidget())
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def follow(*widgets: QWidget) -> None:
    """Tab goes through these in this order."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def clear(layout: QLayout) -> None:
    """Empty a layout for good; its widgets are deleted."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        if inner is not None:
            clear(inner)


class Card(QFrame):
    """A white surface with an optional heading and a row of actions beside it."""

    def __init__(self, title: str = "", *actions: QWidget, padding: str = "large") -> None:
        super().__init__()
        self.setProperty("role", "card")
        margin = space(padding)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(space("medium"))
        if title or actions:
            self.title = label(title, "strong")
            self.body.addLayout(row(self.title, 1, *actions))


class Tile(QFrame):
    """One figure with its name; a click or Enter opens what it counts."""

    opened = Signal()

    def __init__(self, name: str, tint: str = "") -> None:
        super().__init__()
        self.setProperty("role", "tile")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name = name
        self._figure = label("0", "figure")
        self._tint = tint
        self._note = label("", "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 9)
        layout.setSpacing(0)
        self._title = label(name, "muted")
        layout.addWidget(self._title)
        layout.addLayout(row(self._figure, self._note, 1))
        self._note.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self._note.setContentsMargins(0, 0, 0, 5)

    def set_name(self, name: str) -> None:
        """Say otherwise what is counted; said before the figure."""
        self._name = name
        self._title.setText(name)
        self.setAccessibleName(f"{name} {self._figure.text()} {self._note.text()}".strip())

    def set_figure(self, figure: int, note: str = "") -> None:
        """Show a count and a few words; a tint is used only when there is something to see."""
        self._figure.setText(str(figure))
        self._note.setText(note)
        self.setAccessibleName(f"{self._name} {figure} {note}".strip())
        tint = self._tint if figure and self._tint else "text"
        self._figure.setStyleSheet(f"color: {colour(tint).name()};")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open what the tile counts."""
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and space open it too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


_TONE_ICONS = {"info": "info", "warning": "warning", "danger": "warning", "success": "done"}
_TONE_TINTS = {"info": "accent"}


class InfoBanner(QFrame):
    """One sentence across the page with a tone (info, warning, danger, success), and an action."""

    def __init__(
        self, text: str = "", tone: str = "info", action: QPushButton | None = None
    ) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setAccessibleName(text)
        self.setProperty("tone", tone)
        self._text = label(text, wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 7, 12, 7)
        layout.setSpacing(space("small"))
        tint = _TONE_TINTS.get(tone, tone)
        layout.addWidget(icon_label(_TONE_ICONS[tone], tint), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        if action is not None:
            layout.addWidget(action)

    def say(self, text: str) -> None:
        """Change the sentence; an empty one hides the banner."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


_STEP = 8


class EmptyState(QWidget):
    """What belongs on an empty page and the first step towards it."""

    def __init__(self, symbol: str, title: str, text: str, *actions: QWidget) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(space("small"))
        middle = Qt.AlignmentFlag.AlignHCenter
        layout.addStretch(2)
        self._picture = icon_label(symbol, "faint", 40)
        layout.addWidget(self._picture, 0, middle)
        layout.addWidget(label(title, "strong"), 0, middle)
        words = label(text, "muted", wrap=True)
        words.setAlignment(middle)
        width = _balanced(words, 440)
        words.setFixedWidth(width)
        words.setMinimumHeight(words.heightForWidth(width))
        layout.addWidget(words, 0, middle)
        layout.addSpacing(space("small"))
        layout.addLayout(row(1, *actions, 1))
        layout.addStretch(3)
        self.setAccessibleName(f"{title}。{text}")

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The words and the first step; the picture gives way."""
        size = super().minimumSizeHint()
        if not self._picture.isHidden():
            size.setHeight(size.height() - self._picture.height() - space("small"))
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where it is low, the picture makes room for the words."""
        super().resizeEvent(event)
        wanted = super().minimumSizeHint().height()
        if self._picture.isHidden():
            wanted += self._picture.height() + space("small")
        self._picture.setVisible(event.size().height() >= wanted)


def _balanced(words: QLabel, most: int) -> int:
    """The least width in which the words take no more lines, so that no line holds one word."""
    words.ensurePolished()
    lines = words.heightForWidth(most)
    least = most
    while least > most // 2 and words.heightForWidth(least - _STEP) == lines:
        least -= _STEP
    return least
