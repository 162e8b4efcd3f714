"""What every command starts from: its arguments, the office, and the day it is.

The window starts from it too, so that what opens an office is read in when one is opened.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desktop.cli.output import Output
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services.home import default_location, exists

if TYPE_CHECKING:
    from gongkai_desktop.services.workspace import Workspace

_NOBODY = "没有用 --operator 指明的人"
"""Signs what is done from a shell without a name in an office that gives roles."""


def common_options() -> argparse.ArgumentParser:
    """Options of every command, accepted before and after its name."""
    options = argparse.ArgumentParser(add_help=False)
    silent = argparse.SUPPRESS
    options.add_argument("--office", metavar="文件或地址", default=silent, help="数据文件")
    options.add_argument("--today", metavar="YYYY-MM-DD", default=silent, help="按这一天计算")
    options.add_argument("--json", action="store_true", default=silent, help="输出一份 JSON")
    options.add_argument(
        "--password-file",
        metavar="文件",
        default=silent,
        help="口令所在的文件：加密的数据文件第一行写它的口令，经办人的个人口令、报送包的口令依次写在下面",
    )
    options.add_argument(
        "--operator", metavar="姓名", default=silent, help="以谁的名义办理（设了角色的单位）"
    )
    return options


class Invocation:
    """One call of the program: ``args`` as parsed, and the ways to reach the office.

    A wrong day is refused here with UserError, before any command does anything.
    """

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.out = Output(bool(getattr(args, "json", False)))
        self.today = self._day()
        self._lines_used = 0

    def given(self, name: str, default: Any = None) -> Any:
        """An option's value, or the default where it was not given."""
        return getattr(self.args, name, default)

    @cached_property
    def location(self) -> str:
        """The office named by --office, GONGKAI_OFFICE, or the user's data folder."""
        named = self.given("office") or os.environ.get("GONGKAI_OFFICE")
        return str(named or default_location())

    def _day(self) -> date | None:
        """The day named by --today or GONGKAI_TODAY; None leaves it to the office."""
        given, named = self.given("today"), os.environ.get("GONGKAI_TODAY")
        if given is None and not named:
            return None
        from gongkai_desktop.domain.event import read_date

        if given is not None:
            return read_date(given, "--today")
        return read_date(named, "GONGKAI_TODAY")

    @property
    def password(self) -> str | None:
        """The office's password: the first line of the password file.

        A plain data file has none: there the file holds the operator's own or a package's.
        """
        if self._password_file is None:
            return None
        word = password_in(self._password_file)
        return None if self._plain else word

    @property
    def _plain(self) -> bool:
        """Whether the office is a data file anybody can open."""
        from gongkai_desktop.services import secret

        known = "://" not in self.location and exists(self.location)
        return known and not secret.needs_password(self.location)

    @property
    def _password_file(self) -> str | None:
        return self.given("password_file") or os.environ.get("GONGKAI_PASSWORD_FILE")

    @property
    def _operator(self) -> str:
        """Who is named by --operator or GONGKAI_OPERATOR."""
        return self.given("operator") or os.environ.get("GONGKAI_OPERATOR") or ""

    @contextmanager
    def workspace(self, *, create: bool = False) -> Iterator[Workspace]:
        """The office opened for the length of the command; ``create`` for commands that write."""
        from gongkai_desktop.services.workspace import open_workspace

        workspace = open_workspace(
            self.location, today=self.today, key=self.password, create=create
        )
        try:
            yield self.seated(workspace)
        finally:
            workspace.close()

    def seated(self, workspace: Workspace) -> Workspace:
        """The office under the name of who calls, with the rights of that person's roles.

        Where roles are given, whoever names nobody may look and no more. Raises UserError for a
        stranger, or where the person's own password is missing or wrong.
        """
        import attrs

        from gongkai_desktop.services import sign_in

        known = {one.name: one for one in sign_in.desks(workspace)}
        if not self._operator:
            return attrs.evolve(workspace, operator=_NOBODY) if known else workspace
        desk = known.get(self._operator)
        own = self._own_password(self._operator) if desk and desk.locked else ""
        return sign_in.seated(workspace, self._operator, own)

    def _own_password(self, name: str) -> str:
        """A person's own password: from the password file, else asked for at the terminal."""
        import getpass

        if self._password_file is not None:
            self._lines_used = 2 if self.password else 1
            return password_in(self._password_file, line=self._lines_used - 1)
        if not sys.stdin.isatty():
            raise UserError(f"“{name}”设有个人口令", "请把它写进文件，用 --password-file 指明")
        return getpass.getpass(f"{name}的个人口令：")

    def package_password(self, held: str) -> str:
        """A new password for a package that holds personal data, asked for twice at a terminal.

        In the password file it stands below those of the office and the operator. Empty where
        there is neither file nor terminal.
        """
        import getpass

        if self._password_file is not None:
            lines = _lines_in(self._password_file)
            return next(iter(lines[max(self._lines_used, 1 if self.password else 0) :]), "")
        if not sys.stdin.isatty():
            return ""
        first = getpass.getpass(f"这个包里有{held}，请设口令：")
        if getpass.getpass("再输入一次：") != first:
            raise UserError("两次输入的口令不同", "请重新生成")
        return first

    def package_passwords(self, asked: str) -> list[str]:
        """Passwords to try on packages that came in: every line of the password file.

        Without a file one is asked for at a terminal, where ``asked`` says for what.
        """
        import getpass

        if self._password_file is not None:
            return _lines_in(self._password_file)
        if asked and sys.stdin.isatty():
            return [getpass.getpass(f"{asked}，口令：")]
        return []

    def import_workspace(self, *, trial: bool) -> AbstractContextManager[Workspace]:
        """The office for an import: made where it is missing, and only looked at in a trial."""
        return self.trial_workspace() if trial else self.workspace(create=True)

    @contextmanager
    def trial_workspace(self) -> Iterator[Workspace]:
        """The office for a command that only tries: an empty passing one where there is none."""
        import tempfile

        from gongkai_desktop.services.workspace import open_workspace

        if exists(self.location):
            with self.workspace() as workspace:
                yield workspace
            return
        with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
            trial = Path(folder) / "trial.gkt"
            workspace = open_workspace(trial, today=self.today, create=True)
            try:
                yield workspace
            finally:
                workspace.close()


def _lines_in(file: str) -> list[str]:
    """The lines of a password file that say something; UserError when it cannot be read."""
    password_in(file)
    lines = Path(file).read_text(encoding="utf-8-sig").splitlines()
    return [line.strip() for line in lines if line.strip()]


def password_in(file: str, line: int = 0) -> str:
    """The password on a line of a file; raises UserError when there is none."""
    try:
        return Path(file).read_text(encoding="utf-8").splitlines()[line]
    except (OSError, UnicodeDecodeError, IndexError):
        where = "第二行" if line else "第一行"
        raise UserError(f"读不到口令文件 {file}", f"请核对文件位置，口令写在{where}") from None


Subcommands = Any


def command(
    commands: Subcommands, name: str, handler: Any, help_text: str
) -> argparse.ArgumentParser:
    """Add one command with the common options and its handler."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=help_text, description=help_text, parents=[common_options()]
    )
    parser.set_defaults(handler=handler)
    return parser


def group(commands: Subcommands, name: str, help_text: str) -> Subcommands:
    """Add a command that only holds subcommands (register, letter, annual, …)."""
    parser = commands.add_parser(name, help=help_text, parents=[common_options()])
    return parser.add_subparsers(
        dest=f"{name}_command", metavar="子命令", required=True, parser_class=type(parser)
    )
