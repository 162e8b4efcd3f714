"""The papers of one request (卷内材料): what the office made and what was put in, as one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path, PurePath
from typing import Any

import attrs

from gongkai_desktop.domain.ledger.form import Column, ColumnType, LedgerForm
from gongkai_desktop.domain.ledger.values import shown
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.letter.course import Delivery, course_of
from gongkai_desktop.domain.paper import (
    DELIVERY,
    OTHER,
    REVIEW,
    Checked,
    Nature,
    PaperBook,
    PaperFacts,
    PaperKind,
    checked,
    needs_of,
)
from gongkai_desktop.domain.request import Request
from gongkai_desktop.domain.typeset.letter_page import unit_style
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services import assignment, attachment, clock_sheet, evidence, ledger
from gongkai_desktop.services.approval_slip import approval_slip
from gongkai_desktop.services.letter_record import OWNER as LETTER_OWNER
from gongkai_desktop.services.press import Press, press_for
from gongkai_desktop.services.request import find
from gongkai_desktop.services.unit import read_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Attachment, Change, LedgerQuery, LedgerRow, Reader, StoredLetter

_LEDGERS = {
    "mail_in": "envelope",
    "searches": "search",
    "contacts": "contact",
    evidence.SECRECY: "secrecy",
}
_SHOWN_COLUMNS = 8
_PAGE_MM = 170
_FACT_COLUMNS = (
    TableColumn(heading="项目", width_mm=40),
    TableColumn(heading="内容", width_mm=130),
)


@attrs.frozen(kw_only=True)
class FilePaper:
    """One paper: what it is, and either how it is drawn or the kept file.

    ``day`` is the paper's own; that of a kept file is not known, only when it was put in.
    ``author`` is who made it (责任者) in words; ``assigned`` the need the clerk put it to.
    """

    kind: PaperKind
    natures: tuple[Nature, ...]
    title: str
    number: str = ""
    author: str = ""
    day: date | None = None
    pdf: Callable[[], bytes] | None = None
    attachment: Attachment | None = None
    assigned: str = ""


@attrs.frozen(kw_only=True)
class PaperFile:
    """The file of one request: its papers, and everything it must hold with what meets it."""

    request: Request
    unit: Unit
    papers: tuple[FilePaper, ...]
    needs: tuple[Checked, ...]


def file_of(workspace: Workspace, request: Request) -> PaperFile:
    """Everything there is of a request and what is missing."""
    known = workspace.knowledge
    with workspace.office.read() as reader:
        unit = read_unit(reader)
        assigned = kept_facts(reader, request).get("assigned", {})
        letters = reader.letters.of_request(request.id)
        made = [
            *_letters(workspace, reader, letters, unit),
            *_ledger_sheets(workspace, reader, request),
        ]
        kept = [*_kept(reader, request, known.papers, assigned)]
    papers = (*_register_sheets(workspace, request, unit), *made, *kept)
    facts = [
        PaperFacts(name=one.title, natures=one.natures, assigned=one.assigned) for one in papers
    ]
    needs = needs_of(request, known.papers, known.forms, known.law, known.rules)
    return PaperFile(
        request=request,
        unit=unit,
        papers=_signed(papers, request, unit),
        needs=checked(needs, facts),
    )


def facts_key(request: Request) -> str:
    """The setting that keeps what the clerk said of a request's file."""
    return f"file/{request.id}"


def kept_facts(reader: Reader, request: Request) -> dict[str, Any]:
    """What the clerk said of the file: papers assigned to needs, how it was archived."""
    return dict(reader.settings.get(facts_key(request), {}))


def assign(change: Change, request: Request, attachment_id: str, need: str) -> None:
    """Say which need a kept file meets; an empty need leaves it to its name again."""
    facts = kept_facts(change, request)
    assigned = {**facts.get("assigned", {}), attachment_id: need}
    facts["assigned"] = {key: text for key, text in assigned.items() if text}
    change.settings.put(facts_key(request), facts)


def put(workspace: Workspace, register_no: str, path: Path, need: str) -> None:
    """Keep a copy of a file with a request as the paper that was needed."""
    with attachment.opened(path) as stream, workspace.change("存入卷内材料") as change:
        request = find(change, register_no)
        kept = change.attachments.add(
            attachment.OWNER, request.id, path.name, attachment.typed(path), stream
        )
        assign(change, request, kept.id, need)


def _register_sheets(workspace: Workspace, request: Request, unit: Unit) -> Iterator[FilePaper]:
    """The registration and the clock sheet, drawn from the register as it stands."""
    book, received = workspace.knowledge.papers, request.received
    yield _made(
        book.kind("receipt"),
        "政府信息公开申请登记表",
        partial(sheet_pdf, _register_sheet(request, unit), press_for(workspace)),
        day=received.date if received else None,
    )
    number = request.register_no
    yield _made(
        book.kind("clock"),
        "期限演算单",
        lambda: clock_sheet.sheet_pdf(workspace, press_for(workspace), number)[0],
        day=workspace.today,
    )


def _made(kind: PaperKind, title: str, pdf: Callable[[], bytes], **more: Any) -> FilePaper:
    return FilePaper(kind=kind, natures=(Nature(key=kind.key),), title=title, pdf=pdf, **more)


def sheet_pdf(sheet: TableSheet, press: Press) -> bytes:
    """A table sheet as PDF."""
    return press.pdf(press.table_pages(sheet))


def _register_sheet(request: Request, unit: Unit) -> TableSheet:
    applicant, received = request.applicant, request.received
    rows = [
        ("登记编号", request.register_no),
        ("申请人", f"{applicant.name}（{applicant.kind.label}）"),
        ("联系电话", applicant.phone),
        ("通信地址", applicant.address),
        ("代理人", applicant.agent),
        ("收到日期", date_words(received.date) if received else ""),
        ("收到方式", " ".join(filter(None, (request.channel, received.how if received else "")))),
        ("邮件号", request.mail_no),
        ("平台编号", request.platform_no),
        ("签收人", request.signer),
        ("转交日期", date_words(request.forwarded) if request.forwarded else ""),
        ("申请内容", request.request_text),
        ("补正后的申请内容", request.corrected_text),
        ("获取方式", request.delivery_form),
        ("承办科室、承办人", " ".join(filter(None, (request.section, request.handler)))),
    ]
    return TableSheet(
        title="政府信息公开申请登记表",
        facts=(("机关", unit.name),),
        columns=_FACT_COLUMNS,
        rows=tuple(row for row in rows if row[1]),
        footer=f"登记编号 {request.register_no}",
    )


def _letters(
    workspace: Workspace, reader: Reader, letters: Sequence[StoredLetter], unit: Unit
) -> Iterator[FilePaper]:
    """Letters made: every numbered one once, of the others the last of each kind; their course."""
    chosen: dict[tuple[str, str], StoredLetter] = {}
    for one in letters:
        if not one.void_reason and one.composed:
            chosen[one.code, one.number] = one
    numbered = {code for code, number in chosen if number}
    for (code, number), one in chosen.items():
        if number or code not in numbered:
            kept = {each.id: each for each in reader.attachments.list(LETTER_OWNER, one.id)}
            yield _letter_paper(workspace, one, kept.values(), unit)
            yield from _course_papers(workspace, one, kept)


def _letter_paper(
    workspace: Workspace, letter: StoredLetter, kept: Iterable[Attachment], unit: Unit
) -> FilePaper:
    """A letter: the very file that was sealed, else its words drawn; a draft meets no need."""
    known = workspace.knowledge
    kind, form = known.papers.of_letter(letter.code), known.forms.get(letter.code)
    title = form.title
    sealed = next((one for one in kept if one.sha256 == letter.file_fingerprint), None)
    natures = (Nature(key=kind.key if letter.number else OTHER),)
    if not (letter.number or form.is_sheet):
        title = f"{title}（审签稿，未编号）"
    profile = Profile.FINAL if letter.number or form.is_sheet else Profile.DRAFT
    return FilePaper(
        kind=kind,
        natures=natures,
        title=title,
        number=letter.number,
        day=letter.letter_date,
        pdf=None if sealed else partial(_drawn, letter, profile, unit, press_for(workspace)),
        attachment=sealed,
    )


def _drawn(letter: StoredLetter, profile: Profile, unit: Unit, press: Press) -> bytes:
    assert letter.composed is not None
    return press.pdf(press.letter_pages(letter.composed, profile, unit_style(unit)))


def _course_papers(
    workspace: Workspace, letter: StoredLetter, kept: Mapping[str, Attachment]
) -> Iterator[FilePaper]:
    """What shows how a letter went: its approval slip, scans of the signatures, its deliveries."""
    book, course = workspace.knowledge.papers, course_of(letter.steps)
    title = workspace.knowledge.forms.get(letter.code).title
    approval, delivery = book.kind("approval"), book.kind(DELIVERY)
    if course.valid_signatures:
        draw = partial(approval_slip, workspace, letter)
        slip = _made(approval, f"办理审批单（{title}）", draw, number=letter.number)
        # It bears the legal review too; the secrecy review has a record of its own (条例第十七条).
        both = (*slip.natures, Nature(key=REVIEW))
        yield attrs.evolve(slip, natures=both) if letter.letter_date else slip
    for signature in course.valid_signatures:
        if signature.scan in kept:
            yield FilePaper(
                kind=approval,
                natures=(Nature(key=approval.key),),
                title=f"{signature.title}签名扫描件",
                day=signature.date,
                attachment=kept[signature.scan],
            )
    if course.deliveries:  # the office's own record; the proof is what the post office gave
        sheet = _delivery_sheet(letter, title, course.deliveries)
        record = _made(
            delivery, f"送达记录（{title}）", partial(sheet_pdf, sheet, press_for(workspace))
        )
        yield attrs.evolve(record, natures=(Nature(key=OTHER),))


def _delivery_sheet(letter: StoredLetter, title: str, deliveries: Sequence[Delivery]) -> TableSheet:
    headings = ("方式", "寄出", "邮件号", "收件人", "签收", "退回", "状态")
    widths = (18, 26, 34, 34, 26, 22, 18)
    columns = zip(headings, widths, strict=True)
    return TableSheet(
        title="送达记录",
        facts=(("文书", " ".join(filter(None, (title, letter.number)))),),
        columns=tuple(TableColumn(heading=name, width_mm=width) for name, width in columns),
        rows=tuple(
            (
                one.method,
                one.posted.isoformat(),
                one.mail_no,
                f"{one.to} {one.address}".strip(),
                f"{one.signed or ''} {one.signer}".strip(),
                f"{one.returned or ''} {one.return_reason}".strip(),
                one.state,
            )
            for one in deliveries
        ),
    )


def _ledger_sheets(workspace: Workspace, reader: Reader, request: Request) -> Iterator[FilePaper]:
    """What the ledgers say of the request: 收件簿, 检索记录, 沟通记录, one sheet each."""
    for key, kind in _LEDGERS.items():
        form = ledger.ledger_named(workspace, key)
        rows = reader.ledgers.find(_about(key, request))
        if not rows:
            continue
        if key == evidence.SEARCHES:
            sheet_of_searches = partial(assignment.search_record_pdf, workspace, request)
            yield _made(
                workspace.knowledge.papers.kind(kind), "政府信息检索记录单", sheet_of_searches
            )
            continue
        columns = _told_columns(form, rows)
        sheet = TableSheet(
            title=f"{form.title}摘录",
            facts=(("登记编号", request.register_no), ("申请人", request.applicant.name)),
            columns=_fitted(columns),
            rows=tuple(tuple(shown(one, row.body.get(one.key)) for one in columns) for row in rows),
            footer=f"登记编号 {request.register_no}",
        )
        yield _made(
            workspace.knowledge.papers.kind(kind),
            f"{form.title}（{len(rows)}条）",
            partial(sheet_pdf, sheet, press_for(workspace)),
        )


def _told_columns(form: LedgerForm, rows: Sequence[LedgerRow]) -> list[Column]:
    """The columns that say something of these rows, the request's own number left out."""
    told = [one for one in form.columns if any(row.body.get(one.key) for row in rows)]
    kept = [one for one in told if one.type is not ColumnType.REQUEST]
    return [one for one in kept if one.mm or one.key == form.title_column][:_SHOWN_COLUMNS]


def _fitted(columns: Sequence[Column]) -> tuple[TableColumn, ...]:
    """The columns over the whole width of the page."""
    widths = [one.mm or 40 for one in columns]
    scale = _PAGE_MM / sum(widths)
    return tuple(
        TableColumn(heading=one.title, width_mm=round(width * scale, 1))
        for one, width in zip(columns, widths, strict=True)
    )


def _about(key: str, request: Request) -> LedgerQuery:
    return LedgerQuery(ledger=key, equals=(("request", request.register_no),))


def _kept(
    reader: Reader,
    request: Request,
    book: PaperBook,
    assigned: dict[str, str],
) -> Iterator[FilePaper]:
    """Files put in with the request and its ledger rows, the same content once."""
    owners = [(attachment.OWNER, request.id)]
    for key in _LEDGERS:
        owners += [(ledger.OWNER, row.id) for row in reader.ledgers.find(_about(key, request))]
    seen: set[str] = set()
    for kind, owner in owners:
        for one in reader.attachments.list(kind, owner):
            if one.void_reason or one.sha256 in seen:
                continue
            seen.add(one.sha256)
            yield _kept_paper(one, book, assigned.get(one.id, ""))


def _kept_paper(kept: Attachment, book: PaperBook, assigned: str) -> FilePaper:
    title = PurePath(kept.name).stem
    natures = book.read(assigned or title)
    return FilePaper(
        kind=book.kind(natures[0].key),
        natures=natures,
        title=title,
        attachment=kept,
        assigned=assigned,
    )


def _signed(papers: Sequence[FilePaper], request: Request, unit: Unit) -> tuple[FilePaper, ...]:
    """Every paper with who made it in words (责任者)."""
    names = {"office": unit.name, "applicant": request.applicant.name, "other": ""}
    return tuple(
        attrs.evolve(one, author=names["office" if one.pdf else one.kind.author]) for one in papers
    )
