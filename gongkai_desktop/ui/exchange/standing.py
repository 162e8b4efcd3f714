"""The columns of 报送情况: each unit, how it stands, what came in and when."""

from __future__ import annotations

from gongkai_desktop.ui.common.badge import Shape, Tone
from gongkai_desktop.ui.common.table import Column
from gongkai_desktop.ui.ports.exchange import StandingLine

_TONES: dict[str, Tone] = {
    "已报": ("success", Shape.TICK),
    "退回": ("danger", Shape.SQUARE),
    "未报": ("warning", Shape.TRIANGLE),
}
_PLAIN: Tone = ("neutral", Shape.DOT)
COLUMNS: tuple[Column[StandingLine], ...] = (
    Column(title="单位代码", text=lambda one: one.code, width=110),
    Column(title="单位", text=lambda one: one.unit),
    Column(
        title="报送情况",
        text=lambda one: one.state,
        width=140,
        tone=lambda one: _TONES.get(one.state[:2], _PLAIN),
    ),
    Column(title="版次", text=lambda one: one.edition or "—", width=70),
    Column(title="来源", text=lambda one: one.source or "—", width=80),
    Column(title="接收时间", text=lambda one: one.at or "—", width=140),
    Column(title="退回理由", text=lambda one: one.reason, width=120),
)
