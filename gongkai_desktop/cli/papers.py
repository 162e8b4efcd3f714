"""``bundle`` and ``archive``: the papers of one request from a shell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gongkai_desktop.cli.invocation import Invocation, Subcommands, command
from gongkai_desktop.cli.output import DONE
from gongkai_desktop.services.archive import bind_file
from gongkai_desktop.services.binding import BoundFile
from gongkai_desktop.services.bundle import bundle, bundle_document, bundle_lines
from gongkai_desktop.services.papers import PaperFile
from gongkai_desktop.services.workspace import Workspace

_Binder = Callable[[Workspace, str, Path], tuple[BoundFile, PaperFile]]


def add_commands(commands: Subcommands) -> None:
    """Add ``bundle`` and ``archive``."""
    for name, binder, words in (
        ("bundle", bundle, "生成一件申请的证据材料（编目的PDF和原件）"),
        ("archive", bind_file, "装订一件申请的案卷（卷内目录、全部材料和原件）"),
    ):
        parser = command(commands, name, _handler(binder), words)
        parser.add_argument("number", metavar="登记号")
        parser.add_argument("folder", metavar="文件夹")


def _handler(binder: _Binder) -> Callable[[Invocation], int]:
    def handle(call: Invocation) -> int:
        """Bind the papers; what is missing is told, never a refusal."""
        with call.workspace() as workspace:
            bound, file = binder(workspace, call.args.number, Path(call.args.folder))
        call.out.document(bundle_document(bound, file))
        call.out.lines(bundle_lines(bound, file))
        return DONE

    return handle
