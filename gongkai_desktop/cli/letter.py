"""``letter list|render|make`` and ``sheet``: documents from a shell."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.cli import letter_lint
from gongkai_desktop.cli.invocation import Invocation, Subcommands, command, group
from gongkai_desktop.cli.output import DONE, FINDINGS, read_json
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.services import clock_sheet, letter_number, letter_record
from gongkai_desktop.services import letter as letter_service
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.knowledge import load_knowledge
from gongkai_desktop.services.press import Press, press_for, the_press


def add_commands(commands: Subcommands) -> None:
    """Add ``letter list|render|make`` and ``sheet``."""
    letters = group(commands, "letter", "文书")
    command(letters, "list", list_forms, "列出全部文书及其字段")
    parser = command(letters, "render", render, "按字段生成一份文书，缺的字段用示例值")
    parser.add_argument("code", metavar="文书代号")
    _add_output_options(parser)
    parser = command(letters, "make", make, "为登记簿里的一件申请生成文书")
    parser.add_argument("number", metavar="登记号")
    parser.add_argument("code", metavar="文书代号")
    _add_output_options(parser)
    letter_lint.add_command(letters)
    parser = command(commands, "sheet", sheet, "打印一件申请的期限演算单")
    parser.add_argument("number", metavar="登记号")
    parser.add_argument("--pdf", required=True, metavar="文件")


def _add_output_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="文件", help="字段值（JSON 对象）")
    parser.add_argument("--profile", choices=[p.value for p in Profile], default="draft")
    parser.add_argument("--pdf", required=True, metavar="文件")
    parser.add_argument("--docx", metavar="文件")


def list_forms(call: Invocation) -> int:
    """Every letter form with its legal basis, remedy class and fields."""
    listed = letter_service.forms_document(load_knowledge(), call.today or date.today())
    call.out.document(listed)
    call.out.lines(f"{form['code']:<4}{form['title']}" for form in listed)
    return DONE


def render(call: Invocation) -> int:
    """Render one form; a finding of severity E gives exit 1, the file is still written."""
    press = the_press()
    knowledge, unit = letter_service.knowledge_and_unit_at(call.location, call.password)
    produced = letter_service.render(
        knowledge,
        press,
        unit,
        call.args.code,
        _data(call),
        profile=Profile(call.args.profile),
        today=call.today or date.today(),
    )
    return _deliver(call, press, produced)


def make(call: Invocation) -> int:
    """Make a letter for a request of the register and keep it in the file."""
    data = _data(call)
    with call.workspace() as workspace:
        workspace.demand("保存文稿")
        press = press_for(workspace)
        request = request_service.request_numbered(workspace, call.args.number)
        profile = Profile(call.args.profile)
        produced = letter_service.make(
            workspace, press, request, call.args.code, data, profile=profile
        )
        number = str(data.get("letter_no") or "")
        doubled = letter_number.taken_by_another(workspace, request, call.args.code, number)
        produced = attrs.evolve(produced, findings=(*produced.findings, *doubled))
        code = _deliver(call, press, produced)
        what = f"{produced.composition.letter.title} {number}".strip()
        workspace.note("打印文书", what=what, file=Path(call.args.pdf).name)
        saved = letter_record.save(workspace, request, call.args.code, data)
        if number and not doubled:
            letter_number.record_given(workspace, saved.letter, number)
        if saved.notice:
            call.out.line(saved.notice)
    return code


def _deliver(call: Invocation, press: Press, produced: letter_service.Produced) -> int:
    docx = call.given("docx")
    letter_service.write(press, produced, Path(call.args.pdf), Path(docx) if docx else None)
    findings = produced.findings_document()
    call.out.document({"pages": produced.pages, "findings": findings})
    call.out.line(f"已生成 {call.args.pdf}，{produced.pages}页")
    call.out.lines(f"  {item['rule']} {item['message']}" for item in findings)
    return FINDINGS if produced.has_errors else DONE


def _data(call: Invocation) -> dict[str, Any]:
    path = call.given("data")
    if path is None:
        return {}
    data = read_json(path)
    if not isinstance(data, dict):
        raise UserError(f"{path} 应为一个对象", "请写成 {“字段名”: “值”}")
    return data


def sheet(call: Invocation) -> int:
    """Print the clock sheet (期限演算单) of one request."""
    with call.workspace() as workspace:
        target = Path(call.args.pdf)
        pages = clock_sheet.write_sheet(workspace, press_for(workspace), call.args.number, target)
        workspace.note("打印期限演算单", what=call.args.number, file=target.name)
    call.out.document({"pages": pages, "pdf": call.args.pdf})
    call.out.line(f"已生成 {call.args.pdf}，{pages}页")
    return DONE
