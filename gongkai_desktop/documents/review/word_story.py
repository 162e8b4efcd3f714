"""One flow of a Word file for review: its body, a header, a note, a text box (正文、页眉、脚注)."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from lxml.etree import _Element as Element

from gongkai_desktop.documents.docx_numbering import Numbering
from gongkai_desktop.documents.review.markup import child, local, value, within
from gongkai_desktop.documents.review.transcript import Piece, Transcript
from gongkai_desktop.documents.review.word_looks import Looks, shaded
from gongkai_desktop.documents.review.word_words import Words
from gongkai_desktop.domain.review import hidden
from gongkai_desktop.domain.review.source import Cell

_WRAPPERS = frozenset(
    ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "AlternateContent", "Choice")
)
_DEEPEST = 12
_CONTINUED = ("continue", "")


@attrs.frozen(kw_only=True)
class Spot:
    """Where blocks stand: a fixed place or, in the body, counted paragraphs; in a cell, hidden."""

    place: str = ""
    cell: Cell | None = None
    hidden: str = ""
    filled: bool = False
    depth: int = 0


class Story:
    """Adds one flow after the other to a transcript, counting paragraphs and tables of the file."""

    def __init__(self, transcript: Transcript, looks: Looks, numbering: Numbering) -> None:
        self._transcript = transcript
        self._looks = looks
        self._numbering = numbering
        self._paragraphs = 0
        self._tables = 0
        self._after = "\n"

    def read(self, parent: Element, spot: Spot) -> None:
        """The paragraphs and tables under an element, in order."""
        if spot.depth > _DEEPEST:
            self._transcript.skip(spot.place or "正文", "嵌套的层数过多，里面的内容没有扫描")
            return
        for one in parent:
            name = local(one)
            if name == "p":
                self._paragraph(one, spot)
            elif name == "tbl":
                self._table(one, spot)
            elif name in ("del", "moveFrom"):
                self.read(one, attrs.evolve(spot, hidden=hidden.DELETED))
            elif name in _WRAPPERS:
                self.read(one, spot)

    def _paragraph(self, element: Element, spot: Spot) -> None:
        words = Words(self._looks, element, spot.filled)
        seen = words.seen
        if not spot.hidden and any(one.words.strip() for one in seen):
            seen = [Piece(self._numbering.mark(element)), *seen]
        if not spot.place and (seen or words.unseen or words.boxes):
            self._paragraphs += 1
        place = spot.place or f"第{self._paragraphs or 1}段"
        self._add(seen, place, spot, spot.hidden)
        for how, pieces in words.unseen.items():
            self._add(pieces, place, spot, spot.hidden or how)
        for piece in words.drawn:
            self._add([piece], f"{place}艺术字", spot, spot.hidden)
        if words.pictures:
            self._transcript.skip(f"{place}的图片", "图片中的文字没有扫描；请人工查看")
        if words.objects:
            self._transcript.skip(
                f"{place}的对象", "嵌入的对象只读其中的 Office 文件；请双击打开查看"
            )
        for box in words.boxes:
            inner = Spot(
                place=f"{place}文本框",
                hidden=spot.hidden,
                filled=_box_filled(box),
                depth=spot.depth + 1,
            )
            self.read(box, inner)

    def _add(self, pieces: list[Piece], place: str, spot: Spot, how: str) -> None:
        words = "".join(one.words for one in pieces)
        if words.strip():
            self._transcript.add(
                words, place, hidden=how, cell=spot.cell, after=self._after, pieces=pieces
            )
            self._after = "\n"

    def _table(self, element: Element, spot: Spot) -> None:
        self._tables += 1
        title, number = f"表{self._tables}", self._transcript.table()
        filled = spot.filled or self._looks.fills_table(element)
        for row, (line, deleted) in enumerate(_rows(element)):
            self._after = "\n"
            for column, cell in _cells(line):
                inner = Spot(
                    place=f"{spot.place}{title}第{row + 1}行第{column + 1}列",
                    cell=Cell(table=number, row=row, column=column),
                    hidden=spot.hidden or deleted or _cell_hidden(cell),
                    filled=filled or shaded(child(cell, "tcPr")),
                    depth=spot.depth + 1,
                )
                self.read(cell, inner)
                self._after = "\t"
        self._after = "\n"


def _rows(table: Element) -> Iterator[tuple[Element, str]]:
    """Rows with how they are hidden; content controls and tracked changes around them."""
    for one in table:
        name = local(one)
        if name == "tr":
            properties = child(one, "trPr")
            if child(properties, "del") is not None:
                yield one, hidden.DELETED
            else:
                yield one, hidden.HIDDEN_ROW if child(properties, "hidden") is not None else ""
        elif name in _WRAPPERS:
            yield from _rows(one)


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    """Cells with their column on the table's grid."""
    column = _number(child(row, "trPr", "gridBefore"), 0)
    for cell in _unwrapped_cells(row):
        yield column, cell
        column += _number(child(cell, "tcPr", "gridSpan"), 1)


def _unwrapped_cells(parent: Element) -> Iterator[Element]:
    for one in parent:
        if local(one) == "tc":
            yield one
        elif local(one) in _WRAPPERS:
            yield from _unwrapped_cells(one)


def _cell_hidden(cell: Element) -> str:
    merge = child(cell, "tcPr", "vMerge")
    return hidden.UNDER_MERGE if merge is not None and value(merge, "val") in _CONTINUED else ""


def _number(element: Element | None, otherwise: int) -> int:
    text = "" if element is None else value(element, "val")
    return min(int(text), 1000) if text.isascii() and text.isdecimal() else otherwise


def _box_filled(box: Element) -> bool:
    """Whether the shape around a text box has a ground of its own."""
    shape = box.getparent()
    while shape is not None and local(shape) not in ("wsp", "shape", "rect", "roundrect", "oval"):
        shape = shape.getparent()
    if shape is None:
        return False
    if local(shape) == "wsp":
        return any(
            within(one, "solidFill", "gradFill", "blipFill", "pattFill")
            for one in [child(shape, "spPr"), child(shape, "style")]
            if one is not None
        )
    return value(shape, "fillcolor").lower() not in ("", "white", "#ffffff")
