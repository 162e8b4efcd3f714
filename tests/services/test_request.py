"""Registering and handling requests: 有申请必登记, nothing deleted, lateness never refused."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Applicant, Item, Request, Stage
from gongkai_desktop.services import listing
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.archive import Closing, close
from gongkai_desktop.services.workspace import Workspace


def new_request(day: date = date(2026, 11, 16), **changes: str) -> Request:
    return Request(
        register_no=changes.get("register_no", ""),
        applicant=Applicant(name="李某二", phone="13000000002"),
        request_text="城区控规局部调整批复",
        events=(Event(type=EventType.RECEIVED, date=day, channel="当面"),),
    )


def test_a_request_gets_the_next_number_of_its_year(empty: Workspace) -> None:
    numbers = [request_service.register(empty, new_request()).request.register_no for _ in range(3)]
    assert numbers == ["2026-001", "2026-002", "2026-003"]


def test_numbers_taken_by_hand_are_passed_over(empty: Workspace) -> None:
    request_service.register(empty, new_request(register_no="2026-001"))
    assert request_service.register(empty, new_request()).request.register_no == "2026-002"


def test_a_number_is_never_given_twice(empty: Workspace) -> None:
    request_service.register(empty, new_request(register_no="2026-009"))
    with pytest.raises(UserError, match="已在使用"):
        request_service.register(empty, new_request(register_no="2026-009"))


def test_a_receipt_in_the_future_is_refused(empty: Workspace) -> None:
    with pytest.raises(UserError, match="晚于今天"):
        request_service.register(empty, new_request(date(2026, 11, 23)))


def test_a_request_without_receipt_is_refused(empty: Workspace) -> None:
    bare = Request(register_no="", applicant=Applicant(name="甲"), request_text="乙")
    with pytest.raises(UserError, match="缺少收到日"):
        request_service.register(empty, bare)


def test_the_deadline_follows_each_event(empty: Workspace) -> None:
    number = request_service.register(empty, new_request()).request.register_no
    notice = Event(
        type=EventType.CORRECTION_NOTICE, date=date(2026, 11, 18), deadline=date(2026, 12, 7)
    )
    waiting = request_service.record_event(empty, number, notice)
    assert waiting.deadline.status == "等待补正"
    returned = Event(type=EventType.CORRECTION_RETURNED, date=date(2026, 11, 20))
    # 条例第三十条: the period starts anew on the day the corrected request is received.
    assert request_service.record_event(empty, number, returned).deadline.due_date == date(
        2026, 12, 18
    )


def test_an_event_before_the_receipt_is_refused(empty: Workspace) -> None:
    number = request_service.register(empty, new_request()).request.register_no
    early = Event(type=EventType.EXTENSION, date=date(2026, 11, 10), days=10)
    with pytest.raises(UserError, match="早于收到日"):
        request_service.record_event(empty, number, early)


def test_a_late_answer_is_recorded_not_refused(sample: Workspace) -> None:
    decided = Event(type=EventType.DECIDED, date=date(2026, 11, 22))
    sent = Event(type=EventType.REPLY_SENT, date=date(2026, 11, 22), method="邮寄")
    request_service.record_event(sample, "2026-015", decided)
    assert request_service.record_event(sample, "2026-015", sent).deadline.status == "超期答复"


def test_a_struck_request_keeps_its_number(empty: Workspace) -> None:
    number = request_service.register(empty, new_request()).request.register_no
    with pytest.raises(UserError, match="理由"):
        request_service.void(empty, number, "  ")
    request_service.void(empty, number, "重复登记")
    assert listing.register_show(empty, number)["stage"] == Stage.VOID
    assert request_service.register(empty, new_request()).request.register_no == "2026-002"


def test_the_row_follows_from_the_items(sample: Workspace) -> None:
    items = (
        Item(no=1, text="甲", ground="open_provide"),
        Item(no=2, text="乙", ground="third_party"),
    )
    recorded = request_service.answer_items(sample, "2026-016", items)
    assert recorded.request.row == "r3_2_partial"


def test_the_clerk_confirms_the_main_ground(sample: Workspace) -> None:
    items = (
        Item(no=1, text="甲", ground="not_exist"),
        Item(no=2, text="乙", ground="third_party"),
    )
    recorded = request_service.answer_items(sample, "2026-016", items, "r3_4_1_not_held")
    assert recorded.request.row == "r3_4_1_not_held"


def test_amending_particulars_leaves_the_events_alone(sample: Workspace) -> None:
    request = request_service.request_numbered(sample, "2026-016")
    changed = attrs.evolve(request, section="规划科", events=())
    saved = request_service.amend(sample, changed).request
    assert saved.section == "规划科"
    assert saved.events == request.events


def test_archiving_closes_the_file(sample: Workspace) -> None:
    close(sample, "2026-011", date(2026, 11, 20), Closing(reason="纸质原件另存"))
    assert listing.register_show(sample, "2026-011")["stage"] == "归档"


def test_a_wrong_day_of_receipt_is_corrected_and_the_clock_follows(empty: Workspace) -> None:
    """条例第三十一条: signed for on Friday, entered as Monday."""
    wrong = request_service.register(empty, new_request(date(2026, 11, 16))).request
    assert wrong.received is not None
    right = attrs.evolve(wrong.received, date=date(2026, 11, 13), channel="邮寄(EMS/挂号)")
    saved = request_service.amend(empty, wrong, right)
    assert saved.deadline.due_date == date(2026, 12, 11)
    assert (saved.request.channel, len(saved.request.events)) == ("邮寄(EMS/挂号)", 1)


def test_the_receipt_comes_before_what_follows_from_it(sample: Workspace) -> None:
    request = request_service.request_numbered(sample, "2026-018")
    assert request.received is not None
    late = attrs.evolve(request.received, date=date(2026, 11, 20))
    with pytest.raises(UserError, match="晚于告知补正"):
        request_service.amend(sample, request, late)


def test_an_unknown_number_is_named(sample: Workspace) -> None:
    with pytest.raises(UserError, match="2026-999"):
        request_service.request_numbered(sample, "2026-999")


def test_a_late_handover_is_a_doubt(sample: Workspace) -> None:
    slow = attrs.evolve(new_request(), forwarded=date(2026, 11, 20))
    assert any("转交" in doubt for doubt in request_service.doubts_about(slow, sample))


def test_every_change_is_one_audit_entry(empty: Workspace) -> None:
    with empty.office.read() as reader:
        before = reader.audit.head().seq
    request_service.register(empty, new_request())
    with empty.office.read() as reader:
        entries = reader.audit.entries(limit=1)
        assert reader.audit.head().seq == before + 1
    assert (entries[0].operator, entries[0].use_case) == ("丁某", "登记申请")
