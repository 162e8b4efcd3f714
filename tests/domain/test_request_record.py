"""Requests as JSON: written and read back without loss, bad input named."""

from datetime import date

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import EventType, event_from_dict, event_to_dict
from gongkai_desktop.domain.request_record import request_from_record, request_to_record

SHORT = {
    "applicant": "李某二",
    "request_text": "城区控规局部调整批复",
    "received_date": "2026-03-02",
    "channel": "当面",
}


def test_a_short_record_becomes_a_receipt() -> None:
    request = request_from_record(SHORT)
    assert request.received.date == date(2026, 3, 2)
    assert request.channel == "当面"


def test_an_online_request_keeps_submission_and_confirmation() -> None:
    request = request_from_record({**SHORT, "channel": "互联网", "submitted_date": "2026-02-28"})
    assert [event.type for event in request.events] == [EventType.SUBMITTED, EventType.RECEIVED]


def test_records_round_trip() -> None:
    request = request_from_record(
        {
            **SHORT,
            "register_no": "2026-001",
            "applicant_kind": "legal_svc",
            "items": ["甲", {"text": "乙", "ground": "36-2", "fields": {"reason": "理由"}}],
            "events": [
                {"type": "received", "date": "2026-03-02", "channel": "当面"},
                {"type": "extension", "date": "2026-03-26", "days": 20},
                {"type": "agency_sent", "date": "2026-03-04", "joint": False},
            ],
            "forwarded": "2026-03-03",
        }
    )
    record = request_to_record(request)
    assert request_to_record(request_from_record(record)) == record


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"applicant": ""}, "缺少 applicant"),
        ({"request_text": 5}, "request_text 应为文字"),
        ({"received_date": "2026-02-30"}, "不是有效日期"),
        ({"received_date": None}, "缺少收到日"),
        ({"applicant_kind": "公司"}, "applicant_kind“公司”不认识"),
        ({"items": "甲"}, "items 应为列表"),
        ({"items": [3]}, "第1项不是一个对象"),
        ({"items": [{"text": "甲", "fields": 3}]}, "fields 应为对象"),
        ({"events": {}}, "events 应为列表"),
        ({"events": [{"type": "paused", "date": "2026-03-02"}]}, "“paused”不认识"),
        ({"events": [{"type": "extension", "date": "2026-03-26", "days": -1}]}, "不是工作日数"),
        (
            {"events": [{"type": "agency_sent", "date": "2026-03-04", "joint": 1}]},
            "true 或者 false",
        ),
        ({"events": ["received"]}, "不是一个对象"),
    ],
)
def test_bad_records_are_named(change: dict[str, object], words: str) -> None:
    with pytest.raises(UserError) as caught:
        request_from_record({**SHORT, **change})
    assert words in caught.value.message


def test_a_record_must_be_an_object() -> None:
    with pytest.raises(UserError, match="不是一个对象"):
        request_from_record(["李某二"])


@pytest.mark.parametrize("kind", list(EventType))
def test_every_event_type_has_a_label_and_round_trips(kind: EventType) -> None:
    event = event_from_dict({"type": kind.value, "date": "2026-03-02", "party": "甲公司"})
    assert event_from_dict(event_to_dict(event)) == event
    assert kind.label
