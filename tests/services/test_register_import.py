"""Old registers as a whole: several sheets, chosen columns, answers, our own workbook."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import listing, request_export
from gongkai_desktop.services.request_import import ImportOptions, import_register
from gongkai_desktop.services.workspace import Workspace, open_workspace

HEAD = ["登记号", "收到日期", "申请人", "申请人类型", "申请内容", "答复日期", "办理结果"]
GOOD = ["2025-001", date(2025, 3, 3), "张某", "公民", "征地批复", date(2025, 3, 20), "予以公开"]


def book(path: Path, **sheets: list[list[object]]) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def test_every_sheet_with_a_register_is_read_with_its_own_year(
    empty: Workspace, tmp_path: Path
) -> None:
    rows = [["序号", "收到日期", "申请人", "申请内容"], [1, "3月4日", "张某", "征地批复"]]
    path = book(tmp_path / "台账.xlsx", **{"2024年": rows, "说明": [["本表"]], "2025年": rows})
    assert import_register(empty, path, ImportOptions()).imported == 2
    days = {row["received_date"] for row in listing.register_list(empty)}
    assert days == {"2024-03-04", "2025-03-04"}
    one = ImportOptions(sheet="2024年", dry_run=True)
    assert import_register(empty, path, one).skipped == 1


def test_the_mapping_says_fields_by_their_common_names(empty: Workspace, tmp_path: Path) -> None:
    report = import_register(empty, book(tmp_path / "a.xlsx", 台账=[HEAD, GOOD]), ImportOptions())
    assert report.mapping == {
        "登记号": "register_no",
        "收到日期": "received_date",
        "申请人": "applicant",
        "申请人类型": "applicant_kind",
        "申请内容": "request_text",
        "答复日期": "decided_date",
        "办理结果": "outcome",
    }


@pytest.mark.parametrize("field", ["received_date", "收到日期"])
def test_columns_nobody_knows_are_named(empty: Workspace, tmp_path: Path, field: str) -> None:
    rows = [["甲栏", "申请人", "申请内容"], ["2025-3-3", "张某", "征地批复"]]
    path = book(tmp_path / "a.xlsx", 台账=rows)
    with pytest.raises(UserError, match="没有认出收到日期这一列"):
        import_register(empty, path, ImportOptions())
    report = import_register(empty, path, ImportOptions(mapping={"甲栏": field}))
    assert (report.imported, report.mapping["甲栏"]) == (1, "received_date")


def test_an_unknown_field_is_refused(empty: Workspace, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 台账=[HEAD, GOOD])
    with pytest.raises(UserError, match="不认识"):
        import_register(empty, path, ImportOptions(mapping={"登记号": "number"}))


@pytest.mark.parametrize("answer", ["r3_3_6_process", "不予公开-属于四类过程性信息"])
def test_outcomes_and_kinds_are_answered(empty: Workspace, tmp_path: Path, answer: str) -> None:
    unclear = ["2025-002", *GOOD[1:3], "法人", "控规", GOOD[5], "不予公开"]
    path = book(tmp_path / "a.xlsx", 台账=[HEAD, unclear])
    asked = {
        one.value for one in import_register(empty, path, ImportOptions(dry_run=True)).questions
    }
    assert asked == {"法人", "不予公开"}
    answers = {"不予公开": answer, "法人": "商业企业"}
    assert import_register(empty, path, ImportOptions(outcomes=answers)).questions == ()
    (row,) = listing.register_list(empty)
    assert (row["outcome"], row["applicant_kind"]) == ("r3_3_6_process", "biz")


def test_a_number_used_twice_is_not_passed_over_in_silence(
    empty: Workspace, tmp_path: Path
) -> None:
    other = ["2025-001", date(2025, 4, 1), "李某", "公民", "补偿协议", None, None]
    path = book(tmp_path / "a.xlsx", 台账=[HEAD, GOOD, GOOD, other])
    report = import_register(empty, path, ImportOptions())
    assert (report.imported, report.skipped) == (1, 1)
    ((place, reason),) = [((one.row, one.column), one.reason) for one in report.errors]
    assert place == (4, "登记号") and "2025-001" in reason and "2025-03-03收到的张某" in reason
    again = import_register(empty, path, ImportOptions())
    assert (again.imported, again.skipped, len(again.errors)) == (0, 2, 1)


def test_hidden_sheets_are_read_only_when_named(empty: Workspace, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 台账=[HEAD, GOOD], 旧=[HEAD, ["2024-001", *GOOD[1:]]])
    workbook = openpyxl.load_workbook(path)
    workbook["旧"].sheet_state = "hidden"
    workbook.save(path)
    assert import_register(empty, path, ImportOptions()).imported == 1
    assert import_register(empty, path, ImportOptions(sheet="旧")).imported == 1


def test_our_own_workbook_comes_back_exactly_from_the_window_too(
    sample: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "登记簿.xlsx"
    request_export.export_register(sample, path)
    other = open_workspace(tmp_path / "other.gkt", today=sample.today, create=True)
    chosen = ImportOptions(mapping={"登记号": "register_no", "申请人": "applicant"})
    assert import_register(other, path, chosen).imported == 60
    for row in listing.register_list(sample):
        number = row["register_no"]
        assert listing.register_show(other, number) == listing.register_show(sample, number)
    other.close()
