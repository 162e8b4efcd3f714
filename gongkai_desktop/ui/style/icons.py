"""Our own line icons, tinted when they are loaded."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gongkai_desktop.library.paths import resource
from gongkai_desktop.ui.style.theme import colour, scheme

_KEPT = 200


@cache
def _renderer(name: str, tint: str) -> QSvgRenderer:
    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", tint).encode()))


def icon_pixmap(name: str, tint: str = "muted", size: int = 20, ratio: float = 1.0) -> QPixmap:
    """One icon as a pixmap of ``size`` logical pixels in a colour of the scheme."""
    pixmap = _drawn(name, colour(tint).name(), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, tint: str = "muted", checked: str = "") -> QIcon:
    """One icon for every scaling; ``checked`` is the colour it takes when its button is on."""
    return _icon(name, tint, checked, scheme())


@cache
def _icon(name: str, tint: str, checked: str, scheme: str) -> QIcon:
    closed = colour("faint").name()
    return QIcon(_Lines(name, colour(tint).name(), colour(checked or tint).name(), closed))


class _Lines(QIconEngine):
    """Draws an icon in the size that is asked for, when it is asked for."""

    def __init__(self, name: str, off: str, on: str, closed: str) -> None:
        super().__init__()
        self._name, self._off, self._on, self._closed = name, off, on, closed

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it into a part of something."""
        ratio = painter.device().devicePixelRatio()
        drawn = self.pixmap(rect.size() * ratio, mode, state)
        drawn.setDevicePixelRatio(ratio)
        painter.drawPixmap(rect.topLeft(), drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon in pixels of the screen, grey where what it stands for cannot be done."""
        tint = self._on if state is QIcon.State.On else self._off
        if mode is QIcon.Mode.Disabled:
            tint = self._closed
        return _drawn(self._name, tint, min(size.width(), size.height()))

    def clone(self) -> QIconEngine:
        """Another of the same kind, of a life of its own."""
        return _Lines(self._name, self._off, self._on, self._closed)


def _drawn(name: str, tint: str, side: int) -> QPixmap:
    return QPixmap(_picture(name, tint, side))  # whoever has it may set its scale


@lru_cache(_KEPT)
def _picture(name: str, tint: str, side: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, tint).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


def app_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    return icon("app")
