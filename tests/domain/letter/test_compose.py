"""The composer: one item or several, remedies from the items, gaps that stay visible."""

from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.letter.compose import compose
from gongkai_desktop.domain.letter.composed import ParagraphKind, Profile
from gongkai_desktop.domain.letter.finding import Severity
from gongkai_desktop.domain.letter.values import values_for, with_samples
from gongkai_desktop.domain.remedy import RemedyKind
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Item, Request
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.library.law import load_law_book
from gongkai_desktop.library.letters import load_letter_forms, load_sample_unit

LAW = load_law_book()
FORMS = load_letter_forms(LAW)
UNIT = load_sample_unit()
TODAY = date(2026, 11, 22)
GOLDEN = Path(__file__).parents[2] / "golden" / "letters"
REPLIES = [form.code for form in FORMS if form.answers]
SHEETS = [form.code for form in FORMS if form.rows]
TO_APPLICANT = [
    form.code for form in FORMS if form.recipient == "applicant" and form.code[0] in "ABCG"
]


def sample(code, profile=Profile.DRAFT, unit=UNIT, **data):
    form = FORMS.get(code)
    values = with_samples(form, FORMS, data, LAW, TODAY)
    return compose(form, FORMS, values=values, unit=unit, law=LAW, today=TODAY, profile=profile)


def printed(composition):
    letter = composition.letter
    lines = [letter.title, letter.number, f"{letter.addressee}："]
    lines += [paragraph.text for paragraph in letter.paragraphs]
    lines += [row.text for row in letter.table]
    lines += letter.remarks
    lines += [f"附件：{one.name}（{one.pages}页）" for one in letter.enclosures]
    lines += [letter.organ, f"{letter.letter_date}", f"（{letter.note}）"]
    return "\n".join(lines) + "\n"


def body(composition):
    letter = composition.letter
    texts = [paragraph.text for paragraph in letter.paragraphs]
    return "\n".join([*texts, *(row.text for row in letter.table), *letter.remarks])


def rules(composition):
    return {(finding.rule, finding.severity) for finding in composition.findings}


@pytest.mark.parametrize("code", [form.code for form in FORMS])
def test_sample_letters_read_as_agreed(code):
    assert printed(sample(code)) == (GOLDEN / f"{code}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", [form.code for form in FORMS])
def test_sample_letters_are_complete_even_for_the_final_print(code):
    composition = sample(code, Profile.FINAL)
    assert composition.missing == ()
    assert composition.findings == ()
    assert "【" not in body(composition)
    assert "{" not in body(composition)


@pytest.mark.parametrize("code", TO_APPLICANT)
def test_every_letter_to_the_applicant_names_request_and_statute(code):
    text = body(sample(code))
    assert "（登记编号：" in text
    assert "《中华人民共和国政府信息公开条例》" in text
    assert "申请公开的内容为：“" in text


@pytest.mark.parametrize("code", [code for code in REPLIES if code != "C23"])
def test_replies_have_facts_decision_basis_and_remedy(code):
    composition = sample(code)
    blocks = {paragraph.block for paragraph in composition.letter.paragraphs}
    assert {"facts", "decision", "remedy"} <= blocks
    assert blocks & {"search", "reason"}
    assert composition.remedy is not None
    assert composition.remedy.kind == FORMS.get(code).remedy


@pytest.mark.parametrize("code", [form.code for form in FORMS if form.remedy == "none"])
def test_procedural_letters_carry_no_remedy(code):
    composition = sample(code)
    assert composition.remedy is None
    assert "申请行政复议" not in body(composition)


def test_a_person_and_an_organisation_are_addressed_apart():
    person = body(sample("C12"))
    assert "您" in person
    assert "贵单位" not in person
    organisation = body(sample("C12", applicant="示例甲置业有限公司", applicant_kind="biz"))
    assert "贵单位" in organisation
    assert "您" not in organisation


def test_the_remedy_follows_the_letters_date():
    new, old = sample("C7"), sample("C7", letter_date="2023-06-01")
    assert new.remedy.kind == RemedyKind.REVIEW_FIRST
    assert old.remedy.kind == RemedyKind.CHOICE
    assert "望山县人民政府或者望海市自然资源和规划局申请行政复议" in body(old)
    assert "向望山县人民政府申请行政复议" in body(new)


def test_corrections_extensions_and_consultations_are_told_with_their_dates():
    text = body(
        sample(
            "C1",
            corrected_text="2026年X片区方案批复",
            correction_date="2026-07-01",
            correction_no="望资公开补〔2026〕4号",
            correction_returned_date="2026-07-08",
            extension_date="2026-07-30",
            extension_no="望资公开延〔2026〕2号",
            extended_due_date="2026-09-02",
        )
    )
    assert "于2026年7月1日发出《政府信息公开申请补正告知书》（望资公开补〔2026〕4号）" in text
    assert "补正后的申请内容为：“2026年X片区方案批复”" in text
    assert "已于2026年7月30日告知您延长答复期限至2026年9月2日" in text


def test_one_item_has_no_number_several_have_headings_in_order():
    single = sample("C12").letter
    assert not [p for p in single.paragraphs if p.kind == ParagraphKind.HEADING_1]
    several = sample("C3").letter
    headings = [p.text for p in several.paragraphs if p.kind == ParagraphKind.HEADING_1]
    assert [heading[:2] for heading in headings] == ["一、", "二、", "三、"]
    assert "经审查，现逐项答复如下：" in body(sample("C3"))


def test_item_texts_are_those_of_the_single_letters():
    fields = {field.name: field.sample for field in FORMS.get("C12").item_fields}
    item = {"text": "2009年土地置换协议", "ground": "not_exist", **fields}
    items = [item, {**item, "text": "另一份协议"}]
    several = sample("C3", items=items, applicant_kind="natural")
    single = sample("C12")
    texts = [p.text for p in single.letter.paragraphs if p.block in ("search", "reason")]
    assert all(text in body(several) for text in texts)
    assert several.remedy.kind == RemedyKind.CHOICE


def test_enclosures_are_numbered_through_the_letter():
    letter = sample("C3").letter
    assert [one.pages for one in letter.enclosures] == [4, 18]
    assert "（见附件1）" in body(sample("C3"))
    assert "（见附件2，共18页）" in body(sample("C3"))
    assert "（见附件）" in body(sample("C1"))


def test_inspection_on_the_spot_encloses_nothing_article_40():
    composition = sample(
        "C1", form="现场查阅", inspection_time="2026年7月27日上午", inspection_place="本局档案室"
    )
    assert composition.letter.enclosures == ()
    assert "请您于2026年7月27日上午到本局档案室查阅、抄录" in body(composition)


def test_a_partial_refusal_gives_the_rest_and_cites_article_37():
    composition = sample(
        "C7", separation="可以区分", withheld_part="附表二", open_part="正文", open_pages=10
    )
    assert "第三十七条" in body(composition)
    assert composition.remedy.kind == RemedyKind.MIXED
    assert composition.letter.enclosures[0].name.endswith("（已作区分处理）")


def test_silence_of_the_third_party_is_neither_consent_nor_refusal_article_32():
    text = body(sample("C7", third_party_answer="逾期未提出意见"))
    assert "视为" not in text
    assert "第三方逾期未提出意见，由本机关依照" in text


@pytest.mark.parametrize(
    ("check", "data", "words"),
    [
        ("不属于本机关职责且未制作", {"duty_basis": "《示例规定》第三条"}, "不属于本机关职责"),
        ("应当形成而未形成", {"matter": "该项目审批"}, "办理过程中没有形成"),
        ("未获取", {"matter": "该事项由乡镇办理"}, "不需要向本机关报送"),
        (
            "曾有现已不存",
            {"matter": "清理工作", "lost_reason": "水灾毁损", "further_search": "向档案馆查询"},
            "因水灾毁损，现未保存",
        ),
    ],
)
def test_not_existing_says_which_of_the_four_cases_it_is(check, data, words):
    assert words in body(sample("C12", duty_check=check, **data))


def test_the_responsible_organ_is_named_or_said_to_be_unknown_article_36():
    assert "（地址：望山县示例路8号，电话：0000-0000008）" in body(sample("C13"))
    unknown = body(sample("C13", responsible="不能确定"))
    assert "不能确定负责公开该信息的行政机关" in unknown
    assert "望山县生态环境分局" not in unknown


def test_a_missing_value_stays_visible_and_stops_only_the_final_print():
    draft, final = sample("C7", interest_reason=""), sample("C7", Profile.FINAL, interest_reason="")
    assert "【构成理由】" in body(draft)
    assert rules(draft) == {("F01", Severity.WARNING)}
    assert rules(final) == {("F01", Severity.ERROR)}
    assert [(gap.name, gap.item) for gap in draft.missing] == [("interest_reason", 1)]


@pytest.mark.parametrize(
    ("code", "field", "label"),
    [("C7", "separation", "区分处理"), ("C12", "duty_check", "职责核对"),
     ("C13", "responsible", "能否确定")],
)  # fmt: skip
def test_a_decision_not_yet_made_is_a_gap_in_the_text(code, field, label):
    composition = sample(code, **{field: ""})
    assert f"【{label}】" in body(composition)
    assert (field, 1) in {(gap.name, gap.item) for gap in composition.missing}


def test_number_and_date_may_be_blank_in_the_draft_only():
    draft = sample("C1", letter_no="", letter_date="")
    assert draft.missing == ()
    assert draft.letter.number == ""
    assert draft.letter.letter_date is None
    final = sample("C1", Profile.FINAL, letter_no="", letter_date="")
    assert {gap.name for gap in final.missing} == {"letter_no", "letter_date"}


def test_an_unnamed_office_is_asked_for_its_name_organ_and_court():
    composition = sample("C12", Profile.FINAL, unit=Unit())
    assert {"unit", "review_body", "court"} <= {gap.name for gap in composition.missing}
    assert composition.letter.title.startswith("【机关名称】")
    assert ("F13", Severity.WARNING) in rules(composition)


def test_an_extension_beyond_20_working_days_is_an_error_article_33():
    assert ("T02", Severity.ERROR) in rules(sample("B3", extension_days=21))
    assert rules(sample("B3", extension_days=20)) == set()


def test_a_form_on_another_ground_is_an_error():
    form = FORMS.get("C12")
    composition = compose(
        form,
        FORMS,
        values=with_samples(form, FORMS, {}, LAW, TODAY),
        items=[Item(no=1, text="他人资料", ground="third_party")],
        unit=UNIT,
        law=LAW,
        today=TODAY,
    )
    assert ("D04", Severity.ERROR) in rules(composition)


def test_a_letter_that_collects_needs_items_with_grounds():
    none = sample("C3", items=[])
    assert "items" in {gap.name for gap in none.missing}
    assert none.remedy is None
    open_item = sample("C3", items=[{"text": "甲"}, {"text": "乙", "ground": "not_exist"}])
    assert ("ground", 1) in {(gap.name, gap.item) for gap in open_item.missing}
    assert "【处理依据】" in body(open_item)


def test_items_given_for_a_letter_of_one_result_keep_their_own_words():
    given_items = [{"text": "甲", "organ": "甲局"}, {"text": "乙", "organ": "乙局"}]
    for count in (1, 2):
        text = body(sample("C13", items=given_items[:count]))
        assert "甲局（地址：望山县示例路8号" in text
        assert ("乙局" in text) == (count == 2)


def test_more_items_than_ordinals_are_refused():
    with pytest.raises(UserError, match="99项"):
        sample("C3", items=[{"text": "甲", "ground": "not_exist"}] * 100)


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("C1", {"received_date": "2026-02-30"}),
        ("C1", {"pages": "六页"}),
        ("C7", {"separation": "也许"}),
        ("C12", {"search_scope": {"a": 1}}),
        ("C3", {"items": "甲"}),
        ("C1", {"applicant_kind": "外星人"}),
        ("C1", {"letter_date": "2018-01-01"}),
        ("C1", {"enclosures": [{"pages": 3}]}),
    ],
)
def test_wrong_values_are_named_in_one_sentence(code, data):
    with pytest.raises(UserError):
        sample(code, **data)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_the_request_is_quoted_as_it_stands(text):
    words = text.strip() or "无"
    assert f"“{words}”" in body(sample("C12", request_text=words))


def register_request():
    return Request(
        register_no="2026-011",
        applicant=Applicant(kind=ApplicantKind.BIZ, name="示例甲置业有限公司"),
        request_text="甲文件；乙文件",
        corrected_text="甲文件（2019年）；乙文件",
        events=(
            Event(type=EventType.SUBMITTED, date=date(2026, 6, 1)),
            Event(type=EventType.RECEIVED, date=date(2026, 6, 3), channel="邮寄"),
            Event(type=EventType.CORRECTION_NOTICE, date=date(2026, 6, 8)),
            Event(type=EventType.CORRECTION_RETURNED, date=date(2026, 6, 15)),
            Event(type=EventType.THIRD_PARTY_SENT, date=date(2026, 6, 17)),
            Event(type=EventType.AGENCY_SENT, date=date(2026, 6, 18)),
            Event(type=EventType.AGENCY_ANSWERED, date=date(2026, 6, 25)),
            Event(type=EventType.THIRD_PARTY_ANSWERED, date=date(2026, 6, 30)),
        ),
        items=(
            Item(no=1, text="甲文件", ground="open_provide", fields={"info_title": "《甲》"}),
            Item(no=2, text="乙文件", ground="not_exist"),
        ),
    )


def test_a_registered_request_fills_its_letters():
    request = register_request()
    values = values_for(request, date(2026, 7, 20), {"B1": "望资公开补〔2026〕1号"})
    assert values["received_date"] == date(2026, 6, 3)
    assert values["applicant_kind"] == "biz"
    assert values["consulted"] == "第三方和有关行政机关"
    assert (values["consult_from"], values["consult_to"]) == (date(2026, 6, 17), date(2026, 6, 30))
    composition = compose(
        FORMS.get("C3"),
        FORMS,
        values={**values, "items": [{"pages": 3, "form": "纸质", "way": "邮寄"}]},
        items=request.items,
        unit=UNIT,
        law=LAW,
        today=TODAY,
    )
    text = body(composition)
    assert "贵单位于2026年6月1日以邮寄方式提交的政府信息公开申请，本机关于2026年6月3日收到" in text
    assert "望资公开补〔2026〕1号" in text
    assert "《甲》，共3页" in text
    assert "【检索科室】" in text
    assert composition.letter.number == ""


def test_fields_of_a_single_item_may_stand_among_the_letters_own():
    request = attrs.evolve(register_request(), items=(Item(no=1, text="乙文件"),))
    fields = {field.name: field.sample for field in FORMS.get("C12").item_fields}
    composition = compose(
        FORMS.get("C12"),
        FORMS,
        values={**values_for(request, None), "correction_no": "补1号", **fields},
        items=request.items,
        unit=UNIT,
        law=LAW,
        today=TODAY,
    )
    assert composition.missing == ()
    assert composition.items[0].ground == "not_exist"


def test_a_letter_remembers_the_form_and_law_it_used():
    sources = sample("C3").sources
    keys = {source.split("@")[0] for source in sources}
    assert {"letters/C3", "letters/C1", "letters/C7", "letters/C12"} <= keys
    assert "grounds/third_party" in keys
    assert "remedies/2026-07-01" in keys
    assert all(source.split("@")[1] for source in sources)
