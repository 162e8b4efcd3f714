"""Preview of the very PDF that will be printed: pages with shadows, fit to width, zoom."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import (
    QImageReader,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from gongkai_desktop.domain.progress import Report
from gongkai_desktop.ui.common.tasks import Progress, Tasks
from gongkai_desktop.ui.common.widgets import icon_button, label, row
from gongkai_desktop.ui.style.theme import colour

_GAP = 14
_MARGIN = 16
_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
_BASE_WIDTH = 620

Place = tuple[int, float, float, float, float]
"""A page counted from 0 and a box on it: left, top, right, bottom as shares of the page."""
Render = Callable[[bytes, Report], Sequence[bytes]]
_MOST_DRAWN = 8
"""Pages held as pictures ready for the screen, some five megabytes each."""


class PdfPreview(QFrame):
    """Shows PDF bytes as page pictures made by ``render`` on another thread.

    Ctrl and + or - zoom, 0 fits the width again. A newer document replaces an older one that is
    still being drawn.
    """

    def __init__(self, render: Render, tasks: Tasks, name: str = "文书预览") -> None:
        super().__init__()
        self._render, self._tasks = render, tasks
        self._wanted = 0
        self._zoom: float | None = None
        self._pages = _Pages()
        self._area = QScrollArea()
        self._area.setObjectName("desktop")
        self._area.setWidget(self._pages)
        self._area.setAccessibleName(name)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._area.viewport().setAutoFillBackground(False)
        self._note = label("", "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._bar = self._tools()
        layout.addLayout(self._bar)
        layout.addWidget(self._area, 1)

    def show_pdf(self, pdf: bytes) -> None:
        """Draw a document; the one shown before stays until the new pages are ready."""
        self._wanted += 1
        number = self._wanted

        def draw(progress: Progress) -> Sequence[bytes]:
            return self._render(pdf, progress)

        task = self._tasks.read(draw, "绘制预览")
        task.left = lambda: "预览没有画完，可以直接打印或者保存"
        task.done.connect(lambda pages: self._show(pages, number))
        task.failed.connect(lambda error: self._fail())

    def mark(self, places: Sequence[Place]) -> None:
        """Mark some places and bring the first into view; the next document takes them away."""
        self._pages.mark(places)
        if places:
            self._area.ensureVisible(0, self._pages.height_of(places[0]), 0, 120)

    def say(self, text: str) -> None:
        """A few words beside the zoom buttons."""
        self._note.setText(text)

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._pages.sizes)

    def zoom_by(self, direction: int) -> None:
        """One step larger (1) or smaller (-1)."""
        now = self._pages.page_width / _BASE_WIDTH
        larger = [zoom for zoom in _ZOOMS if zoom > now + 0.01]
        smaller = [zoom for zoom in _ZOOMS if zoom < now - 0.01]
        choices = larger[:1] if direction > 0 else smaller[-1:]
        if choices:
            self._zoom = choices[0]
            self._fit()

    def fit_width(self) -> None:
        """Let the page fill the width."""
        self._zoom = None
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl with plus, minus and zero."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
                return self.zoom_by(1)
            if event.key() == Qt.Key.Key_Minus:
                return self.zoom_by(-1)
            if event.key() == Qt.Key.Key_0:
                return self.fit_width()
        return super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the page as wide as the room."""
        super().resizeEvent(event)
        self._fit()

    def lead(self, widget: QWidget) -> None:
        """Put a choice of what is shown at the head of the tools."""
        self._bar.insertWidget(0, widget)

    def _tools(self) -> QHBoxLayout:
        larger = icon_button("zoom-in", "放大（Ctrl++）", lambda: self.zoom_by(1))
        smaller = icon_button("zoom-out", "缩小（Ctrl+-）", lambda: self.zoom_by(-1))
        fit = icon_button("fit-width", "适合宽度（Ctrl+0）", self.fit_width)
        return row(self._note, 1, smaller, larger, fit, gap="tight")

    def _show(self, pages: Sequence[bytes], number: int) -> None:
        if not isValid(self) or number != self._wanted:  # the dialog may be closed by now
            return
        self._pages.show_pages(pages)
        self.say(f"共 {len(pages)} 页")
        self._fit()

    def _fail(self) -> None:
        if isValid(self):
            self.say("预览没有画出来，请重试")

    def _fit(self) -> None:
        room = self._area.viewport().width() - 2 * _MARGIN
        width = round(self._zoom * _BASE_WIDTH) if self._zoom else room
        self._pages.set_page_width(max(120, width))


class _Pages(QWidget):
    """The pages below each other on the desk."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: list[QSize] = []
        self._files: Sequence[bytes] = ()
        self._drawn: dict[int, QPixmap] = {}
        self._marked: Sequence[Place] = ()
        self.page_width = _BASE_WIDTH

    def show_pages(self, pages: Sequence[bytes]) -> None:
        self._files, self.sizes = pages, [_size(page) for page in pages]
        self._drawn.clear()
        self._marked = ()
        self._resize()

    def mark(self, places: Sequence[Place]) -> None:
        self._marked = places
        self.update()

    def height_of(self, place: Place) -> int:
        above = sum(self._height(size) + _GAP for size in self.sizes[: place[0]])
        here = self._height(self.sizes[place[0]]) if place[0] < len(self.sizes) else 0
        return round(_GAP + above + here * place[2])

    def set_page_width(self, width: int) -> None:
        self.page_width = width
        self._resize()

    def _resize(self) -> None:
        height = sum(self._height(size) + _GAP for size in self.sizes)
        self.setFixedSize(QSize(self.page_width + 2 * _MARGIN, height + _GAP))
        self.update()

    def _height(self, size: QSize) -> int:
        return round(self.page_width * size.height() / max(1, size.width()))

    def _picture(self, number: int) -> QPixmap:
        """A page made ready for the screen when it comes into sight; a few are held."""
        if number not in self._drawn:
            while len(self._drawn) >= _MOST_DRAWN:
                del self._drawn[next(iter(self._drawn))]
            self._drawn[number] = _picture(self._files[number])
        return self._drawn[number]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top = float(_GAP)
        seen = QRectF(event.rect())
        for number, size in enumerate(self.sizes):
            page = QRectF(_MARGIN, top, self.page_width, self._height(size))
            top += page.height() + _GAP
            if not page.adjusted(-_GAP, -_GAP, _GAP, _GAP).intersects(seen):
                continue
            picture = self._picture(number)
            _paint_shadow(painter, page)
            painter.drawPixmap(page, picture, QRectF(picture.rect()))
            for place in self._marked:
                if place[0] == number:
                    _paint_mark(painter, page, place)
        painter.end()


def _paint_mark(painter: QPainter, page: QRectF, place: Place) -> None:
    _, left, top, right, bottom = place
    box = QRectF(
        page.left() + left * page.width(),
        page.top() + top * page.height(),
        (right - left) * page.width(),
        (bottom - top) * page.height(),
    )
    tint = colour("warning")
    painter.setPen(tint)
    tint.setAlpha(60)
    painter.fillRect(box.adjusted(-2, -1, 2, 1), tint)
    painter.drawLine(box.bottomLeft(), box.bottomRight())


def _paint_shadow(painter: QPainter, page: QRectF) -> None:
    tint = colour("shadow")
    for reach in (4, 3, 2, 1):
        tint.setAlpha(18)
        painter.fillRect(page.adjusted(-reach / 2, 0, reach / 2, reach), tint)


def _size(png: bytes) -> QSize:
    content = QByteArray(png)
    device = QBuffer(content)
    return QImageReader(device).size()


def _picture(png: bytes) -> QPixmap:
    result = QPixmap()
    result.loadFromData(QByteArray(png))
    return result
