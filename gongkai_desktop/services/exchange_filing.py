"""答复备案: a year's replies reported upward, on request with the letters themselves.

Some counties ask for every reply within three days; the package of the year grows with each and
replaces the one before. Without the letters no word of the applicant goes along.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.exchange_package import Package
from gongkai_desktop.documents.list_book import ListColumn, write_list
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.request import RequestRow
from gongkai_desktop.services import letter_record
from gongkai_desktop.services.exchange_answer import Received, answer_of, known, received_now
from gongkai_desktop.services.exchange_content import (
    FILES,
    FILING_PART,
    OWNER,
    REPORT_PART,
    ZERO_REPORTED,
    Content,
    as_json,
)
from gongkai_desktop.services.exchange_files import file_parts, files_in, keep_files
from gongkai_desktop.services.exchange_record import row_of
from gongkai_desktop.services.history import outcome_words
from gongkai_desktop.services.letter_file import very_file
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import AnnualPart, Reader, StoredLetter

_LETTERS = "答复书原文（申请人姓名、联系方式等）"
_COLUMNS: Mapping[str, tuple[str, int]] = {
    "register_no": ("登记号", 14),
    "letter_no": ("答复文号", 26),
    "letter": ("文书", 30),
    "applicant_kind": ("申请人类型", 14),
    "received_date": ("收到日期", 12),
    "due_date": ("答复期限", 12),
    "decided_date": ("答复日期", 12),
    "sent_date": ("送出日期", 12),
    "outcome": ("办理结果", 34),
}


def filing_content(workspace: Workspace, period: str, *, letters: bool) -> Content:
    """The replies of a year, with ``letters`` their sealed files behind the password."""
    with workspace.office.read() as reader:
        rows = reader.requests.annual_cases(int(period), AnnualPart.RESULT)
        replies = []
        for at, row in enumerate(rows):
            workspace.report(at, len(rows), f"正在整理 {row.register_no}")
            replies.append((row, _reply(workspace, reader, row)))
        records = [_record(workspace, row, reply) for row, reply in replies]
        papers = [_paper(reader, reply) for _, reply in replies if reply] if letters else []
    files = file_parts(one for one in papers if one is not None)
    return Content(
        parts={FILING_PART: as_json(records), REPORT_PART: _book(records)},
        secret=files,
        personal=(_LETTERS,) if files else (),
        body={"replies": records, "letters": [name.removeprefix(FILES) for name in files]},
        totals={"答复": len(records)},
        records=len(records),
        zero=not records,
    )


def _reply(workspace: Workspace, reader: Reader, row: RequestRow) -> StoredLetter | None:
    """The letter that decided on a request, the latest where it was answered anew."""
    found = [
        one
        for one in reader.letters.of_request(row.id)
        if not one.void_reason and one.number and letter_record.answers(workspace, one.code)
    ]
    return found[-1] if found else None


def _paper(reader: Reader, reply: StoredLetter) -> tuple[str, bytes] | None:
    """The sealed PDF of a reply, where the program made it."""
    try:
        file = very_file(reader, reply)
    except UserError:
        return None
    return file.name, file.content


def _record(workspace: Workspace, row: RequestRow, reply: StoredLetter | None) -> dict[str, str]:
    view = row.view
    days = (view.received_date, view.due_date, view.decided_date, view.sent_date)
    told = [day.isoformat() if day else "" for day in days]
    values = [
        row.register_no,
        reply.number if reply else "",
        letter_record.title_of(reply) if reply else "",
        row.applicant_kind.label,
        *told,
        outcome_words(row, workspace),
    ]
    return dict(zip(_COLUMNS, values, strict=True))


def _book(records: Sequence[Mapping[str, str]]) -> bytes:
    columns = [ListColumn(title, width) for title, width in _COLUMNS.values()]
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        path = Path(folder) / REPORT_PART
        write_list(path, "答复备案", columns, ([*one.values()] for one in records))
        return path.read_bytes()


def take_filing(workspace: Workspace, path: Path, package: Package, *, dry_run: bool) -> Received:
    """Keep the replies of a unit; what is new and what went out late is said."""
    records = package.record(FILING_PART)
    if not _sound(records) or len(records) != package.manifest.records:
        raise UserError(f"“{path.name}”里的答复与说明不符", "请报送单位重新生成报送包")
    files = files_in(package)
    row = row_of(package, {"replies": records, "letters": [*files]})
    if not records:
        row = attrs.evolve(row, status=ZERO_REPORTED)
    with workspace.office.read() as reader:
        answered = known(reader, path, row)
        before = reader.exchanges.of_unit(row.kind, row.period, row.unit_code)
    if answered is not None:
        return answered
    if not dry_run:
        with workspace.change(f"接收报送：{row.unit}{row.kind}{row.period}") as change:
            kept = change.exchanges.save(received_now(workspace, row))
            keep_files(change, OWNER, kept.id, files)
    filed = before[-1].body.get("replies", []) if before else []
    return answer_of(path, row, row.status, tuple(_notes(records, filed, files)))


def _sound(records: Any) -> bool:
    return isinstance(records, list) and all(
        isinstance(one, Mapping) and all(isinstance(one.get(key), str) for key in _COLUMNS)
        for one in records
    )


def _notes(
    records: Sequence[Mapping[str, str]],
    before: Sequence[Mapping[str, str]],
    files: Mapping[str, bytes],
) -> list[str]:
    filed = {one.get("register_no") for one in before}
    fresh = [one["register_no"] for one in records if one["register_no"] not in filed]
    late = [one for one in records if one["due_date"] and one["decided_date"] > one["due_date"]]
    notes = [
        f"答复{len(records)}件" + (f"，新增{len(fresh)}件：{'、'.join(fresh)}" if before else "")
    ]
    notes += [
        f"{one['register_no']}答复日期{one['decided_date']}晚于期限{one['due_date']}"
        for one in late
    ]
    return notes + ([f"附答复书{len(files)}份"] if files else [])
