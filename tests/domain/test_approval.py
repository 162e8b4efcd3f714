"""The chain of approval: order, days, returns, words that change (示例办公室的审签习惯)."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.approval import (
    ChainStep,
    StepRole,
    check_chain,
    is_issued,
    issuing_step,
    next_step,
    signed,
    standings,
    status_of,
    words_changed,
)
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.course import (
    Course,
    Delivery,
    NumberTaken,
    Opinion,
    Reason,
    SealUse,
    Signature,
    Version,
    course_of,
    records_of,
)
from gongkai_desktop.library.approval import load_factory_chain

CHAIN = load_factory_chain()
TODAY = date(2026, 11, 20)
FIVE = ("handler", "section_head", "legal", "office", "leader")


def a_signature(step, day=TODAY, **more):
    values = {"name": "甲某", "fingerprint": "f1", **more}
    return Signature(step=step, date=day, **values)


def walked(*steps, course=None):
    course = course or Course()
    for step in steps:
        course = signed(CHAIN, "C1", course, a_signature(step), TODAY)
    return course


def test_the_factory_chain_is_the_one_of_seed_004():
    assert [step.title for step in CHAIN] == [
        "承办人",
        "科室主要负责人",
        "法规（法律风险）",
        "办公室（编号、格式）",
        "分管领导",
        "用印",
        "寄送",
    ]
    assert issuing_step(CHAIN, "C1").title == "分管领导"


def test_a_receipt_is_issued_by_the_office_itself():
    assert issuing_step(CHAIN, "A1").key == "office"
    assert [one.step.key for one in standings(CHAIN, "A1", Course())] == [
        "handler",
        "office",
        "seal",
        "post",
    ]


def test_steps_are_signed_in_order():
    assert next_step(CHAIN, "C1", Course()).key == "handler"
    with pytest.raises(UserError, match="承办人"):
        signed(CHAIN, "C1", Course(), a_signature("legal"), TODAY)
    course = walked(*FIVE)
    assert is_issued(CHAIN, "C1", course)
    assert next_step(CHAIN, "C1", course).role is StepRole.SEAL
    with pytest.raises(UserError, match="签完"):
        signed(CHAIN, "C1", course, a_signature("leader"), TODAY)


@pytest.mark.parametrize(
    ("day", "words"), [(date(2026, 11, 21), "晚于今天"), (date(2026, 11, 17), "早于“承办人”")]
)
def test_no_day_in_the_future_or_before_an_earlier_step(day, words):
    first = signed(CHAIN, "C1", Course(), a_signature("handler", date(2026, 11, 18)), TODAY)
    with pytest.raises(UserError, match=words):
        signed(CHAIN, "C1", first, a_signature("section_head", day), TODAY)


def test_a_signature_has_a_name():
    with pytest.raises(UserError, match="签名人"):
        signed(CHAIN, "C1", Course(), a_signature("handler", name=" "), TODAY)


def test_sending_back_keeps_the_trace():
    course = walked("handler", "section_head")
    back = a_signature("legal", opinion=Opinion.RETURNED, back_to="handler", words="理由不足")
    course = signed(CHAIN, "C1", course, back, TODAY)
    assert next_step(CHAIN, "C1", course).key == "handler"
    assert [one.struck for one in course.signatures] == [
        "2026-11-20 法规（法律风险）退回",
        "2026-11-20 法规（法律风险）退回",
        "",
    ]
    trace = {one.step.key: len(one.trace) for one in standings(CHAIN, "C1", course)}
    assert (trace["handler"], trace["section_head"], trace["legal"]) == (1, 1, 1)


@pytest.mark.parametrize("more", [{"back_to": "leader", "words": "改"}, {"back_to": "handler"}])
def test_sending_back_names_an_earlier_step_and_says_why(more):
    course = walked("handler", "section_head")
    back = a_signature("legal", opinion=Opinion.RETURNED, **more)
    with pytest.raises(UserError):
        signed(CHAIN, "C1", course, back, TODAY)


def test_a_step_is_passed_over_only_for_a_reason_and_the_issue_never():
    course = walked("handler", "section_head")
    passed = a_signature("legal", opinion=Opinion.PASSED, name="")
    with pytest.raises(UserError, match="原因"):
        signed(CHAIN, "C1", course, passed, TODAY)
    with_reason = attrs.evolve(passed, words="法律顾问出差，电话同意")
    course = signed(CHAIN, "C1", course, with_reason, TODAY)
    assert next_step(CHAIN, "C1", course).key == "office"
    course = walked("office", course=course)
    last = a_signature("leader", opinion=Opinion.PASSED, words="出差")
    with pytest.raises(UserError, match="签发"):
        signed(CHAIN, "C1", course, last, TODAY)


def test_changed_words_strike_the_signatures_given_to_the_old_ones():
    course, struck = words_changed(walked("handler", "section_head"), "f2")
    assert [one.step for one in struck] == ["handler", "section_head"]
    assert course.valid_signatures == ()
    assert len(course.signatures) == 2
    same, none = words_changed(walked("handler"), "f1")
    assert (len(same.valid_signatures), none) == (1, ())


def test_the_status_says_how_far_a_letter_is():
    seal = SealUse(
        date=TODAY, seal="公章", copies=2, person="丁某", approver="乙某", fingerprint="x"
    )
    sent = Delivery(method="邮寄", posted=TODAY, mail_no="1000000000058")
    course = walked(*FIVE)
    sealed = attrs.evolve(course, seals=(seal,))
    words = [
        (Course(), "拟稿"),
        (walked("handler"), "送签"),
        (course, "已签发"),
        (sealed, "已用印"),
        (attrs.evolve(sealed, deliveries=(sent,)), "已寄出"),
        (attrs.evolve(sealed, deliveries=(attrs.evolve(sent, signed=TODAY),)), "已送达"),
        (attrs.evolve(sealed, deliveries=(attrs.evolve(sent, returned=TODAY),)), "已退回"),
    ]
    for one, word in words:
        assert status_of(CHAIN, "C1", one, void=False) == word
    assert status_of(CHAIN, "C1", course, void=True) == "作废"


def test_a_course_comes_back_as_it_was_written():
    course = attrs.evolve(
        walked("handler"),
        versions=(Version(no=1, at="2026-11-20T09:00:00", by="丁某", fingerprint="f1"),),
        reasons=(Reason(finding="T03|晚", reason="系统迁移"),),
        numbers=(NumberTaken(number="望资公开答〔2026〕1号", at="", by="丁某"),),
        deliveries=(Delivery(method="邮寄", posted=TODAY, signed=TODAY),),
    )
    assert course_of(records_of(course)) == course


def sign(key, title=None, role=StepRole.SIGN):
    return ChainStep(key=key, title=key if title is None else title, role=role)


NUMBER, LEGAL = sign("n", role=StepRole.NUMBER), sign("l", role=StepRole.LEGAL)
SEAL, POST = sign("s", role=StepRole.SEAL), sign("p", role=StepRole.POST)


@pytest.mark.parametrize(
    ("chain", "words"),
    [
        ((sign("a"), SEAL, POST), "编号"),
        ((NUMBER, SEAL), "寄送"),
        ((NUMBER, POST, SEAL), "结束"),
        ((NUMBER, LEGAL, SEAL, POST), "合法性审核应在编号之前"),
        ((sign("a", ""), NUMBER, SEAL, POST), "没有名称"),
        ((sign("a", "甲"), sign("b", "甲"), NUMBER, SEAL, POST), "两个"),
    ],
)
def test_a_chain_that_cannot_be_walked_is_refused(chain, words):
    with pytest.raises(UserError, match=words):
        check_chain(chain)


def test_an_office_may_add_the_head_as_issuer_and_do_without_legal_review():
    check_chain((sign("handler"), NUMBER, sign("head"), SEAL, POST))
