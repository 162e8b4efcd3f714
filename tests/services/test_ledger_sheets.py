"""提醒单, 通报, 季度汇报材料 and 逐月统计表 of an office with a plan and some ledgers."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.pending import UNASSIGNED, pending_of, standings
from gongkai_desktop.services import ledger
from gongkai_desktop.services.ledger_listing import ledger_rows, summaries
from gongkai_desktop.services.ledger_months import month_rows
from gongkai_desktop.services.ledger_sheets import sheet_pdf, sheets_of
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.workspace import Workspace
from tests.services.printed import text_of


def task(no: int, **more: Any) -> dict[str, Any]:
    return {
        "number": str(no),
        "requirement": f"第{no}项要求",
        "plan": "2026年政务公开工作要点",
        "plan_number": "某政办发〔2026〕3号",
        "year": 2026,
        "ours": "是",
        "state": "推进中",
        **more,
    }


@pytest.fixture
def office(empty: Workspace) -> Workspace:
    attend = {"text": "邀请公众代表列席应不少于4次", "every": "每年", "at_least": 4}
    rules = {"text": "7月15日前编制落实细则", "due": "2026-07-15"}
    rows = [
        task(1, section="办公室", deadline="2026-10-31", problems="人手不足", following="增派人员"),
        task(2, section="办公室", deadline="2026-12-31", subtasks=[rules]),
        task(3, ours="否", lead=["区教育局"], deadline="2026-11-01"),
        task(4, deadline="2026-12-10", subtasks=[attend]),
        task(5, state="已完成", finished="2026-06-01", progress="已完成", deadline="2026-06-30"),
        task(6, state="长期坚持"),
        task(7, year=2025, deadline="2025-12-31", plan="2025年要点"),
    ]
    for row in rows:
        ledger.add(empty, "tasks", row)
    for day in ("2026-01-15", "2026-02-03", "2026-11-02"):
        ledger.add(empty, "info_reports", {"title": f"信息{day}", "sent": day})
    ledger.add(empty, "messages", {"title": "问", "channel": "12345热线", "received": "2026-10-20"})
    return empty


def printed(office: Workspace, key: str, sheet: str) -> str:
    form = ledger.ledger_named(office, key)
    return text_of(sheet_pdf(office, the_press(), form, sheet))


def test_a_reminder_for_each_section_is_printed_and_recorded(office: Workspace) -> None:
    words = printed(office, "tasks", "reminder")
    assert words.count("政务公开重点任务提醒单") == 3  # 办公室, 区教育局, not yet given out
    for said in ("逾期22天", "7月15日前编制落实细则", "逾期130天", "还有18天", UNASSIGNED):
        assert said in words
    assert "第5项" not in words and "第6项" not in words and "第7项" not in words
    kept = {row["number"]: row.get("dispatches") or [] for row in ledger_rows(office, "tasks")}
    assert [line["way"] for line in kept["1"]] == ["提醒"]
    assert (kept["3"][0]["date"], kept["5"], kept["7"]) == ("2026-11-22", [], [])
    printed(office, "tasks", "reminder")
    again = {row["number"]: row.get("dispatches") or [] for row in ledger_rows(office, "tasks")}
    assert len(again["1"]) == 1  # once a day


def test_the_notice_counts_each_unit_and_names_what_is_late(office: Workspace) -> None:
    words = printed(office, "tasks", "notice")
    assert "《2026年政务公开工作要点》" in words and "2025年要点" not in words
    assert "逾期任务清单" in words and "区教育局" in words and "21天" in words
    bodies = [row for row in ledger_rows(office, "tasks") if row["year"] == 2026]
    found = {one.who: one for one in standings(bodies, office.today)}
    assert (found["办公室"].tasks, found["办公室"].late, found["办公室"].reminded) == (2, 2, 2)
    assert (found[UNASSIGNED].done, found[UNASSIGNED].lasting) == (1, 1)
    assert found[UNASSIGNED].share == "50%"


def test_a_task_done_or_not_ours_to_do_is_never_chased(office: Workspace) -> None:
    body = {"requirement": "甲", "deadline": "2026-01-01", "state": "不适用"}
    assert pending_of("1", body, office.today) == []


def test_nothing_to_remind_of_is_said(empty: Workspace) -> None:
    form = ledger.ledger_named(empty, "tasks")
    with pytest.raises(UserError, match="没有逾期"):
        sheet_pdf(empty, the_press(), form, "reminder")


def test_the_briefing_of_a_quarter_tells_register_ledgers_and_tasks(office: Workspace) -> None:
    words = printed(office, "briefings", "briefing")
    for said in (
        "2026年第四季度政务公开工作汇报材料",
        "报送工作信息1件",
        "留言1件",
        "与本单位有关的任务5项，已完成1项，逾期2项",
        "人手不足",
        "增派人员",
        "领导要求",
    ):
        assert said in words


def test_the_month_grid_shows_what_was_missed(office: Workspace) -> None:
    form = ledger.ledger_named(office, "info_reports")
    rows = month_rows(form, ledger_rows(office, "info_reports"), office.today)
    assert rows[0] == ("1月", "1", "1/1")
    assert rows[2] == ("3月", "0", "0/1（缺）")
    assert rows[10] == ("11月", "1", "1/1")
    assert rows[11] == ("12月", "", "")
    assert rows[12] == ("全年", "3", "3（3期达到）")
    assert "信息报送逐月统计表（2026年）" in printed(office, "info_reports", "months")


def test_a_need_is_the_plans_own_and_names_it(office: Workspace) -> None:
    found = {one.form.key: one for one in summaries(office)}
    (attendance,) = found["attendance"].tallies
    assert attendance.needed == 4
    assert attendance.counter.source == "《2026年政务公开工作要点》（某政办发〔2026〕3号）"
    (evaluation,) = found["evaluations"].tallies
    assert "请按本级工作要点核定" in evaluation.counter.source


def test_every_ledger_names_only_papers_there_are(empty: Workspace) -> None:
    for form in empty.knowledge.ledgers:
        assert set(form.sheets) <= set(sheets_of(form))
