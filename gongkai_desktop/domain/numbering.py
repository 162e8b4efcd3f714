"""Numbers of letters and requests (文号、登记号), GB/T 9704-2012 7.2.5.

A letter's number has the full year in 六角括号, no 第 and no leading zeros. The family is a
pattern with the names below; offices whose superior prescribes another order set their own.
"""

from __future__ import annotations

import re

from gongkai_desktop.domain.errors import UserError

DEFAULT_PATTERN = "{代字}公开{类字}〔{年}〕{序号}号"
"""One counter per 代字, 类字 and year: 望资公开答〔2026〕3号."""

CASE_PATTERN = "{代字}公开〔{年}〕{案序号}号—{类字}"
"""Number of the case with the kind of letter behind it: 望资公开〔2026〕18号—答."""

_NAMES = {"代字", "类字", "年", "序号", "案序号"}
_NAME = re.compile(r"\{([^{}]*)\}")


def check_pattern(pattern: str) -> None:
    """Raise UserError where a pattern has an unknown name, no year in 〔〕 or no counter."""
    names = set(_NAME.findall(pattern))
    unknown = names - _NAMES
    if unknown:
        raise UserError(
            f"文号格式里的“{{{min(unknown)}}}”不认识", f"可用：{'、'.join(sorted(_NAMES))}"
        )
    if "〔{年}〕" not in pattern:
        raise UserError("文号格式里没有“〔{年}〕”", "年份写全称，用六角括号")
    if not names & {"序号", "案序号"}:
        raise UserError("文号格式里没有序号", "请加上 {序号} 或者 {案序号}")


def letter_number(
    pattern: str, *, prefix: str, kind_word: str, year: int, serial: int, case_serial: int = 0
) -> str:
    """The number of a letter in words; ``serial`` counts from 1 within its series and year."""
    check_pattern(pattern)
    values = {
        "代字": prefix,
        "类字": kind_word,
        "年": str(year),
        "序号": str(serial),
        "案序号": str(case_serial),
    }
    return _NAME.sub(lambda match: values[match.group(1)], pattern)


def letter_series(pattern: str, *, prefix: str, kind_word: str) -> str:
    """Name of the counter a letter takes its number from; each year starts anew.

    Letters of one 类字 share a counter only when the pattern prints 类字 before the year.
    """
    head = pattern.split("〔", 1)[0]
    return head.replace("{代字}", prefix).replace("{类字}", kind_word)


def register_number(year: int, serial: int, width: int = 3) -> str:
    """The number of a request in the register (登记号): 2026-018."""
    return f"{year}-{serial:0{width}d}"
