"""Words and shapes of 发布预审: states of an item, weight of a finding."""

from __future__ import annotations

from gongkai_desktop.domain.review.finding import Severity
from gongkai_desktop.domain.review.item import DRAFTING, PUBLISHED, READY, RETURNED, STRUCK
from gongkai_desktop.ui.common.badge import Shape, Tone
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.table import Column
from gongkai_desktop.ui.ports.review import ReviewEntry

_STATES: dict[str, Tone] = {
    DRAFTING: ("neutral", Shape.RING),
    READY: ("success", Shape.DOT),
    RETURNED: ("warning", Shape.TRIANGLE),
    PUBLISHED: ("neutral", Shape.TICK),
    STRUCK: ("neutral", Shape.SQUARE),
}
_UNDER_REVIEW: Tone = ("waiting", Shape.BARS)

SEVERITIES: dict[Severity, Tone] = {
    Severity.GRAVE: ("danger", Shape.SQUARE),
    Severity.HIGH: ("danger", Shape.TRIANGLE),
    Severity.MEDIUM: ("warning", Shape.DIAMOND),
    Severity.LOW: ("neutral", Shape.DOT),
    Severity.HINT: ("neutral", Shape.RING),
}


def state_tone(state: str) -> Tone:
    """The badge of a state; the levels of review share one."""
    return _STATES.get(state, _UNDER_REVIEW)


def state_words(state: str) -> str:
    """A state in words: 待初审 rather than the bare level."""
    return state if state in _STATES else f"待{state}"


REVIEW_COLUMNS: tuple[Column[ReviewEntry], ...] = (
    Column(title="编号", text=lambda one: one.item.no, width=92),
    Column(title="标题", text=lambda one: one.item.title),
    Column(title="类型", text=lambda one: one.item.kind or "—", width=96),
    Column(title="渠道", text=lambda one: one.item.channel or "—", width=104),
    Column(title="责任人", text=lambda one: one.item.responsible, width=84),
    Column(title="拟发布", text=lambda one: day_words(one.item.planned) or "—", width=110),
    Column(
        title="状态",
        text=lambda one: state_words(one.state),
        tone=lambda one: state_tone(one.state),
        width=110,
    ),
)
