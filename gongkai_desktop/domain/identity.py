"""Checks of identity numbers: what looks wrong is a doubt for the clerk, never a refusal."""

from __future__ import annotations

from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_TEST_REGION = "99"


def identity_doubt(number: str) -> str:
    """What may be wrong with an ID number or a credit code, empty when nothing is.

    居民身份证 by GB 11643 (check digit, date of birth), 统一社会信用代码 by GB 32100.
    """
    plain = number.strip().upper().replace(" ", "")
    if not plain:
        return ""
    if len(plain) == 18 and plain[:17].isdigit() and not is_credit_code(plain):
        return _id_doubt(plain)
    if len(plain) == 18:
        return "" if is_credit_code(plain) else "统一社会信用代码的校验码不对，请核对"
    if len(plain) == 15 and plain.isdigit():
        return "15位旧身份证号，请核对是否已换发"
    return "证件号码位数不对，请核对"


def _id_doubt(plain: str) -> str:
    if _id_check(plain) != plain[17]:
        return "身份证号的校验码不对，请核对"
    try:
        date(int(plain[6:10]), int(plain[10:12]), int(plain[12:14]))
    except ValueError:
        return "身份证号里的出生日期不对，请核对"
    return "测试区划的身份证号" if plain.startswith(_TEST_REGION) else ""


def is_identity_number(plain: str) -> bool:
    """Whether eighteen signs in capitals carry the check digit of GB 11643."""
    return len(plain) == 18 and plain[:17].isdigit() and _id_check(plain) == plain[17]


def _id_check(plain: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(plain, _ID_WEIGHTS, strict=False))
    return _ID_CHECKS[total % 11]


def is_credit_code(plain: str) -> bool:
    """Whether eighteen signs carry the check sign of GB 32100 (统一社会信用代码)."""
    if any(char not in _USCC_CHARACTERS for char in plain):
        return False
    total = sum(
        _USCC_CHARACTERS.index(char) * weight
        for char, weight in zip(plain, _USCC_WEIGHTS, strict=False)
    )
    return _USCC_CHARACTERS[(31 - total % 31) % 31] == plain[17]
