"""Steps of a request: letter and event are the same facts, refusals, fees, evidence."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.approval import Signing
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.letter.course import Delivery
from gongkai_desktop.domain.letter.evidence import Search, search_values
from gongkai_desktop.domain.request import Applicant, Item, Request
from gongkai_desktop.domain.seal import Sealing
from gongkai_desktop.services import (
    approval,
    assignment,
    delivery,
    evidence,
    ledger,
    letter_record,
    seal,
    step,
)
from gongkai_desktop.services import letter as letter_service
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.workspace import Workspace

NO, DAY = "2026-016", date(2026, 11, 20)


def request_in(office: Workspace, number: str = NO) -> Request:
    return request_service.request_numbered(office, number)


def posted(office: Workspace, code: str, facts: dict, number: str = NO) -> str:
    """A letter drafted, signed by all, sealed and posted; its identity."""
    letter = letter_record.save(office, request_in(office, number), code, facts).letter
    for name in ("handler", "section_head", "legal", "office", "leader"):
        signing = Signing(step=name, date=DAY, name="甲某", reason="已核对")
        letter = approval.sign(office, the_press(), letter.id, signing)
    seal.seal(office, letter.id, Sealing(date=DAY, person="丁某", explanation="已核对"))
    mail = Delivery(method="邮寄", posted=DAY, mail_no="1000000000058", to="水某己")
    delivery.post(office, letter.id, mail)
    return letter.id


EXTENSION = {
    "extension_reason": "需要逐卷调阅2003年以来的纸质档案",
    "extension_days": 15,
    "extended_due_date": "2026-12-15",
    "approved_by": "乙某某",
}


def test_posting_the_extension_letter_extends_the_period(sample: Workspace) -> None:
    """条例第三十三条第二款; nothing of it is typed a second time."""
    before = request_in(sample)
    posted(sample, "B3", EXTENSION)
    event = request_in(sample).last(EventType.EXTENSION)
    assert event is not None
    assert (event.date, event.days, event.approved_by) == (DAY, 15, "乙某某")
    assert "逐卷调阅" in event.note
    _, deadline = request_service.show(sample, NO)
    assert deadline.extension_days == 15
    assert len(request_in(sample).events) == len(before.events) + 1


def test_the_new_last_day_of_an_extension_is_counted_not_typed(sample: Workspace) -> None:
    """条例第三十三条第二款: 15 working days after 2026-11-24 end on 2026-12-15."""
    facts = {name: value for name, value in EXTENSION.items() if name != "extended_due_date"}
    letter = letter_record.save(sample, request_in(sample), "B3", facts).letter
    assert letter.composed is not None
    assert "2026年12月15日" in letter.composed.text


def test_what_became_of_the_parcel_moves_the_last_day(sample: Workspace) -> None:
    facts = {
        "unclear": ["没有写明是哪个项目"],
        "corrections": ["项目名称"],
        "correction_days": 10,
        "guidance": "例如写明公告标题",
        "return_to": "望山县自然资源局办公室",
    }
    letter = posted(sample, "B1", facts)
    notice = request_in(sample).last(EventType.CORRECTION_NOTICE)
    assert notice is not None
    assert notice.deadline == date(2026, 12, 4)
    later = attrs.evolve(sample, today=date(2026, 11, 25))
    delivery.follow_up(later, letter, signed=date(2026, 11, 24), signer="本人")
    (notice,) = [
        one for one in request_in(sample).events if one.type is EventType.CORRECTION_NOTICE
    ]
    assert (notice.received, notice.deadline) == (date(2026, 11, 24), date(2026, 12, 8))


def test_a_step_entered_by_hand_is_not_entered_again(sample: Workspace) -> None:
    by_hand = Event(type=EventType.THIRD_PARTY_SENT, date=DAY, party="示例矿业二厂")
    request_service.record_event(sample, NO, by_hand)
    facts = {
        "third_party": "示例矿业二厂",
        "third_party_nature": "单位",
        "info_title": "《采矿权延续登记申请书》",
        "content": "第二章选矿工艺（第8页至第15页）",
        "interest": "商业秘密",
        "copy_pages": 8,
        "return_to": "望山县自然资源局办公室",
    }
    posted(sample, "B5", facts)
    kinds = [one.type for one in request_in(sample).events]
    assert kinds.count(EventType.THIRD_PARTY_SENT) == 1


def test_a_second_extension_is_refused_with_the_article(sample: Workspace) -> None:
    first = Event(type=EventType.EXTENSION, date=DAY, days=10, approved_by="乙某某")
    request_service.record_event(sample, NO, first)
    again = attrs.evolve(first, days=5)
    with pytest.raises(UserError, match="第三十三条第二款"):
        request_service.record_event(sample, NO, again)
    assert "第三十三条第二款" in step.effect_of(sample, request_in(sample), again).refusal


def test_a_late_step_is_warned_of_and_recorded(sample: Workspace) -> None:
    late = Event(type=EventType.EXTENSION, date=date(2026, 11, 22), days=10, approved_by="乙某某")
    overdue = request_in(sample, "2026-015")
    effect = step.effect_of(sample, overdue, late)
    assert (effect.refusal, bool(effect.warnings)) == ("", True)
    request_service.record_event(sample, "2026-015", late)


def test_the_effect_is_told_before_anything_is_written(sample: Workspace) -> None:
    new = Event(type=EventType.EXTENSION, date=DAY, days=10, approved_by="乙某某")
    before = request_in(sample)
    effect = step.effect_of(sample, before, new)
    assert effect.deadline.extension_days == 10
    assert request_in(sample) == before


def test_a_wrong_event_is_struck_with_a_reason_and_the_clock_goes_back(sample: Workspace) -> None:
    _, before = request_service.show(sample, NO)
    new = Event(type=EventType.EXTENSION, date=DAY, days=10, approved_by="乙某某")
    event = request_service.record_event(sample, NO, new).request.events[-1]
    with pytest.raises(UserError, match="理由"):
        request_service.strike_event(sample, NO, event.id, " ")
    struck = request_service.strike_event(sample, NO, event.id, "登记到了别的申请上")
    assert struck.deadline.due_date == before.due_date
    with sample.office.read() as reader:
        assert reader.requests.void_events(struck.request.id)[0].reason == "登记到了别的申请上"


def test_the_receipt_is_not_struck(sample: Workspace) -> None:
    received = request_in(sample).received
    assert received is not None
    with pytest.raises(UserError, match="收到申请"):
        request_service.strike_event(sample, NO, received.id, "错")


def test_a_supplement_brings_its_text(sample: Workspace) -> None:
    returned = Event(type=EventType.CORRECTION_RETURNED, date=date(2026, 11, 20))
    saved = request_service.record_event(sample, "2026-018", returned, "棚改一期2019年补偿方案")
    assert saved.request.corrected_text == "棚改一期2019年补偿方案"
    with sample.office.read() as reader:
        row = reader.requests.rows_of([saved.request.id])[0]
    assert row.view.due_date == date(2026, 12, 18)


@pytest.mark.parametrize(
    ("basis", "count", "amount"),
    [("按件", 10, 0), ("按件", 14, 400), ("按件", 31, 2200), ("按量", 30, 0), ("按量", 128, 1260),
     ("按量", 240, 4300)],
)  # fmt: skip
def test_both_tariffs(sample: Workspace, basis: str, count: int, amount: int) -> None:
    """国办函〔2020〕109号; product C6: 14 件 400 元, 128 页 1260 元, 240 页 4300 元."""
    found = step.fee(sample, basis, count, 0, DAY)
    assert found is not None
    assert found.amount == amount


def test_items_and_requests_of_the_month_are_counted_together(empty: Workspace) -> None:
    def entered(day: int, items: int) -> Request:
        received = Event(type=EventType.RECEIVED, date=date(2026, 11, day), channel="当面")
        new = Request(
            register_no="",
            applicant=Applicant(name="庚某"),
            request_text="合并申请",
            events=(received,),
            items=tuple(Item(no=n, text=f"第{n}项") for n in range(1, items + 1)),
        )
        return request_service.register(empty, new).request

    first, second = entered(3, 14), entered(5, 2)
    charged = Event(
        type=EventType.FEE_NOTICE, date=date(2026, 11, 4), basis="按件", count=14, amount=400
    )
    request_service.record_event(empty, first.register_no, charged)
    with empty.office.read() as reader:
        count = step.fee_count(reader, second)
    assert count is not None
    assert (count.count, count.charged, count.month) == (16, 14, date(2026, 11, 1))
    found = step.fee(empty, "按件", count.count, count.charged, DAY)
    assert found is not None
    assert found.amount == 200


def search(**more: str) -> dict[str, str]:
    return {
        "request": NO,
        "date": "2026-11-16",
        "place": "公文处理系统",
        "words": "土地整治 2015—2020",
        "person": "丁某",
        "section": "办公室",
        "method": "系统检索",
        "result": "未找到",
        **more,
    }


def test_searches_are_written_into_the_letter(sample: Workspace) -> None:
    """条例第三十六条第（四）项: who, where, how, with what words, from when to when."""
    ledger.add(sample, "searches", search())
    other = search(
        date="2026-11-18", place="综合档案室", section="档案室", method="人工查阅", words="土地整治"
    )
    ledger.add(sample, "searches", other)
    items = (Item(no=1, text="土地整治项目验收资料", ground="not_exist"),)
    request_service.answer_items(sample, NO, items)
    form = sample.knowledge.forms.get("C12")
    (values,) = letter_service.known_values(sample, request_in(sample), form)["items"]
    assert values["search_scope"] == ["公文处理系统", "综合档案室"]
    assert values["search_sections"] == "办公室、档案室"
    assert (values["search_from"], values["search_to"]) == (date(2026, 11, 16), date(2026, 11, 18))
    assert values["search_method"] == "系统检索与人工查阅相结合"
    letter = letter_record.save(sample, request_in(sample), "C12", {}).letter
    assert letter.composed is not None
    assert "综合档案室" in letter.composed.text


def test_what_the_clerk_wrote_on_an_item_goes_before_the_record(sample: Workspace) -> None:
    ledger.add(sample, "searches", search())
    item = Item(no=1, text="资料", ground="not_exist", fields={"search_terms": "全文检索"})
    request_service.answer_items(sample, NO, (item,))
    (kept,) = evidence.items_of(sample, request_in(sample))
    assert kept.fields["search_terms"] == "全文检索"
    assert kept.fields["search_scope"] == ["公文处理系统"]


def test_no_search_gives_no_paragraph() -> None:
    assert search_values([]) == {}
    one = Search(place="档案室", words="协议", day=DAY)
    assert "search_method" not in search_values([one])


def test_a_lapsed_payment_fills_its_notice(empty: Workspace) -> None:
    """product C6 and 2025-021: 240 pages, 4300 yuan, unpaid after 20 working days."""
    received = Event(type=EventType.RECEIVED, date=date(2026, 10, 12), channel="当面")
    new = Request(
        register_no="",
        applicant=Applicant(name="张某一"),
        request_text="P组征地告知确认书",
        events=(received,),
    )
    number = request_service.register(empty, new).request.register_no
    notice = Event(
        type=EventType.FEE_NOTICE,
        date=date(2026, 10, 19),
        received=date(2026, 10, 20),
        basis="按量",
        count=240,
        amount=4300,
    )
    request_service.record_event(empty, number, notice)
    too_soon = Event(type=EventType.FEE_LAPSED, date=date(2026, 11, 17))
    with pytest.raises(UserError, match="才届满"):
        request_service.record_event(empty, number, too_soon)
    lapsed = attrs.evolve(too_soon, date=date(2026, 11, 18))
    request_service.record_event(empty, number, lapsed)
    (item,) = evidence.items_of(empty, request_service.request_numbered(empty, number))
    assert item.fields["fee_amount"] == 4300
    assert item.fields["pay_deadline"] == date(2026, 11, 17)


def test_a_repeat_names_the_earlier_reply(sample: Workspace) -> None:
    marked = attrs.evolve(request_in(sample), repeat_of="2025-017")
    request_service.amend(sample, marked)
    (item,) = evidence.items_of(sample, request_in(sample))
    assert item.fields["earlier_date"] == date(2025, 9, 15)
    assert item.fields["earlier_received"] == date(2025, 8, 20)


def test_a_section_is_late_until_it_reports(sample: Workspace) -> None:
    row = {
        "request": NO,
        "kind": "批办",
        "section": "规划科",
        "date": "2026-11-10",
        "reply_by": "2026-11-18",
    }
    saved = ledger.add(sample, "assignments", row).row
    with sample.office.read() as reader:
        work = assignment.work_of(sample, reader, request_in(sample))
    assert (work.handed_out, work.late_sections) == (True, ("规划科",))
    ledger.amend(sample, saved.id, {**saved.body, "returned": "2026-11-20"})
    with sample.office.read() as reader:
        assert assignment.work_of(sample, reader, request_in(sample)).late_sections == ()
