"""``ledger list|import|export|show``: the ledgers from a shell."""

from __future__ import annotations

from pathlib import Path

from gongkai_desktop.cli.invocation import Invocation, Subcommands, command, group
from gongkai_desktop.cli.output import DONE, read_text
from gongkai_desktop.services import ledger_import, ledger_listing, task_import
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery


def add_commands(commands: Subcommands) -> None:
    """Add ``ledger list|show|import|export``."""
    ledgers = group(commands, "ledger", "台账")
    command(ledgers, "list", list_ledgers, "列出全部台账")
    parser = command(ledgers, "show", show, "一个台账的全部记录")
    parser.add_argument("name", metavar="台账")
    parser = command(ledgers, "import", import_ledger, "导入一个台账的表格")
    parser.add_argument("name", metavar="台账")
    parser.add_argument("file", metavar="文件")
    parser.add_argument("--sheet", help="只导入这个工作表")
    parser.add_argument("--header-row", type=int, help="表头所在的行号")
    parser.add_argument("--dry-run", action="store_true", help="只核对，不写入")
    parser = command(ledgers, "export", export, "把一个台账导出为工作簿")
    parser.add_argument("name", metavar="台账")
    parser.add_argument("file", metavar="文件.xlsx")


def list_ledgers(call: Invocation) -> int:
    """Every ledger with its rows, limits and counters as of today."""
    with call.trial_workspace() as workspace:
        listed = ledger_listing.ledger_list(workspace)
    call.out.document(listed)
    call.out.lines(
        f"{one['name']}  {one['title']}（{one['group']}）  {one['rows']}条"
        + (f"，超期{one['overdue']}条" if one["overdue"] else "")
        + "".join(f"，{c['title']}{c['done']}/{c['needed']}" for c in one["counters"])
        for one in listed
    )
    return DONE


def show(call: Invocation) -> int:
    """The rows of one ledger."""
    with call.trial_workspace() as workspace:
        rows = ledger_listing.ledger_rows(workspace, call.args.name)
    call.out.document(rows)
    call.out.lines(
        f"{row['no']}  {row['title'][:40]}  {row['status']}  {row['due_date'] or '—'}"
        for row in rows
    )
    call.out.line(f"共{len(rows)}条")
    return DONE


def import_ledger(call: Invocation) -> int:
    """Bring a table into a ledger; good rows go in, bad ones are listed with their reasons."""
    options = ledger_import.LedgerImportOptions(
        sheet=call.given("sheet"),
        header_row=call.given("header_row"),
        dry_run=bool(call.given("dry_run", False)),
    )
    with call.import_workspace(trial=options.dry_run) as workspace:
        if call.args.name in (task_import.TASKS, "重点任务分工"):
            return _import_tasks(call, workspace, dry_run=options.dry_run)
        result = ledger_import.import_ledger(
            workspace, call.args.name, Path(call.args.file), options
        )
    call.out.document(ledger_import.import_document(result))
    call.out.lines(ledger_import.import_lines(result))
    return DONE


def _import_tasks(call: Invocation, workspace: Workspace, *, dry_run: bool) -> int:
    """A plan is read whole: tables, paragraphs, pasted text."""
    if call.args.file == "-":
        done = task_import.import_pasted(workspace, read_text("-"), dry_run=dry_run)
    else:
        done = task_import.import_tasks(workspace, Path(call.args.file), dry_run=dry_run)
    call.out.document(task_import.tasks_document(done))
    call.out.lines(task_import.tasks_lines(done))
    call.out.lines(ledger_import.import_lines(done.result))
    return DONE


def export(call: Invocation) -> int:
    """Write a ledger as a workbook that imports back to the same rows."""
    with call.workspace() as workspace:
        query = LedgerQuery(ledger=call.args.name)
        count = ledger_import.export_ledger(workspace, call.args.name, Path(call.args.file), query)
    call.out.document({"file": call.args.file, "rows": count})
    call.out.line(f"已导出{count}条到 {call.args.file}")
    return DONE
