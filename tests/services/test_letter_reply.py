"""意见反馈表 and 复函: enclosed blank, each with its own letter, and the answer that came back."""

from datetime import date
from typing import Any

import attrs
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.letter.course import Delivery
from gongkai_desktop.domain.paper import missing
from gongkai_desktop.domain.request import Applicant, ApplicantKind
from gongkai_desktop.services import (
    approval,
    delivery,
    handover,
    letter_number,
    letter_record,
    papers,
    parcel,
    seal,
    unit,
)
from gongkai_desktop.services import letter as letter_service
from gongkai_desktop.services.approval import Signing
from gongkai_desktop.services.letter_reply import reply_form, reply_paper
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.seal import Sealing
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import StoredLetter
from tests.cases.whole_life import OFFICE, day
from tests.services.test_whole_life import OfficeClerk, words_of

PERSON, FIRM = "买买提·艾力", "示例河谷生态农业综合开发有限责任公司"


@pytest.fixture
def clerk(empty: Workspace) -> OfficeClerk:
    unit.save_unit(empty, OFFICE)
    applicant = Applicant(
        name="示例丁房地产有限公司", kind=ApplicantKind("biz"), address="望山县示例路8号"
    )
    made = OfficeClerk(empty, applicant)
    made.registers("T地块竞买人资格审查材料")
    return made


def asks(clerk: OfficeClerk, party: str, pages: str) -> StoredLetter:
    facts: dict[str, Any] = {
        "third_party": party,
        "third_party_nature": "自然人" if party == PERSON else "单位",
        "info_title": "《T地块竞买资格审查表》",
        "content": pages,
        "interest": "个人隐私" if party == PERSON else "商业秘密",
        "copy_pages": 3,
    }
    return clerk.sends("B5", facts, day(11, 4))


def test_each_party_gets_its_own_blank_form(clerk: OfficeClerk) -> None:
    first, second = asks(clerk, PERSON, "第2页"), asks(clerk, FIRM, "第5页至第9页")
    for letter, party, pages in ((first, PERSON, "第2页"), (second, FIRM, "第5页至第9页")):
        words = words_of(reply_paper(clerk.office, the_press(), letter))
        assert words.count(letter.number) == 1, "the form bears no number of its own"
        assert party in words
        assert pages in words
        assert "□同意公开□同意部分公开□不同意公开" in words
        assert "审签稿" not in words
        assert clerk.applicant.name not in words, "the applicant is never named to a third party"
        assert reply_paper(clerk.office, the_press(), letter, word=True).startswith(b"PK")


def test_the_answer_stands_on_the_form_of_whom_it_came_from(clerk: OfficeClerk) -> None:
    first, second = asks(clerk, PERSON, "第2页"), asks(clerk, FIRM, "第5页至第9页")
    clerk.records(
        EventType.THIRD_PARTY_ANSWERED,
        day(11, 12),
        party=FIRM,
        outcome="不同意公开",
        note="报价明细属于商业秘密",
    )
    answered = words_of(reply_paper(clerk.office, the_press(), second))
    for said in ("■不同意公开", "报价明细属于商业秘密", "2026年11月12日"):
        assert said in answered
    blank = words_of(reply_paper(clerk.office, the_press(), first))
    assert "■" not in blank
    assert "2026年11月12日" not in blank


def test_a_shell_makes_the_form_for_the_party_named(clerk: OfficeClerk) -> None:
    first, second = asks(clerk, PERSON, "第2页"), asks(clerk, FIRM, "第5页至第9页")
    for letter, party in ((first, PERSON), (second, FIRM)):
        made = letter_service.make(
            clerk.office,
            the_press(),
            clerk.request,
            "B5r",
            {"third_party": party},
            profile=Profile.DRAFT,
        )
        assert made.findings == ()
        assert letter.number in made.composition.letter.text
        assert made.composition.letter.number == ""
        assert made.profile is Profile.FINAL


def test_a_question_recorded_without_its_letter_still_has_a_form(clerk: OfficeClerk) -> None:
    """A letter sent outside the program: the party and the days are those of the register."""
    clerk.records(EventType.AGENCY_SENT, day(11, 4), party="望山县水利局", joint=True)
    clerk.records(EventType.AGENCY_ANSWERED, day(11, 10), outcome="同意公开")
    known = letter_record.editing_values(clerk.office, clerk.request, "B7r", None)
    assert known["organ"] == "望山县水利局"
    assert known["opinion"] == "同意公开"
    assert known["answered_date"] == day(11, 10)


def test_forms_filled_in_by_hand_take_no_number_and_are_nobodys_draft(clerk: OfficeClerk) -> None:
    asks(clerk, PERSON, "第2页")
    before = letter_number.list_numbers(clerk.office, 2026)
    letter_record.save(clerk.office, clerk.request, "B5r", {"party_contact": "买某"})
    assert letter_number.list_numbers(clerk.office, 2026) == before
    assert not [one for one in handover.open_work(clerk.office) if one.group == "文书草稿"]


def test_only_letters_of_opinion_have_a_form_that_comes_back(clerk: OfficeClerk) -> None:
    book = clerk.office.knowledge.forms
    found = {form.code: reply_form(book, form.code) for form in book}
    assert {code: one.code for code, one in found.items() if one} == {"B5": "B5r", "B7": "B7r"}


@pytest.mark.parametrize("code", ["F1", "F2", "B8", "B5r", "B7r"])
def test_a_sheet_is_never_missed_its_number_or_date(clerk: OfficeClerk, code: str) -> None:
    """Sheets pass no chain, so that nobody could ever give them a number."""
    asks(clerk, PERSON, "第2页")
    made = letter_service.make(
        attrs.evolve(clerk.office, today=date(2026, 11, 20)),
        the_press(),
        clerk.request,
        code,
        {},
        profile=Profile.FINAL,
    )
    assert not {"letter_no", "letter_date"} & {one.field for one in made.findings}


def test_the_papers_of_a_letter_to_a_third_party_never_name_the_applicant(
    clerk: OfficeClerk,
) -> None:
    """条例第三十二条 asks the third party; who applied is not its business (R06)."""
    letter = asks(clerk, FIRM, "第5页至第9页")
    papers = (
        parcel.envelope(clerk.office, letter),
        parcel.posting_list(clerk.office, letter),
        parcel.receipt(clerk.office, the_press(), letter),
    )
    for pdf in papers:
        words = words_of(pdf)
        assert FIRM in words
        assert letter.number in words
        assert clerk.applicant.name not in words
        assert clerk.applicant.address not in words
    for code, name in (("F1", "served_to"), ("F2", "addressee_name")):
        known = letter_record.editing_values(clerk.office, clerk.request, code, None)
        assert known[name] == FIRM
        assert clerk.applicant.address not in str(known.get("addressee_address", ""))


def test_the_receipt_of_a_reply_names_applicant_letter_and_way(clerk: OfficeClerk) -> None:
    asks(clerk, FIRM, "第5页至第9页")
    receipt = clerk.sends("B6", {}, day(11, 5))
    words = words_of(parcel.receipt(clerk.office, the_press(), receipt))
    for said in (clerk.applicant.name, clerk.applicant.address, receipt.number, "■邮寄送达"):
        assert said in words


def test_nothing_is_posted_before_it_was_sealed(clerk: OfficeClerk) -> None:
    clerk.on(day(11, 6))
    letter = clerk.drafts("A1", {})
    for step in ("handler", "office"):
        signing = Signing(step=step, name="丁某", date=day(11, 4), reason="已核对")
        letter = approval.sign(clerk.office, the_press(), letter.id, signing)
    sealing = Sealing(date=day(11, 6), person="丁某", explanation="已核对")
    letter = seal.seal(clerk.office, letter.id, sealing)
    early = Delivery(method="邮寄", posted=day(11, 5), mail_no="1000000000058")
    with pytest.raises(UserError, match="早于用印日期2026-11-06"):
        delivery.post(clerk.office, letter.id, early)


def test_a_form_kept_in_the_file_is_no_draft_to_be_signed(clerk: OfficeClerk) -> None:
    """卷内目录: the printed form has its own name and proves nothing until it is signed."""
    asks(clerk, PERSON, "第2页")
    letter_record.save(clerk.office, clerk.request, "B5r", {"party_contact": "买某"})
    file = papers.file_of(clerk.office, clerk.request)
    (form,) = [one for one in file.papers if one.title == "政府信息公开意见反馈表"]
    assert "审签稿" not in words_of(form.pdf())
    assert not any("反馈表原件" in one for one in missing(file.needs)), "nothing has come back yet"
    clerk.records(EventType.THIRD_PARTY_ANSWERED, day(11, 12), party=PERSON, outcome="同意公开")
    answered = papers.file_of(clerk.office, clerk.request)
    assert any("反馈表原件" in one for one in missing(answered.needs))
