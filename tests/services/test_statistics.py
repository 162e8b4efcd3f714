"""Month and quarter forms over the sample office (product.md §2.10): figures counted by hand."""

from __future__ import annotations

import openpyxl
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.form import Period
from gongkai_desktop.domain.statistics import span_of
from gongkai_desktop.library.statistics import read_statistics_form
from gongkai_desktop.library.toml import parse_table
from gongkai_desktop.services import duty, statistics
from gongkai_desktop.services.press import the_press


def figures(made) -> dict[str, tuple[int | None, ...]]:
    return dict(made.figures)


def test_a_quarter_of_the_sample_office(sample) -> None:
    # 2025Q2: received 2025-008 to 2025-012 (10 Apr, 22 Apr, 6 May, 20 May, 9 Jun) and
    # 2025-013 (24 Jun); decided 006 (11 Apr), 008, 005 (27 Apr), 007 (13 May), 010, 009, 011.
    made = statistics.compile_statistics(sample, "quarter", "2025Q2")
    found = figures(made)
    assert made.span.label == "2025年第二季度"
    assert found["received"] == (6, 13)
    assert (found["in_person"][0], found["online"][0], found["by_letter"][0]) == (0, 4, 2)
    assert found["answered"][0] == 7
    assert sum(found[key][0] for key in ("open", "partial", "refused", "unable")) == 6
    assert found["unprocessed"][0] == 1
    assert found["complaints"] == (None, None)


def test_the_year_so_far_adds_up_to_the_yearly_table(sample) -> None:
    found = figures(statistics.compile_statistics(sample, "quarter", "2025年第四季度"))
    assert (found["received"][1], found["answered"][1]) == (22, 23)
    parts = ("in_person", "online", "by_letter", "otherwise")
    assert sum(found[key][1] for key in parts) == 22
    results = ("open", "partial", "refused", "unable", "unprocessed", "others")
    assert sum(found[key][1] for key in results) == 23
    assert found["late"][1] == 1


def test_a_quiet_month_is_a_zero_report(empty) -> None:
    made = statistics.compile_statistics(empty, "month", "2026-10")
    assert made.zero
    assert statistics.statistics_pdf(empty, the_press(), made).startswith(b"%PDF")


def test_a_figure_by_hand_is_kept_with_its_section(sample) -> None:
    made = statistics.enter(sample, "quarter", "2025Q2", "complaints", 3, "信访科")
    assert figures(made)["complaints"] == (3, None)
    with sample.office.read() as reader:
        (kept,) = [one for one in reader.figures.supplied(2025) if "complaints" in one.key]
    assert kept.section == "信访科"
    other = statistics.compile_statistics(sample, "quarter", "2025Q3")
    assert figures(other)["complaints"] == (None, None)
    with pytest.raises(UserError, match="不是手工填报的指标"):
        statistics.enter(sample, "quarter", "2025Q2", "received", 3, "")


def test_workbook_reads_like_the_form(sample, tmp_path) -> None:
    path = tmp_path / "季报.xlsx"
    made = statistics.compile_statistics(sample, "quarter", "2025Q2")
    statistics.write_workbook(sample, made, path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet["A1"].value == "政府信息公开情况季度统计表（演示数据）"
    title, _, _, *values = [cell.value for cell in sheet[5]]
    assert (title, values) == ("收到政府信息公开申请数", [6, 13])


@pytest.mark.parametrize(
    ("period", "text", "label"),
    [
        (Period.QUARTER, "2026Q1", "2026年第一季度"),
        (Period.QUARTER, "2026年第3季度", "2026年第三季度"),
        (Period.MONTH, "2026-02", "2026年2月"),
        (Period.MONTH, "2026年12月", "2026年12月"),
        (Period.YEAR, "2026", "2026年"),
    ],
)
def test_periods_as_people_write_them(period: Period, text: str, label: str) -> None:
    assert span_of(period, text).label == label


@pytest.mark.parametrize("text", ["2026Q5", "2026-13", "上季度", "2026"])
def test_other_periods_are_refused(text: str) -> None:
    with pytest.raises(UserError, match="期间"):
        span_of(Period.QUARTER, text)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ('counts = ["requests.everything"]', "没有“requests.everything”这个统计数"),
        ("unit = 3\ncounts = []", "应为文字"),
    ],
)
def test_a_form_that_is_wrong_is_named(change: str, words: str) -> None:
    text = (
        'title = "表"\nperiod = "month"\ndue = 5\ncolumns = [{ title = "数" }]\n'
        f'[[row]]\nkey = "a"\ntitle = "甲"\n{change}\n'
    )
    with pytest.raises(UserError, match=words):
        read_statistics_form("own", parse_table(text, "own.toml"))


def test_a_form_is_due_on_the_day_the_county_asks_for(sample) -> None:
    """§2.10: 6, 8, 12 or 15 of the month after the quarter, as the office set it."""
    form = statistics.form_named(sample, "quarter")
    span = span_of(Period.QUARTER, "2026Q4")
    assert statistics.due_of(sample, form, span).isoformat() == "2027-01-06"
    duty.move(sample, duty.QUARTERLY, 12)
    assert statistics.due_of(sample, form, span).isoformat() == "2027-01-12"
