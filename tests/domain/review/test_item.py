"""Levels, signatures and gates of an item before publication (prereview.md §1.3, §2, §3.0)."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.review.checklist import (
    Answer,
    Checklist,
    GateQuestions,
    Question,
    Reply,
)
from gongkai_desktop.domain.review.finding import Finding, Gate, Severity
from gongkai_desktop.domain.review.handling import (
    Action,
    Handling,
    Scope,
    changed_away,
    context_of,
    near_context_of,
)
from gongkai_desktop.domain.review.item import (
    Levels,
    ReviewItem,
    Signature,
    doubts_about_signing,
    obstacles,
    sent_again,
    sent_back,
    summary_of,
    with_particulars,
    with_text,
)

TODAY = date(2026, 11, 22)
TEXT = "本局联系人张某，手机13800000000，请于11月31日前反馈。"
LEVELS = Levels()
GATES = (
    GateQuestions(
        key="a",
        title="保密关",
        questions=(
            Question(key="s1", text="没有密级标志", star=True),
            Question(key="s2", text="口径一致"),
        ),
    ),
)
YES = {"s1": Reply(answer=Answer.YES), "s2": Reply(answer=Answer.NONE)}


def finding(words: str, severity: Severity, rule: str = "YS03") -> Finding:
    start = TEXT.index(words)
    return Finding(
        rule=rule,
        gate=Gate.SECRECY,
        severity=severity,
        start=start,
        end=start + len(words),
        message="手机号",
    )


PHONE = finding("13800000000", Severity.HIGH)
GRAVE = finding("张某", Severity.GRAVE, "YS01")
HINT = finding("11月31日", Severity.HINT, "WZ08")


def item(**more: object) -> ReviewItem:
    whole = ReviewItem(title="通知", mark="m1", replies=YES, formed=date(2026, 11, 18))
    return attrs.evolve(whole, **more)  # type: ignore[arg-type]


def signature(level: str, name: str, day: int = 20, mark: str = "m1", **more: str) -> Signature:
    return Signature(level=level, name=name, day=date(2026, 11, day), mark=mark, **more)


SIGNED_TWO = (
    signature("初审", "甲"),
    signature("保密审查", "庚"),
    signature("复审", "乙"),
)


def decided(one: Finding, action: Action = Action.ACCEPTED, scope: Scope = Scope.PLACE) -> Handling:
    words = TEXT[one.start : one.end]
    return Handling(
        rule=one.rule,
        words=words,
        context=context_of(one, TEXT),
        near=near_context_of(one, TEXT),
        action=action,
        scope=scope,
    )


def blocked(one: ReviewItem, *findings: Finding) -> str:
    return "；".join(obstacles(one, LEVELS, GATES, findings, TEXT))


def test_a_star_question_answered_no_stops_every_level() -> None:
    refused = item(replies={"s1": Reply(answer=Answer.NO)})
    assert "★“没有密级标志”答“否”" in blocked(refused)


def test_a_plain_question_stops_only_the_last_level() -> None:
    refused = {**YES, "s2": Reply(answer=Answer.NO)}
    assert blocked(item(replies=refused)) == ""
    assert "“口径一致”答“否”" in blocked(item(replies=refused, signatures=SIGNED_TWO))


def test_an_unanswered_question_stops_only_the_last_level() -> None:
    assert blocked(item(replies={})) == ""
    assert "2个问题没有回答" in blocked(item(replies={}, signatures=SIGNED_TWO))


def test_open_findings_grave_at_once_others_at_the_end_hints_never() -> None:
    assert "1处“严重”问题没有处理" in blocked(item(), GRAVE, PHONE)
    assert blocked(item(), PHONE, HINT) == ""
    last = item(signatures=SIGNED_TWO)
    assert "1处扫描提示没有处理" in blocked(last, PHONE, HINT)
    passed = decided(PHONE, Action.FALSE_ALARM)
    assert blocked(attrs.evolve(last, handled=(passed,)), PHONE, HINT) == ""


def test_what_was_only_marked_as_changed_stays_open_while_it_is_found() -> None:
    last = item(signatures=SIGNED_TWO, handled=(decided(PHONE, Action.CHANGED),))
    assert "1处扫描提示没有处理" in blocked(last, PHONE)
    assert blocked(last) == ""
    assert [one.words for one in changed_away((), TEXT, last.handled)] == ["13800000000"]
    assert changed_away((PHONE,), TEXT, last.handled) == ()


@pytest.mark.parametrize("action", [Action.GROUNDED, Action.ACCEPTED])
def test_personal_data_go_out_only_after_their_effect_was_assessed(action: Action) -> None:
    """个人信息保护法 55(三)."""
    last = item(signatures=SIGNED_TWO, handled=(decided(PHONE, action),))
    assert "1处个人信息要公开，还没有做个人信息保护影响评估" in blocked(last, PHONE)
    assert obstacles(last, LEVELS, GATES, (PHONE,), TEXT, assessed=True) == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"attribute": "依申请公开"}, "公开属性是“依申请公开”，不能发布"),
        ({"formed": None}, "没有写形成日期"),
        ({"signatures": (signature("初审", "甲"), signature("复审", "乙"))}, "保密审查单还没有签"),
    ],
)
def test_what_keeps_the_last_level_from_agreeing(change: dict[str, object], words: str) -> None:
    assert words in blocked(item(**{"signatures": SIGNED_TWO, **change}))


def test_a_unit_may_let_its_levels_review_for_secrecy() -> None:
    signed = (signature("初审", "甲"), signature("复审", "乙"))
    merged = Levels(secrecy=False)
    assert obstacles(item(signatures=signed), merged, GATES, (), TEXT) == ()


def test_signatures_do_not_vouch_for_other_particulars() -> None:
    signed = item(signatures=SIGNED_TWO)
    moved = with_particulars(signed, attrs.evolve(signed, title="公告"))
    assert {one.struck for one in moved.signatures} == {"登记内容有改动"}
    later = with_particulars(signed, attrs.evolve(signed, planned=TODAY, column="要闻"))
    assert later.state(LEVELS) == "终审"


def test_a_decision_holds_for_its_place_the_text_or_the_unit() -> None:
    other = "另一处：手机13800000000。"
    moved = attrs.evolve(PHONE, start=6, end=17)
    place, text = decided(PHONE), decided(PHONE, Action.FALSE_ALARM, Scope.TEXT)
    assert place.covers(PHONE, TEXT)
    assert not place.covers(moved, other)
    assert text.covers(moved, other)
    assert not attrs.evolve(text, revoked="丁某 2026-11-22").covers(moved, other)


WAITING = "前往市政服务大厅目的地等候，按顺序办理。"


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("请各位前往市政服务大厅目的地等候，按顺序取号。", True),
        ("前往市政 服务大厅\u3000目的地等候,按顺序办理。", True),
        ("前往市政服务大\n厅目的地等候，按顺序办理。", False),
        ("前往市政服务大厅目的地停车，按顺序办理。", False),
        ("旅游线路的目的地等候，按顺序办理。", False),
        ("目的地等候，按顺序办理。", False),
    ],
)
def test_what_the_unit_lets_pass_is_known_by_its_neighbours(text: str, holds: bool) -> None:
    """本单位: 词+前后文指纹; the same words elsewhere are looked at again."""

    def at(words: str) -> Finding:
        place = words.index("目的地")
        return attrs.evolve(HINT, rule="WZ02", start=place, end=place + 3)

    made = at(WAITING)
    passed = Handling(
        rule="WZ02",
        words="目的地",
        context=context_of(made, WAITING),
        near=near_context_of(made, WAITING),
        action=Action.FALSE_ALARM,
        scope=Scope.UNIT,
    )
    assert passed.covers(at(text), text) is holds
    assert not attrs.evolve(passed, revoked="丁某 2026-11-22").covers(made, WAITING)
    kept_before_neighbours = attrs.evolve(passed, near="")
    assert kept_before_neighbours.covers(made, WAITING)
    assert not kept_before_neighbours.covers(at("另一处目的地。"), "另一处目的地。")


def test_a_decision_is_known_again_when_the_place_moves() -> None:
    far = "，其中很多话说在前面也说在后面，"
    before, after = f"甲{far}手机13800000000{far}", f"新加一段。\n甲{far}手机13800000000{far}"
    first, second = before.index("138"), after.index("138")
    one = attrs.evolve(PHONE, start=first, end=first + 11)
    two = attrs.evolve(PHONE, start=second, end=second + 11)
    assert context_of(one, before) == context_of(two, after)
    assert context_of(one, before) != context_of(PHONE, TEXT)


def test_a_correction_beside_a_place_does_not_undo_its_decision() -> None:
    edited = TEXT.replace("前反馈", "以前书面反馈").replace("11月31日", "12月1日")
    assert decided(PHONE).covers(PHONE, edited)
    elsewhere = "值班员李某，电话13800000000，节假日不打。"
    at = elsewhere.index("138")
    assert not decided(PHONE).covers(attrs.evolve(PHONE, start=at, end=at + 11), elsewhere)


def test_states_follow_the_signatures_of_the_text_as_it_stands() -> None:
    one = ReviewItem(title="通知")
    assert one.state(LEVELS) == "起草"
    assert item().state(LEVELS) == "初审"
    assert item(signatures=SIGNED_TWO).state(LEVELS) == "终审"
    done = item(signatures=(*SIGNED_TWO, signature("终审", "丙")))
    assert done.state(LEVELS) == "可发布"
    assert attrs.evolve(done, published=TODAY).state(LEVELS) == "已发布"


def test_a_changed_text_takes_the_signatures_with_it() -> None:
    changed = with_text(item(signatures=SIGNED_TWO), "m2", ())
    assert changed.state(LEVELS) == "初审"
    assert {one.struck for one in changed.signatures} == {"文稿有改动"}
    same = with_text(item(signatures=SIGNED_TWO), "m1", ())
    assert same.state(LEVELS) == "终审"


def test_sending_back_strikes_what_was_signed_and_keeps_the_trace() -> None:
    back = sent_back(
        item(signatures=SIGNED_TWO),
        signature("终审", "丙", opinion="退回", note="口径未核"),
    )
    assert back.state(LEVELS) == "退回修改"
    assert [one.struck for one in back.signatures] == [*["终审退回：口径未核"] * 3, ""]
    doubts = doubts_about_signing(back, LEVELS, "初审", "甲", TODAY, TODAY)
    assert "退回以后还没有重新送审" in doubts
    again = sent_again(back, "丁", TODAY, "已核口径")
    assert again.state(LEVELS) == "初审"
    assert [(one.opinion, one.note) for one in again.signatures[-2:]] == [
        ("退回", "口径未核"),
        ("重新送审", "已核口径"),
    ]


@pytest.mark.parametrize(
    ("level", "name", "day", "words"),
    [
        ("终审", "丙", 21, "不能越级签“终审”"),
        ("复审", "甲", 21, "同一人不能签两审"),
        ("复审", "乙", 19, "不能倒签"),
        ("复审", "乙", 23, "晚于今天"),
    ],
)
def test_signatures_that_cannot_be(level: str, name: str, day: int, words: str) -> None:
    one = item(signatures=(signature("初审", "甲"),))
    doubts = doubts_about_signing(one, LEVELS, level, name, date(2026, 11, day), TODAY)
    assert words in "；".join(doubts)


def test_a_small_unit_may_sign_twice_where_it_is_allowed() -> None:
    one = item(signatures=(signature("初审", "甲"),))
    small = Levels(small_unit=True)
    assert doubts_about_signing(one, small, "复审", "甲", date(2026, 11, 21), TODAY) == ()


def test_questions_are_asked_of_the_kinds_and_channels_they_name() -> None:
    checklist = Checklist(
        gates=(
            GateQuestions(
                key="a",
                title="政策关",
                questions=(Question(key="z", text="解读", kinds=("政策文件",)),),
            ),
        ),
        kinds=("政策文件", "动态信息"),
        channels=("政府网站",),
        sources=(),
    )
    assert checklist.asked_of("动态信息", "政府网站") == ()
    assert [one.key for one in checklist.asked_of("政策文件", "政府网站")] == ["a"]


def test_summary_counts_what_counts() -> None:
    assert summary_of((PHONE, GRAVE, HINT), TEXT, (decided(PHONE),)) == (2, 1, 1)
