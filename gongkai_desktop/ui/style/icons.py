"""Our own line icons, tinted when they are loaded."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gongkai_desktop.library.paths import resource
from gongkai_desktop.ui.style.theme import colour, scheme

_SIZES = (16, 20, 24, 30, 32, 40, 48, 64)


@cache
def _renderer(name: str, tint: str) -> QSvgRenderer:
    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", tint).encode()))


def icon_pixmap(name: str, tint: str = "muted", size: int = 20, ratio: float = 1.0) -> QPixmap:
    """One icon as a pixmap of ``size`` logical pixels in a colour of the scheme."""
    side = round(size * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, colour(tint).name()).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, tint: str = "muted", checked: str = "") -> QIcon:
    """One icon for every scaling; ``checked`` is the colour it takes when its button is on."""
    return _icon(name, tint, checked, scheme())


@cache
def _icon(name: str, tint: str, checked: str, scheme: str) -> QIcon:
    result = QIcon()
    for side in _SIZES:
        result.addPixmap(icon_pixmap(name, tint, side))
        if checked:
            on = icon_pixmap(name, checked, side)
            result.addPixmap(on, QIcon.Mode.Normal, QIcon.State.On)
    return result


def app_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    return icon("app")
