"""The sample office's yearly tables against the counts made by hand (条例第五十条)."""

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from gongkai_desktop.documents.annual_read import read_report
from gongkai_desktop.documents.source import read_source
from gongkai_desktop.domain.annual.placing import placings
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import annual, annual_final, annual_record, annual_text
from gongkai_desktop.services.annual_charts import year_charts
from gongkai_desktop.services.workspace import Workspace
from tests.domain.annual.reports import CASES

COLUMNS = ("natural", "biz", "research", "public_good", "legal_svc", "other_org", "total")
GOLDEN = {
    2024: {
        "r1_new": (14, 1, 1, 1, 1, 0, 18),
        "r3_1_open": (4, 0, 0, 1, 0, 0, 5),
        "r3_2_partial": (1, 1, 0, 0, 0, 0, 2),
        "r3_3_1_state_secret": (0, 0, 0, 0, 1, 0, 1),
        "r3_3_4_third_party": (1, 0, 0, 0, 0, 0, 1),
        "r3_3_5_internal": (1, 0, 0, 0, 0, 0, 1),
        "r3_3_6_process": (1, 0, 0, 0, 0, 0, 1),
        "r3_3_8_admin_query": (1, 0, 0, 0, 0, 0, 1),
        "r3_4_1_not_held": (1, 0, 0, 0, 0, 0, 1),
        "r3_4_2_no_existing": (0, 0, 1, 0, 0, 0, 1),
        "r3_5_1_petition": (1, 0, 0, 0, 0, 0, 1),
        "r3_5_2_duplicate": (1, 0, 0, 0, 0, 0, 1),
        "r3_7_total": (12, 1, 1, 1, 1, 0, 16),
        "r4_carried_out": (2, 0, 0, 0, 0, 0, 2),
    },
    2025: {
        "r1_new": (18, 2, 0, 0, 1, 1, 22),
        "r2_carried_in": (2, 0, 0, 0, 0, 0, 2),
        "r3_1_open": (4, 0, 0, 0, 0, 1, 5),
        "r3_2_partial": (1, 0, 0, 0, 1, 0, 2),
        "r3_3_2_other_law": (0, 1, 0, 0, 0, 0, 1),
        "r3_3_3_three_safety": (1, 0, 0, 0, 0, 0, 1),
        "r3_3_4_third_party": (0, 1, 0, 0, 0, 0, 1),
        "r3_3_6_process": (1, 0, 0, 0, 0, 0, 1),
        "r3_3_7_enforcement_file": (2, 0, 0, 0, 0, 0, 2),
        "r3_3_8_admin_query": (1, 0, 0, 0, 0, 0, 1),
        "r3_4_1_not_held": (2, 0, 0, 0, 0, 0, 2),
        "r3_4_2_no_existing": (1, 0, 0, 0, 0, 0, 1),
        "r3_4_3_unclear_after_correction": (1, 0, 0, 0, 0, 0, 1),
        "r3_5_1_petition": (1, 0, 0, 0, 0, 0, 1),
        "r3_5_3_publication": (1, 0, 0, 0, 0, 0, 1),
        "r3_5_5_reconfirm": (1, 0, 0, 0, 0, 0, 1),
        "r3_6_1_overdue_correction": (1, 0, 0, 0, 0, 0, 1),
        "r3_6_2_overdue_fee": (1, 0, 0, 0, 0, 0, 1),
        "r3_7_total": (19, 2, 0, 0, 1, 1, 23),
        "r4_carried_out": (1, 0, 0, 0, 0, 0, 1),
    },
    2026: {
        "r1_new": (16, 2, 0, 0, 2, 0, 20),
        "r2_carried_in": (1, 0, 0, 0, 0, 0, 1),
        "r3_1_open": (3, 0, 0, 0, 0, 0, 3),
        "r3_2_partial": (1, 1, 0, 0, 0, 0, 2),
        "r3_3_5_internal": (1, 0, 0, 0, 0, 0, 1),
        "r3_4_1_not_held": (2, 0, 0, 0, 1, 0, 3),
        "r3_5_2_duplicate": (1, 0, 0, 0, 0, 0, 1),
        "r3_5_4_abusive": (1, 0, 0, 0, 0, 0, 1),
        "r3_6_1_overdue_correction": (1, 0, 0, 0, 0, 0, 1),
        "r3_6_3_other": (1, 0, 0, 0, 1, 0, 2),
        "r3_7_total": (11, 1, 0, 0, 2, 0, 14),
        "r4_carried_out": (6, 1, 0, 0, 0, 0, 7),
    },
}


@pytest.mark.parametrize("year", GOLDEN)
def test_requests_table_of_the_sample_office(sample: Workspace, year: int) -> None:
    table = annual.compiled_document(annual.compile_year(sample, year))["table2"]
    shown = {row: tuple(line[column] for column in COLUMNS) for row, line in table.items()}
    assert {row: line for row, line in shown.items() if any(line)} == GOLDEN[year]


@pytest.mark.parametrize("year", GOLDEN)
def test_nothing_fails_to_tie_in_the_sample_office(sample: Workspace, year: int) -> None:
    assert annual.compile_year(sample, year).violations == ()


def test_workbook_of_the_office_reads_back_and_says_it_is_a_sample(
    sample: Workspace, tmp_path: Path
) -> None:
    compiled = annual.compile_year(sample, 2025)
    path = tmp_path / "2025.xlsx"
    annual.write_workbook(sample, compiled, path)
    again = read_report(path)
    assert (again.table1, again.table2, again.table3) == (
        compiled.report.table1,
        compiled.report.table2,
        compiled.report.table3,
    )
    assert (again.org, again.year) == (compiled.report.org, 2025)


def test_county_total_from_files(sample: Workspace, tmp_path: Path) -> None:
    """The total of a workbook and a published report, cell by cell, with its units named."""
    own = annual.compile_year(sample, 2025)
    annual.write_workbook(sample, own, tmp_path / "own.xlsx")
    published = json.loads((CASES / "full_05_jinhu_county_2023.json").read_text("utf-8"))
    (tmp_path / "other.json").write_text(json.dumps({**published, "year": 2025}), "utf-8")
    total = annual.merge_files([str(tmp_path / "own.xlsx"), str(tmp_path / "other.json")])
    assert (total["year"], total["units"]) == (2025, [own.report.org, "江苏省金湖县人民政府"])
    assert total["table2"]["r1_new"]["total"] == 22 + 143
    assert total["table2"]["r3_7_total"]["natural"] == 19 + 140
    assert total["violations"] == []
    with pytest.raises(UserError, match="不止一份"):
        annual.merge_files([str(tmp_path / "own.xlsx")] * 2)


def test_every_request_says_where_it_counts_as_the_tables_count_it(sample: Workspace) -> None:
    """Placings of all requests, added up, are the compiled table two of every year."""
    with sample.office.read() as reader:
        rows = [
            one
            for year in (2024, 2025, 2026)
            for part in annual.AnnualPart
            for one in reader.requests.annual_cases(year, part)
        ]
    placed = Counter(
        (one.year, one.path)
        for row in {row.id: row for row in rows}.values()
        for one in placings(row.view, row.applicant_kind, 2026)
    )
    for year in (2024, 2025, 2026):
        report = annual.compile_year(sample, year).report
        for row, line in (report.table2 or {}).items():
            for kind in COLUMNS[:-1]:
                path = f"table2.{row}.{kind}"
                if row != "r3_7_total":
                    assert placed[year, path] == line[kind], path


def test_figures_come_with_the_section_that_supplied_them(sample: Workspace) -> None:
    annual_record.enter(
        sample, 2025, {"penalty_decisions": "37", "fee_amount_wan": "2.02"}, section="执法科"
    )
    compiled = annual.compile_year(sample, 2025)
    assert compiled.report.cell("table1.fee_amount_wan") == Decimal("2.02")
    told = {one.key: one for one in compiled.entered}["penalty_decisions"]
    assert (told.value, told.section, told.supplied) == (37, "执法科", sample.today)
    with pytest.raises(UserError, match="科室"):
        annual_record.enter(sample, 2025, {"penalty_decisions": "1"}, section=" ")


def test_a_change_by_hand_is_kept_with_its_reason_and_can_be_taken_back(sample: Workspace) -> None:
    path = "table2.r1_new.natural"
    annual_record.change_cell(sample, 2025, path, "19", "漏登一件，已补登在册外")
    compiled = annual.compile_year(sample, 2025)
    (made,) = compiled.changes
    assert (made.value, made.counted, made.reason) == (19, 18, "漏登一件，已补登在册外")
    assert {one.rule for one in compiled.violations} == {"A1"}
    with pytest.raises(UserError, match="不能定稿"):
        annual_final.freeze_year(sample, 2025)
    annual_record.restore_cell(sample, 2025, path)
    compiled = annual.compile_year(sample, 2025)
    assert (compiled.changes, compiled.violations) == ((), ())


def test_a_frozen_report_is_the_next_year_s_carry_over(sample: Workspace) -> None:
    first = annual_final.freeze_year(sample, 2024)
    assert (first.number, first.intact, len(first.fingerprint)) == (1, True, 64)
    with pytest.raises(UserError, match="须写明理由"):
        annual_final.freeze_year(sample, 2024)
    annual_record.enter(sample, 2024, {"docs_valid": "9"}, section="法规科")
    second = annual_final.freeze_year(sample, 2024, "法规科更正现行有效件数")
    kept = annual_record.versions(sample, 2024)
    assert [one.number for one in kept] == [1, 2]
    assert kept[1] == second
    assert second.fingerprint != first.fingerprint
    compiled = annual.compile_year(sample, 2025)
    assert compiled.locked
    assert [one.rule for one in compiled.violations if one.level == "hard"] == []
    assert compiled.report.number("table2.r2_carried_in.total") == 2


def test_a_year_that_is_not_over_is_no_final_report(sample: Workspace) -> None:
    with pytest.raises(UserError, match="还没有结束"):
        annual_final.freeze_year(sample, 2026)


def write_all(sample: Workspace, year: int) -> None:
    text = annual_text.narrative(sample, annual.compile_year(sample, year))
    for one in text.texts:
        if one.open:
            done = re.sub(
                r"【请补写[^】]*】", f"本部分按{one.part.key}的实际情况写明。", one.written
            )
            annual_text.write(sample, year, one.part.key, done)


def test_the_text_is_written_around_bound_numbers_and_frozen_whole(sample: Workspace) -> None:
    annual_text.write(sample, 2024, "5.1", "全年{新收}件申请中，部分答复说理不充分。")
    with pytest.raises(UserError, match="还有没写的"):
        annual_final.freeze_year(sample, 2024)
    write_all(sample, 2024)
    annual_text.write(sample, 2024, "5.2", "一是加强培训，提高答复说理质量；二是定期抽查。")
    annual_final.freeze_year(sample, 2024)
    text = annual_text.narrative(sample, annual.compile_year(sample, 2025))
    assert text.promised == ("一是加强培训，提高答复说理质量",)
    with sample.office.read() as reader:
        kept = annual_record.frozen_report(reader, 2024)
    assert kept is not None and "全年18件申请中，部分答复说理不充分。" in kept.prose
    with pytest.raises(UserError, match="没有叫"):
        annual_text.write(sample, 2024, "5.1", "{乱写}")
    with pytest.raises(UserError, match="年报文字没有"):
        annual_text.write(sample, 2024, "9.9", "x")


def test_the_sample_office_shows_a_report_as_it_is_published(sample: Workspace) -> None:
    """Written throughout, within the usual length, and every check of a published one passes."""
    text = annual_text.narrative(sample, annual.compile_year(sample, 2025))
    assert (text.open, text.violations) == ((), ())
    assert 400 < text.length < text.form.limit
    assert "本年共收取信息处理费1660元，涉及2件申请" in text.prose


def test_a_number_typed_into_the_text_is_proved_against_the_tables(sample: Workspace) -> None:
    annual_text.write(sample, 2025, "1.2", "本年新收政府信息公开申请23件。")
    text = annual_text.narrative(sample, annual.compile_year(sample, 2025))
    assert [(one.rule, one.cell) for one in text.violations] == [("C1", "table2.r1_new.total")]


def test_the_whole_report_in_every_kind_of_file(sample: Workspace, tmp_path: Path) -> None:
    write_all(sample, 2025)
    compiled = annual.compile_year(sample, 2025)
    paths = {kind: tmp_path / f"a.{kind}" for kind in ("docx", "pdf", "html")}
    annual_text.write_documents(sample, compiled, paths)
    for kind, path in paths.items():
        text = "".join(read_source(path).text.split())
        places = [text.index(f"{number}、") for number in "一二三四五六" if f"{number}、" in text]
        assert len(places) == 6, kind
        assert "本年新收政府信息公开申请22件" in text, kind
        assert text.index("五、存在的主要问题及改进情况") > text.index("结果维持"), kind
    for kind in ("docx", "html"):
        assert annual.check_file(str(paths[kind]), None) == {"ok": True, "violations": []}


def test_changes_by_hand_are_coloured_and_told_in_the_workbook(
    sample: Workspace, tmp_path: Path
) -> None:
    annual_record.change_cell(sample, 2025, "table2.r1_new.natural", "19", "漏登一件")
    annual_record.enter(sample, 2025, {"penalty_decisions": "37"}, section="执法科")
    path = tmp_path / "a.xlsx"
    annual.write_workbook(sample, annual.compile_year(sample, 2025), path)
    book = openpyxl.load_workbook(path)
    coloured = [
        cell.value
        for row in book["表二"].iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == "00FFE8A3"
    ]
    assert coloured == [19]
    told = [[cell.value for cell in row] for row in book["差异说明"].iter_rows(min_row=4)]
    assert told[0] == ["表二“一、本年新收”行“自然人”列", "18", "19", "漏登一件"]
    (penalties,) = [row for row in told if row[0] == "行政处罚本年处理决定数量"]
    assert penalties[2] == "37" and str(penalties[3]).startswith("执法科")
    assert read_report(path).number("table2.r1_new.natural") == 19


def test_late_answers_are_counted_and_hinted_at(sample: Workspace) -> None:
    """The sample office answered late where its register says 超期答复, and only there."""
    for year in (2024, 2025, 2026):
        with sample.office.read() as reader:
            cases = reader.requests.annual_cases(year, annual.AnnualPart.RESULT)
        late = sum(one.view.clock_state == "超期答复" for one in cases)
        text = annual_text.narrative(sample, annual.compile_year(sample, year))
        assert text.values["超期答复"] == late
        assert any("超过期限答复" in one for one in text.hints) == bool(late)


def test_charts_show_what_the_tables_count(sample: Workspace, tmp_path: Path) -> None:
    """Months, channels and outcomes add up to 本年新收 and （七）总计 of both years."""
    months, outcomes, channels, used = year_charts(sample, 2025)
    for at, year in enumerate((2025, 2024)):
        assert sum(months.series[at].values) == GOLDEN[year]["r1_new"][-1]
        assert sum(channels.series[at].values) == GOLDEN[year]["r1_new"][-1]
        assert sum(outcomes.series[at].values) == GOLDEN[year]["r3_7_total"][-1]
        assert sum(used.series[at].values) == GOLDEN[year]["r3_7_total"][-1]
    assert outcomes.series[0].values == (5, 2, 7, 4, 3, 2)
    assert "截至11月22日" in year_charts(sample, 2026)[0].title
    path = tmp_path / "a.pdf"
    annual_text.write_documents(sample, annual.compile_year(sample, 2025), {"pdf": path})
    words = read_source(path).text
    for chart in (months, outcomes, channels, used):
        assert chart.title in words
