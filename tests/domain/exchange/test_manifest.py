"""What a package says of itself, its kinds and periods, and the password that guards it."""

from __future__ import annotations

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.kind import PackageKind, kind_named, period_of, period_words
from gongkai_desktop.domain.exchange.lock import demand_strong, strength_of
from gongkai_desktop.domain.exchange.manifest import (
    Manifest,
    manifest_from_record,
    manifest_record,
)

NAMED = ("配置", "任务", "季报", "年报", "案例", "台账脱敏", "答复备案", "退回")


def test_every_kind_of_the_product_page_has_its_word() -> None:
    assert set(NAMED) <= {kind.value for kind in PackageKind}
    for kind in PackageKind:
        assert kind_named(kind.value) is kind_named(kind.word) is kind


@pytest.mark.parametrize(
    ("text", "kind", "period", "words"),
    [
        ("2026", PackageKind.ANNUAL, "2026", "2026年"),
        ("2026年度", PackageKind.FILING, "2026", "2026年"),
        ("2026Q3", PackageKind.QUARTER, "2026Q3", "2026年第三季度"),
        ("2025", PackageKind.RETURN, "2025", "2025年"),
        ("2025Q4", PackageKind.RETURN, "2025Q4", "2025年第四季度"),
        ("2026-004", PackageKind.ASSIGNMENT, "2026-004", "2026-004"),
        ("望公开〔2026〕4号", PackageKind.OPINION, "望公开〔2026〕4号", "望公开〔2026〕4号"),
        ("Q收2026-1", PackageKind.OPINION, "Q收2026-1", "Q收2026-1"),
    ],
)
def test_periods_are_read_and_said(text, kind, period, words) -> None:
    assert period_of(text, kind) == period
    assert period_words(period) == words


@pytest.mark.parametrize("wrong", ["", "  ", "x" * 61, "2026\n004"])
def test_a_number_that_is_none_is_refused(wrong) -> None:
    with pytest.raises(UserError, match="登记号"):
        period_of(wrong, PackageKind.ASSIGNMENT)


def test_a_manifest_reads_back_and_old_ones_without_the_new_fields_too() -> None:
    told = Manifest(
        kind=PackageKind.RETURN,
        period="2025Q4",
        unit="望山县公开办",
        unit_code="000",
        party="003",
        level="部门",
        personal=("申请人姓名",),
    )
    record = manifest_record(told)
    assert manifest_from_record(record) == told
    older = {key: value for key, value in record.items() if key not in ("party", "level")}
    assert manifest_from_record({**older, "personal": []}).party == ""


@pytest.mark.parametrize("wrong", ["姓名", [1], ["x"] * 51, ["x" * 201]])
def test_what_cannot_be_a_list_of_personal_data_is_refused(wrong) -> None:
    record = manifest_record(
        Manifest(kind=PackageKind.ANNUAL, period="2025", unit="某局", unit_code="1")
    )
    with pytest.raises(UserError, match="personal"):
        manifest_from_record({**record, "personal": wrong})


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "请输入口令"),
        ("Ab3#kkd9", "太短（8位）"),
        ("aaaaaaaaaaaa", "太有规律"),
        ("123456789012", "太有规律"),
        ("abcdefghijkl", "太有规律"),
        ("ababababababab", "太有规律"),
        ("口令口令口令口令口令口令", "不要空格和汉字"),
        ("has spaces in it", "不要空格和汉字"),
        ("x9990101013y7", "不要用“990101013”"),
    ],
)
def test_what_anyone_would_try_guards_nothing(password, words) -> None:
    """The lock derives its key with few rounds: only the password's own strength protects."""
    assert words in strength_of(password, ("990101013", "望山县某局")).words
    with pytest.raises(UserError):
        demand_strong(password, ("990101013", "望山县某局"))


@pytest.mark.parametrize("password", ["KM7P-33QX-9DTU-H2WA", "chuan9Liu!yan5", "wosj8dkq27xv"])
def test_a_strong_one_passes(password) -> None:
    demand_strong(password, ("990101013", ""))
