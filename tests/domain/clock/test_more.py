"""Further cases, each against its written dates and against the brute-force walk."""

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai_desktop.domain.clock import evaluate_case
from gongkai_desktop.library.calendars import load_calendar
from gongkai_desktop.library.clock_rules import load_clock_rules
from tests.domain.clock import oracle

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "clock_more.json").read_text(encoding="utf-8")
)["cases"]
CALENDAR = load_calendar()
RULES = load_clock_rules()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_further_case_comes_out(case: dict[str, Any]) -> None:
    answer = evaluate_case(case, CALENDAR, RULES)
    expected = case["expected"]
    assert {key: answer.get(key) for key in expected} == expected
    assert len(answer["warnings"]) == case["warns"], answer["warnings"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_brute_force_walk_agrees(case: dict[str, Any]) -> None:
    if case["kind"] == "reply_deadline":
        walked = oracle.reply(case["events"])
    else:
        walked = oracle.period(case["kind"], case["events"][0])
    shared = walked.keys() & case["expected"].keys()
    assert {key: walked[key] for key in shared} == {key: case["expected"][key] for key in shared}
