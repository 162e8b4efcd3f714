"""Own limits of the office in a dispute (law.md 4.5), how pressing it is, what is refused."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.dispute import (
    DatedNote,
    Dispute,
    Proceeding,
    check_dispute,
    doubts_about,
    order_values,
    own_limit,
    proceeding_from,
    proceeding_to,
    reanswer_event,
    urgency_of_dispute,
)
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.urgency import Level
from gongkai_desktop.library.calendars import load_calendar
from gongkai_desktop.library.clock_rules import load_clock_rules
from gongkai_desktop.library.disputes import load_dispute_texts

TEXTS = load_dispute_texts()
CALENDAR = load_calendar()
REMEDY = load_clock_rules().remedy
TODAY = date(2026, 11, 22)


def dispute(kind="review", received=date(2026, 9, 24), **more) -> Dispute:
    plain = {name: more.pop(name) for name in ("concluded", "result", "note") if name in more}
    made = Dispute(kind=kind, received=received, **plain)
    return made.with_proceeding(Proceeding(**more))


@pytest.mark.parametrize(
    ("kind", "received", "procedure", "due", "article"),
    [
        # 复议法48、88: ten working days over the National Day holiday and its working Sunday.
        ("review", date(2025, 9, 24), "普通", date(2025, 10, 14), "第四十八条"),
        ("review", date(2025, 9, 24), "", date(2025, 10, 14), "第四十八条"),
        # 复议法54: five working days; 2025-09-28 (Sunday) is worked.
        ("review", date(2025, 9, 24), "简易", date(2025, 9, 30), "第五十四条"),
        # 行诉法67: fifteen natural days, the last one rolls over the holiday.
        ("suit_direct", date(2025, 9, 18), "", date(2025, 10, 9), "第六十七条"),
        ("suit_after_review", date(2026, 11, 2), "", date(2026, 11, 17), "第六十七条"),
    ],
)
def test_the_office_answers_within_its_own_limit(kind, received, procedure, due, article) -> None:
    limit = own_limit(dispute(kind, received, procedure=procedure), TEXTS, CALENDAR, REMEDY)
    assert limit is not None
    assert limit.due == due
    assert article in limit.text.basis
    assert limit.days[0].date == received
    assert limit.days[0].number is None
    assert limit.days[-1].date == due


def test_no_limit_without_the_day_of_the_copy_and_no_unknown_procedure() -> None:
    assert own_limit(dispute(received=None), TEXTS, CALENDAR, REMEDY) is None
    with pytest.raises(UserError, match="快速"):
        own_limit(dispute(procedure="快速"), TEXTS, CALENDAR, REMEDY)


@pytest.mark.parametrize(
    ("case", "level", "words"),
    [
        (dispute(received=date(2026, 11, 17)), Level.NORMAL, "剩7个工作日"),
        (dispute(received=date(2026, 11, 10)), Level.NEAR, "剩2个工作日"),
        (dispute(received=date(2026, 10, 28)), Level.OVERDUE, "答复已超期11天"),
        (dispute(answered=date(2026, 10, 9)), Level.WAITING, "等待审结"),
        (
            dispute(
                answered=date(2026, 10, 9),
                hearings=(
                    DatedNote(day=date(2026, 11, 1), what="听取意见"),
                    DatedNote(day=date(2026, 12, 3), what="开庭"),
                ),
            ),
            Level.WAITING,
            "12月3日开庭",
        ),
        (dispute(concluded=date(2026, 11, 2), result="upheld"), Level.CLOSED, "已审结"),
    ],
)
def test_what_presses_is_said(case, level, words) -> None:
    limit = own_limit(case, TEXTS, CALENDAR, REMEDY)
    urgency = urgency_of_dispute(case, limit, CALENDAR, TODAY)
    assert (urgency.level, urgency.words) == (level, words)


@pytest.mark.parametrize(
    ("day", "level"),
    [
        (date(2026, 11, 22), Level.TODAY),
        (date(2026, 11, 25), Level.NEAR),  # three working days from Sunday 2026-11-22
        (date(2026, 11, 26), Level.WAITING),
    ],
)
def test_a_hearing_presses_as_it_comes_near(day, level) -> None:
    hearings = (DatedNote(day=day, what=""),)
    case = dispute(answered=date(2026, 10, 9), hearings=hearings)
    urgency = urgency_of_dispute(case, None, CALENDAR, TODAY)
    assert (urgency.level, urgency.words) == (level, f"11月{day.day}日开庭")


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (dispute(received=None), "缺少收到副本"),
        (dispute(received=date(2026, 12, 1)), "晚于今天"),
        (dispute(answered=date(2026, 9, 1)), "早于收到副本日"),
        (dispute(concluded=date(2026, 11, 2)), "一起填写"),
        (dispute(result="upheld"), "一起填写"),
        (
            dispute(
                concluded=date(2026, 11, 2), result="upheld", decision_received=date(2026, 11, 1)
            ),
            "早于裁决日期",
        ),
        (
            dispute(concluded=date(2026, 11, 2), result="upheld", ruling="suit_claim_dismissed"),
            "不是行政复议的结果",
        ),
        (
            dispute(concluded=date(2026, 11, 2), result="upheld", ruling="review_revoked"),
            "不能计入",
        ),
        (
            dispute(
                concluded=date(2026, 11, 2),
                result="corrected",
                ruling="review_revoked_reanswer",
                reanswer=True,
            ),
            "收到裁决的日期",
        ),
    ],
)
def test_what_cannot_be_is_refused(case, words) -> None:
    with pytest.raises(UserError, match=words):
        check_dispute(case, TEXTS, TODAY)


def test_a_rejection_may_be_counted_either_way() -> None:
    """驳回类计“维持”还是“其他”各地不一 (annual.md A4): the clerk decides."""
    for result in ("upheld", "other"):
        check_dispute(
            dispute(concluded=date(2026, 11, 2), result=result, ruling="review_claim_rejected"),
            TEXTS,
            TODAY,
        )


def test_lateness_and_a_kind_that_does_not_fit_are_doubts() -> None:
    late = dispute(received=date(2026, 10, 28), answered=date(2026, 11, 20))
    limit = own_limit(late, TEXTS, CALENDAR, REMEDY)
    assert "第七十条" in doubts_about(late, [], limit)[0]
    after = dispute("suit_after_review")
    assert any("没有登记过行政复议" in one for one in doubts_about(after, [], None))
    assert doubts_about(after, [late], None) == ()
    assert any(
        "复议后起诉" not in one for one in doubts_about(dispute("suit_direct"), [late], None)
    )


def ordered(**more) -> Dispute:
    facts = {
        "organ": "望山县人民政府",
        "ruling": "review_revoked_reanswer",
        "decision_no": "望府复决〔2026〕17号",
        "decision_received": date(2026, 11, 4),
        "reanswer": True,
        "concluded": date(2026, 11, 2),
        "result": "corrected",
    }
    return dispute(**{**facts, **more})


def test_an_order_sets_the_clock_from_the_receipt_of_the_decision() -> None:
    event = reanswer_event(ordered(reanswer_days=10))
    assert event is not None
    assert (event.type, event.date, event.days) == (
        EventType.REANSWER_ORDERED,
        date(2026, 11, 4),
        10,
    )
    assert "望府复决〔2026〕17号" in event.note
    assert reanswer_event(ordered(reanswer=False)) is None
    assert reanswer_event(attrs.evolve(ordered(), void_reason="误录")) is None


def test_the_letter_that_follows_an_order_names_it() -> None:
    later = dispute(
        "suit_after_review",
        organ="望山县人民法院",
        ruling="suit_perform",
        decision_no="（2026）望行初9号",
        decision_received=date(2026, 11, 20),
        reanswer=True,
        concluded=date(2026, 11, 18),
        result="corrected",
    )
    values = order_values([ordered(), later, dispute()], TEXTS)
    assert values["order_kind"] == "行政判决书"
    assert values["order_organ"] == "望山县人民法院"
    assert values["order_no"] == "（2026）望行初9号"
    assert values["order_received"] == date(2026, 11, 20)
    assert order_values([dispute()], TEXTS) == {}


def test_particulars_come_back_as_they_were_kept() -> None:
    one = Proceeding(
        organ="望山县人民政府",
        answered=date(2026, 10, 9),
        papers=(DatedNote(day=date(2026, 10, 9), what="答复书、证据目录"),),
        hearings=(DatedNote(day=date(2026, 12, 3), what="开庭"),),
        reanswer=True,
        reanswer_days=15,
    )
    kept = proceeding_to(one)
    assert proceeding_from(kept) == one
    assert proceeding_from({**kept, "of_a_newer_program": 1}) == one
    assert proceeding_to(Proceeding()) == {}


def test_every_kind_can_end_in_each_column_and_names_its_article() -> None:
    for kind in ("review", "suit_direct", "suit_after_review"):
        rulings = TEXTS.rulings_of(kind)
        assert {one.result for one in rulings} == {"upheld", "corrected", "other"}
        assert any(one.reanswer for one in rulings)
