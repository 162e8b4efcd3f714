"""Workbooks: cells as shown with their place, and each way a sheet keeps something from view."""

import struct
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from gongkai_desktop.documents.review import compound
from gongkai_desktop.documents.source import read_source
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.source import Source
from tests.documents.review.word_files import with_parts


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def hidden(source: Source) -> dict[str, str]:
    return {source.words(one): one.hidden for one in source.spans if one.hidden}


@pytest.fixture
def book() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet.append(["姓名", "身份证号", "日期", "占比"])
    sheet.append(["张某", 410101199003078, date(2025, 12, 9), 0.125])
    sheet["D2"].number_format = "0.0%"
    return book


def test_a_row_is_a_line_and_cells_know_their_place(book: openpyxl.Workbook) -> None:
    source = read_source(saved(book), "a.xlsx")
    assert source.text.startswith(
        "姓名\t身份证号\t日期\t占比\n张某\t410101199003078\t2025-12-09\t12.5%\n"
    )
    (cells,) = source.tables()
    assert [(one.place, one.cell.row, one.cell.column) for one in cells[3:6] if one.cell] == [
        ("工作表“名单”D1", 0, 3),
        ("工作表“名单”A2", 1, 0),
        ("工作表“名单”B2", 1, 1),
    ]


def test_every_way_of_keeping_a_cell_from_view(book: openpyxl.Workbook) -> None:
    sheet = book.active
    cases = {
        "A5": ("白字", {"font": Font(color="FFFFFFFF")}),
        "A6": (
            "红底白字",
            {"font": Font(color="FFFFFFFF"), "fill": PatternFill("solid", "C00000")},
        ),
        "A7": ("小字", {"font": Font(size=1)}),
        "A8": ("隐藏行", {}),
        "F1": ("隐藏列", {}),
        "A9": (7, {"number_format": ";;;"}),
    }
    for place, (words, style) in cases.items():
        sheet[place] = words
        for key, one in style.items():
            setattr(sheet[place], key, one)
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["F"].hidden = True
    for name, state in (("藏", "hidden"), ("深藏", "veryHidden")):
        other = book.create_sheet(name)
        other["B2"] = name + "的字"
        other.sheet_state = state
    source = read_source(saved(book), "a.xlsx")
    assert {words: how for words, how in hidden(source).items() if "：" not in words} == {
        "白字": "与底色相同的文字",
        "小字": "极小的文字",
        "隐藏行": "隐藏的行",
        "隐藏列": "隐藏的列",
        "7": "格式隐去的值",
        "藏的字": "隐藏的工作表",
        "深藏的字": "深度隐藏的工作表",
    }
    assert source.at(source.text.index("深藏的字")).place == "工作表“深藏”B2"  # type: ignore[union-attr]


def test_filtered_rows_and_cells_under_a_merge(book: openpyxl.Workbook) -> None:
    sheet = book.active
    sheet.auto_filter.ref = "A1:D2"
    sheet.row_dimensions[2].hidden = True
    content = saved(book)
    sheet["A4"], sheet["B4"] = "合并", "盖住"
    marker = b"<mergeCells count='1'><mergeCell ref='A4:B4'/></mergeCells>"
    raw = saved(book)
    with zipfile.ZipFile(BytesIO(raw)) as package:
        part = package.read("xl/worksheets/sheet1.xml")
    part = part.replace(b"</sheetData>", b"</sheetData>" + marker)
    source = read_source(with_parts(raw, {"xl/worksheets/sheet1.xml": part}), "a.xlsx")
    assert hidden(source)["盖住"] == "合并单元格下的内容"
    assert hidden(read_source(content, "a.xlsx"))["张某"] == "筛选隐去的行"


def test_beside_the_cells(book: openpyxl.Workbook) -> None:
    sheet = book.active
    sheet["A1"].comment = Comment("先不公开", "李科长")
    sheet.oddHeader.center.text = "内部资料"
    sheet.oddFooter.right.text = "第&P页"
    choices = DataValidation(type="list", formula1='"低保,特困"')
    sheet.add_data_validation(choices)
    choices.add("E2")
    book.defined_names["口令"] = DefinedName("口令", attr_text='"abc123"')
    book.properties.creator = "王某"
    sheet.auto_filter.ref = "A1:A3"  # the name that goes with it is the program's own
    source = read_source(saved(book), "a.xlsx")
    found = hidden(source)
    assert not any("_FilterDatabase" in words for words in found)
    assert found["低保,特困"] == "下拉选项"
    assert found['口令："abc123"'] == "定义的名称"
    assert found["作者：王某"] == "文件属性"
    assert any(how == "批注" and "先不公开" in words for words, how in found.items())
    assert "内部资料" in source.text
    assert source.at(source.text.index("内部资料")).place == "工作表“名单”页眉"  # type: ignore[union-attr]


def test_caches_keep_what_was_deleted(book: openpyxl.Workbook) -> None:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts = {
        "xl/pivotCache/pivotCacheDefinition1.xml": f"<pivotCacheDefinition {main}><cacheFields>"
        '<cacheField name="姓名"><sharedItems><s v="赵某"/></sharedItems></cacheField>'
        "</cacheFields></pivotCacheDefinition>",
        "xl/pivotCache/pivotCacheRecords1.xml": f"<pivotCacheRecords {main}>"
        '<r><x v="0"/><s v="13800000000"/></r></pivotCacheRecords>',
        "xl/externalLinks/externalLink1.xml": f"<externalLink {main}><externalBook><sheetDataSet>"
        '<sheetData><row r="1"><cell r="A1"><v>外表的值</v></cell></row></sheetData>'
        "</sheetDataSet></externalBook></externalLink>",
    }
    found = hidden(read_source(with_parts(saved(book), parts), "a.xlsx"))
    assert found["姓名\t赵某"] == found["13800000000"] == "数据透视表缓存"
    assert found["外表的值"] == "外部链接"


def test_a_sheet_broken_half_way_keeps_its_beginning(book: openpyxl.Workbook) -> None:
    content = saved(book)
    with zipfile.ZipFile(BytesIO(content)) as package:
        part = package.read("xl/worksheets/sheet1.xml")
    cut = part[: part.index(b'<row r="2"') + 30]
    source = read_source(with_parts(content, {"xl/worksheets/sheet1.xml": cut}), "a.xlsx")
    assert source.text.startswith("姓名\t身份证号")
    assert "工作表“名单”第1行以后" in [one.where for one in source.unscanned]


def test_a_locked_book_and_an_old_word_file_are_told() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    locked = read_source(ole + "EncryptedPackage\0".encode("utf-16-le"), "a.xlsx")
    old = read_source(ole + "PowerPoint Document\0".encode("utf-16-le"), "a.ppt")
    assert "密码" in locked.unscanned[0].why
    assert "另存为 .docx" in old.unscanned[0].why
    with pytest.raises(UserError, match="已损坏"):
        read_source(ole + "Workbook\0".encode("utf-16-le"), "a.xls")


def old_workbook() -> bytearray:
    return bytearray((Path(__file__).parents[2] / "cases/registers/merged.xls").read_bytes())


def test_a_chain_that_runs_in_circles_is_refused_at_once() -> None:
    """The reader would follow the directory's chain until no memory is left."""
    content = old_workbook()
    (first,) = struct.unpack_from("<I", content, 76)
    (directory,) = struct.unpack_from("<I", content, 48)
    struct.pack_into("<I", content, (first + 1) * 512 + directory * 4, directory)
    with pytest.raises(UserError, match="已损坏"):
        read_source(bytes(content), "旧.xls")


def test_what_the_reader_of_old_books_panics_on_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """As the reader's own, which is no Exception."""

    def panic(content: object) -> object:
        raise PanicException("range end index 4 out of range")

    monkeypatch.setattr(compound.calamine, "load_workbook", panic)
    with pytest.raises(UserError, match="已损坏"):
        read_source(bytes(old_workbook()), "旧.xls")
