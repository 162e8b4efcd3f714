"""The evidence bundle (证据材料): cover, numbered index, every paper in the order of the trade."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desktop.domain.dispute import DisputeKind
from gongkai_desktop.domain.paper import PaperBook, missing
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.domain.typeset.page import Layout
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services import dispute_listing, slip
from gongkai_desktop.services.binding import BoundFile, BoundPaper, bind_papers
from gongkai_desktop.services.dispute_listing import DisputeLine
from gongkai_desktop.services.papers import FilePaper, PaperFile, file_of
from gongkai_desktop.services.press import press_for
from gongkai_desktop.services.request import find
from gongkai_desktop.services.workspace import Workspace

_NUMERALS = "一二三四五六七八九十"
_COLUMNS = (
    TableColumn(heading="序号", width_mm=14, align=Align.CENTRE),
    TableColumn(heading="证据名称", width_mm=62),
    TableColumn(heading="证明内容", width_mm=70),
    TableColumn(heading="页码", width_mm=20, align=Align.CENTRE),
)


def bundle(
    workspace: Workspace, register_no: str, folder: Path, report: Report | None = None
) -> tuple[BoundFile, PaperFile]:
    """Bind the evidence of one request in ``folder``; the originals go beside the PDF.

    Raises UserError for an unknown request and a folder that cannot be written.
    """
    workspace.demand("生成证据材料")
    with workspace.office.read() as reader:
        request = find(reader, register_no)
        over = [one for one in reader.disputes.of_request(request.id) if not one.void_reason]
        cases = _cases(dispute_listing.lines_of(reader, over, workspace), register_no)
    file = file_of(workspace, request)
    book = workspace.knowledge.papers

    def front(placed: Sequence[BoundPaper], last: int) -> list[Layout]:
        facts = {
            "cases": cases,
            "paper_count": len(placed),
            "page_count": last,
            "made_date": workspace.today,
        }
        cover = slip.pages_for_request(workspace, request, "evidence_cover", facts)
        return [cover, press_for(workspace).table_pages(_index(file, placed, book))]

    papers = sorted(file.papers, key=lambda one: _place(one, book))
    bound = bind_papers(
        workspace, papers, folder, f"证据材料_{register_no}.pdf", front, report=report
    )
    with workspace.change("生成证据材料") as change:
        change.note(register_no=register_no, file=bound.pdf.name, pages=bound.pages)
    return bound, file


def bundle_document(bound: BoundFile, file: PaperFile) -> dict[str, Any]:
    """What ``bundle`` and ``archive`` print as JSON."""
    return {
        "pdf": str(bound.pdf),
        "pages": bound.pages,
        "originals": str(bound.originals) if bound.originals else None,
        "papers": [
            {
                "title": one.paper.title,
                "kind": one.paper.kind.title,
                "group": one.paper.kind.group,
                "first": one.first or None,
                "last": one.last or None,
                "apart": one.apart or None,
            }
            for one in bound.papers
        ],
        "missing": list(missing(file.needs)),
    }


def bundle_lines(bound: BoundFile, file: PaperFile) -> list[str]:
    """The same for people: what was made, what stays beside, what is missing."""
    lines = [f"已生成 {bound.pdf}，{len(bound.papers)}份材料，{bound.pages}页"]
    lines += [f"  另附：{one.paper.title}（{one.apart}）" for one in bound.apart]
    lines += [f"  缺：{words}" for words in missing(file.needs)]
    return lines


def _place(paper: FilePaper, book: PaperBook) -> tuple[int, int, date]:
    return book.group_place(paper.kind.group), paper.kind.order, paper.day or date.max


def _cases(disputes: Sequence[DisputeLine], register_no: str) -> str:
    """The reviews and suits the evidence may go to, a line each; a joint one says with which."""
    return "\n".join(_case(line, register_no) for line in disputes)


def _case(line: DisputeLine, register_no: str) -> str:
    told, kind = line.dispute.proceeding, DisputeKind(line.dispute.kind)
    others = "、".join(row.register_no for row in line.rows if row.register_no != register_no)
    words = f"{kind.label}：{told.organ}　{told.case_no}".strip("　")
    return f"{words}（同案还涉及{others}）" if others else words


def _index(file: PaperFile, placed: Sequence[BoundPaper], book: PaperBook) -> TableSheet:
    rows: list[tuple[str, ...]] = []
    groups: list[str] = []
    for number, one in enumerate(placed, 1):
        group = one.paper.kind.group
        if group not in groups:
            groups.append(group)
            rows.append(("", f"{_NUMERALS[len(groups) - 1]}、{book.groups[group]}", "", ""))
        rows.append(_index_row(number, one))
    return TableSheet(
        title="证据目录",
        facts=(("提交人", file.unit.name), ("登记编号", file.request.register_no)),
        columns=_COLUMNS,
        rows=tuple(rows),
    )


def _index_row(number: int, one: BoundPaper) -> tuple[str, ...]:
    paper = one.paper
    name = " ".join(filter(None, (paper.title, paper.number)))
    if paper.day:
        name += f"（{date_words(paper.day)}）"
    proves = paper.kind.proves + (f"（{one.apart}）" if one.apart else "")
    return (str(number), name, proves, one.pages)
