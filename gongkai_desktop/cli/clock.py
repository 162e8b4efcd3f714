"""``due`` and ``calendar``: deadlines and the working-day calendar from a shell."""

from __future__ import annotations

from typing import Any

from gongkai_desktop.cli.invocation import Invocation, Subcommands, command, group
from gongkai_desktop.cli.output import DONE, FINDINGS, read_json, read_text
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.wording import in_print
from gongkai_desktop.services import calendar as calendar_service
from gongkai_desktop.services import clock as clock_service


def add_commands(commands: Subcommands) -> None:
    """Add ``due`` and ``calendar import``."""
    due_parser = command(commands, "due", due, "按事件计算一件或者一批申请的期限")
    due_parser.add_argument(
        "file", nargs="?", default="-", metavar="文件", help="JSON，- 为标准输入"
    )
    calendars = group(commands, "calendar", "放假安排")
    notice = command(calendars, "import", import_notice, "读入国务院办公厅放假通知的文字")
    notice.add_argument("file", metavar="文件", help="通知全文，- 为标准输入")
    notice.add_argument("--year", type=int, required=True, help="放假安排所属年份")
    notice.add_argument("--dry-run", action="store_true", help="只核对，不保存")


def due(call: Invocation) -> int:
    """Evaluate one case or a list; an unusable case of a list is answered in its place."""
    raw = read_json(call.args.file)
    evaluate = clock_service.case_evaluator(call.location, call.today, call.password)
    if not isinstance(raw, list):
        answer = evaluate(raw)
        call.out.document(answer)
        call.out.lines(_case_lines(answer))
        return DONE
    answers = [_answer_or_error(evaluate, case) for case in raw]
    call.out.document(answers)
    for number, answer in enumerate(answers, start=1):
        call.out.line(f"【{number}】")
        call.out.lines(_case_lines(answer))
    return FINDINGS if any("error" in answer for answer in answers) else DONE


def _answer_or_error(evaluate: clock_service.CaseEvaluator, case: Any) -> dict[str, Any]:
    try:
        return evaluate(case)
    except UserError as error:
        return {"error": str(error)}


def _case_lines(answer: dict[str, Any]) -> list[str]:
    if "error" in answer:
        return [f"  无法计算：{answer['error']}"]
    lines = [f"  状态：{answer['status']}"] if answer.get("status") else []
    if answer.get("due_date"):
        mark = "（暂定，待核放假安排）" if answer.get("provisional") else ""
        lines.append(f"  期限：{answer['due_date']}{mark}")
    if answer.get("latest_due"):
        lines.append(f"  无人答复时最晚：{answer['latest_due']}")
    lines += [f"  {name}：{day}" for name, day in (answer.get("milestones") or {}).items()]
    lines += [f"  注意：{in_print(warning)}" for warning in answer.get("warnings") or []]
    return lines


def import_notice(call: Invocation) -> int:
    """Read the yearly notice, check it, and list the open deadlines that move."""
    text = read_text(call.args.file)
    opened = call.trial_workspace() if call.args.dry_run else call.workspace(create=True)
    with opened as workspace:
        result = calendar_service.import_notice(
            workspace, text, call.args.year, save=not call.args.dry_run
        )
    call.out.document(calendar_service.notice_document(result))
    call.out.lines(_notice_lines(result, saved=not call.args.dry_run))
    return FINDINGS if result.problems else DONE


def _notice_lines(result: calendar_service.NoticeImport, *, saved: bool) -> list[str]:
    lines = [f"{result.year}年：放假{len(result.off)}天，调休上班{len(result.work)}天"]
    lines += [f"  有疑问：{problem}" for problem in result.problems]
    if result.problems:
        lines.append("有疑问的安排没有保存，请与通知原文核对后重试")
    lines += [f"  {move.register_no}：{move.old} → {move.new}" for move in result.moved]
    lines.append(f"{len(result.moved)}件在办申请的期限变化" + ("" if saved else "（未保存）"))
    return lines
