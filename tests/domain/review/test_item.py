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
from gongkai_desktop.domain.review.handling import Action, Handling, Scope, context_of
from gongkai_desktop.domain.review.item import (
    Levels,
    ReviewItem,
    Signature,
    doubts_about_signing,
    obstacles,
    sent_back,
    summary_of,
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
    return attrs.evolve(ReviewItem(title="通知", mark="m1", replies=YES), **more)  # type: ignore[arg-type]


def signature(level: str, name: str, day: int = 20, mark: str = "m1", **more: str) -> Signature:
    return Signature(level=level, name=name, day=date(2026, 11, day), mark=mark, **more)


SIGNED_TWO = (signature("初审", "甲"), signature("复审", "乙"))


def decided(one: Finding, action: Action = Action.CHANGED, scope: Scope = Scope.PLACE) -> Handling:
    words = TEXT[one.start : one.end]
    return Handling(
        rule=one.rule, words=words, context=context_of(one, TEXT), action=action, scope=scope
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
    assert blocked(attrs.evolve(last, handled=(decided(PHONE),)), PHONE, HINT) == ""


def test_a_decision_holds_for_its_place_the_text_or_the_unit() -> None:
    other = "另一处：手机13800000000。"
    moved = attrs.evolve(PHONE, start=6, end=17)
    place, text = decided(PHONE), decided(PHONE, Action.FALSE_ALARM, Scope.TEXT)
    assert place.covers(PHONE, TEXT)
    assert not place.covers(moved, other)
    assert text.covers(moved, other)
    assert not attrs.evolve(text, revoked="丁某 2026-11-22").covers(moved, other)


def test_a_decision_is_known_again_when_the_place_moves() -> None:
    far = "，其中很多话说在前面也说在后面，"
    before, after = f"甲{far}手机13800000000{far}", f"新加一段。\n甲{far}手机13800000000{far}"
    first, second = before.index("138"), after.index("138")
    one = attrs.evolve(PHONE, start=first, end=first + 11)
    two = attrs.evolve(PHONE, start=second, end=second + 11)
    assert context_of(one, before) == context_of(two, after)
    assert context_of(one, before) != context_of(PHONE, TEXT)


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
    assert [one.struck for one in changed.signatures] == ["文稿有改动", "文稿有改动"]
    same = with_text(item(signatures=SIGNED_TWO), "m1", ())
    assert same.state(LEVELS) == "终审"


def test_sending_back_strikes_what_was_signed_and_keeps_the_trace() -> None:
    back = sent_back(
        item(signatures=SIGNED_TWO),
        signature("终审", "丙", opinion="退回", note="口径未核"),
    )
    assert back.state(LEVELS) == "初审"
    assert [one.struck for one in back.signatures] == [
        "终审退回：口径未核",
        "终审退回：口径未核",
        "",
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
