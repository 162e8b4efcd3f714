"""The label of a form's cell in lines that keep its words whole (格子名称的回行)."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desktop.domain.typeset.setter import Setter

_BEFORE = ("（", "及", "或者", "签名", "签章", "日期", "文号", "号码", "负责人", "收寄人")
_AFTER = ("、", "的", "等")


def label_lines(setter: Setter, text: str, measure: float) -> list[tuple[str, float]]:
    """The lines of a label with the measure of each: one, two at a word's edge, or even ones."""
    width = setter.ruler.measure
    if width(text) <= measure:
        return [(text, measure)]
    halves = [
        (text[:at], text[at:])
        for at in sorted(set(_edges(text)))
        if max(width(text[:at]), width(text[at:])) <= measure
    ]
    if halves:
        best = min(halves, key=lambda one: (abs(len(one[0]) - len(one[1])), -len(one[0])))
        return [(half, measure) for half in best]
    return [(text, _even(setter, text, measure))]


def _edges(text: str) -> Iterator[int]:
    for at in range(2, len(text) - 1):
        if text.startswith(_BEFORE, at) or text.endswith(_AFTER, 0, at):
            yield at


def _even(setter: Setter, text: str, measure: float) -> float:
    """The measure at which a label's lines come out of one length: no lone last character."""
    width = setter.ruler.measure(text)
    lines = -(-width // measure)
    cells = -(-width / lines // setter.pitch)
    return min(measure, cells * setter.pitch + 0.1)
