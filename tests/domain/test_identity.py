"""Identity numbers by GB 11643 and GB 32100: doubts for the clerk, never refusals."""

from datetime import date

import pytest

from gongkai_desktop.domain.identity import CREDIT_CODE, ID_CARD, identity_doubt

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("number", "kind", "doubt"),
    [
        ("", "", ""),
        ("11010519491231002X", "", ""),
        ("11010519491231002x", ID_CARD, ""),
        ("110105 19491231 002X", ID_CARD, ""),
        ("110105194912310021", ID_CARD, "校验码"),
        ("1101051949123100", ID_CARD, "16位"),
        ("990101198001010014", ID_CARD, "测试区划"),
        ("130503670401001", ID_CARD, "15位"),
        ("91110000600037341L", "", ""),
        ("91350100M000100Y43", CREDIT_CODE, ""),
        ("91350100M000100Y44", CREDIT_CODE, "校验码"),
        ("91350100M000I00Y43", CREDIT_CODE, "不会有“I”"),
        ("9135010", CREDIT_CODE, "18位"),
        ("31990101MAT0000770", CREDIT_CODE, "测试区划"),
        ("E12345678", "护照", ""),
        ("911124198108030024", ID_CARD, "外国人永久居留"),
    ],
)
def test_what_looks_wrong_is_said(number: str, kind: str, doubt: str) -> None:
    found = identity_doubt(number, kind, TODAY)
    assert doubt in found if doubt else found == ""


def checked(first: str) -> str:
    """An ID number with its check digit, by the formula of GB 11643."""
    weights = [pow(2, 17 - at, 11) for at in range(17)]
    total = sum(int(digit) * weight for digit, weight in zip(first, weights, strict=True))
    return first + "10X98765432"[total % 11]


@pytest.mark.parametrize(
    ("first", "doubt"),
    [
        ("11010520260230001", "出生日期"),
        ("11010520270101001", "出生日期"),
        ("11010518800101001", "出生日期"),
        ("72010519800101001", "行政区划"),
        ("81000019800101001", ""),
        ("11010520080229001", ""),
    ],
)
def test_region_and_birth_are_looked_at(first: str, doubt: str) -> None:
    found = identity_doubt(checked(first), ID_CARD, TODAY)
    assert doubt in found if doubt else found == ""
