"""``exchange pack|import|list|total|units``: reporting upward from a shell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gongkai_desktop.cli.invocation import Invocation, Subcommands, command, group
from gongkai_desktop.cli.output import DONE, FINDINGS, REFUSED, complain
from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.manifest import kind_named, period_words
from gongkai_desktop.services import annual as annual_service
from gongkai_desktop.services import exchange as exchange_service
from gongkai_desktop.services import exchange_county, exchange_receive


def add_commands(commands: Subcommands) -> None:
    """Add the commands of reporting between levels."""
    exchanges = group(commands, "exchange", "两级报送")
    parser = command(exchanges, "pack", pack, "生成报送包")
    parser.add_argument("kind", metavar="类型", help="年报、季报、任务、案例、台账脱敏、配置")
    parser.add_argument("period", metavar="期间", help="年份，如 2026；季报如 2026Q3")
    parser.add_argument("file", metavar="文件.zwgk", help="文件；给出文件夹时按规定命名")
    parser.add_argument("--slip", metavar="文件.pdf", help="同时写出报送单")
    parser.add_argument("--letter", metavar="文件", help="同时写出报送函（.pdf 或者 .docx）")
    for name, words in (("filler", "填报人"), ("reviewer", "审核人"), ("phone", "联系电话")):
        parser.add_argument(f"--{name}", metavar=words, help=words)
    parser = command(exchanges, "import", receive, "接收报送包，或者手工填好的年报工作簿")
    parser.add_argument("files", nargs="+", metavar="文件")
    parser.add_argument("--dry-run", action="store_true", help="只核对，不写入")
    parser = command(exchanges, "list", standing, "各单位的报送情况")
    parser.add_argument("kind", metavar="类型")
    parser.add_argument("period", metavar="期间")
    parser = command(exchanges, "total", total, "汇总已报的年报")
    parser.add_argument("year", type=int, metavar="年份")
    parser = command(exchanges, "units", units, "读入单位清单")
    parser.add_argument("file", metavar="文件", help="有单位代码、单位名称两栏的表格")


def pack(call: Invocation) -> int:
    """Make a package and, where asked for, its 报送单."""
    kind = kind_named(call.args.kind)
    signers = exchange_service.Signers(
        **{name: call.given(name) or "" for name in ("filler", "reviewer", "phone")}
    )
    with call.workspace() as workspace:
        packed = exchange_service.pack(
            workspace, kind, call.args.period, Path(call.args.file), signers
        )
    if call.given("slip"):
        atomic_write(Path(call.args.slip), packed.slip)
    if call.given("letter"):
        if packed.cover is None:
            raise UserError(f"{kind.value}不是报送上级的，没有报送函", "请去掉 --letter")
        packed.cover.write(Path(call.args.letter))
    document = exchange_service.packed_document(packed)
    call.out.document(document)
    call.out.line(
        f"已生成{document['unit']}{period_words(document['period'])}{kind.value}：{packed.path}"
    )
    call.out.line(f"第{document['edition']}版，校验码 {document['seal'][:16]}")
    return DONE


def receive(call: Invocation) -> int:
    """Take in files; those sent back give exit 1, those refused exit 2."""
    dry = bool(call.given("dry_run", False))
    with call.import_workspace(trial=dry) as workspace:
        answers = exchange_receive.receive(
            workspace, [Path(name) for name in call.args.files], dry_run=dry
        )
    call.out.document(exchange_receive.received_document(answers))
    for answer in answers:
        if answer.refused:
            complain(answer.notes[0])
            continue
        about = f"{answer.unit}{period_words(answer.period)}{answer.kind}"
        call.out.line(f"{answer.path}：{about} {answer.status}")
        call.out.lines(f"  {note}" for note in answer.notes)
    if dry:
        call.out.line("以上只是核对，数据没有改动")
    if any(answer.refused for answer in answers):
        return REFUSED
    return FINDINGS if any(answer.sent_back for answer in answers) else DONE


def standing(call: Invocation) -> int:
    """Who has reported, who was sent back, who is missing."""
    kind = kind_named(call.args.kind)
    with call.workspace() as workspace:
        found = exchange_service.standing(workspace, kind, call.args.period)
    call.out.document(exchange_service.standing_document(found))
    call.out.lines(f"{one.member.code}  {one.member.name}  {one.status}" for one in found)
    return DONE


def total(call: Invocation) -> int:
    """The county's sum of the reports taken in; a broken sum gives exit 1."""
    with call.workspace() as workspace:
        summed = exchange_county.county_total(workspace, call.args.year)
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
        exchange_service.save_members(workspace, listed)
    call.out.document([{"code": one.code, "unit": one.name} for one in listed])
    call.out.line(f"单位清单共{len(listed)}个单位")
    return DONE
