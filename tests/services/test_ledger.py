"""Ledgers as the office works with them: entered, found, imported twice, exported and back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import ledger, ledger_import
from gongkai_desktop.services.ledger_import import LedgerImportOptions
from gongkai_desktop.services.ledger_listing import ledger_list, ledger_rows
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery

LETTER = {
    "mail_no": "1000000000041",
    "kind": "EMS",
    "signed": "2026-11-13T16:20",
    "signer": "门卫戊某",
}


def book(path: Path, *rows: list[object]) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    workbook.save(path)
    return path


def test_mail_is_due_at_the_section_one_working_day_after_it_was_signed_for(
    empty: Workspace,
) -> None:
    # Friday 13 November 2026: the next working day is Monday the 16th.
    row = ledger.add(empty, "mail_in", LETTER).row
    assert (row.no, row.status, row.due_date, row.done_date) == (
        "2026-001",
        "未转交",
        date(2026, 11, 16),
        None,
    )
    late = ledger.amend(empty, row.id, {**LETTER, "handed_over": "2026-11-18", "receiver": "丁某"})
    assert late.row.status == "已转交待登记"
    assert late.warnings == ("转交晚于时限2026-11-16",)
    done = ledger.amend(empty, row.id, {**late.row.body, "request": "2026-021"}).row
    assert (done.status, done.done_date) == ("已登记为申请", date(2026, 11, 18))
    assert [one.no for one in ledger.linked(empty, "收件簿", "2026-021")] == ["2026-001"]


def test_what_cannot_be_is_refused_in_plain_words(empty: Workspace) -> None:
    with pytest.raises(UserError, match="请填写签收人"):
        ledger.add(empty, "mail_in", {**LETTER, "signer": " "})
    with pytest.raises(UserError, match="转交时间早于签收时间"):
        ledger.add(empty, "mail_in", {**LETTER, "handed_over": "2026-11-12"})
    with pytest.raises(UserError, match="用印事项没有“工资证明”这一项"):
        body = {"date": "2026-11-20", "use": "工资证明", "document": "证明", "person": "丁某"}
        ledger.add(empty, "seals", {**body, "approver": "乙某"})
    with pytest.raises(UserError, match="没有“食堂”这个台账"):
        ledger.add(empty, "食堂", {})
    assert ledger_rows(empty, "mail_in") == []


def test_a_struck_row_stays_and_its_number_is_not_given_again(empty: Workspace) -> None:
    first = ledger.add(empty, "mail_in", LETTER).row
    with pytest.raises(UserError, match="作废须写明理由"):
        ledger.void(empty, first.id, " ")
    ledger.void(empty, first.id, "重复登记")
    second = ledger.add(empty, "mail_in", LETTER).row
    assert second.no == "2026-002"
    assert [row["no"] for row in ledger_rows(empty, "mail_in")] == ["2026-002"]
    struck = ledger.find(empty, LedgerQuery(ledger="mail_in", state="void"))
    assert [(row.no, row.void_reason) for row in struck] == [("2026-001", "重复登记")]
    with pytest.raises(UserError, match="已作废，不能更改"):
        ledger.amend(empty, first.id, LETTER)
    with empty.office.read() as reader:
        uses = [entry.use_case for entry in reader.audit.entries(3)]
    assert "作废台账记录" in uses
    assert empty.office.verify() == []


@pytest.mark.parametrize(
    ("words", "found"),
    [("征收", ["2026-001"]), ("zsk", ["2026-001"]), ("海域", []), ("100000 戊某", ["2026-001"])],
)
def test_search_by_two_characters_initials_and_several_words(
    empty: Workspace, words: str, found: list[str]
) -> None:
    ledger.add(empty, "mail_in", {**LETTER, "section": "征收科"})
    ledger.add(empty, "mail_in", {**LETTER, "mail_no": "平信", "signer": "丙某"})
    rows = ledger.find(empty, LedgerQuery(ledger="mail_in", text=words))
    assert [row.no for row in rows] == found


def test_messy_table_goes_in_bad_rows_are_named_and_a_second_import_adds_nothing(
    empty: Workspace, tmp_path: Path
) -> None:
    path = book(
        tmp_path / "用印.xlsx",
        ["某局2026年政府信息公开专用章使用登记表"],
        ["序号", "使用时间", "用 途", "文件标题", "份数", "用印科室", "经办人", "批准人"],
        [1, "2026.3.2", "依申请公开答复", "告知书（2026-003）", "2份", "征收科", "丁某", "乙某某"],
        [2, 46090, "函询", "征求意见书", 1, "同上", "丁某", "乙某某"],
        [3, "3月35日", "函询", "协办函", 1, "办公室", "丁某", "乙某某"],
        [4, "2026年3月9日", "基建合同", "合同", 1, "办公室", "丁某", "乙某某"],
        ["序号", "使用时间", "用 途", "文件标题", "份数", "用印科室", "经办人", "批准人"],
        [5, "3月12日", "属性认定", "通知", None, "办公室", "", "乙某某"],
        [6, "3月13日", "拟发布政府信息审核", "公示", None, "办公室", "丁某", "乙某某"],
        ["合计", None, None, None, 5],
        ["填表人：丁某"],
    )
    options = LedgerImportOptions()
    dry = ledger_import.import_ledger(empty, "seals", path, LedgerImportOptions(dry_run=True))
    assert (dry.imported, ledger_rows(empty, "seals")) == (3, [])
    first = ledger_import.import_ledger(empty, "seals", path, options)
    assert (first.imported, first.skipped) == (3, 0)
    assert [(one.row, one.column) for one in first.errors] == [
        (5, "使用时间"),
        (6, "用途"),
        (8, "使用人"),
    ]
    rows = ledger_rows(empty, "seals")
    assert [(row["no"], row["date"], row["use"], row.get("section")) for row in rows] == [
        ("2026-001", "2026-03-02", "依申请公开答复办理", "征收科"),
        ("2026-002", "2026-03-09", "函询", "征收科"),
        ("2026-003", "2026-03-13", "拟发布政府信息审核", "办公室"),
    ]
    assert (rows[0]["copies"], rows[2]["document"]) == (2, "公示")
    again = ledger_import.import_ledger(empty, "seals", path, options)
    assert (again.imported, again.skipped) == (0, 3)


def test_export_runs_nothing_and_comes_back_identical(empty: Workspace, tmp_path: Path) -> None:
    ledger.add(empty, "mail_in", {**LETTER, "sender": "=HYPERLINK(1)", "handed_over": "2026-11-16"})
    struck = ledger.add(empty, "mail_in", {**LETTER, "mail_no": "+1", "signer": "@甲"}).row
    ledger.void(empty, struck.id, "重复")
    before = ledger_rows(empty, "mail_in")
    path = tmp_path / "收件簿.xlsx"
    assert ledger_import.export_ledger(empty, "mail_in", path, LedgerQuery(ledger="mail_in")) == 2
    cells = [cell for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]  # type: ignore[union-attr]
    assert {cell.data_type for cell in cells if str(cell.value or "")[:1] in "=+@"} <= {"s", "n"}
    other = ledger_import.import_ledger(empty, "mail_in", path, LedgerImportOptions())
    assert (other.imported, other.skipped) == (0, 2)
    assert ledger_rows(empty, "mail_in") == before


def test_texts_no_cell_can_hold_come_back(empty: Workspace, tmp_path: Path) -> None:
    ledger.add(empty, "mail_in", {**LETTER, "sender": "长" * 40_000 + "\n 尾"})
    before = ledger_rows(empty, "mail_in")
    path = tmp_path / "收件簿.xlsx"
    ledger_import.export_ledger(empty, "mail_in", path, LedgerQuery(ledger="mail_in"))
    again = ledger_import.import_ledger(empty, "mail_in", path, LedgerImportOptions())
    assert (again.imported, again.skipped) == (0, 1)
    assert ledger_rows(empty, "mail_in") == before


def test_a_hidden_sheet_is_named(empty: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "收件簿.xlsx"
    ledger.add(empty, "mail_in", LETTER)
    ledger_import.export_ledger(empty, "mail_in", path, LedgerQuery(ledger="mail_in"))
    workbook = openpyxl.load_workbook(path)
    workbook.properties.title = ""
    copy = workbook.copy_worksheet(workbook.worksheets[0])
    copy.title, copy.sheet_state = "旧", "hidden"
    workbook.save(path)
    result = ledger_import.import_ledger(empty, "mail_in", path, LedgerImportOptions())
    assert [words for words in result.warnings if "“旧”是隐藏的" in words]


def test_own_export_into_another_office_is_the_same(
    empty: Workspace, sample: Workspace, tmp_path: Path
) -> None:
    for ledger_key in ("mail_in", "seals", "contacts", "searches"):
        before = ledger_rows(sample, ledger_key)
        path = tmp_path / f"{ledger_key}.xlsx"
        ledger_import.export_ledger(sample, ledger_key, path, LedgerQuery(ledger=ledger_key))
        result = ledger_import.import_ledger(empty, ledger_key, path, LedgerImportOptions())
        assert (result.errors, result.imported) == ((), len(before))
        assert ledger_rows(empty, ledger_key) == before


def test_a_ledger_of_the_office_needs_no_code(empty: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "archive_loans.toml"
    path.write_text(
        'title = "档案借阅"\ngroup = "其他"\npurpose = "借出的卷宗。"\ntitle_column = "file"\n'
        '[[column]]\nkey = "file"\ntitle = "卷宗"\nrequired = true\n'
        '[[column]]\nkey = "lent"\ntitle = "借出日"\ntype = "date"\n'
        '[[column]]\nkey = "back"\ntitle = "归还日"\ntype = "date"\n'
        '[[limit]]\nkey = "back"\ntitle = "归还"\nstart = "lent"\nworkdays = 5\ndone = "back"\n',
        encoding="utf-8",
    )
    ledger.add_ledger(empty, path)
    office = empty.reloaded()
    row = ledger.add(office, "档案借阅", {"file": "2026-003卷", "lent": "2026-09-28"}).row
    assert row.due_date == date(2026, 10, 10)  # 1–7 October off, Saturday the 10th works
    assert any(one["name"] == "archive_loans" for one in ledger_list(office))
    shorter = path.read_text(encoding="utf-8").replace('key = "lent"', 'key = "lend"')
    path.write_text(shorter.replace('start = "lent"', 'start = "lend"'), encoding="utf-8")
    with pytest.raises(UserError, match="已有记录用到栏目“lent”"):
        ledger.add_ledger(office, path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title = ", "不是有效的 TOML"),
        ('[[column]]\nkey = "a"\ntitle = "甲"', "title：缺少该项"),
        ('title = "x"\ngroup = "y"\npurpose = "z"\ntitle_column = "a"', "至少要有一个栏目"),
        (
            'title = "x"\ngroup = "y"\npurpose = "z"\ntitle_column = "b"\n'
            '[[column]]\nkey = "a"\ntitle = "甲"',
            "没有“b”这一栏",
        ),
        (
            'title = "x"\ngroup = "y"\npurpose = "z"\ntitle_column = "a"\n'
            '[[column]]\nkey = "a"\ntitle = "甲"\ntype = "picture"',
            "“picture”不认识",
        ),
        (
            'title = "x"\ngroup = "y"\npurpose = "z"\ntitle_column = "a"\ncolour = 1\n'
            '[[column]]\nkey = "a"\ntitle = "甲"',
            "不认识的项",
        ),
    ],
)
def test_a_broken_ledger_is_refused_with_file_key_and_reason(
    empty: Workspace, tmp_path: Path, text: str, reason: str
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=reason):
        ledger.add_ledger(empty, path)
