"""Sums written as formulas in a workbook that carries no results (未算出的公式).

Programs that write workbooks leave the working out to Excel or WPS. What an office writes into a
yearly report is adding and taking away; that much is worked out here, anything else is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

import attrs

Place = tuple[str, int, int]
"""Sheet, row and column of a cell, counted from 1; the sheet is empty for the formula's own."""
Lookup = Callable[[Place], Decimal | None]
"""The number in a cell, blank ones being 0; None for what is no number."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,15}(?:\.\d{1,9})?)(?![\w.])"
    r"|(?P<range>(?:(?:'[^'!]+'|[\w\u4e00-\u9fff]+)!)?\$?[A-Z]{1,3}\$?\d{1,5}"
    r"(?::\$?[A-Z]{1,3}\$?\d{1,5})?)(?![\w(])"
    r"|(?P<name>SUM)\s*(?=\()|(?P<sign>[-+(),]))",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:(?P<sheet>'[^']+'|[^!]+)!)?\$?(?P<left>[A-Z]+)\$?(?P<top>\d+)"
    r"(?::\$?(?P<right>[A-Z]+)\$?(?P<bottom>\d+))?",
    re.IGNORECASE,
)
_MOST_TOKENS = 400
_MOST_CELLS = 2000


def worked_out(formula: str, lookup: Lookup) -> Decimal | None:
    """What a formula of SUM, plus, minus and brackets comes to; None for any other formula."""
    tokens = _tokens(formula.strip().removeprefix("="))
    if not tokens or len(tokens) > _MOST_TOKENS:
        return None
    reader = _Reader(tokens, lookup)
    try:
        value = reader.total()
    except _UnknownError:
        return None
    return value if reader.at == len(tokens) else None


class _UnknownError(Exception):
    """A formula, or a cell it needs, that is not understood."""


@attrs.frozen
class _Token:
    kind: str
    text: str


def _tokens(text: str) -> list[_Token]:
    found, at = [], 0
    text = text.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            return []
        found.append(_Token(match.lastgroup, match.group(match.lastgroup)))
        at = match.end()
    return found


class _Reader:
    """Reads a formula left to right."""

    def __init__(self, tokens: list[_Token], lookup: Lookup) -> None:
        self._tokens, self._lookup = tokens, lookup
        self.at = 0

    def total(self) -> Decimal:
        """Terms added and taken away."""
        value = self._term()
        while self._next() in ("+", "-"):
            sign = 1 if self._take().text == "+" else -1
            value += sign * self._term()
        return value

    def _term(self) -> Decimal:
        token = self._take()
        if token.text in ("+", "-"):
            return self._term() * (1 if token.text == "+" else -1)
        if token.text == "(":
            value = self.total()
            self._close()
            return value
        if token.kind == "number":
            return Decimal(token.text)
        if token.kind == "name":
            return self._sum()
        cells = [*_cells(token.text)] if token.kind == "range" else []
        if len(cells) != 1:
            raise _UnknownError
        return self._number(cells[0])

    def _sum(self) -> Decimal:
        self._take()
        value = Decimal(0)
        while True:
            ahead = self._tokens[self.at] if self.at < len(self._tokens) else None
            if ahead is not None and ahead.kind == "range" and ":" in ahead.text:
                value += sum((self._number(one) for one in _cells(self._take().text)), Decimal(0))
            else:
                value += self.total()
            if self._next() != ",":
                self._close()
                return value
            self._take()

    def _number(self, place: Place) -> Decimal:
        value = self._lookup(place)
        if value is None:
            raise _UnknownError
        return value

    def _next(self) -> str:
        return self._tokens[self.at].text if self.at < len(self._tokens) else ""

    def _take(self) -> _Token:
        if self.at >= len(self._tokens):
            raise _UnknownError
        self.at += 1
        return self._tokens[self.at - 1]

    def _close(self) -> None:
        if self._take().text != ")":
            raise _UnknownError


def _cells(text: str) -> Iterator[Place]:
    match = _RANGE.fullmatch(text)
    if match is None:
        raise _UnknownError
    sheet = (match["sheet"] or "").strip("'")
    left, top = _column(match["left"]), int(match["top"])
    right = _column(match["right"]) if match["right"] else left
    bottom = int(match["bottom"]) if match["bottom"] else top
    left, right, top, bottom = (
        min(left, right),
        max(left, right),
        min(top, bottom),
        max(top, bottom),
    )
    if (right - left + 1) * (bottom - top + 1) > _MOST_CELLS:
        raise _UnknownError
    for row in range(top, bottom + 1):
        yield from ((sheet, row, column) for column in range(left, right + 1))


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
