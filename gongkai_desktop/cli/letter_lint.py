"""``letter lint``: a letter's text checked from a shell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desktop.cli.invocation import Invocation, Subcommands, command
from gongkai_desktop.cli.output import DONE, FINDINGS, read_json
from gongkai_desktop.documents.letter_text import read_letter_text
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import read_date
from gongkai_desktop.services import lint as lint_service
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.knowledge import load_knowledge
from gongkai_desktop.services.lint_papers import fields_of


def add_command(letters: Subcommands) -> None:
    """Add ``lint`` to the letter commands."""
    parser = command(letters, "lint", lint, "检查一份文书的条款、理由、救济、期限和格式")
    parser.add_argument("file", metavar="文件", help=".docx、.txt 或 .json")
    parser.add_argument("--code", metavar="文书代号", help="如 C12；.json 里写了可以不给")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="成文日期")
    parser.add_argument("--request", metavar="登记号", help="连同登记簿里的这件申请一起核对")


def lint(call: Invocation) -> int:
    """Check one letter; exit 1 when a finding of severity E stands."""
    path = Path(call.args.file)
    record = _record(path)
    code = call.args.code or record.get("code")
    if not code:
        raise UserError("没有给出文书代号", "请加 --code，如 --code C12")
    named = call.args.date or record.get("date")
    fields = {**_known(call), **_fields(record)}
    day = read_date(str(named), "--date") if named else None
    text = str(record["text"]) if record else read_letter_text(path)
    findings = lint_service.check_words(
        text,
        code,
        day=day,
        today=call.today or date.today(),
        knowledge=load_knowledge(),
        fields=fields,
    )
    listed = lint_service.findings_document(findings)
    call.out.document({"findings": listed})
    call.out.lines(f"{one['severity']} {one['rule']} {one['message']}" for one in listed)
    if not listed:
        call.out.line("没有发现问题")
    return FINDINGS if lint_service.has_errors(findings) else DONE


def _record(path: Path) -> Mapping[str, Any]:
    if path.suffix.lower() != ".json":
        return {}
    record = read_json(str(path))
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise UserError(f"{path} 里没有文书全文", "请写成 {“code”：…，“text”：…}")
    return record


def _fields(record: Mapping[str, Any]) -> Mapping[str, Any]:
    fields = record.get("fields") or {}
    if not isinstance(fields, dict):
        raise UserError("fields 应为一个对象", "请写成 {“字段名”: “值”}")
    return fields


def _known(call: Invocation) -> Mapping[str, Any]:
    """What the register knows of the request the letter answers."""
    number = call.given("request")
    if not number:
        return {}
    with call.workspace() as workspace:
        request = request_service.request_numbered(workspace, number)
        return fields_of(workspace, request)
