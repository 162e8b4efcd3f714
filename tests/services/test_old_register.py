"""An office's old Excel register, as messy as they are: good rows go in, bad ones are named."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.intake.cells import UnreadableError, read_day
from gongkai_desktop.services import listing, request_export
from gongkai_desktop.services.request_import import ImportOptions, import_register
from gongkai_desktop.services.workspace import Workspace, open_workspace

UPPER = [
    "序号",
    "申请人信息",
    None,
    "申请内容",
    "收件日期",
    "申请方式",
    "答复期限",
    "办理情况",
    None,
]
LOWER = [None, "姓名", "类别", None, None, None, None, "答复时间", "答复结果"]


def messy_book(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "2024年"
    sheet.append(["望山县自然资源局2024年度依申请公开登记台账"])
    sheet.append(["填报单位：办公室"])
    sheet.append(UPPER)
    sheet.append(LOWER)
    for cells in ("A3:A4", "B3:C3", "D3:D4", "E3:E4", "F3:F4", "G3:G4", "H3:I3"):
        sheet.merge_cells(cells)
    sheet.append(
        [
            1,
            "张三",
            "公民",
            "征地批复",
            date(2024, 1, 4),
            "EMS",
            "2024.2.1",
            "2024年1月26日",
            "同意公开",
        ]
    )
    sheet.append(
        [2, "李四", "个人", "控规批复", "2024-1-18 9:30", "网上", "2024/2/22", 45321, "予以公开"]
    )
    sheet.append(
        [3, "王五", "公民", "补偿协议", "二〇二四年二月二日", "信函", None, "20240315", "不予公开"]
    )
    sheet.append([4, "赵六", "公民", "某合同", "2月30日", "现场", None, None, None])
    sheet.append([5, "钱七", "法人", "某材料", "3月5日", "邮箱", None, "3月20日", "信息不存在"])
    sheet.append([6, "孙八", "公民", None, "2024-3-6", "网上", None, None, None])
    sheet.append(["合计", None, None, "6件"])
    sheet.append(UPPER)
    sheet.append(
        [7, "周九", "律所", "某文件", "2024-5-6", "当面", None, "2024-5-20", "（三）1.属于国家秘密"]
    )
    sheet.append(["填表人：丙某", None, None, "审核人：甲"])
    book.create_sheet("说明")["A1"] = "本表说明"
    book.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def test_good_rows_go_in_and_bad_ones_are_named(empty: Workspace, tmp_path: Path) -> None:
    report = import_register(empty, messy_book(tmp_path), ImportOptions())
    assert report.imported == 5
    assert {(one.row, one.column) for one in report.errors} == {(8, "收件日期"), (10, "申请内容")}
    rows = {row["applicant"]: row for row in listing.register_list(empty)}
    assert rows["张三"]["outcome"] == "r3_1_open"
    assert rows["李四"]["received_date"] == "2024-01-18"
    assert rows["李四"]["decided_date"] == "2024-01-30"
    assert rows["王五"]["received_date"] == "2024-02-02"
    assert rows["周九"]["outcome"] == "r3_3_1_state_secret"
    assert rows["周九"]["applicant_kind"] == "legal_svc"
    assert rows["钱七"]["received_date"] == "2024-03-05"


def test_old_words_are_asked_and_answered(empty: Workspace, tmp_path: Path) -> None:
    book = messy_book(tmp_path)
    trial = import_register(empty, book, ImportOptions(dry_run=True))
    asked = {one.value: one for one in trial.questions}
    assert len(asked["不予公开"].choices) == 8
    assert set(asked["法人"].choices) >= {"biz", "other_org"}
    assert listing.register_list(empty) == []
    answers = {"不予公开": "r3_3_4_third_party"}
    import_register(empty, book, ImportOptions(outcomes=answers))
    rows = {row["applicant"]: row for row in listing.register_list(empty)}
    assert rows["王五"]["outcome"] == "r3_3_4_third_party"


def test_a_second_import_adds_nothing(empty: Workspace, tmp_path: Path) -> None:
    book = messy_book(tmp_path)
    import_register(empty, book, ImportOptions())
    again = import_register(empty, book, ImportOptions())
    assert (again.imported, again.skipped) == (0, 5)


def test_imported_limits_are_compared(empty: Workspace, tmp_path: Path) -> None:
    report = import_register(empty, messy_book(tmp_path), ImportOptions())
    # Received 18 January 2024, day 20 is 20 February: the table had 22 February.
    assert [(one.original, one.computed) for one in report.differences] == [
        (date(2024, 2, 22), date(2024, 2, 20))
    ]


def test_a_wrong_answer_names_the_row_it_cannot_be(empty: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="不是年报行"):
        import_register(empty, messy_book(tmp_path), ImportOptions(outcomes={"不予公开": "x"}))


def test_a_gbk_table_is_read(empty: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    text = "收到日期,申请人,申请内容\n2026.3.2,李四,控规批复\n"
    path.write_bytes(text.encode("gb18030"))
    assert import_register(empty, path, ImportOptions()).imported == 1


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an old file begins, and a new one that was given a password."""


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"", "空文件"),
        ("a.xls", b"<html><table></table></html>", "其实是网页"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le") + b"x" * 600, "打开密码"),
        ("a.xlsx", OLE + b"x" * 600, "已损坏"),
        ("a.xlsx", b"PK\x03\x04 broken", "已损坏"),
        ("a.pdf", b"%PDF", "不认识"),
        ("a.csv", "名称,数量\n甲,1\n".encode(), "没有找到登记簿的表头"),
    ],
)
def test_what_is_no_register_is_refused_in_one_sentence(
    empty: Workspace, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError, match=words):
        import_register(empty, path, ImportOptions())


def test_a_missing_file_is_named(empty: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到文件"):
        import_register(empty, tmp_path / "无.xlsx", ImportOptions())


def test_the_export_comes_back_the_same(sample: Workspace, tmp_path: Path) -> None:
    book = tmp_path / "登记簿.xlsx"
    request_export.export_register(sample, book)
    other = open_workspace(tmp_path / "other.gkt", today=sample.today, create=True)
    assert import_register(other, book, ImportOptions()).imported == 60
    for row in listing.register_list(sample):
        number = row["register_no"]
        assert listing.register_show(other, number) == listing.register_show(sample, number)
    other.close()


@pytest.mark.parametrize("text", ["=1+1", "+86", "-甲", "@某", '=HYPERLINK("http://x")'])
def test_exported_cells_never_run(empty: Workspace, tmp_path: Path, text: str) -> None:
    source = tmp_path / "源.csv"
    quoted = text.replace('"', '""')
    source.write_text(f'收到日期,申请人,申请内容\n2026-3-2,李四,"{quoted}"\n', encoding="utf-8")
    import_register(empty, source, ImportOptions())
    book = tmp_path / "登记簿.xlsx"
    request_export.export_register(empty, book)
    cells = [cell for row in openpyxl.load_workbook(book)["登记"] for cell in row]
    assert [cell.data_type for cell in cells if cell.value == text] == ["s"]


DAY = date(2024, 5, 6)


@pytest.mark.parametrize(
    "written",
    [
        *(DAY, datetime(2024, 5, 6, 9, 30), 45418, 45418.4, "45418", 20240506, "20240506"),
        *("2024-5-6", "2024/5/6", "2024.5.6", "2024年5月6日", "２０２４年５月６日", "24.5.6"),
        *(
            "2024 年 5 月 6 日",
            "2024-5-6 10:30",
            "2024年5月6日（周一）",
            "二〇二四年五月六日",
            "5月6日",
        ),
    ],
)
def test_a_day_in_any_spelling(written: object) -> None:
    assert read_day(written, 2024) == DAY


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.none(), st.booleans()))
def test_any_cell_gives_a_day_or_a_reason(value: object) -> None:
    try:
        day = read_day(value, 2024)
    except UnreadableError as unreadable:
        assert str(unreadable)
    else:
        assert day is None or isinstance(day, date)
