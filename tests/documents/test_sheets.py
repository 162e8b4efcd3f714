"""Tables from files: what cannot be read is refused in one sentence, before it does harm."""

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from gongkai_desktop.documents.sheets import read_sheets
from gongkai_desktop.domain.errors import UserError

ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def book(path: Path) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "2024年"
    sheet.append(["某局台账", None, None])
    sheet.merge_cells("A1:C1")
    sheet.append(["收到日期", "申请人", "内容"])
    sheet.append([date(2024, 3, 1), "张某", "预算"])
    sheet.append([None, None, "决算"])
    sheet.merge_cells("A3:A4")
    workbook.create_sheet("旧表").sheet_state = "hidden"
    workbook.save(path)
    return path


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.et"])
def test_a_workbook_is_known_by_what_it_holds(tmp_path: Path, name: str) -> None:
    book(tmp_path / "a.xlsx").rename(tmp_path / name)
    first, hidden = read_sheets(tmp_path / name)
    assert (first.name, first.hidden, hidden.hidden) == ("2024年", False, True)
    assert list(first.rows[0]) == ["某局台账"] * 3
    assert list(first.rows[3]) == [date(2024, 3, 1), "", "决算"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_text_tables(tmp_path: Path, encoding: str, mark: str) -> None:
    lines = (
        ["收到日期", "申请人", "内容"],
        ["2024-3-1", "张某", '"A, B, C；D, E"'],
        ["", "李某", ""],
    )
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(map(mark.join, lines)).encode(encoding))
    (sheet,) = read_sheets(path)
    assert list(sheet.rows[1]) == ["2024-3-1", "张某", "A, B, C；D, E"]
    assert list(sheet.rows[2]) == [None, "李某", None]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"", "空文件"),
        ("a.csv", b"\r\n", "空文件"),
        ("a.pdf", b"%PDF-1.7", "不认识"),
        ("a.xls", b"\xef\xbb\xbf<html><table></table></html>", "网页"),
        ("a.xls", ENCRYPTED, "打开密码"),
        ("a.xlsx", ENCRYPTED, "打开密码"),
        ("a.xlsx", b"PK\x03\x04 broken", "损坏"),
        ("a.xls", b"no workbook at all", "损坏"),
        ("a.csv", bytes(range(256)), "编码|文字表格"),
    ],
)
def test_unreadable_files(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError, match=words):
        read_sheets(path)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(UserError, match="文件夹"):
        read_sheets(tmp_path / "a.xlsx")
    with pytest.raises(UserError, match="找不到"):
        read_sheets(tmp_path / "b.xlsx")


def test_a_stray_cell_far_outside_is_named(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active["XFD1048576"] = "x"  # type: ignore[index]
    workbook.save(tmp_path / "far.xlsx")
    with pytest.raises(UserError, match="XFD1048576"):
        read_sheets(tmp_path / "far.xlsx")


def test_a_far_cell_without_content_does_no_harm(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx")
    workbook = openpyxl.load_workbook(path)
    workbook["2024年"]["XFD1048576"].number_format = "0.00"
    workbook.save(path)
    assert len(read_sheets(path)[0].rows) == 4


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 80_000_000)
    with pytest.raises(UserError, match="大得不正常"):
        read_sheets(path)


def test_cells_repeated_without_end_are_refused(tmp_path: Path) -> None:
    """OpenDocument counts equal cells instead of writing them; laid out they fill the memory."""
    space = 'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    row = '<t:table-row t:number-rows-repeated="1000000">{}</t:table-row>'
    full = '<t:table-cell t:number-columns-repeated="16384"><p/></t:table-cell>'
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", f"<t:table {space}>{row.format(full)}</t:table>")
    with pytest.raises(UserError, match="重复了太多格"):
        read_sheets(path)
