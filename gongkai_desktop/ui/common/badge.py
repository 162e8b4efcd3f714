"""State of a request as words, shape and colour together; colour is never the only signal."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gongkai_desktop.domain.urgency import Level
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.style.theme import colour, type_size

_HEIGHT = 22
_MARK = 8
_PADDING = 8


class Shape(StrEnum):
    """The mark drawn before the words, told apart in black and white print."""

    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    DOT = "dot"
    BARS = "bars"
    RING = "ring"
    TICK = "tick"


Tone = tuple[str, Shape]

TONES: dict[Level, Tone] = {
    Level.OVERDUE: ("danger", Shape.SQUARE),
    Level.TODAY: ("danger", Shape.TRIANGLE),
    Level.NEAR: ("warning", Shape.TRIANGLE),
    Level.NORMAL: ("success", Shape.DOT),
    Level.UNKNOWN: ("neutral", Shape.DIAMOND),
    Level.WAITING: ("waiting", Shape.BARS),
    Level.CLOSED: ("neutral", Shape.TICK),
}


def badge_size(words: str, metrics: QFontMetrics) -> QSize:
    """The room a badge takes, logical pixels."""
    return QSize(metrics.horizontalAdvance(words) + _MARK + 3 * _PADDING - 2, _HEIGHT)


def paint_badge(painter: QPainter, place: QRect, words: str, tone: Tone) -> None:
    """Draw a badge at the left of ``place``, shortened with … where it is too wide."""
    name, shape = tone
    metrics = painter.fontMetrics()
    size = badge_size(words, metrics)
    box = QRectF(place.left(), place.center().y() - _HEIGHT / 2 + 1, 0, _HEIGHT)
    box.setWidth(min(size.width(), place.width()))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(f"{name}_soft"))
    painter.drawRoundedRect(box, 4, 4)
    mark = QRectF(box.left() + _PADDING, box.center().y() - _MARK / 2, _MARK, _MARK)
    _paint_mark(painter, mark, shape, colour(name))
    text = box.adjusted(_MARK + 2 * _PADDING - 2, 0, -4, 0)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(text.width()) + 2)
    painter.setPen(colour(name))
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


def _paint_mark(painter: QPainter, box: QRectF, shape: Shape, tint: QColor) -> None:
    painter.setBrush(tint)
    painter.setPen(Qt.PenStyle.NoPen)
    middle = box.center()
    if shape == Shape.SQUARE:
        painter.drawRect(box)
    elif shape == Shape.TRIANGLE:
        top = QPointF(middle.x(), box.top())
        painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
    elif shape == Shape.DIAMOND:
        ends = [(middle.x(), box.top()), (box.right(), middle.y())]
        ends += [(middle.x(), box.bottom()), (box.left(), middle.y())]
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in ends]))
    elif shape == Shape.BARS:
        painter.drawRect(QRectF(box.left() + 0.5, box.top(), 2.4, _MARK))
        painter.drawRect(QRectF(box.left() + 5, box.top(), 2.4, _MARK))
    elif shape == Shape.DOT:
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        _paint_line_mark(painter, box, shape, tint)


def _paint_line_mark(painter: QPainter, box: QRectF, shape: Shape, tint: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tint, 1.6))
    if shape == Shape.RING:
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        return
    points = [QPointF(box.left(), box.center().y()), QPointF(box.left() + 3, box.bottom() - 1)]
    painter.drawPolyline(QPolygonF([*points, QPointF(box.right(), box.top() + 1)]))


class StatusBadge(QWidget):
    """A badge standing by itself; its words are its accessible name."""

    def __init__(self, words: str = "", tone: Tone = TONES[Level.UNKNOWN]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(words, tone)

    def show_state(self, words: str, tone: Tone) -> None:
        """Change words and tone."""
        self._words, self._tone = words, tone
        self.setAccessibleName(words)
        self.setToolTip(plain(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Exactly the room the words take."""
        return badge_size(self._words, self.fontMetrics())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the badge."""
        painter = QPainter(self)
        paint_badge(painter, self.rect(), self._words, self._tone)
        painter.end()


TONE_ROLE = Qt.ItemDataRole.UserRole + 7
NOTE_ROLE = Qt.ItemDataRole.UserRole + 8


class CellDelegate(QStyledItemDelegate):
    """Draws a cell as a badge (TONE_ROLE), as two lines, the second small (NOTE_ROLE), or as a
    badge over a small line where it has both."""

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """The room a badge or the longer of two lines takes."""
        size = super().sizeHint(option, index)
        if index.data(TONE_ROLE) is None and index.data(NOTE_ROLE) is None:
            return size
        metrics, note = option.fontMetrics, str(index.data(NOTE_ROLE) or "")
        words = str(index.data() or "")
        wide = metrics.horizontalAdvance(words)
        if index.data(TONE_ROLE) is not None:
            wide = badge_size(words, metrics).width()
        size.setWidth(max(wide, metrics.horizontalAdvance(note)) + 2 * _PADDING + 4)
        return size

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the cell's background as usual and the badge or lines over it."""
        tone, note = index.data(TONE_ROLE), index.data(NOTE_ROLE)
        if tone is None and note is None:
            super().paint(painter, option, index)
            return
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        words, plain.text = plain.text, ""
        widget = plain.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, widget)
        place = plain.rect.adjusted(8, 0, -8, 0)
        painter.save()
        painter.setFont(plain.font)
        upper, lower = _halves(place) if note else (place, QRect())
        if tone is not None:
            paint_badge(painter, upper, words, (tone[0], Shape(tone[1])))
        else:
            _paint_line(painter, upper, words, "text")
        if note:
            _paint_note(painter, lower, str(note))
        painter.restore()


def _halves(place: QRect) -> tuple[QRect, QRect]:
    upper = QRect(place.left(), place.top() + 4, place.width(), place.height() // 2 - 3)
    return upper, upper.translated(0, upper.height())


def _paint_note(painter: QPainter, lower: QRect, note: str) -> None:
    small = QFont(painter.font())
    small.setPixelSize(type_size("caption"))
    painter.setFont(small)
    _paint_line(painter, lower, note, "muted")


def _paint_line(painter: QPainter, place: QRect, words: str, tint: str) -> None:
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    painter.setPen(colour(tint))
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
