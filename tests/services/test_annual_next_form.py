"""A new national form is a data file (年报格式换版): one more row, one more column, no code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from gongkai_desktop.documents.annual_read import read_report
from gongkai_desktop.documents.source import read_source
from gongkai_desktop.domain.annual.record import report_from_record
from gongkai_desktop.library import reports
from gongkai_desktop.library.paths import form
from gongkai_desktop.services import annual, annual_final, annual_record, annual_text
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.bridge.annual import tables_of

NEW_ROW = "6.要求行政机关提供法律咨询"
COLUMNS = (
    '["natural", "biz", "research", "public_good", "legal_svc", "media", "other_org", "total"]'
)


@pytest.fixture
def next_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of forms in which a form of 2025 has a sixth ground of 不予处理 and 新闻媒体."""
    folder = tmp_path / "forms"
    shutil.copytree(form("reports"), folder / "reports")
    text = (folder / "reports" / "annual_2021.toml").read_text("utf-8")
    text = text.replace('version = "2021"', 'version = "2025"')
    text = text.replace("from_year = 2021", "from_year = 2025")
    text = text.replace('key = "table2"', f'key = "table2"\ncolumns = {COLUMNS}')
    text = text.replace("13, 13, 13, 13, 13, 13, 13]", "13, 13, 13, 13, 13, 13, 13, 13]")
    text = text.replace(
        '{ text = "申请人情况", columns = 7 }', '{ text = "申请人情况", columns = 8 }'
    )
    text = text.replace(
        '{ text = "法人或其他组织", columns = 5 }', '{ text = "法人或其他组织", columns = 6 }'
    )
    text = text.replace(
        '{ text = "法律服务机构" }, { text = "其他" }',
        '{ text = "法律服务机构" }, { text = "新闻媒体" }, { text = "其他" }',
    )
    text = text.replace('"三、本年度办理结果", rows = 22', '"三、本年度办理结果", rows = 23')
    text = text.replace('"（五）不予处理", rows = 5', '"（五）不予处理", rows = 6')
    last = '  [{ text = "（六）其他处理", rows = 3 }'
    row = f'  [{{ text = "{NEW_ROW}" }}, {{ line = "r3_5_6_advice" }}],\n'
    (folder / "reports" / "annual_2025.toml").write_text(text.replace(last, row + last), "utf-8")
    monkeypatch.setattr(reports, "form", lambda *parts: folder.joinpath(*parts))
    return folder


def test_the_form_of_a_year_is_the_one_due(next_form: Path) -> None:
    due = {year: reports.template_due(year).version for year in (2019, 2021, 2024, 2025, 2027)}
    assert due == {2019: "2019", 2021: "2021", 2024: "2021", 2025: "2025", 2027: "2025"}
    shape = reports.template_due(2025).shape
    assert (len(shape.rows), len(shape.columns)) == (26, 8)
    assert shape.names == {"table2.r3_5_6_advice": NEW_ROW, "table2.media": "新闻媒体"}


def test_a_year_is_compiled_changed_checked_and_kept_on_it(
    sample: Workspace, next_form: Path
) -> None:
    annual_record.change_cell(sample, 2025, "table2.r3_5_6_advice.media", "1", "手工补录")
    compiled = annual.compile_year(sample, 2025)
    report = compiled.report
    assert report.number("table2.r3_5_6_advice.total") == 1
    assert report.number("table2.r3_7_total.media") == 1
    assert {(one.rule, one.cell) for one in compiled.violations} == {
        ("F2", "table2.r3_5_6_advice"),
        ("F2", "table2.media"),
        ("A1", "table2.r1_new.media"),
        ("A1", "table2.r1_new.total"),
    }
    assert "“新闻媒体”列" in compiled.violations[0].message
    annual_record.change_cell(sample, 2025, "table2.r1_new.media", "1", "手工补录")
    left = annual.compile_year(sample, 2025).violations
    assert {one.level for one in left} == {"soft"}
    assert all("手工填写" in one.message for one in left)
    assert annual_final.freeze_year(sample, 2025).intact
    record = json.loads(json.dumps(annual.compiled_document(annual.compile_year(sample, 2025))))
    assert report_from_record(record).number("table2.r3_5_6_advice.media") == 1
    assert annual.compile_year(sample, 2024).report.template == "2021"


def written(workspace: Workspace, compiled: annual.Compiled, folder: Path) -> dict[str, Path]:
    """A year in every kind of file a report goes out in, by its ending."""
    paths = {kind: folder / f"a.{kind}" for kind in ("docx", "pdf", "html")}
    annual.write_workbook(workspace, compiled, folder / "a.xlsx")
    annual_text.write_documents(workspace, compiled, paths)
    return {"xlsx": folder / "a.xlsx", **paths}


def test_every_output_and_the_window_have_the_row_and_the_column(
    sample: Workspace, next_form: Path, tmp_path: Path
) -> None:
    compiled = annual.compile_year(sample, 2025)
    for path in written(sample, compiled, tmp_path).values():
        words = "".join(read_source(path).text.split())
        told = NEW_ROW[-6:] if path.suffix == ".pdf" else NEW_ROW
        assert told in words and "新闻媒体" in words, path.suffix
    tables = tables_of(compiled.report, ())
    assert ("media", "新闻媒体") in tables.columns
    assert NEW_ROW in [name for _, name, _ in tables.table2]


def test_a_published_report_on_it_is_read_back_and_an_old_one_is_told(
    sample: Workspace, next_form: Path, tmp_path: Path
) -> None:
    annual_record.change_cell(sample, 2025, "table2.r3_5_6_advice.media", "1", "手工补录")
    compiled = annual.compile_year(sample, 2025)
    paths = {kind: tmp_path / f"a.{kind}" for kind in ("docx", "html")}
    annual_text.write_documents(sample, compiled, paths)
    annual.write_workbook(sample, compiled, tmp_path / "a.xlsx")
    for path in (*paths.values(), tmp_path / "a.xlsx"):
        read = read_report(path, reports.load_annual_templates())
        assert read.table2 == compiled.report.table2, path.suffix
        assert (read.template, read.shape) == ("2025", compiled.report.shape)
    old = annual.check_file(str(_on_the_old_form(sample, tmp_path)), None)
    assert [one["cell"] for one in old["violations"] if one["rule"] == "F2"] == ["template"]


def _on_the_old_form(sample: Workspace, tmp_path: Path) -> Path:
    document = annual.compiled_document(annual.compile_year(sample, 2024))
    path = tmp_path / "old.json"
    path.write_text(json.dumps({**document, "year": 2025}), "utf-8")
    return path
