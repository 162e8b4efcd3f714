"""``register`` and ``event`` from a shell: each wrong input one line and exit 2 (design §5)."""

import json
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest

from gongkai_desktop import cli

TODAY = ("--today", "2026-11-22")
GOOD = {"applicant": "张三", "request_text": "批复", "received_date": "2026-03-02"}


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = cli.main([*words, *TODAY], {})
    out, err = capsys.readouterr()
    return code, out, err


def written(folder: Path, value: Any) -> str:
    path = folder / "a.json"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return str(path)


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert err.startswith("gongkai：") and err.count("\n") == 1
    return err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"received_date": "2026-02-30"}, "不是有效日期"),
        ({"received_date": "2026-12-01"}, "晚于今天"),
        ({"request_text": "  "}, "缺少 request_text"),
        ({"applicant": None}, "缺少 applicant"),
        ({"applicant_kind": "外星人"}, "自然人"),
        ({"row": "r9"}, "年报结果行"),
        ({"ground": "g9"}, "法律依据"),
        ({"items": [{"text": "甲", "row": "r9"}]}, "年报结果行"),
        ({"items": [{"text": "甲", "no": 0}]}, "项号"),
        ({"events": [{"type": "decided", "date": "2026-03-01"}]}, "早于收到日"),
        ({"events": [{"type": "decided", "date": "2026-12-01"}]}, "晚于今天"),
        ({"events": [{"type": "as_of", "date": "2026-03-20"}]}, "只用于计算"),
        ({"events": [{"type": "dekided", "date": "2026-03-20"}]}, "不认识"),
        ({"events": "none"}, "应为列表"),
    ],
)
def test_what_cannot_be_registered(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, change: dict[str, Any], words: str
) -> None:
    office = str(tmp_path / "o.gkt")
    error = refused(
        capsys, "register", "add", written(tmp_path, {**GOOD, **change}), "--office", office
    )
    assert words in error
    assert run(capsys, "verify", "--office", office)[0] == 0


def test_doubts_are_told_and_the_request_goes_in(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    raw = {**GOOD, "applicant_kind": "商业企业", "id_no": "990101198001010015", "chanel": "EMS"}
    office = str(tmp_path / "o.gkt")
    code, out, err = run(capsys, "register", "add", written(tmp_path, raw), "--office", office)
    assert code == 0 and "已登记：2026-001" in out
    assert "请核对" in out and "校验" in out
    assert "“chanel”不认识" in err
    _, out, _ = run(capsys, "register", "show", "2026-001", "--office", office, "--json")
    assert json.loads(out)["applicant_kind"] == "biz"


def test_what_show_prints_can_be_added_again(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    office = str(tmp_path / "o.gkt")
    run(capsys, "register", "add", written(tmp_path, GOOD), "--office", office)
    _, out, _ = run(capsys, "register", "show", "2026-001", "--office", office, "--json")
    other = str(tmp_path / "p.gkt")
    again = written(tmp_path, json.loads(out))
    code, _, err = run(capsys, "register", "add", again, "--office", other, "--json")
    assert (code, err) == (0, "")


def test_an_event_for_an_office_that_is_not_there(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A command that writes makes the office; the request is still missing (design §3)."""
    office = tmp_path / "o.gkt"
    event = written(tmp_path, {"type": "extension", "date": "2026-03-20", "days": 20})
    error = refused(capsys, "event", "add", "2026-001", event, "--office", str(office))
    assert "没有登记号为“2026-001”的申请" in error
    assert office.exists()


def test_a_wrong_event_makes_no_office(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    office = tmp_path / "o.gkt"
    event = written(tmp_path, {"type": "extension", "date": "2026-02-30"})
    refused(capsys, "event", "add", "2026-001", event, "--office", str(office))
    assert not office.exists()


@pytest.mark.parametrize(
    "words",
    [("register", "list"), ("register", "show", "1"), ("verify",), ("annual", "compile", "2026")],
)
def test_a_folder_is_no_office(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert "是文件夹" in refused(capsys, *words, "--office", str(tmp_path))


@pytest.mark.parametrize("words", [("register", "add"), ("due",)])
def test_a_folder_is_no_office_for_files_either(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, words: tuple[str, ...]
) -> None:
    case = {**GOOD, "events": [{"type": "received", "date": "2026-03-02"}]}
    path = written(tmp_path, case)
    assert "是文件夹" in refused(capsys, *words, path, "--office", str(tmp_path))


def test_the_reply_deadline_names_its_raw_date(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    events = [{"type": "received", "date": "2026-07-01", "channel": "当面"}]
    case = written(tmp_path, {"kind": "reply_deadline", "events": events})
    _, out, _ = run(capsys, "due", case, "--json")
    answer = json.loads(out)
    assert (answer["raw_date"], answer["due_date"]) == ("2026-07-29", "2026-07-29")


@pytest.mark.parametrize(
    ("option", "content", "words"),
    [
        ("--mapping", "[]", "应为"),
        ("--outcomes", '{"不予公开": 3}', "应为"),
        ("--outcomes", '{"不予公开": "随便"}', "不是年报行"),
        ("--mapping", '{"甲": "不认识的字段"}', "不认识"),
        ("--mapping", "{", "不是有效的 JSON"),
    ],
)
def test_wrong_answers_of_an_import(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, option: str, content: str, words: str
) -> None:
    book = tmp_path / "a.csv"
    book.write_text("收到日期,申请人,申请内容\n2026-3-2,张三,批复\n", encoding="utf-8")
    answers = tmp_path / "answers.json"
    answers.write_text(content, encoding="utf-8")
    office = str(tmp_path / "o.gkt")
    asked = ("register", "import", str(book), option, str(answers), "--office", office)
    assert words in refused(capsys, *asked)


def test_what_libraries_warn_of_is_not_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """openpyxl warns of names whose sheet is gone; the clerk hears of the sheet, in one line."""
    office, book = str(tmp_path / "o.gkt"), tmp_path / "b.xlsx"
    run(capsys, "register", "add", written(tmp_path, GOOD), "--office", office)
    run(capsys, "register", "export", str(book), "--office", office)
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = parts["xl/workbook.xml"]
    assert b'localSheetId="4"' in names
    parts["xl/workbook.xml"] = names.replace(b'localSheetId="4"', b'localSheetId="9"')
    with zipfile.ZipFile(book, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        code, _, err = run(capsys, "register", "import", str(book), "--office", office, "--json")
    assert (code, err, heard) == (0, "", [])


@pytest.mark.parametrize(
    ("asked", "words"),
    [(("--sheet", "无此表"), "没有工作表"), (("--header-row", "99"), "没有第99行")],
)
def test_wrong_places_of_an_import(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, asked: tuple[str, str], words: str
) -> None:
    book = tmp_path / "a.csv"
    book.write_text("收到日期,申请人,申请内容\n2026-3-2,张三,批复\n", encoding="utf-8")
    office = str(tmp_path / "o.gkt")
    assert words in refused(capsys, "register", "import", str(book), *asked, "--office", office)
