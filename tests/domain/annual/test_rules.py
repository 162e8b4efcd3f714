"""勾稽关系 of the yearly report: published reports, consistent ones, and one cell put wrong."""

from decimal import Decimal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desktop.domain.annual.cells import BLOCKS, COLUMNS, RESULTS3
from gongkai_desktop.domain.annual.record import report_from_record
from gongkai_desktop.domain.annual.rules import Level, check_report
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.library.reports import load_county_cities
from tests.domain.annual.reports import PATHS, consistent, published, published_record, with_cell

JINHU = "full_05_jinhu_county_2023"


def found(report: AnnualReport, previous: AnnualReport | None = None) -> set[tuple[str, str]]:
    return {(one.rule, one.cell) for one in check_report(report, previous)}


def rules(report: AnnualReport, previous: AnnualReport | None = None) -> set[str]:
    return {one.rule for one in check_report(report, previous)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("full_04_shuyang_drc_2023", {"F1": 125}),
        (JINHU, {}),
        ("part_12_wanyuan_2025", {"C1": 1}),
        ("part_26_wuhan_qiaokou_office_2024", {}),
        ("part_27_wuhan_qiaokou_office_2025", {"A1": 1}),
    ],
)
def test_published_reports(name: str, expected: dict[str, int]) -> None:
    counted: dict[str, int] = {}
    for one in check_report(published(name)):
        assert one.level == Level.HARD
        counted[one.rule] = counted.get(one.rule, 0) + 1
    assert counted == expected


def test_carry_over_between_two_published_years() -> None:
    """硚口区: 3 carried out of 2024, 3 carried into 2025."""
    before = published("part_26_wuhan_qiaokou_office_2024")
    now = published("part_27_wuhan_qiaokou_office_2025")
    assert rules(now, before) == {"A1"}
    wrong = attrs.evolve(now, totals={**(now.totals or {}), "carried_in": 2})
    assert ("X1", "totals.carried_in") in found(wrong, before)


@settings(deadline=None, max_examples=60)
@given(consistent())
def test_a_consistent_register_gives_a_report_that_ties(report: AnnualReport) -> None:
    assert check_report(report) == ()


@settings(deadline=None, max_examples=80)
@given(consistent(), st.sampled_from(PATHS), st.integers(1, 9))
def test_one_wrong_cell_of_table_two_is_named(report: AnnualReport, path: str, more: int) -> None:
    """Each cell stands in a row sum (A3) and, by its row, in the balance (A1) or results (A2)."""
    _, row, column = path.split(".")
    wrong = with_cell(report, path, report.number(path) + more)
    expected = {("A3", f"table2.{row}.total")}
    if row in ("r1_new", "r2_carried_in", "r4_carried_out", "r3_7_total"):
        expected.add(("A1", f"table2.r1_new.{column}"))
    if row.startswith("r3_"):
        expected.add(("A2", f"table2.r3_7_total.{column}"))
    assert found(wrong) == expected


@settings(deadline=None, max_examples=30)
@given(consistent(), st.sampled_from(list(BLOCKS)), st.sampled_from([*RESULTS3, "total"]))
def test_one_wrong_cell_of_table_three_is_named(
    report: AnnualReport, block: str, column: str
) -> None:
    path = f"table3.{block}.{column}"
    wrong = with_cell(report, path, report.number(path) + 1)
    assert found(wrong) == {("A4", f"table3.{block}.total")}


@settings(deadline=None, max_examples=60)
@given(consistent(), st.sampled_from(PATHS))
def test_a_cell_that_is_not_shown_accuses_nobody(report: AnnualReport, path: str) -> None:
    assert check_report(with_cell(report, path, None)) == ()


@pytest.mark.parametrize("blank", ["", "/", "——", "／", "-", "无"])
def test_blanks_count_as_zero_and_are_reported(blank: str) -> None:
    wrong = with_cell(published(JINHU), "table2.r2_carried_in.biz", blank)
    assert found(wrong) == {("F1", "table2.r2_carried_in.biz")}
    lost = with_cell(published(JINHU), "table2.r3_6_3_other.natural", blank)
    assert rules(lost) == {"F1", "A2", "A3"}


@pytest.mark.parametrize("value", [-1, Decimal("2.5"), "若干"])
def test_counts_are_whole_numbers_from_zero(value: object) -> None:
    wrong = with_cell(published(JINHU), "table1.licence_decisions", value)
    assert found(wrong) == {("A7", "table1.licence_decisions")}


@pytest.mark.parametrize("fee", [0, Decimal("2.02"), Decimal("96171.6"), 10**12])
def test_fees_may_have_decimals(fee: object) -> None:
    assert check_report(with_cell(published(JINHU), "table1.fee_amount_wan", fee)) == ()


@pytest.mark.parametrize(
    ("org", "accused"),
    [
        ("尼勒克县乌赞镇人民政府", True),
        ("打浦桥街道办事处", True),
        ("湖南省绥宁县人民政府", True),
        ("城步苗族自治县", True),
        ("武汉市硚口区人民政府办公室", True),
        ("武汉市教育局", True),
        ("湖北省教育厅", True),
        ("国家税务总局武汉市税务局", True),
        ("国家税务总局", False),
        ("中华人民共和国自然资源部", False),
        ("国家发展和改革委员会", False),
        ("上海市人民政府办公厅", False),
        ("上海市", False),
        ("广西壮族自治区人民政府", False),
        ("恩施土家族苗族自治州人民政府", False),
        ("景德镇市人民政府", False),
        ("四川省万源市", True),
        ("开远市人民政府办公室", True),
        ("庆阳市政务服务中心", True),
        ("沈阳市民政局", True),
        ("上海市浦东新区人民政府", True),
        ("雄安新区管理委员会", False),
        ("达州市人民政府", False),
        ("吉林市", False),
        ("东莞市人民政府", False),
        ("苏州工业园区管理委员会", False),
        ("", False),
    ],
)
def test_rules_only_where_an_organ_may_make_them(org: str, accused: bool) -> None:
    """立法法第九十一条、第九十三条: 国务院部门; 省、设区的市、自治州人民政府."""
    report = attrs.evolve(with_cell(published(JINHU), "table1.rules_valid", 6), org=org)
    found = check_report(report, county_cities=load_county_cities())
    assert {one.rule for one in found} == ({"A6"} if accused else set())


def test_a_city_is_not_accused_where_nobody_knows_its_level() -> None:
    report = with_cell(published(JINHU), "table1.rules_valid", 6)
    assert rules(attrs.evolve(report, org="四川省万源市")) == set()


def test_documents_in_force_cannot_fall_below_what_was_made() -> None:
    few = with_cell(published(JINHU), "table1.docs_made", 30)
    assert [(one.rule, one.level) for one in check_report(few)] == [("A5", Level.SOFT)]


def test_comparison_with_last_year() -> None:
    now = published(JINHU)
    before = attrs.evolve(with_cell(now, "table1.docs_valid", 17), year=2022)
    assert check_report(now, before) == ()
    assert found(now, with_cell(before, "table1.docs_valid", 18)) == {("X2", "table1.docs_valid")}
    assert found(now, with_cell(before, "table3.review.pending", 8)) == {
        ("X3", "table3.review.total")
    }
    assert found(now, with_cell(before, "table2.r4_carried_out.biz", 1)) == {
        ("X1", "table2.r2_carried_in.biz")
    }
    unknown = attrs.evolve(before, table1=None, table2=None, table3=None)
    assert check_report(now, unknown) == ()
    other_year = attrs.evolve(with_cell(before, "table2.r4_carried_out.biz", 1), year=2021)
    assert found(now, other_year) == {("F2", "year")}


def test_the_trial_form_has_nineteen_result_rows_and_ends_with_2020() -> None:
    now = published(JINHU)
    lines = {row: line for row, line in now.table2.items() if not row.startswith("r3_6")}
    others = dict(now.table2["r3_6_1_overdue_correction"])
    others.update(natural=19, total=19)
    lines["r3_6_other"] = others
    trial = attrs.evolve(now, table2=lines, template="2019", year=2020)
    assert check_report(trial) == ()
    assert found(attrs.evolve(trial, year=2023)) == {("F2", "template")}
    assert "A2" in rules(with_cell(trial, "table2.r3_6_other.natural", 18))


PROSE = {"year": 2025, "table2": {"r1_new": {"total": 12}, "r3_7_total": {"total": 12}}}


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ({"text": "新收12件", "value": 12, "expr": "t2.r1_new.total"}, set()),
        ({"text": "新收13件", "value": 13, "expr": "t2.r1_new.total"}, {"C1"}),
        ({"text": "共24件", "value": 24, "expr": "t2.r1_new + t2.r3_7_total"}, set()),
        ({"text": "复议1件", "value": 1, "expr": "t3.review.total"}, set()),
        ({"text": "共9条", "value": 9, "sum_parts": [4, 5]}, set()),
        ({"text": "共9条", "value": 9, "sum_parts": [4, 6]}, {"C3"}),
        ({"text": "占41.67%", "value": "41.67%", "numerator": 5, "denominator": 12}, set()),
        ({"text": "占41%", "value": "41%", "numerator": 5, "denominator": 12}, {"C2"}),
        ({"text": "占42%", "value": 42, "expr": "5/t2.r1_new.total"}, set()),
        ({"text": "占12.50%", "value": Decimal("12.5"), "ratio": [1, 8]}, set()),
        ({"text": "占4.34%", "value": Decimal("4.34"), "ratio": [4347, 100000]}, {"C2"}),
        ({"text": "占100%", "value": 100, "ratio": ["t2.r3_7_total", "t2.r1_new"]}, set()),
        ({"text": "占99%", "value": 99, "num": "t2.r3_7_total", "den": "t2.r1_new"}, {"C2"}),
        ({"text": "比例41.67", "value": Decimal("41.67"), "expr": "5/t2.r1_new*100"}, set()),
        ({"text": "占41%", "value": 41, "ratio": {"num": 5, "den": 12}}, {"C2"}),
        ({"text": "共24件", "value": 24, "expr": ["t2.r1_new", "t2.r3_7_total"]}, set()),
        ({"text": "共23件", "value": 23, "expr": "sum(t2.r1_new, t2.r3_7_total)"}, {"C1"}),
        ({"text": "当面7信函5", "sum_parts": [7, 5], "expr": "t2.r1_new.total"}, set()),
        ({"text": "当面7信函6", "sum_parts": [7, 6], "expr": "t2.r1_new.total"}, {"B4"}),
        ({"text": "平均5.8天", "value": Decimal("5.8"), "expr": "70/t2.r1_new"}, set()),
        ({"text": "占12.31%", "value": Decimal("12.31"), "expr": "12/(97 + 0.5)"}, set()),
        ({"text": "占1.20%", "value": Decimal("1.20"), "expr": "t2.r1_new/1004"}, set()),
        ({"text": "不认识的写法", "value": 1, "expr": "t2.r1_new ^ 2"}, set()),
        ({"text": "缺数", "expr": "t2.r1_new.total"}, set()),
        ({"text": "空", "value": "", "expr": "t2.r1_new.total"}, set()),
    ],
)
def test_figures_of_the_prose(claim: dict[str, object], expected: set[str]) -> None:
    """C1 equals its cells, C2 rounds half up (大足 5/12 写 41%), C3 adds up; the rest is silent."""
    assert rules(report_from_record({**PROSE, "claims": [claim]})) == expected


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ({"new": 10, "carried_in": 2, "total_done": 11, "carried_out": 1}, set()),
        ({"new": 10, "carried_in": 2, "total_done": 10, "carried_out": 1}, {"A1"}),
        ({"new": 10, "total_done": 10, "carried_out": 1}, set()),
        ({"new_plus_carried_in": 12, "total_done": 10, "carried_out": 1}, {"A1"}),
        ({"new": 10, "carried_in": 2, "new_plus_carried_in": 13}, {"C3"}),
        ({"denied": 3, "detail": {"r3_3_1_state_secret": 2}}, set()),
        ({"denied": 3, "detail": {"r3_3_1_state_secret": 4}}, {"C3"}),
        ({"new": 5, "channels": {"当面": 2, "信函": 3}}, set()),
        ({"new": 5, "channels": {"当面": 2, "信函": 4}}, {"B4"}),
    ],
)
def test_figures_of_a_report_known_by_its_prose(
    totals: dict[str, object], expected: set[str]
) -> None:
    assert rules(report_from_record({"year": 2025, "totals": totals})) == expected


def test_received_may_mean_new_ones_or_all() -> None:
    """受理、收到 is used for 新收 and for 新收加结转 (年报填报口径): both stand, others not."""
    report = with_cell(published(JINHU), "table2.r2_carried_in.total", 2)
    for stated, expected in ((143, False), (145, False), (144, True)):
        totals = {"new": stated}
        assert ("C1" in rules(attrs.evolve(report, totals=totals))) is expected


def test_received_in_the_sense_of_all_still_balances() -> None:
    """沭阳县: 收到749件 is 新收713 with 上年结转36; the prose balances as the table does."""
    report = published(JINHU)
    for row, n in (("r2_carried_in", 2), ("r4_carried_out", 2)):
        for column in ("natural", "total"):
            report = with_cell(report, f"table2.{row}.{column}", n)
    totals = {"new": 145, "carried_in": 2, "total_done": 143, "carried_out": 2}
    assert rules(attrs.evolve(report, totals=totals)) == set()


def test_withdrawals_listed_apart_may_stand_inside_or_beside_the_classes() -> None:
    classes = {"open": 3, "partial": 0, "denied": 1, "unable": 1, "not_processed": 0, "other": 2}
    totals = {**classes, "classes_complete": True, "withdrawn_separately": 1}
    for done, expected in ((7, set()), (8, set()), (9, {"A2"})):
        record = {"year": 2025, "totals": {**totals, "total_done": done}}
        assert rules(report_from_record(record)) == expected


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("根据国办公开办函〔2019〕60号编制", {"F2"}),
        ("根据国办公开办函〔2021〕30号编制", set()),
        ("本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止", {"F2"}),
        ("本报告所列数据的统计期限自2023年1月1日至12月31日止", set()),
        ("本年新收政府信息公开申请143件，上年结转0件", set()),
        ("本年新收政府信息公开申请142件", {"C1"}),
        ("共收到政府信息公开申请142件", set()),
        ("2023年共收到政府信息公开申请142件", {"C1"}),
        ("全年收到和受理政府信息公开申请143件，其中网上收到政府信息公开申请5件", set()),
        ("2023年通过网上平台收到政府信息公开申请5件", set()),
        ("2022年收到政府信息公开申请9件", set()),
        ("本年度各镇街道收到政府信息公开申请9件", set()),
        ("根据《政府信息公开工作年度报告格式（试行）》编制", {"F2"}),
        ("本年新收政府信息公开申请一百四十三件，上年结转零件", set()),
        ("本年新收政府信息公开申请一百四十二件", {"C1"}),
        ("全年收到政府信息公开申请１４２件", {"C1"}),
        ("按时办结143件，其中予以公开62件、部分公开4件、不予公开5件", set()),
        ("按时办结140件", {"C1"}),
        ("予以公开和部分公开66件", set()),
        ("予以公开和部分公开62件", {"C1"}),
        ("予以公开61件", {"C1"}),
        ("不予公开较上年减少3件，无法提供48件", set()),
        ("不予处理6件", {"C1"}),
        ("自然人申请140件，法人或其他组织申请3件", set()),
        ("自然人申请139件，法人或其他组织申请4件", {"C1"}),
        ("因政府信息公开被申请行政复议7件，被提起行政诉讼13件", set()),
        ("因政府信息公开被申请行政复议6件", {"C1"}),
        ("司法局全年办理行政复议120件", set()),
        ("全年制发行政规范性文件3件", set()),
        ("全年制发行政规范性文件5件", {"C1"}),
        ("作出行政处罚决定2,086件", set()),
        ("作出行政处罚决定2,085件", {"C1"}),
        ("行政事业性收费14722.49万元", set()),
        ("予以公开62件，占43.36%", set()),
        ("予以公开62件，占43%", set()),
        ("予以公开62件，占44%", {"C2"}),
        ("无法提供48件，占办结总数的33.56%", {"C2"}),
        ("办结率100%，按时办结率100%", set()),
        ("办结率98.5%", {"C2"}),
        ("办结率百分之九十八", {"C2"}),
        ("主动公开信息9条，其中政策类4条、动态类5条", set()),
        ("主动公开信息9条，其中政策类4条、动态类6条", {"C3"}),
        ("收到申请143件，其中当面申请72件、信函申请36件、网上申请35件", set()),
        ("当面申请72件、信函申请36件、网上申请34件", {"B4"}),
        ("2022年我县加大公开力度，完善制度", {"F2"}),
        ("2022年我县提出的问题已经整改", set()),
        ("2024年我县将加强培训", set()),
        ("全年主动公开条。", {"F2"}),
        ("贯彻政府信息公开条例。", set()),
        ("收到公民、法人和其他组织政府信息公开申请143件", set()),
        ("全年共办理政府信息公开申请142件", {"C1"}),
        ("全部答复143件", set()),
        ("按时答复142件", {"C1"}),
        ("按时答复142件，超期答复1件", set()),
        ("同意公开60件", {"C1"}),
        ("行政规范性文件制发4件", {"C1"}),
        ("作出行政许可54408件，行政处罚处理决定2085件", {"C1"}),
    ],
)
def test_text_around_published_tables(prose: str, expected: set[str]) -> None:
    assert rules(attrs.evolve(published(JINHU), prose=prose)) == expected


HEADINGS = """一、总体情况
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
六、其他需要报告的事项"""


@pytest.mark.parametrize(
    ("printed", "published_as", "expected"),
    [
        ("", "", set()),
        ("改进情况", "整改措施", {"F2"}),
        ("六、其他", "六、 其他", set()),
        ("六、其他需要报告的事项", "", {"F2"}),
        ("一、总体情况", "一、总体情况\n一、加强学习", set()),
        ("六、其他需要报告的事项", "六、其他需要报告的事项\n一、加强学习", {"F2"}),
        ("三、收到", "该部分以表格形式报告。\n三、收到", {"F2"}),
        ("三、收到", "注：含上年度结转数量，由法规科会同司法行政部门填报。\n三、收到", set()),
        ("三、收到", "我局高度重视主动公开工作，通过门户网站发布各类信息。\n三、收到", {"F2"}),
    ],
)
def test_section_headings(printed: str, published_as: str, expected: set[str]) -> None:
    """F2 (节名、六个部分不能遗漏): 沭阳县发改局 2023 wrote 存在的主要问题及整改措施."""
    prose = HEADINGS.replace(printed, published_as) if printed else HEADINGS
    assert rules(attrs.evolve(published(JINHU), prose=prose)) == expected


@pytest.mark.parametrize(
    ("totals", "cells"),
    [
        ({"denied": 5, "unable": 48, "not_processed": 5, "other": 19}, set()),
        ({"other": 17, "withdrawn_separately": 2}, set()),
        ({"denied": 6}, {"totals.denied"}),
        ({"detail": {"r3_4_1_not_held": 46}}, set()),
        ({"detail": {"r3_4_1_not_held": 47}}, {"table2.r3_4_1_not_held.total"}),
    ],
)
def test_classes_of_the_prose_are_those_of_the_table(
    totals: dict[str, object], cells: set[str]
) -> None:
    """C1: 金湖县 2023 不予公开 2+2+1, 无法提供 46+0+2, 不予处理 1+2+2, 其他处理 17+0+2."""
    report = attrs.evolve(published(JINHU), totals=totals)
    assert found(report) == {("C1", cell) for cell in cells}


def test_all_classes_added_up() -> None:
    """classes_sum: as the prose lists them, withdrawals in or beside, else 表二 (金湖县 143)."""
    record = published_record(JINHU)
    for value, expected in ((143, set()), (142, {"C1"})):
        claim = {"text": "办结", "value": value, "expr": "classes_sum"}
        assert rules(report_from_record({**record, "claims": [claim]})) == expected
    totals = {"open": 3, "partial": 0, "denied": 1, "unable": 1, "not_processed": 0, "other": 2}
    totals |= {"classes_complete": True, "withdrawn_separately": 1}
    for value, expected in ((7, set()), (8, set()), (9, {"C1"})):
        claim = {"text": "办结", "value": value, "expr": "classes_sum"}
        report = report_from_record({"year": 2025, "totals": totals, "claims": [claim]})
        assert rules(report) == expected


def test_the_issuer_stands_in_for_the_unit() -> None:
    report = report_from_record(
        {"source": {"issuer": "某镇人民政府"}, "table1": {"rules_valid": 6}}
    )
    assert rules(report) == {"A6"}


def test_whole_groups_of_rows_in_an_expression() -> None:
    record = published_record(JINHU)
    for expr in ("t2.r3_3", "t2.r3_3.total", "t2.r3_3_*.total"):
        for value, expected in ((5, set()), (6, {"C1"})):
            claim = {"text": "不予公开", "value": value, "expr": expr}
            assert rules(report_from_record({**record, "claims": [claim]})) == expected


def test_a_report_on_an_older_form_is_named() -> None:
    """朔州卫健委 2022 still used the structure of 2008; 底张街道 2023 the table of 2019."""
    record = published_record(JINHU)
    assert rules(report_from_record({**record, "template": "2008"})) == {"F2"}
    rows = {row: line for row, line in record["table2"].items() if not row.startswith("r3_6")}
    rows["r3_6_other"] = {
        **record["table2"]["r3_6_1_overdue_correction"],
        "natural": 19,
        "total": 19,
    }
    assert rules(report_from_record({**record, "template": None, "table2": rows})) == {"F2"}


def test_a_row_published_blank_is_blank_in_every_cell() -> None:
    record = published_record(JINHU)
    rows = {**record["table2"], "r3_5_4_abusive": "/"}
    assert found(report_from_record({**record, "table2": rows})) == {
        ("F1", f"table2.r3_5_4_abusive.{column}") for column in COLUMNS
    }


def test_remarks_beside_the_figures_are_no_cells() -> None:
    record = published_record(JINHU)
    table = {**record["table1"], "note": "数据由司法局提供"}
    assert rules(report_from_record({**record, "table1": table})) == set()
