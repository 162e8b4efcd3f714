"""卷内材料: what a file's name says it is, what must be there, what is missing."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.paper import Nature, PaperFacts, checked, missing, needs_of
from gongkai_desktop.domain.request import Applicant, Item, Request
from gongkai_desktop.library.clock_rules import load_clock_rules
from gongkai_desktop.library.law import load_law_book
from gongkai_desktop.library.letters import load_letter_forms
from gongkai_desktop.library.papers import load_paper_book

BOOK = load_paper_book()
LAW = load_law_book()
RULES = load_clock_rules()
FORMS = load_letter_forms(LAW)


def is_a(name: str) -> list[tuple[str, str]]:
    return [(one.key, one.about) for one in BOOK.read(name)]


@pytest.mark.parametrize(
    ("name", "natures"),
    [
        ("申请表", [("application", "")]),
        ("答复书", [("reply", "")]),
        ("答复书EMS回执", [("delivery", "reply")]),
        ("补正告知书送达回证", [("delivery", "correction")]),
        ("补正告知书及送达凭证", [("correction", ""), ("delivery", "correction")]),
        ("申请表及身份证", [("application", ""), ("identity", "application")]),
        ("意见反馈表或者逾期未提出意见的记录", [("opinion", "")]),
        ("县政府复议决定书", [("dispute", "")]),
        ("收费审批意见", [("approval", "fee")]),
        ("微信图片_20250401", [("other", "")]),
    ],
)
def test_a_name_says_what_a_paper_is(name, natures) -> None:
    assert is_a(name) == natures


def request(*events: Event, ground: str = "not_exist", **more) -> Request:
    received = Event(type=EventType.RECEIVED, date=date(2026, 3, 2), channel="邮寄(EMS/挂号)")
    return Request(
        register_no="2026-101",
        applicant=Applicant(name="张某"),
        request_text="某材料",
        events=(received, *events),
        items=(Item(no=1, text="某材料", ground=ground),),
        **more,
    )


def event(kind: str, day: date) -> Event:
    return Event(type=EventType(kind), date=day)


DECIDED = event("decided", date(2026, 3, 20))


def wanted(one: Request) -> list[str]:
    return [need.text for need in needs_of(one, BOOK, FORMS, LAW, RULES)]


def test_a_new_request_needs_only_what_came_with_it() -> None:
    assert wanted(request()) == ["申请表", "身份证明", "信封、邮件详情或者签收截图"]


def test_an_answered_one_needs_what_its_outcome_and_steps_name() -> None:
    """C12 信息不存在 asks for the search; B1 for the delivery of the 补正告知书."""
    steps = (
        event("correction_notice", date(2026, 3, 5)),
        event("correction_returned", date(2026, 3, 9)),
        DECIDED,
    )
    texts = wanted(request(*steps))
    assert texts[:3] == ["答复书", "办理审批单", "申请表"]
    assert any(text.startswith("检索记录单") for text in texts)
    assert any("补正" in text for text in texts)
    needs = needs_of(request(*steps), BOOK, FORMS, LAW, RULES)
    assert {one for need in needs for one in need.natures if one.key == "delivery"} == {
        Nature(key="delivery"),
        Nature(key="delivery", about="correction"),
    }


@pytest.mark.parametrize("channel", ["当面", "窗口", "现场"])
def test_a_counter_request_needs_no_envelope_and_an_agent_his_papers(channel) -> None:
    at_counter = attrs.evolve(
        request(),
        events=(Event(type=EventType.RECEIVED, date=date(2026, 3, 2), channel=channel),),
        applicant=Applicant(name="张某", agent="李某"),
    )
    assert wanted(at_counter) == ["申请表", "身份证明", "委托材料"]


def papers(*names: str, **assigned: str) -> list[PaperFacts]:
    return [
        PaperFacts(name=name, natures=BOOK.read(name), assigned=assigned.get(name, ""))
        for name in names
    ]


def lacking(one: Request, *names: str, **assigned: str) -> tuple[str, ...]:
    return missing(checked(needs_of(one, BOOK, FORMS, LAW, RULES), papers(*names, **assigned)))


def test_what_is_missing_is_named_with_the_letter_that_asks_for_it() -> None:
    assert lacking(request(), "申请表及身份证") == ("信封、邮件详情或者签收截图",)
    assert lacking(request(), "申请表", "身份证", "信封") == ()
    found = lacking(request(DECIDED), "申请表", "身份证", "信封", "审批单", "答复书", "EMS妥投")
    assert all("检索" in one or "职责" in one for one in found)
    assert found


def test_the_delivery_of_one_letter_is_not_that_of_another() -> None:
    one = request(event("correction_notice", date(2026, 3, 5)), DECIDED)
    assert "送达凭证" in lacking(one, "补正告知书送达回证")
    only_reply = lacking(one, "答复书EMS回执")
    assert "送达凭证" not in only_reply
    assert any(text.startswith("送达凭证（") for text in only_reply)


def test_a_paper_put_to_a_need_counts_there_and_only_there() -> None:
    found = lacking(request(), "扫描001", "信封", **{"扫描001": "申请表", "信封": "身份证明"})
    assert found == ("信封、邮件详情或者签收截图",)


def test_every_letter_and_every_named_paper_has_its_place() -> None:
    for form in FORMS:
        assert BOOK.of_letter(form.code).group in BOOK.groups
    orders = [one.order for one in BOOK.kinds]
    assert orders == sorted(orders)
    assert list(BOOK.groups)[:3] == ["application", "receipt", "clock"]


def test_what_is_given_in_part_needs_the_comparison_and_a_secrecy_review() -> None:
    """条例第三十七条, 第十七条: the rest given away is reviewed, what was masked stays provable."""
    items = (Item(no=1, text="合同", ground="third_party", fields={"separation": "可以区分"}),)
    partly = attrs.evolve(request(DECIDED, ground="third_party"), items=items)
    assert {"保密审查记录", "遮盖前后的对照件"} <= set(wanted(partly))
    whole = attrs.evolve(items[0], fields={"separation": "不能区分"})
    refused = attrs.evolve(partly, items=(whole,))
    assert not {"保密审查记录", "遮盖前后的对照件"} & set(wanted(refused))
    undecided = attrs.evolve(partly, events=partly.events[:1])
    assert "遮盖前后的对照件" not in wanted(undecided)


def test_copies_alone_are_no_comparison_and_a_signed_slip_is_no_secrecy_review() -> None:
    given = request(DECIDED, ground="partial_non_information")
    had = ("复制件", "审批单", "答复书", "申请表", "身份证", "信封")
    lacks = " ".join(lacking(given, *had))
    assert "对照件" in lacks
    assert "保密审查" in lacks
    more = lacking(given, *had, "合同遮挡前后对照", "保密审查单")
    assert not any("对照" in one or "保密" in one for one in more)
