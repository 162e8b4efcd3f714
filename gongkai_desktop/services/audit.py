"""The audit read back (审计): who did what when, what stood there before and after, its head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from gongkai_desktop.documents.list_book import ListColumn, write_list
from gongkai_desktop.domain.audit import AuditEntry
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services.audit_names import Names, names_of, within
from gongkai_desktop.services.audit_words import EMPTY, field_title, field_words, pair_of_words
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import ROW_TITLES, AuditQuery, RowChange

_MOST_ROWS = 200
_PRINTED = 15
_NAMES = ("register_no", "number", "key", "name", "no")
_OWN_TITLES = {
    ("person", "name"): "姓名",
    ("attachment", "name"): "文件名",
    ("dispute", "kind"): "种类",
    ("exchange", "kind"): "种类",
    ("review", "kind"): "类别",
}
"""Fields that mean something else in one table than in the others."""
_BOOK = (
    ListColumn("序号", 8),
    ListColumn("时间", 20),
    ListColumn("经办人", 14),
    ListColumn("操作", 24),
    ListColumn("改动行数", 10),
    ListColumn("说明", 50),
    ListColumn("校验值", 68),
)
_SHEET = (
    TableColumn(heading="序号", width_mm=18),
    TableColumn(heading="时间", width_mm=42),
    TableColumn(heading="经办人", width_mm=30),
    TableColumn(heading="操作", width_mm=60),
    TableColumn(heading="行数", width_mm=20),
)


@attrs.frozen(kw_only=True)
class FieldChange:
    """One field an entry changed: of which row, as it stood before and after."""

    place: str
    field: str
    before: str
    after: str


def numbers(workspace: Workspace, query: AuditQuery) -> list[int]:
    """Numbers of the entries that answer a query, latest first."""
    with workspace.office.read() as reader:
        return reader.audit.numbers(query)


def entries(workspace: Workspace, wanted: Sequence[int]) -> list[AuditEntry]:
    """These entries, in the order given."""
    with workspace.office.read() as reader:
        return reader.audit.some(wanted)


def changes_of(workspace: Workspace, seq: int) -> list[FieldChange]:
    """What one entry changed, field by field, personal data masked; its first 200 rows."""
    return list(_changes(workspace, seq))


def _changes(workspace: Workspace, seq: int) -> Iterator[FieldChange]:
    masks = workspace.knowledge.masks
    with workspace.office.read() as reader:
        names = names_of(reader, workspace.knowledge)
        for entry in reader.audit.some([seq]):
            for name, value in entry.notes.items():
                words = field_words(masks, name, value, names)
                yield FieldChange(place="说明", field=field_title(name), before="", after=words)
        for at, change in enumerate(reader.audit.changes(seq)):
            if at == _MOST_ROWS:
                return
            yield from _fields(workspace, change, _names_in(names, workspace, change))


def _names_in(names: Names, workspace: Workspace, change: RowChange) -> Names:
    """Inside a ledger's row the ledger's own columns have the word."""
    if change.table != "ledger_row":
        return names
    key = (change.after or change.before or {}).get("ledger")
    return within(names, next((one for one in workspace.knowledge.ledgers if one.key == key), None))


def _fields(workspace: Workspace, change: RowChange, names: Names) -> Iterator[FieldChange]:
    masks = workspace.knowledge.masks
    before, after = change.before or {}, change.after or {}
    place = _place(change)
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old == new or name == "id" or name.endswith("_id"):
            continue
        was, words = pair_of_words(masks, name, old, new, names)
        if change.before is None:
            was, words = "", field_words(masks, name, new, names)
            if words == EMPTY:
                continue
        title = _OWN_TITLES.get((change.table, name)) or field_title(name)
        yield FieldChange(place=place, field=title, before=was, after=words)


def _place(change: RowChange) -> str:
    """The row as a person would call it: its kind and its number or name."""
    row = change.after or change.before or {}
    named = next((row[one] for one in _NAMES if row.get(one)), "")
    return f"{ROW_TITLES.get(change.table, change.table)} {named}".strip()


def export(workspace: Workspace, path: Path, query: AuditQuery) -> int:
    """Write the entries that answer a query as a workbook; returns how many, and notes it."""
    with workspace.office.read() as reader:
        found = reader.audit.some(reader.audit.numbers(query))
    write_list(path, "审计", _BOOK, _lines(workspace, found), mark=workspace.mark)
    workspace.note("导出审计", file=path.name, entries_written=len(found))
    return len(found)


def _lines(workspace: Workspace, entries: Sequence[AuditEntry]) -> Iterator[tuple[str | int, ...]]:
    for at, entry in enumerate(entries):
        workspace.report(at, len(entries), "正在写入审计")
        yield _line(workspace, entry)


def _line(workspace: Workspace, entry: AuditEntry) -> tuple[str | int, ...]:
    notes = field_words(workspace.knowledge.masks, "", dict(entry.notes))
    said = "" if notes == EMPTY else notes
    moment = entry.at.replace("T", " ")
    return (entry.seq, moment, entry.operator, entry.use_case, entry.rows, said, entry.hash)


def head_pdf(workspace: Workspace, press: Press) -> bytes:
    """The end of the chain on paper (审计末条), to be kept outside the computer: whatever is cut
    off or written anew later no longer fits the number and hash printed here."""
    with workspace.office.read() as reader:
        head, latest = reader.audit.head(), reader.audit.entries(_PRINTED)
    sheet = TableSheet(
        title="审计末条" + ("（演示数据）" if workspace.demo else ""),
        facts=(
            ("单位", the_unit(workspace).name or "（未填写）"),
            ("打印日期", date_words(workspace.today)),
            ("数据文件", workspace.office.location),
            ("末条序号", f"第{head.seq}号"),
            ("末条校验值", head.hash),
        ),
        columns=_SHEET,
        rows=tuple(_printed(one) for one in latest),
        notes=(
            "本页应当存放在计算机之外。以后校验数据时，同一序号的校验值应当与本页一致。",
            "打印人（签名）：＿＿＿＿＿＿　监督人（签名）：＿＿＿＿＿＿　日期：＿＿＿＿＿",
        ),
    )
    return press.pdf(press.table_pages(sheet))


def _printed(entry: AuditEntry) -> tuple[str, ...]:
    moment = entry.at.replace("T", " ")
    return (str(entry.seq), moment, entry.operator, entry.use_case, str(entry.rows))
