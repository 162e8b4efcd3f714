"""The nine places of the window."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):  # no attrs: see ui/lean.py
    """One place of the navigation: key, title, icon, and its page below gongkai_desktop.ui.

    ``short`` is what a narrow navigation calls it.
    """

    key: str
    title: str
    symbol: str
    page: str
    short: str = ""


PLACES = (
    Place(key="desk", title="工作台", symbol="desk", page="desk.page.DeskPage"),
    Place(key="request", title="依申请公开", symbol="request", page="request.page.RequestPage"),
    Place(key="review", title="发布预审", symbol="review", page="review.page.ReviewPage"),
    Place(
        key="publication",
        title="主动公开",
        symbol="publication",
        page="ledger.page.PublicationPage",
    ),
    Place(key="ledger", title="台账", symbol="ledger", page="ledger.page.LedgerPage"),
    Place(key="dispute", title="复议诉讼", symbol="dispute", page="dispute.page.DisputePage"),
    Place(key="precedent", title="案例库", symbol="precedent", page="ledger.page.PrecedentPage"),
    Place(
        key="annual",
        title="年度报告与统计",
        symbol="annual",
        page="annual.page.AnnualPage",
        short="年报统计",
    ),
    Place(key="settings", title="设置", symbol="settings", page="settings.page.SettingsPage"),
)
