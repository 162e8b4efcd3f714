"""``annual compile|check|merge``: the yearly tables from a shell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desktop.cli.invocation import Invocation, Subcommands, command, group
from gongkai_desktop.cli.output import DONE, FINDINGS, REFUSED, complain
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import annual as annual_service
from gongkai_desktop.services import annual_text, cover_letter


def add_commands(commands: Subcommands) -> None:
    """Add ``annual compile|check|merge``."""
    annuals = group(commands, "annual", "年度报告的表格")
    parser = command(annuals, "compile", compile_year, "由登记簿编出一年的三张表")
    parser.add_argument("year", type=int, metavar="年份")
    parser.add_argument("--xlsx", metavar="文件", help="同时写成工作簿")
    for kind, words in (("docx", "Word 文件"), ("pdf", "A4 打印稿"), ("html", "网页")):
        parser.add_argument(f"--{kind}", metavar="文件", help=f"同时写成{words}")
    parser.add_argument("--letter", metavar="文件", help="同时写出报送函（.pdf 或者 .docx）")
    parser.add_argument("--letter-no", metavar="文号", help="报送函的文号，不写留空")
    parser.add_argument("--letter-to", metavar="机关", help="报送函的主送机关，不写由单位信息推出")
    parser.add_argument("--letter-date", metavar="日期", help="报送函的成文日期，不写为当天")
    parser = command(annuals, "check", check, "核对年报的勾稽关系")
    parser.add_argument("files", nargs="+", metavar="文件")
    parser.add_argument("--previous", metavar="文件", help="上一年的年报，用来核对结转")
    parser = command(annuals, "merge", merge, "把各单位的年报逐格相加")
    parser.add_argument("files", nargs="+", metavar="文件")


def compile_year(call: Invocation) -> int:
    """Compile one year's tables; a hard violation gives exit 1."""
    with call.workspace() as workspace:
        result = annual_service.compile_year(workspace, call.args.year)
        book = call.given("xlsx")
        if book:
            annual_service.write_workbook(workspace, result, Path(book))
        named = {kind: call.given(kind) for kind in ("docx", "pdf", "html")}
        paths = {kind: Path(name) for kind, name in named.items() if name}
        annual_text.write_documents(workspace, result, paths)
        if call.given("letter"):
            cover = cover_letter.for_report(workspace, result.report, _heading(call))
            cover.write(Path(call.args.letter))
            paths["letter"] = Path(call.args.letter)
        for path in (*([Path(book)] if book else []), *paths.values()):
            workspace.note("导出年度报告", what=f"{call.args.year}年", file=path.name)
    call.out.document(annual_service.as_printed(workspace, result))
    call.out.lines(annual_service.compiled_lines(result))
    return FINDINGS if annual_service.has_hard(result.violations) else DONE


def _heading(call: Invocation) -> cover_letter.Heading:
    """What the letter's head says, where the call names it."""
    written = call.given("letter_date")
    try:
        day = date.fromisoformat(written) if written else None
    except ValueError as error:
        told = f"“{written}”不是日期"
        raise UserError(told, "请写成 2026-01-20 这样的日期") from error
    number, addressee = call.given("letter_no") or "", call.given("letter_to") or ""
    return cover_letter.Heading(number=number, addressee=addressee, day=day)


def check(call: Invocation) -> int:
    """Check one or several reports; an unreadable one is named and the others are answered."""
    previous = call.given("previous")
    if len(call.args.files) == 1:
        answer = annual_service.check_file(call.args.files[0], previous)
        call.out.document(answer)
        call.out.lines(_answer_lines(answer))
        return DONE if answer["ok"] else FINDINGS
    answers, unreadable = annual_service.check_files(call.args.files, previous)
    for error in unreadable:
        complain(error)
    call.out.document({"files": answers})
    for answer in answers:
        call.out.lines([answer["path"], *_answer_lines(answer)])
    if unreadable:
        return REFUSED
    return DONE if all(answer["ok"] for answer in answers) else FINDINGS


def merge(call: Invocation) -> int:
    """Add the reports of several units; a hard violation in the sum gives exit 1."""
    total = annual_service.merge_files(call.args.files)
    call.out.document(total)
    call.out.line(
        f"{total['year'] or ''}年汇总{len(total['units'])}个单位：{'、'.join(total['units'])}"
    )
    call.out.lines(_answer_lines(total))
    return FINDINGS if any(one["level"] == "hard" for one in total["violations"]) else DONE


def _answer_lines(answer: dict[str, Any]) -> list[str]:
    if not answer["violations"]:
        return ["  勾稽关系全部成立"]
    return [
        f"  {'错误' if item['level'] == 'hard' else '提示'} {item['rule']} {item['message']}"
        for item in answer["violations"]
    ]
