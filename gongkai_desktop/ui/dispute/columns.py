"""The columns of a list of disputes, in the place 复议诉讼 and with one request."""

from __future__ import annotations

from gongkai_desktop.domain.dispute import DisputeKind, DisputeTexts
from gongkai_desktop.domain.urgency import Level
from gongkai_desktop.ui.common.badge import TONES
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.table import Column
from gongkai_desktop.ui.dispute.fields import result_words
from gongkai_desktop.ui.ports.dispute import DisputeEntry


def dispute_columns(texts: DisputeTexts, *, request: bool) -> tuple[Column[DisputeEntry], ...]:
    """The columns; ``request`` shows the request too."""
    about: tuple[Column[DisputeEntry], ...] = (
        Column(title="登记号", text=_numbers, tip=lambda one: one.numbers, width=118),
        Column(title="申请人", text=lambda one: one.applicant, width=100),
    )
    return (
        *(about if request else ()),
        Column(
            title="种类",
            text=lambda one: DisputeKind(one.dispute.kind).label,
            width=126,
            gives_way=3,
        ),
        Column(title="机关", text=lambda one: one.dispute.proceeding.organ),
        Column(
            title="收到副本",
            text=lambda one: day_words(one.dispute.received),
            width=92,
            gives_way=1,
        ),
        Column(title="答复期限", text=_limit_words, width=92),
        Column(
            title="状态",
            text=_state_words,
            tone=lambda one: TONES[one.urgency.level],
            width=126,
        ),
        Column(
            title="结果",
            text=lambda one: result_words(one.dispute, texts),
            width=124,
            gives_way=2,
        ),
    )


def _numbers(one: DisputeEntry) -> str:
    """The request, and how many there are where the case is about several."""
    return f"{one.register_no}等{1 + len(one.joined)}件" if one.joined else one.register_no


def _limit_words(one: DisputeEntry) -> str:
    return day_words(one.limit.due) if one.limit else "—"


def _state_words(one: DisputeEntry) -> str:
    if one.urgency.level == Level.CLOSED and one.reanswer.startswith("待"):
        return "待重新答复"
    return one.urgency.words
