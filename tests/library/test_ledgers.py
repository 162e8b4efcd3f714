"""Every shipped ledger is whole, and holds to what the papers ask of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai_desktop.domain.ledger.form import ColumnType, LedgerForm
from gongkai_desktop.domain.ledger.row import derive, problems_of
from gongkai_desktop.library.calendars import load_calendar
from gongkai_desktop.library.ledgers import load_ledgers

FORMS = {form.key: form for form in load_ledgers()}
CALENDAR = load_calendar()


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.key)
def test_headings_are_unlike_each_other_and_links_lead_somewhere(form: LedgerForm) -> None:
    titles = ["编号", "状态", "时限", "办结日期", "作废理由"]
    titles += [column.title for column in form.columns]
    assert len(titles) == len(set(titles))
    assert form.purpose and form.statuses
    for column in form.of_type(ColumnType.LEDGER):
        assert column.target in FORMS
    assert any(column.width for column in form.columns)


def problems(key: str, body: dict[str, Any]) -> list[str]:
    form = FORMS[key]
    found = problems_of(form, body, derive(form, body, CALENDAR).limits)
    return [one.message for one in found]


def due(key: str, body: dict[str, Any]) -> date | None:
    return derive(FORMS[key], body, CALENDAR).due_date


def test_limits_are_counted_in_working_days_by_the_calendar() -> None:
    # Wednesday 30 September 2026; 1–7 October off, Saturday 10 October works.
    assert due("interpretations", {"published": "2026-09-30"}) == date(2026, 10, 10)
    assert due("meetings", {"issued": "2026-09-30", "public": "是"}) == date(2026, 10, 13)
    assert due("messages", {"received": "2026-11-20"}) == date(2026, 11, 25)
    slip = {"received": "2026-11-20", "slip_due": "2026-11-23"}
    assert due("messages", slip) == date(2026, 11, 23)
    assert due("publications", {"formed": "2026-07-01"}) == date(2026, 7, 29)
    assert due("budgets", {"kind": "部门预算", "approved": "2026-02-10"}) == date(2026, 3, 2)
    assert due("media", {"updated_on": "2026-11-16", "status": "正常"}) == date(2026, 11, 23)


def test_not_public_needs_article_and_reason_and_may_not_lower_what_is_public_above() -> None:
    body = {"title": "通知", "made": "2026-11-02", "attribute": "不予公开"}
    assert problems("attributes", body)[0] == "非主动公开的公文必须填写依据条款和理由"
    reviewed = {**body, "next_review": "2027-05-06"}
    assert due("attributes", reviewed) == date(2027, 5, 6)
    assert due("attributes", body) == date(2027, 11, 2), "a review is due even where none was set"
    grounded = {**reviewed, "basis": "条例第十六条", "reason": "内部事务", "superior": "主动公开"}
    assert "原则上不得拟定" in problems("attributes", grounded)[0]
    assert problems("attributes", {**grounded, "override": "附件含个人信息"}) == []


def test_a_reply_by_letter_kept_back_says_whether_it_guides_others() -> None:
    """住建局方案：有普遍指导意义、涉及公众利益的函复类公文应当主动公开."""
    kept = {"title": "复函", "made": "2026-11-02", "kind": "函复", "attribute": "依申请公开"}
    kept |= {"basis": "条例第十五条", "reason": "涉及他人", "next_review": "2027-05-06"}
    assert "是否有普遍指导意义" in problems("attributes", kept)[0]
    assert "应当主动公开" in problems("attributes", {**kept, "general": "是"})[0]
    assert problems("attributes", {**kept, "general": "否"}) == []


CATALOGUE = {"level1": "财政信息", "content": "部门预算", "checked": "2026-03-02"}


@pytest.mark.parametrize(
    ("words", "more", "expected"),
    [
        # A day of every year: what went out this year, late or not, is next due next year.
        ("每年1月31日前", {"last": "2026-01-25"}, date(2027, 1, 31)),
        ("1月31日前", {"last": "2026-02-10"}, date(2027, 1, 31)),
        ("6月底前", {}, date(2026, 6, 30)),
        ("每年1月31日前", {}, date(2027, 1, 31)),
        ("2月29日前", {"last": "2026-02-01"}, date(2027, 2, 28)),
        # From an event; going out before it does not meet it.
        ("预算批复后20日内", {"event": "2026-02-10"}, date(2026, 3, 2)),
        ("20个工作日", {"event": "2026-07-01", "last": "2026-06-30"}, date(2026, 7, 29)),
        ("自形成之日起七个工作日内", {"event": "2026-09-30"}, date(2026, 10, 15)),
        ("20个工作日", {}, None),
        # Cycles from the last time, or from when the item was checked.
        ("每季度", {"last": "2026-08-31"}, date(2026, 11, 30)),
        ("6个月", {}, date(2026, 9, 2)),
        ("1年", {"last": "2026-03-31"}, date(2027, 3, 31)),
        ("及时", {"last": "2026-03-31"}, None),
    ],
)
def test_the_catalogue_counts_limits_as_they_are_worded(
    words: str, more: dict[str, str], expected: date | None
) -> None:
    body = {**CATALOGUE, "limit_words": words, **more}
    assert due("catalogue", body) == expected
    assert problems("catalogue", body) == []


def test_a_limit_met_is_not_open_and_one_nobody_can_count_is_said() -> None:
    body = {**CATALOGUE, "limit_words": "3个工作日内", "event": "2026-11-02", "last": "2026-11-04"}
    (state,) = derive(FORMS["catalogue"], body, CALENDAR).limits
    assert not state.open and not state.late
    assert due("catalogue", body) is None, "what is met is not overdue"
    assert "算不出日期" in problems("catalogue", {**CATALOGUE, "limit_words": "按规定"})[0]


def test_opinions_not_adopted_need_a_reason() -> None:
    line = {"text": "增加公示期", "adopted": "不采纳"}
    body = {"title": "办法", "starts": "2026-05-06", "ends": "2026-06-05", "opinions": [line]}
    assert problems("consultations", body) == ["意见采纳第1条：不予采纳的意见必须说明理由"]
    line["reason"] = "与上位法不一致"
    assert problems("consultations", body) == []


def test_interpretation_forms_and_three_steps_at_once_are_checked() -> None:
    body = {
        "policy": "办法",
        "issuer": "政府或政府办公室",
        "published": "2026-06-01",
        "title": "解读",
        "i_published": "2026-06-09",
        "forms": ["文字", "视频动漫", "图片图表"],
        "mutual": "是",
    }
    assert problems("interpretations", body) == [
        "政策文件与解读没有同步发布",
        "以政府或政府办公室名义制发的，解读形式原则上不少于5种",
        "解读发布晚于时限2026-06-04",
    ]
    same = {**body, "issuer": "部门", "i_published": "2026-06-01"}
    assert problems("interpretations", same) == []


def test_incidents_have_two_limits_by_level() -> None:
    body = {"title": "甲", "found": "2026-11-20T09:00", "level": "重大"}
    states = derive(FORMS["incidents"], body, CALENDAR).limits
    assert [(one.limit.key, one.due) for one in states] == [
        ("respond", date(2026, 11, 21)),
        ("close", date(2026, 11, 27)),
    ]


def test_a_complaint_found_true_is_followed_up() -> None:
    body = {"title": "未答复", "received": "2026-11-02", "channel": "信函"}
    body |= {"basis": "第四十七条（申请不依法答复）"}
    assert problems("complaints", {**body, "replied": "2026-11-10"}) == ["已答复的请填写查证结果"]
    true = {**body, "finding": "属实"}
    assert problems("complaints", true) == ["查证属实的应当督促整改或者通报批评"]
    mended = {**true, "measure": ["督促整改"], "mend_due": "2026-11-30", "due": "2026-11-20"}
    assert due("complaints", mended) == date(2026, 11, 20)
    assert due("complaints", {**mended, "replied": "2026-11-19"}) == date(2026, 11, 30)


def test_the_telephone_of_the_guide_is_checked_again() -> None:
    body = {"title": "2026年版", "kind": "公开指南", "change": "电话", "made": "2026-03-02"}
    body |= {"published": "2026-03-05", "phone": "畅通"}
    assert problems("versions", body) == ["核验过电话的请填写核验日期"]
    assert due("versions", {**body, "phone_on": "2026-03-05"}) == date(2026, 6, 5)
