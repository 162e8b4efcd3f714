"""The whole life of a request, for every ground of an answer: from intake to the archive.

Each walk says only what the file itself cannot know: the application, what happened outside, and
the facts of the answer. Nothing that was entered before is typed again.
"""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pypdfium2
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.letter.course import Delivery
from gongkai_desktop.domain.letter.finding import Finding, Severity
from gongkai_desktop.domain.paper import missing
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Item, Request, Stage
from gongkai_desktop.domain.request_items import items_in
from gongkai_desktop.domain.stage import stage_of
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import (
    annual,
    approval,
    archive,
    delivery,
    ledger,
    letter_record,
    papers,
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

OFFICE = Unit(
    name="望山县自然资源局",
    short_name="望山县资规局",
    government="望山县人民政府",
    court="望山县人民法院",
    office_name="望山县自然资源局办公室",
    office_address="望山县示例路1号",
    office_phone="0000-0000001",
    office_postcode="000000",
    prefix="望资",
)
SIGNERS = {
    "handler": "丁某",
    "section_head": "丙某",
    "legal": "戊某",
    "office": "己某",
    "leader": "乙某某",
}
MAIL, NET = "邮寄(EMS/挂号)", "互联网"
RECEIVED, ANSWERED = date(2026, 11, 2), date(2026, 11, 16)
Facts = Mapping[str, Any]


def day(month: int, number: int) -> date:
    return date(2026, month, number)


class Clerk:
    """A clerk at work on one request: each act is one that the window offers."""

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

    def decides(self, *grounds: str, row: str = "", fields: Facts | None = None) -> None:
        items = tuple(
            attrs.evolve(item, ground=ground, fields={**item.fields, **(fields or {})})
            for item, ground in zip(self.request.items, grounds, strict=True)
        )
        request_service.answer_items(self.office, self.no, items, row)

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
        parcel = Delivery(method="邮寄", posted=on, mail_no="1000000000058", to=self.applicant.name)
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


# ── what happened outside, walk by walk ─────────────────────────────────────────────────────


def nothing(clerk: Clerk) -> None:
    """An answer that needs no step before it."""


def searched_in_vain(clerk: Clerk) -> None:
    """条例第三十六条第（四）项: a search on record before 不存在 is said."""
    clerk.searches(
        "公文处理系统", "“土地置换”“协议”，2005年至2010年", day(11, 4), method="系统检索"
    )
    clerk.searches(
        "综合档案室2005年至2010年文书档案",
        "土地置换卷",
        day(11, 6),
        method="人工查阅",
        section="档案室",
    )


def third_party_refuses(clerk: Clerk) -> None:
    """条例第三十二条、第三十三条第三款: asked in writing, refused, the applicant told."""
    facts = {
        "third_party": "示例矿业有限公司",
        "third_party_nature": "单位",
        "info_title": "《示例矿业二厂采矿权延续登记申请书》",
        "content": "第二章“选矿工艺”（第8页至第15页）",
        "interest": "商业秘密",
        "copy_pages": 8,
    }
    clerk.sends("B5", facts, day(11, 4), reached=day(11, 6))
    clerk.sends("B6", {}, day(11, 6))
    clerk.records(
        EventType.THIRD_PARTY_ANSWERED,
        day(11, 12),
        party="示例矿业有限公司",
        outcome="不同意公开",
        note="公开工艺参数会使其丧失竞争优势",
    )


CORRECTION = {
    "unclear": ["申请表只写“旧城改造有关材料”，没有写明是哪个项目、哪一年的材料"],
    "corrections": ["旧城改造项目的具体名称或者所在地块"],
    "guidance": "例如可以写明征收公告的标题或者日期、房屋所在的街巷",
}


def still_unclear(clerk: Clerk) -> None:
    """条例第三十条: asked once, answered, and still nobody could tell what is meant."""
    clerk.sends("B1", CORRECTION, day(11, 4), reached=day(11, 6))
    clerk.records(EventType.CORRECTION_RETURNED, day(11, 13), corrected_text="旧城有关的全部材料")


def never_supplemented(clerk: Clerk) -> None:
    """条例第三十条: the period runs out without a word; before its last day it has not."""
    letter = clerk.sends("B1", {**CORRECTION}, day(9, 9), reached=day(9, 11))
    assert letter.status == "已送达"
    with pytest.raises(UserError, match="第三十条"):
        clerk.records(EventType.CORRECTION_LAPSED, day(9, 14))
    clerk.records(EventType.CORRECTION_LAPSED, day(10, 14))


FEE = {
    "fee_basis": "按量",
    "fee_pages": 240,
    "pay_way": "凭随附的非税收入缴款通知书，通过非税收入收缴平台缴纳",
}


def never_paid(clerk: Clerk) -> None:
    """条例第四十二条, 国办函〔2020〕109号: 20 working days to pay, then the request lapses."""
    clerk.sends("B9", FEE, day(9, 9), reached=day(9, 11))
    with pytest.raises(UserError, match="109号"):
        clerk.records(EventType.FEE_LAPSED, day(9, 30))
    clerk.records(EventType.FEE_LAPSED, day(10, 21))


def gives_no_reasons(clerk: Clerk) -> None:
    """条例第三十五条: asked why so many, no answer in the time given; the period runs on."""
    facts = {"request_gist": "均涉及同一片区土地征收的各类会议记录和往来函件"}
    clerk.sends("B2", facts, day(9, 9), reached=day(9, 11))
    with pytest.raises(UserError, match="第三十五条"):
        clerk.records(EventType.REASONS_LAPSED, day(9, 14))
    clerk.records(EventType.REASONS_LAPSED, day(9, 28))


def withdraws(clerk: Clerk) -> None:
    clerk.records(EventType.WITHDRAWN, day(11, 10), how="书面")


def extended(clerk: Clerk) -> None:
    """条例第三十三条第二款: once, and no more than 20 working days."""
    facts = {
        "extension_reason": "需要逐卷调阅2003年以来的纸质档案",
        "extension_days": 10,
        "approved_by": "乙某某",
    }
    clerk.sends("B3", facts, day(11, 6), reached=day(11, 9))
    with pytest.raises(UserError, match="第三十三条第二款"):
        clerk.records(EventType.EXTENSION, day(11, 10), days=5, approved_by="乙某某")


INSEPARABLE = {
    "separation": "不能区分",
    "inseparable_reason": "全文均为不予公开的内容，遮盖后没有可以单独提供的部分",
}


@attrs.frozen(kw_only=True)
class Walk:
    """One row: the ground of the answer, where it counts, which letter says it, what is typed."""

    ground: str
    row: str
    code: str
    text: str
    facts: Facts
    channel: str = NET
    kind: ApplicantKind = ApplicantKind.NATURAL
    before: Callable[[Clerk], None] = nothing
    received: date = RECEIVED
    answered: date = ANSWERED
    repeats: bool = False


BEFORE = {
    one.__name__: one
    for one in (
        searched_in_vain,
        third_party_refuses,
        still_unclear,
        never_supplemented,
        never_paid,
        gives_no_reasons,
        withdraws,
        extended,
    )
}


def read_walk(raw: dict[str, Any]) -> Walk:
    facts = {**raw.pop("facts", {}), **(INSEPARABLE if raw.pop("inseparable", False) else {})}
    kind = ApplicantKind(raw.pop("kind", "natural"))
    before = BEFORE.get(raw.pop("before", ""), nothing)
    return Walk(**raw, facts=facts, kind=kind, before=before)


CASES = Path(__file__).parent.parent / "cases" / "whole_life.toml"
WALKS = tuple(read_walk(raw) for raw in tomllib.loads(CASES.read_text("utf-8"))["walk"])


@pytest.fixture
def office(empty: Workspace) -> Workspace:
    unit.save_unit(empty, OFFICE)
    return empty


def clerk_for(office: Workspace, walk: Walk) -> Clerk:
    name = "窦某庚" if walk.kind is ApplicantKind.NATURAL else "示例乙单位"
    address = "望山县示例路9号"
    return Clerk(office, Applicant(name=name, kind=walk.kind, phone="13800000000", address=address))


def answered_before(clerk: Clerk, text: str) -> str:
    """An earlier request for the same, answered and served; its 登记号."""
    clerk.registers(text, received=day(9, 7))
    clerk.decides("open_provide")
    facts = {"info_title": f"《{text}》", "pages": 12, "form": "纸质", "way": "邮寄"}
    clerk.sends("C1", facts, day(9, 21), reached=day(9, 23))
    return clerk.no


def carried(office: Workspace, walk: Walk) -> tuple[Clerk, StoredLetter]:
    """A walk from the gate to the posting of the answer."""
    clerk = clerk_for(office, walk)
    earlier = answered_before(clerk, walk.text) if walk.repeats else ""
    gate: dict[str, Any] = {}
    if walk.channel in (MAIL, "平信"):
        gate = {"signer": "辛某", "mail_no": "1000000000011", "forwarded": walk.received}
    clerk.registers(walk.text, walk.channel, walk.received, repeat_of=earlier, **gate)
    walk.before(clerk)
    clerk.on(walk.answered)
    clerk.decides(walk.ground)
    return clerk, clerk.sends(walk.code, walk.facts, walk.answered)


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
    clerk, letter = carried(office, walk)
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


def says_the_same(clerk: Clerk, request: Request, letter: StoredLetter) -> None:
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
    for parcel in (
        delivery.envelope(clerk.office, letter),
        delivery.posting_list(clerk.office, letter),
    ):
        assert letter.number in words_of(parcel)
        assert request.applicant.address in words_of(parcel)
    gate = [row.body["signed"][:10] for row in ledger.linked(clerk.office, "mail_in", clerk.no)]
    assert gate == ([request.received.date.isoformat()] if request.signer else [])


def is_closed(clerk: Clerk, walk: Walk, folder: Path) -> None:
    """Closed with a reason for what is missing; every paper stands in the 卷内目录."""
    lacking = missing(papers.file_of(clerk.office, clerk.request).needs)
    assert any(one.startswith("申请表") for one in lacking)
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
    clerk = clerk_for(office, walk)
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
    clerk = clerk_for(office, walk)
    clerk.registers(walk.text)
    third_party_refuses(clerk)
    known = letter_record.editing_values(clerk.office, clerk.request, "D1", None)
    assert known["consult_no"] == "望资公开征〔2026〕1号"
    assert known["third_party"] == "示例矿业有限公司"
    assert known["opinion_date"] == day(11, 4)
    assert known["third_party_answer"] == "不同意公开"
    form = letter_record.editing_values(clerk.office, clerk.request, "B5r", None)
    assert form["content"] == "第二章“选矿工艺”（第8页至第15页）"


def test_nothing_not_existing_is_answered_without_a_search(office: Workspace) -> None:
    """条例第三十六条第（四）项."""
    walk = next(one for one in WALKS if one.ground == "not_exist")
    clerk = clerk_for(office, walk)
    clerk.registers(walk.text)
    clerk.decides(walk.ground)
    letter = clerk.drafts(walk.code, walk.facts)
    with pytest.raises(UserError, match="检索"):
        signing = Signing(step="handler", name="丁某", date=RECEIVED, reason="已核对")
        approval.sign(clerk.office, the_press(), letter.id, signing)
