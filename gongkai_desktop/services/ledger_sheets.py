"""The papers of a ledger besides its list (台账单据): which there are, and each as PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.form import LedgerForm
from gongkai_desktop.services.briefing import briefing_pdf
from gongkai_desktop.services.ledger_months import has_months, months_pdf
from gongkai_desktop.services.ledger_sections import sections_pdf
from gongkai_desktop.services.policy_sheets import cleaning_pdf, interpretations_pdf
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.publication import halls_pdf
from gongkai_desktop.services.task_sheets import notice_pdf, reminder_pdf
from gongkai_desktop.services.workspace import Workspace

MONTHS = "months"
_OWN: Mapping[str, tuple[str, Callable[[Workspace, Press], bytes]]] = {
    "reminder": ("提醒单", reminder_pdf),
    "notice": ("落实情况通报", notice_pdf),
    "briefing": ("季度汇报材料", briefing_pdf),
    "sections": ("按科室统计", sections_pdf),
    "halls": ("两馆送交目录表", halls_pdf),
    "cleaning": ("清理结果表", cleaning_pdf),
    "interpreted": ("政策解读情况表", interpretations_pdf),
}


RECORDED = frozenset({"reminder", "notice"})
"""Papers that are entered with each task they name: printing them is handling it."""


def sheets_of(form: LedgerForm) -> dict[str, str]:
    """Key and title of each paper a ledger has; an unknown key in its file counts for nothing."""
    own = {key: _OWN[key][0] for key in form.sheets if key in _OWN}
    return own | ({MONTHS: "逐月统计表"} if has_months(form) else {})


def sheet_pdf(workspace: Workspace, press: Press, form: LedgerForm, key: str) -> bytes:
    """One paper as PDF; raises UserError for one the ledger does not have."""
    if key not in sheets_of(form):
        raise UserError(f"{form.title}没有“{key}”这种单据", "请从列出的单据中选择")
    if key == MONTHS:
        return months_pdf(workspace, press, form)
    return _OWN[key][1](workspace, press)
