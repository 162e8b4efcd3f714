"""``exchange``: packages made and taken in from a shell (design §3)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Request
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import request
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import open_workspace

WORD = "KM7P-33QX-9DTU-H2WA"


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


def test_a_scanned_sheet_goes_in_by_the_shell(run, department, tmp_path, written) -> None:
    county = tmp_path / "county.gkt"
    listed = written("单位.csv", "单位代码,单位名称\n007,某县某局\n")
    run("exchange", "units", listed, "--office", county)
    refused = run("exchange", "scan", "--office", county, stdin="6901234567892")
    refused.refused("不是报送单上的二维码")
    digits = "7493120250202100100000000000300000" + "70707"
    run("exchange", "scan", "--office", county, stdin=digits).refused("不完整")


def asked() -> Request:
    received = Event(type=EventType.RECEIVED, date=date(2026, 11, 16), channel="当面")
    return Request(
        register_no="2026-004",
        applicant=Applicant(kind=ApplicantKind.NATURAL, name="辛某某"),
        request_text="征收补偿方案",
        events=(received,),
    )


def test_a_request_goes_to_a_section_and_back_by_the_shell(run, tmp_path, written) -> None:
    """协办: personal data only under a password and a second word; the answer in its request."""
    office, section, word = tmp_path / "a.gkt", tmp_path / "b.gkt", written("口令.txt", WORD)
    for path in (office, section):
        workspace = open_workspace(path, today=date(2026, 11, 22), create=True)
        save_unit(workspace, Unit(name="某县某局", code="007"))
        if path == office:
            request.register(workspace, asked())
        workspace.close()
    today = ("--today", "2026-11-22", "--json")
    out = ("exchange", "pack", "协办", "2026-004", tmp_path, "--section", "征收科")
    out = (*out, "--reply-by", "2026-11-30", "--with-applicant", "--office", office, *today)
    run(*out, "--confirm-personal").refused("须设口令")
    run(*out, "--password-file", word).refused("还没有确认")
    made = run(*out, "--password-file", word, "--confirm-personal")
    assert made.document["personal"] == ["申请人姓名和联系方式"]
    package = made.document["file"]
    run("exchange", "import", package, "--office", section, *today[:2]).refused("加了口令")
    wrong = written("错.txt", "not the password")
    again = ("exchange", "import", package, "--office", section, *today[:2], "--password-file")
    run(*again, wrong).refused("口令不对")
    assert run(*again, word).code == 0

    opinion = {"view": "可以公开", "person": "甲某", "date": "2026-11-22", "searches": []}
    told = written("意见.json", json.dumps(opinion))
    back = run(
        *("exchange", "pack", "协办反馈", "2026-004", tmp_path, "--opinion", told),
        *("--office", section, *today),
    )
    assert back.document["personal"] == []
    file = back.document["file"]
    run("exchange", "import", file, "--request", "2026-005", "--office", office).refused("不是")
    taken = run("exchange", "import", file, "--request", "2026-004", "--office", office, *today)
    assert taken.document["files"][0]["notes"][0].endswith("可以公开。")


def test_every_kind_of_the_manifest_is_packed_and_taken_in(run, department, tmp_path) -> None:
    """§6.3: 年报、季报、台账脱敏、答复备案 upward by the shell; the county takes each."""
    county = tmp_path / "county.gkt"
    open_workspace(county, today=date(2026, 1, 20), create=True).close()
    for kind, period in (
        ("年报", "2025"),
        ("季报", "2025Q4"),
        ("台账脱敏", "2025"),
        ("答复备案", "2025"),
    ):
        made = run("exchange", "pack", kind, period, tmp_path, "--office", department, "--json")
        taken = run("exchange", "import", made.document["file"], "--office", county, "--json")
        assert (taken.code, taken.document["imported"]) == (0, 1), kind
        assert taken.document["files"][0]["kind"] == kind
    sent_back = ("exchange", "return", "年报", "2025", "007", "--reason", "缺公章")
    assert run(*sent_back, "--notice", tmp_path / "退回.pdf", "--office", county).code == 0
    workspace = open_workspace(county)
    save_unit(workspace, Unit(name="某县公开办", code="000"))
    workspace.close()
    back = run("exchange", "pack", "退回", "2025", tmp_path, "--office", county, "--json")
    told = run("exchange", "import", back.document["file"], "--office", department, "--json")
    assert "被退回：缺公章" in told.document["files"][0]["notes"][0]
    assert run("exchange", "accept", "年报", "2025", "007", "--office", county).code == 0
    listed = run("exchange", "list", "年报", "2025", "--office", county, "--json").document
    assert listed[0]["status"] == "已报（零报告）"
    assert run("exchange", "close", "年报", "2025", "--office", county).code == 0
    file = run("exchange", "pack", "年报", "2025", tmp_path, "--office", department, "--json")
    shut = run("exchange", "import", file.document["file"], "--office", county)
    shut.refused("已经关闭报送")


def test_an_encrypted_office_reads_its_own_password_first(run, tmp_path, written) -> None:
    """The password file: the office's on the first line, the package's below it."""
    office = tmp_path / "locked.gkt"
    workspace = open_workspace(office, today=date(2026, 11, 22), key="office-word", create=True)
    save_unit(workspace, Unit(name="某县某局", code="007"))
    request.register(workspace, asked())
    workspace.close()
    out = ("exchange", "pack", "协办", "2026-004", tmp_path, "--section", "征收科")
    out = (*out, "--reply-by", "2026-11-30", "--with-applicant", "--confirm-personal")
    out = (*out, "--office", office, "--today", "2026-11-22", "--json", "--password-file")
    run(*out, written("一行.txt", "office-word\n")).refused("须设口令")
    made = run(*out, written("两行.txt", f"office-word\n{WORD}\n"))
    assert made.code == 0
    section = tmp_path / "section.gkt"
    open_workspace(section, today=date(2026, 11, 22), create=True).close()
    take = ("exchange", "import", made.document["file"], "--office", section, "--password-file")
    run(*take, written("错.txt", "office-word\n")).refused("口令不对")
    assert run(*take, written("对.txt", f"\n{WORD}\n")).code == 0
