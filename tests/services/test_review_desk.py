"""From paste to signed sheet (product.md H1, prereview.md §1.3, §3.7): nothing of a secret kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.checklist import Answer, Reply
from gongkai_desktop.domain.review.handling import Action, Scope
from gongkai_desktop.domain.review.item import Levels, ReviewItem, SecretMarkError, Signature
from gongkai_desktop.services import (
    assessment,
    ledger,
    review_decide,
    review_desk,
    review_sheets,
)
from gongkai_desktop.services.ledger_listing import ledger_rows
from gongkai_desktop.services.workspace import Workspace
from tests.services.printed import text_of

CLEAN = "关于开展政务公开培训的通知\n各科室：\n定于本月举办政务公开培训，请安排人员参加。\n"
CHAIN = (("初审", "甲某"), ("复审", "乙某"), ("保密审查", "庚某"), ("终审", "丙某"))
FAULTY = "关于领取材料的通知\n请联系张某，手机13812345678，身份证号110101199003071233。\n"


def item_of(workspace: Workspace, text: str = CLEAN, **more: object) -> ReviewItem:
    made = review_desk.begin(
        workspace,
        attrs.evolve(
            ReviewItem(
                title="关于开展政务公开培训的通知",
                kind="动态信息",
                channel="政府网站",
                responsible="丁某",
                formed=date(2026, 11, 18),
            ),
            **more,  # type: ignore[arg-type]
        ),
    )
    return review_desk.put_up(workspace, made.id, [review_desk.pasted_draft(text)])


def answer_all(workspace: Workspace, item: ReviewItem) -> None:
    shown = review_desk.opened(workspace, item.id)
    answers = {one.key: Reply(answer=Answer.YES) for gate in shown.gates for one in gate.questions}
    review_decide.reply(workspace, item.id, answers)


def sign(workspace: Workspace, item: ReviewItem, level: str, name: str, **more: str) -> ReviewItem:
    signature = Signature(level=level, name=name, day=workspace.today, **more)
    return review_decide.sign(workspace, item.id, signature)


def signed_through(workspace: Workspace, item: ReviewItem) -> ReviewItem:
    answer_all(workspace, item)
    for level, name in CHAIN:
        item = sign(workspace, item, level, name)
    return item


def sheet_words(workspace: Workspace, item: ReviewItem) -> str:
    return "".join(text_of(review_sheets.review_sheet(workspace, item.id)).split())


def test_a_clean_text_goes_from_paste_to_publication(empty) -> None:
    item = item_of(empty)
    assert item.no == "2026-001"
    assert review_desk.opened(empty, item.id).findings == ()
    item = signed_through(empty, item)
    assert review_desk.opened(empty, item.id).state == "可发布"
    out = review_decide.publish(
        empty, item.id, empty.today, publisher="丁某", link="https://www.wangshan.gov.cn/a.html"
    )
    assert out.published == empty.today
    (row,) = ledger_rows(empty, "publications")
    assert (row["title"], row["formed"], row["published"]) == (
        "关于开展政务公开培训的通知",
        "2026-11-18",
        "2026-11-22",
    )


def test_what_is_found_must_be_decided_before_the_last_signature(empty) -> None:
    item = item_of(empty, FAULTY)
    answer_all(empty, item)
    shown = review_desk.opened(empty, item.id)
    rules = {one.rule for one in shown.findings}
    assert {"YS01", "YS03"} <= rules
    with pytest.raises(UserError, match="“严重”问题没有处理"):
        sign(empty, item, "初审", "甲某")
    for finding in shown.findings:
        review_decide.decide(
            empty,
            item.id,
            finding,
            shown.text,
            Action.GROUNDED,
            reason="欠税公告办法第五条",
        )
    assert review_desk.opened(empty, item.id).obstacles == ()
    sign(empty, item, "初审", "甲某")


def test_keeping_what_is_heavy_needs_a_reason(empty) -> None:
    item = item_of(empty, FAULTY)
    shown = review_desk.opened(empty, item.id)
    heavy = next(one for one in shown.findings if one.rule == "YS01")
    with pytest.raises(UserError, match="要写明"):
        review_decide.decide(empty, item.id, heavy, shown.text, Action.ACCEPTED)
    with pytest.raises(UserError, match="要写明依据的条款"):
        review_decide.decide(empty, item.id, heavy, shown.text, Action.GROUNDED)


def test_a_false_alarm_of_the_unit_holds_for_later_texts_until_revoked(empty) -> None:
    first = item_of(empty, FAULTY)
    shown = review_desk.opened(empty, first.id)
    phone = next(one for one in shown.findings if one.rule == "YS03")
    made = review_decide.decide(
        empty,
        first.id,
        phone,
        shown.text,
        Action.FALSE_ALARM,
        scope=Scope.UNIT,
        reason="值班电话",
    )
    second = item_of(empty, "另一条：值班手机13812345678。\n")
    assert review_desk.opened(empty, second.id).obstacles == ()
    review_decide.revoke(empty, second.id, made)
    answer_all(empty, second)
    sign(empty, second, "初审", "甲某")
    sign(empty, second, "复审", "乙某")
    sign(empty, second, "保密审查", "庚某")
    with pytest.raises(UserError, match="1处扫描提示没有处理"):
        sign(empty, second, "终审", "丙某")


def test_rescan_keeps_the_decisions(empty) -> None:
    item = item_of(empty, FAULTY)
    shown = review_desk.opened(empty, item.id)
    for finding in shown.findings:
        review_decide.decide(
            empty, item.id, finding, shown.text, Action.GROUNDED, reason="条例第十五条"
        )
    longer = FAULTY + "\n\n附：办公时间为工作日上午九时至下午五时，节假日休息。\n"
    review_desk.put_up(empty, item.id, [review_desk.pasted_draft(longer)])
    assert review_desk.opened(empty, item.id).obstacles == ()


def test_a_changed_text_must_be_signed_anew(empty) -> None:
    item = signed_through(empty, item_of(empty))
    changed = review_desk.put_up(empty, item.id, [review_desk.pasted_draft(CLEAN + "补一句。")])
    assert {one.struck for one in changed.signatures} == {"文稿有改动"}
    with pytest.raises(UserError, match="还没有审完，现在轮到“初审”"):
        review_decide.publish(empty, item.id, empty.today, publisher="丁某", link="")


def test_nobody_signs_two_levels_unless_the_unit_is_small(empty) -> None:
    item = item_of(empty)
    answer_all(empty, item)
    sign(empty, item, "初审", "甲某")
    with pytest.raises(UserError, match="同一人不能签两审"):
        sign(empty, item, "复审", "甲某")
    review_desk.save_levels(empty, Levels(small_unit=True))
    assert "小单位例外" not in sheet_words(empty, item)
    sign(empty, item, "复审", "甲某")
    assert "小单位例外" in sheet_words(empty, item)


def test_sending_back_needs_a_reason_and_starts_again(empty) -> None:
    item = item_of(empty)
    answer_all(empty, item)
    sign(empty, item, "初审", "甲某")
    with pytest.raises(UserError, match="退回须写明理由"):
        sign(empty, item, "复审", "乙某", opinion="退回")
    back = sign(empty, item, "复审", "乙某", opinion="退回", note="口径未核")
    assert back.state(Levels()) == "退回修改"
    with pytest.raises(UserError, match="退回以后还没有重新送审"):
        sign(empty, item, "初审", "甲某")
    with pytest.raises(UserError, match="要写明送审人和改了什么"):
        review_decide.send_again(empty, item.id, "丁某", empty.today, "")
    review_decide.send_again(empty, item.id, "丁某", empty.today, "口径已核")
    sign(empty, item, "初审", "甲某")
    words = sheet_words(empty, item)
    assert "2026-11-22复审乙某退回：口径未核；2026-11-22丁某重新送审：口径已核" in words
    assert "初审甲某同意（作废：复审退回：口径未核）" in words


def test_publication_looks_again_at_what_stands_in_the_way(empty) -> None:
    item = signed_through(empty, item_of(empty))
    review_decide.reply(empty, item.id, {"s1": Reply(answer=Answer.NO, note="附件有标志")})
    with pytest.raises(UserError, match="答“否”"):
        review_decide.publish(empty, item.id, empty.today, publisher="丁某", link="")


def test_personal_data_with_a_basis_wait_for_their_assessment(empty) -> None:
    """个人信息保护法第五十五条第三项、第五十六条: 公开前评估, 三项内容, 打印签名."""
    item = item_of(empty, FAULTY)
    shown = review_desk.opened(empty, item.id)
    for one in shown.findings:
        review_decide.decide(
            empty, item.id, one, shown.text, Action.GROUNDED, reason="某办法第五条"
        )
    answer_all(empty, item)
    for level, name in CHAIN[:3]:
        sign(empty, item, level, name)
    with pytest.raises(UserError, match="2处个人信息要公开，还没有做个人信息保护影响评估"):
        sign(empty, item, "终审", "丙某")
    with pytest.raises(UserError, match="还没有做个人信息保护影响评估"):
        assessment.assessment_sheet(empty, item.no)
    known = assessment.proposed(review_desk.opened(empty, item.id), "2026-11-22")
    assert known["kinds"] == ["电话号码", "身份证件号码"]
    body = {
        **known,
        "sensitive": "是",
        "purpose": "公示结果，只列必要的几项",
        "impact": "可能被他人冒用",
        "measures": "期满撤下",
        "conclusion": "不公开",
        "assessor": "丁某",
    }
    kept = ledger.add(empty, assessment.LEDGER, body).row
    assert not review_desk.opened(empty, item.id).assessed
    ledger.amend(empty, kept.id, {**body, "conclusion": "落实保护措施后公开"})
    sign(empty, item, "终审", "丙某")
    words = "".join(text_of(assessment.assessment_sheet(empty, item.no)).split())
    for told in ("某办法第五条", "公示结果，只列必要的几项", "可能被他人冒用", "期满撤下", item.no):
        assert told in words


def test_the_secrecy_sheet_says_every_question_and_who_signed(empty) -> None:
    """保守国家秘密法 35, 实施条例 42: 逐项审查."""
    item = signed_through(empty, item_of(empty))
    words = "".join(text_of(review_sheets.secrecy_sheet(empty, item.id)).split())
    gate = next(one for one in empty.knowledge.checklist.gates if one.key == "secrecy")
    for question in gate.questions:
        assert question.text in words
    for told in ("庚某", "2026年11月22日", "同意公开", "没有密级、工作秘密和明电标志", "非公文类"):
        assert told in words


def test_the_day_of_publication_cannot_be_invented(empty) -> None:
    item = signed_through(empty, item_of(empty))
    for day in (date(2026, 11, 20), date(2026, 11, 23)):
        with pytest.raises(UserError, match="发布日期应在2026-11-22（终审）和今天之间"):
            review_decide.publish(empty, item.id, day, publisher="丁某", link="")


def test_a_denied_question_needs_words(empty) -> None:
    item = item_of(empty)
    with pytest.raises(UserError, match="答“否”的要写明情况"):
        review_decide.reply(empty, item.id, {"w1": Reply(answer=Answer.NO)})


SECRET = "机密★10年\n关于某某专项行动的绝密字样文件正文甲乙丙丁戊己庚辛\n"
PROBE = "某某专项行动"


def test_nothing_of_a_secret_text_is_kept(empty, tmp_path: Path) -> None:
    item = review_desk.begin(empty, ReviewItem(title="待审", responsible="丁某"))
    secret_file = review_desk.DraftFile(name="附件.txt", content=SECRET.encode())
    for draft in (review_desk.pasted_draft(SECRET), secret_file):
        with pytest.raises(SecretMarkError) as told:
            review_desk.put_up(empty, item.id, [draft])
        assert "第1行" in str(told.value)
        assert "报告本单位保密机构" in str(told.value)
        assert PROBE not in str(told.value)
    with empty.office.read() as reader:
        assert reader.attachments.list(review_desk.OWNER, item.id) == []
        entry = reader.audit.entries(1)[0]
    assert entry.notes["rules"] == ["BM01"]
    empty.office.close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for encoding in ("utf-8", "utf-16-le", "gb18030"):
                assert PROBE.encode(encoding) not in content, path


def test_sheets_print(empty) -> None:
    item = signed_through(empty, item_of(empty))
    review_decide.publish(empty, item.id, empty.today, publisher="丁某", link="")
    assert review_sheets.review_sheet(empty, item.id).startswith(b"%PDF")
    for month in (10, 11):
        assert review_sheets.secrecy_summary(empty, 2026, month).startswith(b"%PDF")
    with pytest.raises(UserError, match="月份“13”不对"):
        review_sheets.secrecy_summary(empty, 2026, 13)
