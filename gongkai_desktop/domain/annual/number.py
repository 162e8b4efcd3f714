"""Cells as published: numbers, blanks, dashes, and what cannot be read as either."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

Number = int | Decimal
Cell = int | Decimal | str | None
"""A number; None where the source does not show the cell; text as published otherwise, the empty
text being a cell published blank."""

_SIGNS = str.maketrans("－−", "--")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_UNIT = re.compile(r"(件|条|次|万元|元)$")
_PLACEHOLDERS = re.compile(r"[-/\\—–―‐‑─~～、.·*×]+|无|空|N/?A|null|none|nil", re.IGNORECASE)


def read_cell(value: Any) -> Cell:
    """A published value as a cell: numeric text in any width or with separators is a number.

    Whole decimals become integers; other text is kept as published, without outer spaces. Raises
    ValueError for what is no cell at all (a list, a table, true or false).
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise ValueError(repr(value))
    if isinstance(value, int):
        return value
    text = value.strip("\u200b\ufeff \t\r\n\u3000\xa0") if isinstance(value, str) else str(value)
    number = read_number(text)
    return text if number is None else number


def read_number(text: str) -> Number | None:
    """The number a text stands for, or None; knows full-width digits, separators and 件."""
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    plain = _UNIT.sub("", "".join(plain.split()))
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    elif not _PLAIN.fullmatch(plain):
        return _scientific(plain)
    return _simplest(Decimal(plain))


def _scientific(plain: str) -> Number | None:
    """Numbers as a spreadsheet writes very large or small ones."""
    if not re.fullmatch(r"-?\d(\.\d+)?[eE][+-]?\d{1,2}", plain):
        return None
    try:
        return _simplest(Decimal(plain))
    except InvalidOperation:
        return None


def _simplest(number: Decimal) -> Number:
    return int(number) if number == number.to_integral_value() else number


def is_placeholder(cell: Cell) -> bool:
    """Whether a cell was published blank or with a stroke in the place of 0 (空格、“/”)."""
    if not isinstance(cell, str):
        return False
    plain = unicodedata.normalize("NFKC", cell).strip()
    return plain == "" or _PLACEHOLDERS.fullmatch(plain) is not None


def amount(cell: Cell) -> Number | None:
    """What a cell counts in a sum: blanks and strokes are 0, unknown or unreadable cells None."""
    if is_placeholder(cell):
        return 0
    return None if isinstance(cell, str) else cell


def shown(number: Number) -> str:
    """A number as printed: no exponent, no trailing zeros."""
    if isinstance(number, int):
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
