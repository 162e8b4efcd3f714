"""Writes the register as a workbook (导出登记簿)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gongkai_desktop.documents.register_book import BookEntry, write_register
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.domain.request import Request, RequestRow
from gongkai_desktop.services.import_writing import STEP
from gongkai_desktop.services.listing import status_today
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader, RequestQuery, StoredLetter


def export_register(
    workspace: Workspace,
    path: Path,
    query: RequestQuery | None = None,
    report: Report = silent,
) -> int:
    """Write the requests that answer a query, all of them without one; returns how many.

    The workbook shows one moment; work goes on while it is written. ``report`` may raise to stop:
    no file is then written.
    """
    workspace.demand("导出登记簿")
    asked = query or RequestQuery(sort="register_no")
    with workspace.office.read_still(asked) as (reader, ids):
        count = write_register(path, _entries(workspace, reader, ids, report), workspace.mark)
    with workspace.change("导出登记簿") as change:
        change.note(file=path.name, requests=count)
    return count


def _entries(
    workspace: Workspace, reader: Reader, ids: Sequence[str], report: Report
) -> Iterator[BookEntry]:
    labels = {row.key: row.full_label for row in workspace.knowledge.law.rows}
    for start in range(0, len(ids), STEP):
        report(start, len(ids), "正在写入登记簿")
        batch = ids[start : start + STEP]
        rows = {row.id: row for row in reader.requests.rows_of(batch)}
        letters = reader.letters.by_request(batch)
        for request in reader.requests.each(batch):
            yield BookEntry(
                request=request,
                letters=[_letter(one, workspace) for one in letters.get(request.id, ())],
                shown=_shown(request, rows[request.id], workspace, labels),
            )


def _shown(
    request: Request, row: RequestRow, workspace: Workspace, labels: Mapping[str, str]
) -> dict[str, Any]:
    view = row.view
    return {
        "received_date": view.received_date or "",
        "kind": request.applicant.kind.label,
        "channel": view.channel,
        "due_date": view.due_date or "",
        "status": status_today(row, workspace),
        "decided_date": view.decided_date or "",
        "outcome": labels.get(view.report_row, ""),
    }


def _letter(letter: StoredLetter, workspace: Workspace) -> dict[str, Any]:
    forms = workspace.knowledge.forms
    return {
        "code": letter.code,
        "title": forms.get(letter.code).title if letter.code in forms else "",
        "number": letter.number,
        "date": letter.letter_date or "",
        "state": letter.status,
        "void_reason": letter.void_reason,
    }
