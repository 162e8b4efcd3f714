"""What cannot be evaluated is refused in one plain sentence; what may be right is warned about."""

from typing import Any

import pytest

from gongkai_desktop.domain.clock import evaluate_case
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library.calendars import load_calendar
from gongkai_desktop.library.clock_rules import load_clock_rules

CALENDAR = load_calendar()
RULES = load_clock_rules()
RECEIVED = {"type": "received", "date": "2026-03-02", "channel": "当面"}


def answer(*events: dict[str, Any], kind: str = "reply_deadline") -> dict[str, Any]:
    return evaluate_case({"kind": kind, "events": list(events)}, CALENDAR, RULES)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("文字", "案例不是一个对象"),
        (None, "案例不是一个对象"),
        ({}, "缺少 events"),
        ({"events": []}, "缺少 events"),
        ({"events": {"type": "received"}}, "缺少 events"),
        ({"events": ["received"]}, "第1个事件不是一个对象"),
        ({"events": [{"date": "2026-03-02"}]}, "不认识"),
        ({"events": [{"type": "recieved", "date": "2026-03-02"}]}, "recieved"),
        ({"events": [{"type": "received"}]}, "不是有效日期"),
        ({"events": [{"type": "received", "date": "2026-02-30"}]}, "2026-02-30"),
        ({"events": [{"type": "received", "date": "2026/03/02"}]}, "不是有效日期"),
        ({"events": [{"type": "received", "date": "2026-W10-1"}]}, "不是有效日期"),
        ({"events": [{"type": "received", "date": "２０２６-03-02"}]}, "不是有效日期"),
        ({"events": [{"type": "received", "date": 20260302}]}, "不是有效日期"),
        ({"events": [{"type": "received", "date": "9999-12-31"}]}, "年份不对"),
        ({"events": [{"type": "received", "date": "0026-03-02"}]}, "年份不对"),
        ({"events": [{"type": "extension", "date": "2026-03-02", "days": 5}]}, "没有收到申请"),
        ({"kind": "reply", "events": [RECEIVED]}, "reply"),
        ({"kind": ["reply_deadline"], "events": [RECEIVED]}, "不认识"),
        ({"events": [RECEIVED, {"type": "extension", "date": "2026-03-10"}]}, "days"),
        ({"events": [RECEIVED, {"type": "extension", "date": "2026-03-10", "days": 0}]}, "days"),
        ({"events": [RECEIVED, {"type": "extension", "date": "2026-03-10", "days": -3}]}, "-3"),
        ({"events": [RECEIVED, {"type": "extension", "date": "2026-03-10", "days": "十"}]}, "十"),
        ({"events": [RECEIVED, {"type": "extension", "date": "2026-03-10", "days": True}]}, "days"),
        ({"events": [RECEIVED, {"type": "delay_set", "date": "2026-03-10"}]}, "until"),
        (
            {"events": [RECEIVED, {"type": "agency_sent", "date": "2026-03-10", "joint": 1}]},
            "joint",
        ),
        (
            {"events": [RECEIVED, {"type": "extension", "date": "2026-02-27", "days": 5}]},
            "早于收到日",
        ),
        ({"events": [RECEIVED, {"type": "as_of", "date": "2026-03-01"}]}, "早于收到日"),
        (
            {
                "events": [
                    RECEIVED,
                    {"type": "correction_notice", "date": "2026-03-05", "deadline": "下周"},
                ]
            },
            "deadline",
        ),
        ({"kind": "review_deadline", "events": [RECEIVED]}, "reply_received"),
        ({"kind": "litigation_deadline", "events": [RECEIVED]}, "review_decision_received"),
        ({"kind": "proactive_deadline", "events": [RECEIVED]}, "formed"),
        ({"kind": "suit_answer_deadline", "events": [RECEIVED]}, "copy_received"),
    ],
)
def test_what_cannot_be_read_is_refused(case: Any, words: str) -> None:
    with pytest.raises(UserError) as refused:
        evaluate_case(case, CALENDAR, RULES)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([{"type": "received", "date": "2026-03-04"}], "不止一次"),
        ([{"type": "submitted", "date": "2026-03-06"}], "提交日晚于收到日"),
        ([{"type": "correction_returned", "date": "2026-03-06"}], "没有登记补正告知"),
        ([{"type": "correction_lapsed", "date": "2026-03-06"}], "没有登记补正告知"),
        ([{"type": "third_party_answered", "date": "2026-03-06"}], "没有对应的征求意见"),
        ([{"type": "agency_lapsed", "date": "2026-03-06"}], "没有对应的征求意见"),
        ([{"type": "fee_paid", "date": "2026-03-06"}], "没有登记有效的收费通知"),
        ([{"type": "fee_lapsed", "date": "2026-03-06"}], "没有登记有效的收费通知"),
        (
            [
                {"type": "third_party_sent", "date": "2026-03-06", "party": "甲"},
                {"type": "third_party_answered", "date": "2026-03-09", "party": "乙"},
            ],
            "没有对应的征求意见",
        ),
        (
            [
                {"type": "third_party_sent", "date": "2026-03-06"},
                {"type": "third_party_lapsed", "date": "2026-03-09"},
            ],
            "尚未届满",
        ),
        (
            [{"type": "third_party_sent", "date": "2026-03-06", "letter_received": "2026-03-04"}],
            "收到日早于发出日",
        ),
        (
            [{"type": "fee_notice", "date": "2026-03-06", "received": "2026-03-04"}],
            "收到日早于发出日",
        ),
        (
            [
                {"type": "fee_notice", "date": "2026-03-06"},
                {"type": "fee_lapsed", "date": "2026-03-20"},
            ],
            "缴费期限尚未届满",
        ),
        ([{"type": "delay_set", "date": "2026-03-10", "until": "2026-03-05"}], "早于告知日"),
        ([{"type": "delay_set", "date": "2026-03-10", "until": "2026-05-31"}], "休息日"),
        (
            [
                {"type": "delay_set", "date": "2026-03-10", "until": "2026-05-29"},
                {"type": "extension", "date": "2026-03-12", "days": 5},
            ],
            "延期不再改变期限",
        ),
        ([{"type": "correction_notice", "date": "2026-04-07"}], "已超过答复期限"),
        (
            [{"type": "correction_notice", "date": "2026-03-09", "deadline": "2026-03-06"}],
            "补正期限早于告知日",
        ),
        ([{"type": "decided", "date": "2026-03-20"}], "尚未登记送达"),
        (
            [
                {"type": "reply_sent", "date": "2026-03-20", "method": "邮寄"},
                {"type": "reply_sent", "date": "2026-04-20", "method": "邮寄"},
            ],
            "第一次送达",
        ),
        (
            [
                {
                    "type": "reply_sent",
                    "date": "2026-03-20",
                    "method": "邮寄",
                    "signed": "2026-03-19",
                }
            ],
            "签收日早于寄出日",
        ),
    ],
)
def test_what_may_be_a_slip_is_warned_about(events: list[dict[str, Any]], words: str) -> None:
    warnings = answer(RECEIVED, *events)["warnings"]
    assert any(words in warning for warning in warnings), warnings


def test_an_answer_naming_a_party_closes_a_letter_that_names_none() -> None:
    answered = answer(
        {"type": "received", "date": "2026-07-01"},
        {"type": "third_party_sent", "date": "2026-07-08"},
        {"type": "third_party_answered", "date": "2026-07-20", "party": "甲公司"},
    )
    assert answered["due_date"] == "2026-08-10"
    assert answered["warnings"] == []


def test_while_a_supplement_is_awaited_the_old_period_does_not_run_out() -> None:
    """条例第三十条: the period begins when the supplement comes, so opinions may be asked for."""
    said = answer(
        RECEIVED,
        {"type": "correction_notice", "date": "2026-03-06", "deadline": "2026-04-10"},
        {"type": "agency_sent", "date": "2026-04-07", "joint": False},
        {"type": "correction_returned", "date": "2026-04-09"},
        {"type": "agency_answered", "date": "2026-04-14"},
    )
    assert said["warnings"] == []
    assert said["excluded_workdays"] == 3
    assert said["due_date"] == "2026-05-14"


def test_unknown_keys_and_empty_values_are_left_alone() -> None:
    said = answer({**RECEIVED, "note": "x", "remark": "y", "signed": None})
    assert said["due_date"] == "2026-03-30"


def test_the_kind_may_be_left_out() -> None:
    assert evaluate_case({"events": [RECEIVED]}, CALENDAR, RULES)["due_date"] == "2026-03-30"


@pytest.mark.parametrize(
    ("decided", "as_of", "status"),
    [
        ("2026-03-30", None, "计时"),
        ("2026-03-31", None, "超期答复"),
        ("2026-03-30", "2026-03-30", "计时"),
        ("2026-03-30", "2026-03-31", "已超期"),
    ],
)
def test_a_decision_in_the_drawer_is_no_reply(decided: str, as_of: str | None, status: str) -> None:
    """国办公开办函〔2016〕235号: 以签收之日、交邮之日为期限计算时点, 不以成文日为准."""
    events = [RECEIVED, {"type": "decided", "date": decided}]
    marks = [{"type": "as_of", "date": as_of}] if as_of else []
    assert answer(*events, *marks)["status"] == status
