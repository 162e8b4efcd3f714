"""Closing a file (归档): 卷内目录 made from its papers, what is missing named, all bound in one.

A file with papers missing is closed with a recorded reason, never refused for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.paper import missing
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.domain.request import Request
from gongkai_desktop.domain.typeset.page import Layout
from gongkai_desktop.services import slip
from gongkai_desktop.services.binding import BoundFile, BoundPaper, bind_papers
from gongkai_desktop.services.papers import (
    PaperFile,
    facts_key,
    file_of,
    kept_facts,
)
from gongkai_desktop.services.request import find, refuse_future, save
from gongkai_desktop.services.workspace import Workspace


@attrs.frozen(kw_only=True)
class Closing:
    """How a file was closed: 档号, 保管期限, what was missing, why it was closed all the same."""

    file_no: str = ""
    retention: str = ""
    missing: tuple[str, ...] = ()
    reason: str = ""


def closing_of(workspace: Workspace, request: Request) -> Closing:
    """How a file was closed, empty where it was not or an older program closed it."""
    with workspace.office.read() as reader:
        kept = kept_facts(reader, request).get("closing", {})
    return Closing(**{**kept, "missing": tuple(kept.get("missing", ()))})


def close(workspace: Workspace, register_no: str, day: date, closing: Closing) -> Request:
    """Close a file on a day; with papers missing a reason is needed, and is kept with their names.

    Raises UserError for a day to come, a request already struck, and a missing reason.
    """
    refuse_future(day, workspace.today, "归档日")
    with workspace.office.read() as reader:
        request = find(reader, register_no)
    lacking = missing(file_of(workspace, request).needs)
    if lacking and not closing.reason.strip():
        raise UserError(
            f"卷内还缺{len(lacking)}种材料：{'、'.join(lacking)}",
            "请补齐，或者写明缺少的原因后归档",
        )
    done = attrs.evolve(closing, missing=lacking, reason=closing.reason.strip())
    with workspace.change("归档") as change:
        request = find(change, register_no)
        if request.void_reason:
            raise UserError(f"“{register_no}”已作废，不能归档", "请核对登记号")
        facts = {**kept_facts(change, request), "closing": attrs.asdict(done)}
        change.settings.put(facts_key(request), facts)
        return save(change, attrs.evolve(request, archived=day), workspace)


def bind_file(
    workspace: Workspace, register_no: str, folder: Path, report: Report | None = None
) -> tuple[BoundFile, PaperFile]:
    """Bind a file in the order of the archive with 卷内目录 and 备考表; originals go beside it."""
    workspace.demand("装订案卷")
    with workspace.office.read() as reader:
        request = find(reader, register_no)
    file, closing = file_of(workspace, request), closing_of(workspace, request)

    def front(placed: Sequence[BoundPaper], last: int) -> list[Layout]:
        facts = {
            "entries": [_entry(one) for one in placed],
            "file_no": closing.file_no,
            "retention": closing.retention,
        }
        return [slip.pages_for_request(workspace, request, "file_contents", facts)]

    def back(placed: Sequence[BoundPaper], last: int) -> list[Layout]:
        facts = _note(file, closing, placed, last, workspace)
        return [slip.pages_for_request(workspace, request, "file_note", facts)]

    papers = sorted(file.papers, key=lambda one: (one.kind.order, one.day or date.max))
    bound = bind_papers(workspace, papers, folder, f"案卷_{register_no}.pdf", front, back, report)
    with workspace.change("装订案卷") as change:
        change.note(register_no=register_no, file=bound.pdf.name, pages=bound.pages)
    return bound, file


def _entry(one: BoundPaper) -> dict[str, Any]:
    paper = one.paper
    return {
        "letter_no": paper.number,
        "author": paper.author,
        "title": paper.title,
        "date": f"{paper.day:%Y%m%d}" if paper.day else "",
        "page": "" if one.apart else str(one.first),
        "note": "另附" if one.apart else "",
    }


def _note(
    file: PaperFile,
    closing: Closing,
    placed: Sequence[BoundPaper],
    last: int,
    workspace: Workspace,
) -> dict[str, Any]:
    lacking = missing(file.needs)
    words = [f"缺：{'；'.join(lacking)}。" if lacking else "材料齐全。"]
    words += [f"另附：{one.paper.title}（{one.apart}）。" for one in placed if one.apart]
    return {
        "paper_count": len(placed),
        "page_count": last,
        "situation": "\n".join(words),
        "reason": closing.reason if lacking else "",
        "bound_by": workspace.operator,
        "bound_date": file.request.archived,
    }
