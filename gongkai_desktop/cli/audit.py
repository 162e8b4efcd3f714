"""``gongkai audit``: who did what when, from a shell; personal data is never shown in full."""

from __future__ import annotations

from pathlib import Path

import attrs

from gongkai_desktop.cli.invocation import Invocation, Subcommands, command, group
from gongkai_desktop.cli.output import DONE
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import read_date
from gongkai_desktop.services import audit as audit_service
from gongkai_desktop.store import AuditQuery

_LATEST = 50


def add_commands(commands: Subcommands) -> None:
    """Add ``audit list show export``."""
    audits = group(commands, "audit", "操作记录（审计）")
    listing = command(audits, "list", list_entries, "最近的操作记录")
    listing.add_argument("--limit", type=int, default=_LATEST, metavar="条数")
    shown = command(audits, "show", show, "一条记录改动的内容，证件号码和联系方式不完整显示")
    shown.add_argument("number", type=int, metavar="序号")
    export = command(audits, "export", export_entries, "导出为工作簿，导出本身也留记录")
    export.add_argument("file", metavar="文件.xlsx")
    for parser in (listing, export):
        parser.add_argument("--words", default="", metavar="词", help="经办人、操作里的词")
        parser.add_argument("--from", dest="first", metavar="YYYY-MM-DD", help="起始日期")
        parser.add_argument("--to", dest="last", metavar="YYYY-MM-DD", help="截止日期")


def _query(call: Invocation) -> AuditQuery:
    first, last = call.args.first, call.args.last
    return AuditQuery(
        words=call.args.words,
        first=read_date(first, "--from") if first else None,
        last=read_date(last, "--to") if last else None,
    )


def list_entries(call: Invocation) -> int:
    """The latest entries that answer."""
    with call.workspace() as workspace:
        numbers = audit_service.numbers(workspace, _query(call))[: max(0, call.args.limit)]
        found = audit_service.entries(workspace, numbers)
    fields = ("seq", "at", "operator", "use_case", "rows", "hash")
    call.out.document([{name: getattr(one, name) for name in fields} for one in found])
    for one in found:
        moment = one.at.replace("T", " ")
        call.out.line(f"{one.seq}  {moment}  {one.operator}  {one.use_case}  {one.rows}行")
    if not found:
        call.out.line("没有符合条件的记录")
    return DONE


def show(call: Invocation) -> int:
    """What one entry changed, field by field."""
    with call.workspace() as workspace:
        if not audit_service.entries(workspace, [call.args.number]):
            raise UserError(f"没有第{call.args.number}条操作记录", "用 audit list 查看序号")
        changes = audit_service.changes_of(workspace, call.args.number)
    call.out.document([attrs.asdict(one) for one in changes])
    for one in changes:
        before = f"{one.before} → " if one.before else ""
        call.out.line(f"{one.place}  {one.field}：{before}{one.after}")
    return DONE


def export_entries(call: Invocation) -> int:
    """Write the entries that answer as a workbook."""
    path = Path(call.args.file)
    with call.workspace() as workspace:
        count = audit_service.export(workspace, path, _query(call))
    call.out.document({"file": str(path), "entries": count})
    call.out.line(f"已导出{count}条到 {path}")
    return DONE
