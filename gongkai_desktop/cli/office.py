"""``backup restore verify office demo self-test bench`` and the commands that draw windows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import attrs

from gongkai_desktop.cli.invocation import Invocation, Subcommands, command, group, password_in
from gongkai_desktop.cli.output import DONE, FINDINGS
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import backup as backup_service
from gongkai_desktop.services import self_test as self_test_service
from gongkai_desktop.services.home import exists
from gongkai_desktop.services.workspace import open_workspace


def add_commands(commands: Subcommands) -> None:
    """Add the commands that look after the data file and the program itself."""
    parser = command(commands, "backup", backup, "把数据文件安全地备份到一个文件夹")
    parser.add_argument("folder", metavar="文件夹")
    parser = command(commands, "restore", restore, "用备份恢复数据文件，先另存现有文件")
    parser.add_argument("file", metavar="备份文件")
    parser.add_argument("--dry-run", action="store_true", help="只看恢复会改变什么，不恢复")
    command(commands, "verify", verify, "检查数据文件是否完好、是否被程序以外改动")
    _add_copy(group(commands, "office", "数据文件与数据库服务器之间的迁移"))
    command(commands, "self-test", self_test, "在临时数据文件上把主要工作走一遍")


def _add_copy(commands: Subcommands) -> None:
    parser = command(commands, "copy", copy, "把全部数据迁移到新文件或空数据库，并逐行核对")
    parser.add_argument("source", metavar="从")
    parser.add_argument("target", metavar="到", help="新的 .gkt 文件或 postgresql:// 地址")
    parser.add_argument("--target-password-file", metavar="文件", help="新文件的口令所在的文件")


def add_window_commands(
    commands: Subcommands, handlers: Mapping[str, Callable[[Invocation], int]]
) -> None:
    """Add the commands that draw, where app.py brings their handlers."""
    for name, handler in handlers.items():
        _WINDOW_COMMANDS[name](commands, handler)


def _add_demo(commands: Subcommands, handler: Callable[[Invocation], int]) -> None:
    parser = command(commands, "demo", handler, "在文件夹里建立演示数据及其文书、报表、截图")
    parser.add_argument("folder", metavar="文件夹")


def _add_screenshots(commands: Subcommands, handler: Callable[[Invocation], int]) -> None:
    parser = command(commands, "screenshots", handler, "把每个页面存成图片")
    parser.add_argument("folder", metavar="文件夹")
    parser.add_argument("--size", default="1366x768", help="窗口大小，如 1366x768")
    parser.add_argument("--scale", type=float, default=1.0, help="显示缩放，如 1.25")


def _add_manual(commands: Subcommands, handler: Callable[[Invocation], int]) -> None:
    parser = command(commands, "manual", handler, "生成使用手册（网页和 PDF）和一页通，截图现拍")
    parser.add_argument("folder", metavar="文件夹")


def _add_bench(commands: Subcommands, handler: Callable[[Invocation], int]) -> None:
    parser = command(commands, "bench", handler, "以比值衡量速度与内存")
    parser.add_argument("--quick", action="store_true", help="小数据量，只看能否运行")


_WINDOW_COMMANDS = {
    "demo": _add_demo,
    "screenshots": _add_screenshots,
    "manual": _add_manual,
    "bench": _add_bench,
}


def backup(call: Invocation) -> int:
    """Write a verified copy of the data file into a folder."""
    with call.workspace() as workspace:
        result = backup_service.backup(workspace, Path(call.args.folder))
    call.out.document({"file": str(result.file), "requests": result.requests, "bytes": result.size})
    call.out.line(f"已备份到 {result.file}（申请{result.requests}件，已核对完好）")
    return DONE


def restore(call: Invocation) -> int:
    """Put a backup in place of the data file, which is copied aside first; or only look at it."""
    if call.given("dry_run"):
        return _preview(call)
    result = backup_service.restore(
        call.location,
        Path(call.args.file),
        today=call.today,
        key=call.password,
        operator=_restorer(call),
    )
    safety = str(result.safety_copy) if result.safety_copy else None
    call.out.document({"office": call.location, "safety_copy": safety, "requests": result.requests})
    call.out.line(f"已恢复，现有申请{result.requests}件")
    if safety:
        call.out.line(f"恢复前的文件另存在 {safety}")
    return DONE


def _restorer(call: Invocation) -> str:
    """Who restores; empty where the present file no longer opens and can say nothing of roles."""
    if not exists(call.location):
        return ""
    try:
        workspace = open_workspace(call.location, today=call.today, key=call.password)
    except UserError:
        return ""
    try:
        return call.seated(workspace).operator
    finally:
        workspace.close()


def _preview(call: Invocation) -> int:
    seen = backup_service.preview_restore(call.location, Path(call.args.file), key=call.password)
    call.out.document(attrs.asdict(seen))
    if seen.program:
        call.out.line(f"备份由公开台 {seen.program} 生成")
    call.out.line(f"备份：申请{seen.requests}件，最后一次操作{seen.last_change or '无'}")
    call.out.line(
        f"现在：申请{seen.present_requests}件，最后一次操作{seen.present_last_change or '无'}"
    )
    if seen.lost:
        call.out.line(f"恢复后会没有的申请{len(seen.lost)}件：{'、'.join(seen.lost[:20])}")
    if seen.regained:
        call.out.line(f"恢复后找回的申请{len(seen.regained)}件：{'、'.join(seen.regained[:20])}")
    return DONE


def verify(call: Invocation) -> int:
    """Check the data file; damage is named, nothing is repaired silently."""
    if not exists(call.location):
        call.out.document({"office": call.location, "exists": False, "damage": []})
        call.out.line("尚无数据")
        return DONE
    damage = backup_service.verify(call.location, today=call.today, key=call.password)
    call.out.document({"office": call.location, "exists": True, "damage": damage})
    call.out.lines(f"损坏：{item['what']}——{item['detail']}" for item in damage)
    if not damage:
        call.out.line("数据文件完好")
    return FINDINGS if damage else DONE


def copy(call: Invocation) -> int:
    """Carry an office from file to server or back; nothing of the source is changed."""
    named = call.args.target_password_file
    result = backup_service.copy(
        call.args.source,
        call.args.target,
        key=call.password,
        target_key=password_in(named) if named else None,
    )
    head = {"seq": result.audit_head.seq, "hash": result.audit_head.hash}
    call.out.document({"rows": dict(result.rows), "audit_head": head})
    total = sum(result.rows.values())
    call.out.line(f"已迁移 {total} 行，逐行核对一致；审计链至第{result.audit_head.seq}条")
    call.out.line("今后请用新的位置打开；原来的数据没有改动，请妥善保存后停用")
    return DONE


def self_test(call: Invocation) -> int:
    """Walk the main job in a temporary office and say how each step went."""
    steps = self_test_service.run()
    ok = all(step.ok for step in steps)
    document = [{"step": step.name, "ok": step.ok, "detail": step.detail} for step in steps]
    call.out.document({"ok": ok, "steps": document})
    for step in steps:
        call.out.line(f"{'通过' if step.ok else '未通过'}  {step.name}  {step.detail}")
    call.out.line("自检通过" if ok else "自检未通过")
    return DONE if ok else FINDINGS
