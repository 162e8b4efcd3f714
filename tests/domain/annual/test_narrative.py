"""The text of the report: numbers bound to cells, conditions, gaps, and last year's paragraphs."""

import attrs
import pytest

from gongkai_desktop.domain.annual.narrative import (
    PartText,
    Values,
    check_written,
    drafted,
    filled,
    length_of,
    promised,
    prose_of,
    table_values,
    written,
)
from gongkai_desktop.domain.annual.rules import check_report
from gongkai_desktop.domain.annual.similarity import alike, similar_to_others
from gongkai_desktop.domain.annual.tables import AnnualReport, compile_tables
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library.reports import load_narrative
from tests.domain.annual.reports import Counted

FORM = load_narrative()
PARTS = {part.key: part for part in FORM.parts}


def values(*counts: Counted, **more: int) -> Values:
    report = compile_tables(2025, counts, {}, {})
    others = {label: 0 for label, figure in FORM.figures.items() if not figure.cells}
    return {**others, **table_values(FORM, report), **more}


SOME = (
    Counted("new", "", "natural", 7),
    Counted("new", "", "biz", 2),
    Counted("carried_in", "", "natural", 1),
    Counted("result", "r3_1_open", "natural", 3),
    Counted("result", "r3_3_6_process", "natural", 2),
    Counted("result", "r3_3_1_state_secret", "biz", 2),
    Counted("result", "r3_6_3_other", "natural", 2),
    Counted("carried_out", "", "natural", 1),
)


def words(key: str, numbers: Values) -> str:
    return filled(drafted(PARTS[key], numbers), FORM, numbers)


def test_every_number_comes_from_its_cell() -> None:
    """本年新收、上年结转、办结、结转下年度 in one sentence, so that A1 can be read off."""
    text = words("1.2", values(*SOME))
    assert (
        "本年新收政府信息公开申请9件（自然人7件，法人或其他组织2件），上年结转1件；"
        "办结9件，结转下年度1件。" in text
    )
    assert "予以公开3件，部分公开0件，不予公开4件，无法提供0件" in text
    assert "其他处理2件。" in text
    assert "含申请人撤回" not in text
    assert "其他处理2件（含申请人撤回2件）。" in words("1.2", values(*SOME, 撤回=2))


def test_a_share_is_rounded_half_up_and_never_bent() -> None:
    """5/12 is 41.67 %, 1/8 is 12.5 %."""
    twelve = [
        Counted("result", "r3_1_open", "natural", 5),
        Counted("result", "r3_6_3_other", "biz", 7),
    ]
    assert "41.67%" in words("1.2", values(Counted("new", "", "natural", 12), *twelve))
    eight = [
        Counted("result", "r3_1_open", "natural", 1),
        Counted("result", "r3_6_3_other", "biz", 7),
    ]
    assert "12.50%" in words("1.2", values(Counted("new", "", "natural", 8), *eight))


def test_a_year_without_requests_says_so_only_where_nothing_was_carried_in() -> None:
    assert "没有收到政府信息公开申请" in words("1.2", values())
    carried = values(
        Counted("carried_in", "", "natural", 1), Counted("carried_out", "", "natural", 1)
    )
    assert "没有收到" not in words("1.2", carried)


def test_no_claim_of_no_loss_while_a_case_is_pending() -> None:
    """有未审结的，不得写没有被纠正."""
    with_disputes = {**values(*SOME), "复议诉讼": 3, "行政复议": 3, "纠正": 0, "未审结": 1}
    text = words("1.2", with_disputes)
    assert "没有被纠正" not in text and "尚未审结1件" in text
    assert "没有被纠正" in words("1.2", {**with_disputes, "未审结": 0})


def test_fees_are_said_either_way() -> None:
    """收取信息处理费情况几乎是必写项."""
    assert words("6.0", values()).startswith("本年度未收取信息处理费。")
    assert "共收取信息处理费380元，涉及1件申请。" in words(
        "6.0", values(信息处理费=380, 信息处理费件数=1)
    )


def test_the_drafted_text_agrees_with_the_tables_it_was_drafted_from() -> None:
    report = compile_tables(2025, SOME, {("review", "upheld"): 1}, {}, org="某县某局")
    numbers = {**values(), **table_values(FORM, report)}
    texts = written(FORM, numbers, {})
    assert check_report(attrs.evolve(report, prose=prose_of(texts))) == ()
    headings = [line for line in prose_of(texts).split("\n") if line[1:2] == "、"]
    assert headings == ["一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"]
    assert 0 < length_of(texts, "一、总体情况") < FORM.limit


def part(text: str) -> PartText:
    (found,) = [one for one in written(FORM, values(*SOME), {"5.1": text}) if one.part.key == "5.1"]
    return found


def test_what_is_written_keeps_its_bound_numbers_and_shows_the_others() -> None:
    one = part("收到{新收}件，其中3件超期，占比20%。2025年修订了国办发〔2020〕45号。")
    assert one.words.startswith("收到9件，其中3件超期")
    assert one.loose == ("3", "20")
    assert (one.edited, one.open) == (True, ())
    assert part("【请补写：问题】甲").open == ("【请补写：问题】",)


def test_a_number_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UserError, match="没有叫“收到”的数"):
        check_written("收到{收到}件", FORM)
    check_written("{年份}年收到{新收}件", FORM)


def test_promises_are_told_one_by_one() -> None:
    assert promised("一是加强业务培训，提高答复质量；二是及时更新专栏内容。【请补写：其他】") == (
        "一是加强业务培训，提高答复质量",
        "二是及时更新专栏内容",
    )


OLD = (
    "一是政策解读形式比较单一，多数仍是文字解读，图解和视频较少，群众看不懂、不爱看的问题仍然存在。"
)


def test_a_paragraph_taken_over_is_told_with_its_share() -> None:
    (found,) = alike(f"新的一段话。\n{OLD.replace('比较', '较为')}", f"{OLD}\n别的段落")
    assert found.earlier == OLD
    assert found.share > 0.9
    assert (
        list(
            alike(
                "二是部分科室对公开属性认定把握不准，依申请公开答复时引用条款不够准确，文书需要规范。",
                OLD,
            )
        )
        == []
    )


def test_only_changed_numbers_are_no_new_paragraph() -> None:
    old = f"2024年共培训3次。{OLD}"
    assert len(list(alike(f"2025年共培训5次。{OLD}", old))) == 1


def test_the_form_s_own_sentences_are_alike_by_right() -> None:
    text = drafted(PARTS["1.2"], {**values(*SOME), "复议诉讼": 3, "纠正": 1, "未审结": 1})
    assert list(alike(filled(text, FORM, values(*SOME)), text)) == []
    gap = "【请补写：网站专栏、政务新媒体、查阅场所的建设和维护；不负责平台的，写明由谁负责】"
    assert list(alike(gap, gap)) == []


def test_a_year_in_a_sentence_makes_it_no_formula() -> None:
    text = f"2025年以来，{OLD}"
    assert len(list(alike(text, text.replace("2025", "2024")))) == 1


OWN = (
    "本局在重大项目批准和实施领域，按月公开用地审批、征收补偿和供应结果，"
    "设专栏集中展示并注明更新日期。"
)


def unit(name: str, prose: str, year: int = 2025) -> AnnualReport:
    return AnnualReport(year=year, org=name, prose=prose)


def test_paragraphs_that_stand_in_another_unit_s_report_are_named() -> None:
    """跨单位抄袭 (法治蓝皮书 2017; annual.md A7.13): the paragraph, whose it is, and the share."""
    mine = unit(
        "甲局", f"一、总体情况\n{OWN}\n另外一段文字只有本单位才会这样写，说的是窗口搬迁以后的安排。"
    )
    other = unit("乙局", OWN.replace("本局", "我局").replace("按月", "按季"))
    (told,) = similar_to_others(mine, [unit("丙局", "丙局的文字"), other])
    assert (told.rule, told.level) == ("S1", "soft")
    assert "与乙局的年报相似" in told.message and OWN[:10] in told.message
    assert list(similar_to_others(mine, [])) == []
    (before,) = similar_to_others(mine, [unit("甲局", OWN, 2024)])
    assert "甲局2024年年报" in before.message
