"""One applicant's requests on paper (申请人申请情况统计表), an annex under 条例第三十五条."""

from __future__ import annotations

from typing import Any

from gongkai_desktop.domain.frequency import PeriodCount
from gongkai_desktop.domain.request import RequestRow
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services import slip
from gongkai_desktop.services.applicant import applicant_history
from gongkai_desktop.services.workspace import Workspace


def applicant_sheet(workspace: Workspace, name: str, id_no: str) -> bytes:
    """The applicant's requests and counts as PDF."""
    found = applicant_history(workspace, name, id_no)
    counts = found.frequency
    days = [date_words(day) for day in (counts.first, counts.last) if day]
    data: dict[str, Any] = {
        "applicant": name,
        "total": counts.requests,
        "item_total": counts.items,
        "span": "至".join(dict.fromkeys(days)),
        "by_year": _words(counts.years),
        "by_month": _words(counts.months),
        "printed": workspace.today.isoformat(),
        "person": workspace.operator,
        "requests": [_line(row, outcome, items) for row, outcome, items in found.lines],
    }
    return slip.for_office(workspace, "applicant", data)


def _words(counts: tuple[PeriodCount, ...]) -> str:
    return "、".join(f"{one.title}{one.requests}件" for one in counts)


def _line(row: RequestRow, outcome: str, items: int) -> dict[str, str]:
    view = row.view
    return {
        "register_no": row.register_no,
        "received": view.received_date.isoformat() if view.received_date else "",
        "text": row.request_text,
        "items": str(items),
        "outcome": outcome,
        "decided": view.decided_date.isoformat() if view.decided_date else "",
    }
