"""The password of a package with personal data (口令): what is strong enough, and in words.

The lock is the AES-256 of WinZip, so that an office without the program opens it with 7-Zip,
WinRAR or 360压缩. Its key is derived with few rounds: only the length of the password protects,
and it must be typed the same in every program, so it keeps to the characters of one keyboard.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import attrs

from gongkai_desktop.domain.errors import UserError

SHORTEST = 12
GOOD = 16
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Signs of a made password: none that is read for another over the telephone (0 O, 1 I l)."""

GROUPS, GROUP = 4, 4
_FEWEST_SIGNS = 6


@attrs.frozen(kw_only=True)
class Strength:
    """How a password stands: ``fault`` why it cannot be used, empty where it can."""

    fault: str
    words: str


def strength_of(password: str, known: Sequence[str] = ()) -> Strength:
    """Judge a password; ``known`` are words anyone would try (unit, code, telephone)."""
    fault = _fault(password, known)
    if fault:
        return Strength(fault=fault, words=fault)
    if len(password) >= GOOD:
        return Strength(fault="", words="强度：强")
    return Strength(fault="", words=f"强度：够用，{GOOD}位以上更好")


def _fault(password: str, known: Sequence[str]) -> str:
    if not password:
        return f"请输入口令，{SHORTEST}位以上"
    if not all("!" <= sign <= "~" for sign in password):
        return "口令只用英文字母、数字和英文符号，不要空格和汉字，别的解压软件才能打开"
    if len(password) < SHORTEST:
        return f"口令太短（{len(password)}位），请用{SHORTEST}位以上"
    lowered = password.lower()
    tried = next((one for one in known if len(one) >= 3 and one.lower() in lowered), "")
    if tried:
        return f"口令里不要用“{tried}”，容易被猜到"
    if len(set(lowered)) < _FEWEST_SIGNS or _runs(lowered):
        return "口令太有规律，容易被猜到"
    return ""


def _runs(password: str) -> bool:
    """Whether it is mostly signs in a row (12345678…, abcdefgh…)."""
    steps = [ord(second) - ord(first) for first, second in itertools.pairwise(password)]
    return sum(step in (-1, 0, 1) for step in steps) > len(steps) // 2


def demand_strong(password: str, known: Sequence[str] = ()) -> None:
    """Raise UserError where a password may not guard personal data."""
    fault = strength_of(password, known).fault
    if fault:
        raise UserError(fault, "可以用程序生成的口令，另外告知收件人，不要和文件放在一起")
