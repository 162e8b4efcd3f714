"""Paints a line of the search: title above, detail below; a heading where it is one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gongkai_desktop.ui.ports.search import Hit
from gongkai_desktop.ui.style.theme import colour, space, type_size

_INSET = 10


class HitDelegate(QStyledItemDelegate):
    """Two lines of text, cut with an ellipsis; the marked one has a bar at its left."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line."""
        hit = index.data(Qt.ItemDataRole.UserRole)
        box = option.rect.adjusted(_INSET, 0, -_INSET, 0)
        painter.save()
        if not isinstance(hit, Hit):
            painter.setFont(_sized(option, "caption"))
            painter.setPen(colour("muted"))
            flags = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, flags, str(index.data(Qt.ItemDataRole.DisplayRole)))
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(option.rect, colour("selection"))
                bar = QRect(option.rect)
                bar.setWidth(3)
                painter.fillRect(bar, colour("accent"))
            half = box.height() // 2
            upper = QRect(box.left(), box.top() + 2, box.width(), half)
            lower = QRect(box.left(), box.top() + half, box.width(), half - 2)
            _write(painter, _sized(option, "body"), "text", upper, hit.title)
            _write(painter, _sized(option, "caption"), "muted", lower, hit.detail)
        painter.restore()


def _sized(option: QStyleOptionViewItem, size: str) -> QFont:
    font = QFont(option.font)
    font.setPixelSize(type_size(size))
    return font


def _write(painter: QPainter, font: QFont, tint: str, box: QRect, text: str) -> None:
    painter.setFont(font)
    painter.setPen(colour(tint))
    room = box.width() - space("small")
    words = painter.fontMetrics().elidedText(
        " ".join(text.split()), Qt.TextElideMode.ElideRight, room
    )
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
