"""The manual as PDF on A4, with bookmarks and page numbers (使用手册)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
)

from gongkai_desktop.documents.flow_text import SetText
from gongkai_desktop.documents.fonts import FontSet
from gongkai_desktop.domain.manual import Manual, Part, Section, TwoColumns
from gongkai_desktop.domain.typeset.metrics import Face

_MARGIN, _FOOT = 22 * mm, 10 * mm
_NAMES_WIDTH, _PICTURE_WIDTH = 46 * mm, 138 * mm
_BODY, _PITCH = 10.5, 18.0
_LINE = Color(0.75, 0.78, 0.82)


class _Bookmark(Flowable):
    """A place the reader's outline leads to; takes no room."""

    def __init__(self, title: str, level: int) -> None:
        super().__init__()
        self.title, self.level = title, level

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """No room."""
        return 0, 0

    def draw(self) -> None:
        """Name the place."""
        key = f"{self.level} {self.title}"
        self.canv.bookmarkHorizontal(key, 0, 20 * mm)
        self.canv.addOutlineEntry(self.title, key, level=self.level, closed=self.level == 0)


def manual_pdf(manual: Manual, fonts: FontSet) -> bytes:
    """The manual as PDF."""
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

    def furniture(canvas: Any, page: Any) -> None:
        canvas.setFont(fonts.font(Face.SANS).fontName, 9)
        canvas.drawString(_MARGIN, _FOOT, f"{manual.title}　{manual.version}")
        canvas.drawRightString(width - _MARGIN, _FOOT, f"第 {page.page} 页")

    document.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=furniture)])
    document.build(list(_story(manual, _Words(fonts))))
    return buffer.getvalue()


class _Words:
    """The styles of the manual."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts

    def title(self, words: str, size: float, space: float) -> Flowable:
        """A heading."""
        face, pitch = Face.HEITI, size * 1.5
        return SetText(words, self._fonts, face, size=size, pitch=pitch, indent=0, space=space)

    def body(self, words: str, *, hanging: float = 0, indent: float = 0) -> Flowable:
        """A paragraph."""
        return SetText(
            words,
            self._fonts,
            Face.SANS,
            size=_BODY,
            pitch=_PITCH,
            indent=indent,
            hanging=hanging,
            space=4,
        )


def _story(manual: Manual, words: _Words) -> Iterator[Flowable]:
    yield Spacer(0, 50 * mm)
    yield words.title(manual.title, 28, 16)
    yield words.body(f"版本 {manual.version}")
    yield words.body(manual.notice)
    yield Spacer(0, 12 * mm)
    for number, part in enumerate(manual.parts, start=1):
        yield words.body(
            f"{number}　{part.title}：{'、'.join(s.topic.title for s in part.sections)}", hanging=2
        )
    for number, part in enumerate(manual.parts, start=1):
        yield PageBreak()
        yield from _part(part, number, words)
    for table in manual.tables:
        yield PageBreak()
        yield from _table(table, words)


def _part(part: Part, number: int, words: _Words) -> Iterator[Flowable]:
    yield _Bookmark(f"{number}　{part.title}", 0)
    yield words.title(f"{number}　{part.title}", 20, 6)
    yield words.body(part.text)
    yield Spacer(0, 4 * mm)
    for at, section in enumerate(part.sections, start=1):
        yield from _section(section, f"{number}.{at}", words)


def _section(section: Section, number: str, words: _Words) -> Iterator[Flowable]:
    topic = section.topic
    head: list[Flowable] = [
        _Bookmark(f"{number}　{topic.title}", 1),
        words.title(f"{number}　{topic.title}", 14, 2),
        words.body(topic.told.meaning),
    ]
    if section.picture:
        head += [Spacer(0, 2 * mm), _picture(section.picture), Spacer(0, 3 * mm)]
    yield KeepTogether(head)
    for at, step in enumerate(topic.steps, start=1):
        yield words.body(f"{at}. {step}", hanging=1.2)
    for name, text in (("依据：", topic.told.article), ("例：", topic.told.example)):
        if text:
            yield words.body(f"{name}{text}", hanging=len(name))
    yield Spacer(0, 8 * mm)


def _picture(png: bytes) -> Flowable:
    width = _PICTURE_WIDTH
    across, down = ImageReader(BytesIO(png)).getSize()
    picture = Image(BytesIO(png), width, width * down / across)
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


def _table(table: TwoColumns, words: _Words) -> Iterator[Flowable]:
    yield _Bookmark(table.title, 0)
    yield words.title(table.title, 20, 8)
    rows: Sequence[list[Flowable]] = [
        [words.body(name), words.body(text)] for name, text in table.rows
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
