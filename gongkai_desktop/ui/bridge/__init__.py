"""Gives the pages the services they ask for (ports.py), on the open office."""

from __future__ import annotations

from gongkai_desktop.ui.bridge.annual import AnnualBridge
from gongkai_desktop.ui.bridge.arrivals import ArrivalsBridge
from gongkai_desktop.ui.bridge.desktop import DesktopBridge, LawBridge
from gongkai_desktop.ui.bridge.dispute import DisputeBridge
from gongkai_desktop.ui.bridge.exchange import ExchangeBridge
from gongkai_desktop.ui.bridge.imports import ImportBridge
from gongkai_desktop.ui.bridge.ledger import LedgerBridge
from gongkai_desktop.ui.bridge.letters import LettersBridge
from gongkai_desktop.ui.bridge.papers import PapersBridge
from gongkai_desktop.ui.bridge.precedent import PrecedentBridge
from gongkai_desktop.ui.bridge.register import RegisterBridge
from gongkai_desktop.ui.bridge.review import ReviewBridge
from gongkai_desktop.ui.bridge.secret import SecretBridge
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.bridge.settings import SettingsBridge
from gongkai_desktop.ui.ports import Ports


def ports_of(session: Session) -> Ports:
    """All ports over one session."""
    register = RegisterBridge(session)
    return Ports(
        desktop=DesktopBridge(session),
        register=register,
        law=LawBridge(session),
        letters=LettersBridge(session, register),
        imports=ImportBridge(session),
        annual=AnnualBridge(session),
        settings=SettingsBridge(session),
        secret=SecretBridge(session),
        ledgers=LedgerBridge(session),
        exchanges=ExchangeBridge(session),
        reviews=ReviewBridge(session),
        precedents=PrecedentBridge(session),
        disputes=DisputeBridge(session),
        papers=PapersBridge(session),
        arrivals=ArrivalsBridge(session),
    )
