"""撤销: the last step is taken back by striking it; what others acted on is not."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Request
from gongkai_desktop.services import attachment, auto_backup, ledger, undo
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.ledger_import import LedgerImportOptions, import_ledger
from gongkai_desktop.services.unit import save_unit, the_unit
from gongkai_desktop.store import RowChange

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
    assert "设置" in refused.value.advice


def test_a_file_kept_by_mistake_is_struck_and_its_content_stays(empty, number, tmp_path):
    paper = tmp_path / "误存的扫描件.pdf"
    paper.write_bytes(b"%PDF-1.7 of another case")
    kept = attachment.attach(empty, number, paper)
    step = undo.last_step(empty)
    assert step.subject == "误存的扫描件.pdf"
    undo.take_back(empty, step)
    assert attachment.attachments_of(empty, show(empty, number).id) == []
    with empty.office.read() as reader:
        assert reader.attachments.read(kept.id) == paper.read_bytes()


def test_a_row_changed_by_mistake_holds_again_what_it_held(empty):
    row = ledger.add(empty, "trainings", {"held": "2026-11-01", "title": "业务培训"}).row
    ledger.amend(empty, row.id, {**row.body, "title": "别的培训"}, row.body)
    step = undo.last_step(empty)
    undo.take_back(empty, step)
    with empty.office.read() as reader:
        now = reader.ledgers.get(row.id)
    assert (now.title, now.void_reason) == ("业务培训", "")


def test_what_was_struck_stays_struck_and_it_is_said_why(empty):
    """A record that was struck keeps its reason: it is entered anew, never revived."""
    row = ledger.add(empty, "trainings", {"held": "2026-11-01", "title": "业务培训"}).row
    ledger.void(empty, row.id, "重复登记")
    with pytest.raises(UserError) as refused:
        undo.last_step(empty)
    assert "作废不能撤销" in refused.value.message
    assert "重新登记" in refused.value.advice


@pytest.mark.parametrize(
    ("table", "why", "where"),
    [
        ("letter", "签名、编号、用印", "文书"),
        ("annual_report", "定稿", "更正理由"),
        ("exchange", "报送和接收", "退回"),
        ("calendar", "设置", "改回"),
        ("person", "设置", "改回"),
        ("figure", "填报的数", "重新填写"),
        ("item", "更正记录", "事项"),
    ],
)
def test_statutory_acts_say_why_they_stand_and_where_to_mend_them(empty, table, why, where):
    change = RowChange(table=table, id="1", before={"name": "a"}, after={"name": "b"})
    told, advice = undo._why_not((change,))
    assert why in told
    assert where in advice


def test_many_rows_of_one_import_are_not_taken_back_at_once(empty, tmp_path):
    book = tmp_path / "培训.csv"
    book.write_text("培训日期,培训主题\n2026-11-01,甲\n2026-11-02,乙\n", encoding="utf-8")
    done = import_ledger(empty, "trainings", book, LedgerImportOptions())
    assert done.imported == 2
    with pytest.raises(UserError) as refused:
        undo.last_step(empty)
    assert "多条" in refused.value.message
    assert "备份" in refused.value.advice


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
