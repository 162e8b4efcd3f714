"""The review desk (发布预审): an item from its draft through findings, gates and signatures out.

Nothing of a text that bears a real mark of secrecy is ever kept: only rule, time and file hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.source import pasted, read_source
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.domain.review.checklist import GateQuestions
from gongkai_desktop.domain.review.finding import SECRET_MARKS, Finding, Severity
from gongkai_desktop.domain.review.handling import Handling, personal_data_kept
from gongkai_desktop.domain.review.item import (
    SECRECY,
    FileMark,
    Levels,
    ReviewItem,
    SecretMarkError,
    obstacles,
    with_particulars,
    with_text,
)
from gongkai_desktop.domain.review.source import Source
from gongkai_desktop.services.assessment import is_assessed
from gongkai_desktop.services.collision import together
from gongkai_desktop.services.review import Publication, Scanned, office_scanner, place_of, scan
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader
from gongkai_desktop.store.reviews import handling_of_record

OWNER = "review"
LEVELS_SETTING, UNIT_HANDLING_SETTING = "review_levels", "review_handled"
PASTED = "正文.txt"
_PUBLICATIONS = "publications"
CHANGED = "换稿"
"""Why the files of an earlier version are struck."""
_ANY_KIND = "application/octet-stream"


@attrs.frozen(kw_only=True)
class DraftFile:
    """One file put up for review."""

    name: str
    content: bytes


@attrs.frozen(kw_only=True)
class Part:
    """One file of an item as scanned; ``start`` is where its text begins in the whole."""

    name: str
    start: int
    scanned: Scanned


@attrs.frozen(kw_only=True)
class ReviewFile:
    """An item with all that the desk shows: texts, findings, gates, what stands in the way.

    ``text`` is the text of all files one after the other; ``findings`` are offsets into it.
    ``personal``: personal data go out with it; ``assessed``: their effect has been assessed.
    """

    item: ReviewItem
    levels: Levels
    state: str
    gates: tuple[GateQuestions, ...]
    parts: tuple[Part, ...]
    text: str
    findings: tuple[Finding, ...]
    handled: tuple[Handling, ...]
    obstacles: tuple[str, ...]
    personal: bool = False
    assessed: bool = False

    def place(self, finding: Finding) -> str:
        """Where a reader finds a finding: file and place within it."""
        part = next(one for one in reversed(self.parts) if one.start <= finding.start)
        where = place_of(part.scanned.source, finding.start - part.start)
        return where if len(self.parts) == 1 else f"{part.name} {where}"


# ------------------------------------------------------------------ settings


def levels_of(reader: Reader) -> Levels:
    """The unit's levels of review, the factory's where it set none."""
    kept = reader.settings.get(LEVELS_SETTING, {})
    texts = {name: tuple(kept[name]) for name in ("names", "proofs", "posts") if name in kept}
    factory = Levels()
    return Levels(
        **texts,
        small_unit=bool(kept.get("small_unit", factory.small_unit)),
        secrecy=bool(kept.get("secrecy", factory.secrecy)),
    )


def save_levels(workspace: Workspace, levels: Levels) -> None:
    """Keep the levels; raises UserError where none or two of one name are given."""
    if not levels.names or len(set(levels.names)) != len(levels.names) or "" in levels.names:
        raise UserError("审级至少一级，名称要填写，不能重复", "如 初审、复审、终审")
    if SECRECY in levels.names and levels.secrecy:
        raise UserError(
            f"“{SECRECY}”已经单独签名，不能再作一个审级", "请换一个名称，或者取消单独签名"
        )
    with workspace.change("修改审级") as change:
        change.settings.put(LEVELS_SETTING, attrs.asdict(levels))


def unit_handling(reader: Reader) -> tuple[Handling, ...]:
    """What the unit decided once for all its texts (误报·本单位), revoked ones too."""
    return tuple(handling_of_record(one) for one in reader.settings.get(UNIT_HANDLING_SETTING, []))


# ------------------------------------------------------------------ the item


def listed(workspace: Workspace, text: str = "") -> list[tuple[ReviewItem, str]]:
    """Items with their state, the latest first."""
    with workspace.office.read() as reader:
        levels = levels_of(reader)
        return [(item, item.state(levels)) for item in reader.reviews.find(text)]


def begin(workspace: Workspace, item: ReviewItem) -> ReviewItem:
    """Enter an item; raises UserError without a title or a responsible person."""
    _refuse_incomplete(item)
    with workspace.change("登记待发布信息") as change:
        year = workspace.today.year
        no = f"{year}-{change.counters.take(OWNER, year):03d}"
        return change.reviews.save(attrs.evolve(item, no=no, id=""))


def amend(workspace: Workspace, item: ReviewItem, seen: ReviewItem | None = None) -> ReviewItem:
    """Change what an item is called and where it goes; what was decided stays.

    Raises CollisionError where somebody changed the same fields since ``seen`` was read.
    """
    _refuse_incomplete(item)
    with workspace.change("更改待发布信息") as change:
        kept = open_item(change, item.id)
        decided = ("no", "mark", "files", "replies", "handled", "signatures", "published")
        same = {name: getattr(kept, name) for name in decided}
        if seen is not None:
            item = together(f"待发布信息{kept.no}", seen, kept, item, "id", *decided)
        return change.reviews.save(with_particulars(kept, attrs.evolve(item, **same)))


def _refuse_incomplete(item: ReviewItem) -> None:
    if not item.title.strip():
        raise UserError("没有写标题", "请填写拟发布信息的标题")
    if not item.responsible.strip():
        raise UserError("没有写责任人", "谁发布谁负责，请填写责任人")


def void(workspace: Workspace, item_id: str, reason: str) -> ReviewItem:
    """Strike an item (作废) with a reason; its number stays used."""
    if not reason.strip():
        raise UserError("作废须写明理由", "请填写理由后重试")
    with workspace.change("作废待发布信息") as change:
        item = open_item(change, item_id)
        return change.reviews.save(attrs.evolve(item, void_reason=reason.strip()))


def open_item(reader: Reader, item_id: str) -> ReviewItem:
    """An item that can still be changed; raises UserError where it is out or struck."""
    item = _the_item(reader, item_id)
    if item.void_reason or item.published:
        raise UserError(f"{item.no}已经{'作废' if item.void_reason else '发布'}，不能再改", "")
    return item


def _the_item(reader: Reader, item_id: str) -> ReviewItem:
    item = reader.reviews.get(item_id)
    if item is None:
        raise UserError("没有这条待发布信息", "请刷新列表后重试")
    return item


# ------------------------------------------------------------------ text and scan


def files_at(paths: Sequence[Path], report: Report = silent) -> list[DraftFile]:
    """Files of a folder as drafts; raises UserError where one cannot be read."""
    drafts = []
    for at, path in enumerate(paths):
        report(at, len(paths), f"正在读取 {path.name}")
        try:
            drafts.append(DraftFile(name=path.name, content=path.read_bytes()))
        except OSError as error:
            raise UserError(f"读不了文件“{path.name}”", "请关闭占用它的程序后重试") from error
    return drafts


def pasted_draft(text: str) -> DraftFile:
    """Pasted text as a draft."""
    return DraftFile(name=PASTED, content=text.encode("utf-8"))


def put_up(workspace: Workspace, item_id: str, drafts: Sequence[DraftFile]) -> ReviewItem:
    """Put text and attachments up in place of what was there; signatures of other text fall.

    Raises SecretMarkError at a real mark of 密级, 工作秘密 or 明电: nothing is then kept but the
    rule, the time and the file's hash in the audit.
    """
    return put_up_scanned(workspace, item_id, drafts).item


@attrs.frozen(kw_only=True)
class PutUp:
    """What was put up: the item, its files as scanned and their texts one after the other."""

    item: ReviewItem
    parts: tuple[Part, ...]
    text: str


def put_up_scanned(workspace: Workspace, item_id: str, drafts: Sequence[DraftFile]) -> PutUp:
    """``put_up`` with what the scan found, so that nothing is scanned twice."""
    if not drafts:
        raise UserError("没有选择文稿", "请粘贴正文或者选择文件")
    with workspace.office.read() as reader:
        item = open_item(reader, item_id)
    contents = [(draft.name, draft.content) for draft in drafts]
    parts, text = _scan_all(workspace, item, contents, stops=True)
    return PutUp(item=_keep_drafts(workspace, item_id, drafts), parts=parts, text=text)


def _keep_drafts(workspace: Workspace, item_id: str, drafts: Sequence[DraftFile]) -> ReviewItem:
    with workspace.change("放入待审文稿") as change:
        for old in _files(change, item_id):
            change.attachments.void(old.id, CHANGED)
        kept = [
            change.attachments.add(
                OWNER, item_id, one.name, "application/octet-stream", one.content
            )
            for one in drafts
        ]
        files = tuple(FileMark(name=one.name, sha256=one.sha256) for one in kept)
        mark = hashlib.sha256("".join(one.sha256 for one in files).encode()).hexdigest()
        return change.reviews.save(with_text(open_item(change, item_id), mark, files))


def _stop_at_secrets(workspace: Workspace, scanned: Scanned, content: bytes) -> None:
    marks = [
        one
        for one in scanned.findings
        if one.rule in SECRET_MARKS and one.severity == Severity.GRAVE
    ]
    if not marks:
        return
    digest = hashlib.sha256(content).hexdigest()
    with workspace.change("预审发现密级标志，没有保存") as change:
        change.note(rules=sorted({one.rule for one in marks}), sha256=digest)
    places = "、".join(dict.fromkeys(place_of(scanned.source, one.start) for one in marks[:3]))
    raise SecretMarkError(
        f"发现密级、工作秘密或者明电标志（{places}），扫描已经停止，文稿没有保存",
        "请立即停止处理，断开本机与其他设备的连接，不要复制、转发，报告本单位保密机构",
    )


def _files(reader: Reader, item_id: str) -> list[Any]:
    return [one for one in reader.attachments.list(OWNER, item_id) if not one.void_reason]


def source_of(name: str, content: bytes, report: Report = silent) -> Source:
    """The words of one file as it was put up."""
    if name == PASTED:
        return pasted(content.decode("utf-8"))
    return read_source(content, name, report)


def _scanned_alike(old: ReviewItem, new: ReviewItem) -> bool:
    names = ("id", "mark", "planned", "attribute", "kind")
    return all(getattr(old, name) == getattr(new, name) for name in names)


def _contents(reader: Reader, item_id: str) -> list[tuple[str, bytes]]:
    return [(one.name, reader.attachments.read(one.id)) for one in _files(reader, item_id)]


def content_of_part(workspace: Workspace, item_id: str, name: str) -> bytes:
    """One file of an item as it was put up."""
    with workspace.office.read() as reader:
        return next(content for one, content in _contents(reader, item_id) if one == name)


def _scan_all(
    workspace: Workspace,
    item: ReviewItem,
    contents: Sequence[tuple[str, bytes]],
    *,
    stops: bool = False,
) -> tuple[tuple[Part, ...], str]:
    """Every file scanned, and their texts one after the other; ``stops`` at a mark of secrecy."""
    scanner = office_scanner(workspace)
    publication = Publication(
        day=item.planned or workspace.today, attribute=item.attribute, kind=item.kind
    )
    parts: list[Part] = []
    start = 0
    for at, (name, content) in enumerate(contents):
        report = _report_of(workspace, name, at, len(contents))
        source = source_of(name, content, report)
        scanned = scan(source, publication, scanner, report)
        if stops:
            _stop_at_secrets(workspace, scanned, content)
        parts.append(Part(name=name, start=start, scanned=scanned))
        start += len(source.text) + 1
    return tuple(parts), "\n".join(part.scanned.source.text for part in parts)


def _report_of(workspace: Workspace, name: str, at: int, count: int) -> Report:
    """How far one of several files is; of one file alone, how far it is read."""

    def report(done: int, total: int, words: str) -> None:
        if count > 1:
            workspace.report(at, count, f"第{at + 1}个，共{count}个　{name}")
        else:
            workspace.report(done, total, f"{words} {name}")

    report(0, 0, "正在读取")
    return report


def _findings_of(parts: Sequence[Part]) -> tuple[Finding, ...]:
    """What was found in every file, counted from the start of the whole text."""
    return tuple(
        attrs.evolve(one, start=one.start + part.start, end=one.end + part.start)
        for part in parts
        for one in part.scanned.findings
    )


def opened(
    workspace: Workspace, item_id: str, before: ReviewFile | PutUp | None = None
) -> ReviewFile:
    """An item with its texts scanned; decisions already taken are known again.

    ``before`` is the item as last opened, or just put up: what was scanned then is not
    scanned again while text, day, attribute and kind are the same.
    """
    workspace.report(0, 0, "正在打开文稿")
    with workspace.office.read() as reader:
        item = _the_item(reader, item_id)
        levels = levels_of(reader)
        known = unit_handling(reader)
        assessed = is_assessed(reader, item.no)
        scanned_before = before is not None and _scanned_alike(before.item, item)
        contents = [] if scanned_before else _contents(reader, item_id)
    if before is not None and scanned_before:
        parts, text = before.parts, before.text
    else:
        parts, text = _scan_all(workspace, item, contents)
    findings = _findings_of(parts)
    gates = workspace.knowledge.checklist.asked_of(item.kind, item.channel)
    handled = (*known, *item.handled)
    judged = attrs.evolve(item, handled=handled)
    return ReviewFile(
        item=item,
        levels=levels,
        state=item.state(levels),
        gates=gates,
        parts=parts,
        text=text,
        findings=findings,
        handled=handled,
        obstacles=obstacles(judged, levels, gates, findings, text, assessed=assessed),
        personal=bool(personal_data_kept(findings, text, handled)),
        assessed=assessed,
    )
