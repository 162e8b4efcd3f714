"""What is put into a report by hand, and where a request counts."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from gongkai_desktop.domain.annual.manual import (
    ManualChange,
    carry_differs,
    changed,
    explained,
    locked_carry,
    read_change,
    read_entered,
)
from gongkai_desktop.domain.annual.placing import placings, summary
from gongkai_desktop.domain.annual.rules import check_report
from gongkai_desktop.domain.annual.tables import AnnualReport, compile_tables
from gongkai_desktop.domain.annual.violation import Level
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.request import ApplicantKind, CurrentView, Stage
from tests.domain.annual.reports import Counted


def report(year: int, carried_in: int = 2, carried_out: int = 1) -> AnnualReport:
    counts = [
        Counted("new", "", "natural", 5),
        Counted("carried_in", "", "natural", carried_in),
        Counted("result", "r3_1_open", "natural", 5 + carried_in - carried_out),
        Counted("carried_out", "", "natural", carried_out),
    ]
    return compile_tables(year, counts, {("review", "upheld"): 1}, {}, org="某县某局")


def change(path: str, value: int) -> ManualChange:
    return ManualChange(path=path, value=value, reason="补登一件")


def test_sums_follow_a_changed_cell() -> None:
    new = changed(
        report(2025),
        [change("table2.r3_2_partial.biz", 2), change("table3.review.other", 3)],
    )
    assert new.number("table2.r3_2_partial.total") == 2
    assert new.number("table2.r3_7_total.biz") == 2
    assert new.number("table2.r3_7_total.total") == 6 + 2
    assert new.number("table3.review.total") == 4
    assert [one.rule for one in check_report(new)] == ["A1", "A1"]


def test_a_row_outside_the_results_leaves_their_total_alone() -> None:
    new = changed(report(2025), [change("table2.r1_new.biz", 1)])
    assert new.number("table2.r1_new.total") == 6
    assert new.number("table2.r3_7_total.total") == 6


@pytest.mark.parametrize(
    "path", ["table2.r3_7_total.natural", "table2.r1_new.total", "table1.docs_made", "table9.a.b"]
)
def test_sums_are_not_changed_by_hand(path: str) -> None:
    with pytest.raises(UserError, match="不能手工更改"):
        read_change(path, "3", "理由")


@pytest.mark.parametrize(("text", "reason"), [("-1", "x"), ("1.5", "x"), ("三", "x"), ("3", " ")])
def test_a_change_is_a_count_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(UserError):
        read_change("table2.r1_new.natural", text, reason)


def test_figures_of_the_first_table() -> None:
    assert read_entered("fee_amount_wan", "２.02") == Decimal("2.02")
    assert read_entered("docs_made", " 1,234 件") == 1234
    for key, text in (("docs_made", "-3"), ("docs_made", "/"), ("none", "3")):
        with pytest.raises(UserError):
            read_entered(key, text)


def test_carried_in_is_what_the_frozen_report_left() -> None:
    """附表二“二、上年结转”等于上一年年报“四、结转下年度”, column by column."""
    frozen, counted = report(2024, carried_out=3), report(2025, carried_in=2)
    locked = locked_carry(counted, frozen)
    assert locked.number("table2.r2_carried_in.natural") == 3
    assert locked.number("table2.r2_carried_in.total") == 3
    (told,) = carry_differs(counted, locked)
    assert (told.rule, told.level) == ("X1", Level.SOFT)
    assert "填3" in told.message and "2件" in told.message
    assert carry_differs(counted, locked_carry(counted, report(2024, carried_out=2))) == []


def test_a_difference_to_last_year_is_allowed_once_it_is_explained() -> None:
    """机构改革、更正年报时要能填差异说明."""
    previous = report(2024, carried_out=3)
    made = [change("table2.r2_carried_in.natural", 2)]
    new = changed(locked_carry(report(2025), previous), made)
    broken = check_report(new, previous)
    assert {one.rule for one in broken if one.level == Level.HARD} == {"X1"}
    told = explained(broken, made)
    assert {one.level for one in told} == {Level.SOFT}
    assert all("补登一件" in one.message for one in told)


def view(received: date, decided: date | None, row: str = "r3_1_open") -> CurrentView:
    return CurrentView(received_date=received, decided_date=decided, report_row=row)


def cells(found: CurrentView, last: int = 2026) -> list[tuple[int, str]]:
    placed = placings(found, ApplicantKind("biz"), last)
    return [(one.year, one.path.removeprefix("table2.").removesuffix(".biz")) for one in placed]


def test_where_a_request_counts() -> None:
    day = date(2025, 12, 20)
    assert cells(view(day, date(2025, 12, 30))) == [(2025, "r1_new"), (2025, "r3_1_open")]
    assert cells(view(day, date(2026, 1, 5))) == [
        (2025, "r1_new"),
        (2025, "r4_carried_out"),
        (2026, "r2_carried_in"),
        (2026, "r3_1_open"),
    ]
    assert cells(view(day, None)) == [
        (2025, "r1_new"),
        (2025, "r4_carried_out"),
        (2026, "r2_carried_in"),
        (2026, "r4_carried_out"),
    ]
    assert cells(view(day, date(2025, 12, 30), row="")) == [
        (2025, "r1_new"),
        (2025, "r3_7_total"),
    ]
    assert cells(attrs.evolve(view(day, None), stage=Stage.VOID)) == []


def test_the_reason_is_said_in_words() -> None:
    first, last = placings(
        view(date(2025, 3, 1), date(2025, 3, 20)), ApplicantKind("natural"), 2026
    )
    assert first.words == (
        "2025年表二“一、本年新收”行“自然人”列：2025年3月1日收到；申请人登记为“自然人”"
    )
    assert "2025年3月20日作出处理决定" in last.words
    assert summary((first, last)) == "2025年年报计入一、本年新收，（一）予以公开（“自然人”列）"
    assert summary(()) == ""
