"""The nine places of the window."""

from __future__ import annotations

import attrs


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
