"""Charts of a year's requests (年报图表): figures to look at, and where each mark of them stands.

A chart is drawn twice, in the window and on paper; both draw the marks worked out here. This
year's bars are filled, last year's are outlined, and every bar bears its number: a chart reads
the same printed in black and white.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

import attrs


@attrs.frozen(kw_only=True)
class Series:
    """One row of bars: its name as the legend gives it, one number for each label."""

    name: str
    values: tuple[int, ...]


@attrs.frozen(kw_only=True)
class Chart:
    """Numbers under labels: standing bars (``upright``) for a course of time, else lying ones.

    The first series is the year's own, the second the one it is compared with. ``note`` says
    what is counted.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    upright: bool = False
    note: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look at."""
        return not any(value for one in self.series for value in one.values)

    @property
    def told(self) -> str:
        """The chart in words, for who cannot see it."""
        lines = (
            "，".join(
                f"{label}{value}"
                for label, value in zip(self.labels, one.values, strict=True)
                if value
            )
            for one in self.series
        )
        names = (
            f"{one.name}：{line or '没有'}" for one, line in zip(self.series, lines, strict=True)
        )
        return f"{self.title}。{'；'.join(names)}"


class Anchor(StrEnum):
    """Which end of some words stands at their place."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


@attrs.frozen
class Bar:
    """A bar from its upper left corner; ``series`` 0 is filled, the others outlined."""

    x: float
    y: float
    width: float
    height: float
    series: int


@attrs.frozen
class Words:
    """Words on a baseline; ``faint`` ones are scale and note."""

    x: float
    y: float
    text: str
    anchor: Anchor = Anchor.LEFT
    faint: bool = False


@attrs.frozen
class Rule:
    """A thin line; ``faint`` ones are the scale's."""

    x1: float
    y1: float
    x2: float
    y2: float
    faint: bool = True


Mark = Bar | Words | Rule

TEXT = 9.0
"""Size of every word in a chart, in the units it is drawn in."""
_TOP, _BOTTOM, _LEFT, _RIGHT = 24.0, 16.0, 30.0, 6.0
_NAMES = 108.0
"""Room for the labels of lying bars."""
_VALUE = 24.0
_STEPS = (1, 2, 5, 10, 20, 50)


def marks(chart: Chart, width: float, height: float) -> Iterator[Mark]:
    """Everything a chart shows on a ground of a size, x to the right, y downward."""
    yield from _legend(chart, width)
    if chart.empty:
        yield Words(width / 2, height / 2, "这一年没有可以画的数", Anchor.MIDDLE, True)
        return
    yield from (_standing if chart.upright else _lying)(chart, width, height)


def scale_of(most: int) -> int:
    """The step of a scale with four or five lines: 1, 2 or 5 times a power of ten."""
    power = 1
    while True:
        for step in _STEPS[:3]:
            if most <= step * power * 5:
                return step * power
        power *= 10


def _most(chart: Chart) -> int:
    return max(value for one in chart.series for value in one.values)


def _legend(chart: Chart, width: float) -> Iterator[Mark]:
    right = width - _RIGHT
    for at, one in reversed(list(enumerate(chart.series))):
        room = TEXT * (len(one.name) * 0.6 + 0.8)
        yield Words(right, TEXT + 1, one.name, Anchor.RIGHT)
        yield Bar(right - room - TEXT, 2, TEXT, TEXT, at)
        right -= room + 2.5 * TEXT


def _standing(chart: Chart, width: float, height: float) -> Iterator[Mark]:
    floor, room = height - _BOTTOM, height - _BOTTOM - _TOP - TEXT
    step = scale_of(_most(chart))
    top = -(-_most(chart) // step) * step
    for value in range(0, top + 1, step):
        y = floor - room * value / top
        yield Rule(_LEFT, y, width - _RIGHT, y, faint=value > 0)
        yield Words(_LEFT - 5, y + TEXT / 3, str(value), Anchor.RIGHT, True)
    slot = (width - _LEFT - _RIGHT) / len(chart.labels)
    thick = min(22.0, slot * 0.8 / len(chart.series))
    for at, label in enumerate(chart.labels):
        middle = _LEFT + slot * (at + 0.5)
        yield Words(middle, height - 3, label, Anchor.MIDDLE)
        for number, one in enumerate(chart.series):
            tall = room * one.values[at] / top
            x = middle + (number - len(chart.series) / 2) * thick
            if one.values[at]:
                yield Bar(x + 1, floor - tall, thick - 2, tall, number)
                above = floor - tall - 3
                yield Words(x + thick / 2, above, str(one.values[at]), Anchor.MIDDLE)


def _lying(chart: Chart, width: float, height: float) -> Iterator[Mark]:
    room = width - _NAMES - _RIGHT - _VALUE
    slot = (height - _TOP - 4) / len(chart.labels)
    thick = min(12.0, slot * 0.84 / len(chart.series))
    yield Rule(_NAMES, _TOP, _NAMES, height - 4, faint=False)
    for at, label in enumerate(chart.labels):
        middle = _TOP + slot * (at + 0.5)
        yield Words(_NAMES - 6, middle + TEXT / 3, label, Anchor.RIGHT)
        for number, one in enumerate(chart.series):
            long = room * one.values[at] / _most(chart)
            y = middle + (number - len(chart.series) / 2) * thick
            if one.values[at]:
                yield Bar(_NAMES, y + 0.5, long, thick - 1, number)
            value = Words(_NAMES + long + 4, y + thick / 2 + TEXT / 3, str(one.values[at]))
            yield attrs.evolve(value, faint=not one.values[at])


# ------------------------------------------------------------------ the office's charts

MONTHS = tuple(f"{month}月" for month in range(1, 13))
DAYS_USED = ((5, "5日以内"), (10, "6—10日"), (15, "11—15日"), (20, "16—20日"), (40, "21—40日"))
LONGER = "40日以上"


def used_bands(spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Answers by the working days they took; ``spans`` are (working days, how many)."""
    counted = [0] * (len(DAYS_USED) + 1)
    for days, n in spans:
        at = next((at for at, (last, _) in enumerate(DAYS_USED) if days <= last), len(DAYS_USED))
        counted[at] += n
    return tuple(counted)
