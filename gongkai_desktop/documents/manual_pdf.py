"""The manual as PDF on A4 (使用手册): contents with page numbers, running heads, an index.

It is set three times: pages are known once it has been set, the contents then name them, and the
index is read from the pages as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import attrs
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
)

from gongkai_desktop.documents.flow_text import SetText
from gongkai_desktop.documents.fonts import FontSet
from gongkai_desktop.documents.manual_index import Entry, index_of
from gongkai_desktop.documents.palette_picture import PalettePicture
from gongkai_desktop.domain.manual import Manual, Part, Section, TwoColumns
from gongkai_desktop.domain.typeset.metrics import Face

_MARGIN, _HEAD, _FOOT = 22 * mm, 13 * mm, 10 * mm
_NAMES_WIDTH, _PICTURE_WIDTH, _PAGE_WIDTH = 46 * mm, 142 * mm, 12 * mm
_BODY, _PITCH = 10.5, 18.0
_INDEX_COLUMNS = 3
_LEAST_LINES = 2
_INDEX_LINES = 3 * 36
"""Terms of the index on one page."""
_WINDOW_PIXELS = 1093
_LINE, _GREY = Color(0.75, 0.78, 0.82), Color(0.35, 0.4, 0.46)
INDEX = "索引"


@attrs.define
class _Pages:
    """What is known of the pages: where each heading stands, how many there are."""

    of: dict[str, int] = attrs.field(factory=dict)
    parts: dict[int, str] = attrs.field(factory=dict)
    count: int = 0
    index: Sequence[Entry] = ()

    def running(self, page: int) -> str:
        """The part a page belongs to."""
        begun = [at for at in self.parts if at <= page]
        return self.parts[max(begun)] if begun else ""


class _Heading(Flowable):
    """A place the outline and the contents lead to; takes no room."""

    def __init__(self, title: str, level: int, pages: _Pages) -> None:
        super().__init__()
        self.title, self.level, self._pages = title, level, pages

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """No room."""
        return 0, 0

    def draw(self) -> None:
        """Name the place."""
        key, page = f"{self.level} {self.title}", self.canv.getPageNumber()
        self.canv.bookmarkHorizontal(key, 0, 20 * mm)
        self.canv.addOutlineEntry(self.title, key, level=self.level, closed=self.level == 0)
        self._pages.of[key] = page
        if self.level == 0:
            self._pages.parts[page] = self.title


def manual_pdf(manual: Manual, fonts: FontSet) -> bytes:
    """The manual as PDF."""
    pages = _Pages()
    _set(manual, fonts, pages)
    content = _set(manual, fonts, pages)
    pages.index = index_of(content, manual.terms, first=_first_part(pages))
    _set(manual, fonts, pages)
    return _set(manual, fonts, pages)


def _first_part(pages: _Pages) -> int:
    return min(pages.parts)


def _set(manual: Manual, fonts: FontSet, pages: _Pages) -> bytes:
    """Set it with what is known of its pages; afterwards more is known."""
    buffer = BytesIO()
    document = BaseDocTemplate(
        buffer,
        title=manual.title,
        creator="公开台",
        invariant=1,
        initialFontName=fonts.font(Face.SANS).fontName,
        lang="zh-CN",
    )
    width, height = A4
    frame = Frame(_MARGIN, _MARGIN, width - 2 * _MARGIN, height - 2 * _MARGIN, 0, 0, 0, 0)
    known = attrs.evolve(pages, of=dict(pages.of), parts=dict(pages.parts))
    name = fonts.font(Face.SANS).fontName

    def furniture(canvas: Any, page: Any) -> None:
        canvas.saveState()
        canvas.setFont(name, 9)
        canvas.setFillColor(_GREY)
        right, top = width - _MARGIN, height - _HEAD
        canvas.drawString(_MARGIN, _FOOT, f"版本 {manual.version}")
        total = f"　共 {known.count} 页" if known.count else ""
        canvas.drawRightString(right, _FOOT, f"第 {page.page} 页{total}")
        if page.page > 1:
            canvas.drawString(_MARGIN, top, manual.title)
            canvas.drawRightString(right, top, known.running(page.page))
            canvas.setStrokeColor(_LINE)
            canvas.line(_MARGIN, top - 2 * mm, right, top - 2 * mm)
        canvas.restoreState()

    document.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=furniture)])
    document.build(list(_story(manual, _Words(fonts), known, pages)))
    pages.count = document.page
    return buffer.getvalue()


class _Words:
    """The styles of the manual."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts

    def title(self, words: str, size: float, space: float) -> Flowable:
        """A heading."""
        face, pitch = Face.HEITI, size * 1.5
        return SetText(words, self._fonts, face, size=size, pitch=pitch, indent=0, space=space)

    def body(
        self, words: str, *, hanging: float = 0, indent: float = 0, space: float = 4
    ) -> Flowable:
        """A paragraph."""
        return SetText(
            words,
            self._fonts,
            Face.SANS,
            size=_BODY,
            pitch=_PITCH,
            indent=indent,
            hanging=hanging,
            space=space,
        )


def _story(manual: Manual, words: _Words, known: _Pages, pages: _Pages) -> Iterator[Flowable]:
    yield Spacer(0, 70 * mm)
    yield words.title(manual.title, 28, 16)
    yield words.body(f"适用版本 {manual.version}　　{manual.day}")
    yield words.body(manual.notice)
    yield PageBreak()
    yield words.title("目录", 20, 8)
    yield from _contents(manual, words, known)
    for number, part in enumerate(manual.parts, start=1):
        yield PageBreak()
        yield from _part(part, number, words, pages)
    for table in manual.tables:
        yield PageBreak()
        yield from _table(table, words, pages)
    if manual.terms:
        yield PageBreak()
        yield from _index(words, known, pages)


def _contents(manual: Manual, words: _Words, known: _Pages) -> Iterator[Flowable]:
    """Parts and sections with their pages; each line leads there."""
    lines: list[tuple[str, int]] = []
    for number, part in enumerate(manual.parts, start=1):
        lines.append((f"{number}　{part.title}", 0))
        lines += [
            (f"{number}.{at}　{section.topic.title}", 1)
            for at, section in enumerate(part.sections, start=1)
        ]
    lines += [(table.title, 0) for table in manual.tables]
    lines += [(INDEX, 0)] if manual.terms else []
    for title, level in lines:
        page = known.of.get(f"{level} {title}", 0)
        yield _ContentsLine(words.body(title, indent=2 * level, space=0), page, f"{level} {title}")


class _ContentsLine(Flowable):
    """A title, dots, its page; a click leads there."""

    def __init__(self, title: Flowable, page: int, key: str) -> None:
        super().__init__()
        self._title, self._page, self._key = title, page, key

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as its title."""
        self.width = width
        _, self.height = self._title.wrap(width - _PAGE_WIDTH, height)
        return width, self.height

    def draw(self) -> None:
        """Title at the left, page at the right."""
        self._title.drawOn(self.canv, 0, 0)
        self.canv.setFillColor(_GREY)
        font = self.canv._initialFontName
        self.canv.setFont(font, _BODY)
        self.canv.drawRightString(self.width, _PITCH * 0.3, str(self._page or ""))
        if self._page:
            box = (0, 0, self.width, self.height)
            self.canv.linkRect("", self._key, box, relative=1, thickness=0)


def _part(part: Part, number: int, words: _Words, pages: _Pages) -> Iterator[Flowable]:
    yield _Heading(f"{number}　{part.title}", 0, pages)
    yield words.title(f"{number}　{part.title}", 20, 6)
    yield words.body(part.text)
    yield Spacer(0, 4 * mm)
    for at, section in enumerate(part.sections, start=1):
        if at > 1:  # room behind the last one could fill a page of its own
            yield Spacer(0, 8 * mm)
        yield from _section(section, f"{number}.{at}", words, pages)


def _section(section: Section, number: str, words: _Words, pages: _Pages) -> Iterator[Flowable]:
    """A heading, what it is, its picture, what to do; no line of it stands alone on a page."""
    topic = section.topic
    head: list[Flowable] = [
        _Heading(f"{number}　{topic.title}", 1, pages),
        words.title(f"{number}　{topic.title}", 14, 2),
        words.body(topic.told.meaning),
    ]
    if section.picture:
        head += [Spacer(0, 2 * mm), _picture(section.picture), Spacer(0, 3 * mm)]
    lines = [words.body(f"{at}. {step}", hanging=1.2) for at, step in enumerate(topic.steps, 1)]
    for name, text in (("依据：", topic.told.article), ("例：", topic.told.example)):
        if text:
            lines.append(words.body(f"{name}{text}", hanging=len(name)))
    if len(lines) <= _LEAST_LINES:
        yield KeepTogether([*head, *lines])
        return
    first = min(_LEAST_LINES, len(lines) - _LEAST_LINES)
    yield KeepTogether([*head, *lines[:first]])
    yield from lines[first:-_LEAST_LINES]
    yield KeepTogether(lines[-_LEAST_LINES:])


def _picture(png: bytes) -> Flowable:
    across, down = ImageReader(BytesIO(png)).getSize()
    width = _PICTURE_WIDTH * min(1.0, across / _WINDOW_PIXELS)  # smaller windows are shown smaller
    picture = PalettePicture(png, width, width * down / across)
    return Table(
        [[picture]],
        colWidths=[width],
        hAlign="LEFT",
        style=[
            ("BOX", (0, 0), (-1, -1), 0.6, _LINE),
            *((side, (0, 0), (-1, -1), 0) for side in _PADDINGS),
        ],
    )


_PADDINGS = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")


def _table(table: TwoColumns, words: _Words, pages: _Pages) -> Iterator[Flowable]:
    yield _Heading(table.title, 0, pages)
    yield words.title(table.title, 20, 8)
    rows: Sequence[list[Any]] = [
        [words.body(name), [words.body(line, space=0) for line in text.splitlines()]]
        for name, text in table.rows
    ]
    width = A4[0] - 2 * _MARGIN
    yield Table(
        rows,
        colWidths=[_NAMES_WIDTH, width - _NAMES_WIDTH],
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
            *((side, (0, 0), (-1, -1), 2) for side in _PADDINGS),
        ],
    )


def _index(words: _Words, known: _Pages, pages: _Pages) -> Iterator[Flowable]:
    """The terms by their sound, in columns read downwards."""
    yield _Heading(INDEX, 0, pages)
    yield words.title(INDEX, 20, 8)
    lines = [f"{entry.term}　{_numbers(entry.pages)}" for entry in known.index]
    sheets = [lines[at : at + _INDEX_LINES] for at in range(0, len(lines), _INDEX_LINES)]
    for at, sheet in enumerate(sheets):
        if at:
            yield PageBreak()
        yield _index_columns(sheet, words)


def _index_columns(lines: Sequence[str], words: _Words) -> Flowable:
    height = -(-len(lines) // _INDEX_COLUMNS)
    columns = [lines[at : at + height] for at in range(0, len(lines), height)]
    rows = [
        [words.body(column[at], space=0) if at < len(column) else "" for column in columns]
        for at in range(height)
    ]
    width = (A4[0] - 2 * _MARGIN) / _INDEX_COLUMNS
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *((side, (0, 0), (-1, -1), 0) for side in _PADDINGS),
    ]
    return Table(rows, colWidths=[width] * len(columns), style=style)


def _numbers(found: Sequence[int]) -> str:
    return "、".join(map(str, found))
