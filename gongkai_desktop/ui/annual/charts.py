"""图表: a year's requests beside last year's, drawn by the marks of the printed annex."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from gongkai_desktop.domain.annual.chart import TEXT, Anchor, Bar, Chart, Rule, Words, marks
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.common.widgets import clear, column, label, row, scrolled
from gongkai_desktop.ui.style.theme import colour, type_size

_SMALLEST = QSize(340, 168)
_WIDEST = 2000.0
_ACROSS = 2


class ChartView(QWidget):
    """The charts of a year, two beside each other."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.charts: list[ChartPicture] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(16)
        content = QWidget()
        content.setLayout(self._grid)
        self.setLayout(column(scrolled(content)))

    def show_year(self, year: int) -> None:
        """Draw the charts of a year."""
        clear(self._grid)
        self.charts = [ChartPicture(one) for one in self._context.ports.annual.charts(year)]
        for at, picture in enumerate(self.charts):
            holder = QWidget()
            chart = picture.chart
            heading = row(label(chart.title, "strong"), label(chart.note, "caption"), 1)
            holder.setLayout(column(heading, picture))
            self._grid.addWidget(holder, at // _ACROSS, at % _ACROSS)


class ChartPicture(QWidget):
    """One chart, as large as its place; its numbers are also its description."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.told)
        self.setToolTip(plain(chart.note))
        self.setMinimumSize(_SMALLEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw every mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(type_size("caption"))
        painter.setFont(font)
        scale = type_size("caption") / TEXT
        painter.scale(scale, scale)
        # the scale turns the chart's own units into pixels; letters keep the size of the window
        font.setPixelSize(round(TEXT))
        painter.setFont(font)
        for mark in marks(self.chart, self.width() / scale, self.height() / scale):
            _paint(painter, mark)
        painter.end()


def _paint(painter: QPainter, mark: Bar | Words | Rule) -> None:
    if isinstance(mark, Bar):
        painter.setPen(QPen(colour("accent"), 1))
        painter.setBrush(colour("accent" if mark.series == 0 else "surface"))
        painter.drawRect(QRectF(mark.x, mark.y, mark.width, mark.height))
    elif isinstance(mark, Rule):
        painter.setPen(QPen(colour("line" if mark.faint else "muted"), 1))
        painter.drawLine(QPointF(mark.x1, mark.y1), QPointF(mark.x2, mark.y2))
    else:
        painter.setPen(colour("muted" if mark.faint else "text"))
        side, flag = _SIDES[mark.anchor]
        box = QRectF(mark.x - _WIDEST * side, mark.y - 2 * TEXT, _WIDEST, 2 * TEXT + 2)
        painter.drawText(box, flag | Qt.AlignmentFlag.AlignBottom, mark.text)


_SIDES = {
    Anchor.LEFT: (0.0, Qt.AlignmentFlag.AlignLeft),
    Anchor.MIDDLE: (0.5, Qt.AlignmentFlag.AlignHCenter),
    Anchor.RIGHT: (1.0, Qt.AlignmentFlag.AlignRight),
}
