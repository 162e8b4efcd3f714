"""Cells as published: numbers, blanks, dashes, and what cannot be read as either."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any, TypeGuard

Number = int | Decimal
Cell = int | Decimal | str | None
"""A number; None where the source does not show the cell; text as published otherwise, the empty
text being a cell published blank."""

_LIMIT = 10**18
"""Counts stay within 64 bits: cities report up to tens of millions."""
_LONGEST = 19
"""Characters of a number within the limit, with its sign or point."""
_SIGNS = str.maketrans("－−", "--")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_WIDE = {0xFEE0 + sign: sign for sign in range(0x21, 0x7F)}
"""Full-width forms as plain ones; other look-alikes (①, ², ½) are no digits of the number."""
_UNPRINTED = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_UNIT = re.compile(r"\s*(件次?|条|次|项|个|份|起|宗|部|例|万元)$")
"""What may stand behind a number; 元 may not, for the form counts in 万元."""
_SPACED = re.compile(r"[+-]?\d{1,3}([ \xa0\u2009\u202f]\d{3})+(\.\d+)?")
_PLACEHOLDERS = re.compile(r"[-/\\—–―‐‑─~～、.·*×]+|无|空|N/?A|null|none|nil", re.IGNORECASE)


def read_cell(value: Any) -> Cell:
    """A published value as a cell: numeric text in any width or with separators is a number.

    Whole decimals become integers; other text, numbers beyond 18 digits too, is kept as
    published, without outer spaces. Raises ValueError for what is no cell at all (a list, a
    table, true or false, a number without end).
    """
    if value is None:
        return None
    if isinstance(value, str):
        text = value.translate(_UNPRINTED).strip()
        number = read_number(text)
        return text if number is None else number
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError("no number and no text")
    exact = Decimal(value) if isinstance(value, int) else Decimal(str(value))
    if not exact.is_finite() or abs(exact) >= _LIMIT:
        raise ValueError("number out of range")
    return _simplest(exact)


def read_number(text: str) -> Number | None:
    """The number a text stands for, or None; knows full-width digits, separators and 件.

    Figures apart from each other (“1 2”, two lines of a cell) are not drawn together.
    """
    plain = text.translate(_UNPRINTED).translate(_WIDE).translate(_SIGNS).strip()
    plain = _UNIT.sub("", plain)
    plain = re.sub(r"\s*,\s*", ",", plain)
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    elif _SPACED.fullmatch(plain):
        plain = "".join(plain.split())
    elif not _PLAIN.fullmatch(plain):
        return _scientific(plain)
    return _simplest(Decimal(plain)) if len(plain) <= _LONGEST else None


def _scientific(plain: str) -> Number | None:
    """Numbers as a spreadsheet writes very large or small ones."""
    if not re.fullmatch(r"-?\d(\.\d+)?[eE][+-]?\d{1,2}", plain):
        return None
    number = Decimal(plain)
    return _simplest(number) if abs(number) < _LIMIT else None


def _simplest(number: Decimal) -> Number:
    return int(number) if number == number.to_integral_value() else number


def is_placeholder(cell: Cell) -> bool:
    """Whether a cell was published blank or with a stroke in the place of 0 (空格、“/”)."""
    if not isinstance(cell, str):
        return False
    plain = unicodedata.normalize("NFKC", cell).strip()
    return plain == "" or _PLACEHOLDERS.fullmatch(plain) is not None


def is_formula(cell: Cell) -> TypeGuard[str]:
    """Whether a cell is a formula of a workbook that nobody has worked out."""
    return isinstance(cell, str) and len(cell) > 1 and cell.startswith("=")


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
