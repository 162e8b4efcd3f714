"""``review``: drafts and their attachments scanned before publication."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from gongkai_desktop.cli.invocation import Invocation, Subcommands, command
from gongkai_desktop.cli.output import DONE, FINDINGS, REFUSED, complain, read_text
from gongkai_desktop.documents.source import pasted, read_source
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import read_date
from gongkai_desktop.domain.review.engine import Scanner
from gongkai_desktop.domain.review.source import Source
from gongkai_desktop.services import review as review_service
from gongkai_desktop.services.home import exists
from gongkai_desktop.services.review import Publication, Scanned

_STDIN = "-"


def add_commands(commands: Subcommands) -> None:
    """Add ``review`` to the program's commands."""
    parser = command(commands, "review", review, "发布预审：按五关扫描拟公开的稿件和附件")
    parser.add_argument("files", metavar="文件", nargs="*", help="要扫描的文件，可以多个")
    parser.add_argument("--stdin", action="store_true", help="从标准输入读 UTF-8 文字")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="发布日期，默认今天")
    parser.add_argument("--attribute", metavar="公开属性", default="", help="如 主动公开")
    parser.add_argument("--kind", metavar="类别", default="", help="如 通知、公示、公开征求意见")


def review(call: Invocation) -> int:
    """Scan every file; exit 1 when something 严重 or 高 stands, 2 when a file was unreadable."""
    publication = _publication(call)
    paths = _paths(call.args)
    scanner = _scanner(call)
    scanned: list[Scanned] = []
    refused = False
    for path in paths:
        try:
            source = _read(path)
        except UserError as error:
            complain(error)
            refused = True
            continue
        scanned.append(review_service.scan(source, publication, scanner))
    call.out.document({"files": [review_service.scanned_document(one) for one in scanned]})
    for one in scanned:
        call.out.lines(_lines(one))
    if refused:
        return REFUSED
    return FINDINGS if review_service.hold(scanned) else DONE


def _scanner(call: Invocation) -> Scanner:
    """The rules of the office where there is one, the shipped ones elsewhere."""
    if not exists(call.location):
        return review_service.shipped_scanner()
    with call.workspace() as workspace:
        return review_service.office_scanner(workspace)


def _read(path: str) -> Source:
    return pasted(read_text(path), path) if path == _STDIN else read_source(Path(path), path)


def _publication(call: Invocation) -> Publication:
    named = call.given("date")
    day = read_date(named, "--date") if named else call.today or date.today()
    return Publication(day=day, attribute=call.args.attribute, kind=call.args.kind)


def _paths(args: argparse.Namespace) -> list[str]:
    paths = [*args.files, *([_STDIN] if args.stdin else [])]
    if not paths:
        raise UserError("没有给出要扫描的文件", "请写出文件名，或者用 --stdin 从标准输入读")
    return paths


def _lines(scanned: Scanned) -> Iterator[str]:
    source = scanned.source
    yield f"{source.path}：{len(source.text)}字，{len(scanned.findings)}处"
    for one in scanned.findings:
        words = source.text[one.start : one.end].replace("\n", " ")
        advice = f"；建议：{one.suggestion}" if one.suggestion else ""
        place = review_service.place_of(source, one.start)
        yield f"  {one.severity} {one.gate} {one.rule} {place} “{words}” {one.message}{advice}"
    for part in source.unscanned:
        yield f"  没有扫描：{part.where}，{part.why}"
