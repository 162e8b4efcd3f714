"""What the law forbids or asks of single letters, read from their sample texts."""

import re
from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.compose import compose
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.letter.finding import Severity
from gongkai_desktop.domain.letter.values import check_names, with_samples
from gongkai_desktop.domain.remedy import RemedyKind
from gongkai_desktop.domain.unit import TitleStyle, UnitKind
from gongkai_desktop.library.law import load_law_book
from gongkai_desktop.library.letters import load_letter_forms, load_sample_unit

LAW = load_law_book()
FORMS = load_letter_forms(LAW)
UNIT = load_sample_unit()
TODAY = date(2026, 11, 22)
CODES = [form.code for form in FORMS]
REFUSALS = [f"C{number}" for number in range(4, 11)]


def sample(code, unit=UNIT, **data):
    form = FORMS.get(code)
    values = with_samples(form, FORMS, data, LAW, TODAY)
    return compose(
        form, FORMS, values=values, unit=unit, law=LAW, today=TODAY, profile=Profile.FINAL
    )


def words(code, **data):
    return sample(code, **data).letter.text


OLD_WORDS = [
    "视为不同意",
    "15个工作日内答复",
    "3个月",
    "三个月",
    "两个月",
    "检索费",
    "复制费",
    "邮寄费",
    "特殊需要",
    "用途证明",
    "免予公开",
    "不予受理",
    "国办发〔2010〕5号",
    "您（单位）",
    "此页无正文",
    "第三十六条第一款",
    "第十四条第",
    "第三十五条第",
    "上级主管部门",
]


@pytest.mark.parametrize("code", CODES)
def test_no_letter_speaks_the_law_of_2007(code):
    text = words(code)
    assert [old for old in OLD_WORDS if old in text] == []


@pytest.mark.parametrize("code", CODES)
def test_citations_of_36_name_the_item_and_of_16_the_paragraph(code):
    text = words(code)
    assert not re.search(r"第三十六条(?!第（)", text)
    assert not re.search(
        r"第(?:十六|三十三|三十九|四十二|二十九)条(?!第)", text.replace("第二十九条、", "")
    )


@pytest.mark.parametrize("code", ["B5", "B5r", "B7", "B7r", "D1"])
def test_the_applicant_is_never_named_to_others(code):
    assert "秘密申请人" not in words(code, applicant="秘密申请人")


def test_silence_counts_as_consent_only_between_joint_makers():
    assert "视为" not in words("B5")
    assert "逾期未提出意见的，视为同意公开" in words("B7")
    other = words("B7", consult_kind="涉及其他机关", reply_by="2026-11-20")
    assert "视为" not in other
    assert "第十一条" in other
    assert "15个工作日" in words("B5")


def test_the_reader_is_addressed_as_what_it_is():
    assert "贵机关" in words("B7")
    assert "贵单位" in words("B5")
    person = words("B5", third_party="某人", third_party_nature="自然人")
    assert "您" in person
    assert "贵单位" not in person


@pytest.mark.parametrize("code", REFUSALS)
def test_refusals_decide_about_separation_one_way_or_the_other(code):
    closed = words(code)
    assert "该信息不能作区分处理：" in closed
    parted = sample(
        code, separation="可以区分", withheld_part="附表二", open_part="正文", open_pages=9
    )
    text = parted.letter.text
    assert "能够与不予公开的内容区分" in text
    assert "该信息不能作区分处理" not in text
    assert "第三十七条" in text
    assert parted.letter.enclosures[0].pages == 9
    assert parted.remedy.kind is RemedyKind.MIXED


@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_gives_reasons_of_its_own(code):
    reason = "".join(p.text for p in sample(code).letter.paragraphs if p.block == "reason")
    assert len(reason) >= 60


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("C4", "《中华人民共和国保守国家秘密法》第十三条"),
        ("C5", "《中华人民共和国未成年人保护法》第一百零三条"),
        ("C8", "第十六条第一款"),
        ("C9", "第十六条第二款"),
        ("C9", "形成的过程稿"),
        ("C10", "申请查阅案卷"),
        ("C11", "第三十六条第（七）项"),
        ("C14", "第三十八条"),
        ("C15", "第二十九条第二款第（二）项、第三十条"),
        ("C16", "第三十九条第一款"),
        ("C17", "第三十六条第（六）项"),
        ("C18", "第三十九条第二款"),
        ("C19", "第三十五条"),
        ("C22", "国办函〔2020〕109号"),
        ("C26", "移交目录"),
        ("D1", "第十五条、第三十二条"),
        ("E1", "第四十一条"),
    ],
)
def test_each_letter_rests_on_its_article(code, named):
    assert named in words(code)


def test_what_is_public_is_found_by_its_full_address_and_date():
    text = words("C2")
    assert re.search(r"https://\S+\.html", text)
    assert "已于2026年3月16日主动公开" in text
    assert "索引号：" not in words("C2", index_no="")


def test_internal_records_are_never_printed():
    assert "保密审核〔2026〕第7号" not in words("C4")
    assert "法规科" not in words("C20")
    assert "法规科" not in words("C25")


def test_an_enquiry_is_not_called_a_petition():
    assert "第二条规定的政府信息" in words("C16", activity="咨询")


def test_reasons_not_given_and_reasons_rejected_are_told_apart():
    assert "没有说明理由" in words("C19", reasons_answer="逾期没有说明理由")
    assert "您说明的理由为" in words("C19")


@pytest.mark.parametrize("pages", [120, 1500])
def test_a_fee_is_counted_one_way_only(pages):
    text = words("B9", fee_basis="按量", fee_pages=pages, fee_requests=41)
    assert "件，每件" not in text
    assert {120: "￥1100", 1500: "￥54700"}[pages] in text
    assert "20个工作日内缴纳" in text
    assert "不能单独就收费决定申请行政复议" in text


@pytest.mark.parametrize("data", [{"fee_requests": 10}, {"fee_basis": "按量", "fee_pages": 30}])
def test_within_the_free_range_no_fee_may_be_asked(data):
    found = [one for one in sample("B9", **data).findings if one.severity is Severity.ERROR]
    assert any("没有超过免费范围" in one.message for one in found)


# Ground by ground and date by date: which remedy the single reply carries (法释〔2025〕8号 第一条).
FIRST = dict.fromkeys(REFUSALS, RemedyKind.REVIEW_FIRST)
MATRIX = {f"C{number}": RemedyKind.CHOICE for number in range(1, 27)} | FIRST
MATRIX |= {"C3": RemedyKind.MIXED, "C24": RemedyKind.MIXED}
del MATRIX["C23"]


@pytest.mark.parametrize(("code", "kind"), MATRIX.items())
@pytest.mark.parametrize(
    ("day", "applies"),
    [("2023-12-31", False), ("2024-01-01", True), ("2025-06-01", True), ("2026-07-01", True)],
)
def test_the_remedy_of_every_reply_by_ground_and_date(code, kind, day, applies):
    remedy = sample(code, letter_date=day).remedy
    assert remedy.kind == (kind if applies else RemedyKind.CHOICE)
    text = "".join(remedy.paragraphs)
    assert ("应当先自收到" in text) == (remedy.kind is not RemedyKind.CHOICE)
    assert ("6个月" in text) == (remedy.kind is not RemedyKind.REVIEW_FIRST)
    assert "60日" in text


@pytest.mark.parametrize(
    ("kind", "organ"),
    [
        (UnitKind.LOCAL_DEPARTMENT, "望山县人民政府"),
        (UnitKind.VERTICAL, "望海市自然资源和规划局"),
        (UnitKind.JUSTICE, "望山县人民政府或者望海市自然资源和规划局"),
    ],
)
def test_the_review_organ_follows_the_kind_of_office(kind, organ):
    text = sample("C12", unit=attrs.evolve(UNIT, kind=kind)).letter.text
    assert f"向{organ}申请行政复议" in text


def test_withdrawal_was_no_decision_and_has_no_remedy():
    assert sample("C23").remedy is None


def test_a_mixed_letter_sends_only_the_refused_items_to_review_first():
    text = words("C24")
    assert "对本答复书第二项不予公开的决定不服的，应当先" in text
    assert "对本答复书其他内容不服的" in text


def test_items_of_a_redone_reply_are_composed_like_any_other():
    single, again = (
        words("C12"),
        words(
            "G2",
            items=[{"text": "2009年土地置换协议", "ground": "not_exist"}],
        ),
    )
    for sentence in ("未查找到您申请公开的政府信息。", "所申请公开的政府信息不存在。"):
        assert sentence in single
        assert sentence in again
    assert sample("G1", items=[{"text": "甲", "ground": "not_exist"}]).remedy.kind == "choice"


def test_an_office_may_use_the_titles_its_superior_prescribes():
    own = attrs.evolve(UNIT, title_style=TitleStyle.OWN)
    letter = sample("C12", unit=own).letter
    assert letter.title == "望山县自然资源局政府信息不存在告知书"
    assert "如不服本告知书" in letter.text
    assert sample("C12").letter.title.endswith("政府信息公开申请答复书")


def test_slips_of_post_name_what_is_inside_and_the_post_office():
    text = words("F2")
    assert "望资公开答〔2026〕18号" in text
    assert "中国邮政" in text
    assert "■直接送达　□委托送达　□邮寄送达" in words("F1")


@pytest.mark.parametrize(
    ("code", "data", "named"),
    [
        ("C1", {"nonsense": 1}, "nonsense"),
        ("C3", {"items": [{"text": "甲", "nonsense": 1}]}, "nonsense"),
        ("B5", {"due": "2026-01-01"}, "due"),
    ],
)
def test_a_field_nobody_knows_is_refused_by_name(code, data, named):
    with pytest.raises(UserError, match=named):
        check_names(FORMS.get(code), FORMS, data)


@pytest.mark.parametrize("code", CODES)
def test_every_letter_may_be_given_the_common_fields(code):
    common = "unit applicant applicant_kind received_date submitted_date channel register_no "
    common += "request_text corrected_text due_date review_body court office_name office_address "
    common += "office_phone office_postcode letter_no letter_date"
    check_names(FORMS.get(code), FORMS, dict.fromkeys(common.split(), ""))


def test_a_fact_the_law_asks_for_is_required_where_it_matters():
    needed = {field.name: field.required for field in FORMS.get("C15").fields}
    assert needed["correction_served_date"]
    assert not {field.name: field.required for field in FORMS.get("C1").fields}["correction_no"]
