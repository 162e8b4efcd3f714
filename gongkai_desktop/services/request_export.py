"""Writes the register as a workbook (导出登记簿)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gongkai_desktop.documents.register_book import write_register
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader, RequestQuery


def export_register(workspace: Workspace, path: Path, query: RequestQuery | None = None) -> int:
    """Write the requests that answer a query, all of them without one; returns how many."""
    with workspace.office.read() as reader:
        ids = reader.requests.ids(query or RequestQuery(sort="register_no"))
        letters = _letters(reader, ids)
        count = write_register(path, reader.requests.each(ids), letters)
    with workspace.change("导出登记簿") as change:
        change.note(file=path.name, requests=count)
    return count


def _letters(reader: Reader, ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    """The letters of requests by register number."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in reader.requests.rows_of(ids):
        letters = reader.letters.of_request(row.id)
        if letters:
            found[row.register_no] = [
                {
                    "code": one.code,
                    "number": one.number,
                    "date": one.letter_date or "",
                    "state": one.status,
                }
                for one in letters
            ]
    return found
