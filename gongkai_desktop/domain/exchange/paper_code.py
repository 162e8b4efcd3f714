"""The figures of a yearly report as one row of digits (扫码录入), the QR code on its 报送单.

Digits only: a scanner types like a keyboard, and an input method for Chinese leaves digits alone.
The row ends in check digits, so that a code cut short or read wrong is told from a report.
"""

from __future__ import annotations

import hashlib
import string
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

import attrs

from gongkai_desktop.domain.annual.cells import BLOCKS, FEE, RESULT3_NAMES, Shape
from gongkai_desktop.domain.annual.number import Cell, Number, amount
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.errors import UserError

_MARK = "74931"
"""What every code begins with: that it is one of ours, and the edition of the code itself."""
_CHECK = 8
_SEAL = 8
_SIGNS = string.digits + string.ascii_letters
_CENT = 1_000_000
"""分 in one 万元: fees are the only figure with decimals."""
_LONGEST_NUMBER = 9
_ADVICE = "请对准报送单上的二维码重新扫；纸面有折痕、污损的，请手工录入"


@attrs.frozen(kw_only=True)
class PaperCode:
    """What a code holds: whose report, which edition, the package's mark, and the figures.

    ``seal`` are the first 8 signs of the package's hash, as printed on the sheet.
    """

    unit_code: str
    edition: int
    seal: str
    report: AnnualReport


class _NotEncodableError(ValueError):
    """A figure that the code has no room for; the sheet then bears none."""


def cell_paths(shape: Shape) -> list[str]:
    """Every cell of the form in the order of the code: 表一, 表二, 表三."""
    first = [f"table1.{key}" for key in shape.table1]
    second = [f"table2.{row}.{column}" for row in shape.rows for column in shape.columns]
    third = [f"table3.{block}.{result}" for block in BLOCKS for result in RESULT3_NAMES]
    return [*first, *second, *third]


def encoded(code: PaperCode, shape: Shape) -> str:
    """The code of a report; empty where one of its cells cannot be said in digits."""
    report = code.report
    head = [
        _MARK,
        f"{report.year:04d}",
        f"{shape.version:0>4}",
        f"{code.edition:03d}",
        f"{int(code.seal[:_SEAL] or '0', 16):010d}",
        f"{len(code.unit_code):02d}",
        *(f"{_SIGNS.index(sign):02d}" for sign in code.unit_code),
    ]
    try:
        body = "".join([*head, *_figures(report, cell_paths(shape))])
    except _NotEncodableError:
        return ""
    return body + _check(body)


def _figures(report: AnnualReport, paths: Sequence[str]) -> Iterator[str]:
    """A number is its length and its digits, several zeros are 0 and how many, a blank is 00."""
    zeros = 0
    for path in paths:
        cell = report.cell(path)
        number = _whole(path, cell)
        if number == 0 and not path.endswith(FEE):
            zeros += 1
            if zeros == _LONGEST_NUMBER:
                yield f"0{zeros}"
                zeros = 0
            continue
        if zeros:
            yield f"0{zeros}"
            zeros = 0
        yield _said(path, number)
    if zeros:
        yield f"0{zeros}"


def _whole(path: str, cell: Cell) -> int | None:
    """A cell as a whole number, fees in 分; None where nothing is filled in."""
    if cell is None or cell == "":
        return None
    value = amount(cell)
    if value is None or value < 0:
        raise _NotEncodableError(path)
    exact = Decimal(value) * (_CENT if path.endswith(FEE) else 1)
    if exact != exact.to_integral_value():
        raise _NotEncodableError(path)
    return int(exact)


def _said(path: str, number: int | None) -> str:
    if number is None:
        return "00"
    digits = str(number)
    if path.endswith(FEE):
        return f"{len(digits):02d}{digits}"
    if len(digits) > _LONGEST_NUMBER:
        raise _NotEncodableError(path)
    return f"{len(digits)}{digits}"


def decoded(text: str, shape_of: Callable[[int], Shape]) -> PaperCode:
    """What a scanned code says; ``shape_of`` gives the form of a year.

    Raises UserError for what is no code of ours, was cut short or read wrong.
    """
    digits = "".join(unicodedata.normalize("NFKC", text).split())
    if not digits.startswith(_MARK) or not digits.isascii() or not digits.isdecimal():
        raise UserError("这不是报送单上的二维码", "请用扫码枪扫年报报送单左下角的二维码")
    body, check = digits[:-_CHECK], digits[-_CHECK:]
    if _check(body) != check:
        raise UserError("扫码内容不完整，或者有一处读错了", _ADVICE)
    tape = _Tape(body[len(_MARK) :])
    year, version, edition = int(tape.take(4)), str(int(tape.take(4))), int(tape.take(3))
    seal = f"{int(tape.take(10)):08x}"
    unit_code = "".join(_SIGNS[int(tape.take(2))] for _ in range(int(tape.take(2))))
    shape = shape_of(year)
    if shape.version != version:
        raise UserError(
            f"这个二维码用的是{version}年版的年报格式", "请升级公开台后再扫，或者手工录入"
        )
    report = _report(year, shape, tape)
    return PaperCode(unit_code=unit_code, edition=edition, seal=seal, report=report)


class _Tape:
    """The digits, read from the front."""

    def __init__(self, digits: str) -> None:
        self._digits, self._at = digits, 0

    def take(self, count: int) -> str:
        """The next digits; raises UserError where they have run out."""
        found = self._digits[self._at : self._at + count]
        if len(found) < count:
            raise UserError("扫码内容不完整，或者有一处读错了", _ADVICE)
        self._at += count
        return found

    @property
    def ended(self) -> bool:
        """Whether nothing is left."""
        return self._at == len(self._digits)


def _report(year: int, shape: Shape, tape: _Tape) -> AnnualReport:
    cells: dict[str, Cell] = {}
    paths = iter(cell_paths(shape))
    for path in paths:
        if path.endswith(FEE):
            length = int(tape.take(2))
            cells[path] = _fee(int(tape.take(length))) if length else None
            continue
        length = int(tape.take(1))
        if length:
            cells[path] = int(tape.take(length))
            continue
        run = int(tape.take(1))
        cells[path] = 0 if run else None
        for _ in range(run - 1):
            cells[next(paths, "")] = 0
    if not tape.ended or "" in cells:
        raise UserError("扫码内容与年报的格数不符", "请升级公开台后再扫，或者手工录入")
    return AnnualReport(
        year=year,
        template=shape.version,
        table1={key: cells[f"table1.{key}"] for key in shape.table1},
        table2={
            row: {column: cells[f"table2.{row}.{column}"] for column in shape.columns}
            for row in shape.rows
        },
        table3={
            block: {result: cells[f"table3.{block}.{result}"] for result in RESULT3_NAMES}
            for block in BLOCKS
        },
        shape=shape,
    )


def _fee(cents: int) -> Number:
    exact = Decimal(cents) / _CENT
    return int(exact) if exact == exact.to_integral_value() else exact.normalize()


def _check(body: str) -> str:
    """Check digits: one wrong digit, two changed places, a lost end, all give others."""
    digest = hashlib.sha256(body.encode()).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**_CHECK:0{_CHECK}d}"
