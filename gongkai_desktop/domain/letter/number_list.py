"""The list of numbers given (文号登记): every serial of a year accounted for, gaps explained.

A number is never used again; one that no letter bears needs a word on why (跳号说明).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

import attrs

from gongkai_desktop.domain.numbering import SUFFIX_MARK, read_number


class NumberState(StrEnum):
    """What has become of a number."""

    USED = "在用"
    VOID = "作废"
    MANUAL = "手工编号"
    OLD = "原登记簿"
    GAP = "空号"


@attrs.frozen(kw_only=True)
class NumberUse:
    """One letter, or one line of the old register, that bears a number; ``note`` explains."""

    number: str
    state: NumberState
    title: str = ""
    register_no: str = ""
    day: date | None = None
    note: str = ""


@attrs.frozen(kw_only=True)
class NumberLine:
    """One serial of a series (代字加类字) and year. A gap without a note is open."""

    series: str
    year: int
    serial: int
    use: NumberUse

    @property
    def is_open(self) -> bool:
        """Whether an explanation is still owed."""
        return self.use.state is NumberState.GAP and not self.use.note


def number_lines(
    uses: Iterable[NumberUse],
    counters: Mapping[tuple[str, int], int],
    explained: Mapping[str, str],
    year: int,
) -> tuple[NumberLine, ...]:
    """Every number of a year, serial by serial, series by series.

    ``counters`` are the last numbers taken by series and year, ``explained`` the words on numbers
    that no letter bears. Numbers of the family 案号加后缀 stand under the case they bear: a case
    without a letter is no gap, and one with several has several lines.
    """
    found: dict[str, dict[int, list[NumberUse]]] = {}
    running: set[str] = set()
    for use in uses:
        number, suffixed, _ = use.number.partition(SUFFIX_MARK)
        parts = read_number(number)
        if parts and parts[1] == year:
            found.setdefault(parts[0], {}).setdefault(parts[2], []).append(use)
            running |= set() if suffixed else {parts[0]}
    for (series, counted), last in counters.items():
        if counted == year and last:
            found.setdefault(series, {}).setdefault(last, [])
            running.add(series)
    return tuple(
        line
        for series in sorted(found)
        for line in _series(series, year, found[series], explained)
        if series in running or line.use.state is not NumberState.GAP
    )


def _series(
    series: str, year: int, taken: Mapping[int, list[NumberUse]], explained: Mapping[str, str]
) -> list[NumberLine]:
    lines = []
    for serial in range(1, max(taken) + 1):
        number = f"{series}〔{year}〕{serial}号"
        gap = NumberUse(number=number, state=NumberState.GAP, note=explained.get(number, ""))
        for use in taken.get(serial) or [gap]:
            lines.append(NumberLine(series=series, year=year, serial=serial, use=use))
    return lines
