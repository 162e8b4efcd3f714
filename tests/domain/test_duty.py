"""Recurring duties (product story A3): their days, their counts, what a plan asks."""

from datetime import date

import pytest

from gongkai_desktop.domain.duty import (
    DutySetting,
    PlanTask,
    YearlyDuty,
    asked_by,
    moved,
    occurrence,
    of_counted_subtasks,
    of_counter,
    of_plans,
    of_reviews,
    of_subtasks,
    ordered,
)
from gongkai_desktop.domain.ledger.form import Counter, LedgerForm, Period
from gongkai_desktop.domain.ledger.tally import tally

TODAY = date(2026, 11, 22)
REPORT = YearlyDuty(key="annual", title="年报", days=((1, 31),), source="条例第四十九条")
QUARTERLY = YearlyDuty(
    key="quarterly",
    title="季报",
    days=((1, 6), (4, 6), (7, 6), (10, 6)),
    source="本级要求",
    movable=True,
)
ATTENDANCE = Counter(
    key="year",
    title="公众代表列席会议",
    period=Period.YEAR,
    need=5,
    date="held",
    words=("列席",),
    source="常见要求",
)


@pytest.mark.parametrize(
    ("duty", "today", "recorded", "due"),
    [
        (REPORT, TODAY, (), date(2027, 1, 31)),
        (REPORT, date(2027, 2, 3), (), date(2027, 1, 31)),  # gone by, not recorded: still asked
        (REPORT, date(2027, 2, 3), (date(2027, 1, 31),), date(2028, 1, 31)),
        (REPORT, date(2027, 3, 4), (), date(2028, 1, 31)),
        (QUARTERLY, TODAY, (), date(2027, 1, 6)),
        (QUARTERLY, date(2026, 10, 20), (), date(2026, 10, 6)),
        (QUARTERLY, date(2026, 10, 20), (date(2026, 10, 6),), date(2027, 1, 6)),
    ],
)
def test_the_day_a_duty_falls_due(duty, today, recorded, due):
    assert occurrence(duty, today, recorded) == due


def test_an_office_sets_the_day_of_a_movable_duty_only():
    setting = DutySetting(day=12)
    assert moved(QUARTERLY, setting).days == ((1, 12), (4, 12), (7, 12), (10, 12))
    assert moved(REPORT, setting) == REPORT
    assert moved(QUARTERLY, None) == QUARTERLY


def test_a_counter_takes_number_and_source_from_the_plan():
    """列席每年不少于5次 of a plan that asks for 6 counts against 6 and names the plan."""
    clause = {"text": "邀请公众代表列席会议不少于6次", "every": "每年", "at_least": 6}
    task = {"plan": "2026年要点", "plan_number": "望政办发〔2026〕3号", "subtasks": [clause]}
    held = [{"held": "2026-03-01"}, {"held": "2026-05-01"}, {"held": "2025-05-01"}]
    form = LedgerForm(key="attendance", title="公众代表列席", group="", counters=(ATTENDANCE,))
    due = of_counter(form, tally(ATTENDANCE, held, TODAY), asked_by(ATTENDANCE, [task]))
    assert (due.done, due.needed, due.met) == (2, 6, False)
    assert due.source == "《2026年要点》（望政办发〔2026〕3号）"
    plain = of_counter(form, tally(ATTENDANCE, held, TODAY), asked_by(ATTENDANCE, []))
    assert (plain.needed, plain.source) == (5, "公众代表列席：常见要求")


def test_a_number_for_another_period_is_not_taken():
    clause = {"text": "每季度邀请列席至少1次", "every": "每季度", "at_least": 1}
    asked = asked_by(ATTENDANCE, [{"plan": "要点", "subtasks": [clause]}])
    assert asked is not None
    assert asked.need is None


def test_dated_clauses_are_asked_for_until_done():
    """7月15日前编制落实细则 (seed 001, 1-8) stands on the desk from two months before."""
    task = {"plan": "要点", "subtasks": [{"text": "编制落实细则", "due": "2026-07-15"}]}
    (due,) = of_subtasks("row", task, "tasks", date(2026, 6, 20))
    assert (due.title, due.due, due.row) == ("编制落实细则", date(2026, 7, 15), "row")
    assert of_subtasks("row", task, "tasks", date(2026, 4, 1)) == []
    done = {"subtasks": [{**task["subtasks"][0], "done_on": "2026-07-10"}]}
    assert of_subtasks("row", done, "tasks", date(2026, 7, 12)) == []


def test_tasks_of_a_plan_with_one_day_are_one_line():
    """49 of the 54 rows of a plan end on 12-31: one line with done and needed, not 49."""
    end = date(2026, 12, 31)
    tasks = [PlanTask(source="《要点》", due=end, done=at < 12) for at in range(49)]
    (line,) = of_plans(tasks, "tasks")
    assert (line.done, line.needed, line.due) == (12, 49, end)


def test_reviews_count_documents_not_made_public():
    """条例第十八条: what is not made public is looked at again; others are not counted."""
    duty = YearlyDuty(key="review", title="审查", days=((12, 31),), source="条例第十八条")
    bodies = [
        {"attribute": "主动公开"},
        {"attribute": "不予公开"},
        {"attribute": "不予公开", "next_review": "2027-06-30"},
        {"attribute": "依申请公开", "reviews": [{"date": "2026-05-06"}], "next_review": "2027-05"},
    ]
    due = of_reviews(duty, date(2026, 12, 31), bodies)
    assert (due.done, due.needed) == (1, 2)


def test_what_is_left_to_do_comes_first():
    form = LedgerForm(key="attendance", title="列席", group="")
    met = of_counter(form, tally(ATTENDANCE, [{"held": "2026-01-02"}] * 5, TODAY), None)
    left = of_counter(form, tally(ATTENDANCE, [], date(2027, 5, 1)), None)
    assert ordered([met, left]) == (left, met)


def test_a_clause_that_returns_and_no_ledger_counts_comes_due_each_period() -> None:
    report = {"text": "每季度至少通报2次", "every": "每季度", "at_least": 2}
    task = {"plan": "要点", "subtasks": [report, {"text": "列席不少于5次", "every": "每年"}]}
    (due,) = of_counted_subtasks("row", task, "tasks", TODAY, [ATTENDANCE])  # 列席 has its ledger
    assert (due.due, due.done, due.needed, due.period) == (date(2026, 12, 31), 0, 2, "每季度")
    noted = {**report, "done": 2, "done_on": "2026-10-08"}
    (met,) = of_counted_subtasks("row", {"subtasks": [noted]}, "tasks", TODAY, [])
    assert met.met
    (again,) = of_counted_subtasks("row", {"subtasks": [noted]}, "tasks", date(2027, 2, 2), [])
    assert (again.done, again.due) == (0, date(2027, 3, 31))


def test_a_yearly_clause_is_told_when_the_year_draws_to_its_end() -> None:
    task = {"subtasks": [{"text": "每年评估一次", "every": "每年", "at_least": 1}]}
    assert of_counted_subtasks("row", task, "tasks", date(2026, 6, 1), []) == []
    (due,) = of_counted_subtasks("row", task, "tasks", TODAY, [])
    assert due.due == date(2026, 12, 31)
