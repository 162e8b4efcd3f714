"""Wrong input: one plain Chinese line, exit 2, and every file as it was before."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai_desktop.cli.usage import in_chinese
from tests.cli.conftest import Run

Written = Callable[[str, Any], Path]
READERS = [
    ("due",),
    ("register", "add"),
    ("event", "add", "2026-017"),
    ("register", "import"),
    ("annual", "check"),
    ("annual", "merge"),
    ("restore",),
]
JSON_READERS = READERS[:3]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "缺少命令"),
        (("nosuch",), "nosuch"),
        (("register",), "缺少"),
        (("register", "nosuch"), "nosuch"),
        (("register", "show"), "登记号"),
        (("register", "list", "--nosuch"), "--nosuch"),
        (("register", "list", "--office"), "后面缺少内容"),
        (("letter", "render", "A1"), "--pdf"),
        (("letter", "render", "A1", "--pdf", "a.pdf", "--profile", "x"), "draft"),
        (("annual", "compile", "今年"), "应为整数"),
        (("annual", "compile", "99999"), "年份"),
        (("annual", "compile", "-5"), "年份"),
        (("annual", "check"), "文件"),
        (("annual", "merge"), "文件"),
        (("calendar", "import", "-"), "--year"),
        (("register", "import", "旧.xlsx", "--header-row", "三"), "应为整数"),
    ],
)
def test_bad_usage_is_one_chinese_line(
    run: Run, office: Path, words: tuple[str, ...], said: str
) -> None:
    answer = run("--office", office, *words)
    answer.refused(said)
    assert not any(english in answer.err for english in ("argument", "invalid", "required"))


def test_a_message_in_other_words_is_left_as_it_is() -> None:
    assert in_chinese("something else") == "something else"


@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-30", "昨天", "", "20261"])
@pytest.mark.parametrize("words", [("verify",), ("letter", "list"), ("register", "list")])
def test_a_wrong_day_is_refused_before_anything_is_done(
    run: Run, office: Path, words: tuple[str, ...], day: str
) -> None:
    run("--office", office, *words, "--today", day).refused("--today")


def test_a_wrong_day_in_the_environment_is_named(
    run: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_TODAY", "2026-13-01")
    run("--office", office, "register", "list").refused("GONGKAI_TODAY", "2026-13-01")


@pytest.mark.parametrize("words", READERS, ids=" ".join)
def test_a_missing_file_is_named(run: Run, office: Path, words: tuple[str, ...]) -> None:
    before = office.read_bytes()
    run("--json", "--office", office, *words, "没有这个.xlsx").refused("没有这个")
    assert office.read_bytes() == before


@pytest.mark.parametrize("words", READERS, ids=" ".join)
def test_a_folder_in_place_of_a_file_is_refused(
    run: Run, office: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    folder = tmp_path / "文件夹.xlsx"
    folder.mkdir()
    run("--json", "--office", office, *words, folder).refused("文件夹")


@pytest.mark.parametrize("words", JSON_READERS, ids=" ".join)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "不是有效的 JSON"),
        ('{"applicant": ', "不是有效的 JSON（第1行第"),
        ('{\n "a": 1,\n}', "第3行第"),
        (b"\xff\xff\x00\x81", "不是文字文件"),
        ("[" * 100_000, "嵌套过深"),
        ("5", "不是一个对象"),
        ('"文字"', "不是一个对象"),
    ],
)
def test_broken_json_is_refused_where_it_breaks(
    run: Run,
    office: Path,
    written: Written,
    words: tuple[str, ...],
    content: str | bytes,
    said: str,
) -> None:
    before = office.read_bytes()
    run("--json", "--office", office, *words, written("bad.json", content)).refused(said)
    assert office.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"applicant": ""}, "applicant"),
        ({"applicant": None}, "applicant"),
        ({"applicant": 5}, "applicant"),
        ({"request_text": " "}, "request_text"),
        ({"applicant_kind": "外星人"}, "外星人"),
        ({"received_date": "2026-02-30"}, "2026-02-30"),
        ({"received_date": 20260303}, "received_date"),
        ({"received_date": None}, "received_date"),
        ({"events": {}}, "events"),
        ({"events": [{"type": "nosuch", "date": "2026-03-03"}]}, "nosuch"),
        ({"events": [{"type": "withdrawn"}]}, "第1个事件"),
        ({"items": [3]}, "第1项"),
        ({"register_no": "2026-017"}, "2026-017"),
    ],
)
def test_an_unusable_request_is_not_registered(
    run: Run, office: Path, change: dict[str, Any], said: str
) -> None:
    request = {
        "applicant": "邱某",
        "request_text": "合同",
        "received_date": "2026-11-18",
        "channel": "当面",
        **change,
    }
    before = run("register", "list", "--office", office).out
    run("register", "add", "-", "--office", office, stdin=json.dumps(request)).refused(said)
    assert run("register", "list", "--office", office).out == before


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ({"type": "nosuch", "date": "2026-11-20"}, "nosuch"),
        ({"type": "withdrawn", "date": "2026-13-01"}, "2026-13-01"),
        ({"date": "2026-11-20"}, "type"),
        ({"type": "extension", "date": "2026-11-20", "days": "二十"}, "days"),
    ],
)
def test_an_unusable_event_is_not_recorded(
    run: Run, office: Path, event: dict[str, Any], said: str
) -> None:
    before = run("register", "show", "2026-017", "--office", office, "--json").document
    run("event", "add", "2026-017", "-", "--office", office, stdin=json.dumps(event)).refused(said)
    assert run("register", "show", "2026-017", "--office", office, "--json").document == before


def test_one_unusable_case_alone_is_refused(run: Run) -> None:
    case = {"kind": "reply_deadline", "events": [{"type": "received", "date": "2026-13-01"}]}
    run("due", "--json", stdin=json.dumps(case)).refused("2026-13-01")
    case = {"kind": "nosuch", "events": [{"type": "received", "date": "2026-03-02"}]}
    run("due", "--json", stdin=json.dumps(case)).refused("nosuch")


@pytest.mark.parametrize(
    "words",
    [
        ("register", "show", "无此号"),
        ("sheet", "无此号", "--pdf", "a.pdf"),
        ("letter", "make", "无此号", "A1", "--pdf", "a.pdf"),
    ],
    ids=" ".join,
)
def test_an_unknown_request_is_named(
    run: Run, office: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office.parent)
    run("--office", office, *words).refused("无此号")
    assert not Path("a.pdf").exists()


def test_an_unknown_letter_is_answered_with_those_there_are(
    run: Run, office: Path, tmp_path: Path
) -> None:
    pdf = tmp_path / "a.pdf"
    run("letter", "render", "ZZ", "--pdf", pdf).refused("ZZ", "A1")
    run("letter", "make", "2026-017", "ZZ", "--pdf", pdf, "--office", office).refused("ZZ")
    assert not pdf.exists()


def test_letter_data_is_one_object(run: Run, written: Written, tmp_path: Path) -> None:
    pdf = tmp_path / "a.pdf"
    run("letter", "render", "A1", "--data", written("d.json", [1]), "--pdf", pdf).refused("对象")
    assert not pdf.exists()


@pytest.mark.parametrize("content", [b"", b"no database", b"PK\x03\x04", b"SQLite format 3\x00x"])
def test_a_foreign_file_is_no_office_and_stays_as_it_was(
    run: Run, written: Written, content: bytes
) -> None:
    foreign = written("别人的.gkt", content)
    for words in (("register", "list"), ("verify",), ("annual", "compile", "2025")):
        run(*words, "--json", "--office", foreign).refused()
    request = {"applicant": "甲", "request_text": "乙", "received_date": "2026-03-03"}
    run("register", "add", "-", "--office", foreign, stdin=json.dumps(request)).refused()
    assert foreign.read_bytes() == content


def test_a_folder_is_no_office(run: Run, tmp_path: Path) -> None:
    run("register", "list", "--office", tmp_path).refused()


def test_a_foreign_file_is_no_backup(run: Run, office: Path, written: Written) -> None:
    before = office.read_bytes()
    run("restore", written("b.gkt", b"no database"), "--office", office).refused("b.gkt")
    assert office.read_bytes() == before


TARGETS = [
    ("register", "export", "{}"),
    ("letter", "render", "A1", "--pdf", "{}"),
    ("letter", "make", "2026-017", "A1", "--pdf", "{}"),
    ("sheet", "2026-017", "--pdf", "{}"),
    ("annual", "compile", "2025", "--xlsx", "{}"),
]


@pytest.mark.parametrize("words", TARGETS, ids=" ".join)
def test_a_target_that_cannot_be_written_is_named(
    run: Run, office: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "占用.xlsx").mkdir()
    for target in (tmp_path / "没有" / "out.xlsx", tmp_path / "占用.xlsx"):
        filled = [word.format(target) for word in words]
        run(*filled, "--json", "--office", office).refused(target.name, "写不进去")


def test_a_letter_that_could_not_be_written_is_not_kept(
    run: Run, office: Path, tmp_path: Path
) -> None:
    pdf = tmp_path / "没有" / "a.pdf"
    run("letter", "make", "2026-017", "A1", "--pdf", pdf, "--office", office).refused()
    shown = run("register", "show", "2026-017", "--office", office, "--json").document
    assert shown["letters"] == []


def test_a_backup_folder_that_is_a_file_is_refused(
    run: Run, office: Path, written: Written
) -> None:
    run("backup", written("备份", "文字"), "--office", office).refused("备份")


def test_reports_that_do_not_belong_together_have_no_sum(
    run: Run, office: Path, tmp_path: Path
) -> None:
    files = []
    for year in ("2024", "2025"):
        path = tmp_path / f"{year}.json"
        path.write_text(run("annual", "compile", year, "--json", "--office", office).out, "utf-8")
        files.append(path)
    run("annual", "merge", *files, "--json").refused("2024年、2025年")
    run("annual", "merge", files[0], files[0], "--json").refused("不止一份")


def test_a_notice_without_arrangements_is_not_kept(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "new.gkt"
    notice = ("calendar", "import", "-", "--year", "2027", "--office", new, "--json")
    run(*notice, stdin="今天天气很好").refused("没有读到节日安排")


def test_a_password_file_that_is_missing_is_named(run: Run, office: Path) -> None:
    run("register", "list", "--office", office, "--password-file", "无").refused("口令文件 无")


def test_a_day_beyond_the_calendar_still_lists_what_is_late(run: Run, office: Path) -> None:
    """Lateness is plain from two dates; only its count needs the year's arrangement."""
    answer = run("register", "list", "--json", "--office", office, "--today", "2031-06-01")
    assert answer.code == 0
    assert "已超期" in {row["status"] for row in answer.document}
