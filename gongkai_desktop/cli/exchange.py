"""``exchange pack|import|list|total|…``: reporting between levels from a shell."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.cli.invocation import Invocation, Subcommands, command, group
from gongkai_desktop.cli.output import DONE, FINDINGS, REFUSED, complain, read_json, read_text
from gongkai_desktop.documents.files import atomic_write, make_folder
from gongkai_desktop.documents.opinion_book import read_opinion_book
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import read_date
from gongkai_desktop.domain.exchange.kind import (
    PackageKind,
    kind_named,
    period_of,
    period_words,
)
from gongkai_desktop.services import annual as annual_service
from gongkai_desktop.services import exchange as exchange_service
from gongkai_desktop.services import (
    exchange_answer,
    exchange_code,
    exchange_county,
    exchange_files,
    exchange_members,
    exchange_receive,
    exchange_return,
    exchange_section,
)
from gongkai_desktop.services.assignment import ASSISTING, HANDED_OUT
from gongkai_desktop.services.attachment import attachments_of
from gongkai_desktop.services.configuration_undo import (
    taken_configuration,
    withdraw_configuration,
)
from gongkai_desktop.services.exchange_content import REPORTED, SENT_BACK, Choice
from gongkai_desktop.services.exchange_lock import Lock
from gongkai_desktop.services.exchange_parts import content_for
from gongkai_desktop.services.request import request_numbered
from gongkai_desktop.services.workspace import Workspace


def add_commands(commands: Subcommands) -> None:
    """Add the commands of reporting between levels."""
    exchanges = group(commands, "exchange", "两级报送")
    _add_pack(exchanges)
    parser = command(
        exchanges, "import", receive, "接收报送包，或者手工填好的年报工作簿、协办反馈表"
    )
    parser.add_argument("files", nargs="+", metavar="文件")
    parser.add_argument("--dry-run", action="store_true", help="只核对，不写入")
    parser.add_argument("--request", metavar="登记号", help="科室交回的反馈：反馈表和附件一并给出")
    parser.add_argument(
        "--confirm-configuration",
        action="store_true",
        help="配置包可能不是给本单位的，核对过仍要采用",
    )
    command(exchanges, "withdraw", withdraw, "撤回最近采用的配置包")
    parser = command(exchanges, "scan", scan, "录入扫码枪扫到的年报报送单二维码")
    parser.add_argument(
        "file", nargs="?", default="-", metavar="文件", help="扫到的数字，- 是标准输入"
    )
    parser = command(exchanges, "list", standing, "各单位的报送情况")
    _about(parser)
    parser = command(exchanges, "total", total, "汇总已报的年报")
    parser.add_argument("year", type=int, metavar="年份")
    parser.add_argument("--cell", metavar="格", help="一格后面的单位，如 table2.r1_new.total")
    parser = command(exchanges, "units", units, "读入单位清单")
    parser.add_argument("file", metavar="文件", help="有单位代码、单位名称两栏的表格")
    parser = command(exchanges, "return", send_back, "退回一个单位的报送，写出退回通知")
    _about(parser, unit=True)
    parser.add_argument("--reason", required=True, metavar="理由", help="哪里不对、怎么改")
    parser.add_argument("--notice", metavar="文件.pdf", help="写出退回通知")
    parser = command(exchanges, "accept", accept, "撤销退回，按已报计")
    _about(parser, unit=True)
    parser = command(exchanges, "close", close, "关闭一个期间的报送")
    _about(parser)
    parser.add_argument("--reopen", action="store_true", help="重新开放")
    parser = command(exchanges, "files", files, "取出随报送包来的附件")
    _about(parser, unit=True)
    parser.add_argument("folder", metavar="文件夹")


def _about(parser: ArgumentParser, *, unit: bool = False) -> None:
    parser.add_argument("kind", metavar="类型")
    parser.add_argument("period", metavar="期间")
    if unit:
        parser.add_argument("unit", metavar="单位代码", help="协办的写协办编号")


def _add_pack(exchanges: Subcommands) -> None:
    parser = command(exchanges, "pack", pack, "生成报送包")
    kinds = "、".join(kind.value for kind in PackageKind)
    parser.add_argument("kind", metavar="类型", help=kinds)
    parser.add_argument(
        "period", metavar="期间", help="年份，如 2026；季报如 2026Q3；协办和协办反馈写登记号"
    )
    parser.add_argument("file", metavar="文件.zwgk", help="文件；给出文件夹时按规定命名")
    parser.add_argument("--slip", metavar="文件.pdf", help="同时写出报送单")
    parser.add_argument("--letter", metavar="文件", help="同时写出报送函（.pdf 或者 .docx）")
    for name, words in (("filler", "填报人"), ("reviewer", "审核人"), ("phone", "联系电话")):
        parser.add_argument(f"--{name}", metavar=words, help=words)
    parser.add_argument(
        "--confirm-personal", action="store_true", help="确认包里的个人信息确需提供（须设口令）"
    )
    parser.add_argument("--with-letters", action="store_true", help="答复备案：附答复书原文")
    parser.add_argument("--with-text", action="store_true", help="台账脱敏：附脱敏后的申请内容")
    parser.add_argument("--unit", metavar="单位代码", help="退回：退给哪个单位")
    parser.add_argument("--of", metavar="类型", help="退回：退的是什么")
    parser.add_argument("--section", metavar="科室", help="协办：交给哪个科室")
    parser.add_argument("--reply-by", metavar="YYYY-MM-DD", help="协办：反馈期限")
    parser.add_argument("--advice", metavar="要求", help="协办：请科室做什么")
    parser.add_argument("--assisting", action="store_true", help="协办：作为协办科室，不是承办")
    parser.add_argument(
        "--with-applicant", action="store_true", help="协办：附申请人姓名和联系方式"
    )
    parser.add_argument("--mask", action="store_true", help="协办：遮去申请内容里的个人信息")
    parser.add_argument(
        "--opinion", metavar="文件", help="协办反馈：填好的反馈表（.xlsx）或者 .json"
    )
    parser.add_argument(
        "--attach",
        action="append",
        metavar="附件",
        help="协办写申请里的文件名，反馈写文件，可多次",
    )


def pack(call: Invocation) -> int:
    """Make a package and, where asked for, its 报送单."""
    kind = kind_named(call.args.kind)
    signers = exchange_service.Signers(
        **{name: call.given(name) or "" for name in ("filler", "reviewer", "phone")}
    )
    with call.workspace() as workspace:
        period = period_of(call.args.period, kind)
        choice = _choice(call, workspace, kind, period)
        held = "、".join(content_for(workspace, kind, period, choice).personal)
        password = call.package_password(held) if held else ""
        lock = Lock(password=password, confirmed=_confirmed(call, held))
        packed = exchange_service.pack(
            *(workspace, kind, period, Path(call.args.file), signers), choice=choice, lock=lock
        )
    if call.given("slip"):
        atomic_write(Path(call.args.slip), packed.slip)
    if call.given("letter"):
        if packed.cover is None:
            raise UserError(f"{kind.value}不是报送上级的，没有报送函", "请去掉 --letter")
        packed.cover.write(Path(call.args.letter))
    _tell_packed(call, packed, kind)
    return DONE


def _tell_packed(call: Invocation, packed: exchange_service.Packed, kind: PackageKind) -> None:
    document = exchange_service.packed_document(packed)
    call.out.document(document)
    named = "、".join(document["files"])
    call.out.line(
        f"已生成{document['unit']}{period_words(document['period'])}{kind.value}：{named}"
    )
    call.out.line(f"第{document['edition']}版，校验码 {document['seal'][:16]}")
    if document["personal"]:
        call.out.line(f"含{'、'.join(document['personal'])}，已加密；口令请另外告知收件人")


def _confirmed(call: Invocation, held: str) -> bool:
    """The second confirmation: by its option, or in words at a terminal."""
    if call.given("confirm_personal", False) or not held:
        return True
    if not sys.stdin.isatty():
        raise UserError(f"这个包里有{held}，还没有确认", "确需提供的，请加上 --confirm-personal")
    return input(f"包里有{held}，确需提供的请输入“确认”：").strip() == "确认"


def _choice(call: Invocation, workspace: Workspace, kind: PackageKind, period: str) -> Choice:
    of = call.given("of")
    choice = Choice(
        letters=bool(call.given("with_letters", False)),
        texts=bool(call.given("with_text", False)),
        unit=call.given("unit") or "",
        of=kind_named(of) if of else None,
        applicant=bool(call.given("with_applicant", False)),
        masked=bool(call.given("mask", False)),
    )
    named = call.given("attach") or []
    if kind == PackageKind.ASSIGNMENT:
        return _handed(call, workspace, period, choice, named)
    opinion = call.given("opinion")
    if kind == PackageKind.OPINION and opinion:
        record = _opinion(Path(opinion))
        return attrs.evolve(
            choice,
            opinion=record,
            assignment=str(record.get("assignment") or ""),
            materials=tuple(Path(one) for one in named),
        )
    return choice


def _handed(
    call: Invocation, workspace: Workspace, period: str, choice: Choice, named: list[str]
) -> Choice:
    """What goes to a section: handed out now where one is named, with files by their names."""
    request = request_numbered(workspace, period)
    kept = {one.name: one.id for one in attachments_of(workspace, request.id)}
    lost = next((one for one in named if one not in kept), None)
    if lost is not None:
        known = "、".join(kept) or "没有文件"
        raise UserError(f"{period}里没有文件“{lost}”", f"有的是：{known}")
    if call.given("section"):
        if not call.given("reply_by"):
            raise UserError("没有写反馈期限", "请加上 --reply-by YYYY-MM-DD")
        order = exchange_section.HandOut(
            section=call.args.section,
            reply_by=read_date(call.args.reply_by, "--reply-by"),
            advice=call.given("advice") or "",
            kind=ASSISTING if call.given("assisting", False) else HANDED_OUT,
        )
        row = exchange_section.hand_out(workspace, period, order)
        choice = attrs.evolve(choice, assignment=row.id)
    return attrs.evolve(choice, attachments=tuple(kept[one] for one in named))


def _opinion(path: Path) -> dict[str, Any]:
    """A section's opinion from the filled-in 反馈表, or as JSON."""
    record = read_json(str(path)) if path.suffix.lower() == ".json" else read_opinion_book(path)
    if not isinstance(record, dict):
        raise UserError(f"“{path.name}”不是协办反馈表", "请用随协办包来的反馈表填写")
    return record


def receive(call: Invocation) -> int:
    """Take in files; those sent back give exit 1, those refused exit 2."""
    dry = bool(call.given("dry_run", False))
    paths = [Path(name) for name in call.args.files]
    with call.import_workspace(trial=dry) as workspace:
        locked = "、".join(one.name for one in exchange_receive.locked(paths))
        passwords = call.package_passwords(f"{locked}加了口令" if locked else "")
        if call.given("request"):
            answers = [
                exchange_receive.take_back(
                    workspace, call.args.request, paths, passwords=passwords, dry_run=dry
                )
            ]
        else:
            answers = exchange_receive.receive(
                workspace,
                paths,
                passwords=passwords,
                dry_run=dry,
                agreed=bool(call.given("confirm_configuration", False)),
            )
    call.out.document(exchange_answer.received_document(answers))
    for answer in answers:
        if answer.refused:
            more = "；核对过仍要采用的，加上 --confirm-configuration" if answer.doubts else ""
            complain(f"{answer.notes[0]}{more}")
            continue
        about = f"{answer.unit}{period_words(answer.period)}{answer.kind}"
        call.out.line(f"{answer.path}：{about} {answer.status}")
        call.out.lines(f"  {note}" for note in answer.notes)
    if dry:
        call.out.line("以上只是核对，数据没有改动")
    if any(answer.refused for answer in answers):
        return REFUSED
    return FINDINGS if any(answer.sent_back for answer in answers) else DONE


def withdraw(call: Invocation) -> int:
    """Take back the configuration taken in last."""
    with call.workspace() as workspace:
        taken = taken_configuration(workspace)
        done = withdraw_configuration(workspace)
    moved = [attrs.asdict(one) for one in done.moved]
    call.out.document({"unit": taken.unit if taken else "", "kept": done.kept, "moved": moved})
    call.out.line("已撤回，恢复采用以前的配置")
    call.out.lines(f"  以后又改过，没有动：{name}" for name in done.kept)
    call.out.lines(f"  {one.register_no}：{one.old} → {one.new}" for one in done.moved)
    return DONE


def scan(call: Invocation) -> int:
    """Take in a yearly report from the QR code of its 报送单."""
    text = read_text(call.args.file)
    with call.workspace() as workspace:
        answer = exchange_code.take_code(workspace, text)
    call.out.document(exchange_answer.received_document([answer]))
    call.out.line(f"{answer.unit}{period_words(answer.period)}{answer.kind} {answer.status}")
    call.out.lines(f"  {note}" for note in answer.notes)
    return FINDINGS if answer.sent_back else DONE


def send_back(call: Invocation) -> int:
    """Send a report back to its unit, with the notice on paper where asked for."""
    kind, args = kind_named(call.args.kind), call.args
    with call.workspace() as workspace:
        notice = exchange_return.send_back(workspace, kind, args.period, args.unit, args.reason)
    if call.given("notice"):
        atomic_write(Path(args.notice), notice)
    call.out.document({"unit_code": args.unit, "status": SENT_BACK, "reason": args.reason})
    call.out.line(
        f"已退回{args.unit}的{kind.value}；给该单位的包：exchange pack 退回 {args.period}"
    )
    return DONE


def accept(call: Invocation) -> int:
    """Take a returned report for reported after all."""
    kind, args = kind_named(call.args.kind), call.args
    with call.workspace() as workspace:
        exchange_return.accept(workspace, kind, args.period, args.unit)
    call.out.document({"unit_code": args.unit, "status": REPORTED})
    call.out.line(f"{args.unit}的{kind.value}按已报计")
    return DONE


def close(call: Invocation) -> int:
    """Close a period to further reports, or open it again."""
    kind, closed = kind_named(call.args.kind), not call.given("reopen", False)
    with call.workspace() as workspace:
        exchange_members.close_period(workspace, kind, call.args.period, closed=closed)
    call.out.document({"kind": kind.value, "period": call.args.period, "closed": closed})
    call.out.line(f"{kind.value}{call.args.period}{'已关闭报送' if closed else '重新开放报送'}")
    return DONE


def files(call: Invocation) -> int:
    """Write the files that came with a package into a folder."""
    kind = kind_named(call.args.kind)
    with call.workspace() as workspace:
        found = exchange_members.latest_of(workspace, kind, call.args.period, call.args.unit)
        make_folder(Path(call.args.folder))
        written = exchange_files.save_files(workspace, found, Path(call.args.folder))
    call.out.document([str(one) for one in written])
    call.out.line(f"取出{len(written)}个文件")
    return DONE


def standing(call: Invocation) -> int:
    """Who has reported, who was sent back, who is missing."""
    kind = kind_named(call.args.kind)
    with call.workspace() as workspace:
        found = exchange_members.standing(workspace, kind, call.args.period)
    call.out.document(exchange_members.standing_document(found))
    call.out.lines(f"{one.member.code}  {one.member.name}  {one.status}" for one in found)
    return DONE


def total(call: Invocation) -> int:
    """The county's sum of the reports taken in; a broken sum gives exit 1."""
    with call.workspace() as workspace:
        summed = exchange_county.county_total(workspace, call.args.year)
    if call.given("cell"):
        behind = summed.behind(call.args.cell)
        call.out.document([{"unit": unit, "value": value} for unit, value in behind])
        call.out.lines(f"{unit}　{value}" for unit, value in behind)
        return DONE
    document: dict[str, Any] = {
        **summed.report.to_record(),
        "units": list(summed.units.values()),
        "violations": annual_service.violations_document(summed.violations),
    }
    call.out.document(document)
    call.out.line(
        f"{call.args.year}年汇总{len(summed.units)}个单位：{'、'.join(document['units'])}"
    )
    return FINDINGS if annual_service.has_hard(summed.violations) else DONE


def units(call: Invocation) -> int:
    """Keep the unit list of a table."""
    with call.workspace(create=True) as workspace:
        listed = exchange_county.read_members(Path(call.args.file))
        exchange_members.save_members(workspace, listed)
    call.out.document([{"code": one.code, "unit": one.name} for one in listed])
    call.out.line(f"单位清单共{len(listed)}个单位")
    return DONE
