"""Numbers of letters and requests (文号、登记号), GB/T 9704-2012 7.2.5.

A letter's number has the full year in 六角括号, no 第 and no leading zeros. The family is a
pattern with the names below; offices whose superior prescribes another order set their own.
"""

from __future__ import annotations

import re

from gongkai_desktop.domain.errors import UserError

DEFAULT_PATTERN = "{代字}公开{类字}〔{年}〕{序号}号"
"""One counter per 代字, 类字 and year: 望资公开答〔2026〕3号."""

CASE_PATTERN = "{代字}公开〔{年}〕{案序号}号—{后缀}"
"""Number of the case with the kind of letter behind it: 望资公开〔2026〕18号—公告."""

SUFFIX_MARK = "—"
"""What stands before the kind of letter where a number ends in it."""

_NAMES = {"代字", "类字", "后缀", "年", "序号", "案序号", "案序"}
_NAME = re.compile(r"\{([^{}]*)\}")
_CASE_NAMES = {"案序号", "案序"}
_NUMBER = re.compile(r"(?P<head>[^〔〕]+)〔(?P<year>\d{4})〕(?P<serial>\d+)号")
_REGISTER_NO = re.compile(r"(\d{4})-0*(\d+)")


def numbers_the_case(pattern: str) -> bool:
    """Whether a pattern takes the case's own serial and no counter (案号加后缀)."""
    names = set(_NAME.findall(pattern))
    return bool(names & _CASE_NAMES) and "序号" not in names


def case_serial_of(register_no: str) -> tuple[int, int]:
    """Year and serial of a 登记号 (2026-018 → 2026, 18); UserError for one of another shape."""
    match = _REGISTER_NO.fullmatch(register_no)
    if match is None:
        raise UserError(
            f"登记号“{register_no}”里认不出年份和序号，不能用案号编文号", "请用手工编号"
        )
    return int(match.group(1)), int(match.group(2))


def read_number(number: str) -> tuple[str, int, int] | None:
    """Head, year and serial of a letter's number; None for one of another shape."""
    match = _NUMBER.fullmatch(number)
    if match is None:
        return None
    return match["head"], int(match["year"]), int(match["serial"])


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
    if not names & {"序号", *_CASE_NAMES}:
        raise UserError("文号格式里没有序号", "请加上 {序号} 或者 {案序号}")


def letter_number(
    pattern: str,
    *,
    prefix: str,
    kind_word: str,
    year: int,
    serial: int,
    case_serial: int = 0,
    suffix: str = "",
) -> str:
    """The number of a letter in words; ``serial`` counts from 1 within its series and year.

    ``suffix`` ends a number of the family 案号加后缀; a form without one takes its 类字.
    """
    check_pattern(pattern)
    values = {
        "代字": prefix,
        "类字": kind_word,
        "年": str(year),
        "序号": str(serial),
        "案序号": str(case_serial),
        "案序": str(case_serial),
        "后缀": suffix or kind_word,
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
