"""One letter from its draft to the signed receipt, over the sample office (第2026-016号)."""

from datetime import date
from pathlib import Path

import attrs
import docx
import pytest

from gongkai_desktop.domain.approval import Signing
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.letter.course import Delivery, Opinion, course_of
from gongkai_desktop.domain.letter.number_list import NumberState
from gongkai_desktop.domain.lint.rules import Step
from gongkai_desktop.domain.request import Item
from gongkai_desktop.domain.seal import Sealing
from gongkai_desktop.services import (
    approval,
    delivery,
    evidence,
    letter_number,
    letter_record,
    letter_word,
    parcel,
    seal,
)
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.approval_slip import approval_slip
from gongkai_desktop.services.ledger import linked
from gongkai_desktop.services.letter_file import very_file
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.unit import save_unit, the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import StoredLetter
from tests.services.printed import text_of

NO = "2026-016"
DAY = date(2026, 11, 20)
FIVE = ("handler", "section_head", "legal", "office", "leader")
FACTS = {
    "info_title": "《关于土地整治项目验收的意见》",
    "info_no": "望资验〔2025〕3号",
    "pages": 6,
    "form": "纸质",
    "way": "邮寄",
}
MAIL = Delivery(method="邮寄", posted=DAY, mail_no="1000000000058", to="水某己")


@pytest.fixture
def office(sample: Workspace) -> Workspace:
    items = (Item(no=1, text="土地整治项目验收资料", ground="open_provide"),)
    request_service.answer_items(sample, NO, items)
    return sample


def request_in(office: Workspace):
    return request_service.request_numbered(office, NO)


def drafted(office: Workspace, facts=FACTS, code="C1") -> StoredLetter:
    return letter_record.save(office, request_in(office), code, facts).letter


def kept(office: Workspace, letter: StoredLetter) -> StoredLetter:
    with office.office.read() as reader:
        return letter_record.letter_named(reader, letter.id)


def sign(office, letter, step, day=DAY, **more):
    values = {"name": "甲某", "reason": "已核对", **more}
    return approval.sign(office, the_press(), letter.id, Signing(step=step, date=day, **values))


def issued(office, letter=None, day=DAY):
    letter = letter or drafted(office)
    for step in FIVE:
        letter = sign(office, letter, step, day)
    return letter


def sealed(office, letter=None):
    letter = letter or issued(office)
    return seal.seal(office, letter.id, Sealing(date=DAY, person="丁某", explanation="已核对"))


def file_of(office: Workspace, letter: StoredLetter) -> bytes:
    with office.office.read() as reader:
        return very_file(reader, letter).content


# ── drafts ──────────────────────────────────────────────────────────────────────────────────


def test_what_is_typed_outlives_the_window_and_becomes_a_draft(office):
    request = request_in(office)
    letter_record.keep_typing(office, request, "C1", None, {**FACTS, "pages": 7})
    values = letter_record.editing_values(office, request, "C1", None)
    assert (values["items"][0]["pages"], values["applicant"]) == (7, "水某己")
    letter = letter_record.save(office, request, "C1", values).letter
    assert (letter.status, letter.facts["items"][0]["pages"]) == ("拟稿", 7)
    assert set(letter.facts) == {"items"}
    assert "text" not in letter.facts["items"][0]
    assert letter_record.typed(office, request, "C1", None) == {}


def test_drafts_are_counted_and_an_earlier_one_can_be_taken_up(office):
    first = drafted(office)
    assert drafted(office) == first
    second = drafted(office, {**FACTS, "pages": 8})
    assert (second.id, course_of(second.steps).draft_no) == (first.id, 2)
    again = letter_record.restore_version(office, first.id, 1).letter
    assert course_of(again.steps).draft_no == 3
    assert again.text_fingerprint == first.text_fingerprint


def test_free_paragraphs_stand_before_the_remedy(office):
    letter = drafted(office, {**FACTS, "further": ["材料中的签名为原件所有"]})
    texts = [one.text for one in letter.composed.paragraphs]
    at = texts.index("材料中的签名为原件所有。")
    assert letter.composed.paragraphs[at + 1].block == "remedy"


# ── the chain ───────────────────────────────────────────────────────────────────────────────


def test_the_issue_gives_date_event_and_register_number_without_typing(office):
    letter = issued(office)
    request = request_in(office)
    decided = request.last(EventType.DECIDED)
    assert (letter.status, letter.number) == ("已签发", "望资公开答〔2026〕1号")
    assert letter.letter_date == DAY == decided.date
    assert request.reply_no == letter.number
    printed = text_of(file_of(office, letter))
    assert "望资公开答〔2026〕1号" in printed
    assert "2026年11月20日" in printed
    assert "盖章处" not in printed


def test_words_changed_after_a_signature_strike_it_and_say_so(office):
    letter = drafted(office)
    sign(office, letter, "handler")
    sign(office, letter, "section_head")
    saved = letter_record.save(
        office, request_in(office), "C1", {**FACTS, "pages": 9}, letter_id=letter.id
    )
    assert "承办人、科室主要负责人的签名已作废" in saved.notice
    assert saved.letter.status == "拟稿"
    assert [one.struck for one in course_of(saved.letter.steps).signatures] == [
        "签名后文稿有改动",
        "签名后文稿有改动",
    ]


def test_words_changed_after_the_issue_take_it_back_but_never_the_number(office):
    letter = issued(office)
    saved = letter_record.save(
        office, request_in(office), "C1", {**FACTS, "pages": 9}, letter_id=letter.id
    )
    assert (saved.letter.letter_date, saved.letter.file_fingerprint) == (None, "")
    assert request_in(office).last(EventType.DECIDED) is None
    again = issued(office, saved.letter)
    assert again.number == letter.number
    assert request_in(office).last(EventType.DECIDED).date == DAY


def test_a_letter_sent_back_starts_again_at_the_step_named(office):
    letter = drafted(office)
    sign(office, letter, "handler")
    sign(office, letter, "section_head")
    back = sign(
        office, letter, "legal", opinion=Opinion.RETURNED, back_to="handler", words="理由不足"
    )
    assert approval.due_step(office, back).key == "handler"
    assert len(course_of(back.steps).signatures) == 3


def test_the_number_follows_the_legal_step_or_a_reason_on_record(office):
    letter = drafted(office)
    for step in ("handler", "section_head"):
        sign(office, letter, step)
    with pytest.raises(UserError, match="法规"):
        sign(office, letter, "office")
    sign(office, letter, "legal", name="", opinion=Opinion.PASSED, words="法律顾问已电话同意")
    numbered = sign(office, letter, "office")
    assert numbered.number
    passed = [one for one in course_of(numbered.steps).signatures if one.step == "legal"]
    assert passed[0].words == "法律顾问已电话同意"


def test_an_error_of_the_letter_check_holds_up_the_signing(office):
    letter = drafted(office, {**FACTS, "further": ["逾期按照15个工作日内答复"]})
    found = approval.verdict(office, request_in(office), letter)
    assert "L01" in {one.rule for one in found.findings}
    with pytest.raises(UserError, match="不能送签"):
        sign(office, letter, "handler")


def test_a_warning_wants_a_reason_on_record(office):
    letter = drafted(office, {**FACTS, "further": ["请勿缠访"]})
    with pytest.raises(UserError, match="还没有说明"):
        sign(office, letter, "handler", reason="")
    signed = sign(office, letter, "handler", reason="系申请人原话")
    reasons = course_of(signed.steps).reasons
    assert "系申请人原话" in {one.reason for one in reasons}


def test_lateness_is_explained_recorded_and_never_blocks(sample):
    number, day = "2026-015", date(2026, 11, 20)  # the limit was 2026-11-18
    items = (Item(no=1, text="国土空间总体规划说明书", ground="open_provide"),)
    request_service.answer_items(sample, number, items)
    request = request_service.request_numbered(sample, number)
    letter = letter_record.save(sample, request, "C1", FACTS).letter
    with pytest.raises(UserError, match="晚于答复期限"):
        sign(sample, letter, "handler", day, reason="")
    for step in FIVE:
        letter = sign(sample, letter, step, day, reason="调阅纸质档案耗时较长")
    assert letter.status == "已签发"
    slip = text_of(approval_slip(sample, letter))
    assert "调阅纸质档案耗时较长" in slip


def test_the_scan_of_a_signed_page_is_kept(office, tmp_path: Path):
    page = tmp_path / "签批页.jpg"
    page.write_bytes(b"\xff\xd8\xff")
    letter = sign(office, drafted(office), "handler", scan=page)
    scan = course_of(letter.steps).signatures[0].scan
    with office.office.read() as reader:
        assert reader.attachments.read(scan) == b"\xff\xd8\xff"


def test_the_slip_leaves_empty_what_is_not_signed(office):
    letter = drafted(office)
    sign(office, letter, "handler", name="钱某")
    slip = text_of(approval_slip(office, kept(office, letter)))
    assert "钱某" in slip
    for title in ("科室主要负责人", "法规（法律风险）", "办公室（编号、格式）", "分管领导"):
        assert title in slip
    assert letter.text_fingerprint[:8].upper() in slip


# ── numbers ─────────────────────────────────────────────────────────────────────────────────


def test_a_struck_letter_keeps_its_number_and_the_next_takes_another(office):
    letter = issued(office)
    with pytest.raises(UserError, match="理由"):
        letter_record.void(office, letter.id, " ")
    letter_record.void(office, letter.id, "申请人名称写错")
    assert request_in(office).reply_no == ""
    assert request_in(office).last(EventType.DECIDED) is None
    again = issued(office)
    assert (again.id != letter.id, again.number) == (True, "望资公开答〔2026〕2号")
    lines = letter_number.list_numbers(office, 2026)
    assert [(one.use.state, one.use.note) for one in lines] == [
        (NumberState.VOID, "申请人名称写错"),
        (NumberState.USED, ""),
    ]


def test_a_number_by_hand_leaves_a_gap_that_wants_a_word(office):
    letter = drafted(office)
    for step in ("handler", "section_head", "legal"):
        sign(office, letter, step)
    with pytest.raises(UserError, match="手工编号"):
        sign(office, letter, "office", number="望资公开答〔2026〕3号")
    sign(office, letter, "office", number="望资公开答〔2026〕3号", number_reason="此前用纸质登记")
    lines = letter_number.list_numbers(office, 2026)
    assert [one.use.state for one in lines] == [
        NumberState.GAP,
        NumberState.GAP,
        NumberState.MANUAL,
    ]
    assert [one.is_open for one in lines] == [True, True, False]
    letter_number.explain_gap(office, "望资公开答〔2026〕1号", "纸质登记已用")
    with pytest.raises(UserError, match="已经用在文书上"):
        letter_number.explain_gap(office, "望资公开答〔2026〕3号", "误")
    assert not letter_number.list_numbers(office, 2026)[0].is_open
    assert letter_number.preview_number(office, request_in(office), "C1") == "望资公开答〔2026〕4号"
    assert "纸质登记已用" in text_of(letter_number.numbers_pdf(office, 2026))


def test_the_family_of_the_case_number_counts_a_second_letter(office):
    pattern = "{代字}公开〔{年}〕{案序}号—{后缀}"
    unit = the_unit(office)
    save_unit(office, attrs.evolve(unit, number_pattern=pattern))
    letter = issued(office)
    assert letter.number == "望资公开〔2026〕16号—公告"
    letter_record.void(office, letter.id, "重拟")
    assert issued(office).number == "望资公开〔2026〕16号—公告2"


# ── seal ────────────────────────────────────────────────────────────────────────────────────


def test_only_an_issued_letter_is_sealed_and_the_ledger_fills_itself(office):
    letter = drafted(office)
    with pytest.raises(UserError, match="不能用印"):
        sealed(office, letter)
    letter = sealed(office, issued(office, letter))
    (row,) = linked(office, "seals", NO)
    assert row.body["use"] == "依申请公开答复办理"
    assert (row.body["number"], row.body["copies"]) == (letter.number, 2)
    assert row.body["approver"] == "甲某"
    assert row.body["fingerprint"] == letter.file_fingerprint[:16].upper()
    assert letter.status == "已用印"


def test_a_reprint_is_a_further_entry_with_its_reason(office):
    letter = sealed(office)
    with pytest.raises(UserError, match="原因"):
        seal.seal(office, letter.id, Sealing(date=DAY, person="丁某"))
    seal.seal(office, letter.id, Sealing(date=DAY, person="丁某", copies=1, reason="退件重寄"))
    assert [row.body.get("note", "") for row in linked(office, "seals", NO)] == ["", "退件重寄"]


def test_seal_and_delivery_refuse_another_file(office, tmp_path: Path):
    letter = issued(office)
    other = tmp_path / "改过.pdf"
    content = file_of(office, letter)
    other.write_bytes(content + b" ")
    with pytest.raises(UserError, match="不同"):
        seal.seal(office, letter.id, Sealing(date=DAY, person="丁某", file=other))
    sealed(office, letter)
    with pytest.raises(UserError, match="不同"):
        delivery.post(office, letter.id, MAIL, other)
    other.write_bytes(content)
    assert delivery.post(office, letter.id, MAIL, other).status == "已寄出"


def test_what_was_altered_behind_the_program_is_not_sealed(office):
    letter = issued(office)
    with office.change("改动") as change:
        held = letter_record.letter_named(change, letter.id)
        words = held.composed.paragraphs[0]
        changed = attrs.evolve(words, text=f"{words.text}改")
        paragraphs = (changed, *held.composed.paragraphs[1:])
        composed = attrs.evolve(held.composed, paragraphs=paragraphs)
        change.letters.save(attrs.evolve(held, composed=composed))
    with pytest.raises(UserError, match="一致"):
        sealed(office, letter)


def test_a_sealed_letter_is_not_rewritten(office):
    letter = sealed(office)
    with pytest.raises(UserError, match="已用印"):
        letter_record.save(
            office, request_in(office), "C1", {**FACTS, "pages": 9}, letter_id=letter.id
        )
    assert drafted(office, {**FACTS, "pages": 9}).id != letter.id


# ── delivery ────────────────────────────────────────────────────────────────────────────────


def test_posting_tells_the_register_and_judges_by_the_day_of_posting(office):
    letter = sealed(office)
    with pytest.raises(UserError, match="邮件号"):
        delivery.post(office, letter.id, Delivery(method="邮寄", posted=DAY))
    letter = delivery.post(office, letter.id, MAIL)
    request = request_in(office)
    sent = request.last(EventType.REPLY_SENT)
    assert (sent.date, sent.method, sent.signed) == (DAY, "邮寄", None)
    assert request.service_no == "1000000000058"
    assert request_service.show(office, NO)[1].status == "按期答复"
    letter = delivery.follow_up(office, letter.id, signed=date(2026, 11, 22), signer="本人")
    assert letter.status == "已送达"
    (event,) = [one for one in request_in(office).events if one.type is EventType.REPLY_SENT]
    assert event.signed == date(2026, 11, 22)


def test_returned_mail_is_sent_again_and_the_first_posting_keeps_its_day(office):
    letter = sealed(office)
    delivery.post(office, letter.id, MAIL)
    back = delivery.follow_up(office, letter.id, returned=date(2026, 11, 21), reason="地址不详")
    assert back.status == "已退回"
    again = Delivery(method="邮寄", posted=date(2026, 11, 22), mail_no="1000000000059")
    delivery.post(office, letter.id, again)
    (event,) = [one for one in request_in(office).events if one.type is EventType.REPLY_SENT]
    assert event.date == DAY
    assert "地址不详" in event.note
    assert request_in(office).service_no == "1000000000059"


def test_envelope_and_posting_list_name_title_and_number(office):
    letter = delivery.post(office, sealed(office).id, MAIL)
    for pdf in (parcel.envelope(office, letter), parcel.posting_list(office, letter)):
        printed = text_of(pdf)
        assert letter.number in printed
        assert "水某己" in printed
    assert "1000000000058" in text_of(parcel.posting_list(office, letter))


# ── edited Word ─────────────────────────────────────────────────────────────────────────────


def edited_word(path: Path, letter: StoredLetter, *extra: str, number: str = "", day: str = ""):
    document = docx.Document()
    held = letter.composed
    lines = [held.title, number, f"{held.addressee}："]
    lines += [one.text for one in held.paragraphs]
    lines += [*extra, f"附件：1. {held.enclosures[0].name}", held.organ, day, f"（{held.note}）"]
    for line in lines:
        if line:
            document.add_paragraph(line)
    document.save(str(path))
    return path


def test_an_edited_word_file_becomes_the_approved_text(office, tmp_path: Path):
    letter = drafted(office)
    sign(office, letter, "handler")
    file = edited_word(tmp_path / "改稿.docx", letter, "另，原件可以到档案室查看。")
    saved = letter_word.attach_word(office, letter.id, file)
    assert saved.struck
    course = course_of(saved.letter.steps)
    assert course.versions[-1].manual
    assert "另，原件可以到档案室查看。" in letter_record.text_of(office, saved.letter)
    letter = issued(office, saved.letter)
    with pytest.raises(UserError, match="还没有填写文号"):
        sealed(office, letter)
    with pytest.raises(UserError, match="没有文号"):
        letter_word.attach_word(office, letter.id, file)
    final = tmp_path / "定稿.docx"
    extra = "另，原件可以到档案室查看。"
    number = letter.number
    for wrong in (
        {"number": "望资公开答〔2026〕9号", "day": "2026年11月20日"},
        {"number": number, "day": "2026年11月19日"},
    ):
        edited_word(final, letter, extra, **wrong)
        with pytest.raises(UserError, match="文件里"):
            letter_word.attach_word(office, letter.id, final)
    edited_word(final, letter, "另，原件不能查看。", number=number, day="2026年11月20日")
    with pytest.raises(UserError, match="与签发的文稿不同"):
        letter_word.attach_word(office, letter.id, final)
    edited_word(final, letter, extra, number=number, day="2026年11月20日")
    letter_word.attach_word(office, letter.id, final)
    letter = sealed(office, letter)
    assert delivery.post(office, letter.id, MAIL, final).status == "已寄出"


def test_an_edited_word_file_is_checked_again(office, tmp_path: Path):
    letter = drafted(office)
    file = edited_word(tmp_path / "改稿.docx", letter, "逾期按照15个工作日内答复。")
    saved = letter_word.attach_word(office, letter.id, file)
    found = approval.verdict(office, request_in(office), saved.letter)
    assert "L01" in {one.rule for one in found.findings}
    with pytest.raises(UserError, match="不能送签"):
        sign(office, saved.letter, "handler")


def test_only_word_files_are_taken(office, tmp_path: Path):
    letter = drafted(office)
    bad = tmp_path / "改稿.pdf"
    bad.write_bytes(b"%PDF")
    with pytest.raises(UserError, match="docx"):
        letter_word.attach_word(office, letter.id, bad)
    broken = tmp_path / "改稿.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(UserError):
        letter_word.attach_word(office, letter.id, broken)


def test_our_own_word_file_is_taken_back_as_it_went_out(office, tmp_path: Path):
    letter = drafted(office)
    path = tmp_path / "审签稿.docx"
    path.write_bytes(letter_record.draft_file(office, the_press(), letter, word=True))
    saved = letter_word.attach_word(office, letter.id, path)
    found = approval.verdict(office, request_in(office), saved.letter)
    assert not list(found.blocking(Step.REVIEW))


def test_the_papers_of_service_are_filled_from_the_letter(office):
    letter = delivery.post(office, sealed(office).id, MAIL)
    for code, number in (("F1", "1000000000058"), ("F2", letter.number)):
        made = letter_record.save(office, request_in(office), code, {}).letter
        assert number in made.composed.text
        assert f"（{letter.number}）" in made.composed.text


@pytest.mark.parametrize(
    ("channel", "told"),
    [
        ("当面", "当面提交之日"),
        ("EMS", "本机关签收邮件之日"),
        ("平信", "本机关联系确认之日"),
        ("互联网", "双方确认之日"),
        ("传真", "双方确认之日"),
        ("信访", ""),
    ],
)
def test_the_receipt_says_how_its_day_was_fixed_article_31(office, channel, told):
    request = request_service.request_numbered(office, "2026-016")
    events = (Event(type=EventType.RECEIVED, date=date(2026, 10, 27), channel=channel),)
    came = attrs.evolve(request, events=events)
    assert evidence.letter_values(office, came, "A1").get("receipt_rule", "") == told
