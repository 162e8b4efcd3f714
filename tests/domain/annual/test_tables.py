"""Compiling, reading, adding yearly tables (条例第五十条)."""

from decimal import Decimal

import attrs
import pytest

from gongkai_desktop.domain.annual.merge import merge_reports
from gongkai_desktop.domain.annual.number import amount, is_placeholder, read_cell, shown
from gongkai_desktop.domain.annual.record import report_from_record
from gongkai_desktop.domain.annual.rules import check_report
from gongkai_desktop.domain.annual.tables import compile_tables
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library.law import load_law_book
from gongkai_desktop.library.reports import load_annual_template
from tests.domain.annual.reports import Counted, published


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (3, 3),
        ("３", 3),
        (" 1,234 ", 1234),
        ("１，２３４", 1234),
        ("12件", 12),
        ("14722.49", Decimal("14722.49")),
        (Decimal("3.0"), 3),
        (2.5, Decimal("2.5")),
        ("1E+07", 10_000_000),
        ("－1", -1),
        ("", ""),
        ("　", ""),
        ("/", "/"),
        ("12,34", "12,34"),
        (693957000000, 693957000000),
        ("9" * 18, 10**18 - 1),
        ("9" * 30, "9" * 30),
        ("三", "三"),
        (None, None),
    ],
)
def test_cells_as_published(value: object, cell: object) -> None:
    assert read_cell(value) == cell


def test_blanks_strokes_and_unreadable_text() -> None:
    assert [amount(cell) for cell in ("", "/", "—", "三", None, 4)] == [0, 0, 0, None, None, 4]
    assert is_placeholder("／") and not is_placeholder("三") and not is_placeholder(None)
    assert [shown(n) for n in (5, Decimal("2.50"), Decimal("1E+3"))] == ["5", "2.5", "1000"]


def test_compiled_from_counts_disputes_and_figures() -> None:
    counts = [
        Counted("new", "", "natural", 2),
        Counted("carried_in", "", "biz", 1),
        Counted("result", "r3_1_open", "natural", 1),
        Counted("result", "r3_4_1_not_held", "biz", 1),
        Counted("carried_out", "", "natural", 1),
    ]
    disputes = {("review", "upheld"): 2, ("suit_direct", "pending"): 1}
    report = compile_tables(
        2025, counts, disputes, {"docs_made": 3, "docs_valid": 9, "fee_amount_wan": "10.85"}
    )
    record = report.to_record()
    assert record["table2"]["r3_7_total"]["total"] == 2
    assert record["table2"]["r3_4_1_not_held"]["biz"] == 1
    assert record["table2"]["r3_5_1_petition"]["natural"] == 0
    assert record["table3"]["review"] == {
        "upheld": 2, "corrected": 0, "other": 0, "pending": 0, "total": 2,
    }  # fmt: skip
    assert record["table1"]["fee_amount_wan"] == 10.85
    assert record["table1"]["licence_decisions"] == 0
    assert check_report(report) == ()


def test_a_result_without_a_row_breaks_the_sum() -> None:
    counts = [Counted("new", "", "natural", 1), Counted("result", "", "natural", 1)]
    found = {(one.rule, one.cell) for one in check_report(compile_tables(2025, counts, {}, {}))}
    assert found == {("A2", "table2.r3_7_total.natural"), ("A2", "table2.r3_7_total.total")}


def test_records_keep_what_is_unknown_unknown() -> None:
    report = report_from_record({"year": "2025", "table2": None, "table1": {"docs_made": "６"}})
    assert report.table2 is None and report.table3 is None
    assert report.number("table1.docs_made") == 6
    assert report.cell("table1.rules_made") is None
    assert report.to_record()["table2"] is None
    again = published("full_04_shuyang_drc_2023")
    assert report_from_record(again.to_record()).table2 == again.table2


@pytest.mark.parametrize(
    ("record", "place"),
    [
        ([], "不是一份年报"),
        ({"a": 1}, "没有年报的表格"),
        ({"table2": {"r1_new": {"natural": [1]}}}, "table2.r1_new.natural"),
        ({"table2": {"r1_new": {"natural": 10**30}}}, "table2.r1_new.natural"),
        ({"table1": {"fee_amount_wan": Decimal("NaN")}}, "table1.fee_amount_wan"),
        ({"table2": [], "table1": {}}, "table2"),
        ({"table1": {}, "year": "今年"}, "今年"),
        ({"table1": {"docs_made": True}}, "table1.docs_made"),
    ],
)
def test_what_is_no_report_is_refused_by_place(record: object, place: str) -> None:
    with pytest.raises(UserError, match=place):
        report_from_record(record)


def test_names_the_form_does_not_have_are_noted_and_nothing_is_guessed() -> None:
    record = {"table1": {"docs": 1}, "table2": {"r9": {}, "r1_new": {"all": 1}}}
    report = report_from_record({"year": 2024, **record})
    assert report.unread == ("table1.docs", "table2.r9", "table2.r1_new.all")
    assert {(one.rule, one.level.value) for one in check_report(report)} == {("F2", "soft")}


def test_county_total_adds_cell_by_cell() -> None:
    first, second = published("full_04_shuyang_drc_2023"), published("full_05_jinhu_county_2023")
    total = merge_reports([first, second], org="某市")
    assert total.number("table2.r1_new.total") == 26 + 143
    assert total.number("table1.fee_amount_wan") == Decimal("14722.49")
    assert total.number("table3.review.pending") == 1
    assert check_report(total) == ()
    part = attrs.evolve(second, table1=None, org="另一单位")
    assert merge_reports([first, part]).number("table1.docs_made") is None


def test_reports_that_do_not_belong_together_are_not_added() -> None:
    report = published("full_05_jinhu_county_2023")
    with pytest.raises(UserError, match="2022年、2023年"):
        merge_reports([report, attrs.evolve(report, year=2022, org="甲")])
    with pytest.raises(UserError, match="不止一份"):
        merge_reports([report, report])
    with pytest.raises(UserError, match="旧格式"):
        merge_reports([attrs.evolve(report, template="2019")])
    with pytest.raises(UserError, match="没有可以汇总"):
        merge_reports([])


def test_printed_form_has_every_cell_once_and_no_hole() -> None:
    """表一 10 cells, 表二 25 × 7, 表三 15 (国办公开办函〔2021〕30号)."""
    tables = load_annual_template().tables
    assert [sum(1 for one in table.placed() if one.span.path) for table in tables] == [10, 175, 15]
    for table in tables:
        covered = [
            (one.row + down, one.column + right)
            for one in table.placed()
            for down in range(one.span.rows)
            for right in range(one.span.columns)
        ]
        whole = {(row, at) for row in range(len(table.rows)) for at in range(len(table.widths))}
        assert len(covered) == len(set(covered)) and set(covered) == whole


def test_row_labels_of_the_form_are_those_of_the_outcomes() -> None:
    printed = "".join(span.text for row in load_annual_template().tables[1].rows for span in row)
    for row in load_law_book().rows:
        assert row.label in printed


def test_a_form_nobody_shipped_is_refused() -> None:
    with pytest.raises(UserError, match="没有2008年格式"):
        load_annual_template("2008")
