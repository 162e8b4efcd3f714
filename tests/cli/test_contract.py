"""Every command keeps its promised shape: one document, the right exit code, nothing else."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gongkai_desktop import cli
from gongkai_desktop.store import open_office
from tests.cli.conftest import Run

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
COLUMNS = {"natural", "biz", "research", "public_good", "legal_svc", "other_org", "total"}
BLOCKS = {"review", "suit_direct", "suit_after_review"}
STAGES = {"登记", "审核", "办理", "答复", "归档", "作废"}
NO_REMEDY = {"A1", *(f"B{n}" for n in range(1, 9)), "B5r", "B7r", "C23", "E1", "E3", "F1", "F2"}
REMEDY = {
    **dict.fromkeys(NO_REMEDY, "none"),
    "B9": "fee",
    **{f"C{n}": "review_first" for n in range(4, 11)},
    **dict.fromkeys(("C3", "C24", "G1", "G2"), "mixed"),
}
LISTED = {
    *("register_no", "received_date", "channel", "applicant", "applicant_kind", "request_text"),
    *("stage", "status", "due_date", "provisional", "awaited", "awaited_until", "ground"),
    *("outcome", "decided_date", "sent_date"),
}
CASE = {
    "kind": "reply_deadline",
    "events": [{"type": "received", "date": "2026-03-02", "channel": "当面"}],
}
REQUEST = {
    "applicant": "邱某",
    "applicant_kind": "natural",
    "request_text": "南湖片区土地出让合同",
    "received_date": "2026-11-18",
    "channel": "当面",
}
NOTICE_2027 = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。"

Written = Callable[[str, Any], Path]


def old_register(path: Path, rows: int = 2) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["登记号", "收到日期", "申请人", "申请人类型", "申请内容", "答复结果", "答复日期"])
    for number in range(1, rows + 1):
        cells = [f"旧{number:05d}", "2025-03-03", f"葛某{number}", "自然人", f"第{number}号批复"]
        sheet.append([*cells, "予以公开", "2025-03-20"])
    book.save(path)
    return path


# due


def test_due_answers_one_case_with_one_object(run: Run) -> None:
    answer = run("due", "--json", "--today", "2026-11-22", stdin=json.dumps(CASE))
    assert answer.code == 0 and answer.err == ""
    document = answer.document
    assert document["status"] == "计时" and document["due_date"] == "2026-03-30"
    expected = {"status", "due_date", "milestones", "warnings", "excluded_workdays"}
    expected |= {"extension_days", "used_workdays", "remaining_workdays", "provisional", "days"}
    assert expected <= set(document)
    assert document["used_workdays"] is None and document["remaining_workdays"] is None
    assert {"date", "n", "why"} <= set(document["days"][0])


def test_due_answers_a_list_with_a_list_and_an_unusable_case_in_its_place(
    run: Run, written: Written
) -> None:
    broken = {"kind": "reply_deadline", "events": [{"type": "received", "date": "2026-13-01"}]}
    answer = run("due", written("cases.json", [CASE, broken, "文字", CASE]), "--json")
    assert answer.code == 1
    first, second, third, fourth = answer.document
    assert first == fourth and first["due_date"] == "2026-03-30"
    assert set(second) == {"error"} and set(third) == {"error"}
    assert "2026-13-01" in second["error"]


def test_due_of_an_empty_list_is_an_empty_list(run: Run) -> None:
    answer = run("due", "-", "--json", stdin="[]")
    assert (answer.code, answer.document) == (0, [])


def test_due_as_of_a_day_counts_used_and_remaining_days(run: Run) -> None:
    events = [*CASE["events"], {"type": "as_of", "date": "2026-03-10"}]
    document = run("due", "--json", stdin=json.dumps({**CASE, "events": events})).document
    assert document["used_workdays"] + document["remaining_workdays"] == 20


# register and events


def test_register_list_gives_every_request_with_its_clock(run: Run, office: Path) -> None:
    answer = run("register", "list", "--json", "--office", office)
    assert answer.code == 0 and len(answer.document) > 20
    for row in answer.document:
        assert set(row) >= LISTED
        assert row["stage"] in STAGES
        assert ISO_DAY.fullmatch(row["received_date"])
        assert row["applicant_kind"] in COLUMNS
        assert row["outcome"] == "" or row["outcome"].startswith("r3_")
        assert isinstance(row["provisional"], bool)


def test_a_request_is_added_shown_and_listed_alike(
    run: Run, written: Written, tmp_path: Path
) -> None:
    new = tmp_path / "new.gkt"
    source = written("request.json", REQUEST)
    added = run("register", "add", source, "--json", "--office", new, "--today", "2026-11-22")
    assert added.code == 0 and new.exists()
    number = added.document["register_no"]
    shown = run("register", "show", number, "--json", "--office", new, "--today", "2026-11-22")
    assert shown.document == added.document
    assert (shown.document["applicant"], shown.document["due_date"]) == ("邱某", "2026-12-16")
    listed = run("register", "list", "--json", "--office", new, "--today", "2026-11-22").document
    assert [row["register_no"] for row in listed] == [number]


def test_what_show_prints_can_be_added_again(run: Run, office: Path, tmp_path: Path) -> None:
    shown = run("register", "show", "2026-017", "--json", "--office", office)
    other = tmp_path / "other.gkt"
    again = run("register", "add", "-", "--json", "--office", other, stdin=shown.out)
    assert again.code == 0
    for key in ("applicant", "events", "items", "received_date", "channel"):
        assert again.document[key] == shown.document[key]


def test_an_event_moves_the_clock(run: Run, office: Path) -> None:
    """条例第三十三条：延长不超过20个工作日。"""
    options = ("--json", "--office", office, "--today", "2026-11-22")
    request = {**REQUEST, "register_no": "手记-1"}
    before = run("register", "add", "-", *options, stdin=json.dumps(request)).document
    event = {"type": "extension", "date": "2026-11-20", "days": 20, "approved_by": "赵某"}
    answer = run("event", "add", "手记-1", "-", *options, stdin=json.dumps(event))
    assert answer.code == 0 and answer.document["due_date"] > before["due_date"]
    assert answer.document["events"][-1]["type"] == "extension"


def test_import_says_what_went_in_and_what_was_there_already(run: Run, tmp_path: Path) -> None:
    source, new = old_register(tmp_path / "旧.xlsx"), tmp_path / "new.gkt"
    answer = run("register", "import", source, "--json", "--office", new)
    assert answer.code == 0
    document = answer.document
    assert (document["imported"], document["skipped"]) == (2, 0)
    assert document["errors"] == [] and document["questions"] == []
    assert {"登记号", "收到日期", "申请人", "申请内容"} <= set(document["mapping"])
    again = run("register", "import", source, "--json", "--office", new).document
    assert (again["imported"], again["skipped"]) == (0, 2)


def test_import_takes_the_good_rows_and_names_the_bad_ones(run: Run, written: Written) -> None:
    source = written(
        "旧.csv",
        "登记号,收到日期,申请人,申请内容,答复结果\n"
        "1,2025-03-03,葛某,批复,予以公开\n"
        "2,2025-02-30,葛某,合同,予以公开\n"
        "3,2025-03-05,葛某,方案,另行处理\n",
    )
    office = source.with_name("new.gkt")
    answer = run("register", "import", source, "--json", "--office", office)
    assert answer.code == 0 and answer.document["imported"] == 2
    (error,) = answer.document["errors"]
    assert {"sheet", "row", "column", "reason"} <= set(error)
    assert (error["row"], error["column"]) == (3, "收到日期")
    (question,) = answer.document["questions"]
    assert {"sheet", "row", "column", "value", "choices"} <= set(question)
    assert (question["row"], question["value"]) == (4, "另行处理")


def test_a_dry_run_writes_nothing(run: Run, office: Path, tmp_path: Path) -> None:
    source, before = old_register(tmp_path / "旧.xlsx"), office.read_bytes()
    answer = run("register", "import", source, "--dry-run", "--json", "--office", office)
    assert answer.document["imported"] == 2 and office.read_bytes() == before
    missing = tmp_path / "missing.gkt"
    tried = run("register", "import", source, "--dry-run", "--json", "--office", missing)
    assert tried.document["imported"] == 2 and not missing.exists()


def test_an_exported_register_imports_back_to_the_same(
    run: Run, office: Path, tmp_path: Path
) -> None:
    book, other = tmp_path / "out.xlsx", tmp_path / "other.gkt"
    exported = run("register", "export", book, "--json", "--office", office)
    listed = run("register", "list", "--json", "--office", office).document
    assert exported.code == 0 and exported.document["requests"] == len(listed)
    assert {"登记", "事项", "事件", "申请人", "文书"} <= set(
        openpyxl.load_workbook(book).sheetnames
    )
    imported = run("register", "import", book, "--json", "--office", other).document
    assert (imported["imported"], imported["errors"]) == (len(listed), [])
    day = ("--json", "--today", "2026-11-22")
    for row in listed[::7]:
        number = row["register_no"]
        one = run("register", "show", number, "--office", office, *day).document
        two = run("register", "show", number, "--office", other, *day).document
        assert one == {**two, "demo": one["demo"]}, number


# letters and sheets


def test_every_form_is_listed_with_basis_remedy_and_fields(run: Run) -> None:
    answer = run("letter", "list", "--json")
    assert answer.code == 0 and answer.document
    for form in answer.document:
        assert {"code", "title", "basis", "remedy", "fields", "facts"} <= set(form)
        assert form["basis"] and all(isinstance(line, str) for line in form["basis"])
        assert form["remedy"] == REMEDY.get(form["code"], "choice"), form["code"]
        for field in form["fields"]:
            assert {"name", "label", "required", "sample"} <= set(field)


def test_a_letter_is_rendered_from_its_samples(run: Run, tmp_path: Path) -> None:
    pdf, word = tmp_path / "c1.pdf", tmp_path / "c1.docx"
    answer = run("letter", "render", "C1", "--pdf", pdf, "--docx", word, "--json")
    assert answer.code == 0 and answer.document["pages"] >= 1
    assert isinstance(answer.document["findings"], list)
    assert pdf.read_bytes().startswith(b"%PDF") and word.read_bytes().startswith(b"PK")


def test_a_letter_with_an_error_is_written_and_exits_1(
    run: Run, tmp_path: Path, written: Written
) -> None:
    data, pdf = written("data.json", {"applicant": ""}), tmp_path / "c1.pdf"
    words = ("letter", "render", "C1", "--profile", "final", "--data", data, "--pdf", pdf)
    answer = run(*words, "--json")
    errors = [item for item in answer.document["findings"] if item["severity"] == "E"]
    assert answer.code == 1 and errors and pdf.exists()
    assert {"rule", "severity", "message"} <= set(errors[0])


def test_a_letter_is_made_for_a_request_of_the_register(
    run: Run, office: Path, tmp_path: Path
) -> None:
    pdf = tmp_path / "a1.pdf"
    answer = run(
        *("--office", office, "letter", "make", "2026-017", "A1", "--profile", "final"),
        *("--pdf", pdf, "--json"),
    )
    assert answer.code in (0, 1) and pdf.exists()
    assert set(answer.document) >= {"pages", "findings"}
    assert answer.code == any(item["severity"] == "E" for item in answer.document["findings"])


def test_a_letter_made_again_is_a_further_draft_of_the_same_record(
    run: Run, office: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data.json"
    number = "望资公开收〔2026〕7号"
    for handler in ("甲某", "乙某"):
        data.write_text(json.dumps({"handler": handler, "letter_no": number}), encoding="utf-8")
        run(
            *("--office", office, "letter", "make", "2026-017", "A1", "--data", data),
            *("--pdf", tmp_path / "a1.pdf", "--json"),
        )
    with open_office(office) as opened, opened.read() as reader:
        request = reader.requests.get("2026-017")
        assert request is not None
        made = [one for one in reader.letters.of_request(request.id) if one.code == "A1"][-1]
    drafts = [step for step in made.steps if step["kind"] == "version"]
    assert (made.status, made.number) == ("拟稿", number)
    assert [one["facts"]["handler"] for one in drafts][-2:] == ["甲某", "乙某"]


def test_a_number_that_another_letter_bears_is_told_and_not_recorded(
    run: Run, office: Path, tmp_path: Path
) -> None:
    data, pdf = tmp_path / "data.json", tmp_path / "a1.pdf"
    data.write_text(json.dumps({"letter_no": "望资公开收〔2026〕9号"}), encoding="utf-8")
    answers = [
        run(
            *("--office", office, "letter", "make", no, "A1", "--data", data),
            *("--pdf", pdf, "--json"),
        )
        for no in ("2026-018", "2026-019")
    ]
    told = ["F02" in {one["rule"] for one in one.document["findings"]} for one in answers]
    assert told == [False, True]
    assert answers[1].code == 1


def test_a_clock_sheet_is_a_pdf(run: Run, office: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "sheet.pdf"
    answer = run("sheet", "2026-017", "--pdf", pdf, "--json", "--office", office)
    assert answer.code == 0 and answer.document["pages"] >= 1
    assert pdf.read_bytes().startswith(b"%PDF")


# the yearly report


def compiled(run: Run, office: Path, target: Path, year: int = 2025) -> Path:
    answer = run("annual", "compile", str(year), "--json", "--office", office)
    target.write_text(answer.out, encoding="utf-8")
    return target


def test_a_year_is_compiled_in_the_shape_of_the_form(
    run: Run, office: Path, tmp_path: Path
) -> None:
    book = tmp_path / "2025.xlsx"
    answer = run("annual", "compile", "2025", "--xlsx", book, "--json", "--office", office)
    assert answer.code == 0 and book.exists()
    document = answer.document
    assert document["year"] == 2025
    assert set(document["table2"]["r1_new"]) == COLUMNS
    assert document["table2"]["r1_new"]["natural"] == 18
    assert len(document["table3"]) == 3
    for violation in document["violations"]:
        assert violation["level"] in ("hard", "soft")
        assert {"rule", "cell", "message"} <= set(violation)


def test_one_report_is_answered_alone_and_several_by_file(
    run: Run, office: Path, tmp_path: Path
) -> None:
    good = compiled(run, office, tmp_path / "good.json")
    bad = tmp_path / "bad.json"
    record = json.loads(good.read_text(encoding="utf-8"))
    record["table2"]["r1_new"]["total"] += 1
    bad.write_text(json.dumps(record), encoding="utf-8")
    alone = run("annual", "check", good, "--json")
    assert (alone.code, alone.document["ok"]) == (0, True)
    wrong = run("annual", "check", bad, "--json")
    assert (wrong.code, wrong.document["ok"]) == (1, False)
    assert {"A1", "A3"} <= {one["rule"] for one in wrong.document["violations"]}
    both = run("annual", "check", good, bad, "--json")
    assert both.code == 1
    assert [(one["path"], one["ok"]) for one in both.document["files"]] == [
        (str(good), True),
        (str(bad), False),
    ]


def test_an_unreadable_report_is_named_and_the_others_answered(
    run: Run, office: Path, tmp_path: Path, written: Written
) -> None:
    good = compiled(run, office, tmp_path / "good.json")
    torn = written("torn.json", "{")
    answer = run("annual", "check", torn, good, tmp_path / "none.html", "--json")
    assert answer.code == 2
    assert [one["path"] for one in answer.document["files"]] == [str(good)]
    assert answer.err.count("\n") == 2 and "torn.json" in answer.err and "none.html" in answer.err


def test_last_years_report_proves_the_carry_over(run: Run, office: Path, tmp_path: Path) -> None:
    now = compiled(run, office, tmp_path / "2025.json")
    before = compiled(run, office, tmp_path / "2024.json", 2024)
    answer = run("annual", "check", now, "--previous", before, "--json")
    assert (answer.code, answer.document["ok"]) == (0, True)
    record = json.loads(before.read_text(encoding="utf-8"))
    record["table2"]["r4_carried_out"]["natural"] += 3
    before.write_text(json.dumps(record), encoding="utf-8")
    answer = run("annual", "check", now, "--previous", before, "--json")
    assert "X1" in {one["rule"] for one in answer.document["violations"]}


def units_report(run: Run, office: Path, folder: Path, unit: str) -> Path:
    path = compiled(run, office, folder / f"{unit}.json")
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**record, "org": unit}, ensure_ascii=False), encoding="utf-8")
    return path


def test_reports_of_several_units_add_up(run: Run, office: Path, tmp_path: Path) -> None:
    files = [units_report(run, office, tmp_path, unit) for unit in ("甲局", "乙局", "丙局")]
    answer = run("annual", "merge", *files, "--json")
    assert answer.code == 0
    document = answer.document
    assert set(document) >= {"year", "units", "table1", "table2", "table3", "violations"}
    assert (document["year"], document["units"]) == (2025, ["甲局", "乙局", "丙局"])
    assert document["table2"]["r1_new"]["natural"] == 3 * 18
    assert document["table1"]["fee_amount_wan"] == pytest.approx(3 * 10.85)
    one = json.loads(files[0].read_text(encoding="utf-8"))
    for block, line in document["table3"].items():
        assert line == {key: 3 * number for key, number in one["table3"][block].items()}


def test_a_sum_of_reports_that_do_not_tie_exits_1(run: Run, office: Path, tmp_path: Path) -> None:
    files = [units_report(run, office, tmp_path, unit) for unit in ("甲局", "乙局")]
    record = json.loads(files[0].read_text(encoding="utf-8"))
    record["table2"]["r3_1_open"]["biz"] += 1
    files[0].write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    answer = run("annual", "merge", *files, "--json")
    assert answer.code == 1
    assert {"A2", "A3"} <= {one["rule"] for one in answer.document["violations"]}


# calendar, backup, verification


def test_a_notice_is_read_and_kept(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "new.gkt"
    notice = ("calendar", "import", "-", "--year", "2027", "--json", "--office", new)
    tried = run(*notice, "--dry-run", stdin=NOTICE_2027)
    assert set(tried.document) >= {"year", "off", "work", "problems", "moved"}
    assert not new.exists()
    assert tried.document["year"] == 2027 and "2027-01-01" in tried.document["off"]


def test_backup_restore_and_verify(
    run: Run, office: Path, tmp_path: Path, written: Written
) -> None:
    at = ("--json", "--office", office)
    kept = run("backup", tmp_path / "备份", *at)
    assert kept.code == 0 and Path(kept.document["file"]).exists()
    before = run("register", "list", *at).document
    run("register", "add", written("one.json", {**REQUEST, "register_no": "临-1"}), *at)
    restored = run("restore", kept.document["file"], *at)
    assert restored.code == 0 and Path(restored.document["safety_copy"]).exists()
    assert run("register", "list", *at).document == before
    verified = run("verify", *at)
    assert (verified.code, verified.document["damage"]) == (0, [])


def test_verify_where_nothing_is_says_so(run: Run, nowhere: Path) -> None:
    answer = run("verify", "--office", nowhere)
    assert (answer.code, answer.out, answer.err) == (0, "尚无数据\n", "")
    assert run("verify", "--json", "--office", nowhere).document["damage"] == []
    assert not nowhere.parent.exists()


def test_the_program_tests_itself(run: Run) -> None:
    answer = run("self-test", "--json")
    assert answer.code == 0 and answer.document["ok"] is True
    assert all(step["ok"] for step in answer.document["steps"])


# how every command is called


def test_options_stand_before_or_after_the_command(run: Run, office: Path) -> None:
    options = ("--office", office, "--today", "2026-11-20", "--json")
    after = run("register", "list", *options)
    assert after == run(*options, "register", "list") == run("register", *options, "list")
    assert after.document


def test_office_and_day_come_from_the_environment(
    run: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = run("register", "list", "--json", "--office", office, "--today", "2027-06-01")
    monkeypatch.setenv("GONGKAI_OFFICE", str(office))
    monkeypatch.setenv("GONGKAI_TODAY", "2027-06-01")
    assert run("register", "list", "--json") == named
    named_day = run("register", "list", "--json", "--today", "2026-11-22")
    assert named_day.document != named.document


READING = [
    ("register", "list"),
    ("register", "show", "2026-001"),
    ("register", "export", "out.xlsx"),
    ("letter", "make", "2026-001", "A1", "--pdf", "out.pdf"),
    ("sheet", "2026-001", "--pdf", "out.pdf"),
    ("annual", "compile", "2025"),
    ("backup", "备份"),
]


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_a_command_that_reads_never_makes_an_office(
    run: Run,
    words: tuple[str, ...],
    nowhere: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    run(*words, "--json", "--office", nowhere).refused("没有数据文件")
    assert [*tmp_path.iterdir()] == []


def test_commands_that_need_no_office_make_none(run: Run, nowhere: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "a1.pdf"
    assert run("due", "--office", nowhere, stdin=json.dumps(CASE)).code == 0
    assert run("letter", "list", "--office", nowhere).code == 0
    assert run("letter", "render", "A1", "--pdf", pdf, "--office", nowhere).code == 0
    assert not nowhere.parent.exists()


@pytest.mark.parametrize(
    "words",
    [("register", "list"), ("register", "show", "2026-017"), ("annual", "compile", "2025")],
    ids=" ".join,
)
def test_people_get_chinese_lines_and_no_json(
    run: Run, office: Path, words: tuple[str, ...]
) -> None:
    answer = run(*words, "--office", office)
    assert answer.code == 0 and answer.err == ""
    assert not answer.out.lstrip().startswith(("{", "[")) and "None" not in answer.out


# real processes


def shell(*argv: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "gongkai_desktop", *map(str, argv)],
        input=stdin,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
    )


def test_the_shell_gets_utf8_and_the_exit_code(office: Path, nowhere: Path) -> None:
    listed = shell("--office", office, "register", "list", "--json")
    assert listed.returncode == 0 and listed.stderr == b""
    assert json.loads(listed.stdout.decode("utf-8"))
    refused = shell("register", "list", "--office", nowhere)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert "没有数据文件" in refused.stderr.decode("utf-8")


def test_a_case_is_piped_in(own_user_folders: Path) -> None:
    answer = shell("due", "--json", stdin=json.dumps([CASE, {}]).encode())
    assert answer.returncode == 1
    assert json.loads(answer.stdout)[0]["due_date"] == "2026-03-30"


def test_the_shell_side_loads_no_qt() -> None:
    code = (
        f"import sys, {cli.__name__} as cli; cli.main(['letter', 'list'], {{}});"
        "print(sorted(name for name in sys.modules if name.startswith('PySide6')), file=sys.stderr)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert answer.stderr.strip() == b"[]"


def test_ledgers_are_listed_imported_and_exported(run: Run, tmp_path: Path) -> None:
    office = ("--office", tmp_path / "office.gkt", "--today", "2026-11-22", "--json")
    listed = run("ledger", "list", *office).document
    assert {"mail_in", "seals", "contacts", "searches"} <= {one["name"] for one in listed}
    assert not (tmp_path / "office.gkt").exists()
    table = tmp_path / "收件.csv"
    table.write_text(
        "单号,签收日期,签收人,寄件人\n1000000000041,2026-11-13,门卫戊某,张某一\n,2026-13-01,门卫,\n",
        encoding="utf-8",
    )
    report = run("ledger", "import", "mail_in", table, *office).document
    assert (report["imported"], report["skipped"], report["questions"]) == (1, 0, [])
    assert {(one["row"], one["column"]) for one in report["errors"]} == {(3, "签收日期")}
    assert run("ledger", "import", "mail_in", table, *office).document["skipped"] == 1
    assert run("ledger", "export", "mail_in", tmp_path / "b.xlsx", *office).document["rows"] == 1
    run("ledger", "import", "不存在", table, *office).refused("没有“不存在”这个台账")


def test_each_command_is_found_in_its_room() -> None:
    """A call reads in only its own room: the list of rooms must say where each command is."""
    handlers = dict.fromkeys(("demo", "screenshots", "manual", "bench"), lambda call: 0)
    for room, listed in cli.ROOMS.items():
        parser = cli.build_parser(handlers, [room])
        (commands,) = [one for one in parser._actions if one.dest == "command"]
        assert set(commands.choices) == set(listed), room


@pytest.mark.parametrize(
    ("words", "room"),
    [
        (["due", "-", "--json"], "clock"),
        (["--office", "register", "verify"], "office"),
        (["--json", "register", "list"], "register"),
    ],
)
def test_a_call_reads_in_its_own_room(words: list[str], room: str) -> None:
    assert list(cli.rooms_of(words)) == [room]


@pytest.mark.parametrize("words", [[], ["--help"], ["--office"], ["帮助", "due"]])
def test_a_call_that_names_no_command_is_told_of_all(words: list[str]) -> None:
    assert list(cli.rooms_of(words)) == list(cli.ROOMS)
