"""Bad usage said in Chinese: argparse knows what is wrong, but says it in English."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

from gongkai_desktop.cli.output import REFUSED, complain

_WORDINGS = (
    (r"unrecognized arguments: (.+)", r"不认识“\1”"),
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"argument (.+?): invalid choice: '(.*)' \(choose from (.+)\)", r"\1 没有“\2”，可用：\3"),
    (r"argument (.+?): invalid int value: '(.*)'", r"\1 应为整数，不能是“\2”"),
    (r"argument (.+?): invalid float value: '(.*)'", r"\1 应为数字，不能是“\2”"),
    (r"argument (.+?): expected (?:one|at least one) argument", r"\1 后面缺少内容"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"\1 后面不接“\2”"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 不完整，可能是 \2"),
)


class Parser(argparse.ArgumentParser):
    """argparse that answers bad usage with one Chinese line and exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to read on, then leave with exit code 2."""
        complain(f"命令写法有误：{in_chinese(message)}。运行“{self.prog} --help”查看用法")
        raise SystemExit(REFUSED)


def in_chinese(message: str, wordings: Iterable[tuple[str, str]] = _WORDINGS) -> str:
    """argparse's message in Chinese; one it gives in other words stays as it is."""
    for pattern, wording in wordings:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, wording, message, flags=re.DOTALL).replace("'", "")
    return message
