"""Whether the data file is whole, and which rows were changed outside the program (检查)."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator

import attrs
from sqlalchemy import Connection, RowMapping, select

from gongkai_desktop.domain.audit import body_hash, canonical, chain_breaks, row_hash
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.store import dialect, schema
from gongkai_desktop.store.audit import AuditLog, audit_key
from gongkai_desktop.store.recorder import image_of
from gongkai_desktop.store.request_view import view_hash

ROW_TITLES = {
    "request": "申请",
    "applicant": "申请人",
    "item": "申请事项",
    "event": "事件",
    "setting": "设置",
    "counter": "编号",
    "person": "人员",
    "letter": "文书",
    "attachment": "附件",
    "calendar": "放假安排",
    "entry": "本机关条目",
    "dispute": "复议诉讼",
    "exchange": "报送记录",
    "review": "发布预审",
    "figure": "填报数",
    "annual_report": "年度报告",
    "ledger_row": "台账",
}
"""What a person calls a row of each recorded table."""

_ROWS_AT_ONCE = 500
_Expected = dict[tuple[str, str], bytes]


@attrs.frozen(kw_only=True)
class Damage:
    """One finding: ``what`` in a word, ``detail`` the sentence that names the place."""

    what: str
    detail: str


def find_damage(connection: Connection, report: Report = silent) -> list[Damage]:
    """All that is wrong with an office; the deeper checks wait until the pages are sound."""
    reading = lambda: report(0, 0, "正在检查数据文件")  # noqa: E731
    with dialect.beating(connection, reading):
        pages = [*_pages(connection)]
    if pages:
        return pages
    log = AuditLog(connection)
    expected: _Expected = {}
    findings = [*_chain(log, audit_key(connection)), *_bodies(log, expected, report)]
    findings += _rows(connection, expected, report)
    return [*findings, *_views(connection), *attachment_damage(connection, report)]


def _pages(connection: Connection) -> Iterator[Damage]:
    for (line,) in dialect.pragma(connection, "integrity_check"):
        if line != "ok":
            yield Damage(what="文件损坏", detail=f"数据文件内部结构损坏：{line}")
    for table, row, parent, _ in dialect.pragma(connection, "foreign_key_check"):
        detail = (
            f"{ROW_TITLES.get(table, table)}第{row}行引用的{ROW_TITLES.get(parent, parent)}不存在"
        )
        yield Damage(what="引用缺失", detail=detail)


def _chain(log: AuditLog, key: bytes | None) -> Iterator[Damage]:
    for broken in chain_breaks(log.chain(), key):
        yield Damage(what="审计链", detail=broken)


def _bodies(log: AuditLog, expected: _Expected, report: Report) -> Iterator[Damage]:
    """Check the images of each entry and learn from them what every row should be now."""
    for entry in log.chain():
        report(0, 0, f"正在检查操作记录第{entry.seq}条")
        try:
            hashes = [hashlib.sha256(part).hexdigest() for part in log.parts(entry.seq)]
            sound = body_hash(hashes) == entry.body_hash
        except zlib.error:
            sound = False
        if not sound:
            detail = f"审计第{entry.seq}条（{entry.use_case}）所记的内容缺失或者被改动"
            yield Damage(what="审计内容", detail=detail)
            continue
        for at, change in enumerate(log.changes(entry.seq)):
            if at % _ROWS_AT_ONCE == 0:
                report(0, 0, f"正在检查操作记录第{entry.seq}条")
            image = row_hash(canonical(change.after))
            expected[change.table, change.id] = bytes.fromhex(image)


def _rows(connection: Connection, expected: _Expected, report: Report) -> Iterator[Damage]:
    """Compare every recorded row with its own hash and with its last image in the audit."""
    for table in schema.RECORDED:
        label = ROW_TITLES[table.name]
        for at, row in enumerate(connection.execute(select(table)).mappings()):
            if at % _ROWS_AT_ONCE == 0:
                report(0, 0, f"正在检查{label}")
            now = row_hash(image_of(row))
            known = expected.pop((table.name, row["id"]), None)
            if known is None:
                yield Damage(what="程序外增加", detail=f"{label}{_name(row)}不是由程序写入的")
            elif now != row["row_hash"] or bytes.fromhex(now) != known:
                yield Damage(what="程序外改动", detail=f"{label}{_name(row)}在程序外被改动")
    for name, identity in expected:
        detail = f"{ROW_TITLES.get(name, name)}{identity}在程序外被删除"
        yield Damage(what="程序外删除", detail=detail)


def _name(row: RowMapping) -> str:
    """How a person would name a row: its number, name or key, else its identity."""
    for field in ("register_no", "number", "name", "key", "no"):
        value = row.get(field)
        if isinstance(value, str) and value:
            return f"“{value}”"
    return str(row["id"])


def _views(connection: Connection) -> Iterator[Damage]:
    for row in connection.execute(select(schema.current_view)).mappings():
        if view_hash(row) != row["row_hash"]:
            detail = f"申请“{row['register_no']}”在登记列表中的显示内容在程序外被改动"
            yield Damage(what="程序外改动", detail=detail)


def attachment_damage(connection: Connection, report: Report = silent) -> Iterator[Damage]:
    """Attachments whose content is missing or no longer has its hash."""
    file, chunk = schema.attachment.c, schema.attachment_chunk.c
    found = connection.execute(select(file.sha256, file.name).order_by(file.id))
    names = dict(found.all())
    for at, (sha256, name) in enumerate(names.items()):
        digest = hashlib.sha256()
        pieces = select(chunk.data).where(chunk.sha256 == sha256).order_by(chunk.part)
        for piece in connection.execute(pieces).scalars():
            report(at, len(names), f"正在核对附件 {name}")
            digest.update(piece)
        if digest.hexdigest() != sha256:
            yield Damage(what="附件", detail=f"附件“{name}”的内容缺失或者被改动")
