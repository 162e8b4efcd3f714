"""The same use cases from a shell; importing this room loads no Qt."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module

from gongkai_desktop import __version__
from gongkai_desktop.cli.invocation import Invocation, common_options
from gongkai_desktop.cli.output import REFUSED, complain
from gongkai_desktop.cli.usage import Parser
from gongkai_desktop.domain.errors import UserError

WindowCommand = Callable[[Invocation], int]


ROOMS: Mapping[str, tuple[str, ...]] = {
    "clock": ("due", "calendar"),
    "register": ("register", "event"),
    "letter": ("letter", "sheet"),
    "papers": ("bundle", "archive"),
    "dispute": ("dispute",),
    "review": ("review",),
    "ledger": ("ledger",),
    "annual": ("annual",),
    "statistics": ("statistics",),
    "exchange": ("exchange",),
    "audit": ("audit",),
    "office": (
        *("backup", "restore", "verify", "office", "self-test"),
        *("demo", "screenshots", "manual", "bench"),
    ),
}
"""Which room of the command line adds which commands: a call reads in only its own."""


def rooms_of(argv: Sequence[str]) -> Iterable[str]:
    """The room of the command that is called; all of them where that is not plain."""
    options = argparse.ArgumentParser(
        parents=[common_options()], add_help=False, exit_on_error=False
    )
    try:
        _, rest = options.parse_known_args(list(argv))
    except (argparse.ArgumentError, SystemExit):
        return ROOMS
    called = next((word for word in rest if not word.startswith("-")), "")
    return [room for room, commands in ROOMS.items() if called in commands] or ROOMS


def build_parser(
    window_commands: Mapping[str, WindowCommand], rooms: Iterable[str] = tuple(ROOMS)
) -> Parser:
    """The command tree; ``window_commands`` are the few that draw windows (app.py)."""
    parser = Parser(
        prog="gongkai",
        description="公开台：政府信息公开申请的登记、期限、文书与年报。不带参数时打开窗口。",
        parents=[common_options()],
    )
    parser.add_argument("--version", action="version", version=f"公开台 {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="命令", parser_class=Parser)
    for name in rooms:
        room = import_module(f"{__name__}.{name}")
        room.add_commands(commands)
        if name == "office":
            room.add_window_commands(commands, window_commands)
    return parser


def main(argv: Sequence[str], window_commands: Mapping[str, WindowCommand]) -> int:
    """Run one command; returns the exit code of the contract (0 done, 1 findings, 2 refused)."""
    _speak_utf8()
    parser = build_parser(window_commands, rooms_of(argv))
    args = parser.parse_args(list(argv))
    handler: Callable[[Invocation], int] | None = getattr(args, "handler", None)
    if handler is None:
        parser.error("缺少命令")
    try:
        with warnings.catch_warnings():
            # Libraries warn programmers; whoever called us gets our answer and nothing else.
            warnings.simplefilter("ignore")
            return handler(Invocation(args))
    except UserError as error:
        complain(error)
        return REFUSED
    except BrokenPipeError:
        # The reader of our output went away (head, a closed pager): nothing is wrong here.
        sys.stderr.close()
        return REFUSED


def _speak_utf8() -> None:
    """Chinese must come out whole on a console or a pipe with another code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
