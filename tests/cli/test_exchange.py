"""``exchange``: packages made and taken in from a shell (design §3)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import open_workspace


@pytest.fixture
def department(tmp_path: Path) -> Path:
    path = tmp_path / "department.gkt"
    workspace = open_workspace(path, today=date(2026, 1, 20), create=True)
    save_unit(workspace, Unit(name="某县某局", code="007"))
    workspace.close()
    return path


def test_from_department_to_county(run, department: Path, tmp_path: Path, written) -> None:
    county = tmp_path / "county.gkt"
    listed = written("单位.csv", "单位代码,单位名称\n007,某县某局\n008,某县另局\n")
    assert run("exchange", "units", listed, "--office", county, "--json").document[0] == {
        "code": "007",
        "unit": "某县某局",
    }
    slip, letter = tmp_path / "报送单.pdf", tmp_path / "报送函.docx"
    made = run(
        *("exchange", "pack", "annual", "2025", tmp_path, "--slip", slip, "--filler", "丁某"),
        *("--letter", letter),
        *("--office", department, "--json"),
    )
    assert (made.code, made.document["edition"], made.document["zero"]) == (0, 1, True)
    assert slip.read_bytes().startswith(b"%PDF")
    assert letter.read_bytes().startswith(b"PK")
    again = tmp_path / "年报报送函.pdf"
    run("annual", "compile", "2025", "--letter", again, "--office", department)
    assert again.read_bytes().startswith(b"%PDF")
    taken = run("exchange", "import", made.document["file"], "--office", county, "--json")
    assert (taken.code, taken.document["imported"]) == (0, 1)
    listed_now = run("exchange", "list", "年报", "2025", "--office", county, "--json").document
    assert [one["status"] for one in listed_now] == ["已报（零报告）", "未报"]
    total = run("exchange", "total", "2025", "--office", county, "--json")
    assert (total.code, total.document["units"]) == (0, ["某县某局"])


def test_one_bad_file_does_not_stop_the_others(run, department, tmp_path, written) -> None:
    made = run("exchange", "pack", "年报", "2025", tmp_path, "--office", department, "--json")
    bad = written("坏.zwgk", b"PK not at all")
    county = tmp_path / "county.gkt"
    answer = run("exchange", "import", bad, made.document["file"], "--office", county, "--json")
    assert answer.code == 2
    assert answer.err.count("\n") == 1
    assert [one["status"] for one in answer.document["files"]] == ["拒收", "已报（零报告）"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("pack", "周报", "2025"), "没有“周报”这种报送包"),
        (("pack", "年报", "去年"), "期间“去年”不对"),
        (("pack", "配置", "2026"), "没有可以下发的配置"),
        (("pack", "任务", "2026"), "没有2026年的任务"),
    ],
)
def test_what_cannot_be_packed_is_one_line(run, department, tmp_path, arguments, words) -> None:
    run("exchange", *arguments, tmp_path / "x.zwgk", "--office", department).refused(words)


def test_the_sample_office_cannot_report(run, office: Path, tmp_path: Path) -> None:
    run("exchange", "pack", "年报", "2025", tmp_path, "--office", office).refused(
        "演示数据不能报送"
    )


def test_a_dry_run_says_that_nothing_changed(run, department, tmp_path, written) -> None:
    county, office = tmp_path / "county.gkt", tmp_path / "office.gkt"
    workspace = open_workspace(county, today=date(2026, 1, 20), create=True)
    save_unit(workspace, Unit(name="某县政务公开办公室", code="A00"))
    workspace.close()
    run(
        "exchange",
        "units",
        written("单位.csv", "单位代码,单位名称\n007,某县某局\n"),
        "--office",
        county,
    )
    package = tmp_path / "配置.zwgk"
    run("exchange", "pack", "配置", "2026", package, "--office", county)
    office.write_bytes(department.read_bytes())
    seen = run("exchange", "import", package, "--dry-run", "--office", office)
    assert "单位清单：1个单位" in seen.out and "数据没有改动" in seen.out
    assert office.read_bytes() == department.read_bytes()
