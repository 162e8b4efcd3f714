"""撤销: the last step is taken back by striking it; what others acted on is not."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Request
from gongkai_desktop.services import auto_backup, ledger, undo
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.unit import save_unit, the_unit

DAY = date(2026, 11, 16)


@pytest.fixture
def number(empty):
    made = Request(
        register_no="",
        applicant=Applicant(name="李某二", kind=ApplicantKind.NATURAL),
        request_text="供水工程验收报告",
        events=(Event(type=EventType.RECEIVED, date=DAY, channel="当面"),),
    )
    return request_service.register(empty, made).request.register_no


def show(workspace, number):
    return request_service.request_numbered(workspace, number)


def test_a_request_registered_by_mistake_is_struck_and_stays_in_the_audit(empty, number):
    step = undo.last_step(empty)
    assert number in step.subject
    undo.take_back(empty, step)
    assert show(empty, number).void_reason == undo.REASON
    with empty.office.read() as reader:
        done = [one.use_case for one in reader.audit.entries(2)]
    assert step.use_case in done


def test_an_event_is_taken_back_and_the_clock_counts_as_before(empty, number):
    before = request_service.show(empty, number)[1].status
    event = Event(type=EventType.CORRECTION_NOTICE, date=DAY, deadline=date(2026, 12, 7))
    request_service.record_event(empty, number, event)
    assert request_service.show(empty, number)[1].status != before
    undo.take_back(empty, undo.last_step(empty))
    assert request_service.show(empty, number)[1].status == before
    assert not show(empty, number).void_reason


def test_a_row_of_a_ledger_is_taken_back(empty):
    saved = ledger.add(empty, "trainings", {"held": "2026-11-01", "title": "业务培训"})
    undo.take_back(empty, undo.last_step(empty))
    with empty.office.read() as reader:
        assert reader.ledgers.get(saved.row.id).void_reason == undo.REASON


def test_a_print_in_between_takes_nothing_away(empty, number):
    empty.note("打印", what="登记簿")
    assert undo.last_step(empty).register_no == number


def test_what_cannot_be_struck_is_refused_with_the_way_out(empty, number):
    save_unit(empty, attrs.evolve(the_unit(empty), name="望山县水利局", prefix="望水"))
    with pytest.raises(UserError) as refused:
        undo.last_step(empty)
    assert "不能撤销" in refused.value.message
    assert "作废" in refused.value.advice


def test_changed_contents_are_no_new_row(empty, number):
    request_service.amend(empty, attrs.evolve(show(empty, number), request_text="另一内容"))
    with pytest.raises(UserError):
        undo.last_step(empty)


def test_a_supplement_that_changed_what_is_asked_for_is_not_half_taken_back(empty, number):
    notice = Event(type=EventType.CORRECTION_NOTICE, date=DAY, deadline=date(2026, 12, 7))
    request_service.record_event(empty, number, notice)
    returned = Event(type=EventType.CORRECTION_RETURNED, date=date(2026, 11, 20))
    request_service.record_event(empty, number, returned, "2025年验收报告全文")
    with pytest.raises(UserError):
        undo.last_step(empty)


def test_nobody_takes_back_what_another_did(empty, number):
    with pytest.raises(UserError) as refused:
        undo.last_step(attrs.evolve(empty, operator="戊某"))
    assert "丁某" in refused.value.message


def test_nothing_is_taken_back_twice_or_late(empty, number):
    step = undo.last_step(empty)
    undo.take_back(empty, step)
    with pytest.raises(UserError):
        undo.take_back(empty, step)


def test_a_new_office_has_nothing_to_take_back(empty):
    with pytest.raises(UserError):
        undo.last_step(empty)


def test_a_backup_the_program_makes_in_between_bars_nothing(empty, number):
    auto_backup.back_up_if_changed(empty)
    undo.take_back(empty, undo.last_step(empty))
    assert show(empty, number).void_reason == undo.REASON
