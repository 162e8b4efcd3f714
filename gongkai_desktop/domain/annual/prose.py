"""Figures stated in the prose (正文数字): C1 equal to cells, C2 percentages, C3 其中."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from gongkai_desktop.domain.annual.cells import GROUPS, NEW
from gongkai_desktop.domain.annual.number import Number, shown
from gongkai_desktop.domain.annual.tables import AnnualReport, Claim
from gongkai_desktop.domain.annual.totals import ROW_OF_TOTAL, class_sums, total_of
from gongkai_desktop.domain.annual.violation import Violation, hard

CLASSES = "classes_sum"
"""The name, in an expression, of all result classes added up."""
_TABLES = {"t1": "table1", "t2": "table2", "t3": "table3"}
_TOKEN = re.compile(r"\s*(?:(\d{1,18}(?:\.\d{1,6})?)|([A-Za-z_][\w.]*)|([-+*/()]))")
_SIGNS = str.maketrans("×÷−－", "*/--")
_NEW_ONES = re.compile(rf"((t2|table2)\.{NEW}(\.total)?|(totals\.)?new)")
_TIMES_HUNDRED = re.compile(r"[*×]\s*100\b|\b100\s*[*×]")
_MOST_PLACES = 6
_LONGEST = 200
"""Tokens of the longest expression that is read."""
_PRINTED_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")


def check_prose(report: AnnualReport) -> Iterator[Violation]:
    """C1, C2 and C3 over every claim; one that needs unknown cells says nothing."""
    for at, claim in enumerate(report.claims):
        if claim.value is None:
            yield from _parts_equal_cells(report, at, claim)
            continue
        if claim.parts:
            yield from _parts_sum(at, claim)
        if claim.percent:
            yield from _percentage(report, at, claim)
        elif claim.expr:
            yield from _equals_cells(report, at, claim)


def _equals_cells(report: AnnualReport, at: int, claim: Claim) -> Iterator[Violation]:
    due = evaluate(report, claim.expr)
    if due is None or claim.value is None or due == Fraction(claim.value):
        return
    if claim.expr.strip() == CLASSES and claim.value in class_sums(report):
        return
    yield hard(
        "C1",
        _place(claim.expr, at),
        f"正文“{claim.text[:40]}”写的是{shown(claim.value)}，按表应当是{fraction_words(due)}",
    )


def _parts_sum(at: int, claim: Claim) -> Iterator[Violation]:
    total = sum(claim.parts)
    if claim.value is not None and total != claim.value:
        yield hard(
            "C3",
            f"claims[{at}]",
            f"正文“{claim.text[:40]}”写的总数是{shown(claim.value)}，其中各项之和为{shown(total)}",
        )


def _parts_equal_cells(report: AnnualReport, at: int, claim: Claim) -> Iterator[Violation]:
    """B4: channels or applicants named without a total add up to the new ones; C1: other sums."""
    due = evaluate(report, claim.expr) if claim.parts and claim.expr else None
    total = sum(claim.parts)
    if due is not None and due != Fraction(total):
        yield hard(
            "B4" if _NEW_ONES.fullmatch(claim.expr.strip()) else "C1",
            _place(claim.expr, at),
            f"正文“{claim.text[:40]}”各项之和为{shown(total)}，按表应当是{fraction_words(due)}",
        )


def _percentage(report: AnnualReport, at: int, claim: Claim) -> Iterator[Violation]:
    """C2: rounded half up at the decimals printed (四舍五入), never made to fit 100 %."""
    share = _share(report, claim)
    if share is None or claim.value is None:
        return
    places = _places(claim)
    due = rounded(share * 100, places)
    if not _says_percent(claim) and Fraction(claim.value) == rounded(share, places):
        return
    if due != Fraction(claim.value):
        yield hard(
            "C2",
            f"claims[{at}]",
            f"正文“{claim.text[:40]}”写的是{shown(claim.value)}%，"
            f"按{places}位小数四舍五入应当是{fraction_words(due)}%",
        )


def _share(report: AnnualReport, claim: Claim) -> Fraction | None:
    if claim.ratio is not None:
        part, whole = claim.ratio
        return Fraction(part) / Fraction(whole) if whole else None
    if not claim.expr:
        return None
    value = evaluate(report, claim.expr)
    if value is not None and _TIMES_HUNDRED.search(claim.expr):
        value /= 100
    return value


def _says_percent(claim: Claim) -> bool:
    """Whether the text speaks of a share; other quotients are averages."""
    return claim.ratio is not None or re.search("[%％]|百分|占|率|比例", claim.text) is not None


def _places(claim: Claim) -> int:
    if claim.places is not None:
        return min(max(0, claim.places), _MOST_PLACES)
    for printed in _PRINTED_PERCENT.findall(claim.text):
        if Decimal(printed) == claim.value:
            return len(printed.partition(".")[2])
    exponent = Decimal(claim.value or 0).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(value: Fraction, places: int) -> Fraction:
    """Half up at some decimals (四舍五入)."""
    scale = 10**places
    return Fraction(math.floor(value * scale + Fraction(1, 2)), scale)


def fraction_words(value: Fraction) -> str:
    """A value as printed, at most four decimals."""
    if value.denominator == 1:
        return str(value.numerator)
    return shown(round(Decimal(value.numerator) / Decimal(value.denominator), 4))


def _place(expr: str, at: int) -> str:
    """The one cell a claim names, else the claim itself."""
    table, _, rest = expr.strip().partition(".")
    if table in _TABLES and re.fullmatch(r"[\w.]+", rest):
        return f"{_TABLES[table]}.{rest}"
    return f"claims[{at}]"


def evaluate(report: AnnualReport, expr: str) -> Fraction | None:
    """The value of an expression over cells and figures; None where one is unknown or unreadable.

    Names: ``t1.docs_made``, ``t2.r1_new.total`` (without column: 总计; ``t2.r3_3`` the whole
    group), ``t3.review.total``, ``classes_sum``, ``totals.new``; + - * / and brackets.
    """
    tokens = _tokens(_spelled_out(expr))
    if tokens is None or len(tokens) > _LONGEST:
        return None
    reader = _Reader(report, tokens)
    value = reader.sum()
    return value if reader.at == len(tokens) else None


def _spelled_out(expr: str) -> str:
    """``sum(a, b)`` as ``(a + b)``, ``t2.r3_3_*`` as the group ``t2.r3_3``, width made plain."""
    plain = unicodedata.normalize("NFKC", expr).translate(_SIGNS)
    plain = re.sub(r"(?<=r3_[3-6])_\*", "", plain)
    return re.sub(r"\bsum\s*\(", "(", plain).replace(",", "+")


def _tokens(expr: str) -> list[str] | None:
    tokens, at = [], 0
    while at < len(expr.rstrip()):
        match = _TOKEN.match(expr, at)
        if match is None:
            return None
        tokens.append(match.group().strip())
        at = match.end()
    return tokens


class _Reader:
    """Reads an expression left to right, products before sums."""

    def __init__(self, report: AnnualReport, tokens: list[str]) -> None:
        self.report = report
        self.tokens = tokens
        self.at = 0

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def sum(self) -> Fraction | None:
        """Products added and taken away; None where one is unknown."""
        value = self._product()
        while self._next() in ("+", "-"):
            sign = 1 if self._take() == "+" else -1
            other = self._product()
            value = None if value is None or other is None else value + sign * other
        return value

    def _product(self) -> Fraction | None:
        value = self._single()
        while self._next() in ("*", "/"):
            operator, other = self._take(), self._single()
            if value is None or other is None or (operator == "/" and other == 0):
                value = None
            else:
                value = value * other if operator == "*" else value / other
        return value

    def _single(self) -> Fraction | None:
        token = self._take()
        if token == "(":
            value = self.sum()
            return value if self._take() == ")" else None
        if token[:1].isdigit():
            return Fraction(token)
        number = named(self.report, token)
        return None if number is None else Fraction(number)

    def _take(self) -> str:
        token = self._next()
        self.at += 1
        return token


def named(report: AnnualReport, name: str) -> Number | None:
    """The figure a name of an expression stands for."""
    table, _, rest = name.partition(".")
    if name == CLASSES:
        return next(iter(class_sums(report)), None)
    if table == "totals":
        return total_of(report, rest)
    if table in ("t1", "table1"):
        return report.number(f"table1.{rest}")
    if table in ("t3", "table3"):
        return report.number(f"table3.{rest if '.' in rest else rest + '.total'}")
    if table in ("t2", "table2"):
        return _row_figure(report, rest)
    if name in ROW_OF_TOTAL and report.table2 is not None:
        return report.number(f"table2.{ROW_OF_TOTAL[name]}.total")
    return total_of(report, name)


def _row_figure(report: AnnualReport, rest: str) -> Number | None:
    row, _, column = rest.partition(".")
    if row not in GROUPS:
        return report.number(f"table2.{row}.{column or 'total'}")
    total: Number = 0
    for key in report.results():
        if key.startswith(row):
            number = report.number(f"table2.{key}.{column or 'total'}")
            if number is None:
                return None
            total += number
    return total
