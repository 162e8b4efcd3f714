"""Chinese paragraphs that flow over pages, broken by our rules of setting (流动文字)."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from gongkai_desktop.documents.fonts import FontSet
from gongkai_desktop.documents.pdf import draw_line
from gongkai_desktop.domain.typeset.metrics import Face
from gongkai_desktop.domain.typeset.page import Line, Role, Strip
from gongkai_desktop.domain.typeset.setter import Setter

_SIZE, _PITCH = 14.0, 25.0
_BASELINE = 0.7


class SetText(Flowable):
    """A paragraph of the text, its lines broken by the rules of Chinese setting.

    ``size`` and ``pitch`` in points; ``indent`` of the first line and ``hanging`` of the others in
    characters; ``space`` below it in points.
    """

    def __init__(
        self,
        words: str,
        fonts: FontSet,
        face: Face,
        *,
        size: float = _SIZE,
        pitch: float = _PITCH,
        indent: float = 2,
        hanging: float = 0,
        space: float = 0,
    ) -> None:
        super().__init__()
        self._words = words
        self._fonts = fonts
        self._face = face
        self._look = {"size": size, "pitch": pitch, "indent": indent, "hanging": hanging}
        self._space = space
        self._strips: Sequence[Strip] | None = None

    def getSpaceAfter(self) -> float:  # noqa: N802 - reportlab's name
        """The room below, none where the paragraph ends a page."""
        return self._space

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Break the words for a width; height in points."""
        size, pitch = self._look["size"], self._look["pitch"]
        if self._strips is None:
            setter = Setter(self._fonts, self._face, size)
            self._strips = setter.paragraph(
                self._words,
                Role.BODY,
                left=0,
                measure=width,
                indent=self._look["indent"] * size,
                hanging=self._look["hanging"] * size,
            )
        return width, len(self._strips) * pitch

    def split(self, width: float, height: float) -> list[Flowable]:
        """The lines that fit on the page, and the others."""
        self.wrap(width, height)
        strips, fit = self._strips or (), int(height / self._look["pitch"])
        return [self._with(part) for part in (strips[:fit], strips[fit:]) if part] if fit else []

    def draw(self) -> None:
        """Draw the lines from the top of the room they were given."""
        strips, pitch = self._strips or (), self._look["pitch"]
        text = self.canv.beginText()
        for at, strip in enumerate(strips):
            line = Line(strip=strip, baseline=(at + _BASELINE) * pitch)
            draw_line(text, line, len(strips) * pitch, self._fonts)
        self.canv.drawText(text)

    def _with(self, strips: Sequence[Strip]) -> SetText:
        part = SetText(self._words, self._fonts, self._face, **self._look, space=self._space)
        part._strips = strips
        return part
