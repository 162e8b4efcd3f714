"""Rules that need the file beside the letter, and what findings mean for the signing chain."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.finding import Finding, Severity
from gongkai_desktop.domain.lint.rules import Step
from gongkai_desktop.domain.lint.verdict import Verdict, reason_key
from gongkai_desktop.services import lint
from gongkai_desktop.store import StoredLetter
from tests.services.test_lint import TODAY, knowledge, sample

PAPERS: list[tuple[str, str, dict[str, Any], bool]] = [
    # rule, letter, what the file knows, whether the rule speaks
    (
        "D11",
        "C12",
        {
            "request_text": "《关于土地置换的协议》",
            "earlier_letters": [
                {"number": "望资答〔2024〕3号", "text": "现提供《关于土地置换的协议》"}
            ],
        },
        True,
    ),
    (
        "D11",
        "C12",
        {
            "request_text": "《关于土地置换的协议》",
            "earlier_letters": [{"number": "", "text": "其他"}],
        },
        False,
    ),
    ("D09", "C12", {"search_records": 0}, True),
    ("D09", "C12", {"search_records": 1}, False),
    ("D17", "C4", {"secrecy_record": ""}, True),
    ("D17", "C4", {"secrecy_record": "保密审核〔2026〕第7号"}, False),
    ("D14", "C7", {"opinion_dates": []}, True),
    ("D21", "C21", {"correction_dates": []}, True),
    ("D22", "C19", {"reasons_dates": []}, True),
    ("D22", "C19", {"reasons_dates": ["2026-03-02"]}, False),
    ("D23", "C22", {"fee_dates": []}, True),
    ("D25", "C12", {"approved_code": "C13"}, True),
    ("D25", "C12", {"approved_code": "C12"}, False),
    ("D20", "C17", {"request_text": "甲地块的批复", "earlier_request_text": "乙道路的合同"}, True),
    ("D13", "C2", {"url_checked_date": "2025-01-02"}, True),
    ("F02", "C1", {"used_numbers": ["望资公开答〔2026〕18号"]}, True),
    ("F02", "C1", {"used_numbers": ["望资公开答〔2026〕15号"]}, True),
    ("F02", "C1", {"used_numbers": ["望资公开答〔2026〕17号"]}, False),
    ("T08", "F2", {"applicant_phone": "999-1234"}, True),
    ("T08", "F2", {"applicant_phone": "000-00000012"}, False),
    ("T08", "F2", {"applicant_address": "望山县别处街1号"}, True),
    ("T10", "C1", {"received_date": "2026-06-25", "signed_for_date": "2026-06-22"}, True),
    ("T10", "C1", {"received_date": "2026-06-29", "signed_for_date": "2026-06-29"}, False),
    ("T10", "C1", {"received_date": "2026-06-26"}, True),
    ("T10", "B3", {"received_date": "2026-10-13"}, False),
    ("T10", "B3", {"received_date": "2026-09-13", "returned_dates": ["2026-10-13"]}, False),
    ("T10", "B3", {"received_date": "2026-09-13", "returned_dates": ["2026-10-12"]}, True),
    ("T10", "C17", {"received_date": "2025-09-13"}, False),
    ("T05", "C1", {"posted_date": "2026-07-25"}, True),
    ("T05", "C1", {"posted_date": "2026-07-24"}, False),
    ("T05", "C1", {"due_date": "2026-11-25"}, True),
    ("T05", "C1", {"due_date": "2026-12-15"}, False),
    ("F11", "C1", {"approved_text": "别的文字"}, True),
]


def findings(code: str, text: str, known: dict[str, Any]) -> tuple[Finding, ...]:
    return lint.check_words(text, code, day=None, today=TODAY, knowledge=knowledge(), fields=known)


@pytest.mark.parametrize(("rule", "code", "known", "speaks"), PAPERS)
def test_what_the_file_holds(rule: str, code: str, known: dict[str, Any], speaks: bool) -> None:
    before = {one.message for one in findings(code, sample(code), {}) if one.rule == rule}
    told = {one.message for one in findings(code, sample(code), known) if one.rule == rule}
    assert bool(told - before) is speaks


def test_the_approved_words_may_take_number_and_date() -> None:
    text = sample("C1")
    approved = text.replace("望资公开答〔2026〕18号", "").replace("\n2026年7月20日\n", "\n")
    assert "F11" not in {one.rule for one in findings("C1", text, {"approved_text": approved})}


def test_a_correction_is_asked_for_once_and_within_seven_working_days() -> None:
    text = sample("B1")
    late = {"received_date": "2026-01-05"}
    again = {"correction_dates": ["2026-01-05"]}
    assert [one.severity for one in findings("B1", text, late) if one.rule == "T01"] == ["W"]
    assert [one.rule for one in findings("B1", text, again) if one.rule == "T01"] == ["T01"]


def test_the_same_answer_again_after_it_was_quashed() -> None:
    again = sample("G2")
    assert "D26" in {one.rule for one in findings("G2", again, {"quashed_text": again})}
    other = sample("C12")
    assert "D26" not in {one.rule for one in findings("G2", again, {"quashed_text": other})}


ERROR = Finding(rule="D01", severity=Severity.ERROR, message="没有依据")
GAP = Finding(rule="F01", severity=Severity.ERROR, message="空白")
COURIER = Finding(rule="T07", severity=Severity.ERROR, message="快递公司")
DOUBT = Finding(rule="D10", severity=Severity.WARNING, message="检索范围少")
HINT = Finding(rule="F10", severity=Severity.HINT, message="页码")


def test_an_error_holds_up_its_own_step_and_nothing_earlier() -> None:
    verdict = Verdict(findings=(ERROR, GAP, COURIER, DOUBT, HINT))
    assert verdict.blocking(Step.REVIEW) == (ERROR,)
    assert verdict.blocking(Step.SEAL) == (ERROR, GAP)
    assert verdict.blocking(Step.POSTING) == (ERROR, GAP, COURIER)


def test_a_warning_goes_through_once_its_reason_is_recorded() -> None:
    assert not Verdict(findings=(DOUBT,)).clear_for(Step.REVIEW)
    told = Verdict(findings=(DOUBT, HINT), reasons={reason_key(DOUBT): "系统只有一个"})
    assert told.clear_for(Step.POSTING)


def test_no_rule_makes_a_late_answer_impossible() -> None:
    reasons = {reason_key(ERROR): "今天是最后一天"}
    assert Verdict(findings=(ERROR,), reasons=reasons).blocking(Step.REVIEW)
    assert not Verdict(findings=(ERROR,), reasons=reasons, pressing=True).blocking(Step.REVIEW)


def test_reasons_are_kept_with_the_letter() -> None:
    letter = StoredLetter(code="C12")
    told = lint.explained(letter, DOUBT, " 只有一个系统 ", by="丁某", on=date(2026, 11, 22))
    again = lint.explained(told, DOUBT, "已补查档案室", by="丁某", on=date(2026, 11, 23))
    assert [step["reason"] for step in again.steps] == ["已补查档案室"]
    with pytest.raises(UserError, match="理由"):
        lint.explained(letter, DOUBT, " ", by="丁某", on=date(2026, 11, 22))
