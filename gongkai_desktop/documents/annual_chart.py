"""A chart on paper (年报附图): black on white, so that any printer gives it back."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from gongkai_desktop.documents.fonts import FontSet
from gongkai_desktop.domain.annual.chart import TEXT, Anchor, Bar, Chart, Rule, Words, marks
from gongkai_desktop.domain.typeset.metrics import Face

_HEIGHT = 52 * mm
_TITLE = 18.0
_FILLED, _GREY, _FAINT = (0.2, 0.2, 0.2), (0.35, 0.35, 0.35), (0.82, 0.82, 0.82)
_THIN = 0.5


class ChartDrawing(Flowable):
    """One chart with its title and note, as wide as the page allows."""

    def __init__(self, chart: Chart, fonts: FontSet) -> None:
        super().__init__()
        self._chart = chart
        self._fonts = fonts

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The room the chart takes, points."""
        self.width, self.height = width, _HEIGHT + _TITLE
        return self.width, self.height

    def draw(self) -> None:
        """Draw from the upper left corner down."""
        canvas = self.canv
        canvas.setFont(self._fonts.font(Face.HEITI).fontName, 10.5)
        canvas.drawString(0, self.height - 11, self._chart.title)
        if self._chart.note:
            left = canvas.stringWidth(self._chart.title) + 8
            canvas.setFont(self._fonts.font(Face.SONGTI).fontName, TEXT - 1)
            canvas.setFillColorRGB(*_GREY)
            canvas.drawString(left, self.height - 11, self._chart.note)
        for mark in marks(self._chart, self.width, _HEIGHT):
            if isinstance(mark, Bar):
                self._bar(mark)
            elif isinstance(mark, Rule):
                self._rule(mark)
            else:
                self._words(mark)

    def _bar(self, bar: Bar) -> None:
        self.canv.setLineWidth(_THIN)
        self.canv.setStrokeColorRGB(*_FILLED)
        self.canv.setFillColorRGB(*(_FILLED if bar.series == 0 else (1, 1, 1)))
        self.canv.rect(bar.x, _HEIGHT - bar.y - bar.height, bar.width, bar.height, fill=1)

    def _rule(self, rule: Rule) -> None:
        self.canv.setLineWidth(_THIN)
        self.canv.setStrokeColorRGB(*(_FAINT if rule.faint else _FILLED))
        self.canv.line(rule.x1, _HEIGHT - rule.y1, rule.x2, _HEIGHT - rule.y2)

    def _words(self, words: Words) -> None:
        self.canv.setFont(self._fonts.font(Face.SONGTI).fontName, TEXT)
        self.canv.setFillColorRGB(*(_GREY if words.faint else (0, 0, 0)))
        at = (words.x, _HEIGHT - words.y, words.text)
        if words.anchor == Anchor.MIDDLE:
            self.canv.drawCentredString(*at)
        elif words.anchor == Anchor.RIGHT:
            self.canv.drawRightString(*at)
        else:
            self.canv.drawString(*at)
