"""The worked cases: each names its article and the dates that must come out."""

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai_desktop.domain.clock import evaluate_case
from gongkai_desktop.library.calendars import load_calendar
from gongkai_desktop.library.clock_rules import load_clock_rules

CASES = Path(__file__).parents[2] / "cases" / "clock.json"
CALENDAR = load_calendar()
RULES = load_clock_rules()


def worked_cases() -> list[dict[str, Any]]:
    return json.loads(CASES.read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", worked_cases(), ids=lambda case: case["id"])
def test_a_worked_case_comes_out(case: dict[str, Any]) -> None:
    answer = evaluate_case(case, CALENDAR, RULES)
    expected = {"excluded_workdays": 0, "extension_days": 0, **case["expected"]}
    if case["kind"] != "reply_deadline":
        expected = case["expected"]
    assert {key: answer.get(key) for key in expected} == expected
