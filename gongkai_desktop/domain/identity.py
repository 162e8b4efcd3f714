"""Checks of identity numbers: what looks wrong is a doubt for the clerk, never a refusal.

居民身份证 by GB 11643 (region, date of birth, check digit), 统一社会信用代码 by GB 32100
(registering authority, region, check character).
"""

from __future__ import annotations

from datetime import date

ID_CARD, CREDIT_CODE = "居民身份证", "统一社会信用代码"
ID_KINDS = (
    ID_CARD,
    CREDIT_CODE,
    "护照",
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "外国人永久居留身份证",
    "军官证",
    "其他",
)

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CREDIT_AUTHORITIES = "123456789ANY"
_TEST_REGION = "99"
_NATIONAL_REGION = "10"
# GB/T 2260: the first two digits of a region, 81–83 for residence permits of 港澳台居民.
_PROVINCES = frozenset(
    str(code)
    for codes in ((11, 16), (21, 24), (31, 38), (41, 47), (50, 55), (61, 66), (71, 72), (81, 84))
    for code in range(*codes)
)
_EARLIEST = 1900


def identity_doubt(number: str, kind: str = "", today: date | None = None) -> str:
    """What may be wrong with an ID number or a credit code, empty when nothing is.

    ``kind`` is the paper it stands on (证件名称); without one it is told by its form. Numbers of
    other papers follow no rule that could be checked. ``today`` bounds the date of birth.
    """
    plain = number.strip().upper().replace(" ", "")
    if not plain or kind not in ("", ID_CARD, CREDIT_CODE):
        return ""
    if (kind or _kind_of(plain)) == CREDIT_CODE:
        return _credit_doubt(plain)
    return _id_doubt(plain, today or date.max)


def _kind_of(plain: str) -> str:
    if len(plain) != 18:
        return ID_CARD
    digits = plain[:17].isdecimal() and (plain[17].isdecimal() or plain[17] == "X")
    return ID_CARD if digits and not is_credit_code(plain) else CREDIT_CODE


def _id_doubt(plain: str, today: date) -> str:
    if len(plain) == 15 and plain.isdecimal():
        return "15位旧身份证号，请核对是否已换发"
    if len(plain) != 18:
        return f"证件号码有{len(plain)}位，身份证号应为18位，请核对"
    if not plain[:17].isdecimal():
        return "身份证号前17位应为数字，请核对"
    if not is_identity_number(plain):
        return "身份证号的校验码不对，请核对"
    return _birth_doubt(plain, today) or _region_note(plain)


def _birth_doubt(plain: str, today: date) -> str:
    try:
        born = date(int(plain[6:10]), int(plain[10:12]), int(plain[12:14]))
    except ValueError:
        born = None
    if born is None or not date(_EARLIEST, 1, 1) <= born <= today:
        return "身份证号里的出生日期不对，请核对"
    return ""


def _region_note(plain: str) -> str:
    if plain.startswith(_TEST_REGION):
        return "测试区划（99开头）的身份证号"
    if plain.startswith("9") and plain[1:3] in _PROVINCES:
        return "这是外国人永久居留身份证的号码，请核对证件名称"
    return "" if plain[:2] in _PROVINCES else "身份证号的行政区划不对，请核对"


def _credit_doubt(plain: str) -> str:
    if len(plain) != 18:
        return f"统一社会信用代码应为18位，填写的有{len(plain)}位，请核对"
    wrong = sorted({char for char in plain if char not in _CREDIT_CHARACTERS})
    if wrong:
        return f"统一社会信用代码里不会有“{'、'.join(wrong)}”，请核对"
    if not is_credit_code(plain):
        return "统一社会信用代码的校验码不对，请核对"
    if plain[0] not in _CREDIT_AUTHORITIES:
        return "统一社会信用代码的登记管理部门代码（第1位）不对，请核对"
    if plain[2:4] == _TEST_REGION:
        return "测试区划（99开头）的统一社会信用代码"
    known = plain[2:4] in _PROVINCES or plain[2:4] == _NATIONAL_REGION
    return "" if known else "统一社会信用代码的行政区划（第3至8位）不对，请核对"


def is_identity_number(plain: str) -> bool:
    """Whether eighteen signs in capitals carry the check digit of GB 11643."""
    if len(plain) != 18 or not plain[:17].isdecimal():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(plain, _ID_WEIGHTS, strict=False))
    return _ID_CHECKS[total % 11] == plain[17]


def is_credit_code(plain: str) -> bool:
    """Whether eighteen signs carry the check sign of GB 32100 (统一社会信用代码)."""
    if any(char not in _CREDIT_CHARACTERS for char in plain):
        return False
    total = sum(
        _CREDIT_CHARACTERS.index(char) * weight
        for char, weight in zip(plain, _CREDIT_WEIGHTS, strict=False)
    )
    return _CREDIT_CHARACTERS[(31 - total % 31) % 31] == plain[17]
