"""What of a PDF page's text can be seen: the page drawn with its text and without (可见判断)."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator

import attrs
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from gongkai_desktop.documents.review.pdf_lines import Glyph, Line, line_of
from gongkai_desktop.domain.review import hidden

_SCALE = 1.5
_MOST_PIXELS = 6_000_000
_MOST_ACROSS = 8000
_MOST_GLYPHS = 400_000
_DEEPEST_FORM = 8
_SEEN_CHANGE = 24
"""Steps of grey, of 255, that an eye tells apart on paper."""
_MARK = b"\xff"
"""A pixel that the text of a page changes."""
_LEAST_ROWS = 0.2
"""Share of a character's rows that must show: less peeks out from under a black bar."""
_TINY = 1.6
"""Points of height below which nobody reads."""
_BROKEN = frozenset("\ufffd\x00")
_HYPHENS = frozenset("\x02\ufffe\xad")


@attrs.frozen
class PageText:
    """A page's lines, and what its drawing tells beside them."""

    lines: tuple[Line, ...]
    unreadable: int
    """Characters whose font does not say what they are."""
    drawn: bool
    """Whether anything but text is on the page."""
    pictures: bool


class PageReader:
    """Reads one open page; not to be used by two threads at once."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        self._text = page.get_textpage()
        self._count = min(self._text.count_chars(), _MOST_GLYPHS)
        width, height = page.get_size()
        area, longest = max(width * height, 1.0), max(width, height, 1.0)
        self._scale = min(_SCALE, (_MOST_PIXELS / area) ** 0.5, _MOST_ACROSS / longest)
        self._texts: list[object] = []
        self._images: list[tuple[float, float, float, float]] = []
        self._collect(page, 0)
        self._shown, self._changed, self._ground = self._drawings()
        self._device = _device(page, width * self._scale, height * self._scale)
        self._unreadable = 0
        # Kept for all characters: a page has thousands.
        self._edges = [ctypes.c_double() for _ in range(4)]
        self._places = [ctypes.byref(edge) for edge in self._edges]
        self._marks = self._changed.tobytes()

    def read(self) -> PageText:
        """The text line by line in the order of the file."""
        lines = [line_of(glyphs) for glyphs in self._lines() if any(g.sign.strip() for g in glyphs)]
        low, high = _extremes(self._ground)
        return PageText(
            lines=tuple(lines),
            unreadable=self._unreadable,
            drawn=high - low > _SEEN_CHANGE,
            pictures=bool(self._images),
        )

    def close(self) -> None:
        """Let the page's text go."""
        self._text.close()

    def _collect(self, parent: object, depth: int) -> None:
        """Text objects and larger pictures, those in forms within the page too."""
        is_page = isinstance(parent, pypdfium2.PdfPage)
        count = pdfium.FPDFPage_CountObjects if is_page else pdfium.FPDFFormObj_CountObjects
        get = pdfium.FPDFPage_GetObject if is_page else pdfium.FPDFFormObj_GetObject
        for number in range(count(parent)):
            one = get(parent, number)
            kind = pdfium.FPDFPageObj_GetType(one)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._texts.append(one)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                self._collect(one, depth + 1)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                edges = [ctypes.c_float() for _ in range(4)]
                if pdfium.FPDFPageObj_GetBounds(one, *map(ctypes.byref, edges)):
                    left, bottom, right, top = (edge.value for edge in edges)
                    self._images.append((left, bottom, right, top))

    def _drawings(self) -> tuple[Image.Image, Image.Image, Image.Image]:
        """The page as seen, where text changes it, and the page without its text."""
        shown = self._draw()
        for one in self._texts:
            pdfium.FPDFPageObj_SetIsActive(one, False)
        ground = self._draw()
        for one in self._texts:
            pdfium.FPDFPageObj_SetIsActive(one, True)
        changed = ImageChops.difference(shown, ground).point(
            [_MARK[0] if step >= _SEEN_CHANGE else 0 for step in range(256)]
        )
        return shown, changed, ground

    def _draw(self) -> Image.Image:
        bitmap = self._page.render(scale=self._scale, grayscale=True)
        image: Image.Image = bitmap.to_pil().convert("L")
        bitmap.close()
        return image

    def _lines(self) -> Iterator[list[Glyph]]:
        line: list[Glyph] = []
        for number in range(self._count):
            sign = chr(pdfium.FPDFText_GetUnicode(self._text, number))
            if sign in "\r\n":
                if line:
                    yield line
                line = []
            elif sign not in _HYPHENS:
                line.append(self._glyph(number, sign))
        if line:
            yield line

    def _glyph(self, number: int, sign: str) -> Glyph:
        pdfium.FPDFText_GetCharBox(self._text, number, *self._places)
        left, right, bottom, top = (edge.value for edge in self._edges)
        how = "" if sign.isspace() else self._hidden(number, (left, right, bottom, top))
        if sign in _BROKEN or "\ue000" <= sign <= "\uf8ff":
            self._unreadable += 1
        return Glyph(_usual(sign), left, right, bottom, top, how)

    def _hidden(self, number: int, box: tuple[float, float, float, float]) -> str:
        left, right, bottom, top = box
        if top - bottom <= 0 and right - left <= 0:
            return ""
        pixels = self._device.box(left, right, bottom, top)
        inside = _clipped(pixels, self._shown.size)
        if inside is None:
            return hidden.OFF_PAGE
        if self._is_drawn(inside):
            return hidden.TINY if max(top - bottom, right - left) < _TINY else ""
        return self._reason(number, inside, box)

    def _is_drawn(self, area: tuple[int, int, int, int]) -> bool:
        left, top, right, bottom = area
        width, marks = self._changed.width, self._marks
        least = max(1.0, (bottom - top) * _LEAST_ROWS)
        rows = 0
        for at in range(top * width, bottom * width, width):
            if marks.find(_MARK, at + left, at + right) >= 0:
                rows += 1
                if rows >= least:
                    return True
        return False

    def _reason(
        self,
        number: int,
        area: tuple[int, int, int, int],
        box: tuple[float, float, float, float],
    ) -> str:
        """Why a character that was set leaves no mark."""
        low, high = _extremes(self._shown.crop(area))
        one = pdfium.FPDFText_GetTextObject(self._text, number)
        if (
            one
            and pdfium.FPDFTextObj_GetTextRenderMode(one) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        ):
            # The text layer of a scan lies under its picture and says what the picture shows.
            if high - low > _SEEN_CHANGE and self._in_picture(box):
                return ""
            return hidden.COVERED if high < 100 else hidden.INVISIBLE
        grey = self._grey(number)
        if high - low <= _SEEN_CHANGE and abs(grey - high) <= _SEEN_CHANGE:
            return hidden.SAME_COLOUR if grey > 200 else hidden.COVERED
        if one and not pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(one)):
            # A font that this computer lacks draws nothing here and does elsewhere.
            return hidden.COVERED if high < 200 else ""
        return hidden.COVERED

    def _in_picture(self, box: tuple[float, float, float, float]) -> bool:
        x, y = (box[0] + box[1]) / 2, (box[2] + box[3]) / 2
        return any(
            left <= x <= right and bottom <= y <= top for left, bottom, right, top in self._images
        )

    def _grey(self, number: int) -> float:
        parts = [ctypes.c_uint() for _ in range(4)]
        if not pdfium.FPDFText_GetFillColor(self._text, number, *map(ctypes.byref, parts)):
            return 0.0
        red, green, blue, _ = (part.value for part in parts)
        return 0.299 * red + 0.587 * green + 0.114 * blue


@attrs.frozen
class _Device:
    """From points of the page, turned as it may be, to pixels of its drawing."""

    across: tuple[float, float, float]
    down: tuple[float, float, float]

    def box(self, left: float, right: float, bottom: float, top: float) -> list[float]:
        """Left, top, right and bottom in pixels of a box in points."""
        a, b, c = self.across
        d, e, f = self.down
        x1, x2 = a + b * left + c * bottom, a + b * right + c * top
        y1, y2 = d + e * left + f * bottom, d + e * right + f * top
        return [min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)]


def _device(page: pypdfium2.PdfPage, width: float, height: float) -> _Device:
    # Pixels come back whole; asked for a drawing a thousand times as large they are exact.
    fine = 1000

    def point(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        size = (0, 0, round(width * fine), round(height * fine), 0)
        pdfium.FPDF_PageToDevice(page, *size, x, y, ctypes.byref(across), ctypes.byref(down))
        return across.value / fine, down.value / fine

    origin, right, up = point(0, 0), point(100, 0), point(0, 100)
    across = (origin[0], (right[0] - origin[0]) / 100, (up[0] - origin[0]) / 100)
    down = (origin[1], (right[1] - origin[1]) / 100, (up[1] - origin[1]) / 100)
    return _Device(across, down)


def _extremes(image: Image.Image) -> tuple[int, int]:
    low, high = image.getextrema()
    assert isinstance(low, int) and isinstance(high, int)
    return low, high


def _clipped(pixels: list[float], size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    left, top = max(0, int(pixels[0])), max(0, int(pixels[1]))
    right, bottom = min(size[0], int(pixels[2]) + 1), min(size[1], int(pixels[3]) + 1)
    return (left, top, right, bottom) if left < right and top < bottom else None


def _usual(sign: str) -> str:
    """Radicals and compatibility forms that fonts name their characters by, as they are written."""
    named_by_form = "\u2f00" <= sign <= "\u2fdf" or "\uf900" <= sign <= "\ufaff"
    return unicodedata.normalize("NFKC", sign) if named_by_form else sign
