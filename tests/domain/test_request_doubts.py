"""What is doubtful about a request as it comes in, and what a supplement would cure."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.frequency import frequency_of
from gongkai_desktop.domain.likeness import likeness, telling_words
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Request
from gongkai_desktop.domain.request_doubts import (
    AUTHORITY_GIVEN,
    AUTHORITY_MISSING,
    corrections_of,
    doubts_of,
)
from gongkai_desktop.domain.request_items import items_in, items_listed
from gongkai_desktop.library.calendars import load_calendar

TODAY = date(2026, 11, 22)
CALENDAR = load_calendar()
PERSON = Applicant(name="李某二", id_no="11010519491231002X", phone="1")


def request(channel: str = "邮寄(EMS/挂号)", party: str = "", **changes: object) -> Request:
    received = Event(type=EventType.RECEIVED, date=date(2025, 2, 20), channel=channel, party=party)
    plain = Request(register_no="", applicant=PERSON, request_text="规划图", events=(received,))
    return attrs.evolve(plain, **changes)


def words(one: Request) -> str:
    return "；".join(doubt.text for doubt in doubts_of(one, CALENDAR, TODAY))


def test_a_plain_request_raises_no_doubt() -> None:
    assert words(request()) == ""


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2025, 2, 21), ""),
        (date(2025, 2, 26), "签收后4个工作日才转交"),
        (date(2025, 2, 19), "转交日早于签收日"),
    ],
)
def test_the_hand_over_is_measured_in_working_days(day: date, said: str) -> None:
    """条例第三十一条第（二）项: signed on 20, handed over on 26 February (2025-004)."""
    found = words(request(forwarded=day))
    assert said in found if said else found == ""


def test_a_transfer_counts_from_this_office() -> None:
    assert "不从县信访局收到之日" in words(request("转送", "县信访局"))
    assert "写明转送机关" in words(request("转送"))


@pytest.mark.parametrize(
    ("authority", "cured"), [(AUTHORITY_GIVEN, 0), (AUTHORITY_MISSING, 1), ("", 0)]
)
def test_an_agent_without_authority_suggests_a_supplement(authority: str, cured: int) -> None:
    one = request(applicant=attrs.evolve(PERSON, agent="庚某", authority=authority))
    found = corrections_of(one, TODAY)
    assert len(found) == cured
    assert all("授权委托书" in doubt.correction for doubt in found)


def test_a_person_has_no_credit_code() -> None:
    odd = attrs.evolve(PERSON, id_kind="统一社会信用代码", id_no="91110000600037341L")
    assert "证件却是统一社会信用代码" in words(request(applicant=odd))
    firm = attrs.evolve(odd, kind=ApplicantKind.BIZ)
    assert words(request(applicant=firm)) == ""


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("2009年土地置换协议", ("2009年土地置换协议",)),
        (
            "请公开：\n1、甲；\n2.乙\n3．补偿2.5万元的明细\n 及附件",
            ("甲", "乙", "补偿2.5万元的明细及附件"),
        ),
        ("申请公开1、甲文件；2、乙文件；3、丙文件。", ("甲文件", "乙文件", "丙文件")),
        ("一、甲；\n二、乙", ("甲", "乙")),
        ("（1）甲\n（2）乙", ("甲", "乙")),
        ("第1、2号文件", ("第1、2号文件",)),
        ("", ()),
    ],
)
def test_numbered_paragraphs_are_items(text: str, items: tuple[str, ...]) -> None:
    assert items_in(text) == items


def test_a_typed_list_is_one_item_a_line() -> None:
    assert items_listed("1. 甲\n\n乙\n（3）丙") == ("甲", "乙", "丙")
    assert len(items_listed("\n".join(f"第{n}项材料" for n in range(1, 61)))) == 60


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("N村征地补偿明细", "N村征地补偿明细。", 1, 1),
        ("A村2019年度征地批复及一书四方案", "A村2019年度征地批复", 0.7, 0.9),
        ("城区控规调整批复", "采矿权延续登记材料", 0, 0.2),
        ("", "", 0, 0),
    ],
)
def test_likeness_is_between_nothing_and_the_same(one, other, least, most) -> None:
    assert least <= likeness(one, other) <= most


def test_telling_words_are_the_longest() -> None:
    assert telling_words("A村2019年度征地批复及一书四方案")[0] == "A村2019年度"


def test_requests_are_counted_by_period() -> None:
    """条例第三十五条: number and frequency, shown by year and by month of the last year."""
    days = [(date(2024, 3, 1), 1), (date(2026, 10, 2), 14), (date(2026, 10, 9), 1)]
    found = frequency_of(days, TODAY)
    assert (found.requests, found.items, found.first) == (3, 16, date(2024, 3, 1))
    assert [(one.title, one.requests) for one in found.years] == [("2024年", 1), ("2026年", 2)]
    assert [(one.title, one.requests, one.items) for one in found.months] == [("2026年10月", 2, 15)]
