"""The nine places of the window, and what those of later issues will hold."""

from __future__ import annotations

import attrs

from gongkai_desktop.ui.common.page import Context, Page
from gongkai_desktop.ui.common.widgets import EmptyState


@attrs.frozen(kw_only=True)
class Place:
    """One place of the navigation: key, title, icon."""

    key: str
    title: str
    symbol: str


PLACES = (
    Place(key="desk", title="工作台", symbol="desk"),
    Place(key="request", title="依申请公开", symbol="request"),
    Place(key="review", title="发布预审", symbol="review"),
    Place(key="publication", title="主动公开", symbol="publication"),
    Place(key="ledger", title="台账", symbol="ledger"),
    Place(key="dispute", title="复议诉讼", symbol="dispute"),
    Place(key="precedent", title="案例库", symbol="precedent"),
    Place(key="annual", title="年度报告与统计", symbol="annual"),
    Place(key="settings", title="设置", symbol="settings"),
)

_LATER = {
    "precedent": "这里汇集本机关以往的答复，起草时可以查找相近的案例。",
}


class LaterPage(Page):
    """A place whose work comes with a later version."""

    def __init__(self, context: Context, place: Place) -> None:
        super().__init__(context)
        self.title = place.title
        text = f"{_LATER[place.key]}\n本版本尚未提供这项功能。"
        self.body.addWidget(EmptyState(place.symbol, place.title, text))
