"""The letter as a column of rows, before it is cut into pages (文书式, GB/T 9704-2012, 7.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from gongkai_desktop.domain import wording
from gongkai_desktop.domain.letter.composed import (
    ComposedLetter,
    Enclosure,
    ParagraphKind,
    Profile,
)
from gongkai_desktop.domain.typeset import grid
from gongkai_desktop.domain.typeset.metrics import Face, FontMetrics
from gongkai_desktop.domain.typeset.page import Role, Strip
from gongkai_desktop.domain.typeset.setter import Align, Setter
from gongkai_desktop.domain.typeset.title import break_title

_PARAGRAPH_FACE = {
    ParagraphKind.BODY: Face.FANGSONG,
    ParagraphKind.FLUSH: Face.FANGSONG,
    ParagraphKind.HEADING_1: Face.HEITI,
    ParagraphKind.HEADING_2: Face.KAITI,
}
_BLANK_NUMBER = "〔　　〕　　号"
_BLANK_DATE = "　　年　月　日"
_LABEL = "附件："


@attrs.frozen(kw_only=True)
class Row:
    """One row of the grid: its strips (none for a blank row) and what it belongs to.

    ``keep``: it stays with the row after it (a heading never ends a page).
    """

    role: Role | None = None
    strips: tuple[Strip, ...] = ()
    keep: bool = False

    @property
    def carries_text(self) -> bool:
        """Whether the row may be carried over with the signature block (正文或附件说明)."""
        return self.role in (Role.BODY, Role.ENCLOSURE)


BLANK = Row()


def date_words(day: date | None, profile: Profile) -> str:
    """成文日期 in Arabic figures without leading zeros (7.3.5.4); blanks while a draft."""
    if day is not None:
        return wording.date_words(day)
    return _BLANK_DATE if profile is Profile.DRAFT else ""


class LetterSetters:
    """The setters one letter needs, on one character pitch; kept and reused between letters."""

    def __init__(self, metrics: FontMetrics, cell: float = grid.CELL) -> None:
        self.faces = {
            face: Setter(metrics, face, grid.BODY_SIZE, cell)
            for face in (Face.FANGSONG, Face.HEITI, Face.KAITI)
        }
        self.body = self.faces[Face.FANGSONG]
        self.title = Setter(metrics, Face.TITLE, grid.TITLE_SIZE)
        self.folio = Setter(metrics, Face.SONGTI, grid.FOLIO_SIZE)
        self.small = Setter(metrics, Face.SONGTI, 9.0)
        self.cell = cell
        self._metrics = metrics
        self._titles: dict[tuple[str, str], tuple[Strip, ...]] = {}

    def title_strips(self, title: str, organ: str) -> tuple[Strip, ...]:
        """The title's lines, centred; remembered, for a batch of letters shares few titles."""
        key = (title, organ)
        if key not in self._titles:
            lines = break_title(title, organ, self.title.ruler, grid.WIDTH)
            self._titles[key] = tuple(
                self.title.line(
                    words, Role.TITLE, left=grid.LEFT, measure=grid.WIDTH, align=Align.CENTRE
                )
                for words in lines
            )
        return self._titles[key]

    def mark(self, organ: str, size: float) -> Strip:
        """The organ's name as the head of a missive (发文机关标志), smaller where it is long."""
        setter = Setter(self._metrics, Face.TITLE, size)
        while setter.ruler.measure(organ) > grid.WIDTH and size > grid.TITLE_SIZE:
            size -= 1
            setter = Setter(self._metrics, Face.TITLE, size)
        return setter.line(organ, Role.MARK, left=grid.LEFT, measure=grid.WIDTH, align=Align.CENTRE)

    def missing_in(self, letter: ComposedLetter) -> tuple[str, ...]:
        """The letter's characters that no font holds (缺字, rule F06)."""
        words = letter.text + letter.number + letter.organ + letter.note
        setters = (*self.faces.values(), self.title)
        found = [char for setter in setters for char in setter.missing_in(words)]
        return tuple(dict.fromkeys(found))


def number_words(letter: ComposedLetter, profile: Profile) -> str:
    """The number, or room to write it while a draft; a sheet without numbers has none."""
    return letter.number or (_BLANK_NUMBER if profile is Profile.DRAFT else "")


def letter_rows(
    letter: ComposedLetter,
    setters: LetterSetters,
    profile: Profile,
    number_align: Align,
    head: tuple[Row, ...] = (),
) -> list[Row]:
    """Everything above the signature: blank, title, blank, number, blank, addressee, text.

    A ``head`` takes the first rows and has the number in it already.
    """
    rows = list(head) or [BLANK]
    title = setters.title_strips(letter.title, letter.organ)
    rows += [Row(role=Role.TITLE, strips=(strip,)) for strip in title]
    rows.append(BLANK)
    number = "" if head else number_words(letter, profile)
    if number:
        strip = setters.body.line(
            number, Role.NUMBER, left=grid.LEFT, measure=grid.WIDTH, align=number_align
        )
        rows += [Row(role=Role.NUMBER, strips=(strip,)), BLANK]
    if letter.addressee:
        rows += _flow(setters.body, f"{letter.addressee}：", Role.ADDRESSEE, 0.0)
    rows += _text_rows(letter, setters)
    rows += _enclosure_rows(letter.enclosures, setters)
    return rows


def note_rows(note: str, setters: LetterSetters) -> list[Row]:
    """附注: below the date, two characters in, within brackets (7.3.6)."""
    if not note:
        return []
    return list(_flow(setters.body, f"（{note}）", Role.NOTE, 2 * setters.cell))


def _flow(
    setter: Setter, text: str, role: Role, indent: float, *, keep: bool = False
) -> Iterator[Row]:
    strips = setter.paragraph(text, role, left=grid.LEFT, measure=grid.WIDTH, indent=indent)
    return (Row(role=role, strips=(strip,), keep=keep) for strip in strips)


def _text_rows(letter: ComposedLetter, setters: LetterSetters) -> Iterator[Row]:
    for paragraph in letter.paragraphs:
        setter = setters.faces[_PARAGRAPH_FACE[paragraph.kind]]
        indent = 0.0 if paragraph.kind is ParagraphKind.FLUSH else 2 * setters.cell
        keep = paragraph.kind in (ParagraphKind.HEADING_1, ParagraphKind.HEADING_2)
        for text in paragraph.text.splitlines():
            yield from _flow(setter, text, Role.BODY, indent, keep=keep)


def _enclosure_rows(enclosures: tuple[Enclosure, ...], setters: LetterSetters) -> list[Row]:
    """附件说明: a row below the text, two in; names align with their own first character (7.3.4).

    A single enclosure has no number; the list ends without punctuation.
    """
    if not enclosures:
        return []
    cell, body = setters.cell, setters.body
    label_x = grid.LEFT + 2 * cell
    number_x = label_x + len(_LABEL) * cell
    numbered = len(enclosures) > 1
    name_x = number_x + (cell * (1.5 if len(enclosures) > 9 else 1.0) if numbered else 0.0)
    label = body.line(_LABEL, Role.ENCLOSURE, left=label_x, measure=grid.WIDTH)
    rows = [BLANK]
    for number, enclosure in enumerate(enclosures, 1):
        name = enclosure_words(enclosure)
        room = grid.RIGHT - name_x
        lines = body.paragraph(name, Role.ENCLOSURE, left=name_x, measure=room)
        head = [label] if number == 1 else []
        if numbered:
            mark = f"{number}."
            head.append(body.line(mark, Role.ENCLOSURE, left=number_x, measure=room))
        rows.append(Row(role=Role.ENCLOSURE, strips=(*head, *lines[:1])))
        rows += [Row(role=Role.ENCLOSURE, strips=(strip,)) for strip in lines[1:]]
    return rows


def enclosure_words(enclosure: Enclosure) -> str:
    """An enclosure's name with its pages: 意见反馈表（2页）."""
    return f"{enclosure.name}（{enclosure.pages}页）" if enclosure.pages else enclosure.name
