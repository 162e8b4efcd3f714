"""One worksheet read row by row, with what of it is hidden (工作表)."""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from io import BytesIO

import attrs
from lxml import etree
from lxml.etree import _Element as Element

from gongkai_desktop.documents.review.markup import child, local, value, within
from gongkai_desktop.documents.review.transcript import Piece, Transcript
from gongkai_desktop.documents.review.workbook_style import Styles
from gongkai_desktop.domain.review import hidden
from gongkai_desktop.domain.review.source import Cell

_RANGE = rb'<(?:\w+:)?%s\s[^>]{0,200}?ref=["\']([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})["\']'
_MERGED = re.compile(_RANGE % b"mergeCell")
_FILTER = re.compile(_RANGE % b"autoFilter")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_PRINT_CODE = re.compile(r'&"[^"]*"|&\d+|&K[0-9A-F]{6}|&[A-Za-z]')
_WANTED = ("row", "cols", "headerFooter", "dataValidation")
_MOST_MERGED = 200_000


@attrs.frozen(kw_only=True)
class Sheet:
    """What reading one sheet needs: its name, how it is hidden, the workbook's texts and styles."""

    name: str
    hidden: str
    number: int
    texts: list[str]
    styles: Styles


class SheetReader:
    """Adds one sheet to a transcript: a line per row, cells between tabs, hidden ones marked."""

    def __init__(self, sheet: Sheet, content: bytes, transcript: Transcript) -> None:
        self._sheet = sheet
        self._transcript = transcript
        self._content = content
        tail = max(0, content.rfind(b"sheetData>"))
        self._merged = _Covered(content, tail)
        found = _FILTER.search(content, tail)
        rows = [_row_of(one) for one in found.groups()] if found else [0, -1]
        self._filtered = range(rows[0], rows[1] + 1)
        self._hidden_columns: list[range] = []

    def read(self) -> None:
        """Every cell that shows something; then print header, footer and choices.

        A sheet broken half-way keeps what came before and says so.
        """
        row_number = 0
        try:
            for element in _pieces(self._content):
                name = local(element)
                if name == "row":
                    row_number = _index(value(element, "r")) or row_number + 1
                    self._row(element, row_number - 1)
                elif name == "cols":
                    self._hidden_columns = list(_hidden_columns(element))
                else:
                    self._around(element, name)
        except (etree.XMLSyntaxError, zlib.error):
            self._transcript.skip(
                f"工作表“{self._sheet.name}”第{row_number}行以后",
                "这张工作表已损坏，后面的内容没有扫描；请用 Excel 或 WPS 打开后另存一份再审",
            )

    def _row(self, element: Element, row: int) -> None:
        how = self._sheet.hidden or self._row_hidden(element, row)
        column, after = -1, "\n"
        for cell in element:
            if local(cell) != "c":
                continue
            column = _column_of(value(cell, "r")) if value(cell, "r") else column + 1
            style = _index(value(cell, "s"))
            words = self._words(cell, style)
            if not words.strip():
                continue
            place = f"工作表“{self._sheet.name}”{column_letters(column)}{row + 1}"
            self._transcript.add(
                words,
                place,
                hidden=how or self._cell_hidden(row, column, style),
                cell=Cell(table=self._sheet.number, row=row, column=column),
                after=after,
                pieces=(Piece(words),),
            )
            after = "\t"

    def _words(self, cell: Element, style: int) -> str:
        kind = value(cell, "t")
        if kind == "inlineStr":
            return rich_text(child(cell, "is"))
        raw = next((one.text for one in cell if local(one) == "v"), None) or ""
        if kind == "s":
            index = _index(raw)
            return self._sheet.texts[index] if index < len(self._sheet.texts) else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
        if kind in ("str", "e", "d") or not raw:
            return raw
        # What a format such as ;;; keeps from view is still in the file.
        form = self._sheet.styles.format(style)
        return form.shown(raw) or raw

    def _row_hidden(self, element: Element, row: int) -> str:
        if value(element, "hidden") not in ("1", "true") and value(element, "ht") != "0":
            return ""
        return hidden.FILTERED_ROW if row in self._filtered else hidden.HIDDEN_ROW

    def _cell_hidden(self, row: int, column: int, style: int) -> str:
        if any(column in columns for columns in self._hidden_columns):
            return hidden.HIDDEN_COLUMN
        if self._merged.covers(row, column):
            return hidden.UNDER_MERGE
        if self._sheet.styles.format(style).code == ";;;":
            return hidden.FORMAT
        return self._sheet.styles.hidden(style)

    def _around(self, element: Element, name: str) -> None:
        place = f"工作表“{self._sheet.name}”"
        if name == "headerFooter":
            for one in element:
                word = "页眉" if "Header" in local(one) else "页脚"
                self._transcript.add(_PRINT_CODE.sub(" ", one.text or "").strip(), f"{place}{word}")
            return
        choices = child(element, "formula1")
        words = "" if choices is None else choices.text or ""
        if value(element, "type") == "list" and words.startswith('"'):
            self._transcript.add(words.strip('"'), place, hidden=hidden.CHOICES)
        prompt = "\n".join(value(element, key) for key in ("promptTitle", "prompt", "error"))
        self._transcript.add(prompt.strip(), f"{place}输入提示", hidden=hidden.DATA)


class _Covered:
    """Cells under a merge, all but its first; looked up by binary search on rows."""

    def __init__(self, content: bytes, tail: int) -> None:
        areas = []
        for found in _MERGED.finditer(content, tail):
            (top, left), (bottom, right) = (_corner(one) for one in found.groups())
            areas.append((top, left, bottom, right))
            if len(areas) >= _MOST_MERGED:
                break
        self._areas = sorted(areas)
        self._tops = [area[0] for area in self._areas]
        self._tallest = max((area[2] - area[0] for area in areas), default=0)

    def covers(self, row: int, column: int) -> bool:
        first = bisect_right(self._tops, row - self._tallest - 1)
        last = bisect_right(self._tops, row)
        return any(
            left <= column <= right and row <= bottom and (row, column) != (top, left)
            for top, left, bottom, right in self._areas[first:last]
        )


def _pieces(content: bytes) -> Iterator[Element]:
    """The wanted elements one by one; what has been read is let go."""
    tags = [f"{{*}}{name}" for name in _WANTED]
    parser = etree.iterparse(BytesIO(content), tag=tags, resolve_entities=False, no_network=True)
    for _, element in parser:
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def rich_text(element: Element | None) -> str:
    """The text of a string in parts, readings over the characters left out."""
    if element is None:
        return ""
    return "".join(
        one.text or ""
        for one in within(element, "t")
        if (parent := one.getparent()) is None or local(parent) != "rPh"
    )


def column_letters(column: int) -> str:
    """A, B, … AA for a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _hidden_columns(element: Element) -> Iterator[range]:
    for one in element:
        if value(one, "hidden") in ("1", "true") or value(one, "width") == "0":
            yield range(_index(value(one, "min")) - 1, _index(value(one, "max")))


def _corner(place: bytes) -> tuple[int, int]:
    words = place.decode("ascii")
    return _row_of(place), _column_of(words)


def _row_of(place: bytes) -> int:
    return int(place.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1


def _column_of(place: str) -> int:
    found = _PLACE.match(place)
    column = 0
    for letter in found.group(1) if found else "A":
        column = column * 26 + ord(letter) - 64
    return column - 1


def _index(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
