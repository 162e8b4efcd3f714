"""Plans as really published: tables, cells one below the other, numbered paragraphs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from gongkai_desktop.domain.ledger.plan.timing import read_deadline, subtasks_in
from gongkai_desktop.domain.ledger.plan.units import assigned_in, concerns, names_in
from gongkai_desktop.library.plans import load_plan_words
from gongkai_desktop.services.ledger_listing import ledger_rows
from gongkai_desktop.services.task_import import import_pasted, import_tasks
from gongkai_desktop.services.workspace import Workspace

PLANS = Path(__file__).parent.parent / "cases" / "plans"


def read(empty: Workspace, path: Path):
    done = import_tasks(empty, path, dry_run=True)
    assert done.plan is not None
    return done.plan


def test_the_54_rows_of_a_district_whose_cells_stand_one_below_the_other(empty: Workspace) -> None:
    path = PLANS / "district_points_2024.txt"
    plan = read(empty, path)
    assert (plan.number, plan.year, len(plan.tasks)) == ("市中政办发〔2024〕3号", 2024, 54)
    assert [task.no for task in plan.tasks] == [str(n) for n in range(1, 55)]
    lasting = [task.no for task in plan.tasks if task.deadline is None]
    assert lasting == ["17", "18", "33", "48", "51"]
    assert {task.deadline for task in plan.tasks if task.deadline} == {date(2024, 12, 31)}
    assert len({task.heading for task in plan.tasks}) == 6
    assert len({task.subheading for task in plan.tasks}) == 19
    assert plan.tasks[1].units == (
        "区发展改革局",
        "区工业和信息化局",
        "区投资促进局",
        "有关部门(单位)",
        "各街道办事处",
    )
    hidden = {task.no: task.subtasks for task in plan.tasks if task.subtasks}
    assert set(hidden) == {"18", "20", "31", "47", "48", "49", "52", "54"}
    assert (hidden["18"][0].every, hidden["18"][0].at_least) == ("year", 5)
    assert [(one.every, one.at_least, one.due) for one in hidden["20"]] == [
        ("year", 2, None),
        ("", None, date(2024, 12, 31)),
    ]
    assert [one.at_least for one in hidden["31"]] == [5, 3]
    assert (hidden["52"][0].every, hidden["52"][0].at_least) == ("month", 1)
    assert hidden["54"][0].due == date(2024, 7, 15)
    first = import_tasks(empty, path).result
    again = import_tasks(empty, path).result
    assert (first.imported, again.imported, again.skipped) == (54, 0, 54)
    assert len(ledger_rows(empty, "tasks")) == 54


@pytest.mark.parametrize(
    ("name", "count", "first_subheading"),
    [
        ("bureau_plan_traditional", 10, "(一)基本信息公开"),
        ("county_bureau_2020", 13, "1、推进权力配置信息公开"),
        ("bureau_plan_broken_lines", 17, "(一)扩大公开范围,打造阳光政府"),
        ("commerce_bureau_2022", 16, "(一)推进商务规划主动公开"),
    ],
)
def test_plans_in_paragraphs(
    empty: Workspace, name: str, count: int, first_subheading: str
) -> None:
    plan = read(empty, PLANS / f"{name}.txt")
    assert (len(plan.tasks), plan.tasks[0].subheading) == (count, first_subheading)


def test_who_leads_and_who_helps_at_the_end_of_a_paragraph(empty: Workspace) -> None:
    tasks = read(empty, PLANS / "county_bureau_2020.txt").tasks
    assert (tasks[0].lead, tasks[0].support) == (("办公室",), ("各科室",))
    assert tasks[1].units == ("各科室", "办公室")


def table(path: Path, *rows: list[object], merged: tuple[str, ...] = ()) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    workbook.save(path)
    return path


def test_two_rows_of_headings_and_merged_cells(empty: Workspace, tmp_path: Path) -> None:
    path = table(
        tmp_path / "分工表.xlsx",
        ["2025年全县政务公开重点任务分工表"],
        ["序号", "重点任务", "工作举措", "责任分工", None, "完成时限", "备注"],
        [None, None, None, "牵头单位", "配合单位", None, None],
        [1, "一、政策公开", "每季度至少开展1次政策解读。", "县司法局", "县政府各部门", "6月底前"],
        [2, None, "更新公开指南。", "县政府办公室", None, "第三季度"],
        [3, "二、平台建设", "开展网站检查。", "县数据局、县融媒体中心", None, "持续推进"],
        merged=("D2:E2", "B4:B5"),
    )
    tasks = read(empty, path).tasks
    assert [(task.no, task.heading) for task in tasks] == [
        ("1", "一、政策公开"),
        ("2", "一、政策公开"),
        ("3", "二、平台建设"),
    ]
    assert [task.deadline for task in tasks] == [date(2025, 6, 30), date(2025, 9, 30), None]
    assert (tasks[0].lead, tasks[0].support) == (("县司法局",), ("县政府各部门",))
    assert (tasks[1].units, tasks[2].lead) == (("县政府办公室",), ("县数据局", "县融媒体中心"))
    assert (tasks[0].subtasks[0].every, tasks[0].subtasks[0].at_least) == ("quarter", 1)


def test_a_word_table_continued_on_the_next_page(empty: Workspace, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("2026年政务公开工作任务分工方案")
    head = ("序号", "工作任务", "具体要求", "责任单位", "完成时限")
    for start in (1, 3):
        grid = document.add_table(rows=3, cols=5)
        for at, words in enumerate(head):
            grid.cell(0, at).text = words
        for line in (1, 2):
            number = start + line - 1
            values = (
                str(number),
                "一、基础",
                f"第{number}项要求。",
                "各乡镇、县直各部门",
                "年底前",
            )
            for at, words in enumerate(values):
                grid.cell(line, at).text = words
        grid.cell(1, 1).merge(grid.cell(2, 1)).text = "一、基础"
        document.add_paragraph("")
    path = tmp_path / "分工.docx"
    document.save(str(path))
    tasks = read(empty, path).tasks
    assert [task.no for task in tasks] == ["1", "2", "3", "4"]
    assert {task.deadline for task in tasks} == {date(2026, 12, 31)}
    assert {task.heading for task in tasks} == {"一、基础"}


def test_pasted_text_with_bars_and_rows_shifted_by_merged_cells(empty: Workspace) -> None:
    text = """2025年政务公开任务
工作任务 | 具体要求 | 责任部门 |
一、财政公开。 | 1.公开预算和决算。 | 财务科 |
二、专栏维护。 | 2.每月更新一次栏目。 | 办公室 |
3.答复留言。 | 各科室 | |
4.更新公众号。 | 办公室牵头，各科室配合 | |
"""
    done = import_pasted(empty, text, dry_run=True)
    assert done.plan is not None
    tasks = done.plan.tasks
    assert [task.requirement[:2] for task in tasks] == ["1.", "2.", "3.", "4."]
    assert [task.units for task in tasks] == [
        ("财务科",),
        ("办公室",),
        ("各科室",),
        ("办公室", "各科室"),
    ]
    assert (tasks[2].heading, tasks[3].lead) == ("二、专栏维护。", ("办公室",))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024年12月底前", date(2024, 12, 31)),
        ("7月15日前", date(2025, 7, 15)),
        ("年底前", date(2025, 12, 31)),
        ("第三季度", date(2025, 9, 30)),
        ("上半年", date(2025, 6, 30)),
        ("9月中旬前", date(2025, 9, 20)),
        ("2025.11", date(2025, 11, 30)),
        ("二月底", date(2025, 2, 28)),
        ("6月底前制定，11月底前完成", date(2025, 11, 30)),
        ("明年1月31日前", date(2026, 1, 31)),
        ("长期坚持", None),
        ("持续推进", None),
        ("每季度", None),
        ("会后5个工作日内", None),
    ],
)
def test_deadlines_as_written(words: str, day: date | None) -> None:
    assert read_deadline(words, 2025) == day


@pytest.mark.parametrize(
    ("words", "every", "least", "due"),
    [
        ("每月报送1篇信息", "month", 1, None),
        ("每季度至少听取一次汇报", "quarter", 1, None),
        ("对新媒体至少每周更新一次", "week", 1, None),
        ("全年举办政府开放日活动不少于3场", "year", 3, None),
        ("每半年召开一次会议", "half_year", 1, None),
        ("于9月底前编制完成目录", "", None, date(2025, 9, 30)),
        ("12月底前至少开展2次培训", "", 2, date(2025, 12, 31)),
    ],
)
def test_what_a_clause_asks(words: str, every: str, least: int | None, due: date | None) -> None:
    (found,) = subtasks_in(words, 2025)
    assert (found.every, found.at_least, found.due) == (every, least, due)


@pytest.mark.parametrize("words", ["条例自2019年5月15日起施行", "做好年度报告", "围绕中心工作"])
def test_a_day_that_asks_for_nothing(words: str) -> None:
    assert subtasks_in(words, 2025) == ()


def test_units_and_whether_we_are_among_them() -> None:
    words = load_plan_words()
    assert names_in("区教育局、区卫健委等有关部门（单位）") == (
        "区教育局",
        "区卫健委",
        "有关部门（单位）",
    )
    assigned = assigned_in("责任单位：县司法局；配合单位：各乡镇、县直各部门", words)
    assert (assigned.units, assigned.support) == (
        ("县司法局", "各乡镇", "县直各部门"),
        ("各乡镇", "县直各部门"),
    )
    ours = ["望山县自然资源局", "望山县资规局"]
    assert concerns(["县自然资源局"], ours, words)
    assert concerns(["区政府各部门(单位)"], ours, words)
    assert not concerns(["区教育局", "各街道办事处"], ours, words)
    assert concerns(["各街道办事处"], ["某区某某街道办事处"], words)
    town = ["望山县青林镇人民政府", "青林镇"]
    for whole in (["各乡镇人民政府"], ["各镇（街道）"], ["各级各单位"], ["县直各部门", "各乡镇"]):
        assert concerns(whole, town, words)
    assert not concerns(["县直各部门"], town, words)
    assert not concerns(["县自然资源局"], town, words)
