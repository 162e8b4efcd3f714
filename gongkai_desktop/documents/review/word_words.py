"""The words of one Word paragraph: what is seen as one run, what is hidden apart (段落文字)."""

from __future__ import annotations

import re

from lxml.etree import _Element as Element

from gongkai_desktop.documents.review.markup import child, local, value
from gongkai_desktop.documents.review.transcript import Piece
from gongkai_desktop.documents.review.word_looks import Looks
from gongkai_desktop.domain.review import hidden

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PROPERTIES = frozenset(
    ("pPr", "rPr", "sdtEndPr", "tcPr", "fldData", "rt", "commentReference", "footnoteReference")
)
_TELLING = re.compile(r'"[^"]+"|\\\\|://|@')
"""Field codes that name a file, an address or a text; page numbers and contents do not."""


class Words:
    """Reads a paragraph once: insertions, links, fields and controls read on as one run.

    ``unseen`` maps how words are hidden to those words; ``boxes`` are the text boxes anchored
    here, read by the caller as flows of their own; ``drawn`` is lettering drawn as a shape.
    """

    def __init__(self, looks: Looks, paragraph: Element, filled: bool) -> None:
        self._looks = looks
        self._style = child(paragraph, "pPr")
        self._filled = filled
        self.seen: list[Piece] = []
        self.unseen: dict[str, list[Piece]] = {}
        self._fields: list[bool] = []
        self.boxes: list[Element] = []
        self.drawn: list[Piece] = []
        self.pictures = 0
        self.objects = 0
        self._inline(paragraph, "")

    def _inline(self, parent: Element, how: str) -> None:
        for one in parent:
            name = local(one)
            if name == "t":
                self._put(one.text or "", how, one)
            elif name == "r":
                self._inline(one, how or self._looks.hidden(one, self._style, self._filled))
            elif name in ("del", "moveFrom"):
                self._inline(one, hidden.DELETED)
            elif name == "delText":
                self._put(one.text or "", hidden.DELETED, one)
            elif name == "AlternateContent":
                self._inline(_chosen(one), how)
            elif name == "txbxContent":
                self.boxes.append(one)
            elif name not in _PROPERTIES:
                self._special(one, name, how)

    def _special(self, one: Element, name: str, how: str) -> None:
        if name in _SIGNS:
            self._put(_SIGNS[name], how)
        elif name == "fldChar":
            self._turn_field(value(one, "fldCharType"))
        elif name in ("instrText", "delInstrText"):
            self._tell_code(one.text or "")
        elif name == "sdtPr":
            for item in one.iter():
                if local(item) == "listItem":
                    self._put_line(value(item, "displayText"), hidden.CHOICES)
        else:
            self._describe(one, name)
            self._inline(one, how)

    def _describe(self, one: Element, name: str) -> None:
        """What shapes and pictures carry beside their text."""
        if name in ("docPr", "shape", "cNvPr"):
            for key in ("descr", "alt", "title"):
                self._put_line(value(one, key), hidden.ALTERNATIVE)
        elif name == "textpath" and value(one, "string"):
            self.drawn.append(Piece(value(one, "string"), one))
        elif name in ("blip", "imagedata"):
            self.pictures += 1
        elif name == "OLEObject":
            self.objects += 1
        elif name == "fldSimple":
            self._tell_code(value(one, "instr"))

    def _turn_field(self, turn: str) -> None:
        if turn == "begin":
            self._fields.append(False)
        elif turn == "separate" and self._fields:
            self._fields[-1] = True
        elif turn == "end" and self._fields:
            self._fields.pop()

    def _tell_code(self, code: str) -> None:
        if _TELLING.search(code):
            self._put_line(code.strip(), hidden.FIELD_CODE)

    def _put_line(self, words: str, how: str) -> None:
        if words.strip():
            pieces = self.unseen.setdefault(how, [])
            pieces += [Piece("\n"), Piece(words)] if pieces else [Piece(words)]

    def _put(self, words: str, how: str, source: Element | None = None) -> None:
        if not how and not all(self._fields):
            how = hidden.FIELD_CODE
        pieces = self.unseen.setdefault(how, []) if how else self.seen
        pieces.append(Piece(words, source))


def _chosen(alternatives: Element) -> Element:
    """The first choice, which programs of today show; the fallback repeats it for older ones."""
    for one in alternatives:
        if local(one) == "Choice" and len(one):
            return one
    fallback = child(alternatives, "Fallback")
    return alternatives if fallback is None else fallback
