"""Gives the pages the services they ask for (ports.py), on the open office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.common.deferred import Deferred

if TYPE_CHECKING:
    from gongkai_desktop.ui.ports import Ports

_BRIDGES = {
    "desktop": "desktop.DesktopBridge",
    "register": "register.RegisterBridge",
    "law": "desktop.LawBridge",
    "forms": "forms.FormsBridge",
    "letters": "letters.LettersBridge",
    "imports": "imports.ImportBridge",
    "annual": "annual.AnnualBridge",
    "settings": "settings.SettingsBridge",
    "secret": "secret.SecretBridge",
    "ledgers": "ledger.LedgerBridge",
    "exchanges": "exchange.ExchangeBridge",
    "sections": "sections.SectionBridge",
    "reviews": "review.ReviewBridge",
    "review_settings": "review_settings.ReviewSettingsBridge",
    "precedents": "precedent.PrecedentBridge",
    "statistics": "statistics.StatisticsBridge",
    "backups": "backup.BackupBridge",
    "disputes": "dispute.DisputeBridge",
    "papers": "papers.PapersBridge",
    "handovers": "handover.HandoverBridge",
    "arrivals": "arrivals.ArrivalsBridge",
    "records": "records.RecordBridge",
    "steps": "records.StepBridge",
    "scans": "scans.ScanBridge",
    "audits": "audit.AuditBridge",
    "signing": "sign_in.SignInBridge",
    "search": "search.SearchBridge",
    "printing": "printing.PrintingBridge",
    "undoing": "undo.UndoBridge",
}


def ports_of(session: Session) -> Ports:
    """All ports over one session; each reads in its services when it is first asked."""
    from gongkai_desktop.ui.ports import Ports

    made = {
        port: Deferred(f"{__name__}.{path}", session)
        for port, path in _BRIDGES.items()
        if port != "letters"
    }
    letters = Deferred(f"{__name__}.{_BRIDGES['letters']}", session, made["register"])
    return Ports(**made, letters=letters)
