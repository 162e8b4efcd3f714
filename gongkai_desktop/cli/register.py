"""``register`` and ``event``: the register of requests from a shell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gongkai_desktop.cli.invocation import Invocation, Subcommands, command, group
from gongkai_desktop.cli.output import DONE, complain, read_json
from gongkai_desktop.domain.annual.cells import cell_name
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import event_from_dict
from gongkai_desktop.domain.request_record import request_from_record, unread_keys
from gongkai_desktop.domain.wording import in_print
from gongkai_desktop.services import import_report, listing, request_export, request_import
from gongkai_desktop.services import request as request_service


def add_commands(commands: Subcommands) -> None:
    """Add ``register list|show|add|import|export`` and ``event add``."""
    registers = group(commands, "register", "申请登记簿")
    command(registers, "list", list_requests, "列出全部申请")
    parser = command(registers, "show", show, "一件申请的全部登记内容")
    parser.add_argument("number", metavar="登记号")
    parser = command(registers, "add", add, "登记一件申请")
    parser.add_argument("file", metavar="文件", help="JSON，- 为标准输入")
    parser = command(registers, "export", export, "把登记簿导出为工作簿")
    parser.add_argument("file", metavar="文件.xlsx")
    _add_import(registers)
    events = group(commands, "event", "办理经过")
    parser = command(events, "add", add_event, "给一件申请登记一个事件")
    parser.add_argument("number", metavar="登记号")
    parser.add_argument("file", metavar="文件", help="JSON，- 为标准输入")


def _add_import(registers: Subcommands) -> None:
    parser = command(registers, "import", import_register, "导入原有的登记台账")
    parser.add_argument("file", metavar="文件", help=".xlsx .xls .csv")
    parser.add_argument("--sheet", help="只导入这个工作表")
    parser.add_argument("--header-row", type=int, help="表头所在的行号")
    parser.add_argument("--mapping", metavar="文件", help="表头与字段的对应（JSON）")
    parser.add_argument("--outcomes", metavar="文件", help="原表结果与年报行的对应（JSON）")
    parser.add_argument("--dry-run", action="store_true", help="只核对，不写入")


def list_requests(call: Invocation) -> int:
    """Every request with its clock as of today."""
    with call.workspace() as workspace:
        listed = listing.register_list(workspace)
    call.out.document(listed)
    call.out.lines(
        f"{row['register_no']}  {row['received_date']}  {row['applicant']}  "
        f"{row['status']}  {row['due_date'] or '—'}  {row['request_text'][:24]}"
        for row in listed
    )
    call.out.line(f"共{len(listed)}件")
    return DONE


def show(call: Invocation) -> int:
    """One request in full."""
    with call.workspace() as workspace:
        record = listing.register_show(workspace, call.args.number)
    call.out.document(record)
    call.out.lines(_record_lines(record))
    return DONE


def _record_lines(record: dict[str, Any]) -> list[str]:
    lines = [f"{record['register_no']}  {record['applicant']}（{record['stage']}）"]
    lines.append(f"  申请内容：{record['request_text']}")
    lines.append(f"  期限：{record['due_date'] or '—'}  {record['status']}")
    lines += [f"  {event['date']}  {event['label']}" for event in record["timeline"]]
    lines += [f"  注意：{in_print(warning)}" for warning in record["warnings"]]
    lines += [
        f"  {one['year']}年年报{cell_name(one['cell'])}：{one['why']}" for one in record["annual"]
    ]
    return lines


def add(call: Invocation) -> int:
    """Register one request."""
    raw = read_json(call.args.file)
    request = request_from_record(raw, call.args.file)
    with call.workspace(create=True) as workspace:
        recorded = request_service.register(workspace, request)
        record = listing.register_show(workspace, recorded.request.register_no)
        doubts = request_service.doubts_about(recorded.request, workspace)
    call.out.document(record)
    call.out.lines([f"已登记：{record['register_no']}", *_record_lines(record)[1:]])
    call.out.lines(f"  请核对：{doubt}" for doubt in doubts if doubt not in record["warnings"])
    for key in unread_keys(raw):
        complain(f"{call.args.file}里的“{key}”不认识，没有采用")
    return DONE


def add_event(call: Invocation) -> int:
    """Record one event of a request and show what it did to the clock."""
    event = event_from_dict(read_json(call.args.file), call.args.file)
    with call.workspace(create=True) as workspace:
        request_service.record_event(workspace, call.args.number, event)
        record = listing.register_show(workspace, call.args.number)
    call.out.document(record)
    call.out.lines(_record_lines(record))
    return DONE


def export(call: Invocation) -> int:
    """Write the register as a workbook that imports back to the same requests."""
    with call.workspace() as workspace:
        count = request_export.export_register(workspace, Path(call.args.file))
    call.out.document({"file": call.args.file, "requests": count})
    call.out.line(f"已导出{count}件到 {call.args.file}")
    return DONE


def import_register(call: Invocation) -> int:
    """Bring in an old register; good rows go in, bad ones are listed with their reasons."""
    options = request_import.ImportOptions(
        sheet=call.given("sheet"),
        header_row=call.given("header_row"),
        mapping=_table(call.given("mapping")),
        outcomes=_table(call.given("outcomes")),
        dry_run=bool(call.given("dry_run", False)),
    )
    path = Path(call.args.file)
    with call.import_workspace(trial=options.dry_run) as workspace:
        report = request_import.import_register(workspace, path, options)
    call.out.document(import_report.report_document(report))
    call.out.lines(import_report.report_lines(report))
    return DONE


def _table(path: str | None) -> dict[str, str]:
    if path is None:
        return {}
    table = read_json(path)
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise UserError(f"{path} 应为“原文: 对应”的对象", "请写成 {“原表写法”: “对应的键”}")
    return dict(table)
