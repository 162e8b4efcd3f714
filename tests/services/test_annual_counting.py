"""A new national form as a data file that says what its own rows and columns count.

The form of 2025 here: a column 线上申请人 for 自然人 who asked on the network, a row 咨询类申请
that takes over what was registered as 信访, a row 历史档案 nobody counts, 科研机构 called 科研院所,
the row 要求提供公开出版物 taken out and its requests put under 予以公开.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai_desktop.documents.annual_read import read_report
from gongkai_desktop.documents.source import read_source
from gongkai_desktop.domain.annual.cells import COLUMNS, KINDS
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library import reports
from gongkai_desktop.library.paths import form
from gongkai_desktop.services import annual, annual_final, annual_record, listing
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.bridge.annual import tables_of
from tests.services.test_annual_next_form import written

ONLINE = ("互联网", "电子邮件")
COUNTS = """
[[count]]
column = "online"
kinds = ["natural"]
channels = ["互联网", "电子邮件"]

[[count]]
row = "r3_5_6_advice"
rows = ["r3_5_1_petition"]

[[count]]
row = "r3_1_open"
rows = ["r3_5_3_publication"]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "forms"
    shutil.copytree(form("reports"), made / "reports")
    text = (made / "reports" / "annual_2021.toml").read_text("utf-8")
    columns = ", ".join(f'"{one}"' for one in ("online", *COLUMNS))
    for old, new in (
        ('version = "2021"', 'version = "2025"'),
        ("from_year = 2021", "from_year = 2025"),
        ('key = "table2"', f'key = "table2"\ncolumns = [{columns}]'),
        ("13, 13, 13, 13, 13, 13, 13]", "13, 13, 13, 13, 13, 13, 13, 13]"),
        ('{ text = "申请人情况", columns = 7 }', '{ text = "申请人情况", columns = 8 }'),
        (
            '{ text = "自然人", rows = 2 }',
            '{ text = "线上申请人", rows = 2 }, { text = "自然人", rows = 2 }',
        ),
        ('{ text = "科研机构" }', '{ text = "科研院所" }'),
        ('  [{ text = "3.要求提供公开出版物" }, { line = "r3_5_3_publication" }],\n', ""),
        (
            '  [{ text = "（六）其他处理", rows = 3 }',
            '  [{ text = "6.咨询类申请" }, { line = "r3_5_6_advice" }],\n'
            '  [{ text = "7.历史档案" }, { line = "r3_5_7_archive" }],\n'
            '  [{ text = "（六）其他处理", rows = 3 }',
        ),
        ('"三、本年度办理结果", rows = 22', '"三、本年度办理结果", rows = 23'),
        ('"（五）不予处理", rows = 5', '"（五）不予处理", rows = 6'),
    ):
        assert old in text, old
        text = text.replace(old, new)
    (made / "reports" / "annual_2025.toml").write_text(text + COUNTS, "utf-8")
    monkeypatch.setattr(reports, "form", lambda *parts: made.joinpath(*parts))
    return made / "reports"


def test_each_request_stands_in_the_row_and_column_the_form_says(
    sample: Workspace, folder: Path
) -> None:
    report = annual.compile_year(sample, 2025).report
    with sample.office.read() as reader:
        rows = reader.requests.annual_cases(2025, annual.AnnualPart.RESULT)
    online = [one for one in rows if one.view.channel in ONLINE and one.applicant_kind == "natural"]
    assert online
    assert report.number("table2.r3_7_total.online") == len(online)
    results = [one.view.report_row for one in rows]
    assert report.number("table2.r3_5_6_advice.total") == results.count("r3_5_1_petition")
    assert report.number("table2.r3_5_1_petition.total") == 0
    opened = results.count("r3_1_open") + results.count("r3_5_3_publication")
    assert report.number("table2.r3_1_open.total") == opened
    assert "r3_5_3_publication" not in (report.table2 or {})


def test_it_ties_and_says_what_is_filled_in_by_hand(sample: Workspace, folder: Path) -> None:
    compiled = annual.compile_year(sample, 2025)
    (told,) = compiled.violations
    assert (told.level, told.cell) == ("soft", "table2.r3_5_7_archive")
    assert "“7.历史档案”行" in told.message and "手工填写" in told.message
    annual_record.change_cell(sample, 2025, "table2.r3_5_7_archive.online", "0", "没有")
    annual_final.freeze_year(sample, 2024)
    again = annual.compile_year(sample, 2025)
    assert [one.level for one in again.violations] == ["soft"]
    assert again.locked and again.report.table2 == compiled.report.table2
    assert annual.compile_year(sample, 2024).violations == ()


def test_every_cell_opens_the_requests_it_counts(sample: Workspace, folder: Path) -> None:
    report = annual.compile_year(sample, 2025).report
    seen = 0
    for row in report.shape.rows:
        for column in report.shape.columns:
            behind = annual.cases_behind(sample, 2025, row, column)
            assert len(behind) == report.number(f"table2.{row}.{column}"), (row, column)
            seen += len(behind)
    assert seen


def test_each_request_tells_the_cell_it_counts_in(sample: Workspace, folder: Path) -> None:
    (one,) = [
        row
        for row in annual.cases_behind(sample, 2025, "r3_5_6_advice", "total")
        if row.view.received_date and row.view.received_date.year == 2025
    ][:1]
    cells = [placed["cell"] for placed in listing.register_show(sample, one.register_no)["annual"]]
    assert any("r3_5_6_advice" in cell for cell in cells)


def test_files_and_window_follow_and_are_read_back(
    sample: Workspace, folder: Path, tmp_path: Path
) -> None:
    compiled = annual.compile_year(sample, 2025)
    paths = written(sample, compiled, tmp_path)
    for path in paths.values():
        words = "".join(read_source(path).text.split())
        assert all(one in words for one in ("咨询类申请", "历史档案", "科研院所")), path.suffix
        assert "公开出版物" not in words
    for path in (paths["xlsx"], paths["docx"], paths["html"]):
        read = read_report(path, reports.load_annual_templates())
        assert read.table2 == compiled.report.table2, path.suffix
        assert [one for one in read.reading if one.level == "hard"] == []
    tables = tables_of(compiled.report, ())
    assert tables.columns[0] == ("online", "线上申请人")


@pytest.mark.parametrize(
    ("count", "message"),
    [
        ('row = "r3_9"\nrows = ["r3_1_open"]', "表二里没有这一行"),
        ('column = "nobody"\nkinds = ["natural"]', "表二里没有这一列"),
        ('row = "r3_1_open"\nrows = ["r3_9"]', "不是登记簿里的办理结果"),
        ('column = "online"\nkinds = ["farmers"]', "不是登记簿里的申请人类型"),
        ('column = "online"\nrow = "r3_1_open"', "且只写一个"),
    ],
)
def test_a_slip_in_the_file_is_named(count: str, message: str, folder: Path) -> None:
    path = folder / "annual_2025.toml"
    path.write_text(path.read_text("utf-8") + f"\n[[count]]\n{count}\n", "utf-8")
    with pytest.raises(UserError, match=message):
        reports.load_annual_template("2025")


def test_the_form_of_2021_counts_as_registered(sample: Workspace) -> None:
    assert reports.load_annual_template("2021").by_hand == ()
    assert {*KINDS} <= {*reports.load_annual_template("2021").shape.kinds}
