"""The same use cases from a shell; importing this room loads no Qt."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping, Sequence

from gongkai_desktop import __version__
from gongkai_desktop.cli import (
    annual,
    clock,
    dispute,
    exchange,
    ledger,
    letter,
    office,
    papers,
    register,
    review,
    statistics,
)
from gongkai_desktop.cli.invocation import Invocation, common_options
from gongkai_desktop.cli.output import REFUSED, complain
from gongkai_desktop.cli.usage import Parser
from gongkai_desktop.domain.errors import UserError

WindowCommand = Callable[[Invocation], int]


def build_parser(window_commands: Mapping[str, WindowCommand]) -> Parser:
    """The whole command tree; ``window_commands`` are the few that draw windows (app.py)."""
    parser = Parser(
        prog="gongkai",
        description="公开台：政府信息公开申请的登记、期限、文书与年报。不带参数时打开窗口。",
        parents=[common_options()],
    )
    parser.add_argument("--version", action="version", version=f"公开台 {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="命令", parser_class=Parser)
    rooms = (clock, register, letter, papers, dispute, review, ledger, annual, statistics, exchange)
    for room in (*rooms, office):
        room.add_commands(commands)
    office.add_window_commands(commands, window_commands)
    return parser


def main(argv: Sequence[str], window_commands: Mapping[str, WindowCommand]) -> int:
    """Run one command; returns the exit code of the contract (0 done, 1 findings, 2 refused)."""
    _speak_utf8()
    parser = build_parser(window_commands)
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
