"""The whole life of a request, for every ground of an answer: from intake to the archive.

Each walk says only what the file itself cannot know: the application, what happened outside, and
the facts of the answer. Nothing that was entered before is typed again.
"""

from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pypdfium2
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.letter.course import Delivery
from gongkai_desktop.domain.letter.evidence import UsualDays
from gongkai_desktop.domain.letter.finding import Finding, Severity
from gongkai_desktop.domain.outcome import SEPARATION_FIELD
from gongkai_desktop.domain.paper import missing
from gongkai_desktop.domain.request import Applicant, Item, Request, Stage
from gongkai_desktop.domain.request_items import items_in
from gongkai_desktop.domain.stage import stage_of
from gongkai_desktop.services import (
    annual,
    approval,
    archive,
    assignment,
    clock_choices,
    delivery,
    ledger,
    letter_record,
    papers,
    parcel,
    seal,
    unit,
)
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.approval import Signing
from gongkai_desktop.services.approval_slip import approval_slip
from gongkai_desktop.services.letter_file import very_file
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.seal import Sealing
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import StoredLetter
from tests.cases.whole_life import (
    NET,
    OFFICE,
    RECEIVED,
    SIGNERS,
    WALKS,
    Clerk,
    Facts,
    Walk,
    applicant_of,
    carried,
    day,
    searched_in_vain,
    third_party_refuses,
)


class OfficeClerk(Clerk):
    """A clerk over the services: each act is one that the window offers."""

    def __init__(self, office: Workspace, applicant: Applicant) -> None:
        self.office, self.applicant, self.no = office, applicant, ""
        self.found: list[Finding] = []

    def on(self, today: date) -> None:
        self.office = attrs.evolve(self.office, today=today)

    @property
    def request(self) -> Request:
        return request_service.request_numbered(self.office, self.no)

    def registers(self, text: str, channel: str = NET, received: date = RECEIVED, **more: Any):
        self.on(received)
        items = [Item(no=at, text=one) for at, one in enumerate(items_in(text), 1)]
        new = Request(
            register_no="",
            applicant=self.applicant,
            request_text=text,
            items=tuple(items),
            events=(Event(type=EventType.RECEIVED, date=received, channel=channel),),
            section="办公室",
            handler="丁某",
            **more,
        )
        self.no = request_service.register(self.office, new).request.register_no

    def records(self, kind: EventType, on: date, **more: Any) -> None:
        self.on(on)
        words = more.pop("corrected_text", "")
        event = Event(type=kind, date=on, **more)
        request_service.record_event(self.office, self.no, event, words)

    def searches(self, place: str, words: str, on: date, **more: Any) -> None:
        self.on(on)
        body = {
            "request": self.no,
            "date": on.isoformat(),
            "place": place,
            "words": words,
            "person": "丁某",
            "section": "办公室",
            "result": "未找到",
            **more,
        }
        ledger.add(self.office, "searches", body)

    def is_refused(self, kind: EventType, on: date, article: str, **more: Any) -> None:
        with pytest.raises(UserError, match=article):
            self.records(kind, on, **more)

    def decides(self, *grounds: str, separation: str = "") -> None:
        fields = {SEPARATION_FIELD: separation} if separation else {}
        items = tuple(
            attrs.evolve(item, ground=ground, fields={**item.fields, **fields})
            for item, ground in zip(self.request.items, grounds, strict=True)
        )
        request_service.answer_items(self.office, self.no, items, "")

    def sends(self, code: str, facts: Facts, on: date, reached: date | None = None):
        """Draft, sign, number, seal and post a letter; where it reached them on ``reached``."""
        self.on(on)
        letter = self.drafts(code, facts)
        self.refuses_seal(letter)
        for step, name in SIGNERS.items():
            signing = Signing(step=step, name=name, date=on, reason="已核对")
            letter = approval.sign(self.office, the_press(), letter.id, signing)
        sealing = Sealing(date=on, person="丁某", explanation="已核对")
        letter = seal.seal(self.office, letter.id, sealing)
        parcel = Delivery(method="邮寄", posted=on, mail_no="1000000000058")
        letter = delivery.post(self.office, letter.id, parcel)
        if reached:
            self.on(reached)
            letter = delivery.follow_up(self.office, letter.id, signed=reached, signer="本人")
        return letter

    def drafts(self, code: str, facts: Facts) -> StoredLetter:
        """A draft of which only ``facts`` are typed; none of them is known already."""
        known = letter_record.editing_values(self.office, self.request, code, None)
        asked_again(known, facts)
        letter = letter_record.save(self.office, self.request, code, facts).letter
        found = approval.verdict(self.office, self.request, letter).findings
        self.found += [one for one in found if one.severity is not Severity.HINT]
        return letter

    def refuses_seal(self, letter: StoredLetter) -> None:
        with pytest.raises(UserError, match="不能用印"):
            seal.seal(self.office, letter.id, Sealing(date=self.office.today, person="丁某"))


def asked_again(known: Facts, facts: Facts) -> None:
    """Fail where a fact has to be typed that the register, a step or a ledger already gave."""
    given, typed = known.get("items") or [{}], facts.get("items") or [facts]
    for item, said in zip(given, typed, strict=False):
        flat = {**known, **item}
        again = {name: flat[name] for name in said if flat.get(name) not in (None, "", [])}
        assert not again, f"asked twice: {again}"


@pytest.fixture
def office(empty: Workspace) -> Workspace:
    unit.save_unit(empty, OFFICE)
    return empty


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = (document[at].get_textpage().get_text_bounded() for at in range(len(document)))
    return "".join("".join(pages).split())


def file_of(office: Workspace, letter: StoredLetter) -> bytes:
    with office.office.read() as reader:
        return very_file(reader, letter).content


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.ground)
def test_from_intake_to_archive_without_typing_twice(
    office: Workspace, walk: Walk, tmp_path: Path
) -> None:
    clerk = OfficeClerk(office, applicant_of(walk))
    letter = carried(clerk, walk)
    assert clerk.found == []
    request, deadline = request_service.show(clerk.office, clerk.no)
    ends = {
        "withdrawn": "已撤回",
        "overdue_correction": "视为放弃申请",
        "overdue_fee": "视为放弃申请",
    }
    assert deadline.status == ends.get(walk.ground, "按期答复")
    assert (request.row, request.ground, stage_of(request)) == (
        walk.row,
        walk.ground,
        Stage.ANSWERED,
    )
    says_the_same(clerk, request, letter)
    is_closed(clerk, walk, tmp_path)
    column = clerk.applicant.kind.value
    table = annual.compile_year(clerk.office, 2026).report.table2
    expected = 2 if walk.repeats else 1
    assert table["r1_new"][column] == expected
    assert table[walk.row][column] == 1
    assert table["r3_7_total"]["total"] == expected


def says_the_same(clerk: OfficeClerk, request: Request, letter: StoredLetter) -> None:
    """What was entered once stands in the letter, the slips, the seal register, the register."""
    printed = words_of(file_of(clerk.office, letter))
    for once in (request.applicant.name, request.register_no, letter.number, OFFICE.name):
        assert once in printed, once
    assert "(EMS" not in printed
    slip = words_of(approval_slip(clerk.office, letter))
    for once in (request.register_no, letter.number, *SIGNERS.values()):
        assert once in slip, once
    (sealed,) = [
        row
        for row in ledger.linked(clerk.office, "seals", request.register_no)
        if row.body["number"] == letter.number
    ]
    assert sealed.body["approver"] == SIGNERS["leader"]
    if letter_record.answers(clerk.office, letter.code):
        assert request.reply_no == letter.number
        assert request.service_no == "1000000000058"
    for paper in (
        parcel.envelope(clerk.office, letter),
        parcel.posting_list(clerk.office, letter),
    ):
        assert letter.number in words_of(paper)
        assert request.applicant.address in words_of(paper)
    gate = [row.body["signed"][:10] for row in ledger.linked(clerk.office, "mail_in", clerk.no)]
    assert gate == ([request.received.date.isoformat()] if request.signer else [])


def is_closed(clerk: OfficeClerk, walk: Walk, folder: Path) -> None:
    """Closed with a reason for what is missing; every paper stands in the 卷内目录."""
    assert any(one.startswith("申请表") for one in lacking(clerk))
    with pytest.raises(UserError, match="申请表"):
        archive.close(clerk.office, clerk.no, walk.answered, archive.Closing())
    closing = archive.Closing(file_no="2026-公开-001", retention="10年", reason="原件另存纸质档案")
    archive.close(clerk.office, clerk.no, walk.answered, closing)
    bound, file = archive.bind_file(clerk.office, clerk.no, folder)
    whole = words_of(bound.pdf.read_bytes())
    assert all("".join(one.title.split()) in whole for one in file.papers)
    assert "原件另存纸质档案" in whole
    assert stage_of(clerk.request) is Stage.ARCHIVED


def test_every_ground_and_every_row_is_walked(office: Workspace) -> None:
    law = office.knowledge.law
    assert {walk.ground for walk in WALKS} == {one.ground for one in law.outcomes}
    assert {walk.row for walk in WALKS} == {one.key for one in law.rows}
    assert {walk.code for walk in WALKS} == {one.letter for one in law.outcomes}


def test_items_answered_differently_count_once_as_partly_given(office: Workspace) -> None:
    """国办公开办函〔2021〕30号: given and refused in one request is 部分公开 and nothing else."""
    walk = next(one for one in WALKS if one.ground == "third_party")
    clerk = OfficeClerk(office, applicant_of(walk))
    clerk.registers("一、F地块规划条件通知书\n二、F地块出让方案讨论稿\n三、2009年F地块置换协议")
    searched_in_vain(clerk)
    clerk.on(day(11, 16))
    clerk.decides("open_provide", "process", "not_exist")
    given, process, none = (
        next(one.facts for one in WALKS if one.ground == ground)
        for ground in ("open_provide", "process", "not_exist")
    )
    letter = clerk.sends("C3", {"items": [given, process, none]}, day(11, 16))
    assert clerk.found == []
    printed = words_of(file_of(clerk.office, letter))
    assert "公文处理系统、综合档案室" in printed
    assert "应当先自收到本答复书之日起60日内" in printed
    assert clerk.request.row == "r3_2_partial"
    table = annual.compile_year(clerk.office, 2026).report.table2
    assert (table["r3_2_partial"]["biz"], table["r3_7_total"]["total"]) == (1, 1)


def test_a_third_party_overruled_is_told_what_it_was_asked(office: Workspace) -> None:
    """条例第三十二条: the decision to disclose goes on from the letter of opinion."""
    walk = next(one for one in WALKS if one.ground == "third_party")
    clerk = OfficeClerk(office, applicant_of(walk))
    clerk.registers(walk.text)
    third_party_refuses(clerk)
    known = letter_record.editing_values(clerk.office, clerk.request, "D1", None)
    assert known["consult_no"] == "望资公开征〔2026〕1号"
    assert known["third_party"] == "示例矿业有限公司"
    assert known["opinion_date"] == day(11, 4)
    assert known["third_party_answer"] == "不同意公开"
    form = letter_record.editing_values(clerk.office, clerk.request, "B5r", None)
    assert form["content"] == "第二章“选矿工艺”（第8页至第15页）"


def test_of_two_third_parties_the_one_overruled_is_told(office: Workspace) -> None:
    """条例第三十二条: each has its own letter and answer; who consented is told nothing."""
    walk = next(one for one in WALKS if one.ground == "third_party")
    clerk = OfficeClerk(office, applicant_of(walk))
    clerk.registers(walk.text)
    third_party_refuses(clerk)
    other = {"third_party": "乙建材厂", "third_party_nature": "单位", "info_title": "《附图》"}
    rest = {"content": "附图三", "interest": "商业秘密", "copy_pages": 1}
    clerk.sends("B5", other | rest, day(11, 12), reached=day(11, 13))
    consent = {"party": "乙建材厂", "outcome": "同意公开", "note": "没有意见"}
    clerk.records(EventType.THIRD_PARTY_ANSWERED, day(11, 16), **consent)
    known = letter_record.editing_values(clerk.office, clerk.request, "D1", None)
    assert (known["third_party"], known["consult_no"]) == (
        "示例矿业有限公司",
        "望资公开征〔2026〕1号",
    )
    assert known["third_party_reason"] == "公开工艺参数会使其丧失竞争优势"
    (item,) = letter_record.editing_values(clerk.office, clerk.request, "C7", None)["items"]
    assert (item["third_party_answer"], item["opinion_date"]) == ("不同意公开", day(11, 4))


def test_nothing_not_existing_is_answered_without_a_search(office: Workspace) -> None:
    """条例第三十六条第（四）项."""
    walk = next(one for one in WALKS if one.ground == "not_exist")
    clerk = OfficeClerk(office, applicant_of(walk))
    clerk.registers(walk.text)
    clerk.decides(walk.ground)
    letter = clerk.drafts(walk.code, walk.facts)
    with pytest.raises(UserError, match="检索"):
        signing = Signing(step="handler", name="丁某", date=RECEIVED, reason="已核对")
        approval.sign(clerk.office, the_press(), letter.id, signing)


def test_the_slip_says_why_and_what_stands_only_in_the_file(office: Workspace) -> None:
    """拟办意见 with reasons, whom the office asked, and facts with their source."""
    walk = next(one for one in WALKS if one.ground == "third_party")
    clerk = OfficeClerk(office, applicant_of(walk))
    note = "第三方保密制度见卷内第12页，其网站没有发布过工艺参数"
    noted = attrs.evolve(walk, facts={**walk.facts, "proposal_note": note})
    letter = carried(clerk, noted)
    slip = words_of(approval_slip(clerk.office, letter))
    for said in (
        "第1项：",
        "选矿工艺参数和成本数据",
        "书面征求示例矿业有限公司的意见",
        "收到意见：不同意公开，理由：公开工艺参数会使其丧失竞争优势",
        "不能作区分处理",
        note,
    ):
        assert said in slip, said
    assert "您" not in slip
    assert note not in words_of(file_of(clerk.office, letter))


def test_facts_that_the_letter_keeps_to_itself_stand_on_the_slip(office: Workspace) -> None:
    """C4: the record of classification is no matter of the letter, but of those who sign it."""
    walk = next(one for one in WALKS if one.ground == "state_secret")
    clerk = OfficeClerk(office, applicant_of(walk))
    letter = carried(clerk, walk)
    slip = words_of(approval_slip(clerk.office, letter))
    assert "定密记录编号：保密审核〔2026〕第7号" in slip
    assert "解密审核日：2026" in slip
    assert "保密审核〔2026〕第7号" not in words_of(file_of(clerk.office, letter))


def test_a_secrecy_review_is_a_record_of_its_own(office: Workspace) -> None:
    """条例第十七条: who reviewed it, when, with which result; a signed slip is none."""
    walk = next(one for one in WALKS if one.ground == "open_provide")
    clerk = OfficeClerk(office, applicant_of(walk))
    letter = carried(clerk, walk)
    blank = words_of(approval_slip(clerk.office, letter))
    assert "■" not in blank
    assert any("保密审查" in one for one in lacking(clerk))
    review = {
        "request": clerk.no,
        "date": "2026-11-13",
        "object": "《关于X片区土地征收成片开发方案的批复》",
        "person": "庚某",
        "result": "可以公开",
    }
    ledger.add(clerk.office, "secrecy", review)
    assert not any("保密审查" in one for one in lacking(clerk))
    slip = words_of(approval_slip(clerk.office, letter))
    assert "■可以公开" in slip
    assert "庚某" in slip
    assert "2026年11月13日" in slip


def lacking(clerk: OfficeClerk) -> tuple[str, ...]:
    return missing(papers.file_of(clerk.office, clerk.request).needs)


def test_talks_on_record_stand_in_the_letters_that_cite_them(office: Workspace) -> None:
    """沟通记录 gives day and way; what was said stays in the file."""
    walk = next(one for one in WALKS if one.ground == "unclear_after_correction")
    clerk = OfficeClerk(office, applicant_of(walk))
    clerk.registers(walk.text)
    talk = {
        "request": clerk.no,
        "at": "2026-11-03T10:20",
        "way": "电话",
        "party": "申请人",
        "with_whom": "窦某庚",
        "person": "丁某",
        "summary": "申请人说不清是哪个项目",
        "result": "已说明",
    }
    ledger.add(clerk.office, "contacts", talk)
    ledger.add(clerk.office, "contacts", {**talk, "at": "2026-11-04T09:00", "result": "未联系上"})
    walk.before(clerk)
    notice = next(one for one in letters_of(clerk) if one.code == "B1")
    said = words_of(file_of(clerk.office, notice))
    assert "本机关曾于2026年11月3日电话与您沟通" in said
    assert "说不清" not in said
    clerk.decides(walk.ground)
    answer = clerk.sends(walk.code, walk.facts, walk.answered)
    assert "本机关曾于2026年11月3日电话与您沟通" in words_of(file_of(clerk.office, answer))


def test_the_usual_periods_of_the_office_begin_its_letters(office: Workspace) -> None:
    """条例第三十条 says 合理: the office sets what it usually gives, a letter may differ."""
    walk = next(one for one in WALKS if one.ground == "unclear_after_correction")
    clerk = OfficeClerk(office, applicant_of(walk))
    clerk.registers(walk.text)
    assert letter_record.editing_values(office, clerk.request, "B1", None)["correction_days"] == 15
    clock_choices.choose_usual_days(office, UsualDays(correction=7, reasons=5))
    known = letter_record.editing_values(office, clerk.request, "B1", None)
    assert known["correction_days"] == 7
    assert letter_record.editing_values(office, clerk.request, "B2", None)["reasons_days"] == 5
    with pytest.raises(UserError, match="1至60"):
        clock_choices.choose_usual_days(office, UsualDays(correction=0))


def letters_of(clerk: OfficeClerk) -> list[StoredLetter]:
    with clerk.office.office.read() as reader:
        return reader.letters.of_request(clerk.request.id)


def test_the_search_record_says_why_there_is_nothing_in_the_words_of_the_answer(
    office: Workspace,
) -> None:
    """条例第三十六条第（四）项: 职责核对 is typed once, in the letter."""
    walk = next(one for one in WALKS if one.ground == "not_exist")
    clerk = OfficeClerk(office, applicant_of(walk))
    carried(clerk, walk)
    sheet = words_of(assignment.search_record_pdf(clerk.office, clerk.request))
    assert "该宗土地置换由当事双方自行协商" in sheet
