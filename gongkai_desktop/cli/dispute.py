"""``dispute``: reviews and suits over a request from a shell (复议诉讼)."""

from __future__ import annotations

from typing import Any

from gongkai_desktop.cli.invocation import Invocation, Subcommands, command, group
from gongkai_desktop.cli.output import DONE, complain, read_json
from gongkai_desktop.domain.dispute_record import (
    ALSO,
    also_of,
    dispute_from_record,
    dispute_to_record,
    unread_keys,
)
from gongkai_desktop.services import dispute as service
from gongkai_desktop.services import dispute_listing
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.dispute_listing import DisputeLine
from gongkai_desktop.services.workspace import Workspace


def add_commands(commands: Subcommands) -> None:
    """Add ``dispute add|list|show``."""
    disputes = group(commands, "dispute", "复议诉讼")
    parser = command(disputes, "add", add, "给一件申请登记行政复议或者诉讼")
    parser.add_argument("number", metavar="登记号")
    parser.add_argument("file", metavar="文件", help="JSON，- 为标准输入")
    parser = command(disputes, "list", list_disputes, "列出复议诉讼，最急的在前")
    parser.add_argument("--year", type=int, help="只列这一年表三要计入的")
    parser = command(disputes, "show", show, "一件申请的全部复议诉讼")
    parser.add_argument("number", metavar="登记号")


def add(call: Invocation) -> int:
    """Record a review or suit; doubts are told, never in the way."""
    raw = read_json(call.args.file)
    with call.workspace(create=True) as workspace:
        new = dispute_from_record(raw, workspace.knowledge.disputes, call.args.file)
        also = also_of(raw, call.args.file)
        saved = service.record(workspace, call.args.number, new, also)
        record = _record(workspace, saved.line)
    call.out.document({**record, "doubts": list(saved.doubts)})
    call.out.lines([f"已登记：{_words(record)}", *(f"  请核对：{one}" for one in saved.doubts)])
    for key in unread_keys(raw):
        complain(f"{call.args.file}里的“{key}”不认识，没有采用")
    return DONE


def list_disputes(call: Invocation) -> int:
    """Every dispute, or those that 表三 of a year counts."""
    with call.workspace() as workspace:
        found = dispute_listing.listing(workspace, year=call.given("year"))
        listed = [_record(workspace, one) for one in found]
    call.out.document(listed)
    call.out.lines(_words(one) for one in listed)
    call.out.line(f"共{len(listed)}件")
    return DONE


def show(call: Invocation) -> int:
    """The disputes over one request in the order they came in, struck ones too."""
    with call.workspace() as workspace:
        request = request_service.request_numbered(workspace, call.args.number)
        found = dispute_listing.of_request(workspace, request.id)
        listed = [_record(workspace, one) for one in found]
    call.out.document(listed)
    call.out.lines(_words(one) for one in listed)
    if not listed:
        call.out.line("没有复议诉讼")
    return DONE


def _record(workspace: Workspace, line: DisputeLine) -> dict[str, Any]:
    due = line.limit.due if line.limit else None
    return {
        "register_no": line.row.register_no,
        "applicant": line.row.applicant,
        "applicants": line.applicants,
        **dispute_to_record(line.dispute, workspace.knowledge.disputes),
        ALSO: list(line.joined),
        "own_limit": due.isoformat() if due else None,
        "own_limit_title": line.limit.text.title if line.limit else None,
        "status": line.urgency.words,
        "reanswer_state": line.reanswer or None,
    }


def _words(record: dict[str, Any]) -> str:
    limit = f"  {record['own_limit_title']}期限{record['own_limit']}" if record["own_limit"] else ""
    again = f"  {record['reanswer_state']}" if record["reanswer_state"] else ""
    numbers = "、".join((record["register_no"], *record[ALSO]))
    return (
        f"{numbers}  {record['kind_label']}  {record['received']}收到副本  "
        f"{record['result_label']}  {record['status']}{limit}{again}"
    )
