"""信息处理费: what requests far beyond a reasonable number cost (条例第四十二条第一款).

《政府信息公开信息处理费管理办法》 charges by request or by page, never both for one request.
Amounts are whole yuan (元).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import attrs

from gongkai_desktop.domain.event import Event, EventType


class FeeBasis(StrEnum):
    """How a fee is counted: by request (按件) or by page (按量)."""

    BY_REQUEST = "按件"
    BY_PAGE = "按量"

    @property
    def unit(self) -> str:
        """What is counted, as a measure word."""
        return "件" if self is FeeBasis.BY_REQUEST else "页"


@attrs.frozen(kw_only=True)
class FeeBand:
    """A price up to and including a number; ``upto`` None goes on for ever.

    ``step`` > 0: every ``step`` further units cost ``price`` more than those before.
    """

    upto: int | None
    price: int
    step: int = 0


@attrs.frozen(kw_only=True)
class FeeTariff:
    """The tariff of a stretch of time (收费标准); ``pay_days`` working days to pay."""

    valid_from: date
    until: date | None = None
    by_request: tuple[FeeBand, ...]
    by_page: tuple[FeeBand, ...]
    pay_days: int
    confirmed: bool
    source: str = ""

    def bands(self, basis: FeeBasis) -> tuple[FeeBand, ...]:
        """The bands of one way of counting."""
        return self.by_request if basis is FeeBasis.BY_REQUEST else self.by_page


@attrs.frozen(kw_only=True)
class FeeLine:
    """Units ``first`` to ``last`` at one price."""

    first: int
    last: int
    price: int

    @property
    def amount(self) -> int:
        """What they cost together."""
        return (self.last - self.first + 1) * self.price

    def words(self, unit: str) -> str:
        """The line as the notice prints it: 第11件至第30件共20件，每件100元，计2000元."""
        count = self.last - self.first + 1
        span = f"第{self.first}{unit}"
        span += f"至第{self.last}{unit}共{count}{unit}" if count > 1 else f"1{unit}"
        return f"{span}，每{unit}{self.price}元，计{self.amount}元"


@attrs.frozen(kw_only=True)
class Fee:
    """A fee with how it was reached; no lines where the number is within the free range."""

    basis: FeeBasis
    lines: tuple[FeeLine, ...]

    @property
    def amount(self) -> int:
        """The sum in yuan."""
        return sum(line.amount for line in self.lines)

    @property
    def words(self) -> str:
        """All lines in one phrase."""
        return "；".join(line.words(self.basis.unit) for line in self.lines)


def fee_of(tariff: FeeTariff, basis: FeeBasis, count: int, charged: int = 0) -> Fee:
    """The fee for units up to ``count``, those up to ``charged`` being paid for already.

    By request ``count`` is the applicant's number in the calendar month (自然月); by page the
    pages of this one request.
    """
    lines: list[FeeLine] = []
    for first, last, price in _stretches(tariff.bands(basis), count):
        start = max(first, charged + 1)
        if price and start <= min(last, count):
            lines.append(FeeLine(first=start, last=min(last, count), price=price))
    return Fee(basis=basis, lines=tuple(lines))


def price_of(tariff: FeeTariff, basis: FeeBasis, at: int) -> int:
    """What one more unit costs, the ``at``-th: 0 within the free range."""
    return fee_of(tariff, basis, at, at - 1).amount


def _stretches(bands: tuple[FeeBand, ...], count: int) -> list[tuple[int, int, int]]:
    """First, last and price of every stretch at one price up to ``count``."""
    found: list[tuple[int, int, int]] = []
    first, before = 1, 0
    for band in bands:
        last = count if band.upto is None else min(band.upto, count)
        if band.step:
            while first <= last:
                before += band.price
                found.append((first, min(first + band.step - 1, last), before))
                first += band.step
        else:
            found.append((first, last, band.price))
            before = band.price
        if band.upto is None or band.upto >= count:
            break
        first = band.upto + 1
    return [stretch for stretch in found if stretch[0] <= stretch[1]]


_FIGURES = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_MYRIADS = ("", "万", "亿")


def amount_words(amount: int) -> str:
    """A sum in the characters that cannot be altered (大写): 贰仟贰佰元整."""
    if amount == 0:
        return "零元整"
    groups: list[int] = []
    while amount:
        amount, group = divmod(amount, 10_000)
        groups.append(group)
    words, gap = "", False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if group == 0:
            gap = bool(words)
            continue
        zero = "零" if words and (gap or group < 1000) else ""
        words += zero + _group_words(group) + _MYRIADS[place]
        gap = False
    return f"{words}元整"


def _group_words(group: int) -> str:
    words, gap = "", False
    for place in range(3, -1, -1):
        figure = group // 10**place % 10
        if figure == 0:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _FIGURES[figure] + _PLACES[place]
        gap = False
    return words


def paid_amount(events: Sequence[Event]) -> int | None:
    """What a request was paid for, yuan: the amount of the last notice before the payment.

    None where no notice tells its amount.
    """
    paid = [event.date for event in events if event.type == EventType.FEE_PAID]
    asked = [
        event.amount
        for event in events
        if event.type == EventType.FEE_NOTICE and paid and event.date <= paid[-1]
    ]
    return asked[-1] if asked else None
