"""The register in the data file: entering, changing, striking, finding (条例第四十五条 登记)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import get_args

import attrs
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.intake.assembly import Entry
from gongkai_desktop.domain.request import ApplicantKind, Item, Request, Stage
from gongkai_desktop.store import Office, RequestQuery, StoredLetter
from gongkai_desktop.store.request_query import SortKey


def add(office: Office, now: datetime, *cases) -> list[Request]:
    with office.change("登记", operator="李四", at=now) as change:
        return [change.requests.add(*one) for one in cases]


def numbers(office: Office, **asked) -> list[str]:
    with office.read() as reader:
        query = RequestQuery(**asked)
        found = [row.register_no for row in reader.requests.rows(query)]
        rows = reader.requests.rows_of(reader.requests.ids(query))
        assert [row.register_no for row in rows] == found
        if query.limit is None:
            assert reader.requests.count(query) == len(found)
        return found


def test_request_comes_back_as_it_went_in(office: Office, make_case, now: datetime) -> None:
    event = Event(
        type=EventType.EXTENSION, date=date(2026, 7, 20), days=20, approved_by="王局", note="复杂"
    )
    request, view = make_case()
    full = attrs.evolve(
        request,
        events=(*request.events, event),
        forwarded=date(2026, 7, 2),
        imported=True,
        original_due=date(2026, 7, 30),
        remarks="𠮷林路㐂号",
    )
    (saved,) = add(office, now, (full, view))
    with office.read() as reader:
        assert reader.requests.get("2026-001") == saved == reader.requests.get_by_id(saved.id)
        (row,) = reader.requests.rows(RequestQuery())
    assert row.view == view
    without = attrs.evolve(
        saved,
        id="",
        applicant=attrs.evolve(saved.applicant, id=""),
        items=tuple(attrs.evolve(item, id="") for item in saved.items),
        events=tuple(attrs.evolve(one, id="") for one in saved.events),
    )
    assert without == full


def test_number_is_never_used_twice_even_after_striking(
    office: Office, make_case, now: datetime
) -> None:
    (saved,) = add(office, now, make_case())
    with office.change("作废", operator="李四", at=now) as change:
        change.requests.void(saved.id, "重复登记")
    with pytest.raises(UserError, match="登记号已在使用"):
        add(office, now, make_case())
    with office.read() as reader:
        struck = reader.requests.get("2026-001")
        assert struck is not None
        assert struck.void_reason == "重复登记"
        assert reader.requests.rows(RequestQuery())[0].view.stage == Stage.VOID
        assert reader.requests.annual_counts(2026) == []
    assert numbers(office, group="open") == []


def test_events_are_appended_corrected_struck_never_lost(
    office: Office, make_case, now: datetime
) -> None:
    (saved,) = add(office, now, make_case())
    view = make_case()[1]
    sent = Event(type=EventType.AGENCY_SENT, date=date(2026, 7, 6), party="档案馆")
    with office.change("登记事件", operator="李四", at=now) as change:
        grown = change.requests.save(attrs.evolve(saved, events=(*saved.events, sent)), view)
        with pytest.raises(ValueError, match="left out"):
            change.requests.save(saved, view)
        change.requests.void_event(grown.events[1].id, "登记错误")
        change.requests.save(saved, view)
    with office.read() as reader:
        assert reader.requests.get("2026-001") == saved
        (struck,) = reader.requests.void_events(saved.id)
    assert struck.event == grown.events[1]
    assert struck.reason == "登记错误"


def test_dropped_item_is_struck_not_deleted(office: Office, make_case, now: datetime) -> None:
    (saved,) = add(office, now, make_case())
    other = Item(no=1, text="另一事项", ground="third_party")
    with office.change("填写事项", operator="李四", at=now) as change:
        after = change.requests.save(attrs.evolve(saved, items=(other,)), make_case()[1])
    with office.read() as reader:
        assert reader.requests.get_by_id(saved.id) == after
        images = [change.after for change in reader.audit.changes(2) if change.table == "item"]
    assert [image["void"] for image in images if image] == [False, True]


def test_words_numbers_and_pinyin_find(office: Office, make_case, now: datetime) -> None:
    add(
        office,
        now,
        make_case("2026-001", applicant="张三", text="宅基地审批文件"),
        make_case("2026-012", applicant="李雷", text="道路工程100%验收报告"),
        make_case("2026-123", applicant="绿城有限公司", text="ＡＢＣ项目规划许可"),
    )
    assert numbers(office, text="宅基") == ["2026-001"]
    assert numbers(office, text="张 审批") == ["2026-001"]
    assert numbers(office, text="张 验收") == []
    assert numbers(office, text="123") == ["2026-123"]
    assert numbers(office, text="zjd") == ["2026-001"]
    assert numbers(office, text="LiLei") == ["2026-012"]
    assert numbers(office, text="lvcheng") == ["2026-123"]
    assert numbers(office, text="abc") == ["2026-123"]
    assert numbers(office, text="100%") == ["2026-012"]
    assert numbers(office, text="1_0") == []


def test_desk_order_due_waiting_closed(office: Office, make_case, now: datetime) -> None:
    add(
        office,
        now,
        make_case("2026-1", due=None),
        make_case("2026-2", decided=date(2026, 7, 3)),
        make_case("2026-3", due=date(2026, 8, 3)),
        make_case("2026-4", awaited="补正", awaited_until=date(2026, 7, 9)),
        make_case("2026-5", due=date(2026, 7, 8)),
        make_case("2026-6", decided=date(2026, 7, 10)),
        make_case("2026-7", awaited="第三方意见"),
        make_case("2026-8", stage=Stage.VOID),
    )
    order = [f"2026-{n}" for n in (5, 3, 1, 4, 7, 6, 2, 8)]
    assert numbers(office) == order
    assert numbers(office, descending=True) == order[::-1]
    assert numbers(office, limit=2, offset=3) == order[3:5]
    assert numbers(office, group="due") == order[:3]
    assert numbers(office, group="waiting") == order[3:5]
    assert numbers(office, group="open") == order[:5]
    assert numbers(office, group="closed") == order[5:7]


def test_due_today_is_not_yet_overdue(office: Office, make_case, now: datetime) -> None:
    """民法典第二百零三条第二款: the last day ends when it ends."""
    due = date(2026, 11, 20)
    add(office, now, make_case("2026-1", due=due), make_case("2026-2", due=None))
    assert numbers(office, group="overdue", today=due) == []
    assert numbers(office, group="overdue", today=due + timedelta(days=1)) == ["2026-1"]


def test_filters_and_sorts(office: Office, make_case, now: datetime) -> None:
    add(
        office,
        now,
        make_case("2026-10", section="法规科", kind=ApplicantKind.BIZ),
        make_case("2026-9", received=date(2025, 12, 30), applicant="阿甲"),
        make_case("2026-100", section="法规科", row="r3_1_open", decided=date(2026, 7, 3)),
    )
    assert numbers(office, sort="register_no") == ["2026-9", "2026-10", "2026-100"]
    assert numbers(office, sort="received_date")[0] == "2026-9"
    assert numbers(office, sort="applicant", descending=True)[0] == "2026-9"
    assert numbers(office, section="法规科", sort="register_no") == ["2026-10", "2026-100"]
    assert numbers(office, kind=ApplicantKind.BIZ) == ["2026-10"]
    assert numbers(office, year=2025) == ["2026-9"]
    assert numbers(office, report_row="r3_1_open") == ["2026-100"]
    assert numbers(office, stages=frozenset({Stage.ANSWERED})) == ["2026-100"]
    assert numbers(office, channel="邮寄") == []
    with office.read() as reader:
        assert reader.requests.sections() == ["法规科"]
        assert reader.requests.years() == [2026, 2025]
        assert len(reader.requests.history_of("阿甲")) == 1
        assert len(reader.requests.history_of("11010119900307001X")) == 3
        known = reader.requests.known()
        held = [reader.requests.get(number) for number in ("2026-10", "2026-9")]
    for request in (one for one in held if one):
        for number in (request.register_no, ""):
            again = attrs.evolve(request, register_no=number)
            entry = Entry(sheet="登记", row=2, column="登记号", request=again)
            assert known.place(entry) is None
    assert (known.skipped, known.errors) == (4, [])


@pytest.mark.parametrize("sort", get_args(SortKey))
def test_every_order_is_whole_and_stable_both_ways(
    office: Office, make_case, now: datetime, sort: SortKey
) -> None:
    """Equal keys fall by number and identity: pages of the list never repeat or lose a row."""
    add(office, now, *(make_case(f"2026-{n}") for n in (1, 3, 2, 10)))
    for descending in (False, True):
        whole = numbers(office, sort=sort, descending=descending)
        paged = [
            number
            for at in range(4)
            for number in numbers(office, sort=sort, descending=descending, limit=1, offset=at)
        ]
        assert sorted(whole) == ["2026-1", "2026-10", "2026-2", "2026-3"]
        assert paged == whole


def test_what_says_nothing_comes_last_in_either_direction(
    office: Office, make_case, now: datetime
) -> None:
    add(
        office,
        now,
        make_case("2026-1"),
        make_case("2026-2", section="规划科"),
        make_case("2026-3", section="办公室"),
    )
    assert numbers(office, sort="section")[-1] == "2026-1"
    assert numbers(office, sort="section", descending=True)[-1] == "2026-1"


def test_stages_sort_as_the_work_goes(office: Office, make_case, now: datetime) -> None:
    """条例第四十五条: 登记、审核、办理、答复、归档."""
    cases = {f"2026-{at}": stage for at, stage in enumerate(reversed(Stage))}
    add(office, now, *(make_case(number, stage=stage) for number, stage in cases.items()))
    assert [cases[number] for number in numbers(office, sort="stage")] == list(Stage)


def test_views_of_other_rules_are_found_and_rebuilt(
    office: Office, make_case, now: datetime
) -> None:
    saved, _ = add(office, now, make_case("2026-1"), make_case("2026-2", decided=date(2026, 7, 3)))
    moved = attrs.evolve(make_case()[1], due_date=date(2026, 7, 30), fingerprint="规则2")
    with office.change("重算", operator="李四", at=now) as change:
        assert change.requests.stale_ids("规则2") == [saved.id]
        change.requests.save_views([(saved.id, moved)])
        assert change.requests.stale_ids("规则2") == []
        assert change.requests.view_of(saved.id) == moved
    assert office.verify() == []


def test_five_thousand_requests_come_back_in_order(
    office: Office, make_case, now: datetime
) -> None:
    with office.change("导入", operator="李四", at=now) as change:
        total = change.requests.add_many(make_case(f"2026-{n}") for n in range(5_001, 0, -1))
    assert total == 5_001
    with office.read() as reader:
        each = [request.register_no for request in reader.requests.each()]
    assert each == [f"2026-{n}" for n in range(1, 5_002)]


def test_a_long_reading_keeps_nobody_and_sees_one_moment(
    office: Office, make_case, now: datetime
) -> None:
    first, second = add(
        office,
        now,
        make_case("2026-001", section="规划科"),
        make_case("2026-002", section="办公室"),
    )
    letter = StoredLetter(code="A1", request_id=first.id, number="望资公开登〔2026〕1号")
    with office.change("拟稿", operator="丁某", at=now) as change:
        change.letters.add(letter)
    everything = RequestQuery(sort="register_no", section="规划科")
    with office.read_still(everything) as (reader, ids):
        with office.change("更改", operator="丁某", at=now) as change:
            change.requests.save(attrs.evolve(first, remarks="后来写的"), make_case()[1])
        add(office, now, make_case("2026-003", section="规划科"))
        assert ids == [first.id]
        (seen,) = reader.requests.each(ids)
        assert (seen.remarks, seen.events) == ("", first.events)
        assert reader.requests.rows_of(ids)[0].section == "规划科"
        assert [one.number for one in reader.letters.by_request(ids)[first.id]] == [letter.number]
        assert list(reader.requests.each([second.id])) == [], "nothing but what was asked for"
    assert numbers(office, section="规划科") == ["2026-001", "2026-003"]
    with office.read() as reader:
        kept = reader.requests.get("2026-001")
        assert kept is not None
        assert kept.remarks == "后来写的"
    assert office.verify() == []
