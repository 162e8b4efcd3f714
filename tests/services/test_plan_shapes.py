"""Plans as published in 32 shapes (cases/plans/shapes.toml), each task as a clerk reads it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from gongkai_desktop.domain.ledger.plan.read import Block, read_plan
from gongkai_desktop.domain.typeset.table_page import TableSheet
from gongkai_desktop.library.plans import load_plan_words
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.task_import import import_tasks, tasks_document
from gongkai_desktop.services.workspace import Workspace, open_workspace

SHAPES = Path(__file__).parent.parent / "cases" / "plans" / "shapes.toml"
PLANS = tomllib.loads(SHAPES.read_text(encoding="utf-8"))["plan"]
FIELDS = ("units", "lead", "support", "deadline")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    location = tmp_path_factory.mktemp("plans") / "office.gkt"
    workspace = open_workspace(location, today=date(2026, 11, 22), create=True)
    yield workspace
    workspace.close()


@pytest.mark.parametrize("plan", PLANS, ids=[one["name"] for one in PLANS])
def test_a_plan_is_read_as_a_clerk_reads_it(
    office: Workspace, plan: dict[str, Any], tmp_path: Path
) -> None:
    document = tasks_document(import_tasks(office, written(plan, tmp_path), dry_run=True))
    if "year" in plan:
        assert document["year"] == plan["year"]
    found, wanted = document["tasks"], plan["task"]
    assert [str(one["no"]) for one in found] == [one["no"] for one in wanted]
    for one, want in zip(found, wanted, strict=True):
        for key in ("requirement", "heading", "subheading"):
            assert one[key].startswith(want.get(key, "")), want
        assert {key: one[key] for key in FIELDS} == {
            "units": want["units"],
            "lead": want.get("lead", []),
            "support": want.get("support", []),
            "deadline": want.get("deadline"),
        }
        assert_asked(one["subtasks"], want.get("subtasks", []))


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ("关于印发要点的通知\n望教发〔2026〕12号\n", "望教发〔2026〕12号"),
        ("根据《全市要点》（望政办〔2026〕8号）制定本要点。\n", ""),
        ("根据《全市要点》（望政办〔2026〕8号）\n文号：望水〔2026〕3号\n", "望水〔2026〕3号"),
    ],
    ids=["its own", "only a cited one", "both"],
)
def test_a_plan_carries_its_own_number_not_that_of_a_paper_it_cites(lines, number) -> None:
    known = load_plan_words()
    plan = read_plan([Block(text=lines)], known, name="要点", this_year=2026)
    assert plan.number == number


def assert_asked(found: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> None:
    """Every day, frequency and number asked for is found; where none is asked, none is."""
    left = list(found)
    for want in wanted:
        same = [one for one in left if all(one.get(key) == value for key, value in want.items())]
        assert same, (want, found)
        left.remove(same[0])
    assert wanted or not found


def test_a_word_table_within_a_control_and_with_tracked_changes(
    office: Workspace, tmp_path: Path
) -> None:
    document = docx.Document()
    document.add_paragraph("2026年市医保局政务公开工作要点")
    table = document.add_table(rows=2, cols=3)
    rows = (("工作任务", "责任单位", "完成时限"), ("曝光案例全年不少于10例。", "监管科", "年底"))
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(at, column).text = words
    cell = table.cell(1, 0).paragraphs[0]._p
    for tag, text, words in (("w:ins", "w:t", "每月至少1例。"), ("w:del", "w:delText", "删去的。")):
        change, run, said = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text)
        said.text = words
        run.append(said)
        change.append(run)
        cell.append(change)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    table._tbl.addprevious(control)
    control.append(content)
    content.append(table._tbl)
    path = tmp_path / "控件.docx"
    document.save(str(path))
    (task,) = tasks_document(import_tasks(office, path, dry_run=True))["tasks"]
    assert task["requirement"] == "曝光案例全年不少于10例。每月至少1例。"
    assert [one["every"] for one in task["subtasks"]] == ["year", "month"]
    assert qn("w:sdt") in {one.tag for one in document.element.body}


def written(plan: dict[str, Any], folder: Path) -> Path:
    """The plan as the file it was published as."""
    path = folder / plan["name"]
    if plan["kind"] == "docx":
        write_docx(plan, path)
    elif plan["kind"] == "xlsx":
        write_xlsx(plan, path)
    else:
        path.write_bytes(plan["text"].encode(plan.get("encoding", "utf-8")))
    return path


def write_docx(plan: dict[str, Any], path: Path) -> None:
    document = docx.Document()
    for words in plan["before"]:
        document.add_paragraph(words)
    for grid in plan.get("grids", ()):
        rows = grid["rows"]
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                table.cell(at, column).text = words
        for top, left, bottom, right in grid.get("merged", ()):
            words = table.cell(top, left).text
            table.cell(top, left).merge(table.cell(bottom, right)).text = words
    for words in plan.get("after", ()):
        document.add_paragraph(words)
    document.save(str(path))


def write_xlsx(plan: dict[str, Any], path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for one in plan["sheets"]:
        sheet = workbook.create_sheet(one["title"])
        for row in one["rows"]:
            sheet.append([words or None for words in row])
        for area in one.get("merged", ()):
            sheet.merge_cells(area)
    workbook.save(path)


PAGE = """<html><body><h1>关于印发2025年县政务公开工作要点任务分解的通知</h1>
<p>某政办〔2025〕8号</p>
<table><tr><th rowspan=2>序号</th><th rowspan=2>重点任务</th><th rowspan=2>具体要求</th>
<th colspan=2>责任分工</th><th rowspan=2>完成时限</th></tr>
<tr><th>牵头单位</th><th>配合单位</th></tr>
<tr><td>1</td><td rowspan=2>一、财政</td><td>每季度公开收支。</td><td rowspan=2>县财政局</td>
<td>县直各单位</td><td>每季度</td></tr><tr><td>2</td><td>公开决算。</td><td>各乡镇</td>
<td>6月底前</td></tr></table><p>打印本页</p></body></html>"""


def test_a_saved_web_page_is_read_with_its_merged_cells(office: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "要点.html"
    path.write_text(PAGE, encoding="utf-8")
    document = tasks_document(import_tasks(office, path, dry_run=True))
    assert (document["number"], document["year"]) == ("某政办〔2025〕8号", 2025)
    first, second = document["tasks"]
    assert (first["lead"], first["support"]) == (["县财政局"], ["县直各单位"])
    assert (second["heading"], second["lead"]) == ("一、财政", ["县财政局"])
    assert (second["support"], second["deadline"]) == (["各乡镇"], "2025-06-30")


def test_the_running_text_of_a_pdf_is_read(office: Workspace, tmp_path: Path) -> None:
    lines = (
        "一、公开",
        "（一）公开预决算。批复后20日内公开。（责任单位：县财政局、县直各部门、各乡镇人民政府、"
        "各街道办事处；完成时限：2025年9月底前）",
    )
    sheet = TableSheet(title="清源县2025年政务公开工作要点", notes=lines)
    path = tmp_path / "要点.pdf"
    path.write_bytes(the_press().pdf(the_press().table_pages(sheet)))
    (task,) = tasks_document(import_tasks(office, path, dry_run=True))["tasks"]
    assert task["units"] == ["县财政局", "县直各部门", "各乡镇人民政府", "各街道办事处"]
    assert task["deadline"] == "2025-09-30"
