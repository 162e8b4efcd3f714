"""``bundle``: the evidence of one request from a shell."""

from __future__ import annotations

from pathlib import Path

from gongkai_desktop.cli.invocation import Invocation, Subcommands, command
from gongkai_desktop.cli.output import DONE
from gongkai_desktop.services import bundle as bundle_service


def add_commands(commands: Subcommands) -> None:
    """Add ``bundle``."""
    parser = command(commands, "bundle", bundle, "生成一件申请的证据材料（编目的PDF和原件）")
    parser.add_argument("number", metavar="登记号")
    parser.add_argument("folder", metavar="文件夹")


def bundle(call: Invocation) -> int:
    """Bind the evidence of one request; what is missing is told, never a refusal."""
    with call.workspace() as workspace:
        bound, file = bundle_service.bundle(workspace, call.args.number, Path(call.args.folder))
    call.out.document(bundle_service.bundle_document(bound, file))
    call.out.lines(bundle_service.bundle_lines(bound, file))
    return DONE
