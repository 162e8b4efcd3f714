"""Masked copies: the words are gone from every part, formats stay, nothing hidden is left."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.shared import RGBColor
from openpyxl.comments import Comment
from openpyxl.styles import Font

from gongkai_desktop.documents.masked_copy import write_masked_copy
from gongkai_desktop.documents.source import read_source
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.masking import Replacement
from tests.documents.review.word_files import SPACES, add, with_parts

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NUMBER = "410101199003078888"
MASKED = "4101**************"


def masked(original: Path, *words: tuple[str, str]) -> Path:
    """A copy in which every occurrence of the words is replaced."""
    text, parts = read_source(original).text, []
    for old, new in words:
        at = text.find(old)
        while at >= 0:
            parts.append(Replacement(at, at + len(old), new))
            at = text.find(old, at + 1)
    target = original.with_name(f"副本{original.suffix}")
    write_masked_copy(original, target, parts)
    return target


def everything(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def hidden(path: Path) -> list[str]:
    return [one.hidden for one in read_source(path).spans if one.hidden]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_text(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "名单.txt"
    path.write_bytes(f"张某 {NUMBER}\r\n李某 {NUMBER}\r\n".encode(encoding))
    copy = masked(path, (NUMBER, MASKED))
    assert read_source(copy).text == f"张某 {MASKED}\r\n李某 {MASKED}\r\n"


def word_file(path: Path) -> Path:
    document = docx.Document()
    document.core_properties.author = "王作者"
    paragraph = document.add_paragraph("身份证号：4101011990")
    run = paragraph.add_run("03078888")
    run.font.bold, run.font.color.rgb = True, RGBColor(0xC0, 0, 0)
    paragraph.add_run("，电话13812345678。").italic = True
    document.add_comment(paragraph.runs, text="批注的话", author="李批注")
    document.sections[0].header.paragraphs[0].text = f"页眉{NUMBER}"
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 1).text = NUMBER
    box = f"<w:txbxContent><w:p><w:r><w:t>框{NUMBER}</w:t></w:r></w:p></w:txbxContent>"
    add(
        document,
        '<w:p><w:pPr><w:rPr><w:del w:id="9" w:author="改者"/></w:rPr></w:pPr>'
        '<w:del w:id="1" w:author="改者"><w:r><w:delText>删去的话</w:delText></w:r></w:del></w:p>'
        '<w:p><w:ins w:id="2" w:author="改者"><w:r><w:t>插入的话</w:t></w:r></w:ins>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏着的话</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "D:\\秘"'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>域结果'
        '</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:hyperlink r:id="x1"><w:r><w:t>链接的字</w:t></w:r></w:hyperlink>'
        '<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="选项甲" w:value="1"/>'
        "</w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t>控件的字</w:t></w:r></w:sdtContent>"
        "</w:sdt></w:p>"
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
        f"<wp:docPr id='1' name='框' descr='说明的话'/><wps:wsp><wps:txbx>{box}</wps:txbx>"
        f"</wps:wsp></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    document.save(str(path))
    note = (
        f"<w:footnotes {SPACES}><w:footnote w:id='1'><w:p><w:r><w:t>注{NUMBER}</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>"
    )
    parts = {"word/footnotes.xml": note, "customXml/item1.xml": "<a>附带的话</a>"}
    relations = (
        f'<Relationship Id="n1" Type="{OFFICE}/footnotes" Target="footnotes.xml"/>'
        f'<Relationship Id="c1" Type="{OFFICE}/customXml" Target="../customXml/item1.xml"/>'
        f'<Relationship Id="x1" Type="{OFFICE}/hyperlink" Target="http://10.1.2.3/" '
        'TargetMode="External"/>'
    )
    path.write_bytes(with_parts(path.read_bytes(), parts, relations))
    return path


def test_word_keeps_formats_and_nothing_else(tmp_path: Path) -> None:
    original = word_file(tmp_path / "名单.docx")
    assert set(hidden(original)) >= {"批注", "隐藏的文字", "修订中删除的文字", "文件属性"}
    copy = masked(original, (NUMBER, MASKED), ("13812345678", "138****5678"))
    source = read_source(copy)
    assert hidden(copy) == []
    assert source.text.count(MASKED) == 5
    assert "插入的话域结果链接的字控件的字" in source.text
    left = everything(copy)
    for words in (
        NUMBER,
        "03078888",
        "13812345678",
        "王作者",
        "李批注",
        "改者",
        "批注的话",
        "10.1.2.3",
    ):
        assert words not in left
    for words in ("删去的话", "藏着的话", "INCLUDETEXT", "选项甲", "说明的话", "附带的话"):
        assert words not in left
    runs = docx.Document(str(copy)).paragraphs[0].runs
    assert [one.text for one in runs[:3]] == [f"身份证号：{MASKED}", "", "，电话138****5678。"]
    assert (runs[1].font.bold, runs[2].italic) == (True, True)
    assert (
        len(docx.Document(str(copy)).paragraphs) == len(docx.Document(str(original)).paragraphs) - 1
    )


def test_workbook_keeps_formats_and_nothing_else(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.properties.creator = "王作者"
    sheet = book.active
    sheet.title = "名单"
    sheet.append(["姓名", "号码", "藏列"])
    sheet.append(["张某", NUMBER, "藏着的话"])
    sheet["B2"].font = Font(bold=True)
    sheet["A2"].comment = Comment("批注的话", "李批注")
    sheet["A2"].hyperlink = "http://10.1.2.3/"
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("藏表")["A1"] = "藏表的话"
    book["藏表"].sheet_state = "hidden"
    path = tmp_path / "名单.xlsx"
    book.save(path)
    copy = masked(path, (NUMBER, MASKED))
    assert hidden(copy) == []
    assert read_source(copy).text == f"姓名\t号码\n张某\t{MASKED}"
    left = everything(copy)
    for words in (NUMBER, "王作者", "批注的话", "藏着的话", "藏表的话", "10.1.2.3"):
        assert words not in left
    cell = openpyxl.load_workbook(copy)["名单"]["B2"]
    assert (cell.value, cell.font.bold) == (MASKED, True)


def test_a_stretch_over_cells_and_overlapping_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    document = docx.Document()
    document.add_paragraph("甲乙丙")
    document.add_paragraph("丁戊己")
    document.save(str(path))
    write_masked_copy(path, tmp_path / "b.docx", [Replacement(1, 6, "某"), Replacement(2, 3, "×")])
    assert read_source(tmp_path / "b.docx").text == "甲某\n己"


def test_what_is_not_masked_is_refused_with_advice(tmp_path: Path) -> None:
    for name, advice in (("a.pdf", "原稿"), ("a.doc", ".docx")):
        (tmp_path / name).write_bytes(b"%PDF-1.4")
        with pytest.raises(UserError) as refused:
            write_masked_copy(tmp_path / name, tmp_path / "b", [])
        assert advice in refused.value.advice
    with pytest.raises(UserError, match="不能盖掉原稿"):
        write_masked_copy(tmp_path / "a.pdf", tmp_path / "a.pdf", [])


def test_damaged_files_are_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    docx.Document().save(str(path))
    path.write_bytes(with_parts(path.read_bytes(), {"[Content_Types].xml": "<Types><a"}))
    book = openpyxl.Workbook()
    book.active["A1"] = "藏"
    book.create_sheet("空")
    for sheet in book.worksheets[:1]:
        sheet.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    raw = (tmp_path / "a.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        listed = package.read("xl/workbook.xml").replace(b'state="visible"', b'state="hidden"')
    (tmp_path / "a.xlsx").write_bytes(with_parts(raw, {"xl/workbook.xml": listed}))
    for name in ("a.docx", "a.xlsx"):
        with pytest.raises(UserError):
            write_masked_copy(tmp_path / name, tmp_path / "b", [])
