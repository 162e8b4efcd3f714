"""Requests on their way in: the 收件簿, earlier requests, one applicant's history."""

import io
from datetime import date

import attrs
import pypdfium2
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Applicant, Request
from gongkai_desktop.services import (
    applicant,
    applicant_sheet,
    history,
    ledger,
    ledger_print,
    mail_in,
)
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery

POSTED = "邮寄(EMS/挂号)"


def posted(**changes: object) -> Request:
    received = Event(type=EventType.RECEIVED, date=date(2026, 11, 19), channel=POSTED)
    plain = Request(
        register_no="",
        applicant=Applicant(name="赵某四"),
        request_text="地块规划条件",
        events=(received,),
        mail_no="1000000000901",
        signer="门卫戊某",
    )
    return attrs.evolve(plain, **changes)


def pages(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_mail_becomes_a_request_once(sample: Workspace) -> None:
    with sample.office.read() as reader:
        first, second = mail_in.unregistered(reader, sample)
    saved = request_service.register(sample, posted(), mail=first.id).request
    with sample.office.read() as reader:
        assert mail_in.unregistered(reader, sample) == (second,)
    (row,) = ledger.linked(sample, "mail_in", saved.register_no)
    assert row.id == first.id


def test_the_same_mail_number_finds_its_row(sample: Workspace) -> None:
    saved = request_service.register(sample, posted()).request
    (row,) = ledger.linked(sample, "mail_in", saved.register_no)
    assert row.body["sender"] == "某律师"


def test_a_posted_request_gets_its_row_with_both_days(empty: Workspace) -> None:
    """签收日 and 转交日 apart (条例第三十一条第（二）项)."""
    late = posted(forwarded=date(2026, 11, 20))
    saved = request_service.register(empty, late).request
    (row,) = ledger.linked(empty, "mail_in", saved.register_no)
    assert (row.body["signed"], row.body["handed_over"]) == ("2026-11-19", "2026-11-20")
    wrong = posted(mail_no="2", forwarded=date(2026, 11, 18))
    saved = request_service.register(empty, wrong).request
    (row,) = ledger.linked(empty, "mail_in", saved.register_no)
    assert "handed_over" not in row.body


def test_a_request_over_the_counter_passes_no_mail_room(empty: Workspace) -> None:
    received = Event(type=EventType.RECEIVED, date=date(2026, 11, 19), channel="当面")
    saved = request_service.register(empty, posted(events=(received,), mail_no="")).request
    assert ledger.linked(empty, "mail_in", saved.register_no) == []


def test_the_mail_book_prints_with_both_days_and_room_to_sign(sample: Workspace) -> None:
    words = pages(ledger_print.ledger_pdf(sample, the_press(), "mail_in", LedgerQuery(ledger="")))
    for said in ("收件交接登记簿", "1000000000041", "2025-02-20", "2025-02-26", "公开专员（签名）"):
        assert said in words


def test_the_same_content_of_the_same_person_is_seen(sample: Workspace) -> None:
    """product B3: 2024-013 repeats 2024-001, 2026-009 repeats 2025-017."""
    text = "A村2019年度征地批复及一书四方案"
    found = history.earlier_requests(sample, "张某一", "", text)
    assert {one.row.register_no for one in found if one.repeats} == {"2024-001", "2024-013"}
    assert found[0].outcome
    again = history.earlier_requests(sample, "", "990101198001010014", "N村征地补偿明细")
    assert {one.row.register_no for one in again if one.repeats} == {"2025-017", "2026-009"}


def test_like_content_of_others_is_shown_without_suspicion(sample: Workspace) -> None:
    found = history.earlier_requests(sample, "新来某", "", "N村征地补偿明细表")
    assert found
    assert not any(one.repeats for one in found)


def test_what_the_clerk_made_of_it_is_in_the_audit(sample: Workspace) -> None:
    saved = request_service.register(
        sample, posted(repeat_of="2025-017"), judged={"2025-017": "重复申请"}
    ).request
    assert saved.repeat_of == "2025-017"
    with sample.office.read() as reader:
        assert reader.audit.entries(1)[0].notes == {"疑似重复": {"2025-017": "重复申请"}}


def test_one_applicant_is_counted_and_printed(sample: Workspace) -> None:
    found = applicant.applicant_history(sample, "张某一", "990101198001010014")
    assert found.frequency.requests == len(found.lines) > 3
    assert found.lines[0][0].register_no == "2026-009"
    words = pages(applicant_sheet.applicant_sheet(sample, "张某一", ""))
    assert "2026-009" in words
    assert "不予处理" in words


def test_two_of_one_name_are_two_people(sample: Workspace) -> None:
    other = applicant.applicant_history(sample, "张某一", "11010519491231002X")
    assert other.frequency.requests == 0


def test_a_message_turned_into_a_request_notes_its_number_once(sample: Workspace) -> None:
    body = {"title": "问征地批文", "channel": "领导信箱", "received": "2026-11-19"}
    row = ledger.add(sample, "messages", {**body, "person": "甲某", "content": "申请公开批文"}).row
    begun = mail_in.begun_from(sample, row.id)
    assert (begun.sender, begun.text, begun.received) == (
        "甲某",
        "申请公开批文",
        date(2026, 11, 19),
    )
    request = posted(request_text=begun.text, mail_no="1000000000977")
    saved = request_service.register(sample, request, mail=begun.row).request
    (linked,) = ledger.linked(sample, "messages", saved.register_no)
    assert linked.id == row.id
    with pytest.raises(UserError, match=saved.register_no):
        mail_in.begun_from(sample, row.id)


def test_a_meeting_becomes_no_request(sample: Workspace) -> None:
    row = ledger.find(sample, LedgerQuery(ledger="meetings"))[0]
    with pytest.raises(UserError, match="不能转为公开申请"):
        mail_in.begun_from(sample, row.id)
